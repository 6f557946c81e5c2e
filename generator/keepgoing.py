"""`build --keep-going`: a site without its broken files, so that an outage is never unpublished.

A broken file that was open in its last good version (from git) is shown as it was then, and says
so; a broken closed one is left out; one that never was good is counted on the home page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator.checks import run_checks
from generator.checks.leaks_in_settings import leaks_in_settings
from generator.content.fields import Problems
from generator.content.incidents import parse_incident
from generator.content.load import MAINTENANCE_FOLDER, SETTINGS_FILE, Loaded, assemble, load
from generator.content.maintenance import parse_maintenance
from generator.content.settings import parse_settings
from generator.content.source import MAX_BYTES, MAX_SETTINGS_BYTES, parse_source
from generator.errors import Severity
from generator.git import ask_git, file_at
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Settings, Site
from generator.state.status import incident_state, maintenance_state

#: how many older versions of a file are tried
MOST_VERSIONS = 20
#: errors in an aside: what the file tells of an outage is whole without it
HARMLESS = frozenset({"CON-12", "CON-13", "CON-14", "CON-16"})
#: settled here, between the two
CLASH = "CON-04"


@dataclass(frozen=True, slots=True)
class Repair:
    """One broken file, and what stands in for it."""

    #: None: left out
    event: Event | None
    #: a good version was found, open or not
    was_good: bool


def mend(project: Path, loaded: Loaded, now: datetime, *, drill: bool = False) -> Site | None:
    """The best site that can be had; None where site.yml never was good."""
    if loaded.site is None or _has_secret(loaded.site.settings, now):
        loaded = _with_older_settings(project, now, drill=drill)
    site = loaded.site
    if site is None:
        return None
    broken = {*loaded.broken, *_files_with_errors(site, now)} - {SETTINGS_FILE}
    kept = [event for event in site.events if event.location.file not in broken]
    repairs = [_repair(project, file, site.settings, now) for file in sorted(broken)]
    stand_ins = [r.event for r in repairs if r.event and (drill or not r.event.drill)]
    events = _one_for_each_id([*kept, *stand_ins], now)
    hidden = [event for event in (*kept, *stand_ins) if event not in events]
    left_out = sum(not repair.was_good for repair in repairs)
    left_out += sum(_is_open(event, now) for event in hidden)
    problems: Problems = []
    incidents = [event for event in events if isinstance(event, Incident)]
    maintenances = [event for event in events if isinstance(event, Maintenance)]
    whole = assemble(project, site.settings, incidents, maintenances, problems)
    return replace(whole, left_out=left_out)


def _with_older_settings(project: Path, now: datetime, *, drill: bool) -> Loaded:
    for data in _versions(project, SETTINGS_FILE, MAX_SETTINGS_BYTES):
        source, _ = parse_source(data, SETTINGS_FILE)
        settings = parse_settings(source)[0] if source else None
        if settings is not None and not _has_secret(settings, now):
            return load(project, drill=drill, settings=settings)
    return Loaded(None, ())


def _has_secret(settings: Settings, now: datetime) -> bool:
    """Whether every page would show a key or a password."""
    found = leaks_in_settings(Site(settings=settings), now)
    return any(problem.code == "COM-40" for problem in found)


def _files_with_errors(site: Site, now: datetime) -> set[str]:
    """The files whose errors leave in doubt what they tell."""
    return {
        problem.location.file
        for problem in run_checks(site, now)
        if problem.severity is Severity.ERROR and problem.code not in (*HARMLESS, CLASH)
    }


def _one_for_each_id(events: Iterable[Event], now: datetime) -> list[Event]:
    """Of events with one id: an open one, else one that is up to date, else the newest."""
    by_worth = sorted(events, key=lambda event: event.location.file)
    by_worth.sort(key=_began, reverse=True)
    by_worth.sort(key=lambda event: (not _is_open(event, now), event.outdated))
    first: dict[str, Event] = {}
    for event in by_worth:
        first.setdefault(event.id.casefold(), event)
    return list(first.values())


def _began(event: Event) -> datetime:
    return event.began if isinstance(event, Incident) else event.start


def _repair(project: Path, file: str, settings: Settings, now: datetime) -> Repair:
    ids = frozenset(component.id for component in settings.components)
    parse = parse_maintenance if file.startswith(f"{MAINTENANCE_FOLDER}/") else parse_incident
    for data in _versions(project, file, MAX_BYTES):
        source, _ = parse_source(data, file)
        event: Event | None = parse(source, ids)[0] if source else None
        if event is None or _files_with_errors(_site_of(event, settings), now):
            continue
        return Repair(replace(event, outdated=True) if _is_open(event, now) else None, True)
    return Repair(None, was_good=False)


def _site_of(event: Event, settings: Settings) -> Site:
    if isinstance(event, Incident):
        return Site(settings=settings, incidents=(event,))
    return Site(settings=settings, maintenances=(event,))


def _is_open(event: Event, now: datetime) -> bool:
    if isinstance(event, Incident):
        state = incident_state(event, now)
        return state is not None and state.is_open
    planned = maintenance_state(event, now)
    return planned is not None and not planned.status.is_over


def _versions(project: Path, file: str, limit: int) -> Iterator[bytes]:
    """The committed versions of a file, newest first; none where there is no git."""
    commits = ask_git(project, "rev-list", f"-n{MOST_VERSIONS}", "HEAD", "--", file) or b""
    for commit in commits.decode("ascii", "replace").split():
        data = file_at(project, commit, file, limit)
        if data is not None:
            yield data
