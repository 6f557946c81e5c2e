"""What the pages of incidents and of maintenance have in common: one event, all that was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from generator.model.incident import End, Incident
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.update import StatusT, Update
from generator.outputs.pages.answers import Answers
from generator.outputs.pages.frame import Badge, Desk, Frame, Link, event_href, status_badge
from generator.render.body import Body
from generator.render.words import When, iso, span
from generator.state.records import Cause, Change, EventState, IncidentState, MaintenanceState

#: from an event's page to the top
ROOT = "../"
#: so much of the latest word describes the page to search engines and previews
DESCRIPTION = 200


@dataclass(frozen=True, slots=True)
class ChangeView:
    name: str
    old: Badge
    new: Badge


@dataclass(frozen=True, slots=True)
class UpdateView:
    #: of the update for life: its time
    anchor: str
    status: Badge
    at: When
    body: Body
    changes: tuple[ChangeView, ...]
    workaround: Body | None
    #: when this text was corrected
    edited: When | None


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str | When | Link


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """From when to when work is planned."""

    start: When
    end: When
    #: not begun yet, as far as this copy knows
    is_ahead: bool


@dataclass(frozen=True, slots=True)
class Beside:
    """The events before and after one; None at the ends."""

    older: Link | None
    newer: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    frame: Frame
    title: str
    #: what kind of event, in a word
    kind: str
    status: Badge
    #: of planned work
    window: Window | None
    answers: Answers
    facts: tuple[Fact, ...]
    #: sentences about this page that a reader must know
    notices: tuple[str, ...]
    #: what happened and what we change; None: not written
    postmortem: UpdateView | None
    #: newest first, without the postmortem
    updates: tuple[UpdateView, ...]
    older: Link | None
    newer: Link | None


def updates_view(
    shared: Desk,
    event: Incident | Maintenance,
    updates: Sequence[Update[StatusT]],
    changes: Sequence[Sequence[Change]],
    root: str,
) -> tuple[UpdateView, ...]:
    """What was said, newest first. An `Update` carries the status that stood."""
    views: list[UpdateView] = []
    standing: StrEnum | None = None
    for update, changed in zip(updates, changes, strict=False):
        standing = update.status or standing
        label = _label(update.status) if update.status else "Update"
        views.append(
            UpdateView(
                anchor=anchor(update.at),
                status=Badge(label, standing.value if standing else "update"),
                at=shared.moment(update.at),
                body=shared.body(event, update.text, root),
                changes=tuple(_change_view(shared, change) for change in changed),
                workaround=_workaround(shared, event, update, root),
                edited=shared.moment(update.edited) if update.edited else None,
            )
        )
    return tuple(reversed(views))


def anchor(at: datetime) -> str:
    """The fragment of an update: its UTC time, which is its identity."""
    return f"u{iso(at)}".replace(":", "").replace("-", "")


def window(shared: Desk, each: MaintenanceState) -> Window:
    """The window of planned work, in the site's zone."""
    planned = each.maintenance
    start, end = span(planned.start, planned.end, shared.state.site.settings.timezone)
    return Window(start=start, end=end, is_ahead=each.status is MaintenanceStatus.SCHEDULED)


def notices(event: Incident | Maintenance) -> Iterator[str]:
    """Sentences about the page itself that a reader must know."""
    if event.drill:
        yield "This is an exercise. Nothing of it is real."
    if event.outdated:
        yield "The latest change to this report could not be read. This is what stood before."
    if isinstance(event, Incident) and event.ended is End.UNKNOWN:
        yield "It is over, but nobody recorded when. It counts in no uptime figure."
    if event.backfilled:
        yield "This report was written after the fact."


def _change_view(shared: Desk, change: Change) -> ChangeView:
    name = shared.names.get(change.component, change.component)
    return ChangeView(name, status_badge(change.old), status_badge(change.new))


def _workaround(
    shared: Desk, event: Incident | Maintenance, update: Update[StatusT], root: str
) -> Body | None:
    said = update.workaround
    return shared.body(event, said, root) if isinstance(said, str) else None


def _label(status: StrEnum) -> str:
    return status.value.replace("_", " ").capitalize()


def description(status: StrEnum, text: str) -> str:
    """One line for search engines and previews: the state, and how the latest word begins."""
    words = " ".join(text.split())
    return f"{_label(status)}: {words[:DESCRIPTION]}" if words else _label(status)


def neighbours(events: Sequence[EventState], at: int) -> Beside:
    """The next older and the next newer event."""
    older = _neighbour(events[at + 1]) if at + 1 < len(events) else None
    return Beside(older, _neighbour(events[at - 1]) if at else None)


def _neighbour(each: EventState) -> Link:
    if isinstance(each, IncidentState):
        return Link(each.incident.title, event_href(ROOT, Cause.INCIDENT, each.incident.id))
    planned = each.maintenance
    return Link(planned.title, event_href(ROOT, Cause.MAINTENANCE, planned.id))


def event_id(each: EventState) -> str:
    """The id of an event of either kind."""
    return each.incident.id if isinstance(each, IncidentState) else each.maintenance.id
