"""What happened, by component and by kind, and where each of these listings is."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.model.maintenance import MaintenanceStatus
from generator.outputs.pages.lists import newest_first
from generator.state.records import Cause, EventState, IncidentState, State

#: of the whole history: events of every component, and of none
ALL = ""
#: an id within history.html, beside the links to every component's listing
COMPONENTS = "by-component"

_FILES = {Cause.INCIDENT: "incidents", Cause.MAINTENANCE: "maintenance"}
_NAMES = {None: "Everything", Cause.INCIDENT: "Incidents", Cause.MAINTENANCE: "Maintenance"}


@dataclass(frozen=True, slots=True)
class Filter:
    """What a listing holds."""

    #: a component's id, or ALL
    component: str = ALL
    #: None: both kinds
    kind: Cause | None = None

    @property
    def path(self) -> str:
        """Where its newest events are, from the top; of the whole history, history.html."""
        folder = "history" if self.component == ALL else f"history/of/{self.component}"
        return f"{folder}/{_FILES[self.kind]}.html" if self.kind else f"{folder}.html"


#: the events of each filter that lets something through, newest first
Archive = Mapping[Filter, Sequence[EventState]]


@dataclass(frozen=True, slots=True)
class Choice:
    """A link of a filter, and whether it is the one that is on."""

    text: str
    href: str
    chosen: bool


def archive(state: State) -> Archive:
    """All that happened. What is merely planned has not; what was called off was announced."""
    known = {each.component.id for each in state.components}
    found: dict[Filter, list[EventState]] = defaultdict(list)
    for each in newest_first(state):
        if each.status is MaintenanceStatus.SCHEDULED:
            continue
        kind = Cause.INCIDENT if isinstance(each, IncidentState) else Cause.MAINTENANCE
        touched = [component for component, _ in each.components if component in known]
        for component in (ALL, *touched):
            found[Filter(component)].append(each)
            found[Filter(component, kind)].append(each)
    return dict(found)


def kinds(happened: Archive, component: str) -> tuple[Cause, ...]:
    """The kinds that have a listing; of a component none where it would repeat the other one."""
    found = tuple(kind for kind in Cause if Filter(component, kind) in happened)
    return found if component == ALL or len(found) > 1 else ()


def choices(happened: Archive, on: Filter, root: str) -> tuple[Choice, ...]:
    """Links to all kinds of the component that a listing is about; empty without a choice.

    To the components one leads from everywhere but history.html, where they are in sight.
    """
    filters = [Filter(on.component, kind) for kind in kinds(happened, on.component)]
    if filters:
        filters.insert(0, Filter(on.component))
    found = [Choice(_NAMES[each.kind], root + each.path, each == on) for each in filters]
    if on.component == ALL and on.kind and any(each.component != ALL for each in happened):
        found.append(Choice("By component", f"{root}{Filter().path}#{COMPONENTS}", chosen=False))
    return tuple(found)
