"""index.html: the answer."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from generator.model.component import ComponentStatus
from generator.outputs.addresses import component_path
from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.bars import Bars, bars
from generator.outputs.pages.current import CurrentView, PlannedView, currents, planned
from generator.outputs.pages.frame import Badge, Desk, Frame, desk, status_badge
from generator.outputs.pages.groups import shown_groups
from generator.outputs.pages.lists import Row, incident_row
from generator.render.theme import Theme
from generator.render.words import When, as_sentence, counted
from generator.state.figures import Uptime
from generator.state.records import ComponentState, Indicator, State

PATH = "index.html"
#: how far back the home page looks
RECENT = timedelta(days=7)
#: the newest events of that time that it names; the history has all
MOST_RECENT = 10
#: with more components than this, groups that just work are folded
MOST_UNFOLDED = 30


@dataclass(frozen=True, slots=True)
class Answer:
    #: as a customer would put it
    headline: str
    #: what that leaves open
    also: str = ""
    #: it speaks of the worst of what goes on
    is_of_event: bool = False


@dataclass(frozen=True, slots=True)
class ComponentLine:
    name: str
    href: str
    description: str
    status: Badge
    bars: Bars
    #: over the days of the bars; empty while it is in trouble, which no figure shows yet
    uptime: str


@dataclass(frozen=True, slots=True)
class GroupView:
    #: empty for components that stand alone
    name: str
    status: Badge
    #: a page with many components folds the groups that just work
    is_unfolded: bool
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
    as_of: When
    #: what the headline speaks of
    lead: CurrentView | None
    #: what else goes on, incidents first
    others: tuple[CurrentView, ...]
    planned: tuple[PlannedView, ...]
    groups: tuple[GroupView, ...]
    recent: tuple[Row, ...]
    #: the last trouble, on a calm day
    last: Row | None
    #: reports that a broken file kept from this page
    left_out: str
    #: None where nothing has a figure yet
    figures_until: When | None


_QUIET = frozenset({ComponentStatus.OPERATIONAL, ComponentStatus.UNDER_MAINTENANCE})


def index_page(state: State, theme: Theme) -> Iterator[Artifact]:
    """The home page."""
    yield page(PATH, "index.html", _view(desk(state)), theme)


def _view(shared: Desk) -> IndexView:
    state = shared.state
    answer = answer_of(state)
    current = currents(shared)
    first = 1 if answer.is_of_event else 0
    left_out = state.site.left_out
    return IndexView(
        frame=shared.frame(
            PATH,
            answer.headline,
            f"{as_sentence(answer.headline)} {answer.also}".strip(),
            is_current=True,
            indicator=state.indicator,
        ),
        indicator=Badge(state.indicator.description, state.indicator.value),
        headline=as_sentence(answer.headline),
        also=answer.also,
        as_of=shared.brief(state.now),
        lead=current[0] if answer.is_of_event else None,
        others=current[first:],
        planned=tuple(planned(shared)),
        groups=tuple(_groups(state)),
        recent=tuple(_recent(shared))[:MOST_RECENT],
        last=None if current else _last(shared),
        left_out=f"{counted(left_out, 'report')} could not be published" if left_out else "",
        figures_until=shared.moment(state.figures_until)
        if any(each.recent is not None for each in state.uptime)
        else None,
    )


def answer_of(state: State) -> Answer:
    """What the home page says first, in the words of its headline."""
    opened = [each.incident for each in state.open_incidents]
    active = [each.maintenance for each in state.active_maintenances]
    if opened:
        also = _also(state, [each.id for each in opened], "more incident")
        return Answer(opened[0].title, also, is_of_event=True)
    if state.indicator is Indicator.NONE:
        return Answer("Everything is working")
    planned = [each.id for each in active]
    if active and all(set(each.events) & set(planned) for each in _broken(state)):
        also = _also(state, planned, "more maintenance window")
        return Answer(f"Planned work: {active[0].title}", also, is_of_event=True)
    return Answer(state.indicator.description)


def _also(state: State, events: Sequence[str], word: str) -> str:
    """How many more events there are; for a single one, that the rest works, where it does."""
    if len(events) > 1:
        return f"And {counted(len(events) - 1, word)}."
    broken = _broken(state)
    something_works = len(broken) < sum(not each.is_retired for each in state.components)
    is_all = bool(broken) and all(events[0] in each.events for each in broken)
    if not (is_all and something_works):
        return ""
    return "Everything else works." if len(broken) == 1 else "All other components work."


def _broken(state: State) -> list[ComponentState]:
    """The components on the page that do not just work."""
    return [
        each
        for each in state.components
        if each.status is not ComponentStatus.OPERATIONAL and not each.is_retired
    ]


def _groups(state: State) -> Iterator[GroupView]:
    uptime = {each.component: each for each in state.uptime}
    groups = list(shown_groups(state))
    is_large = sum(len(group.components) for group in groups) > MOST_UNFOLDED
    for group in groups:
        lines = tuple(_line(each, uptime[each.component.id]) for each in group.components)
        is_unfolded = not is_large or group.status is not ComponentStatus.OPERATIONAL
        yield GroupView(group.name, status_badge(group.status), is_unfolded, lines)


def _line(each: ComponentState, uptime: Uptime) -> ComponentLine:
    component = each.component
    drawing = bars(uptime)
    return ComponentLine(
        name=component.name,
        href=component_path(component.id),
        description=component.description,
        status=status_badge(each.status),
        bars=drawing,
        uptime=drawing.uptime if each.status in _QUIET else "",
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
