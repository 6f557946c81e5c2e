"""What incidents and maintenance have in common: an id, shared keys, updates in order."""

import unicodedata
from collections.abc import Iterable, Iterator
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Any

from generator.content.fields import (
    Problems,
    as_line,
    as_note,
    as_words,
    as_yes_no,
    optional,
    pairs_of,
)
from generator.content.frontmatter import Document
from generator.content.sections import split_sections
from generator.content.updates import Grammar, StatusT, parse_update
from generator.content.yamlio import Mapping, Scalar, Sequence
from generator.errors import Location, Problem, error
from generator.model.update import Update

#: keys that both kinds of file know
COMMON_KEYS = (
    "title",
    "id",
    "components",
    "reference",
    "override",
    "internal",
    "backfilled",
    "drill",
)

MAX_ID = 100
#: file names hold at most 255 bytes, of which the suffix takes some
MAX_ID_BYTES = 240
#: names of our own files in the folders that hold an event's files
RESERVED_IDS = frozenset({"index", "unresolved"})

Notes = tuple[tuple[str, str | tuple[str, ...]], ...]


def event_id(document: Document, problems: Problems) -> str:
    """`id:` or the file's stem."""
    node = document.fields.get("id")
    if node is not None:
        text = as_words(node, problems)
        if text is not None:
            problems.extend(_id_problems(text, node.location, "KEY-12", "`id:`"))
        return text or ""
    stem = unicodedata.normalize("NFC", PurePosixPath(document.source.file).stem)
    problems.extend(
        _id_problems(stem, Location(document.source.file), "FILE-08", "the file's name")
    )
    return stem


def _id_problems(text: str, place: Location, code: str, what: str) -> Iterable[Problem]:
    wrong = id_fault(text)
    if wrong:
        hint = "letters, digits, `.`, `-` and `_`; rename the file" + (
            ", or give it an `id:`" if code == "FILE-08" else " or drop the key"
        )
        yield error(code, place, f"{what} '{text}' cannot be an id: {wrong}", hint)


def id_fault(text: str) -> str:
    """Why `text` cannot be an event's id; empty where it can."""
    odd = [character for character in text if not _in_id(character)]
    if odd:
        return f"{unicodedata.name(odd[0], 'a character').lower()} is not allowed"
    if text.casefold() in RESERVED_IDS:
        return "the name is taken by a file of our own"
    if not text or text[0] in ".-" or text[-1] == ".":
        return "it must begin with a letter or digit, and not end with a dot"
    if len(text) > MAX_ID or len(text.encode()) > MAX_ID_BYTES:
        return f"it is longer than {MAX_ID} letters ({MAX_ID_BYTES} bytes)"
    return ""


def _in_id(character: str) -> bool:
    return character.isalnum() or character in ".-_" or unicodedata.category(character)[0] == "M"


def shared_values(document: Document, problems: Problems) -> dict[str, Any]:
    """The values of the keys that mean the same in both kinds of file."""
    fields = document.fields
    return {
        "reference": optional(fields, "reference", as_line, problems) or "",
        "overrides": optional(fields, "override", pairs_of(as_line), problems) or (),
        "internal": optional(fields, "internal", pairs_of(as_note), problems) or (),
        "backfilled": optional(fields, "backfilled", as_yes_no, problems) or False,
        "drill": optional(fields, "drill", as_yes_no, problems) or False,
        "location": Location(document.source.file),
        "places": tuple(_places(fields)),
    }


def _places(fields: Mapping) -> Iterator[tuple[str, Location]]:
    for key, node in fields.entries:
        name = key.text.casefold()
        yield name, node.location
        if name == "components" and isinstance(node, Mapping):
            yield from (
                (f"{name}.{part.text.casefold()}", part.location) for part, _ in node.entries
            )
        if name == "components" and isinstance(node, Sequence):
            parts = (item for item in node.items if isinstance(item, Scalar))
            yield from ((f"{name}.{part.text.casefold()}", part.location) for part in parts)


def parse_updates(
    document: Document, grammar: Grammar[StatusT], problems: Problems
) -> tuple[Update[StatusT], ...]:
    """Every update, the oldest first; at least one."""
    sections, found = split_sections(document.source, document.body)
    problems.extend(found)
    parsed = [parse_update(document.source, section, grammar, problems) for section in sections]
    updates = sorted((update for update in parsed if update), key=lambda update: update.at)
    if not sections:
        first = next(iter(grammar.statuses)).value.capitalize()
        message = "no update: nothing would be said to customers"
        hint = f"add one below the front matter: ## {first} — 2026-11-20 12:15 UTC"
        problems.append(
            error("UPD-01", document.source.at(document.body - 1, width=3), message, hint)
        )
    problems.extend(_order_problems(updates))
    return tuple(updates)


def _order_problems(updates: list[Update[StatusT]]) -> Iterable[Problem]:
    if updates and updates[0].status is None:
        message = "the first update cannot be `Update`: there is no status yet to leave unchanged"
        yield error("UPD-09", updates[0].location, message)
    for earlier, later in pairwise(updates):
        if earlier.at == later.at:
            message = f"two updates have this time; the other is on line {earlier.location.line}"
            yield error("UPD-08", later.location, message, "add seconds to one: 12:15:30 UTC")
