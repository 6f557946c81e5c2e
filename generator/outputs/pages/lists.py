"""Events in lists: on the home page, in the history, under a component."""

from dataclasses import dataclass
from datetime import datetime

from generator.outputs.pages.event import event_id
from generator.outputs.pages.frame import Badge, Desk, event_href
from generator.outputs.pages.incident import impact_badge, incident_badge
from generator.render.words import When, duration, listed
from generator.state.records import Cause, EventState, IncidentState, MaintenanceState, State


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    href: str
    #: how bad it is while open and after; of maintenance, where it stands
    badge: Badge
    began: When
    #: how it went, how long it took, what it touched
    facts: tuple[str, ...]


def newest_first(state: State) -> list[EventState]:
    """Incidents and maintenance together."""
    both: list[EventState] = [*state.incidents, *state.maintenances]
    return sorted(both, key=_beginning_and_id, reverse=True)


def began(each: EventState) -> datetime:
    """When an event began, or is planned to."""
    return each.started if isinstance(each, IncidentState) else each.maintenance.start


def event_row(shared: Desk, each: EventState, root: str) -> Row:
    """An event in one line, on a page whose way home is `root`."""
    if isinstance(each, IncidentState):
        return incident_row(shared, each, root)
    return maintenance_row(shared, each, root)


def incident_row(shared: Desk, each: IncidentState, root: str) -> Row:
    """An incident in one line."""
    facts = (_course(each), _names(shared, each))
    return Row(
        title=each.incident.title,
        href=event_href(root, Cause.INCIDENT, each.incident.id),
        badge=impact_badge(each.impact),
        began=shared.moment(each.started),
        facts=tuple(filter(None, facts)),
    )


def maintenance_row(shared: Desk, each: MaintenanceState, root: str) -> Row:
    """A maintenance in one line."""
    maintenance = each.maintenance
    facts = (f"planned for {duration(maintenance.end - maintenance.start)}", _names(shared, each))
    return Row(
        title=maintenance.title,
        href=event_href(root, Cause.MAINTENANCE, maintenance.id),
        badge=Badge(f"Maintenance: {each.status.label.lower()}", "maintenance"),
        began=shared.moment(maintenance.start),
        facts=tuple(filter(None, facts)),
    )


def _course(each: IncidentState) -> str:
    """Where an incident stands, or how long it took."""
    if each.ended:
        return f"resolved after {duration(each.ended - each.started)}"
    return incident_badge(each).text.lower()


def _beginning_and_id(each: EventState) -> tuple[datetime, str]:
    return began(each), event_id(each)


def _names(shared: Desk, each: EventState) -> str:
    names = [
        shared.names[component] for component, _ in each.components if component in shared.names
    ]
    if len(names) > MOST_NAMES:
        names = [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} more"]
    return listed(names)


#: so many components are named in a line, and the rest counted
MOST_NAMES = 6
