"""A part of the product that customers know by name, and the states it can be in."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum


class ComponentStatus(StrEnum):
    """Statuspage's words, mildest first: the order of definition is the order of harm."""

    OPERATIONAL = "operational"
    UNDER_MAINTENANCE = "under_maintenance"
    DEGRADED_PERFORMANCE = "degraded_performance"
    PARTIAL_OUTAGE = "partial_outage"
    MAJOR_OUTAGE = "major_outage"

    @property
    def rank(self) -> int:
        return _RANK[self]

    @property
    def label(self) -> str:
        """The words a customer reads, such as `Partial outage`."""
        return self.value.replace("_", " ").capitalize()


_RANK = {status: rank for rank, status in enumerate(ComponentStatus)}


def worst(statuses: Iterable[ComponentStatus]) -> ComponentStatus:
    """The most harmful of `statuses`; operational where there are none."""
    return max(statuses, key=_RANK.__getitem__, default=ComponentStatus.OPERATIONAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    id: str
    name: str
    description: str = ""
    #: history starts on this day (UTC); None: with the site's oldest event
    since: date | None = None
    #: from this day on (UTC) the home page hides it and its history ends
    retired: date | None = None
    #: the monthly promise in percent, such as Decimal("99.9")
    sla: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    id: str
    name: str
    components: tuple[Component, ...]
