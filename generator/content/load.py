"""The folder content/ becomes a Site; one bad file never hides the others."""

import hashlib
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from generator.content.fields import Problems
from generator.content.incidents import parse_incident
from generator.content.links import resolve, targets_in
from generator.content.maintenance import parse_maintenance
from generator.content.settings import parse_settings
from generator.content.source import MAX_SETTINGS_BYTES, Source, load_source, read_bytes
from generator.errors import Location, Problem, error, warning
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Media, Settings, Site

SETTINGS_FILE = "content/site.yml"
INCIDENTS_FOLDER = "content/incidents"
MAINTENANCE_FOLDER = "content/maintenance"

MAX_IMAGE_BYTES = 5 * 1024 * 1024
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")

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
    for path, names in _walk(project / folder):
        for name in names:
            if name.endswith(".md") and not is_ignored(name):
                yield (path / name).relative_to(project).as_posix()


def is_ignored(name: str) -> bool:
    """README.md, `_x.md`, dotfiles and editors' backups are nobody's incident."""
    return (
        name.casefold() == "readme.md"
        or name[0] in "._#"
        or name.endswith(("~", ".swp", ".bak", ".orig", ".tmp"))
    )


def _load_settings(project: Path, problems: Problems) -> Settings | None:
    path = project / SETTINGS_FILE
    if not path.exists() and not path.is_symlink():
        hint = "run this in the folder that holds content/, or name it with --project"
        problems.append(error("FILE-01", Location(SETTINGS_FILE), "is not there", hint))
        return None
    source, found = load_source(path, SETTINGS_FILE, MAX_SETTINGS_BYTES)
    problems.extend(found)
    if source is None:
        return None
    settings, found = parse_settings(source)
    problems.extend(found)
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
        source, found = load_source(project / file, file)
        problems.extend(found)
        event = None
        if source is not None:
            event, found = parse(source, ids)
            problems.extend(found)
        if event is None:
            broken.append(file)
        else:
            events.append(event)
    return events, broken


def _walk(folder: Path) -> Iterator[tuple[Path, list[str]]]:
    """Each folder below `folder` and the names in it, in an order that no file system decides."""
    for path, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if name[0] not in "._")
        yield Path(path), sorted(names)


def _stray_files(project: Path) -> Iterator[Problem]:
    """Files that somebody may believe are read."""
    for folder in (INCIDENTS_FOLDER, MAINTENANCE_FOLDER):
        for path, names in _walk(project / folder):
            for name in names:
                if not name.endswith(".md") and not is_ignored(name):
                    yield _not_read(path / name, project, "its name must end in .md")
    content = project / "content"
    for path in sorted(content.glob("*.md")):
        if not is_ignored(path.name):
            yield _not_read(path, project, "move it to content/incidents/ or content/maintenance/")
    for name, meant in (("incident", "incidents"), ("maintenances", "maintenance")):
        if (content / name).is_dir():
            yield _not_read(content / name, project, f"rename the folder to {meant}/")


def _not_read(path: Path, project: Path, hint: str) -> Problem:
    place = Location(path.relative_to(project).as_posix())
    return warning("FILE-07", place, "is not read", hint)


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
            for target in targets_in(update.text):
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
    if not path.exists():
        return None
    data = read_bytes(path, file, MAX_IMAGE_BYTES)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    return Media(file=file, path=path, digest=hashlib.sha256(data).hexdigest())
