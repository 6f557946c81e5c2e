"""The figures of a component: its days, its months, and the promise they are held against."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from generator.model.component import ComponentStatus


@dataclass(frozen=True, slots=True)
class Day:
    """A UTC day of a component."""

    date: date
    #: the worst status of the day; None: before its history, or after its retirement
    status: ComponentStatus | None
    #: in percent; None where no time of the day counts
    uptime: Decimal | None


@dataclass(frozen=True, slots=True)
class Month:
    """A UTC month of a component, as far as it has gone."""

    year: int
    month: int
    #: seconds that count
    seconds: int
    #: weighted seconds of downtime
    downtime: Decimal
    #: weighted seconds of downtime that the promise allows; None without a promise
    budget: Decimal | None

    @property
    def uptime(self) -> Decimal | None:
        """In percent, exact; None where no time counts."""
        return percent(self.seconds, self.downtime)

    @property
    def budget_left(self) -> Decimal | None:
        """Weighted seconds, negative where the promise is broken; None without a promise."""
        return None if self.budget is None else self.budget - self.downtime


@dataclass(frozen=True, slots=True)
class Uptime:
    """A component's figures; they count up to State.figures_until."""

    component: str
    #: from when on it counts
    since: datetime
    #: the last ninety days, the oldest first
    days: tuple[Day, ...]
    #: every month since `since` of which some time counts, the newest first
    months: tuple[Month, ...]
    #: over the ninety days, in percent
    recent: Decimal | None


def percent(seconds: int, downtime: Decimal) -> Decimal | None:
    """Uptime in percent of `seconds` with so many weighted seconds of downtime."""
    return 100 * (1 - downtime / seconds) if seconds else None
