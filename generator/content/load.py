"""The folder content/ becomes a Site; one bad file never hides the others."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path

from generator.content.fields import Problems
from generator.content.images import IMAGE_SUFFIXES, load_images
from generator.content.incidents import parse_incident
from generator.content.maintenance import parse_maintenance
from generator.content.memory import Memory
from generator.content.reader import Kind, Lean, Reader
from generator.content.settings import parse_settings
from generator.content.source import MAX_SETTINGS_BYTES, load_source
from generator.content.tree import Folder, folders_below, linked_folder, not_followed
from generator.errors import Location, Problem, error, the_first, visible, warning
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.settled import Settled
from generator.model.site import Settings, Site

SETTINGS_FILE = "content/site.yml"
INCIDENTS_FOLDER = "content/incidents"
MAINTENANCE_FOLDER = "content/maintenance"
EVENT_FOLDERS = (INCIDENTS_FOLDER, MAINTENANCE_FOLDER)

_MISNAMED = {
    "incident": "incidents",
    "incidents": "incidents",
    "maintenances": "maintenance",
    "maintenance": "maintenance",
    "template": "templates",
    "templates": "templates",
}


@dataclass(frozen=True, slots=True)
class Loaded:
    #: None where there are no usable settings
    site: Site | None
    problems: tuple[Problem, ...]
    #: the files that could not be read as what they should be
    broken: tuple[str, ...] = ()


@dataclass(slots=True)
class _Events:
    #: incidents and maintenance, each in order of their files
    shown: list[Event] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)
    settled: list[Settled] = field(default_factory=list)


def load(
    project: Path,
    *,
    drill: bool = False,
    settings: Settings | None = None,
    memory: Memory | None = None,
    lean: Lean | None = None,
) -> Loaded:
    """Everything under `project`/content. Exercises are left out unless `drill`.

    `settings` stand in for a site.yml that cannot be read. `memory` only saves time. With `lean`,
    what is settled is no incident or maintenance of the site, but among its `settled`.
    """
    problems: Problems = []
    settings = settings or load_settings(project, problems)
    folders = tuple(chain(*(folders_below(project, each) for each in EVENT_FOLDERS)))
    files = tuple(chain(*map(_events_in, folders)))
    memory = memory or Memory()
    if settings is not None:
        memory.open(settings, len(files))
    found = _load_events(reader_of(project, settings, memory, lean), files, problems, drill=drill)
    problems.extend(_stray_files(project, folders))
    if settings is None:
        return Loaded(None, tuple(problems), (SETTINGS_FILE, *found.broken))
    incidents = [event for event in found.shown if isinstance(event, Incident)]
    planned = [event for event in found.shown if isinstance(event, Maintenance)]
    site = assemble(project, settings, incidents, planned, problems, tuple(found.settled))
    return Loaded(site, tuple(problems), tuple(found.broken))


def reader_of(
    project: Path, settings: Settings | None, memory: Memory, lean: Lean | None = None
) -> Reader:
    """What reads the events of a project."""
    ids = frozenset(component.id for component in settings.components) if settings else None
    return Reader(project=project, component_ids=ids, memory=memory, lean=lean)


def assemble(
    project: Path,
    settings: Settings,
    incidents: list[Incident],
    maintenances: list[Maintenance],
    problems: Problems,
    settled: tuple[Settled, ...] = (),
) -> Site:
    """A Site of these parts, newest events first, with the images that they show."""
    return Site(
        settings=settings,
        incidents=_newest_incidents(incidents),
        maintenances=_newest_maintenances(maintenances),
        media=load_images(project, settings, [*incidents, *maintenances], problems),
        settled=settled,
    )


def newest_first(events: Iterable[Event]) -> tuple[Event, ...]:
    """Incidents, then planned work, each as in a Site."""
    known = list(events)
    incidents = [event for event in known if isinstance(event, Incident)]
    planned = [event for event in known if isinstance(event, Maintenance)]
    return (*_newest_incidents(incidents), *_newest_maintenances(planned))


def _newest_incidents(incidents: list[Incident]) -> tuple[Incident, ...]:
    return tuple(sorted(incidents, key=lambda each: (each.began, each.id), reverse=True))


def _newest_maintenances(maintenances: list[Maintenance]) -> tuple[Maintenance, ...]:
    return tuple(sorted(maintenances, key=lambda each: (each.start, each.id), reverse=True))


def event_files(project: Path, folder: str) -> Iterator[str]:
    """The Markdown files of events, in order, relative to the project."""
    for inner in folders_below(project, folder):
        yield from _events_in(inner)


def _events_in(folder: Folder) -> Iterator[str]:
    for file in folder.files:
        name = file.rpartition("/")[2]
        if name.endswith(".md") and not is_ignored(name):
            yield file


def is_ignored(name: str) -> bool:
    """README.md, `_x.md`, dotfiles and editors' backups are nobody's incident."""
    return (
        name.casefold() == "readme.md"
        or name[0] in "._#"
        or name.endswith(("~", ".swp", ".bak", ".orig", ".tmp"))
    )


def load_settings(project: Path, problems: Problems) -> Settings | None:
    """The settings in content/site.yml alone; None where there is an error."""
    path = project / SETTINGS_FILE
    linked = linked_folder(project, SETTINGS_FILE)
    if linked:
        problems.append(not_followed(linked))
        return None
    if not os.path.lexists(path):
        hint = "run this in the folder that holds content/, or name it with --project"
        if path.with_suffix(".yaml").is_file():
            hint = "rename site.yaml to site.yml"
        problems.append(error("FILE-01", Location(SETTINGS_FILE), "is not there", hint))
        return None
    source, found = load_source(path, SETTINGS_FILE, MAX_SETTINGS_BYTES)
    problems.extend(found)
    if source is None:
        return None
    settings, found = parse_settings(source)
    problems.extend(the_first(found))
    return settings


def read_settled(reader: Reader, settled: Iterable[Settled]) -> list[Event]:
    """The whole events of files that were left alone."""
    files = sorted(each.file for each in settled)
    found = (reader.read(file, _kind_of(file))[0] for file in files)
    return [event for event in found if event is not None]


def _kind_of(file: str) -> Kind:
    if file.startswith(f"{MAINTENANCE_FOLDER}/"):
        return Kind(Maintenance, parse_maintenance)
    return Kind(Incident, parse_incident)


def _load_events(
    reader: Reader, files: Iterable[str], problems: Problems, *, drill: bool
) -> _Events:
    """What is in all files of events, with what is left alone as it is."""
    found = _Events()
    for file in files:
        settled = reader.settled(file)
        if settled is not None:
            found.settled.append(settled)
            continue
        event, told = reader.read(file, _kind_of(file))
        problems.extend(told)
        if event is None:
            found.broken.append(file)
        elif drill or not event.drill:
            found.shown.append(event)
    _wake(reader, found)
    return found


def _wake(reader: Reader, found: _Events) -> None:
    """Read what seemed settled, but links to a file that is no event any more."""
    files = {each.location.file for each in found.shown} | {each.file for each in found.settled}
    restless = [each for each in found.settled if not files.issuperset(each.links)]
    if restless:
        found.settled = [each for each in found.settled if files.issuperset(each.links)]
        found.shown += read_settled(reader, restless)


def _stray_files(project: Path, folders: Iterable[Folder]) -> Iterator[Problem]:
    """Files that somebody may believe are read."""
    for folder in folders:
        for file in folder.files:
            name = file.rpartition("/")[2]
            if not name.endswith((".md", *IMAGE_SUFFIXES)) and not is_ignored(name):
                yield _not_read(file, "its name must end in .md")
        yield from map(not_followed, folder.links)
        if folder.fault:
            yield error("FILE-01", Location(visible(folder.path)), folder.fault)
    content = project / "content"
    for path in sorted(content.glob("*.md")):
        if not is_ignored(path.name):
            hint = "move it to content/incidents/ or content/maintenance/"
            yield _not_read(f"content/{path.name}", hint)
    for path in sorted(content.iterdir()) if content.is_dir() else ():
        meant = _MISNAMED.get(path.name.casefold(), path.name)
        if meant != path.name and path.is_dir():
            yield _not_read(f"content/{path.name}", f"rename the folder to {meant}/")


def _not_read(file: str, hint: str) -> Problem:
    return warning("FILE-07", Location(visible(file)), "is not read", hint)
