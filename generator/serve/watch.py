"""Notices when files under some folders change."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.polling import PollingObserver

if TYPE_CHECKING:
    from watchdog.observers.api import BaseObserver

#: reading a file makes events as well; these are the ones that change it
CHANGES = frozenset({"created", "modified", "moved", "deleted"})
#: an editor saves in several steps, git changes many files: it is over when it is quiet this long
QUIET = 0.15
LONGEST = 20


class Changes:
    """Whether something has changed since the last look."""

    def __init__(self) -> None:
        self._seen = threading.Event()

    def notice(self) -> None:
        """Something changed."""
        self._seen.set()

    def wait(self, seconds: float) -> bool:
        """Whether something changed within so many seconds (or before)."""
        return self._seen.wait(seconds)

    def settle(self) -> None:
        """Forget what changed, once it has been quiet for a moment."""
        for _ in range(LONGEST):
            self._seen.clear()
            if not self._seen.wait(QUIET):
                return


class _Handler(FileSystemEventHandler):
    def __init__(self, changes: Changes) -> None:
        self._changes = changes

    def on_any_event(self, event: FileSystemEvent) -> None:
        # "this folder was modified" only repeats what is said of a file in it
        repeats = event.is_directory and event.event_type == "modified"
        paths = [path for path in (event.src_path, event.dest_path) if path]
        if event.event_type in CHANGES and not repeats and any(map(_is_source, paths)):
            self._changes.notice()


@contextmanager
def watching(folders: Sequence[Path], changes: Changes) -> Iterator[None]:
    """Tell `changes` of whatever changes below `folders` (those of them that are there)."""
    there = [folder for folder in folders if folder.is_dir()]
    observer = _started(Observer(), there, changes)
    try:
        yield
    finally:
        observer.stop()
        observer.join()


def _started(observer: "BaseObserver", folders: Sequence[Path], changes: Changes) -> "BaseObserver":
    try:
        for folder in folders:
            observer.schedule(_Handler(changes), str(folder), recursive=True)
        observer.start()
    except OSError:  # the system watches only so many folders: look at them in turn instead
        if isinstance(observer, PollingObserver):
            raise
        return _started(PollingObserver(), folders, changes)
    return observer


def _is_source(path: bytes | str) -> bool:
    """Not what editors leave beside a file while it is open."""
    name = PurePath(path.decode(errors="replace") if isinstance(path, bytes) else path).name
    return name[:1] not in ("", ".", "#") and not name.endswith(("~", ".swp", ".tmp", ".bak"))
