"""Intervals become figures: uptime by day and month (UTC), and what is left of a promise.

Figures count up to the last full hour (`figures_until`), so that a page says the same all hour.
An unfinished day or month counts as far as it has gone.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from generator.model.component import Component, worst
from generator.state.figures import Day, Month, Uptime, percent
from generator.state.records import Interval

#: how many days a row of bars shows, today included
RECENT_DAYS = 90

DAY = timedelta(days=1)


def figures_until(now: datetime) -> datetime:
    """The last full hour."""
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def component_uptime(
    component: Component, intervals: Sequence[Interval], default_since: datetime, now: datetime
) -> Uptime:
    """The figures of one component, from its own disjoint `intervals` in order of time.

    Its history begins on its `since` day, else at `default_since`, and ends with the day before
    it was retired.
    """
    since = midnight(component.since) if component.since else default_since
    until = figures_until(now)
    if component.retired:
        until = min(until, midnight(component.retired))
    first = max(since, midnight(now.date() - (RECENT_DAYS - 1) * DAY))
    return Uptime(
        component=component.id,
        since=since,
        days=tuple(_days(component, intervals, since, until, now)),
        months=tuple(_months(component, intervals, since, until)),
        recent=_percent_between(intervals, first, until),
    )


def downtime_between(intervals: Sequence[Interval], start: datetime, end: datetime) -> Decimal:
    """Weighted seconds of downtime from `start` to `end`."""
    total = Decimal(0)
    for interval in intervals:
        overlap = min(interval.end, end) - max(interval.start, start)
        if overlap > timedelta():
            total += interval.weight * int(overlap.total_seconds())
    return total


def midnight(day: date) -> datetime:
    """The beginning of a UTC day."""
    return datetime.combine(day, time(), UTC)


def _days(
    component: Component,
    intervals: Sequence[Interval],
    since: datetime,
    until: datetime,
    now: datetime,
) -> Iterator[Day]:
    today = now.date()
    recent = [each for each in intervals if each.end > midnight(today) - RECENT_DAYS * DAY]
    for back in range(RECENT_DAYS - 1, -1, -1):
        day = today - back * DAY
        start, end = midnight(day), midnight(day) + DAY
        if end <= since or (component.retired and day >= component.retired):
            yield Day(day, None, None)
            continue
        # the bar tells of now as well, though the figure waits for the full hour
        touching = [each for each in recent if each.start < end and _reaches(each, start)]
        status = worst(each.status for each in touching)
        yield Day(day, status, _percent_between(touching, max(start, since), min(end, until)))


def _reaches(interval: Interval, start: datetime) -> bool:
    """Whether it is not over before `start`; one that goes on holds now, if only since now."""
    return interval.end > start or interval.ongoing


def _months(
    component: Component, intervals: Sequence[Interval], since: datetime, until: datetime
) -> Iterator[Month]:
    year, month = until.year, until.month
    while (year, month) >= (since.year, since.month):
        length = monthrange(year, month)[1] * DAY
        first = midnight(date(year, month, 1))
        start, end = max(first, since), min(first + length, until)
        if start < end:
            downtime = downtime_between(intervals, start, end)
            seconds = int((end - start).total_seconds())
            yield Month(year, month, seconds, downtime, _budget(component, length))
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)


def _budget(component: Component, length: timedelta) -> Decimal | None:
    """The weighted seconds of a whole month that the promise allows."""
    if component.sla is None:
        return None
    return (1 - component.sla / 100) * int(length.total_seconds())


def _percent_between(
    intervals: Sequence[Interval], start: datetime, end: datetime
) -> Decimal | None:
    seconds = int((end - start).total_seconds())
    return percent(max(0, seconds), downtime_between(intervals, start, end))
