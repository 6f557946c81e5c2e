"""What the pages of incidents and of maintenance have in common: one event, all that was said."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from generator.model.component import ComponentStatus
from generator.model.incident import End, Incident
from generator.model.maintenance import Maintenance
from generator.model.update import StatusT, Update
from generator.outputs.pages.frame import (
    Badge,
    Desk,
    Frame,
    Link,
    component_path,
    event_href,
    status_badge,
)
from generator.render.body import Body
from generator.render.words import When, iso
from generator.state.records import Cause, Change, EventState, IncidentState, Promise

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
class PromiseView:
    due: When
    overdue: bool


@dataclass(frozen=True, slots=True)
class Fact:
    name: str
    value: str | When | Link


@dataclass(frozen=True, slots=True)
class ComponentView:
    name: str
    href: str
    status: Badge


@dataclass(frozen=True, slots=True, kw_only=True)
class EventView:
    frame: Frame
    title: str
    #: what kind of event, in a word
    kind: str
    status: Badge
    is_open: bool
    facts: tuple[Fact, ...]
    #: what the list of components says: what is, or what is to come
    components_title: str
    components: tuple[ComponentView, ...]
    #: of the next word; None: none is promised
    promise: PromiseView | None
    #: of the postmortem
    postmortem_promise: PromiseView | None
    workaround: Body | None
    eta: When | None
    errors: tuple[str, ...]
    #: sentences about this page that a reader must know
    notices: tuple[str, ...]
    #: newest first
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


def promise_view(shared: Desk, promise: Promise | None) -> PromiseView | None:
    """A promise in the site's zone."""
    return PromiseView(shared.moment(promise.due), promise.overdue) if promise else None


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


def components(
    shared: Desk, touched: Sequence[tuple[str, ComponentStatus]]
) -> tuple[ComponentView, ...]:
    """The components that an event touches; one that site.yml lacks is left out."""
    return tuple(
        ComponentView(
            shared.names[component], ROOT + component_path(component), status_badge(status)
        )
        for component, status in touched
        if component in shared.names
    )


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


def neighbours(events: Sequence[EventState], at: int) -> tuple[str, str]:
    """The ids of the next older and the next newer event; empty at the ends."""
    older = event_id(events[at + 1]) if at + 1 < len(events) else ""
    return older, event_id(events[at - 1]) if at else ""


def event_id(each: EventState) -> str:
    """The id of an event of either kind."""
    return each.incident.id if isinstance(each, IncidentState) else each.maintenance.id


def neighbour(text: str, cause: Cause, event_id: str) -> Link | None:
    """A link to the next event in a direction, where there is one."""
    return Link(text, event_href(ROOT, cause, event_id)) if event_id else None
