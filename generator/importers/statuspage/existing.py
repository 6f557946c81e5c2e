"""The imported files that are in content/ already, found by their note on where they are from."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from generator.content.incidents import parse_incident
from generator.content.load import INCIDENTS_FOLDER, MAINTENANCE_FOLDER, event_files
from generator.content.maintenance import parse_maintenance
from generator.content.source import MAX_BYTES, Source, parse_source, read_bytes
from generator.errors import Problem, format_problem, has_errors
from generator.importers.statuspage.naming import SOURCE_KEY, SOURCE_WORD
from generator.importers.statuspage.records import PageMemory
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance

_NOTE = re.compile(rf"{SOURCE_WORD} (?P<page>[^\s/]+)/(?P<code>\S+)")
_RAW_NOTE = re.compile(rf"(?m)^\s+{SOURCE_KEY}:\s*[\"']?{_NOTE.pattern}")

Event = Incident | Maintenance


@dataclass(frozen=True, slots=True)
class Existing:
    #: relative to the project
    file: str
    #: None where the file cannot be read
    source: Source | None
    #: None where the file is broken
    event: Event | None
    #: what is wrong with it
    fault: str = ""
    line_end: str = "\n"


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
    for existing in _all(project, ids):
        files.add(existing.file)
        stem = PurePosixPath(existing.file).stem
        taken.add((existing.event.id if existing.event else stem).casefold())
        found = _note_of(existing)
        if found and found[0] in keys:
            by_key.setdefault((keys[found[0]], found[1]), existing)
    return Shelf(by_key, frozenset(files), frozenset(taken))


def _all(project: Path, ids: frozenset[str]) -> Iterator[Existing]:
    for folder in (INCIDENTS_FOLDER, MAINTENANCE_FOLDER):
        for file in event_files(project, folder):
            yield _read(project, file, ids)


def _read(project: Path, file: str, ids: frozenset[str]) -> Existing:
    data = read_bytes(project / file, file, MAX_BYTES)
    if isinstance(data, Problem):
        return Existing(file, None, None, data.message)
    source, problems = parse_source(data, file)
    if source is None:
        return Existing(file, None, None, _first(problems))
    event, problems = parse_event(source, ids)
    line_end = "\r\n" if b"\r\n" in data else "\n"
    return Existing(file, source, event, "" if event else _first(problems), line_end)


def parse_event(source: Source, ids: frozenset[str]) -> tuple[Event | None, list[Problem]]:
    """The event of a file, by the folder it is in."""
    if source.file.startswith(f"{MAINTENANCE_FOLDER}/"):
        return parse_maintenance(source, ids)
    return parse_incident(source, ids)


def _first(problems: Sequence[Problem]) -> str:
    return next(
        (format_problem(each).splitlines()[0] for each in problems if has_errors([each])), ""
    )


def _note_of(existing: Existing) -> Key | None:
    """The page and the code that a file says it is from; a broken file is searched for them."""
    if existing.event is not None:
        note = dict(existing.event.internal).get(SOURCE_KEY)
        found = _NOTE.fullmatch(note) if isinstance(note, str) else None
    else:
        lines = existing.source.lines if existing.source else ()
        found = _RAW_NOTE.search("\n".join(lines))
    return (found["page"], found["code"].strip("\"'")) if found else None
