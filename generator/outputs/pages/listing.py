"""history/incidents.html, history/of/<component>.html and the like: the archive, filtered.

The older pages of a listing are numbered from the oldest, and never say how much there is in all:
what is new changes the newest page, and leaves the others as they are.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from generator.outputs.addresses import component_path
from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.archive import ALL, Archive, Choice, Filter, choices, kinds
from generator.outputs.pages.frame import Desk, Frame, Link
from generator.outputs.pages.lists import Row, began, event_row
from generator.render.theme import Theme
from generator.render.words import counted, short_day
from generator.state.records import Cause, EventState

#: the events on each page of a listing but the newest
PAGE_SIZE = 100

_TITLES = {
    None: "everything that happened",
    Cause.INCIDENT: "incidents",
    Cause.MAINTENANCE: "maintenance",
}
_EVENTS = {None: "event", Cause.INCIDENT: "incident", Cause.MAINTENANCE: "maintenance window"}

Event = TypeVar("Event")


@dataclass(frozen=True, slots=True, kw_only=True)
class ListingView:
    frame: Frame
    name: str
    #: sentences on how much this is, and of what time
    about: str
    #: links to the other kinds of events; empty where there is one kind
    filters: tuple[Choice, ...]
    #: the component that all of it touches, and the same listing of all components
    component: Link | None
    all_components: Link
    rows: tuple[Row, ...]
    older: Link | None
    newer: Link | None


def listing_pages(shared: Desk, theme: Theme, happened: Archive) -> Iterator[Artifact]:
    """The pages of every filter but of the one that lets everything through: history.html."""
    for component in (ALL, *(each.component.id for each in shared.state.components)):
        filters = [Filter(component, kind) for kind in kinds(happened, component)]
        if component != ALL and Filter(component) in happened:
            filters.append(Filter(component))
        for each in filters:
            yield from _pages(shared, theme, happened, each)


def parts(events: Sequence[Event], size: int = PAGE_SIZE) -> tuple[Sequence[Event], ...]:
    """Events, newest first, cut into pages; the page with the newest is the last.

    All but that one hold `size`, counted from the oldest event. It holds from half of that to one
    and a half, so that no page is nearly empty (but for a listing that has no more).
    """
    total = len(events)
    older = max(0, total - size // 2) // size
    ends = [total - number * size for number in range(older + 1)]
    return *(events[end - size : end] for end in ends[:-1]), events[: ends[-1]]


def _pages(shared: Desk, theme: Theme, happened: Archive, on: Filter) -> Iterator[Artifact]:
    """The pages of a listing, the oldest first."""
    cut = parts(happened[on])
    paths = [*(_part_path(on, number) for number in range(1, len(cut))), on.path]
    for at, (path, events) in enumerate(zip(paths, cut, strict=True)):
        is_newest = at == len(cut) - 1
        name = _name(shared, on)
        title = name if is_newest else f"{name}, part {at + 1}"
        about = _newest(shared, happened, on, events) if is_newest else _older(shared, events, at)
        frame = shared.frame(path, title, f"{title}. {about}")
        view = ListingView(
            frame=frame,
            name=name,
            about=about,
            filters=choices(happened, on, frame.root),
            component=_component(shared, on, frame.root),
            all_components=_all_components(on, frame.root),
            rows=tuple(event_row(shared, each, frame.root) for each in events),
            older=_link("Older", on, frame.root, paths[at - 1]) if at else None,
            newer=None if is_newest else _link("Newer", on, frame.root, paths[at + 1]),
        )
        yield page(path, "listing.html", view, theme)


def _part_path(on: Filter, number: int) -> str:
    """Where an older page is: in a folder of its listing, where nothing else can have its name."""
    return f"{on.path.removesuffix('.html')}/{number}.html"


def _name(shared: Desk, on: Filter) -> str:
    title = _TITLES[on.kind]
    return title.capitalize() if on.component == ALL else f"{shared.names[on.component]}: {title}"


def _newest(shared: Desk, happened: Archive, on: Filter, events: Sequence[EventState]) -> str:
    total = len(happened[on])
    said = f"{counted(total, _EVENTS[on.kind])} in all."
    since = _day(shared, events[-1])
    return said if len(events) == total else f"{said} Here the newest {len(events)}, since {since}."


def _older(shared: Desk, events: Sequence[EventState], at: int) -> str:
    span = f"from {_day(shared, events[-1])} to {_day(shared, events[0])}"
    return f"Part {at + 1}, counted from the oldest: {span}."


def _day(shared: Desk, each: EventState) -> str:
    return short_day(began(each), shared.state.site.settings.timezone)


def _component(shared: Desk, on: Filter, root: str) -> Link | None:
    if on.component == ALL:
        return None
    return Link(shared.names[on.component], root + component_path(on.component))


def _all_components(on: Filter, root: str) -> Link:
    """What touched a component is in a listing of all components too, so that one is there."""
    title = _TITLES[on.kind].capitalize()
    return Link(f"{title}, all components", root + Filter(ALL, on.kind).path)


def _link(direction: str, on: Filter, root: str, path: str) -> Link:
    return Link(f"{direction} {_EVENTS[on.kind]}s", root + path)
