"""Components and groups as Statuspage's objects."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from generator.model.component import ComponentStatus
from generator.outputs.api.text import Json
from generator.state.records import ComponentState, GroupState, State
from generator.state.uptime import midnight


@dataclass(frozen=True, slots=True)
class Row:
    """One component, or one group, as an object of the API."""

    values: Json
    created: datetime
    #: when its status last changed
    changed: datetime


@dataclass(frozen=True, slots=True)
class Maker:
    """What it takes to make the rows of a State."""

    state: State
    #: `component:<id>`, `group:<id>`, and `` for the page -> API id
    ids: Mapping[str, str]
    #: the time of what has none of its own
    oldest: datetime
    #: how a moment is printed
    moment: Callable[[datetime], str]

    def row(self, name: str, title: str, status: ComponentStatus, times: "Times") -> Row:
        """The object that components and groups have in common, its keys in Statuspage's order."""
        values: Json = {
            "id": self.ids[name],
            "name": title,
            "status": status.value,
            "created_at": self.moment(times.created),
            "updated_at": self.moment(times.changed),
            "position": 0,
            "description": None,
            "showcase": False,
            "start_date": None,
            "group_id": None,
            "page_id": self.ids[""],
            "group": False,
            "only_show_if_degraded": False,
        }
        return Row(values, times.created, times.changed)


@dataclass(frozen=True, slots=True)
class Times:
    created: datetime
    changed: datetime


def component_rows(make: Maker) -> dict[str, Row]:
    """The row of every component by its id, retired ones too; positions count from 1."""
    changed = _changes(make.state)
    rows: dict[str, Row] = {}
    for place, group in _placed(make.state):
        # what is retired stands last, and shifts no position
        for number, each in enumerate(sorted(group.components, key=lambda c: c.is_retired), 1):
            row = _component(make, each, changed)
            row.values["position"] = number if group.name else place
            row.values["group_id"] = make.ids[f"group:{group.id}"] if group.name else None
            rows[each.component.id] = row
    return rows


def listed_rows(make: Maker, rows: Mapping[str, Row]) -> Iterator[Json]:
    """What components.json lists: in the order of the page, each group before its components."""
    for place, group in _placed(make.state):
        shown = [rows[each.component.id] for each in group.components if not each.is_retired]
        if group.name and shown:
            yield _group(make, group, place, shown)
        yield from (row.values for row in shown)


def _placed(state: State) -> Iterator[tuple[int, GroupState]]:
    """The entries of the page, each with its position; those of which nothing shows come last."""
    hidden = [all(each.is_retired for each in group.components) for group in state.groups]
    order = sorted(zip(hidden, state.groups, strict=True), key=lambda pair: pair[0])
    yield from enumerate((group for _, group in order), 1)


def _component(make: Maker, each: ComponentState, changed: Mapping[str, datetime]) -> Row:
    component = each.component
    created = midnight(component.since) if component.since else make.oldest
    times = Times(created, changed.get(component.id, created))
    row = make.row(f"component:{component.id}", component.name, each.status, times)
    row.values["description"] = component.description or None
    row.values["showcase"] = True
    row.values["start_date"] = component.since.isoformat() if component.since else None
    return row


def _group(make: Maker, group: GroupState, place: int, shown: Sequence[Row]) -> Json:
    times = Times(min(row.created for row in shown), max(row.changed for row in shown))
    row = make.row(f"group:{group.id}", group.name, group.status, times)
    row.values.update(position=place, group=True)
    return {**row.values, "components": [each.values["id"] for each in shown]}


def _changes(state: State) -> dict[str, datetime]:
    """When each component's status last changed; a stretch that goes on has only begun."""
    found: dict[str, list[datetime]] = defaultdict(list)
    for each in state.ledger:
        found[each.component].append(each.start if each.ongoing else each.end)
    return {component: max(moments) for component, moments in found.items()}
