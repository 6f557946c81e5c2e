"""history.html and history/<YYYY-MM>.html: the way into the archive, and all of it by month."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.outputs.addresses import component_path
from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.archive import COMPONENTS, Archive, Choice, Filter, archive, choices
from generator.outputs.pages.frame import Desk, Frame, Link, desk
from generator.outputs.pages.groups import shown_groups
from generator.outputs.pages.listing import listing_pages
from generator.outputs.pages.lists import Row, began, event_row
from generator.render.theme import Theme
from generator.render.words import counted, month_name
from generator.state.records import EventState, State

PATH = Filter().path
#: the newest events on history.html itself
MOST_RECENT = 20
#: a month with more events than this goes on in `<YYYY-MM>-2.html`
PAGE_SIZE = 100

YearMonth = tuple[int, int]


@dataclass(frozen=True, slots=True)
class CountedLink:
    name: str
    href: str
    #: how many events are there
    count: str


@dataclass(frozen=True, slots=True)
class Year:
    name: str
    months: tuple[CountedLink, ...]


@dataclass(frozen=True, slots=True)
class Group:
    #: empty for components that stand alone
    name: str
    components: tuple[CountedLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    frame: Frame
    count: str
    #: empty where nothing happened
    filters: tuple[Choice, ...]
    #: the components to which something happened, and the retired ones
    groups: tuple[Group, ...]
    #: the id of the place where they are listed
    groups_id: str
    recent: tuple[Row, ...]
    years: tuple[Year, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthView:
    frame: Frame
    name: str
    count: str
    rows: tuple[Row, ...]
    #: the other pages of this month; empty where there is one
    parts: tuple[Link, ...]
    older: Link | None
    newer: Link | None


def history_pages(state: State, theme: Theme) -> Iterator[Artifact]:
    """Every month in which something began (UTC), every listing, and the way to them."""
    shared = desk(state)
    happened = archive(state)
    months = _by_month(happened)
    for number, month in enumerate(months):
        older = _link("Older", months, number + 1)
        newer = _link("Newer", months, number - 1) if number else None
        yield from _month_pages(shared, theme, month, months[month], older, newer)
    yield from listing_pages(shared, theme, happened)
    yield page(PATH, "history.html", _overview(shared, happened, months), theme)


def month_path(month: YearMonth, part: int = 1) -> str:
    """Where a part of a month is, from the top; parts count from 1."""
    return f"history/{_stem(month, part)}.html"


def _by_month(happened: Archive) -> dict[YearMonth, list[EventState]]:
    """Every event by the month in which it began, both newest first."""
    found: dict[YearMonth, list[EventState]] = defaultdict(list)
    for each in happened.get(Filter(), ()):
        found[began(each).year, began(each).month].append(each)
    return dict(found)


def _overview(
    shared: Desk, happened: Archive, months: dict[YearMonth, list[EventState]]
) -> HistoryView:
    events = happened.get(Filter(), ())
    years = tuple(
        Year(str(year), tuple(_month_link(month, months[month]) for month in of_year))
        for year, of_year in groupby(months, key=lambda month: month[0])
    )
    return HistoryView(
        frame=shared.frame(PATH, "History", "Everything that happened, by month."),
        count=counted(len(events), "event"),
        filters=choices(happened, Filter(), ""),
        groups=tuple(_groups(shared, happened)),
        groups_id=COMPONENTS,
        recent=tuple(event_row(shared, each, "") for each in events[:MOST_RECENT]),
        years=years,
    )


def _groups(shared: Desk, happened: Archive) -> Iterator[Group]:
    """The components with a listing, grouped as on the home page; at last all retired ones.

    Of those the home page has no link, and so they are here even if nothing happened to them.
    """
    listed = {each.component for each in happened}
    for group in shown_groups(shared.state):
        found = tuple(
            _component_link(happened, each.component.id, each.component.name)
            for each in group.components
            if each.component.id in listed
        )
        if found:
            yield Group(group.heading, found)
    retired = tuple(
        _component_link(happened, each.component.id, shared.names[each.component.id])
        for each in shared.state.components
        if each.is_retired
    )
    if retired:
        yield Group("Retired", retired)


def _component_link(happened: Archive, component: str, name: str) -> CountedLink:
    of_it = Filter(component)
    events = happened.get(of_it, ())
    href = of_it.path if events else component_path(component)
    return CountedLink(name, href, counted(len(events), "event"))


def _month_pages(
    shared: Desk,
    theme: Theme,
    month: YearMonth,
    events: Sequence[EventState],
    older: Link | None,
    newer: Link | None,
) -> Iterator[Artifact]:
    starts = range(0, len(events), PAGE_SIZE)
    links = tuple(Link(str(n), f"{_stem(month, n)}.html") for n in range(1, len(starts) + 1))
    for part, start in enumerate(starts, 1):
        path = month_path(month, part)
        name = month_name(*month)
        view = MonthView(
            frame=shared.frame(path, f"History of {name}", f"Everything that happened in {name}."),
            name=name,
            count=counted(len(events), "event"),
            rows=tuple(
                event_row(shared, each, "../") for each in events[start : start + PAGE_SIZE]
            ),
            parts=links if len(links) > 1 else (),
            older=older,
            newer=newer,
        )
        yield page(path, "month.html", view, theme)


def _stem(month: YearMonth, part: int) -> str:
    return f"{month[0]}-{month[1]:02}" + (f"-{part}" if part > 1 else "")


def _link(text: str, months: dict[YearMonth, list[EventState]], at: int) -> Link | None:
    keys = list(months)
    return (
        Link(f"{text}: {month_name(*keys[at])}", f"{_stem(keys[at], 1)}.html")
        if at < len(keys)
        else None
    )


def _month_link(month: YearMonth, events: Sequence[EventState]) -> CountedLink:
    return CountedLink(month_name(*month), month_path(month), counted(len(events), "event"))
