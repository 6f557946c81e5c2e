"""The small sites under tests/sites/, each built at a fixed moment, and what they should become."""

import json
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

from generator.build import Options, build
from generator.errors import format_problem
from generator.writer import MANIFEST

SITES = Path(__file__).parent / "sites"

#: each folder of tests/sites/ and the moment at which it is built
CASES = {
    "bad-day": datetime(2026, 11, 20, 12, 50, tzinfo=UTC),
    "calm": datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
    "every-field": datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
    "no-components": datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
    "planned": datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
    "postmortem": datetime(2026, 11, 20, 12, 0, tzinfo=UTC),
}

SAME_EVERYWHERE = ("schema/", "_headers")
WITH_ALL = "calm"

_INLINE = re.compile(rb"<(style|script)>.*?</\1>", re.DOTALL)
_HASH = re.compile(rb"sha256-[A-Za-z0-9+/]{43}=")


def build_case(name: str, output: Path, now: datetime | None = None) -> None:
    """Build a case into `output`, at its own moment or at `now`; its content must have no error."""
    moment = now or CASES[name]
    options = Options(project=SITES / name, output=output, now=moment, use_cache=False)
    report = build(options)
    assert report.written, "\n".join(format_problem(each) for each in report.problems)


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below `folder` with its bytes, but for the list that the writer keeps."""
    found = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    return {path: data for path, data in found.items() if path != MANIFEST}


def reviewable(name: str, found: dict[str, bytes]) -> dict[str, bytes]:
    """As a person can compare it: a new colour is no news in every page, and JSON has lines.

    What is the same in every site is kept with one of them.
    """
    shown = {path for path in found if name == WITH_ALL or not path.startswith(SAME_EVERYWHERE)}
    return {path: _reviewable(path, found[path]) for path in sorted(shown)}


def _reviewable(path: str, data: bytes) -> bytes:
    if path.endswith(".html"):
        return _HASH.sub(b"sha256-", _INLINE.sub(rb"<\1></\1>", data))
    if path == "widget.js":
        return b"// themes/default/widget.js, squeezed\n"
    if path.endswith(".json"):
        return json.dumps(json.loads(data), indent=1, ensure_ascii=False).encode() + b"\n"
    return data


def expected(name: str) -> dict[str, bytes]:
    """What a case should become."""
    return tree(SITES / name / "expected")


def accept(name: str, found: dict[str, bytes]) -> None:
    """Make `found` what a case should become."""
    folder = SITES / name / "expected"
    shutil.rmtree(folder, ignore_errors=True)
    for path, data in found.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
