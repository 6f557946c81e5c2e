"""The dev server: it runs a builder, serves a folder, and runs the builder again when that is due.

It knows nothing of what is built. A builder takes the time and gives a Built; the folder is what
it wrote to, and stays as the last good build left it while the sources are broken.
"""

import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from generator.errors import UserError
from generator.serve.board import Board, Built
from generator.serve.watch import Changes, watching
from generator.serve.web import HOST, WebServer, open_server

__all__ = ["Built", "Clock", "DevServer", "clock_from"]

Clock = Callable[[], datetime]
Builder = Callable[[datetime], Built]

#: how often the clock is looked at: a machine that slept is noticed within this many seconds
LOOK = 20.0
TEMPLATE_SUFFIXES = (".html", ".txt", ".xml", ".svg", ".js", ".css")


def clock_from(start: datetime) -> Clock:
    """A clock that shows `start` now and runs on from there, also while the machine sleeps."""
    offset = start - datetime.now(UTC)
    return lambda: (datetime.now(UTC) + offset).replace(microsecond=0)


class DevServer:
    """Takes its port when it is made; raises UserError where that cannot be had."""

    def __init__(
        self,
        root: Path,
        builder: Builder,
        watched: Sequence[Path],
        *,
        port: int | None,
        clock: Clock,
    ) -> None:
        self._builder, self._watched, self._clock = builder, watched, clock
        self._board, self._changes = Board(), Changes()
        self._stopped = False
        self._web: WebServer = open_server(root, self._board, port)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self._web.server_address[1]}/"

    def run(self, report: Callable[[Built], None]) -> None:
        """Build and serve until `stop`, or until an exception such as KeyboardInterrupt.

        `report` is told of every build, in the thread that called this.
        """
        try:
            with watching(self._watched, self._changes):
                report(self._build())
                with self._listening():
                    while self._wait():
                        report(self._build())
        finally:
            self._board.close()
            self._web.server_close()

    def stop(self) -> None:
        """Make `run` return; may be called from any thread."""
        self._stopped = True
        self._changes.notice()

    def _build(self) -> Built:
        now = self._clock()
        try:
            built = self._builder(now)
        except UserError as wrong:
            built = Built("Nothing was built.", (str(wrong),), failed=True)
        except Exception as fault:  # noqa: BLE001 - somebody is editing: what fails now works next time
            built = Built("The build failed.", (_what_failed(fault),), failed=True)
        self._board.post(built)
        return built

    def _wait(self) -> bool:
        """Until the sources or the time call for a build; False when it is time to stop."""
        due = self._board.built.next_change
        while not self._stopped:
            left = (due - self._clock()).total_seconds() if due else LOOK
            if left <= 0 or self._changes.wait(min(left, LOOK)):
                self._changes.settle()
                return not self._stopped
        return False

    @contextmanager
    def _listening(self) -> Iterator[None]:
        thread = threading.Thread(target=self._web.serve_forever, args=(0.05,), daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._board.close()
            self._web.shutdown()
            thread.join()


def _what_failed(fault: Exception) -> str:
    """The exception, and where: in a template if one was at work, else all of it."""
    said = "".join(traceback.format_exception_only(fault)).strip()
    frames = [
        frame
        for frame in traceback.extract_tb(fault.__traceback__)
        if frame.filename.endswith(TEMPLATE_SUFFIXES)
    ]
    if frames:
        return f"{frames[-1].filename}:{frames[-1].lineno}: {said}"
    return "".join(traceback.format_exception(fault)).strip()
