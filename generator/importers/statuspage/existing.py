"""The imported files that are in content/ already, found by their note on where they are from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.importers.shelf import Existing, existing_events
from generator.importers.statuspage.naming import SOURCE_KEY, SOURCE_WORD
from generator.importers.statuspage.records import PageMemory

_NOTE = re.compile(rf"{SOURCE_WORD} (?P<page>[^\s/]+)/(?P<code>\S+)")
_RAW_NOTE = re.compile(rf"(?m)^\s+{SOURCE_KEY}:\s*[\"']?{_NOTE.pattern}")

#: a page's key and an incident's code
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Shelf:
    """What is in content/."""

    by_key: dict[Key, Existing]
    files: frozenset[str]
    #: the ids of all events, by casefold
    ids: frozenset[str]


def read_shelf(project: Path, pages: Sequence[PageMemory], ids: frozenset[str]) -> Shelf:
    """Every event in content/, those that come from one of `pages` by their key."""
    keys = {name: page.page.key for page in pages for name in page.page.names}
    by_key: dict[Key, Existing] = {}
    files: set[str] = set()
    taken: set[str] = set()
    for existing in existing_events(project, ids):
        files.add(existing.file)
        stem = PurePosixPath(existing.file).stem
        taken.add((existing.event.id if existing.event else stem).casefold())
        found = _note_of(existing)
        if found and found[0] in keys:
            by_key.setdefault((keys[found[0]], found[1]), existing)
    return Shelf(by_key, frozenset(files), frozenset(taken))


def _note_of(existing: Existing) -> Key | None:
    """The page and the code that a file says it is from; a broken file is searched for them."""
    if existing.event is not None:
        note = dict(existing.event.internal).get(SOURCE_KEY)
        found = _NOTE.fullmatch(note) if isinstance(note, str) else None
    else:
        lines = existing.source.lines if existing.source else ()
        found = _RAW_NOTE.search("\n".join(lines))
    return (found["page"], found["code"].strip("\"'")) if found else None
