"""What a Statuspage says, in neutral frozen records: whichever file it was read from."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class Kind(StrEnum):
    """Where a statement was read, the most precise last."""

    #: incidents.jsonl: whole timelines, to the minute, white space lost
    LINES = "lines"
    #: history.atom or history.rss: whole timelines, to the minute, as HTML
    FEED = "feed"
    #: the JSON of /api/v2: to the millisecond, with ids and components
    API = "api"

    @property
    def rank(self) -> int:
        return tuple(Kind).index(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A status page; it is known by its id (JSON only), its host, or both."""

    id: str = ""
    hosts: tuple[str, ...] = ()
    name: str = ""
    url: str = ""
    zone: str = ""
    seen: datetime

    @property
    def key(self) -> str:
        """What our files call it."""
        return self.id or min(self.hosts, default="")

    @property
    def names(self) -> frozenset[str]:
        """Everything it may be called by."""
        return frozenset({*self.hosts, *([self.id] if self.id else [])})


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceComponent:
    """A component or a group, as its object says; or only a name, where nothing else is known."""

    code: str
    name: str
    #: every name it was seen under
    names: tuple[str, ...] = ()
    group: str = ""
    is_group: bool = False
    description: str = ""
    start: date | None = None
    position: int = 0
    created: datetime | None = None
    #: names of fields that have a value and no place in our format
    extras: tuple[str, ...] = ()
    seen: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A component as an incident names it: by code or only by name, with a status or none."""

    code: str = ""
    name: str = ""
    status: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceUpdate:
    #: empty where the source gives none
    id: str = ""
    #: `investigating`, `in_progress`, …; `update` where the source says that it stayed
    status: str
    #: Markdown, converted when it was read
    text: str
    #: of the words without their white space: the same in every shape
    digest: str
    at: datetime
    #: whether `at` is true to the second
    exact: bool = False
    created: datetime | None = None
    #: its place in its timeline, the oldest first, and which kind of file says so
    order: int = 0
    placed: Kind
    #: None: the source does not say
    affected: tuple[Named, ...] | None = None
    #: False: no message was sent
    notify: bool = True
    extras: tuple[str, ...] = ()
    seen: datetime
    kind: Kind

    @property
    def minute(self) -> datetime:
        return self.at.replace(second=0, microsecond=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What one capture says of an incident besides its updates."""

    kind: Kind
    seen: datetime
    title: str
    status: str = ""
    impact: str = ""
    started: datetime | None = None
    resolved: datetime | None = None
    window: tuple[datetime, ...] = ()
    components: tuple[Named, ...] = ()
    #: whether it was in a list of maintenances
    planned: bool = False
    backfilled: bool = False
    extras: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Birth:
    """Title and beginning in the oldest capture: they name the file, and do not change later."""

    seen: datetime
    kind: Kind
    title: str
    began: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceEvent:
    """An incident or a maintenance, united from every capture that shows it."""

    code: str
    birth: Birth
    #: at most one of each kind, the newest
    heads: tuple[Head, ...]
    #: in no order that means anything
    updates: tuple[SourceUpdate, ...]
    #: the components' statuses when it was last seen open, and when that was
    open_components: tuple[Named, ...] = ()
    open_seen: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What one file says."""

    file: str
    kind: Kind
    page: Page
    #: when it was made
    seen: datetime
    components: tuple[SourceComponent, ...] = ()
    #: the codes of a whole list of components; None where there is no such list
    listed: tuple[str, ...] | None = None
    #: the codes of all that was open; None where it does not say
    opened: tuple[str, ...] | None = None
    events: tuple[SourceEvent, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PageMemory:
    """All that was ever read of one page."""

    page: Page
    #: the newest capture of anything
    newest: datetime
    #: the codes of the newest whole list of components, and when it was made
    listed: tuple[str, ...] = ()
    listed_at: datetime | None = None
    #: the codes of all that the newest summary shows as open, and when it was made
    opened: tuple[str, ...] = ()
    opened_at: datetime | None = None
    components: tuple[SourceComponent, ...] = ()
    events: tuple[SourceEvent, ...] = ()
    #: a component's code, or `name:` and its name, and its id in site.yml
    ids: tuple[tuple[str, str], ...] = ()


def digest_of(words: str) -> str:
    """The same for the same words, however they are spaced."""
    return hashlib.sha256("".join(words.split()).encode()).hexdigest()[:16]
