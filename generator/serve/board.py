"""What the builder last came to, for the threads that wait for news of it."""

import threading
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4


@dataclass(frozen=True, slots=True)
class Built:
    #: one sentence on how it went
    summary: str
    #: what is wrong, each as it would be printed on a terminal
    problems: tuple[str, ...] = ()
    #: nothing was written, so what is served is older than the sources
    failed: bool = False
    #: when the same sources would give something else
    next_change: datetime | None = None


class Board:
    """Written by one thread, read by many."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        # a browser that was there before this server must see that it is another one
        self._run = uuid4().hex[:8]
        self._count = 0
        self.built = Built("Nothing is built yet.")
        self.closed = False

    @property
    def token(self) -> str:
        """Another one after each build."""
        return f"{self._run}-{self._count}"

    def post(self, built: Built) -> None:
        """Replace what was built, and wake all who wait."""
        with self._news:
            self.built = built
            self._count += 1
            self._news.notify_all()

    def close(self) -> None:
        """No more news: wake all who wait."""
        with self._news:
            self.closed = True
            self._news.notify_all()

    def wait(self, token: str, seconds: float) -> None:
        """Until the token is another one, the board is closed, or so many seconds are over."""
        with self._news:
            self._news.wait_for(lambda: self.closed or self.token != token, seconds)
