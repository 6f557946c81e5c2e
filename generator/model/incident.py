"""Something that went wrong, as told to customers."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum, StrEnum

from generator.errors import Location
from generator.model.update import ComponentChange, Impact, Update


class IncidentStatus(StrEnum):
    """Statuspage's words for where an incident stands."""

    INVESTIGATING = "investigating"
    IDENTIFIED = "identified"
    MONITORING = "monitoring"
    RESOLVED = "resolved"
    POSTMORTEM = "postmortem"

    @property
    def label(self) -> str:
        return self.value.capitalize()

    @property
    def is_open(self) -> bool:
        return self in OPEN_STATUSES


OPEN_STATUSES = frozenset(
    {IncidentStatus.INVESTIGATING, IncidentStatus.IDENTIFIED, IncidentStatus.MONITORING}
)

IncidentUpdate = Update[IncidentStatus]


class IncidentClass(StrEnum):
    SECURITY = "security"
    DATA = "data"


class End(Enum):
    """What `ended: unknown` says: over, but nobody can tell when; in no figure."""

    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """All times are aware and in UTC; `updates` are in order of time, the oldest first."""

    id: str
    title: str
    impact: Impact
    updates: tuple[IncidentUpdate, ...]
    #: the statuses of components from `started` on
    components: tuple[ComponentChange, ...] = ()
    #: None: with the first update
    started: datetime | None = None
    detected: datetime | None = None
    #: when it really ended; None: when it was resolved
    ended: datetime | End | None = None
    reference: str = ""
    kind: IncidentClass | None = None
    #: messages that customers may see, word for word
    errors: tuple[str, ...] = ()
    postmortem_due: date | None = None
    #: policy rules set aside here, each with its reason
    overrides: tuple[tuple[str, str], ...] = ()
    #: NEVER published: no view may hold it
    internal: tuple[tuple[str, str | tuple[str, ...]], ...] = field(default=(), repr=False)
    backfilled: bool = False
    drill: bool = False
    #: an older version of the file stands in for a broken one (`build --keep-going`)
    outdated: bool = field(default=False, compare=False)
    #: where it was read from, relative to the project; links start here
    location: Location = field(default=Location(""), compare=False, repr=False)
    #: where its keys stand (`started`, `components.api` …)
    places: tuple[tuple[str, Location], ...] = field(default=(), compare=False, repr=False)

    @property
    def began(self) -> datetime:
        """When it began for customers."""
        return self.started or self.updates[0].at
