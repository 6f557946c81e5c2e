"""What programs read, with one incident more: status.json, and what is there of api/v2."""

from collections.abc import Iterator, Mapping

from generator.deploy.emergency.known import Json, Known, json_of
from generator.outputs.api.book import Book
from generator.outputs.api.events import current, incident_object
from generator.outputs.api.ids import short_id
from generator.outputs.api.status import PATH, status_file
from generator.outputs.api.statuspage import ROOT
from generator.outputs.api.text import as_json, text_file
from generator.state.records import IncidentState

#: those of Statuspage's files that tell of now
_FILES = ("status", "summary", "components", "incidents", "incidents/unresolved")


def status_json(book: Book, known: Known, incident_file: str) -> tuple[str, bytes]:
    """status.json by its path; what is planned stays as it was told."""
    build = text_file("", f"{incident_file}{book.state.now.isoformat()}")
    made = json_of(status_file(book, [build]).render()) or {}
    due = [made["next_update"], *(row.get("next_update") for row in known.planned)]
    made |= {
        "planned_count": known.planned_count,
        "planned": list(known.planned),
        "next_update": min((each for each in due if isinstance(each, str)), default=None),
        "emergency": True,
    }
    return PATH, as_json(made).encode()


def statuspage_files(
    book: Book, each: IncidentState, there: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """Those files of api/v2 that are there, by path."""
    for name in _FILES:
        path = f"{ROOT}/{name}.json"
        told = json_of(there.get(path))
        if told is not None:
            yield path, as_json({**told, **_changes(book, each, told)}).encode()


def _changes(book: Book, each: IncidentState, told: Json) -> Json:
    """What is another in a file; keys that it does not have are not added."""
    indicator, incidents = book.state.indicator, told.get("incidents")
    changes: Json = {}
    if isinstance(told.get("page"), dict):
        at = book.moment(each.incident.updates[-1].at)
        changes["page"] = {**told["page"], "updated_at": at}
    if "status" in told:
        words = indicator.description.title()
        changes["status"] = {"indicator": indicator.value, "description": words}
    if isinstance(incidents, list):
        own = incident_object(book, each, current(book, each))
        changes["incidents"] = [own, *(row for row in incidents if _id(row) != own["id"])]
    if isinstance(told.get("components"), list):
        changes["components"] = [_component(book, each, row) for row in told["components"]]
    return changes


def _component(book: Book, each: IncidentState, row: object) -> object:
    identity = book.state.site.settings.identity
    for name, status in each.components:
        if isinstance(row, dict) and _id(row) == short_id(identity, f"component:{name}"):
            at = book.moment(each.incident.updates[-1].at)
            return {**row, "status": status.value, "updated_at": at}
    return row


def _id(row: object) -> object:
    return row.get("id") if isinstance(row, dict) else None
