"""uptime.html: every component by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from generator.outputs.addresses import component_path
from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.frame import Desk, Frame, desk
from generator.outputs.pages.groups import shown_groups
from generator.render.theme import Theme
from generator.render.words import exact_percentage, listed, percentage, short_month
from generator.state.figures import Uptime
from generator.state.records import State

PATH = "uptime.html"
#: columns of the table; a component's own page has every month
MOST_MONTHS = 4


@dataclass(frozen=True, slots=True)
class UptimeRow:
    name: str
    href: str
    #: the monthly promise; empty without one
    sla: str
    #: over ninety days
    recent: str
    #: one for each column
    months: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UptimeGroup:
    name: str
    rows: tuple[UptimeRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UptimeView:
    frame: Frame
    columns: tuple[str, ...]
    groups: tuple[UptimeGroup, ...]
    #: what a minute of each status costs
    weights: str


def uptime_page(state: State, theme: Theme) -> Iterator[Artifact]:
    """The table of uptime."""
    yield page(PATH, "uptime.html", _view(desk(state)), theme)


def _view(shared: Desk) -> UptimeView:
    state = shared.state
    columns = _columns(state)
    figures = {each.component: each for each in state.uptime}
    groups = []
    for group in shown_groups(state):
        rows = tuple(
            _row(each.component.name, each.component.sla, figures[each.component.id], columns)
            for each in group.components
        )
        groups.append(UptimeGroup(group.heading, rows))
    return UptimeView(
        frame=shared.frame(PATH, "Uptime", "Uptime of every component, by month."),
        columns=tuple(short_month(*column) for column in columns),
        groups=tuple(groups),
        weights=_weights(state),
    )


def _columns(state: State) -> list[tuple[int, int]]:
    """The newest months in which any component has a history."""
    months = {(month.year, month.month) for each in state.uptime for month in each.months}
    return sorted(months, reverse=True)[:MOST_MONTHS]


def _row(
    name: str, sla: Decimal | None, uptime: Uptime, columns: list[tuple[int, int]]
) -> UptimeRow:
    by_month = {(month.year, month.month): month.uptime for month in uptime.months}
    return UptimeRow(
        name=name,
        href=component_path(uptime.component),
        sla=exact_percentage(sla) if sla else "",
        recent=percentage(uptime.recent),
        months=tuple(percentage(by_month.get(column)) for column in columns),
    )


def _weights(state: State) -> str:
    """`A minute of major outage counts 1, …`."""
    said = [f"{status.label.lower()} {weight}" for status, weight in state.site.settings.weights]
    return f"A minute of downtime counts by how bad it is: {listed(said)}."
