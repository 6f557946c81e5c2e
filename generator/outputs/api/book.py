"""A State with what every file of the API looks up in it: ids, addresses, components, times."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import partial
from urllib.parse import quote

from generator.outputs.addresses import published_files
from generator.outputs.api.components import Maker, Row, component_rows, listed_rows
from generator.outputs.api.ids import short_id, short_ids
from generator.outputs.api.text import Json
from generator.render.words import iso, zone
from generator.state.records import EventState, IncidentState, State
from generator.state.uptime import midnight


@dataclass(frozen=True, slots=True)
class Book:
    state: State
    #: an event's id, `component:<id>`, `group:<id>`, or nothing for the page -> its API id
    ids: Mapping[str, str]
    #: component -> its object now, retired ones too
    rows: Mapping[str, Row]
    #: the objects of components.json
    listed: tuple[Json, ...]
    #: component -> `Group - Component`, or its name alone where it is in no group
    names: Mapping[str, str]
    #: content file -> published path
    published: Mapping[str, str]
    #: the date of the site's identity: the time of what has none of its own
    epoch: datetime

    def update_id(self, event: str, at: datetime) -> str:
        """The id of an update: of its event and its time, like its id in the feeds."""
        return short_id(self.state.site.settings.identity, f"{event}/{iso(at)}")

    def moment(self, at: datetime) -> str:
        """ISO 8601 with milliseconds in the page's zone, with `Z` where that is at UTC."""
        return _moment(self.state.site.settings.timezone, at)

    def moment_or_none(self, at: datetime | None) -> str | None:
        """The same, or null."""
        return self.moment(at) if at else None

    def address(self, path: str) -> str:
        """The canonical address of a file of the site."""
        return f"{self.state.site.settings.url}/{quote(path)}"


def open_book(state: State) -> Book:
    """The Book of a State."""
    settings = state.site.settings
    ids = short_ids(settings.identity, _names(state))
    epoch = _epoch(settings.identity)
    oldest = min((_beginning(each) for each in events(state)), default=epoch)
    make = Maker(state, ids, midnight(oldest.date()), partial(_moment, settings.timezone))
    rows = component_rows(make)
    return Book(
        state=state,
        ids=ids,
        rows=rows,
        listed=tuple(listed_rows(make, rows)),
        names={
            each.component.id: f"{group.name} - {each.component.name}"
            if group.name
            else each.component.name
            for group in state.groups
            for each in group.components
        },
        published=published_files(state),
        epoch=epoch,
    )


def events(state: State) -> Iterator[EventState]:
    """Every event of either kind."""
    yield from state.incidents
    yield from state.maintenances


def _names(state: State) -> Iterator[str]:
    yield ""
    yield from (f"component:{each.component.id}" for each in state.components)
    yield from (f"group:{group.id}" for group in state.groups if group.name)
    yield from (each.incident.id for each in state.incidents)
    yield from (each.maintenance.id for each in state.maintenances)


def _beginning(each: EventState) -> datetime:
    if isinstance(each, IncidentState):
        return min(each.started, each.incident.updates[0].at)
    return each.maintenance.updates[0].at


def _moment(timezone: str, at: datetime) -> str:
    text = at.astimezone(zone(timezone)).isoformat(timespec="milliseconds")
    return f"{text[:-6]}Z" if text.endswith("+00:00") else text


def _epoch(identity: str) -> datetime:
    """The first moment of the date in `host,2026`, `host,2026-11` or `host,2026-11-20`."""
    parts = [*identity.rpartition(",")[2].split("-"), "1", "1"]
    try:
        year, month, day = (int(part) for part in parts[:3])
        return midnight(date(year, month, day))
    except ValueError:  # its form was checked, but not whether there is such a day
        return datetime(2000, 1, 1, tzinfo=UTC)
