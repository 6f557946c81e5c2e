"""The files of a theme's folder, and why some of them cannot be read."""

from collections.abc import Iterator
from pathlib import Path

from generator.content.source import parse_source, read_bytes
from generator.errors import Location, Problem, error
from generator.render.theme_fault import ThemeFault, called

STYLE, SCRIPT = "style.css", "script.js"
#: what a theme adds to the style sheet of those that it extends
MORE_STYLE = "more.css"

TEXT_SUFFIXES = (".html", ".css", ".js")


def theme_files(folder: Path, suffix: str = "") -> list[str]:
    """The files below a theme's folder, in order; not what editors and systems keep there."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    names = sorted(path.relative_to(folder).as_posix() for path in files)
    return [name for name in names if name.endswith(suffix) and not _is_hidden(name)]


def refuse_unfit(folder: Path) -> None:
    """Raise ThemeFault where a theme holds a link (it could lead anywhere), or what is no text."""
    problems = [*_links(folder)] or [*_no_text(folder)]
    if problems:
        raise ThemeFault(problems)


def _is_hidden(name: str) -> bool:
    return any(part.startswith(".") for part in name.split("/"))


def _links(folder: Path) -> Iterator[Problem]:
    for path in (folder.parent, folder):
        if path.is_symlink():
            file = called(folder) if path == folder else folder.parent.name
            yield _not_followed(path, file)
            return
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() and not _is_hidden(name):
            yield _not_followed(path, called(folder, name))


def _not_followed(path: Path, file: str) -> Problem:
    if path.is_dir():
        message = "is a link to a folder, and links are not followed"
        return error("FILE-01", Location(file), message, "put the folder itself here")
    found = read_bytes(path, file, 0)
    return found if isinstance(found, Problem) else error("FILE-01", Location(file), "is a link")


def _no_text(folder: Path) -> Iterator[Problem]:
    for name in theme_files(folder):
        if name.endswith(TEXT_SUFFIXES):
            data = (folder / name).read_bytes()
            try:
                data.decode("utf-8")
            except UnicodeDecodeError:
                yield from parse_source(data, called(folder, name))[1]
