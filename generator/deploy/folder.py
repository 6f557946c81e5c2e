"""A Store in a folder of this machine, for a web server like nginx: releases, and a link to one.

current               -> releases/12-1a2b3c4d: what a web server shows; replaced in one move
releases/12-1a2b3c4d  a whole site, with its state; unchanged files are hard links to older ones
releases/.new         what is being written; whoever dies leaves it, and the next one removes it

The state is claimed in memory only, for the lock keeps all others out: readers see nothing until
the state says "live", and then they see all of it.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from threading import Event

from generator.deploy.asks import Found, Lost, Upload, Version
from generator.deploy.manifest import parse_manifest
from generator.deploy.releases import CURRENT, NEW, RELEASES, Shelf, trouble_of
from generator.deploy.state import STATE_PATH, Phase, parse_state
from generator.deploy.store import Kind, Trouble, bytes_of

LOCK = ".fogbell-lock"
#: how long somebody else may have the lock, and how often we look, in seconds
LONGEST_WAIT, BETWEEN_LOOKS = 60.0, 0.1


def _nothing(_step: str) -> None:
    """What happens before each change on the disk."""


@contextmanager
def open_folder(
    root: Path,
    stop: Event,
    at: Callable[[str], None] = _nothing,
    longest_wait: float = LONGEST_WAIT,
) -> Iterator["FolderStore"]:
    """The store in `root`, for one who publishes there; the lock goes with the process.

    `at` is told of every change before it is made. Raises Trouble.
    """
    shelf = Shelf(root, at)
    try:
        shelf.make()
        with _locked(root, stop, longest_wait):
            shelf.sweep()
            yield FolderStore(root, shelf)
            shelf.sweep()
    except OSError as wrong:
        raise trouble_of(wrong) from None


@contextmanager
def _locked(root: Path, stop: Event, longest_wait: float) -> Iterator[None]:
    descriptor = os.open(root / LOCK, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o644)
    until = time.monotonic() + longest_wait
    try:
        while not _is_ours(descriptor):
            if time.monotonic() >= until or stop.wait(BETWEEN_LOOKS):
                raise Trouble("another deploy is at work there: wait for its end", Kind.BUSY)
        yield
    finally:
        os.close(descriptor)


def _is_ours(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


class FolderStore:
    """A version is the moment and the size of a file. Without a shelf it can only be read."""

    def __init__(self, root: Path, shelf: Shelf | None = None) -> None:
        self._current, self._new, self._shelf = root / CURRENT, root / RELEASES / NEW, shelf
        self._claim = b""
        self._manifest = ""
        self._written: dict[str, Version] = {}

    def read(self, path: str) -> Found | None:
        """What readers would find at `path`, or what is about to be there. Raises Trouble."""
        if path == STATE_PATH and self._claim:
            return Found(self._claim, _claimed(self._claim))
        if ".." in path.split("/") or path.startswith("/"):
            return None
        file = _at(self._new if path in self._written else self._current, path)
        try:
            return Found(file.read_bytes(), _version(file.stat()))
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as wrong:
            raise trouble_of(wrong) from None

    def list(self) -> Mapping[str, Version]:
        """All that readers would find, and what is about to be there. Raises Trouble."""
        try:
            there = dict(_files(os.path.realpath(self._current)))
        except OSError as wrong:
            raise trouble_of(wrong) from None
        claim = {STATE_PATH: _claimed(self._claim)} if self._claim else {}
        return {**there, **self._written, **claim}

    def commit_of(self, generation: int) -> str:
        """The commit of a release that is kept; empty where it is not. Raises Trouble."""
        try:
            for release in self._new.parent.glob(f"{generation}-*"):
                return parse_state((release / STATE_PATH).read_bytes()).commit
        except OSError as wrong:
            raise trouble_of(wrong) from None
        except ValueError:
            pass
        return ""

    def write(self, upload: Upload, expected: Version | None) -> Version | Lost:
        """Write over exactly `expected`. Raises Trouble."""
        if self._shelf is None:
            raise Trouble("it was opened for reading only")
        data, path = bytes_of(upload), upload.path
        try:
            if self._version(path) != expected:
                return Lost()
            if path == STATE_PATH:
                return self._write_state(self._shelf, data)
            self._shelf.put(path, data)
            self._written[path] = _version(_at(self._new, path).stat())
        except OSError as wrong:
            raise trouble_of(wrong) from None
        if path.startswith("_status/manifests/"):
            self._manifest = path
        return self._written[path]

    def _write_state(self, shelf: Shelf, data: bytes) -> Version:
        state = parse_state(data)
        if state.phase is not Phase.LIVE:
            self._claim = data
            return _claimed(data)
        manifest = parse_manifest(_at(self._new, state.manifest).read_bytes())
        shelf.put(STATE_PATH, data)
        shelf.fill(path for path in manifest.files if path not in self._written)
        digest = state.manifest.rpartition("-")[2].removesuffix(".json")
        shelf.show(f"{state.generation}-{digest[:8]}")
        self._claim, self._written = b"", {}
        return _version(_at(self._current, STATE_PATH).stat())

    def _version(self, path: str) -> Version | None:
        if path == STATE_PATH and self._claim:
            return _claimed(self._claim)
        if path in self._written:
            return self._written[path]
        try:
            return _version(_at(self._current, path).stat())
        except (FileNotFoundError, NotADirectoryError):
            return None


def _files(folder: str, above: str = "") -> Iterator[tuple[str, Version]]:
    """Every file below `folder`; none where there is no folder."""
    if not Path(folder).is_dir():
        return
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{above}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                yield from _files(entry.path, f"{name}/")
            elif entry.is_file(follow_symlinks=False):
                yield os.fsencode(name).decode("utf-8", "replace"), _version(entry.stat())


def _at(folder: Path, path: str) -> Path:
    return folder / os.fsdecode(path.encode())


def _version(status: os.stat_result) -> Version:
    return f"{status.st_mtime_ns:x}-{status.st_size:x}"


def _claimed(data: bytes) -> Version:
    return f"claim-{hash(data):x}"
