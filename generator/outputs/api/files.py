"""All files of the API, from one State."""

from collections.abc import Iterator

from generator.outputs.api.book import open_book
from generator.outputs.api.ledger import ledger_files
from generator.outputs.api.lookup import errors_file
from generator.outputs.api.schemas import schema_files
from generator.outputs.api.status import status_file
from generator.outputs.api.statuspage import statuspage_incidents, statuspage_lists
from generator.outputs.artifact import Artifact
from generator.render.theme import Theme
from generator.state.records import State


def api_files(state: State, _theme: Theme) -> Iterator[Artifact]:
    """The JSON of the site; status.json, which points at all else, last."""
    book = open_book(state)
    yield from schema_files(state.site.settings.url)
    yield from statuspage_incidents(book)
    yield from ledger_files(book)
    lists = tuple(statuspage_lists(book))
    yield from lists
    yield errors_file(book)
    yield status_file(book, lists)
