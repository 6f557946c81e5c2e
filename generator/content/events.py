"""What incidents and maintenance have in common: an id, shared keys, updates in order."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import timedelta
from itertools import islice, pairwise
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
from generator.content.frontmatter import Document, body_of
from generator.content.links import may_be_local, targets_in
from generator.content.sections import Section, split_sections
from generator.content.source import Source
from generator.content.times import format_time
from generator.content.updates import Grammar, StatusT, parse_update
from generator.content.words import component_hint
from generator.content.yamlio import Mapping, Scalar, Sequence
from generator.errors import MOST_OF_A_FILE, Location, Problem, error, has_errors
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

TITLE_HINT = "say what customers notice, such as `title: Uploads fail`"

MAX_ID = 100
#: file names hold at most 255 bytes, of which the suffix takes some
MAX_ID_BYTES = 240
#: fields of an update that checks point at
_PLACED = ("next update", "workaround", "edited", "reopened")
#: so many links of an update are told with their places
MAX_PLACES = 200
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
        usable = _usable_id(text)
        hint = f"write: id: {usable}"
        if code == "FILE-08":
            hint = f"rename it to {usable}.md, or add: id: {usable}"
        elsewise = "rename the file" if code == "FILE-08" else "choose another"
        message = f"{what} cannot be an id: {wrong}"
        yield error(code, place, message, hint if usable else elsewise)


def id_fault(text: str) -> str:
    """Why `text` cannot be an event's id; empty where it can."""
    odd = next((character for character in text if not _in_id(character)), "")
    if odd:
        shown = f"'{odd}'" if odd.isprintable() and odd != " " else _name(odd)
        return f"{shown} is not allowed; letters, digits, `.`, `-` and `_` are"
    if text.casefold() in RESERVED_IDS:
        return f"'{text}' is the name of a file of our own"
    if not text or not (text[0].isalnum() or text[0] == "_") or text[-1] == ".":
        return "it must begin with a letter or digit, and not end with a dot"
    if len(text) > MAX_ID or len(text.encode()) > MAX_ID_BYTES:
        return f"it is longer than {MAX_ID} letters ({MAX_ID_BYTES} bytes)"
    return ""


def _usable_id(text: str) -> str:
    """An id that is near to `text`; empty where nothing is left of it."""
    words = "".join(character if _in_id(character) else "-" for character in text[:MAX_ID])
    usable = re.sub("-+", "-", words).strip(".-").encode()[:MAX_ID_BYTES].decode(errors="ignore")
    return "" if id_fault(usable) else usable


def _name(character: str) -> str:
    return unicodedata.name(character, f"U+{ord(character):04X}").lower()


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
        if name == "errors" and isinstance(node, Sequence):
            yield from ((f"{name}.{at}", item.location) for at, item in enumerate(node.items))


def unknown_components(document: Document, known: frozenset[str] | None) -> Iterator[Problem]:
    """CON-01 for a file that has other errors, so that no check of the whole site will see it."""
    named = (
        (key.removeprefix("components."), place)
        for key, place in _places(document.fields)
        if key.startswith("components.")
    )
    wrong = ((name, place) for name, place in named if name and known and name not in known)
    for name, place in islice(wrong, MOST_OF_A_FILE):
        message = f"no component '{name}' in site.yml"
        yield error("CON-01", place, message, component_hint(name, known or ()))


def update_places(
    document: Document, updates: Iterable[Update[StatusT]]
) -> Iterator[tuple[str, Location]]:
    """Where the things stand in updates that checks may have to point at.

    Links as `<line of the heading>:<address>`, fields as `<line of the heading>.<field>`.
    """
    for update in updates:
        heading = update.location.line
        for field in _PLACED:
            if getattr(update, field.replace(" ", "_")):
                place = _find(document.source, heading, field, at_start=True)
                yield f"{heading}.{field}", place
        if not may_be_local(update.text):
            continue
        at = heading
        for target in islice(targets_in(update.text), MAX_PLACES):
            if target.image or target.is_relative:
                place = _find(document.source, at, target.address)
                at = max(at, place.line - 1)
                yield f"{heading}:{target.address}", place


def _find(source: Source, line: int, words: str, *, at_start: bool = False) -> Location:
    """The first place of `words` below a line; that line itself where they are nowhere."""
    for number in range(line + 1, len(source.lines) + 1):
        text = source.lines[number - 1]
        if text.casefold().lstrip().startswith(words) if at_start else words and words in text:
            return source.whole(number) if at_start else source.part(number, words)
    return source.whole(max(1, line))


def body_problems(source: Source, grammar: Grammar[StatusT]) -> Problems:
    """What is wrong with the updates of a file whose front matter cannot be read."""
    body = body_of(source)
    problems: Problems = []
    if isinstance(body, int):
        _parse_sections(source, body, grammar, problems)
    return problems


def parse_updates(
    document: Document, grammar: Grammar[StatusT], problems: Problems
) -> tuple[Update[StatusT], ...]:
    """Every update, the oldest first; at least one."""
    sections, parsed = _parse_sections(document.source, document.body, grammar, problems)
    updates = sorted(parsed, key=lambda update: update.at)
    whole = len(parsed) == len(sections)
    problems.extend(_order_problems(updates, grammar, is_whole=whole))
    return tuple(updates)


def _parse_sections(
    source: Source, body: int, grammar: Grammar[StatusT], problems: Problems
) -> tuple[list[Section], list[Update[StatusT]]]:
    sections, found = split_sections(source, body)
    if not sections and not has_errors(found):
        first = next(iter(grammar.statuses)).value.capitalize()
        message = "no update: nothing would be said to customers"
        hint = f"add one below: ## {first} — 2026-11-20 12:15 UTC"
        found.append(error("UPD-01", source.at(body - 1, width=3), message, hint))
    problems.extend(found)
    parsed: list[Update[StatusT]] = []
    for section in sections:
        update = parse_update(source, section, grammar, problems)
        parsed += [update] if update else []
        if len(problems) > MOST_OF_A_FILE:
            break
    return sections, parsed


def _order_problems(
    updates: list[Update[StatusT]], grammar: Grammar[StatusT], *, is_whole: bool
) -> Iterable[Problem]:
    """What is wrong with the updates in order of time; `is_whole`: all of them could be read."""
    if updates and updates[0].status is None and is_whole:
        message = "the first update cannot be `Update`: there is no status yet to leave unchanged"
        first = next(iter(grammar.statuses)).value.capitalize()
        hint = f"write: ## {first} — {format_time(updates[0].at)}"
        yield error("UPD-09", updates[0].location, message, hint)
    for earlier, later in pairwise(updates):
        if earlier.at == later.at:
            message = f"two updates have this time; the other is on line {earlier.location.line}"
            status = later.status.value.replace("_", " ") if later.status else "update"
            at = format_time(later.at + timedelta(seconds=1))
            hint = f"add seconds to one: ## {status.capitalize()} — {at}"
            yield error("UPD-08", later.location, message, hint)
