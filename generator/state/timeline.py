"""Events become claims on components, and claims become intervals in which overlaps count once."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from generator.model.component import ComponentStatus, worst
from generator.model.incident import OPEN_STATUSES, End, Incident, IncidentStatus
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
    """The updates that count at `now`; one a few minutes ahead counts as now."""
    return tuple(
        update if update.at <= now else replace(update, at=now)
        for update in updates
        if update.at <= now + AHEAD
    )


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
            before_resolved = before_resolved or held
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
    resolved = _resolution(incident, now)
    if incident.ended is End.UNKNOWN or resolved is None:
        return None
    return incident.ended or resolved


def _resolution(incident: Incident, now: datetime) -> datetime | None:
    """The Resolved after which no open status came."""
    resolved: datetime | None = None
    for update in said_by(incident.updates, now):
        if update.status is IncidentStatus.RESOLVED:
            resolved = resolved or update.at
        elif update.status in OPEN_STATUSES:
            resolved = None
    return resolved


def incident_claims(incident: Incident, now: datetime) -> Iterator[Claim]:
    """What an incident says of components; nothing where nobody knows when it ended."""
    if incident.ended is End.UNKNOWN:
        return
    moments = [min(incident.began, now), *(u.at for u in said_by(incident.updates, now))]
    points: list[Point] = []
    held: Statuses = {}
    for at, step in zip(moments, _statuses(incident, now), strict=True):
        points += [(at, change.component, change.new) for change in _difference(held, step)]
        held = step
    yield from _claims(_with_real_end(incident, points, now), Cause.INCIDENT, incident.id)


def _with_real_end(incident: Incident, points: list[Point], now: datetime) -> list[Point]:
    """The points with the recovery moved from Resolved to `ended`, where that is given."""
    ended, resolved = incident_end(incident, now), _resolution(incident, now)
    if ended is None or resolved is None or ended == resolved:
        return points
    before = [point for point in points if point[0] < min(ended, resolved)]
    recovered: list[Point] = [(ended, component, OPERATIONAL) for _, component, _ in before]
    after = [(max(ended, at), component, new) for at, component, new in points if at >= resolved]
    return [*before, *dict.fromkeys(recovered), *after]


def maintenance_claims(maintenance: Maintenance, now: datetime) -> Iterator[Claim]:
    """What a maintenance says of components, from its beginning to its end, so far as known."""
    updates = said_by(maintenance.updates, now)
    start, end = maintenance_span(maintenance, now)
    if start is None or start > now:
        return
    points: list[Point] = [(start, *change) for change in maintenance.components]
    points += [(max(start, u.at), *change) for u in updates for change in u.components]
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
    begun = [u.at for u in updates if u.status is MaintenanceStatus.IN_PROGRESS]
    start = min([maintenance.start, *begun])
    end: datetime | None = None
    for update in updates:
        if update.status is not None:
            end = (end or update.at) if update.status.is_over else None
    if maintenance.auto_complete and end is None and now >= maintenance.end:
        end = maintenance.end
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

    An incident's seconds cost what `weights` says of its status; a maintenance's cost what
    `weights` says of under_maintenance, whatever status it claims.
    """
    begun = [claim for claim in claims if claim.start < now]
    bounds = sorted({claim.start for claim in begun} | {min(c.end or now, now) for c in begun})
    opening: dict[datetime, list[Claim]] = defaultdict(list)
    for claim in begun:
        opening[claim.start].append(claim)
    active: list[Claim] = []
    intervals: list[Interval] = []
    for start, end in pairwise(bounds):
        active = [claim for claim in active if claim.end is None or claim.end > start]
        active += opening[start]
        if active:
            _extend(intervals, _interval(active, start, end, now, weights))
    return tuple(intervals)


def _interval(
    active: list[Claim],
    start: datetime,
    end: datetime,
    now: datetime,
    weights: Mapping[ComponentStatus, Decimal],
) -> Interval:
    status = worst(claim.status for claim in active)
    first = sorted(active, key=lambda claim: (claim.status is not status, claim.start, claim.event))
    ongoing = end == now and any(claim.end is None or claim.end > now for claim in active)
    weight = max(_weight(claim, weights) for claim in active)
    events = tuple(dict.fromkeys((claim.cause, claim.event) for claim in first))
    return Interval(active[0].component, status, start, end, ongoing, weight, events)


def _weight(claim: Claim, weights: Mapping[ComponentStatus, Decimal]) -> Decimal:
    planned = claim.cause is Cause.MAINTENANCE
    return weights[ComponentStatus.UNDER_MAINTENANCE if planned else claim.status]


def _extend(intervals: list[Interval], new: Interval) -> None:
    """Add an interval, or lengthen the last one where nothing but time separates them."""
    last = intervals[-1] if intervals else None
    if (
        last
        and last.end == new.start
        and (last.status, last.weight, last.events) == (new.status, new.weight, new.events)
    ):
        intervals[-1] = replace(last, end=new.end, ongoing=new.ongoing)
    else:
        intervals.append(new)
