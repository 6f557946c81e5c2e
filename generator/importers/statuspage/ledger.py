"""What the importer remembers between two runs: all that the source ever said, one line each.

From it the next run knows what it wrote itself and what somebody changed since, and how captures
belong together that were never read together. It is no content: without it an import works as
well, only more carefully (it then changes no text that is already there).
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from generator.importers.report import Notes, problem
from generator.importers.statuspage.codec import decode, encode
from generator.importers.statuspage.records import PageMemory, SourceComponent, SourceEvent
from generator.importers.statuspage.typed import parse_json

LEDGER_FOLDER = "content/.imported"
LEDGER_FILE = f"{LEDGER_FOLDER}/statuspage.jsonl"
_UNUSABLE = "the importer's memory cannot be used: it is made anew, and the files' texts stay"
_VERSION = "fogbell statuspage ledger 1"


def load_ledger(project: Path, notes: Notes) -> tuple[PageMemory, ...]:
    """What earlier runs have read; nothing, with a note, where it cannot be read."""
    path = project / LEDGER_FILE
    try:
        text = path.read_text("utf-8")
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError) as wrong:
        notes.append(problem(_UNUSABLE, f"{LEDGER_FILE}: {wrong}"))
        return ()
    try:
        return tuple(_pages(text))
    except ValueError as wrong:
        notes.append(problem(_UNUSABLE, f"{LEDGER_FILE}: {wrong}"))
        return ()


def print_ledger(pages: tuple[PageMemory, ...]) -> str:
    """The ledger: a line for each page, then for each of its components and events."""
    lines = [json.dumps({"format": _VERSION})]
    for page in pages:
        bare = replace(page, components=(), events=())
        lines.append(_line("page", bare))
        lines += [_line("component", component) for component in page.components]
        lines += [_line("event", event) for event in page.events]
    return "".join(f"{line}\n" for line in lines)


def _line(name: str, record: object) -> str:
    return json.dumps({name: encode(record)}, ensure_ascii=False, separators=(",", ":"))


def _pages(text: str) -> Iterator[PageMemory]:
    """The pages of a ledger. Raises ValueError where it is none."""
    head, *lines = text.split("\n")
    if parse_json(head) != {"format": _VERSION}:
        raise ValueError("it is of another version")
    page: PageMemory | None = None
    components: list[SourceComponent] = []
    events: list[SourceEvent] = []
    for line in filter(None, lines):
        name, value = _named(parse_json(line))
        if name == "page":
            if page:
                yield replace(page, components=tuple(components), events=tuple(events))
            page, components, events = decode(PageMemory, value), [], []
        elif name == "component":
            components.append(decode(SourceComponent, value))
        else:
            events.append(decode(SourceEvent, value))
    if page:
        yield replace(page, components=tuple(components), events=tuple(events))


def _named(document: object) -> tuple[str, object]:
    if isinstance(document, dict) and len(document) == 1:
        ((name, value),) = document.items()
        if name in ("page", "component", "event"):
            return name, value
    raise ValueError("a line is neither page, component nor event")
