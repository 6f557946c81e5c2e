"""Events in lists: on the home page, in the history, under a component."""

from dataclasses import dataclass
from datetime import datetime

from generator.model.update import Impact
from generator.outputs.pages.event import event_id
from generator.outputs.pages.frame import Badge, Desk, event_href
from generator.outputs.pages.incident import incident_badge
from generator.render.words import When, duration, listed
from generator.state.records import Cause, EventState, IncidentState, MaintenanceState, State


@dataclass(frozen=True, slots=True)
class Row:
    title: str
    href: str
    #: `Incident` or `Maintenance`
    kind: str
    status: Badge
    #: the impact as a customer reads it; empty for none and for maintenance
    impact: str
    began: When
    #: how long it lasted, or when it is planned until
    length: str
    #: the names of the components it touches
    components: str


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
    lasted = duration(each.ended - each.started) if each.ended else ""
    return Row(
        title=each.incident.title,
        href=event_href(root, Cause.INCIDENT, each.incident.id),
        kind="Incident",
        status=incident_badge(each),
        impact="" if each.impact is Impact.NONE else f"{each.impact.value.capitalize()} impact",
        began=shared.moment(each.started),
        length=lasted,
        components=_names(shared, each),
    )


def maintenance_row(shared: Desk, each: MaintenanceState, root: str) -> Row:
    """A maintenance in one line."""
    maintenance = each.maintenance
    return Row(
        title=maintenance.title,
        href=event_href(root, Cause.MAINTENANCE, maintenance.id),
        kind="Maintenance",
        status=Badge(each.status.label, each.status.value),
        impact="",
        began=shared.moment(maintenance.start),
        length=duration(maintenance.end - maintenance.start),
        components=_names(shared, each),
    )


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
