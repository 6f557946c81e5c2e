"""The folder content/ becomes a Site; one bad file never hides the others."""

import hashlib
import os
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TypeVar

from generator.content.fields import Problems
from generator.content.incidents import parse_incident
from generator.content.links import may_be_local, resolve, targets_in
from generator.content.logo import colours_of
from generator.content.maintenance import parse_maintenance
from generator.content.settings import parse_settings
from generator.content.source import MAX_SETTINGS_BYTES, Source, load_source, read_bytes
from generator.content.tree import folders_below, linked_folder
from generator.errors import Location, Problem, error, the_first, visible, warning
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Media, Settings, Site

SETTINGS_FILE = "content/site.yml"
INCIDENTS_FOLDER = "content/incidents"
MAINTENANCE_FOLDER = "content/maintenance"
EVENT_FOLDERS = (INCIDENTS_FOLDER, MAINTENANCE_FOLDER)

MAX_IMAGE_BYTES = 5 * 1024 * 1024
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")
_MISNAMED = {
    "incident": "incidents",
    "incidents": "incidents",
    "maintenances": "maintenance",
    "maintenance": "maintenance",
}

EventT = TypeVar("EventT", Incident, Maintenance)
ParseEvent = Callable[[Source, frozenset[str] | None], tuple[EventT | None, Problems]]


@dataclass(frozen=True, slots=True)
class Loaded:
    #: None where there are no usable settings
    site: Site | None
    problems: tuple[Problem, ...]
    #: the files that could not be read as what they should be
    broken: tuple[str, ...] = ()


def load(project: Path, *, drill: bool = False, settings: Settings | None = None) -> Loaded:
    """Everything under `project`/content. Exercises are left out unless `drill`.

    `settings` stand in for a site.yml that cannot be read.
    """
    problems: Problems = []
    settings = settings or _load_settings(project, problems)
    ids = frozenset(component.id for component in settings.components) if settings else None
    incidents, broken = _load_events(project, INCIDENTS_FOLDER, parse_incident, ids, problems)
    maintenances, broken_too = _load_events(
        project, MAINTENANCE_FOLDER, parse_maintenance, ids, problems
    )
    problems.extend(_stray_files(project))
    if settings is None:
        return Loaded(None, tuple(problems), (SETTINGS_FILE, *broken, *broken_too))
    shown = [incident for incident in incidents if drill or not incident.drill]
    planned = [maintenance for maintenance in maintenances if drill or not maintenance.drill]
    site = assemble(project, settings, shown, planned, problems)
    return Loaded(site, tuple(problems), (*broken, *broken_too))


def assemble(
    project: Path,
    settings: Settings,
    incidents: list[Incident],
    maintenances: list[Maintenance],
    problems: Problems,
) -> Site:
    """A Site of these parts, newest events first, with the images that they show."""
    return Site(
        settings=settings,
        incidents=tuple(sorted(incidents, key=lambda i: (i.began, i.id), reverse=True)),
        maintenances=tuple(sorted(maintenances, key=lambda m: (m.start, m.id), reverse=True)),
        media=_load_media(project, settings, [*incidents, *maintenances], problems),
    )


def event_files(project: Path, folder: str) -> Iterator[str]:
    """The Markdown files of events, in order, relative to the project."""
    for inner in folders_below(project, folder):
        for file in inner.files:
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


def _load_settings(project: Path, problems: Problems) -> Settings | None:
    path = project / SETTINGS_FILE
    linked = linked_folder(project, SETTINGS_FILE)
    if linked:
        problems.append(_not_followed(linked))
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


def _load_events(
    project: Path,
    folder: str,
    parse: ParseEvent[EventT],
    ids: frozenset[str] | None,
    problems: Problems,
) -> tuple[list[EventT], list[str]]:
    events: list[EventT] = []
    broken: list[str] = []
    for file in event_files(project, folder):
        event, found = _load_event(project, file, parse, ids)
        problems.extend(found)
        if event is None:
            broken.append(file)
        else:
            events.append(event)
    return events, broken


def _load_event(
    project: Path, file: str, parse: ParseEvent[EventT], ids: frozenset[str] | None
) -> tuple[EventT | None, Problems]:
    if not file.isprintable():
        message = "the name of this file, or of its folder, holds what is no text"
        return None, [error("FILE-08", Location(visible(file)), message, "rename it")]
    source, problems = load_source(project / file, file)
    if source is None:
        return None, problems
    event, found = _parsed(source, parse, ids)
    return event, list(the_first(problems + found))


def _parsed(
    source: Source, parse: ParseEvent[EventT], ids: frozenset[str] | None
) -> tuple[EventT | None, Problems]:
    try:
        return parse(source, ids)
    except Exception as fault:  # noqa: BLE001 - whatever a file holds, it never hides the others
        return None, [_our_fault(source.file, fault)]


def _our_fault(file: str, fault: Exception) -> Problem:
    last = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}, {type(fault).__name__}"
    message = f"Fogbell failed on this file ({where}): a fault of ours"
    hint = "please report it, with the file if you may; `build --keep-going` publishes the rest"
    return error("BLD-02", Location(file), message, hint)


def _stray_files(project: Path) -> Iterator[Problem]:
    """Files that somebody may believe are read."""
    for folder in chain(*(folders_below(project, each) for each in EVENT_FOLDERS)):
        for file in folder.files:
            name = file.rpartition("/")[2]
            if not name.endswith((".md", *IMAGE_SUFFIXES)) and not is_ignored(name):
                yield _not_read(file, "its name must end in .md")
        yield from map(_not_followed, folder.links)
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


def _not_followed(file: str) -> Problem:
    message = "is a link to a folder, and links are not followed"
    return error("FILE-01", Location(visible(file)), message, "put the folder itself here")


def _load_media(
    project: Path,
    settings: Settings,
    events: list[Incident | Maintenance],
    problems: Problems,
) -> tuple[Media, ...]:
    """Each image that is shown, once. A missing one is left to the checks, which know the place."""
    wanted = {_inside_content(settings.logo)} if settings.logo else set()
    for event in events:
        for update in event.updates:
            for target in targets_in(update.text) if may_be_local(update.text) else ():
                if target.image and target.is_relative:
                    wanted.add(resolve(target.address, event.location.file))
    found = [_load_image(project, file, problems) for file in sorted(wanted) if is_image(file)]
    return tuple(media for media in found if media)


def _inside_content(name: str) -> str:
    return resolve(name, SETTINGS_FILE)


def is_image(file: str) -> bool:
    """Whether a path in the project may be shown: an image below content/."""
    return file.startswith("content/") and file.casefold().endswith((*IMAGE_SUFFIXES, ".svg"))


def _load_image(project: Path, file: str, problems: Problems) -> Media | None:
    path = project / file
    if not os.path.lexists(path):
        return None
    if linked := linked_folder(project, file):
        problems.append(_not_followed(linked))
        return None
    data = read_bytes(path, file, MAX_IMAGE_BYTES)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    digest, colours = hashlib.sha256(data).hexdigest(), colours_of(file, data)
    return Media(file=file, path=path, digest=digest, size=len(data), colours=colours)
