"""status.json: the truth of this moment in under 2 kB, for whoever asks again and again."""

import hashlib
from collections.abc import Iterable

from generator.outputs.addresses import event_path
from generator.outputs.api.book import Book
from generator.outputs.api.events import incident_word, maintenance_word, updated
from generator.outputs.api.schemas import STATUS_SCHEMA
from generator.outputs.api.text import Json, as_json, text_file
from generator.outputs.artifact import Artifact
from generator.render.words import iso
from generator.state.records import EventState, IncidentState, MaintenanceState, Promise

PATH = "status.json"
#: so many events of either kind are named, and all are counted
MOST_NAMED = 10


def status_file(book: Book, lists: Iterable[Artifact]) -> Artifact:
    """The file; `lists` are the ones whose words make its `build`."""
    state = book.state
    opened, planned = state.open_incidents, _planned(book)
    values: Json = {
        "$schema": book.address(STATUS_SCHEMA),
        "page": {"name": state.site.settings.title, "url": state.site.settings.url},
        "indicator": state.indicator.value,
        "description": state.indicator.description,
        "open_count": len(opened),
        "open": [open_incident(book, each) for each in opened[:MOST_NAMED]],
        "planned_count": len(planned),
        "planned": [_window(book, each) for each in planned[:MOST_NAMED]],
        "next_update": _next_update([*opened, *planned]),
        "generated_at": iso(state.now),
        "valid_until": iso(state.valid_until),
        "next_change_at": iso(state.next_change),
        "build": _build(lists),
        "commit": state.commit or None,
    }
    return text_file(PATH, as_json(values))


def _planned(book: Book) -> list[MaintenanceState]:
    """What goes on, then what is to come, the next one first."""
    state = book.state
    return [*state.active_maintenances, *state.planned_maintenances]


def open_incident(book: Book, each: IncidentState) -> Json:
    """An open incident, in short."""
    return {
        "id": each.incident.id,
        "api_id": book.ids[each.incident.id],
        "title": each.incident.title,
        "status": incident_word(each),
        "impact": each.impact.value,
        "url": book.address(event_path(each)),
        "started_at": iso(each.started),
        "updated_at": iso(updated(each, book.state.now)),
        "next_update": _due(each.promise),
        "update_overdue": bool(each.promise and each.promise.overdue),
    }


def _window(book: Book, each: MaintenanceState) -> Json:
    return {
        "id": each.maintenance.id,
        "api_id": book.ids[each.maintenance.id],
        "title": each.maintenance.title,
        "status": maintenance_word(each),
        "url": book.address(event_path(each)),
        "starts_at": iso(each.maintenance.start),
        "ends_at": iso(each.maintenance.end),
        "overdue": each.overdue,
        "next_update": _due(each.promise),
        "update_overdue": bool(each.promise and each.promise.overdue),
    }


def _due(promise: Promise | None) -> str | None:
    return iso(promise.due) if promise else None


def _next_update(events: Iterable[EventState]) -> str | None:
    """When the first of all promised words is due."""
    due = [each.promise.due for each in events if each.promise]
    return iso(min(due)) if due else None


def _build(lists: Iterable[Artifact]) -> str:
    """Another one as soon as what the site says is another; nothing can be read from it."""
    digest = hashlib.sha256()
    for each in lists:
        digest.update(each.render())
    return digest.hexdigest()[:12]
