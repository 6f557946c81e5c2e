"""A tiny site for tests of the writer, and how to look at what is there."""

from collections.abc import Iterable
from pathlib import Path

from generator.cache import Cache
from generator.outputs.artifact import Artifact
from generator.writer import MANIFEST, Written, write_site

SITE = {"incidents/a.html": "A", "incidents/b.html": "B", "index.html": "home"}


def artifacts(files: dict[str, str]) -> Iterable[Artifact]:
    """An artifact for each file; its text is its view."""
    return (Artifact(path, text, text.encode) for path, text in files.items())


def write(output: Path, files: dict[str, str], cache: Cache | None = None) -> Written:
    """Bring `output` up to date with `files`."""
    return write_site(artifacts(files), output, cache or {})


def tree(folder: Path) -> dict[str, str]:
    """Every file below `folder` but the writer's list; a link as what it points to."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = f"-> {path.readlink()}"
        elif path.is_file() and name != MANIFEST:
            found[name] = path.read_text("utf-8")
    return found
