"""Ninety days as a drawing: one SVG path for each status, and a sentence for all of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.component import ComponentStatus
from generator.render.words import counted, day_name, percentage
from generator.state.figures import Day, Uptime

#: the width of a day, and of the bar in it (a theme's `stroke-dasharray` is `WIDTH STEP-WIDTH`)
STEP, WIDTH = 4, 3
HEIGHT = 24

_NO_HISTORY = "none"
#: where it is not the whole height; even, for a line is drawn along its middle
_HEIGHTS = {
    _NO_HISTORY: 6,
    ComponentStatus.OPERATIONAL: 18,
    ComponentStatus.UNDER_MAINTENANCE: 18,
    ComponentStatus.DEGRADED_PERFORMANCE: 20,
    ComponentStatus.PARTIAL_OUTAGE: 22,
}


@dataclass(frozen=True, slots=True)
class Path:
    #: a status, or `none` for days before the history
    kind: str
    #: of its bars: the worse, the taller, so that the colour is not alone in saying so
    height: int
    #: the `d` of an SVG path
    d: str


@dataclass(frozen=True, slots=True)
class Bars:
    width: int
    height: int
    paths: tuple[Path, ...]
    #: for those who cannot see the drawing
    sentence: str
    #: `99.98% up`, and in how many days where they are fewer; empty where none counts
    uptime: str


def bars(uptime: Uptime) -> Bars:
    """The drawing of a component's last ninety days."""
    days_by_kind: dict[str, list[int]] = {}
    for number, day in enumerate(uptime.days):
        kind = day.status.value if day.status else _NO_HISTORY
        days_by_kind.setdefault(kind, []).append(number)
    order = [_NO_HISTORY, *(status.value for status in ComponentStatus)]
    paths = [_path(kind, days_by_kind[kind]) for kind in order if kind in days_by_kind]
    width = len(uptime.days) * STEP - (STEP - WIDTH)
    return Bars(width, HEIGHT, tuple(paths), _sentence(uptime), _figure(uptime))


def _figure(uptime: Uptime) -> str:
    if uptime.recent is None:
        return ""
    known = sum(day.status is not None for day in uptime.days)
    span = f" in {counted(known, 'day')}" if known < len(uptime.days) else ""
    return f"{percentage(uptime.recent)} up{span}"


def _path(kind: str, numbers: Sequence[int]) -> Path:
    height = _HEIGHTS.get(kind, HEIGHT)
    return Path(kind, height, _runs(numbers, HEIGHT - height // 2))


def _runs(numbers: Sequence[int], middle: int) -> str:
    """A line through each run of days; the style sheet's dashes cut it into days."""
    runs: list[tuple[int, int]] = []
    for number in numbers:
        if runs and sum(runs[-1]) == number:
            runs[-1] = (runs[-1][0], runs[-1][1] + 1)
        else:
            runs.append((number, 1))
    gap = STEP - WIDTH
    return "".join(f"M{start * STEP} {middle}h{length * STEP - gap}" for start, length in runs)


def _sentence(uptime: Uptime) -> str:
    """`Last 90 days: 99.98% uptime; trouble on 2 days, the latest on 3 November 2026.`"""
    known = [day for day in uptime.days if day.status is not None]
    if not known:
        return "No history yet."
    troubled = [day for day in known if day.status not in _QUIET]
    figure = (
        f"{percentage(uptime.recent)} uptime" if uptime.recent is not None else "no figures yet"
    )
    span = f"Last {counted(len(known), 'day')}: {figure}"
    if not troubled:
        return f"{span}; no trouble."
    return (
        f"{span}; trouble on {counted(len(troubled), 'day')}, the latest on {_day(troubled[-1])}."
    )


def _day(day: Day) -> str:
    return day_name(day.date)


_QUIET = frozenset({ComponentStatus.OPERATIONAL, ComponentStatus.UNDER_MAINTENANCE})
