"""The figures of a report, for one incident and for many."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from generator.content.actions import Action
from generator.model.update import Impact
from generator.state.records import GRACE


@dataclass(frozen=True, slots=True)
class Missed:
    """A next update that did not come in time."""

    due: datetime
    #: None: it has not come yet
    came: datetime | None
    #: by so much, up to now where it has not come
    late: timedelta


class Written(StrEnum):
    """How a postmortem stands."""

    PUBLISHED = "published"
    #: promised, and still in time
    DUE = "due"
    LATE = "late"
    #: neither written nor promised
    NONE = "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmortem:
    state: Written
    #: None: never promised for a day
    due: datetime | None
    published: datetime | None
    actions: tuple[Action, ...]

    @property
    def was_late(self) -> bool:
        """Published, but later than promised."""
        return bool(self.published and self.due and self.published > self.due + GRACE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One incident. Times are aware and in UTC."""

    id: str
    title: str
    impact: Impact
    #: when it began: `2026-11`
    month: str
    #: False: written after the fact, imported, or its end is not known: it has no figures
    is_judged: bool
    #: from its beginning to the first update; None where `started` was not said
    first_word: timedelta | None
    #: the longest silence while it was open; None where nothing came after the first word
    longest_gap: timedelta | None
    #: how many next updates came in time
    kept: int
    missed: tuple[Missed, ...]
    #: promised, and not due yet
    pending: int
    #: None: too harmless to need one
    has_workaround: bool | None
    postmortem: Postmortem

    @property
    def given(self) -> int:
        """Promises that have fallen due."""
        return self.kept + len(self.missed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Many incidents."""

    #: `2026-11`, `major`, `all`
    name: str
    incidents: int
    #: how many of them have no figures
    not_judged: int
    #: each incident's, the shortest first
    first_words: tuple[timedelta, ...]
    gaps: tuple[timedelta, ...]
    kept: int
    missed: int
    pending: int
    workarounds: int
    #: of how many incidents
    workarounds_asked: int
    #: postmortems; these count for incidents without figures as well
    published: int
    due: int
    late: int
    #: what they said that we change, and is not done
    actions: int
    #: of these, past their day
    late_actions: int

    @property
    def given(self) -> int:
        """Promises that have fallen due."""
        return self.kept + self.missed


@dataclass(frozen=True, slots=True)
class Override:
    """A rule that was set aside."""

    event: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drills:
    count: int
    last: str | None
    last_at: datetime | None
    #: none in half a year, or none ever
    is_due: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    now: datetime
    #: the first day, in UTC
    since: date
    #: newest first
    incidents: tuple[Measured, ...]
    total: Row
    #: newest first
    months: tuple[Row, ...]
    #: worst first
    impacts: tuple[Row, ...]
    overrides: tuple[Override, ...]
    #: ever, not only in that time
    drills: Drills


def median(lengths: tuple[timedelta, ...]) -> timedelta | None:
    """The middle one of `lengths` in order, or between the middle two; None where there is none."""
    if not lengths:
        return None
    middle = len(lengths) // 2
    if len(lengths) % 2:
        return lengths[middle]
    return (lengths[middle - 1] + lengths[middle]) / 2
