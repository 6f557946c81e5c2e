"""The words of an update for programs: the author's own text, and the facts that pages set apart.

Statuspage gives plain text with line feeds, which clients print as it is. Markdown is just that,
once its links lead somewhere from anywhere.
"""

import re

from generator.content.links import may_be_local, resolve, targets_in
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.update import StatusT, Update
from generator.outputs.api.book import Book
from generator.render.words import when


def body(book: Book, event: Incident | Maintenance, update: Update[StatusT]) -> str:
    """An update as plain text, every link absolute; its promises are in the site's zone."""
    timezone = book.state.site.settings.timezone
    parts = [update.text]
    if isinstance(update.workaround, str):
        parts.append(f"Workaround: {update.workaround}")
    if update.next_update:
        parts.append(f"Next update: {when(update.next_update, timezone).text}")
    return readdressed(book, event, "\n\n".join(filter(None, parts)))


def readdressed(book: Book, event: Incident | Maintenance, text: str) -> str:
    """An author's text as it stands, but with every link absolute."""
    for old, new in link_targets(book, event, text):
        text = _readdressed(text, old, new)
    return text


def link_targets(
    book: Book, event: Incident | Maintenance, text: str
) -> tuple[tuple[str, str], ...]:
    """The relative addresses in a text, as typed, and the absolute one that each means."""
    if not may_be_local(text):
        return ()
    relative = sorted({target.address for target in targets_in(text) if target.is_relative})
    paths = [(old, book.published.get(resolve(old, event.location.file), "")) for old in relative]
    return tuple((old, book.address(path)) for old, path in paths if path)


def _readdressed(text: str, old: str, new: str) -> str:
    """A text whose links to `old` lead to `new`: behind `](` or `]:`, up to where it ends."""
    place = rf"(\]\(\s*<?|\]:[ \t]*<?){re.escape(old)}(?=[\s)>]|\Z)"
    return re.sub(place, lambda found: found[1] + new, text)
