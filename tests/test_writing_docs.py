"""docs/writing.md shows what the commands really say, typed one after the other by a new user."""

import re
import shlex
from pathlib import Path

import pytest

from generator.cli import main
from generator.content.load import load
from tests.desk import SITE

PAGE = Path(__file__).parent.parent / "docs" / "writing.md"
MOMENTS = (
    "2026-11-20 12:15 UTC",
    "2026-11-20 12:40 UTC",
    "2026-11-20 12:55 UTC",
    "2026-11-24 09:00 UTC",
    "2026-11-24 10:00 UTC",
    "2026-12-01 02:00 UTC",
    "2026-12-01 03:40 UTC",
    "2026-12-01 04:50 UTC",
)


def test_what_the_page_shows_is_what_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text(SITE, "utf-8")
    monkeypatch.chdir(tmp_path.resolve())
    blocks = re.findall(
        r"^```console\n(.*?)^```", PAGE.read_text("utf-8"), re.DOTALL | re.MULTILINE
    )
    shown = [part.partition("\n") for part in "".join(blocks).split("$ fogbell ")[1:]]
    for (line, _, said), now in zip(shown, MOMENTS, strict=True):
        assert main([*shlex.split(line), "--now", now]) == 0, line
        out, err = capsys.readouterr()
        assert out == said, line
        # the postmortem is short for the page's sake, and is told so
        assert bool(err) is line.startswith("postmortem"), line + err
    loaded = load(tmp_path)
    assert loaded.problems == ()
    assert loaded.site
    assert len(loaded.site.incidents[0].updates) == len(loaded.site.maintenances[0].updates) == 4
