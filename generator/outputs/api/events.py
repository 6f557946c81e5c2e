"""Incidents and maintenances as Statuspage's objects."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from enum import StrEnum

from generator.model.incident import Incident, IncidentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.update import StatusT, Update
from generator.outputs.addresses import event_path
from generator.outputs.api.bodies import body
from generator.outputs.api.book import Book
from generator.outputs.api.text import Json
from generator.state.records import Change, EventState, IncidentState, MaintenanceState
from generator.state.timeline import maintenance_span


def incident_object(book: Book, each: IncidentState, components: list[Json]) -> Json:
    """An incident with `components` as they are to be shown."""
    incident = each.incident
    said = incident.updates[: len(each.changes)]
    monitoring = [u.at for u in said if u.status is IncidentStatus.MONITORING]
    return {
        "id": book.ids[incident.id],
        "name": incident.title,
        "status": incident_word(each),
        "created_at": book.moment(said[0].at),
        "updated_at": book.moment(updated(each, book.state.now)),
        "monitoring_at": book.moment(monitoring[-1]) if monitoring else None,
        "resolved_at": book.moment_or_none(each.ended),
        "impact": each.impact.value,
        "shortlink": book.address(event_path(each)),
        "started_at": book.moment(each.started),
        "page_id": book.ids[""],
        "incident_updates": _updates(book, incident, said, each.changes),
        "components": components,
        "reminder_intervals": None,
    }


def maintenance_object(book: Book, each: MaintenanceState) -> Json:
    """A maintenance; it "started" when it was announced, as with Statuspage."""
    planned = each.maintenance
    said = planned.updates[: len(each.changes)]
    end = maintenance_span(planned, book.state.now)[1]
    return {
        "id": book.ids[planned.id],
        "name": planned.title,
        "status": maintenance_word(each),
        "created_at": book.moment(said[0].at),
        "updated_at": book.moment(updated(each, book.state.now)),
        "monitoring_at": None,
        "resolved_at": book.moment_or_none(end),
        "impact": "maintenance",
        "shortlink": book.address(event_path(each)),
        "started_at": book.moment(said[0].at),
        "page_id": book.ids[""],
        "incident_updates": _updates(book, planned, said, each.changes),
        "components": current(book, each),
        "scheduled_for": book.moment(planned.start),
        "scheduled_until": book.moment(planned.end),
    }


def incident_word(each: IncidentState) -> str:
    """Where an incident stands; one of which only the end is unknown is over as well."""
    return each.status.value if each.is_open or not each.status.is_open else _RESOLVED


def maintenance_word(each: MaintenanceState) -> str:
    """Where a maintenance stands, in Statuspage's words."""
    return _known(each.status)


def current(book: Book, each: EventState) -> list[Json]:
    """The components of an event as they are now."""
    return [book.rows[name].values for name, _ in each.components if name in book.rows]


def recorded(book: Book, each: IncidentState) -> list[Json]:
    """The components of an incident by its own word, which later events do not change."""
    last: dict[str, datetime] = {}
    for update, changes in zip(each.incident.updates, each.changes, strict=False):
        last.update((change.component, update.at) for change in changes)
    return [
        {
            **book.rows[name].values,
            "status": status.value,
            "updated_at": book.moment(last.get(name, book.rows[name].created)),
        }
        for name, status in each.components
        if name in book.rows
    ]


def updated(each: EventState, now: datetime) -> datetime:
    """When what it tells last changed: by an update, by a correction, by its window."""
    event = each.incident if isinstance(each, IncidentState) else each.maintenance
    said = event.updates[: len(each.changes)]
    moments = [max(update.at, update.edited or update.at) for update in said]
    if isinstance(each, MaintenanceState):
        start, end = maintenance_span(each.maintenance, now)
        moments += [moment for moment in (start, end) if moment and moment <= now]
    return max(moments)


def _updates(
    book: Book,
    event: Incident | Maintenance,
    said: Sequence[Update[StatusT]],
    changes: Sequence[Sequence[Change]],
) -> list[Json]:
    """What was said, newest first. An `Update` carries the status that stood."""
    found: list[Json] = []
    is_incident = isinstance(event, Incident)
    standing: StrEnum = IncidentStatus.INVESTIGATING if is_incident else MaintenanceStatus.SCHEDULED
    for update, changed in zip(said, changes, strict=True):
        standing = update.status or standing
        at = book.moment(update.at)
        found.append(
            {
                "id": book.update_id(event.id, update.at),
                "status": _known(standing),
                "body": body(book, event, update),
                "incident_id": book.ids[event.id],
                "created_at": at,
                "updated_at": book.moment(update.edited) if update.edited else at,
                "display_at": at,
                "affected_components": list(_affected(book, changed)),
                "deliver_notifications": update.notify and not (event.backfilled or event.drill),
                "custom_tweet": None,
                "tweet_id": None,
            }
        )
    found.reverse()
    return found


def _affected(book: Book, changes: Sequence[Change]) -> Iterator[Json]:
    for change in changes:
        if change.component in book.rows:
            yield {
                "code": book.rows[change.component].values["id"],
                "name": book.names[change.component],
                "old_status": change.old.value,
                "new_status": change.new.value,
            }


def _known(status: StrEnum) -> str:
    """Statuspage has no word for what is cancelled: it is over."""
    word = MaintenanceStatus.COMPLETED if status is MaintenanceStatus.CANCELLED else status
    return word.value


_RESOLVED = IncidentStatus.RESOLVED.value
