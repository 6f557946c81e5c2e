"""api/v2/*.json: Statuspage's public API as files.

Their times come from content, never from the clock, so that they change only when what they tell
does. `updated_at` of a page is that of the newest thing in the file.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial

from generator.model.incident import Incident, IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.outputs.api.bodies import body, link_targets
from generator.outputs.api.book import Book, events
from generator.outputs.api.components import Row
from generator.outputs.api.events import (
    current,
    incident_object,
    maintenance_object,
    recorded,
    updated,
)
from generator.outputs.api.text import Json, as_json, text_file
from generator.outputs.artifact import Artifact
from generator.state.records import IncidentState, MaintenanceState

ROOT = "api/v2"
#: Statuspage's bound on its lists; what is open is in them in any case
MOST_EVENTS = 50

_ACTIVE = frozenset({MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING})


def statuspage_lists(book: Book) -> Iterator[Artifact]:
    """The files that tell of the site as a whole."""
    state = book.state
    page = _page(book, _site_updated(book))
    newest = [_incident(book, each) for each in _newest_incidents(book)]
    opened = [_incident(book, each) for each in state.incidents if each.is_open]
    scheduled = [maintenance_object(book, each) for each in state.planned_maintenances]
    active = [maintenance_object(book, m) for m in state.maintenances if m.status in _ACTIVE]
    windows = [maintenance_object(book, each) for each in _newest_maintenances(book)]
    status = {
        "indicator": state.indicator.value,
        "description": state.indicator.description.title(),
    }
    files: Mapping[str, Json] = {
        "status": {"status": status},
        "components": {"components": book.listed},
        "incidents": {"incidents": newest},
        "incidents/unresolved": {"incidents": opened},
        "scheduled-maintenances": {"scheduled_maintenances": windows},
        "scheduled-maintenances/upcoming": {"scheduled_maintenances": scheduled},
        "scheduled-maintenances/active": {"scheduled_maintenances": active},
        "summary": {
            "components": book.listed,
            "incidents": opened,
            "scheduled_maintenances": [*active, *scheduled],
            "status": status,
        },
    }
    for name, values in files.items():
        yield text_file(f"{ROOT}/{name}.json", as_json({"page": page, **values}))


def statuspage_incidents(book: Book) -> Iterator[Artifact]:
    """A file for each incident, which stands still from the day it is closed.

    There are thousands, and nearly all are as they were: their views cost less than their text.
    """
    fixed = {name: _fixed(row) for name, row in book.rows.items()}
    for each in book.state.incidents:
        path = f"{ROOT}/incidents/{book.ids[each.incident.id]}.json"
        yield Artifact(path, _view(book, each, fixed), partial(_single_incident, book, each))


def _view(book: Book, each: IncidentState, fixed: Mapping[str, str]) -> object:
    """All that the file of an incident is made of."""
    settings, incident = book.state.site.settings, each.incident
    touched = [name for name, _ in each.components if name in book.rows]
    return (
        (settings.identity, settings.title, settings.url, settings.timezone),
        each,
        tuple((book.names[name], fixed[name]) for name in touched),
        tuple((book.rows[name].values["status"], book.rows[name].changed) for name in touched)
        if each.is_open
        else None,
        tuple(
            link_targets(book, incident, f"{update.text}\n\n{update.workaround}")
            for update in incident.updates
        ),
    )


def _fixed(row: Row) -> str:
    """A component's object without what an incident may change of it."""
    return repr({**row.values, "status": None, "updated_at": row.created})


def _single_incident(book: Book, each: IncidentState) -> bytes:
    components = current(book, each) if each.is_open else recorded(book, each)
    values = {
        "page": _page(book, updated(each, book.state.now)),
        "incident": {**incident_object(book, each, components), **_more(book, each)},
    }
    return as_json(values).encode()


def _page(book: Book, at: datetime) -> Json:
    settings = book.state.site.settings
    return {
        "id": book.ids[""],
        "name": settings.title,
        "url": settings.url,
        "time_zone": "Etc/UTC" if settings.timezone == "UTC" else settings.timezone,
        "updated_at": book.moment(at),
    }


def _site_updated(book: Book) -> datetime:
    state = book.state
    return max((updated(each, state.now) for each in events(state)), default=book.epoch)


def _incident(book: Book, each: IncidentState) -> Json:
    return incident_object(book, each, current(book, each))


def _newest_incidents(book: Book) -> list[IncidentState]:
    """What is open and the newest of the rest, newest first."""
    incidents = book.state.incidents
    room = max(0, MOST_EVENTS - sum(each.is_open for each in incidents))
    closed = [each.incident.id for each in incidents if not each.is_open][:room]
    kept = frozenset(closed)
    return [each for each in incidents if each.is_open or each.incident.id in kept]


def _newest_maintenances(book: Book) -> list[MaintenanceState]:
    """What is not over and the newest of the rest, newest first."""
    planned = book.state.maintenances
    room = max(0, MOST_EVENTS - sum(not each.status.is_over for each in planned))
    over = [each.maintenance.id for each in planned if each.status.is_over][:room]
    kept = frozenset(over)
    return [each for each in planned if not each.status.is_over or each.maintenance.id in kept]


def _more(book: Book, each: IncidentState) -> Json:
    """What Statuspage tells of one incident alone, in its page and in its webhooks."""
    incident = each.incident
    written = [
        update
        for update in incident.updates[: len(each.changes)]
        if update.status is IncidentStatus.POSTMORTEM
    ]
    last = written[-1] if written else None
    return {
        "backfilled": incident.backfilled,
        "impact_override": None,
        "postmortem_body": body(book, incident, last) if last else None,
        "postmortem_body_last_updated_at": book.moment(last.edited or last.at) if last else None,
        "postmortem_ignored": False,
        "postmortem_published_at": book.moment(last.at) if last else None,
        "postmortem_notified_subscribers": bool(last and last.notify and _tells(incident)),
        "postmortem_notified_twitter": False,
    }


def _tells(incident: Incident) -> bool:
    return not (incident.backfilled or incident.drill)
