"""history.html and history/<YYYY-MM>.html: the archive, in pages that stay small."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.model.maintenance import MaintenanceStatus
from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.frame import Desk, Frame, Link, desk
from generator.outputs.pages.lists import Row, began, event_row, newest_first
from generator.render.theme import Theme
from generator.render.words import counted, month_name
from generator.state.records import EventState, State

PATH = "history.html"
#: the newest events on history.html itself
MOST_RECENT = 20
#: a month with more events than this goes on in `<YYYY-MM>-2.html`
PAGE_SIZE = 200

YearMonth = tuple[int, int]


@dataclass(frozen=True, slots=True)
class MonthLink:
    name: str
    href: str
    count: str


@dataclass(frozen=True, slots=True)
class Year:
    name: str
    months: tuple[MonthLink, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryView:
    frame: Frame
    count: str
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
    """The overview, and the pages of every month in which something began (UTC)."""
    shared = desk(state)
    months = _by_month(state)
    yield page(PATH, "history.html", _overview(shared, months), theme)
    for number, month in enumerate(months):
        older = _link("Older", months, number + 1)
        newer = _link("Newer", months, number - 1) if number else None
        yield from _month_pages(shared, theme, month, months[month], older, newer)


def month_path(month: YearMonth, part: int = 1) -> str:
    """Where a part of a month is, from the top; parts count from 1."""
    return f"history/{_stem(month, part)}.html"


def _by_month(state: State) -> dict[YearMonth, list[EventState]]:
    """Every event by the month in which it began, both newest first; what is planned is none."""
    found: dict[YearMonth, list[EventState]] = defaultdict(list)
    for each in newest_first(state):
        if each.status is not MaintenanceStatus.SCHEDULED:
            found[began(each).year, began(each).month].append(each)
    return dict(found)


def _overview(shared: Desk, months: dict[YearMonth, list[EventState]]) -> HistoryView:
    newest = [each for events in months.values() for each in events][:MOST_RECENT]
    total = sum(len(events) for events in months.values())
    years = tuple(
        Year(str(year), tuple(_month_link(month, months[month]) for month in of_year))
        for year, of_year in groupby(months, key=lambda month: month[0])
    )
    return HistoryView(
        frame=shared.frame(PATH, "History", "Everything that happened, by month."),
        count=counted(total, "event"),
        recent=tuple(event_row(shared, each, "") for each in newest),
        years=years,
    )


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


def _month_link(month: YearMonth, events: Sequence[EventState]) -> MonthLink:
    return MonthLink(month_name(*month), month_path(month), counted(len(events), "event"))
