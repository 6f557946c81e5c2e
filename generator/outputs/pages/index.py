"""index.html: the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.model.component import ComponentStatus
from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.bars import Bars, bars
from generator.outputs.pages.event import (
    PromiseView,
    UpdateView,
    promise_view,
    updates_view,
)
from generator.outputs.pages.frame import (
    Badge,
    Desk,
    Frame,
    component_path,
    desk,
    status_badge,
)
from generator.outputs.pages.lists import Row, incident_row, maintenance_row
from generator.render.body import Body
from generator.render.theme import Theme
from generator.render.words import When, counted
from generator.state.records import (
    ComponentState,
    GroupState,
    IncidentState,
    Indicator,
    MaintenanceState,
    State,
    Uptime,
)

PATH = "index.html"
#: how far back the home page looks
RECENT = timedelta(days=7)
#: the newest events of that time that it names; the history has all
MOST_RECENT = 10


@dataclass(frozen=True, slots=True)
class OpenView:
    """An event that is going on."""

    row: Row
    latest: UpdateView
    promise: PromiseView | None
    #: open, and no next word was promised
    is_unpromised: bool
    workaround: Body | None
    eta: When | None


@dataclass(frozen=True, slots=True)
class ComponentLine:
    id: str
    name: str
    href: str
    description: str
    status: Badge
    bars: Bars


@dataclass(frozen=True, slots=True)
class GroupView:
    id: str
    name: str
    status: Badge
    components: tuple[ComponentLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexView:
    frame: Frame
    #: the machine's word for the whole page
    indicator: Badge
    #: the answer, in the customer's words
    headline: str
    #: what the headline leaves open
    also: str
    open: tuple[OpenView, ...]
    active: tuple[OpenView, ...]
    planned: tuple[Row, ...]
    groups: tuple[GroupView, ...]
    recent: tuple[Row, ...]
    #: the last trouble, where nothing is recent
    last: Row | None
    #: reports that a broken file kept from this page
    left_out: str
    figures_until: When


def index_page(state: State, theme: Theme) -> Iterator[Artifact]:
    """The home page."""
    yield page(PATH, "index.html", _view(desk(state)), theme)


def _view(shared: Desk) -> IndexView:
    state = shared.state
    headline, also = _headline(state)
    closed = list(_recent(shared))
    uptime = {each.component: each for each in state.uptime}
    left_out = state.site.left_out
    return IndexView(
        frame=shared.frame(
            PATH, state.site.settings.title, f"{headline}. {also}".strip(), generated=True
        ),
        indicator=Badge(state.indicator.description, state.indicator.value),
        headline=headline,
        also=also,
        open=tuple(_open_incident(shared, each) for each in state.open_incidents),
        active=tuple(_active_maintenance(shared, each) for each in state.active_maintenances),
        planned=tuple(maintenance_row(shared, each, "") for each in state.planned_maintenances),
        groups=tuple(_group(group, uptime) for group in _shown(state)),
        recent=tuple(closed[:MOST_RECENT]),
        last=None if closed else _last(shared),
        left_out=f"{counted(left_out, 'report')} could not be published" if left_out else "",
        figures_until=shared.moment(state.figures_until),
    )


def _headline(state: State) -> tuple[str, str]:
    """The answer as a customer would put it, and what it leaves open."""
    opened = [each.incident for each in state.open_incidents]
    active = [each.maintenance for each in state.active_maintenances]
    if opened:
        return opened[0].title, _also(state, [each.id for each in opened], "more incident")
    if state.indicator is Indicator.NONE:
        return "Everything is working", ""
    planned = [each.id for each in active]
    if active and all(set(each.events) & set(planned) for each in _broken(state)):
        return f"Planned work: {active[0].title}", _also(state, planned, "more maintenance window")
    return state.indicator.description, ""


def _also(state: State, events: Sequence[str], word: str) -> str:
    """How many more events there are; for a single one, that the rest works, where it does."""
    if len(events) > 1:
        return f"And {counted(len(events) - 1, word)}."
    broken = _broken(state)
    something_works = len(broken) < sum(not each.is_retired for each in state.components)
    is_all = bool(broken) and all(events[0] in each.events for each in broken)
    return "Everything else works." if is_all and something_works else ""


def _broken(state: State) -> list[ComponentState]:
    """The components on the page that do not just work."""
    return [
        each
        for each in state.components
        if each.status is not ComponentStatus.OPERATIONAL and not each.is_retired
    ]


def _open_incident(shared: Desk, each: IncidentState) -> OpenView:
    incident = each.incident
    return OpenView(
        row=incident_row(shared, each, ""),
        latest=updates_view(shared, incident, incident.updates, each.changes, "")[0],
        promise=promise_view(shared, each.promise),
        is_unpromised=each.promise is None,
        workaround=shared.body(incident, each.workaround, "") if each.workaround else None,
        eta=shared.moment(each.eta) if each.eta else None,
    )


def _active_maintenance(shared: Desk, each: MaintenanceState) -> OpenView:
    maintenance = each.maintenance
    return OpenView(
        row=maintenance_row(shared, each, ""),
        latest=updates_view(shared, maintenance, maintenance.updates, each.changes, "")[0],
        promise=PromiseView(shared.moment(maintenance.end), each.overdue),
        is_unpromised=False,
        workaround=shared.body(maintenance, each.workaround, "") if each.workaround else None,
        eta=None,
    )


def _shown(state: State) -> Iterator[GroupState]:
    """The groups that have a component to show."""
    for group in state.groups:
        if any(not each.is_retired for each in group.components):
            yield group


def _group(group: GroupState, uptime: dict[str, Uptime]) -> GroupView:
    lines = tuple(
        _line(each, uptime[each.component.id]) for each in group.components if not each.is_retired
    )
    return GroupView(group.id, group.name, status_badge(group.status), lines)


def _line(each: ComponentState, uptime: Uptime) -> ComponentLine:
    component = each.component
    return ComponentLine(
        id=component.id,
        name=component.name,
        href=component_path(component.id),
        description=component.description,
        status=status_badge(each.status),
        bars=bars(uptime),
    )


def _recent(shared: Desk) -> Iterator[Row]:
    """What began or ended in the last days and is over, newest first."""
    since = shared.state.figures_until - RECENT
    for each in shared.state.incidents:
        if not each.is_open and (each.ended or each.started) >= since:
            yield incident_row(shared, each, "")


def _last(shared: Desk) -> Row | None:
    closed = [each for each in shared.state.incidents if not each.is_open]
    return incident_row(shared, closed[0], "") if closed else None
