"""What a doctor looks at, and what it says of it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from generator.gate.house import House
from generator.model.site import Settings


class Kind(StrEnum):
    #: the built site; offline
    BUILT = "built"
    #: site.yml, workflows, what git knows; offline
    SETTINGS = "settings"
    #: the published pages, asked for as a reader would
    LIVE = "live"


class Result(StrEnum):
    """The worst first."""

    ERROR = "error"
    WARNING = "warning"
    UNKNOWN = "cannot_tell"
    UNDECLARED = "not_declared"
    OK = "ok"


@dataclass(frozen=True, slots=True)
class Finding:
    result: Result
    looked_at: str
    found: str
    #: what to change; empty where nothing need be
    change: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    folder: Path
    #: of every file, from the top
    paths: tuple[str, ...]
    house: House

    def read(self, path: str) -> bytes:
        """The bytes of a file; none where it is not there."""
        return (self.folder / path).read_bytes() if path in self.paths else b""

    def files(self, *ends: str) -> Iterator[tuple[str, bytes]]:
        """Path and bytes of every file whose name ends in one of `ends`."""
        for path in self.paths:
            if path.endswith(ends):
                yield path, (self.folder / path).read_bytes()


@dataclass(frozen=True, slots=True)
class Workflow:
    """A file that tells a machine what to do when somebody pushes."""

    file: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server sent."""

    status: int
    body: bytes
    #: names of what it wants browsers to keep
    cookies: tuple[str, ...] = ()
    #: where it sends them instead
    location: str = ""


@dataclass(frozen=True, slots=True)
class Certificate:
    #: in UTC
    ends: datetime
    #: the hosts it is for
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A public address, seen as a reader's program sees it."""

    name: str
    #: without a final slash
    address: str
    #: why nothing came; empty where something did
    failure: str = ""
    #: why its certificate is not trusted
    distrust: str = ""
    certificate: Certificate | None = None
    home: Answer | None = None
    #: status.json
    status: Answer | None = None
    #: what is where nothing should be
    wrong: Answer | None = None
    #: 404.html, asked for by its name
    not_found: Answer | None = None

    @property
    def answers(self) -> tuple[Answer, ...]:
        """All that came."""
        asked = (self.home, self.status, self.wrong, self.not_found)
        return tuple(answer for answer in asked if answer)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """All that there is to look at."""

    settings: Settings
    now: datetime
    #: None: nothing was built
    built: Built | None = None
    workflows: tuple[Workflow, ...] = ()
    #: where git pushes to; None: git knows nothing of this folder
    remotes: tuple[str, ...] | None = None
    #: None: nobody asked for live checks
    visits: tuple[Visit, ...] | None = None


@dataclass(frozen=True, slots=True)
class Check:
    #: as in docs/independence.md
    id: str
    kind: Kind
    look: Callable[[Subject], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Row:
    id: str
    kind: Kind
    finding: Finding
    #: the outage, or the reason, behind it
    why: str


def fine(looked_at: str, found: str) -> Finding:
    """As it should be."""
    return Finding(Result.OK, looked_at, found)


def wrong(looked_at: str, found: str, change: str) -> Finding:
    """An error."""
    return Finding(Result.ERROR, looked_at, found, change)


def doubtful(looked_at: str, found: str, change: str) -> Finding:
    """A warning."""
    return Finding(Result.WARNING, looked_at, found, change)


def untold(looked_at: str, found: str, change: str = "") -> Finding:
    """Nobody can tell from here."""
    return Finding(Result.UNKNOWN, looked_at, found, change)


def undeclared(looked_at: str, found: str, change: str) -> Finding:
    """Only people know, and nobody has said."""
    return Finding(Result.UNDECLARED, looked_at, found, change)
