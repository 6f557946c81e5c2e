"""The truth a second time, as the documents tell it and as slowly as can be: moment by moment.

It shares no code with generator/state: for one component and one moment it reads every event from
its beginning, and sums downtime over the stretches between any two times that anybody wrote.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from generator.model.component import ComponentStatus
from generator.model.incident import End, Incident, IncidentStatus, IncidentUpdate
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.site import Site

FIVE_MINUTES = timedelta(minutes=5)
FINE = ComponentStatus.OPERATIONAL
HARM = [
    "operational",
    "under_maintenance",
    "degraded_performance",
    "partial_outage",
    "major_outage",
]
OPEN = ("investigating", "identified", "monitoring")


def status_at(site: Site, component: str, moment: datetime, now: datetime) -> ComponentStatus:
    """The worst that any event says of `component` at `moment`, as far as it is known at `now`."""
    words = [incident_word(each, component, moment, now) for each in site.incidents]
    words += [maintenance_word(each, component, moment, now) for each in site.maintenances]
    return max([FINE, *words], key=lambda word: HARM.index(word.value))


def incident_word(
    incident: Incident, component: str, moment: datetime, now: datetime
) -> ComponentStatus:
    """What one incident says of a component at a moment."""
    told = [update for update in incident.updates if update.at <= now + FIVE_MINUTES]
    if not told or incident.ended is End.UNKNOWN:
        return FINE
    last = _last_resolved(told)
    ended = incident.ended if last else None
    began = incident.started or told[0].at
    if moment < min(began, now) or (ended and ended <= began and moment < min(ended, now)):
        return FINE
    word: ComponentStatus | None = dict(incident.components).get(component)
    if ended and ended <= began:
        word = None
    before: tuple[ComponentStatus | None] | None = None
    for update in told:
        counts_from = update.at
        if last and ended and update.at < last.at and update.at >= ended:
            continue  # it tells of something that was over already
        if last and ended and update.at >= last.at:
            counts_from = ended if update is last else max(ended, update.at)
        if min(counts_from, now) > moment:
            break
        if update.status is IncidentStatus.RESOLVED:
            before = before or (word,)
            word = FINE if word else None
        elif update.status in OPEN and before:
            word, before = before[0] or word, None
        word = dict(update.components).get(component, word)
    return word or FINE


def _last_resolved(told: list[IncidentUpdate]) -> IncidentUpdate | None:
    """The Resolved that closed it for good, if it is closed."""
    closing = None
    for update in told:
        if update.status in OPEN:
            closing = None
        elif update.status is IncidentStatus.RESOLVED and closing is None:
            closing = update
    return closing


def maintenance_word(
    maintenance: Maintenance, component: str, moment: datetime, now: datetime
) -> ComponentStatus:
    """What one maintenance says of a component at a moment."""
    told = [update for update in maintenance.updates if update.at <= now + FIVE_MINUTES]
    if not told:
        return FINE
    start, ends = maintenance.start, []
    for update in told:
        if update.status is MaintenanceStatus.IN_PROGRESS:
            start = min(start, update.at, now)
        if update.status in (MaintenanceStatus.COMPLETED, MaintenanceStatus.CANCELLED):
            ends.append(min(update.at, now))
    if maintenance.auto_complete and now >= maintenance.end:
        ends.append(maintenance.end)
    if moment < start or (ends and moment >= min(ends)):
        return FINE
    word = dict(maintenance.components).get(component, FINE)
    for update in told:
        if min(update.at, now) <= moment:
            word = dict(update.components).get(component, word)
    return word


def price_at(site: Site, component: str, moment: datetime, now: datetime) -> Decimal:
    """What a second of that moment takes from a second of uptime."""
    weights = dict(site.settings.weights)
    words = [incident_word(each, component, moment, now) for each in site.incidents]
    worst = max([FINE, *words], key=lambda word: HARM.index(word.value))
    planned = [maintenance_word(each, component, moment, now) for each in site.maintenances]
    prices = [weights[worst]] if worst is not FINE else [Decimal(0)]
    if any(word is not FINE for word in planned):
        prices.append(weights[ComponentStatus.UNDER_MAINTENANCE])
    return max(prices)


def downtime(site: Site, component: str, start: datetime, end: datetime, now: datetime) -> Decimal:
    """Weighted seconds from `start` to `end`; nothing changes between two neighbouring times."""
    inside = {moment for moment in times(site, now) if start < moment < end}
    bounds = sorted({start, *inside, max(start, end)})
    return sum(
        (
            price_at(site, component, left, now) * int((right - left).total_seconds())
            for left, right in pairwise(bounds)
        ),
        start=Decimal(0),
    )


def times(site: Site, now: datetime) -> Iterator[datetime]:
    """Every time that stands in an event, none of them later than now."""
    for incident in site.incidents:
        yield from (min(update.at, now) for update in incident.updates)
        if incident.started:
            yield min(incident.started, now)
        if isinstance(incident.ended, datetime):
            yield min(incident.ended, now)
    for maintenance in site.maintenances:
        yield from (min(update.at, now) for update in maintenance.updates)
        yield from (min(maintenance.start, now), min(maintenance.end, now))
