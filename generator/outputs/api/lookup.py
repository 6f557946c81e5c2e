"""errors.json: the messages that open incidents show, for a product's own pages and help desks."""

from generator.outputs.api.bodies import readdressed
from generator.outputs.api.book import Book
from generator.outputs.api.schemas import ERRORS_SCHEMA
from generator.outputs.api.status import open_incident
from generator.outputs.api.text import Json, as_json, text_file
from generator.outputs.artifact import Artifact
from generator.state.records import IncidentState

PATH = "errors.json"


def errors_file(book: Book) -> Artifact:
    """The file: one entry for each message, those of the worst incident first."""
    values: Json = {
        "$schema": book.address(ERRORS_SCHEMA),
        "page": {"name": book.state.site.settings.title, "url": book.state.site.settings.url},
        "errors": [
            {
                "message": message,
                "workaround": _workaround(book, each),
                "incident": open_incident(book, each),
            }
            for each in book.state.open_incidents
            for message in each.incident.errors
        ],
    }
    return text_file(PATH, as_json(values))


def _workaround(book: Book, each: IncidentState) -> str | None:
    """What a customer can do, as the author typed it; its links are absolute."""
    return readdressed(book, each.incident, each.workaround) if each.workaround else None
