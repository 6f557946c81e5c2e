"""A month of a component in words: its uptime, its promise, and what is left of it."""

from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from generator.outputs.pages.frame import Badge
from generator.render.words import duration, percentage, short_month
from generator.state.figures import Month


@dataclass(frozen=True, slots=True)
class MonthRow:
    name: str
    uptime: str
    #: weighted downtime
    downtime: str
    #: `kept` or `broken`; None without a promise
    promise: Badge | None
    #: what is left of the downtime that the promise allows; empty without a promise
    budget: str


def month_row(month: Month, sla: Decimal | None) -> MonthRow:
    """A month in words."""
    left = month.budget_left
    return MonthRow(
        name=short_month(month.year, month.month),
        uptime=percentage(month.uptime),
        downtime=_length(month.downtime) if month.downtime else "none",
        promise=None if sla is None or left is None else _promise(left),
        budget="" if left is None else _budget(left),
    )


def _promise(left: Decimal) -> Badge:
    return Badge("Kept", "kept") if left >= 0 else Badge("Broken", "broken")


def _budget(left: Decimal) -> str:
    return f"{_length(left)} to spare" if left >= 0 else f"exceeded by {_length(-left)}"


def _length(seconds: Decimal) -> str:
    return duration(timedelta(seconds=int(seconds)))
