"""The State at one moment: who is affected now, what is open, planned and late."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime

from generator.model.component import Component, ComponentStatus, worst
from generator.model.incident import End, Incident, IncidentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.site import Site
from generator.model.update import Impact, StatusT, Update
from generator.state.promises import (
    next_word,
    postmortem_word,
    standing_eta,
    standing_workaround,
)
from generator.state.records import (
    Claim,
    ComponentState,
    GroupState,
    IncidentState,
    Indicator,
    MaintenanceState,
)
from generator.state.timeline import (
    incident_changes,
    incident_end,
    maintenance_changes,
    maintenance_span,
    said_by,
)

_INDICATORS = {
    ComponentStatus.OPERATIONAL: Indicator.NONE,
    ComponentStatus.UNDER_MAINTENANCE: Indicator.MAINTENANCE,
    ComponentStatus.DEGRADED_PERFORMANCE: Indicator.MINOR,
    ComponentStatus.PARTIAL_OUTAGE: Indicator.MAJOR,
    ComponentStatus.MAJOR_OUTAGE: Indicator.CRITICAL,
}

Held = dict[str, list[Claim]]


def holding(claims: Iterable[Claim], now: datetime) -> Held:
    """The claims that hold at `now`, by component, the worst first."""
    held: Held = defaultdict(list)
    for claim in claims:
        if claim.start <= now and (claim.end is None or claim.end > now):
            held[claim.component].append(claim)
    return {
        component: sorted(found, key=lambda c: (-c.status.rank, c.start, c.event))
        for component, found in held.items()
    }


def page_indicator(groups: Iterable[GroupState], incidents: Iterable[IncidentState]) -> Indicator:
    """The one answer that banner, API, badges, feeds and error pages give."""
    shown = [c.status for group in groups for c in group.components if not c.is_retired]
    indicator = _INDICATORS[worst(shown)]
    hurting = any(state.is_open and state.impact is not Impact.NONE for state in incidents)
    if hurting and indicator in (Indicator.NONE, Indicator.MAINTENANCE):
        return Indicator.MINOR
    return indicator


def group_states(site: Site, held: Held, now: datetime) -> Iterator[GroupState]:
    """Every group in the order of the page; a group is as bad as its worst child."""
    for entry in site.settings.layout:
        alone = isinstance(entry, Component)
        components = (entry,) if isinstance(entry, Component) else entry.components
        states = tuple(_component_state(component, held, now) for component in components)
        status = worst(state.status for state in states if not state.is_retired)
        name, group_id = ("", "") if alone else (entry.name, entry.id)
        yield GroupState(group_id, name, status, states)


def _component_state(component: Component, held: Held, now: datetime) -> ComponentState:
    claims = held.get(component.id, [])
    retired = component.retired is not None and now.date() >= component.retired
    events = tuple(dict.fromkeys(claim.event for claim in claims))
    return ComponentState(component, worst(c.status for c in claims), retired, events)


def incident_state(incident: Incident, now: datetime) -> IncidentState | None:
    """An incident as it stands at `now`; None before its first update."""
    updates = said_by(incident.updates, now)
    if not updates:
        return None
    status = _latest_status(updates, IncidentStatus.INVESTIGATING)
    is_open = status.is_open and incident.ended is not End.UNKNOWN
    changes = incident_changes(incident, now)
    touched = dict.fromkeys(dict(incident.components), ComponentStatus.OPERATIONAL)
    touched |= {change.component: change.new for step in changes for change in step}
    if incident.ended is End.UNKNOWN:
        touched = dict.fromkeys(touched, ComponentStatus.OPERATIONAL)
    return IncidentState(
        incident=incident,
        status=status,
        is_open=is_open,
        impact=max(
            [incident.impact, *(u.impact for u in updates if u.impact)], key=lambda i: i.rank
        ),
        started=incident.began,
        ended=incident_end(incident, now),
        components=tuple(touched.items()),
        changes=changes,
        promise=next_word(updates, now) if is_open else postmortem_word(incident, updates, now),
        workaround=standing_workaround(updates) if is_open else "",
        eta=standing_eta(updates) if is_open else None,
    )


def maintenance_state(maintenance: Maintenance, now: datetime) -> MaintenanceState | None:
    """A maintenance as it stands at `now`; None before it was announced."""
    updates = said_by(maintenance.updates, now)
    if not updates:
        return None
    start, end = maintenance_span(maintenance, now)
    said = _latest_status(updates, MaintenanceStatus.SCHEDULED)
    is_active = start is not None and start <= now and end is None
    status = said
    if is_active and said is MaintenanceStatus.SCHEDULED:
        status = MaintenanceStatus.IN_PROGRESS
    elif end is not None and not said.is_over:
        status = MaintenanceStatus.COMPLETED
    touched = dict(maintenance.components)
    touched |= dict(change for update in updates for change in update.components)
    if status.is_over:
        touched = dict.fromkeys(touched, ComponentStatus.OPERATIONAL)
    return MaintenanceState(
        maintenance=maintenance,
        status=status,
        is_active=is_active,
        overdue=is_active and now >= maintenance.end,
        components=tuple(touched.items()),
        changes=maintenance_changes(maintenance, now),
        promise=None if status.is_over else next_word(updates, now),
        workaround="" if status.is_over else standing_workaround(updates),
    )


def _latest_status(updates: tuple[Update[StatusT], ...], otherwise: StatusT) -> StatusT:
    """The latest status that was said; an `Update` leaves it as it is."""
    said = [update.status for update in updates if update.status is not None]
    return said[-1] if said else otherwise
