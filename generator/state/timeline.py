"""Events become claims on components, and claims become intervals in which overlaps count once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from generator.model.component import ComponentStatus, worst
from generator.model.incident import (
    OPEN_STATUSES,
    End,
    Incident,
    IncidentStatus,
    IncidentUpdate,
)
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.update import StatusT, Update
from generator.state.records import Cause, Change, Claim, Interval

#: An update so little ahead of the clock counts as now (clocks differ).
AHEAD = timedelta(minutes=5)

Statuses = dict[str, ComponentStatus]
#: from when on a component has a status, by one event's word
Point = tuple[datetime, str, ComponentStatus]

OPERATIONAL = ComponentStatus.OPERATIONAL


def said_by(updates: tuple[Update[StatusT], ...], now: datetime) -> tuple[Update[StatusT], ...]:
    """The updates that count at `now`, those a few minutes ahead of it too."""
    return tuple(update for update in updates if update.at <= now + AHEAD)


def incident_changes(incident: Incident, now: datetime) -> tuple[tuple[Change, ...], ...]:
    """For each update that counts, what it changes; the first also holds the initial statuses."""
    initial, *after = _statuses(incident, now)
    before = [{}, *after] if after else [initial]
    return tuple(_difference(old, new) for old, new in zip(before, after, strict=False))


def _statuses(incident: Incident, now: datetime) -> list[Statuses]:
    """What holds by an incident's word: from its beginning, then after each update that counts."""
    held: Statuses = dict(incident.components)
    before_resolved: Statuses | None = None
    steps = [held]
    for update in said_by(incident.updates, now):
        if update.status is IncidentStatus.RESOLVED:
            before_resolved = held if before_resolved is None else before_resolved
            held = dict.fromkeys(held, OPERATIONAL)
        elif update.status in OPEN_STATUSES and before_resolved is not None:
            held, before_resolved = {**held, **before_resolved}, None
        held = {**held, **dict(update.components)}
        steps.append(held)
    return steps


def maintenance_changes(maintenance: Maintenance, now: datetime) -> tuple[tuple[Change, ...], ...]:
    """For each update that counts, what it changes. The window itself is no update."""
    held = dict.fromkeys(dict(maintenance.components), OPERATIONAL)
    changes: list[tuple[Change, ...]] = []
    for update in said_by(maintenance.updates, now):
        new = {**held, **dict(update.components)}
        if update.status is MaintenanceStatus.IN_PROGRESS:
            new = {**new, **dict(maintenance.components), **dict(update.components)}
        elif update.status is not None and update.status.is_over:
            new = dict.fromkeys(new, OPERATIONAL)
        changes.append(_difference(held, new))
        held = new
    return tuple(changes)


def _difference(old: Statuses, new: Statuses) -> tuple[Change, ...]:
    return tuple(
        Change(component, old.get(component, OPERATIONAL), status)
        for component, status in new.items()
        if old.get(component, OPERATIONAL) is not status
    )


def incident_end(incident: Incident, now: datetime) -> datetime | None:
    """When it was over for customers: `ended`, else when it was resolved; None: open or unknown."""
    updates = said_by(incident.updates, now)
    resolved = resolution(updates)
    if incident.ended is End.UNKNOWN or resolved is None:
        return None
    return incident.ended or updates[resolved].at


def resolution(updates: Sequence[IncidentUpdate]) -> int | None:
    """Which of `updates` is the Resolved after which no open status came."""
    resolved: int | None = None
    for number, update in enumerate(updates):
        if update.status is IncidentStatus.RESOLVED and resolved is None:
            resolved = number
        elif update.status in OPEN_STATUSES:
            resolved = None
    return resolved


def incident_claims(incident: Incident, now: datetime) -> Iterator[Claim]:
    """What an incident says of components; nothing where nobody knows when it ended."""
    if incident.ended is End.UNKNOWN:
        return
    points: list[Point] = []
    held: Statuses = {}
    for at, step in _steps(incident, now):
        points += [
            (min(at, now), change.component, change.new) for change in _difference(held, step)
        ]
        held = step
    yield from _claims(points, Cause.INCIDENT, incident.id)


def _steps(incident: Incident, now: datetime) -> Iterator[tuple[datetime, Statuses]]:
    """What holds from when on, by what was said until `now`; in order of time.

    Where the incident `ended` at another time than it was resolved, Resolved counts from then.
    """
    updates = said_by(incident.updates, now)
    if not updates:
        return
    resolved, ended = resolution(updates), incident_end(incident, now)
    moments = [min(incident.began, updates[0].at), *(update.at for update in updates)]
    for number, (at, held) in enumerate(zip(moments, _statuses(incident, now), strict=True), -1):
        if ended is None or resolved is None:
            yield at, held
        elif number >= resolved:
            yield max(ended, at) if number > resolved else ended, held
        elif at < ended:
            yield at, held


def maintenance_claims(maintenance: Maintenance, now: datetime) -> Iterator[Claim]:
    """What a maintenance says of components, from its beginning to its end, so far as known."""
    updates = said_by(maintenance.updates, now)
    start, end = maintenance_span(maintenance, now)
    if start is None or start > now:
        return
    points: list[Point] = [(start, *change) for change in maintenance.components]
    points += [(max(start, min(u.at, now)), *change) for u in updates for change in u.components]
    components = {component for _, component, _ in points}
    if end is not None:
        points = [point for point in points if point[0] < end]
        points += [(end, component, OPERATIONAL) for component in sorted(components)]
    yield from _claims(points, Cause.MAINTENANCE, maintenance.id)


def maintenance_span(
    maintenance: Maintenance, now: datetime
) -> tuple[datetime | None, datetime | None]:
    """When it begins (None: never) and ended (None: not yet), by what was said and by the clock."""
    updates = said_by(maintenance.updates, now)
    if not updates:
        return None, None
    begun = [min(u.at, now) for u in updates if u.status is MaintenanceStatus.IN_PROGRESS]
    start = min([maintenance.start, *begun])
    end: datetime | None = None
    for update in updates:
        if update.status is not None:
            end = (end or min(update.at, now)) if update.status.is_over else None
    if maintenance.auto_complete and now >= maintenance.end:
        end = min(end or maintenance.end, maintenance.end)
    return (None, end) if end is not None and end <= start else (start, end)


def _claims(points: Iterable[Point], cause: Cause, event: str) -> Iterator[Claim]:
    """Each stretch between two points of a component in which it is not operational."""
    by_component: dict[str, list[tuple[datetime, ComponentStatus]]] = defaultdict(list)
    for at, component, status in points:
        by_component[component].append((at, status))
    for component, said in by_component.items():
        ends = [at for at, _ in said[1:]]
        for (start, status), end in zip(said, [*ends, None], strict=True):
            if status is not OPERATIONAL and start != end:
                yield Claim(component, status, start, end, cause, event)


def merge_claims(
    claims: Iterable[Claim], now: datetime, weights: Mapping[ComponentStatus, Decimal]
) -> tuple[Interval, ...]:
    """Disjoint intervals in order of time: where claims overlap, the worst one holds.

    What began at `now` is there already, with no second gone. An incident's seconds cost what
    `weights` says of its status; a maintenance's cost what `weights` says of under_maintenance,
    whatever status it claims.
    """
    begun = [claim for claim in claims if claim.start <= now]
    after_now = now + timedelta.resolution
    bounds = sorted({claim.start for claim in begun} | {c.end or after_now for c in begun})
    opening: dict[datetime, list[Claim]] = defaultdict(list)
    for claim in begun:
        opening[claim.start].append(claim)
    active: list[Claim] = []
    intervals: list[Interval] = []
    for start, end in pairwise(bounds):
        active = [claim for claim in active if claim.end is None or claim.end > start]
        active += opening[start]
        if active:
            _extend(intervals, _interval(active, start, end, weights))
    return tuple(
        replace(each, end=now, ongoing=True) if each.end == after_now else each
        for each in intervals
    )


def _interval(
    active: list[Claim],
    start: datetime,
    end: datetime,
    weights: Mapping[ComponentStatus, Decimal],
) -> Interval:
    status = worst(claim.status for claim in active)
    first = sorted(active, key=lambda claim: (claim.status is not status, claim.start, claim.event))
    events = tuple(dict.fromkeys((claim.cause, claim.event) for claim in first))
    component, weight = active[0].component, _weight(active, weights)
    return Interval(component, status, start, end, ongoing=False, weight=weight, events=events)


def _weight(active: list[Claim], weights: Mapping[ComponentStatus, Decimal]) -> Decimal:
    """The incidents' worst status sets the price; what is planned may only add its own."""
    unplanned = [claim.status for claim in active if claim.cause is Cause.INCIDENT]
    prices = [weights[worst(unplanned)]] if unplanned else []
    if len(unplanned) < len(active):
        prices.append(weights[ComponentStatus.UNDER_MAINTENANCE])
    return max(prices)


def _extend(intervals: list[Interval], new: Interval) -> None:
    """Add an interval, or lengthen the last one where nothing but time separates them."""
    last = intervals[-1] if intervals else None
    if (
        last
        and last.end == new.start
        and (last.status, last.weight, last.events) == (new.status, new.weight, new.events)
    ):
        intervals[-1] = replace(last, end=new.end)
    else:
        intervals.append(new)
