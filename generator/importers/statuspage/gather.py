"""SRC becomes bytes with names: a file, every file of a folder, or the answers of a live page."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import UserError
from generator.importers.report import Notes, failed, skipped

#: no capture is as large; a larger file is named and not read
MAX_FILE_BYTES = 64 * 1024 * 1024
#: endings that say that a file is meant to be read
_MEANT = (".json", ".jsonl", ".ndjson", ".atom", ".rss", ".xml")


@dataclass(frozen=True, slots=True)
class Found:
    """A file or an answer."""

    #: as it is named to people
    name: str
    data: bytes
    #: whether its name says that it is JSON or XML: then it is a problem if it is not
    is_meant: bool = True


def is_address(source: str) -> bool:
    """Whether SRC is the address of a page."""
    return "://" in source


def gather_files(source: str, notes: Notes) -> Iterator[Found]:
    """The file SRC, or every file below the folder SRC. Raises UserError where there is none."""
    path = Path(source).expanduser()
    if path.is_dir():
        for file, name in _files_below(path):
            yield from _read(file, name, notes)
    elif path.exists():
        yield from _read(path, path.name, notes)
    else:
        hint = f"; for a live page write https://{source}" if "." in source else ""
        raise UserError(f"there is no file or folder '{source}'{hint}")


def _files_below(folder: Path) -> Iterator[tuple[Path, str]]:
    """Each file and its name below the folder, in an order that no file system decides."""
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            file = Path(path) / name
            yield file, file.relative_to(folder).as_posix()


def _read(path: Path, name: str, notes: Notes) -> Iterator[Found]:
    shown = name.encode(errors="replace").decode()
    try:
        if not path.is_file():
            notes.append(skipped("not a regular file", shown))
            return
        size = path.stat().st_size
        if size > MAX_FILE_BYTES:
            words = f"could not be read: at most {MAX_FILE_BYTES:,} bytes are"
            notes.append(failed(words, f"{shown}: {size:,} bytes"))
            return
        with path.open("rb") as stream:
            data = stream.read(MAX_FILE_BYTES + 1)
    except OSError as wrong:
        notes.append(failed("could not be read", f"{shown}: {wrong.strerror}"))
        return
    yield Found(shown, data, name.casefold().endswith(_MEANT))
