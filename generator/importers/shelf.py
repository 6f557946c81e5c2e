"""The events that are in content/ already, whoever wrote them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.content.incidents import parse_incident
from generator.content.load import INCIDENTS_FOLDER, MAINTENANCE_FOLDER, event_files
from generator.content.maintenance import parse_maintenance
from generator.content.source import MAX_BYTES, Source, parse_source, read_bytes
from generator.errors import Problem, format_problem, has_errors
from generator.model.event import Event


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


def existing_events(project: Path, ids: frozenset[str]) -> Iterator[Existing]:
    """Every event's file in content/; `ids` are those of the components."""
    for folder in (INCIDENTS_FOLDER, MAINTENANCE_FOLDER):
        for file in event_files(project, folder):
            yield _read(project, file, ids)


def parse_event(source: Source, ids: frozenset[str]) -> tuple[Event | None, list[Problem]]:
    """The event of a file, by the folder it is in."""
    if source.file.startswith(f"{MAINTENANCE_FOLDER}/"):
        return parse_maintenance(source, ids)
    return parse_incident(source, ids)


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


def _first(problems: Sequence[Problem]) -> str:
    return next(
        (format_problem(each).splitlines()[0] for each in problems if has_errors([each])), ""
    )
