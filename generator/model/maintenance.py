"""Work we plan, with a window in which it claims components."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from generator.errors import Location
from generator.model.update import ComponentChange, Update


class MaintenanceStatus(StrEnum):
    """Statuspage's words, and `cancelled`, for which Statuspage has none."""

    SCHEDULED = "scheduled"
    IN_PROGRESS = "in_progress"
    VERIFYING = "verifying"
    COMPLETED = "completed"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ").capitalize()

    @property
    def is_over(self) -> bool:
        return self in {MaintenanceStatus.COMPLETED, MaintenanceStatus.CANCELLED}


MaintenanceUpdate = Update[MaintenanceStatus]


@dataclass(frozen=True, slots=True, kw_only=True)
class Maintenance:
    """All times are aware and in UTC; `updates` are in order of time, the oldest first."""

    id: str
    title: str
    #: the planned window
    start: datetime
    end: datetime
    updates: tuple[MaintenanceUpdate, ...]
    components: tuple[ComponentChange, ...] = ()
    #: True: over at `end` by the clock, even if nobody writes
    auto_complete: bool = False
    #: why it was announced at short notice
    emergency: str = ""
    reference: str = ""
    overrides: tuple[tuple[str, str], ...] = ()
    #: NEVER published: no view may hold it
    internal: tuple[tuple[str, str | tuple[str, ...]], ...] = field(default=(), repr=False)
    backfilled: bool = False
    drill: bool = False
    #: an older version of the file stands in for a broken one (`build --keep-going`)
    outdated: bool = field(default=False, compare=False)
    location: Location = field(default=Location(""), compare=False, repr=False)
    #: where its keys stand (`started`, `components.api` …)
    places: tuple[tuple[str, Location], ...] = field(default=(), compare=False, repr=False)
