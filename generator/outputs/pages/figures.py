"""A month of a component in words: its uptime, its promise, and what is left of it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from generator.render.words import duration, month_name, percentage
from generator.state.records import Month


@dataclass(frozen=True, slots=True)
class MonthRow:
    name: str
    uptime: str
    #: weighted downtime
    downtime: str
    #: `kept`, `broken`, or empty without a promise
    promise: str
    #: what is left of the downtime that the promise allows; empty without a promise
    budget: str


def month_row(month: Month, sla: Decimal | None) -> MonthRow:
    """A month in words."""
    left = month.budget_left
    return MonthRow(
        name=month_name(month.year, month.month),
        uptime=percentage(month.uptime),
        downtime=_length(month.downtime) if month.downtime else "none",
        promise="" if sla is None or left is None else ("kept" if left >= 0 else "broken"),
        budget="" if left is None else _budget(left),
    )


def _budget(left: Decimal) -> str:
    return f"{_length(left)} left" if left >= 0 else f"exceeded by {_length(-left)}"


def _length(seconds: Decimal) -> str:
    return duration(timedelta(seconds=int(seconds)))
