"""incidents/<id>.html: one incident."""

from collections.abc import Iterator

from generator.model.incident import End, IncidentClass, IncidentStatus
from generator.model.update import Impact
from generator.outputs.addresses import incident_path
from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.answers import incident_answers
from generator.outputs.pages.event import (
    ROOT,
    Beside,
    EventView,
    Fact,
    description,
    neighbours,
    notices,
    updates_view,
)
from generator.outputs.pages.frame import Badge, Desk, desk
from generator.render.theme import Theme
from generator.render.words import duration
from generator.state.records import IncidentState, State


def incident_pages(state: State, theme: Theme) -> Iterator[Artifact]:
    """A page for each incident; newest first, as they lie in the State."""
    shared = desk(state)
    for number, each in enumerate(state.incidents):
        path = incident_path(each.incident.id)
        beside = neighbours(state.incidents, number)
        view = _view(shared, each, path, beside)
        yield page(path, "incident.html", view, theme)


def _view(shared: Desk, each: IncidentState, path: str, beside: Beside) -> EventView:
    incident = each.incident
    latest = incident.updates[len(each.changes) - 1].text
    said = updates_view(shared, incident, incident.updates, each.changes, ROOT)
    postmortem = next((update for update in said if update.status.kind == _POSTMORTEM), None)
    return EventView(
        frame=shared.frame(
            path, incident.title, description(each.status, latest), is_current=each.is_open
        ),
        title=incident.title,
        kind="Incident",
        status=incident_badge(each),
        window=None,
        answers=incident_answers(shared, each, ROOT),
        facts=tuple(_facts(shared, each)),
        notices=tuple(notices(incident)),
        postmortem=postmortem,
        updates=tuple(update for update in said if update is not postmortem),
        older=beside.older,
        newer=beside.newer,
    )


def incident_badge(each: IncidentState) -> Badge:
    """Where an incident stands, in a word; while it is open, as bad as its impact looks."""
    if each.incident.ended is End.UNKNOWN and each.status.is_open:
        return Badge("Over, end not known", "resolved")
    if not each.is_open:
        return Badge(IncidentStatus.RESOLVED.label, IncidentStatus.RESOLVED.value)
    return Badge(each.status.label, f"impact-{each.impact}")


def impact_badge(impact: Impact) -> Badge:
    """How bad it is, or was, for customers."""
    words = "No impact" if impact is Impact.NONE else f"{impact.value.capitalize()} impact"
    return Badge(words, f"impact-{impact}")


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
    if incident.kind is not None:
        yield Fact("Concerns", "Security" if incident.kind is IncidentClass.SECURITY else "Data")


_POSTMORTEM = IncidentStatus.POSTMORTEM.value
