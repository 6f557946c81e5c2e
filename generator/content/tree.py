"""The folders below one, in an order that no file system decides; no link is followed."""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Location, Problem, error, visible

#: no deeper: a file system may hold thousands of folders in each other
MAX_DEPTH = 32


@dataclass(frozen=True, slots=True)
class Folder:
    """What lies in a folder; every path is relative to the project."""

    path: str
    files: tuple[str, ...] = ()
    #: links to folders
    links: tuple[str, ...] = ()
    #: why it could not be looked into; empty where it could
    fault: str = ""


def folders_below(project: Path, folder: str) -> Iterator[Folder]:
    """`folder` and all below it, but what begins with `.` or `_`; nothing where it is not there."""
    if not os.path.lexists(project / folder):
        return
    if linked := linked_folder(project, f"{folder}/"):
        yield Folder(folder, links=(linked,))
        return
    waiting = [(folder, 0)]
    while waiting:
        path, depth = waiting.pop()
        found, inner = _look_into(project, path, depth)
        yield found
        waiting += [(each, depth + 1) for each in reversed(inner)]


def linked_folder(project: Path, file: str) -> str:
    """The first of the folders that `file` lies in that is a symbolic link; empty where none is."""
    parts = file.split("/")[:-1]
    folders = ["/".join(parts[:count]) for count in range(1, len(parts) + 1)]
    return next((folder for folder in folders if (project / folder).is_symlink()), "")


def not_followed(folder: str) -> Problem:
    """What there is to say of a link to a folder."""
    message = "is a link to a folder, and links are not followed"
    return error("FILE-01", Location(visible(folder)), message, "put the folder itself here")


def _look_into(project: Path, path: str, depth: int) -> tuple[Folder, list[str]]:
    """A folder, and those in it that are to be looked into as well."""
    if depth > MAX_DEPTH:
        return Folder(path, fault=f"lies more than {MAX_DEPTH} folders deep"), []
    try:
        with os.scandir(project / path) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError as problem:
        return Folder(path, fault=f"cannot be read: {problem.strerror}"), []
    files = tuple(f"{path}/{e.name}" for e in entries if not e.is_dir(follow_symlinks=False))
    linked = [f"{path}/{entry.name}" for entry in entries if entry.is_symlink()]
    links = tuple(file for file in linked if (project / file).is_dir())
    inner = [
        f"{path}/{entry.name}"
        for entry in entries
        if entry.is_dir(follow_symlinks=False) and entry.name[0] not in "._"
    ]
    return Folder(path, tuple(file for file in files if file not in links), links), inner
