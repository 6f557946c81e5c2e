"""Bytes reach a file of content/ whole or not at all, and never over somebody else's."""

import fcntl
import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import chain, count
from pathlib import Path

from generator.content.source import MAX_BYTES, read_bytes
from generator.content.tree import linked_folder
from generator.errors import Problem, UserError

#: a dot at the front: whatever is left behind by a machine that dies is nobody's incident
_PREFIX, _SUFFIX = ".fogbell-", ".tmp"


def create(project: Path, folder: str, stem: str, make: Callable[[str], bytes | None]) -> str:
    """Write a new file and give its name; where `stem` is taken it becomes `stem`-2, and so on.

    `make` gives the bytes for a stem, or None where it is taken elsewhere. Raises UserError.
    """
    home = project / folder
    if linked := linked_folder(project, f"{folder}/"):
        raise UserError(f"{linked} is a link to a folder, and links are not followed")
    with _told(folder):
        home.mkdir(parents=True, exist_ok=True)
        with _locked(home):
            stems = chain([stem], (f"{stem}-{number}" for number in count(2)))
            free = (each for each in stems if not os.path.lexists(home / f"{each}.md"))
            name, data = next((each, made) for each in free if (made := make(each)) is not None)
            _put(home / f"{name}.md", data, 0o644, expected=None)
    return f"{folder}/{name}.md"


def change(project: Path, file: str, make: Callable[[bytes], bytes]) -> None:
    """Replace a file by what `make` makes of its bytes, one process at a time; its mode stays.

    Raises UserError where that cannot be done, or where an editor has saved it meanwhile.
    """
    path = project / file
    with _told(file), _locked(path.parent):
        before = _read(path, file)
        mode = path.stat().st_mode & 0o7777
        if not mode & 0o222 or not os.access(path, os.W_OK):
            raise UserError(f"{file} is read-only, and was left as it is (`chmod u+w` lets us)")
        _put(path, make(before), mode, expected=before)


def _read(path: Path, file: str) -> bytes:
    data = read_bytes(path, file, MAX_BYTES)
    if isinstance(data, Problem):
        raise UserError(f"{file} {data.message}")
    return data


def _put(path: Path, data: bytes, mode: int, *, expected: bytes | None) -> None:
    """Whole, on the disk, and only then under its name."""
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=_PREFIX, suffix=_SUFFIX)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(name).chmod(mode)
        if (path.read_bytes() if os.path.lexists(path) else None) != expected:
            raise UserError(f"{path.name} was changed meanwhile, and was left as it is now")
        Path(name).replace(path)
    finally:
        Path(name).unlink(missing_ok=True)


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """One writer at a time; the lock is on the folder itself, and goes with the process."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        for left_behind in folder.glob(f"{_PREFIX}*{_SUFFIX}"):
            left_behind.unlink(missing_ok=True)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _told(file: str) -> Iterator[None]:
    """What the disk refuses is said of the file that was meant, not of a temporary one."""
    try:
        yield
    except OSError as wrong:
        raise UserError(f"{file}: {wrong.strerror or wrong}; it was left as it was") from wrong
