"""The folders of a folder origin: a new release is made beside the old ones, then shown at once."""

import errno
import os
import re
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from generator.deploy.state import STATE_PATH
from generator.deploy.store import Trouble

RELEASES, CURRENT, NEW = "releases", "current", ".new"
#: releases that stay, with the one that is shown
KEPT = 10
_GOING, _NEXT = ".going-", ".current-next"
_RELEASE = re.compile("([0-9]{1,12})-[0-9a-f]{8}")
#: whatever the umask: a web server reads it
_FILE, _FOLDER = 0o644, 0o755

_ADVICE = {
    errno.ENOSPC: "the disk is full: make room, then deploy again",
    errno.EDQUOT: "the disk quota is used up: make room, then deploy again",
    errno.EACCES: "this user may not write there: look at the owner of the folder",
    errno.EPERM: "this user may not write there: look at the owner of the folder",
    errno.EROFS: "it is mounted to be read only",
    errno.ENOENT: "there is no such folder: make it, or look at `url` in content/site.yml",
}


def trouble_of(wrong: OSError) -> Trouble:
    """Why something on the disk failed, and what to do."""
    where = f"{wrong.filename}: " if isinstance(wrong.filename, str) else ""
    return Trouble(f"{where}{_ADVICE.get(wrong.errno or 0, wrong.strerror or 'it failed')}")


class Shelf:
    """All changes on the disk; `at` is told of each before it is made. Raises OSError, Trouble."""

    def __init__(self, root: Path, at: Callable[[str], None]) -> None:
        self._root, self._releases, self._at = root, root / RELEASES, at
        self._new = self._releases / NEW

    def make(self) -> None:
        """What must be there before all else."""
        current = self._root / CURRENT
        if current.exists() and not current.is_symlink():
            raise Trouble(f"{current} is not a link, and must be one: move it away")
        for folder in (self._root, self._releases):
            if not folder.is_dir():
                self._at(f"make {folder.name}")
                folder.mkdir(exist_ok=True)
                folder.chmod(_FOLDER)
                _sync(folder.parent)

    def sweep(self) -> None:
        """Remove what a dead one left: what was never shown, what was going, what is too old."""
        shown = self._shown()
        ours = [each for each in self._releases.iterdir() if self._is_ours(each)]
        ours.sort(key=_number, reverse=True)
        # a newer one than what is shown was made, and never shown
        newer = [each for each in ours if not shown or _number(each) > _number(shown)]
        older = [each for each in ours if each not in newer and each != shown]
        gone = [*newer, *older[KEPT - 1 :]]
        for each in gone:
            self._at(f"put {each.name} aside")
            each.rename(each.with_name(f"{_GOING}{each.name}"))
        for each in (*self._releases.glob(f"{_GOING}*"), self._new):
            if each.exists():
                self._at(f"remove {each.name}")
                shutil.rmtree(each, ignore_errors=True)

    def put(self, path: str, data: bytes) -> None:
        """A file of the new release; it is on the disk for good when this returns."""
        target = self._target(path)
        self._at(f"write {path}")
        # never over a file that is there: older releases may share it
        target.unlink(missing_ok=True)
        descriptor = os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, _FILE)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fchmod(descriptor, _FILE)
            os.fsync(descriptor)

    def fill(self, paths: Iterable[str]) -> None:
        """Files of the new release that are as they are in the one that is shown."""
        shown = self._shown()
        for path in paths:
            if shown is None:
                raise Trouble(f"{path} was never written")
            source, target = shown / os.fsdecode(path.encode()), self._target(path)
            self._at(f"link {path}")
            try:
                os.link(source, target, follow_symlinks=False)
            except FileNotFoundError:
                raise
            except OSError:  # a disk without links, or with too many of one file
                shutil.copy2(source, target)
                _sync(target)

    def show(self, name: str) -> None:
        """Make the new release the one that readers see: one move, whole or not at all."""
        for folder, _, _ in os.walk(self._new, topdown=False):
            Path(folder).chmod(_FOLDER)
            _sync(Path(folder))
        self._at(f"name {name}")
        self._new.rename(self._releases / name)
        _sync(self._releases)
        link = self._root / _NEXT
        with suppress(FileNotFoundError):
            link.unlink()
        self._at("make a link")
        link.symlink_to(f"{RELEASES}/{name}")
        self._at("replace the link")
        link.replace(self._root / CURRENT)
        self._at("make that last")
        _sync(self._root)

    def _target(self, path: str) -> Path:
        target = self._new / os.fsdecode(path.encode())
        if not target.resolve().is_relative_to(self._new.resolve()):
            raise Trouble(f"{path} would lie outside of the site")
        target.parent.mkdir(parents=True, exist_ok=True)
        return target

    def _shown(self) -> Path | None:
        current = self._root / CURRENT
        return Path(os.path.realpath(current)) if current.is_symlink() else None

    def _is_ours(self, folder: Path) -> bool:
        """Named by us, and with a state: others keep releases in folders of this name too."""
        return bool(_RELEASE.fullmatch(folder.name)) and (folder / STATE_PATH).is_file()


def _number(release: Path) -> int:
    found = _RELEASE.fullmatch(release.name)
    return int(found.group(1)) if found else 0


def _sync(path: Path) -> None:
    """What is known of a file or a folder is on the disk when this returns."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
