"""Drives the protocol over a store: asks again where that helps, and looks where it cannot tell."""

import hashlib
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event, Lock
from typing import TypeVar

from generator.deploy.asks import (
    Answer,
    Ask,
    List,
    Listing,
    Lost,
    Read,
    Refused,
    Version,
    Write,
    WriteAll,
    Written,
)
from generator.deploy.dialogue import Steps
from generator.deploy.store import Kind, Store, Trouble

T = TypeVar("T")

STOPPED = "stopped before it was finished: deploy again, and it goes on from there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How patient a driver is; all times in seconds."""

    #: for one origin, from the first request to the last
    deadline: float = 180.0
    #: and for each file that was written: the first deploy of a large site takes its time
    for_each: float = 0.1
    #: of one request
    tries: int = 5
    #: writes at once
    threads: int = 16
    #: the first wait is at most this; each next one may be twice as long
    first_wait: float = 0.5
    #: no wait is longer, whatever a store asks for
    longest_wait: float = 30.0
    clock: Callable[[], float] = time.monotonic
    chance: Callable[[], float] = random.random
    #: sleeps, but for an Event that is set
    wait: Callable[[Event, float], object] = Event.wait


USUAL = Pace()


def _silence(_words: str) -> None:
    """Nobody listens."""


class Driver:
    """Answers what a protocol asks, for one origin. `stop`, once set, lets no new request begin."""

    def __init__(
        self,
        store: Store,
        stop: Event,
        pace: Pace = USUAL,
        say: Callable[[str], None] = _silence,
    ) -> None:
        self._store, self._stop, self._pace, self._say = store, stop, pace, say
        self._until = pace.clock() + pace.deadline
        self._lock = Lock()
        #: how often something was asked again
        self.retries = 0
        #: what was asked last, for the report
        self.step = ""

    def run(self, steps: Steps[T]) -> T:
        """Drive the protocol to its end; gives what it ends with."""
        answer: Answer = None
        try:
            while True:
                answer = self._answer(steps.send(answer))
        except StopIteration as end:
            result: T = end.value
            return result

    def _answer(self, ask: Ask) -> Answer:
        match ask:
            case Read(path):
                self.step = f"read {path}"
                return self._persist(lambda: self._store.read(path))
            case List():
                self.step = "list its files"
                return self._persist(lambda: Listing(self._store.list()))
            case WriteAll(writes):
                self.step = _named(writes)
                self._say(self.step)
                return self._write_all(ask)

    def _write_all(self, ask: WriteAll) -> Written:
        """All of them, several at once; when one is refused, those not begun are left."""
        writes, refused = ask.writes, list[Refused]()

        def one(write: Write) -> Version | Lost | Refused:
            result = refused[0] if refused else self._write(write, ask.only_while)
            if isinstance(result, Refused):
                refused.append(result)
            return result

        if len(writes) < 2:
            results = [one(each) for each in writes]
        else:
            with ThreadPoolExecutor(min(self._pace.threads, len(writes))) as pool:
                results = list(pool.map(one, writes))
        return Written(dict(zip((each.upload.path for each in writes), results, strict=True)))

    def _write(
        self, write: Write, only_while: tuple[str, Version] | None = None
    ) -> Version | Lost | Refused:
        upload, is_unsure, after, cause = write.upload, False, 0.0, ""
        for number in range(self._pace.tries):
            if over := self._pause(number, after, cause):
                return over
            if number and only_while and (gone := self._gone(*only_while)):
                # the first try may have landed since we looked, and is ours then
                return (self._look(write) if is_unsure else None) or gone
            try:
                result = self._store.write(upload, write.expected)
            except Trouble as trouble:
                cause, after = str(trouble), trouble.after
                if trouble.kind is Kind.FINAL:
                    return Refused(cause)
                is_unsure = is_unsure or trouble.kind is Kind.UNSURE
                landed = self._look(write) if trouble.kind is Kind.UNSURE else None
            else:
                # beaten, perhaps by the own first try
                landed = self._look(write) if is_unsure and isinstance(result, Lost) else result
            if landed is not None:
                with self._lock:
                    self._until += self._pace.for_each
                return landed
        return Refused(f"{cause} ({self._pace.tries} tries)")

    def _gone(self, path: str, version: Version) -> Lost | Refused | None:
        """Why nothing may be tried again: the object has another version, or does not tell."""
        found = self._persist(lambda: self._store.read(path))
        if isinstance(found, Refused):
            return found
        return None if found and found.version == version else Lost()

    def _look(self, write: Write) -> Version | Lost | Refused | None:
        """Whether a write landed that nobody answered for; None: not so far.

        It may still land after a look. Then the next try is beaten by it, and we look again.
        """
        found = self._persist(lambda: self._store.read(write.upload.path))
        if isinstance(found, Refused):
            return found
        if found and hashlib.sha256(found.data).hexdigest() == write.upload.sha256:
            return found.version
        there = found.version if found else None
        return None if there == write.expected else Lost()

    def _persist(self, request: Callable[[], T]) -> T | Refused:
        """A request that changes nothing: it may be made again and again."""
        after, cause = 0.0, ""
        for number in range(self._pace.tries):
            if over := self._pause(number, after, cause):
                return over
            try:
                return request()
            except Trouble as trouble:
                cause, after = str(trouble), trouble.after
                if trouble.kind is Kind.FINAL:
                    return Refused(cause)
        return Refused(f"{cause} ({self._pace.tries} tries)")

    def _pause(self, number: int, after: float, cause: str) -> Refused | None:
        """Before try `number` (0: the first) wait, at random up to twice as long as before."""
        pace = self._pace
        if number:
            with self._lock:
                self.retries += 1
            longest = min(pace.longest_wait, pace.first_wait * 2 ** (number - 1))
            seconds = pace.chance() * longest + min(after, pace.longest_wait)
            if pace.clock() + seconds >= self._until:
                return self._late(cause)
            pace.wait(self._stop, seconds)
        if self._stop.is_set():
            return Refused(STOPPED)
        return self._late(cause) if pace.clock() >= self._until else None

    def _late(self, cause: str) -> Refused:
        last = f", at last: {cause}" if cause else ""
        return Refused(f"it takes more than {self._pace.deadline:.0f} s{last}")


def _named(writes: tuple[Write, ...]) -> str:
    first = writes[0].upload.path if writes else "nothing"
    more = len(writes) - 1
    return f"write {first}" + (f" and {more:,} more" if more > 0 else "")
