"""A store in memory, and publishers on it who take one request at a time, in any order.

A step is one request: each write of a batch is one of its own. A publisher may be killed before
any of them, sleep there until all others have ended, or be told that a write failed which landed.
"""

import hashlib
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from random import Random

from generator.deploy.asks import (
    Answer,
    Ask,
    Found,
    List,
    Listing,
    Lost,
    Read,
    Refused,
    Upload,
    Version,
    Write,
    WriteAll,
    Written,
)
from generator.deploy.dialogue import Steps
from generator.deploy.protocol import Outcome

#: for protocols that do not care what they write over
ANYTHING = "*"
#: an object that tells how many requests there were, for protocols that need a clock
CLOCK = "clock"
NEVER = 1_000_000


@dataclass
class Store:
    """Objects and their versions.

    Like S3, a version is a digest of the bytes, so bytes that return bring it back; or, like GCS
    and Azure, every write makes one that never was.
    """

    is_ever_new: bool = False
    objects: dict[str, bytes] = field(default_factory=dict)
    versions: dict[str, Version] = field(default_factory=dict)
    #: how many writes there were
    writes: int = 0
    requests: int = 0

    def copy(self) -> "Store":
        return replace(self, objects=dict(self.objects), versions=dict(self.versions))

    def write(self, upload: Upload, expected: Version | None) -> Version | Lost:
        if expected not in (ANYTHING, self.versions.get(upload.path)):
            return Lost()
        assert isinstance(upload.source, bytes)
        return self.put(upload.path, upload.source)

    def put(self, path: str, data: bytes) -> Version:
        self.writes += 1
        self.objects[path] = data
        self.versions[path] = (
            str(self.writes) if self.is_ever_new else hashlib.md5(data).hexdigest()
        )
        return self.versions[path]

    def read(self, path: str) -> Found | None:
        if path == CLOCK:
            return Found(str(self.requests).encode(), "")
        return Found(self.objects[path], self.versions[path]) if path in self.objects else None

    def list(self) -> Listing:
        return Listing(dict(self.versions))


@dataclass
class Publisher:
    """Drives one protocol, one request at a time."""

    steps: Steps[Outcome]
    store: Store
    random: Random
    #: how likely a request goes wrong: 1 is always
    trouble: float = 0
    outcome: Outcome | None = None
    taken: int = 0

    def __post_init__(self) -> None:
        self._requests = self._run()

    def step(self) -> bool:
        """Take one request further; False where it is over."""
        try:
            next(self._requests)
        except StopIteration:
            return False
        self.taken += 1
        self.store.requests += 1
        return True

    def run(self, steps: int = NEVER, look: Callable[[], None] | None = None) -> bool:
        """Take that many steps, or all; False where it is over."""
        for _ in range(steps):
            if not self.step():
                return False
            if look:
                look()
        return True

    def _run(self) -> Iterator[None]:
        try:
            ask = next(self.steps)
            while True:
                answer = yield from self._answer(ask)
                ask = self.steps.send(answer)
        except StopIteration as end:
            self.outcome = end.value

    def _answer(self, ask: Ask) -> Generator[None, None, Answer]:
        yield
        if (
            self.trouble
            and not isinstance(ask, WriteAll)
            and self.random.random() < self.trouble / 4
        ):
            return Refused("it answers nothing")
        match ask:
            case Read(path):
                return self.store.read(path)
            case List():
                return self.store.list()
            case WriteAll(writes):
                return (yield from self._write(list(writes), ask))

    def _write(self, writes: list[Write], ask: WriteAll) -> Generator[None, None, Answer]:
        self.random.shuffle(writes)
        results: dict[str, Version | Lost | Refused] = {}
        for number, each in enumerate(writes):
            if number:
                yield
            results[each.upload.path] = yield from self._result(each, ask)
        return Written(results)

    def _result(
        self, write: Write, ask: WriteAll
    ) -> Generator[None, None, Version | Lost | Refused]:
        if self.trouble and self.random.random() < self.trouble:
            kind = self.random.choice(("refused", "lost answer", "tried twice", "busy"))
            if kind in ("lost answer", "tried twice"):
                self.store.write(write.upload, write.expected)
            if kind in ("refused", "lost answer"):
                return Refused("it answers nothing")
            yield
            if ask.only_while and self.store.versions.get(ask.only_while[0]) != ask.only_while[1]:
                return Lost()
        return self.store.write(write.upload, write.expected)


def play(
    crew: list[Publisher],
    random: Random,
    look: Callable[[], None],
    deaths: dict[int, int],
    sleeps: dict[int, int],
) -> None:
    """Let them take steps in a random order, in bursts.

    `deaths` says who dies before which step, `sleeps` who sleeps there until the others have ended.
    """
    awake = list(range(len(crew)))
    asleep: list[int] = []
    while awake or asleep:
        if not awake:
            awake, asleep = asleep[-1:], asleep[:-1]
        who = random.choice(awake)
        for _ in range(random.choice((1, 1, 2, 5, 30))):
            if crew[who].taken == sleeps.get(who):
                del sleeps[who]
                awake.remove(who)
                asleep.append(who)
                break
            if crew[who].taken >= deaths.get(who, NEVER) or not crew[who].step():
                awake.remove(who)
                break
            look()
