"""errors.html: "I see this error": the open incidents by the message that customers see."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.answers import Answers, incident_answers
from generator.outputs.pages.frame import Badge, Frame, desk, event_href
from generator.outputs.pages.incident import incident_badge
from generator.render.theme import Theme
from generator.state.records import Cause, State

PATH = "errors.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An open incident that shows messages."""

    title: str
    href: str
    badge: Badge
    answers: Answers


@dataclass(frozen=True, slots=True, kw_only=True)
class ErrorsView:
    frame: Frame
    #: the worst first
    known: tuple[Known, ...]


def errors_page(state: State, theme: Theme) -> Iterator[Artifact]:
    """The look-up of messages; it speaks of now, even where there are none."""
    shared = desk(state)
    known = tuple(
        Known(
            title=each.incident.title,
            href=event_href("", Cause.INCIDENT, each.incident.id),
            badge=incident_badge(each),
            answers=incident_answers(shared, each, ""),
        )
        for each in state.open_incidents
        if each.incident.errors
    )
    about = "Error messages that our open incidents show, and what you can do."
    frame = shared.frame(PATH, "I see an error", about, is_current=bool(known))
    yield page(PATH, "errors.html", ErrorsView(frame=frame, known=known), theme)
