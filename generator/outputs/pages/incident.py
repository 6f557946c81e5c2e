"""incidents/<id>.html: one incident."""

from collections.abc import Iterator

from generator.model.incident import End, IncidentClass
from generator.model.update import Impact
from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.event import (
    ROOT,
    EventView,
    Fact,
    components,
    description,
    neighbour,
    neighbours,
    notices,
    promise_view,
    updates_view,
)
from generator.outputs.pages.frame import Badge, Desk, desk, incident_path
from generator.render.theme import Theme
from generator.render.words import duration
from generator.state.records import Cause, IncidentState, State


def incident_pages(state: State, theme: Theme) -> Iterator[Artifact]:
    """A page for each incident; newest first, as they lie in the State."""
    shared = desk(state)
    for number, each in enumerate(state.incidents):
        path = incident_path(each.incident.id)
        older, newer = neighbours(state.incidents, number)
        view = _view(shared, each, path, older, newer)
        yield page(path, "incident.html", view, theme)


def _view(shared: Desk, each: IncidentState, path: str, older: str, newer: str) -> EventView:
    incident = each.incident
    latest = incident.updates[len(each.changes) - 1].text
    return EventView(
        frame=shared.frame(
            path, incident.title, description(each.status, latest), generated=each.is_open
        ),
        title=incident.title,
        kind="Incident",
        status=incident_badge(each),
        is_open=each.is_open,
        facts=tuple(_facts(shared, each)),
        components_title="Components",
        components=components(shared, each.components),
        promise=promise_view(shared, each.promise) if each.is_open else None,
        postmortem_promise=None if each.is_open else promise_view(shared, each.promise),
        workaround=shared.body(incident, each.workaround, ROOT) if each.workaround else None,
        eta=shared.moment(each.eta) if each.eta else None,
        errors=incident.errors,
        notices=tuple(notices(incident)),
        updates=updates_view(shared, incident, incident.updates, each.changes, ROOT),
        older=neighbour("Older", Cause.INCIDENT, older),
        newer=neighbour("Newer", Cause.INCIDENT, newer),
    )


def incident_badge(each: IncidentState) -> Badge:
    """Where an incident stands, in a word."""
    if each.incident.ended is End.UNKNOWN and each.status.is_open:
        return Badge("Over, end not known", "resolved")
    return Badge(each.status.label, each.status.value)


def _facts(shared: Desk, each: IncidentState) -> Iterator[Fact]:
    incident = each.incident
    if each.impact is not Impact.NONE:
        yield Fact("Impact", each.impact.value.capitalize())
    yield Fact("Began", shared.moment(each.started))
    if incident.detected:
        yield Fact("Noticed", shared.moment(incident.detected))
    if each.ended:
        yield Fact("Ended", shared.moment(each.ended))
        yield Fact("Lasted", duration(each.ended - each.started))
    if incident.reference:
        yield Fact("Reference", incident.reference)
    if incident.kind is not None:
        yield Fact("Concerns", "Security" if incident.kind is IncidentClass.SECURITY else "Data")
