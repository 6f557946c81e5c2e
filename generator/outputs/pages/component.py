"""components/<id>.html: how one part of the product is, and was."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import quote

from generator.outputs.addresses import calendar_path, component_path
from generator.outputs.artifact import Artifact, page
from generator.outputs.feeds.addresses import Alternate, alternates, component_feed
from generator.outputs.pages.archive import Archive, Filter, archive
from generator.outputs.pages.bars import Bars, bars
from generator.outputs.pages.figures import MonthRow, month_row
from generator.outputs.pages.frame import Badge, Desk, Frame, Link, desk, event_href, status_badge
from generator.outputs.pages.lists import Row, event_row, maintenance_row
from generator.render.theme import Theme
from generator.render.words import When, counted, day_name, duration, exact_percentage
from generator.state.figures import Uptime
from generator.state.records import (
    Cause,
    ComponentState,
    Interval,
    State,
)

#: the newest stretches of trouble that a page lists
MOST_STRETCHES = 50
#: the newest events that a page lists; its listing in the history has all
MOST_EVENTS = 20
ROOT = "../"


@dataclass(frozen=True, slots=True)
class Stretch:
    """A line of the ledger: what took how much from the figures, and why."""

    status: Badge
    began: When
    #: None: still going on
    ended: When | None
    length: str
    #: `in full`, `at 30%`, `as no downtime`
    counts: str
    events: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Events:
    """What happened to a component, and what is to come."""

    #: the next one first
    planned: tuple[Row, ...]
    #: newest first
    happened: tuple[Row, ...]
    #: to all that happened, where this is not all
    listing: Link | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentPage:
    frame: Frame
    name: str
    description: str
    status: Badge
    #: a sentence where it is retired
    retired: str
    #: the monthly promise; empty without one
    sla: str
    bars: Bars
    months: tuple[MonthRow, ...]
    stretches: tuple[Stretch, ...]
    events: Events


def component_pages(state: State, theme: Theme) -> Iterator[Artifact]:
    """A page for each component, retired ones too: addresses are for years."""
    shared = desk(state)
    happened = archive(state)
    ledger: dict[str, list[Interval]] = defaultdict(list)
    for interval in state.ledger:
        ledger[interval.component].append(interval)
    titles = _titles(state)
    for each, uptime in zip(state.components, state.uptime, strict=True):
        path = component_path(each.component.id)
        newest = list(reversed(ledger[each.component.id]))[:MOST_STRETCHES]
        stretches = tuple(_stretch(shared, interval, titles) for interval in newest)
        events = _events(shared, happened, each.component.id)
        yield page(
            path, "component.html", _view(shared, each, uptime, path, stretches, events), theme
        )


def _view(
    shared: Desk,
    each: ComponentState,
    uptime: Uptime,
    path: str,
    stretches: tuple[Stretch, ...],
    events: Events,
) -> ComponentPage:
    component = each.component
    name = shared.names[component.id]
    drawing = bars(uptime)
    retired = (
        f"Retired on {day_name(component.retired)}."
        if component.retired and each.is_retired
        else ""
    )
    frame = shared.frame(path, name, f"{each.status.label}. {drawing.sentence}")
    called = f"{shared.state.site.settings.title} – {name}"
    own_feeds = (
        *alternates(component_feed(component.id), called, ROOT),
        Alternate("text/calendar", called, ROOT + quote(calendar_path(component.id))),
    )
    return ComponentPage(
        frame=replace(frame, feeds=(*own_feeds, *frame.feeds)),
        name=name,
        description=component.description,
        status=status_badge(each.status),
        retired=retired,
        sla=exact_percentage(component.sla) if component.sla else "",
        bars=drawing,
        months=tuple(month_row(month, component.sla) for month in uptime.months),
        stretches=stretches,
        events=events,
    )


def _events(shared: Desk, happened: Archive, component: str) -> Events:
    planned = [
        each
        for each in shared.state.planned_maintenances
        if any(touched == component for touched, _ in each.components)
    ]
    of_it = Filter(component)
    events = happened.get(of_it, ())
    text = f"All {counted(len(events), 'event')} of {shared.names[component]}"
    return Events(
        planned=tuple(maintenance_row(shared, each, ROOT) for each in planned),
        happened=tuple(event_row(shared, each, ROOT) for each in events[:MOST_EVENTS]),
        listing=Link(text, ROOT + of_it.path) if len(events) > MOST_EVENTS else None,
    )


def _titles(state: State) -> dict[tuple[Cause, str], str]:
    titles = {(Cause.INCIDENT, each.incident.id): each.incident.title for each in state.incidents}
    titles |= {
        (Cause.MAINTENANCE, each.maintenance.id): each.maintenance.title
        for each in state.maintenances
    }
    return titles


def _stretch(shared: Desk, interval: Interval, titles: dict[tuple[Cause, str], str]) -> Stretch:
    links = tuple(
        Link(titles[event], event_href(ROOT, *event))
        for event in interval.events
        if event in titles
    )
    weight = interval.weight
    return Stretch(
        status=status_badge(interval.status),
        began=shared.moment(interval.start),
        ended=None if interval.ongoing else shared.moment(interval.end),
        length="" if interval.ongoing else duration(interval.end - interval.start),
        counts=_share(weight),
        events=links,
    )


def _share(weight: Decimal) -> str:
    if weight == 1:
        return "in full"
    return f"at {exact_percentage(100 * weight)}" if weight else "as no downtime"
