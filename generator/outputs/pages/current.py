"""What the home page says of events that are going on, and of work that is planned."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.outputs.pages.answers import Answers, incident_answers, maintenance_answers
from generator.outputs.pages.event import UpdateView, Window, updates_view, window
from generator.outputs.pages.frame import Badge, Desk, event_href
from generator.outputs.pages.incident import impact_badge, incident_badge
from generator.outputs.pages.lists import Row, maintenance_row
from generator.render.words import When, counted
from generator.state.records import Cause, IncidentState, MaintenanceState

#: so many planned windows are told in full; of the rest, there is a line
MOST_PLANNED = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class CurrentView:
    """An event that is going on."""

    title: str
    href: str
    badge: Badge
    #: empty for maintenance
    impact: str
    began: When
    latest: UpdateView
    #: when that was
    said: When
    answers: Answers
    #: `All 4 updates`
    more: str


@dataclass(frozen=True, slots=True)
class PlannedView:
    row: Row
    window: Window
    #: None: only a line
    latest: UpdateView | None


def currents(shared: Desk) -> tuple[CurrentView, ...]:
    """Everything that is going on: the worst incident first, maintenance last."""
    state = shared.state
    incidents = [_incident(shared, each) for each in state.open_incidents]
    return (*incidents, *(_maintenance(shared, each) for each in state.active_maintenances))


def planned(shared: Desk) -> Iterator[PlannedView]:
    """The windows to come, the next one first."""
    for number, each in enumerate(shared.state.planned_maintenances):
        row = maintenance_row(shared, each, "")
        latest = _updates(shared, each)[0] if number < MOST_PLANNED else None
        yield PlannedView(row, window(shared, each), latest)


def _incident(shared: Desk, each: IncidentState) -> CurrentView:
    said = _updates(shared, each)
    return CurrentView(
        title=each.incident.title,
        href=event_href("", Cause.INCIDENT, each.incident.id),
        badge=incident_badge(each),
        impact=impact_badge(each.impact).text,
        began=shared.brief(each.started),
        latest=said[0],
        said=shared.brief(each.incident.updates[len(said) - 1].at),
        answers=incident_answers(shared, each, ""),
        more=_more(len(said)),
    )


def _maintenance(shared: Desk, each: MaintenanceState) -> CurrentView:
    said = _updates(shared, each)
    return CurrentView(
        title=each.maintenance.title,
        href=event_href("", Cause.MAINTENANCE, each.maintenance.id),
        badge=Badge("Maintenance in progress", "maintenance"),
        impact="",
        began=shared.brief(each.maintenance.start),
        latest=said[0],
        said=shared.brief(each.maintenance.updates[len(said) - 1].at),
        answers=maintenance_answers(shared, each, ""),
        more=_more(len(said)),
    )


def _updates(shared: Desk, each: IncidentState | MaintenanceState) -> tuple[UpdateView, ...]:
    if isinstance(each, IncidentState):
        return updates_view(shared, each.incident, each.incident.updates, each.changes, "")
    return updates_view(shared, each.maintenance, each.maintenance.updates, each.changes, "")


def _more(updates: int) -> str:
    return f"All {counted(updates, 'update')}" if updates > 1 else "More about it"
