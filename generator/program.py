"""Which program this is: a mark that changes with every byte of our code."""

import hashlib
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).parent


@cache
def program_mark(*parts: str) -> str:
    """A digest of our code: of these modules and packages right below ours, or of all of it."""
    roots = [_PACKAGE / part for part in parts] or [_PACKAGE]
    digest = hashlib.sha256()
    for path in sorted(_modules(roots)):
        name = path.relative_to(_PACKAGE).as_posix()
        digest.update(name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()


def _modules(roots: Iterable[Path]) -> Iterable[Path]:
    for root in roots:
        if root.is_dir():
            yield from root.rglob("*.py")
        else:
            yield root.with_name(f"{root.name}.py")
