"""What is true at one moment: the records that every output prints and none works out again."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum

from generator.model.component import Component, ComponentStatus
from generator.model.incident import Incident, IncidentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.site import Site
from generator.model.update import Impact
from generator.state.figures import Uptime

#: A promise is missed so long after it fell due.
GRACE = timedelta(minutes=5)
#: A copy is rebuilt at least hourly; one that is older than this may be out of date.
VALID_FOR = timedelta(hours=2)


class Indicator(StrEnum):
    """Statuspage's words for the whole page, mildest first."""

    NONE = "none"
    MAINTENANCE = "maintenance"
    MINOR = "minor"
    MAJOR = "major"
    CRITICAL = "critical"

    @property
    def description(self) -> str:
        return _DESCRIPTIONS[self]


_DESCRIPTIONS = {
    Indicator.NONE: "All systems operational",
    Indicator.MAINTENANCE: "Service under maintenance",
    Indicator.MINOR: "Partially degraded service",
    Indicator.MAJOR: "Partial system outage",
    Indicator.CRITICAL: "Major service outage",
}


class Cause(StrEnum):
    INCIDENT = "incident"
    MAINTENANCE = "maintenance"


@dataclass(frozen=True, slots=True)
class Claim:
    """An event says that a component is in `status` from `start` to `end` (None: still)."""

    component: str
    status: ComponentStatus
    start: datetime
    end: datetime | None
    cause: Cause
    #: the event's id
    event: str


@dataclass(frozen=True, slots=True)
class Change:
    """A component's status as one event tells it, before and from one of its updates on."""

    component: str
    old: ComponentStatus
    new: ComponentStatus


@dataclass(frozen=True, slots=True)
class Interval:
    """A stretch of time in which a component was not operational, overlaps counted once."""

    component: str
    status: ComponentStatus
    start: datetime
    #: where it is still going on, the moment of the State
    end: datetime
    ongoing: bool
    #: what a second of it takes from a second of uptime, 0 to 1
    weight: Decimal
    #: the events that say so, the ones that hold the status first
    events: tuple[tuple[Cause, str], ...]

    @property
    def seconds(self) -> int:
        return int((self.end - self.start).total_seconds())


@dataclass(frozen=True, slots=True)
class Promise:
    """When the next word was promised for, and whether it is late."""

    due: datetime
    overdue: bool

    @property
    def late_from(self) -> datetime:
        """From this moment on it is overdue."""
        return self.due + GRACE


@dataclass(frozen=True, slots=True, kw_only=True)
class IncidentState:
    incident: Incident
    status: IncidentStatus
    is_open: bool
    impact: Impact
    started: datetime
    #: when it was over for customers; None: open, or nobody knows
    ended: datetime | None
    #: the components it touched, each with its status by this incident's word now
    components: tuple[tuple[str, ComponentStatus], ...]
    #: for each update, in order, the changes that came with it
    changes: tuple[tuple[Change, ...], ...]
    #: of the next word while open; of the postmortem after it
    promise: Promise | None
    workaround: str = ""
    eta: datetime | None = None

    @property
    def event(self) -> Incident:
        """What somebody wrote."""
        return self.incident


@dataclass(frozen=True, slots=True, kw_only=True)
class MaintenanceState:
    maintenance: Maintenance
    status: MaintenanceStatus
    #: claims its components now
    is_active: bool
    #: past its planned end, and nobody said that it is over
    overdue: bool
    #: the components it touches: as it claims them then or now, operational once it is over
    components: tuple[tuple[str, ComponentStatus], ...]
    #: for each update, in order, the changes that came with it
    changes: tuple[tuple[Change, ...], ...]
    promise: Promise | None
    workaround: str = ""

    @property
    def event(self) -> Maintenance:
        """What somebody wrote."""
        return self.maintenance


EventState = IncidentState | MaintenanceState


@dataclass(frozen=True, slots=True)
class ComponentState:
    component: Component
    status: ComponentStatus
    #: retired: pages stay, the home page hides it
    is_retired: bool
    #: the events that claim it now
    events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class GroupState:
    """A heading of the page; a component that stands alone is in a group without a name."""

    id: str
    name: str
    status: ComponentStatus
    components: tuple[ComponentState, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    site: Site
    now: datetime
    indicator: Indicator
    groups: tuple[GroupState, ...]
    #: newest first
    incidents: tuple[IncidentState, ...]
    #: newest first
    maintenances: tuple[MaintenanceState, ...]
    #: every stretch of trouble, by component, oldest first: it explains every figure
    ledger: tuple[Interval, ...]
    #: in the order of the page
    uptime: tuple[Uptime, ...]
    #: the last full hour: figures count up to here, so that they do not change every second
    figures_until: datetime
    #: when the State next changes if nobody writes anything
    next_change: datetime
    #: of which it was read, if all of it is committed; else empty
    commit: str = ""

    @property
    def valid_until(self) -> datetime:
        """After this, what was made of the State should have been made anew."""
        return self.now + VALID_FOR

    @property
    def components(self) -> tuple[ComponentState, ...]:
        return tuple(state for group in self.groups for state in group.components)

    @property
    def open_incidents(self) -> tuple[IncidentState, ...]:
        """The worst first, then the newest."""
        opened = [state for state in self.incidents if state.is_open]
        return tuple(sorted(opened, key=lambda state: -state.impact.rank))

    @property
    def active_maintenances(self) -> tuple[MaintenanceState, ...]:
        return tuple(state for state in self.maintenances if state.is_active)

    @property
    def planned_maintenances(self) -> tuple[MaintenanceState, ...]:
        """The next one first."""
        planned = [m for m in self.maintenances if m.status is MaintenanceStatus.SCHEDULED]
        return tuple(sorted(planned, key=lambda state: state.maintenance.start))
