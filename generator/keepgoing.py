"""`build --keep-going`: a site without its broken files, so that an outage is never unpublished.

A broken file that was open in its last good version (from git) is shown as it was then, and says
so; a broken closed one is left out; one that never was good is counted on the home page.
"""

import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from generator.checks import run_checks
from generator.content.fields import Problems
from generator.content.incidents import parse_incident
from generator.content.load import MAINTENANCE_FOLDER, SETTINGS_FILE, Loaded, assemble, load
from generator.content.maintenance import parse_maintenance
from generator.content.settings import parse_settings
from generator.content.source import parse_source
from generator.errors import Severity
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Site
from generator.state.status import incident_state, maintenance_state

#: how many older versions of a file are tried
MOST_VERSIONS = 20
GIT_TIMEOUT = 10

Event = Incident | Maintenance


@dataclass(frozen=True, slots=True)
class Repair:
    """One broken file, and what stands in for it."""

    file: str
    #: None: left out
    event: Event | None
    #: a good version was found, open or not
    was_good: bool


def mend(project: Path, loaded: Loaded, now: datetime, *, drill: bool = False) -> Site | None:
    """The best site that can be had; None where site.yml never was good."""
    if loaded.site is None:
        loaded = _with_older_settings(project, drill=drill)
    site = loaded.site
    if site is None:
        return None
    broken = {*loaded.broken, *_files_with_errors(site, now)}
    repairs = [_repair(project, file, now) for file in sorted(broken)]
    events: list[Event] = [*site.incidents, *site.maintenances]
    kept = [event for event in events if event.location.file not in broken]
    kept += [repair.event for repair in repairs if repair.event]
    incidents = [event for event in kept if isinstance(event, Incident)]
    maintenances = [event for event in kept if isinstance(event, Maintenance)]
    problems: Problems = []
    whole = assemble(project, site.settings, incidents, maintenances, problems)
    left_out = sum(not repair.was_good for repair in repairs)
    # a version that was good by itself may still clash with the rest of today's site
    if _files_with_errors(whole, now) - {SETTINGS_FILE}:
        kept = [event for event in kept if not event.outdated]
        incidents = [event for event in kept if isinstance(event, Incident)]
        maintenances = [event for event in kept if isinstance(event, Maintenance)]
        whole = assemble(project, site.settings, incidents, maintenances, problems)
    return replace(whole, left_out=left_out)


def _with_older_settings(project: Path, *, drill: bool) -> Loaded:
    for data in _versions(project, SETTINGS_FILE):
        source, _ = parse_source(data, SETTINGS_FILE)
        settings = parse_settings(source)[0] if source else None
        if settings is not None:
            return load(project, drill=drill, settings=settings)
    return Loaded(None, ())


def _files_with_errors(site: Site, now: datetime) -> set[str]:
    problems = run_checks(site, now)
    return {p.location.file for p in problems if p.severity is Severity.ERROR}


def _repair(project: Path, file: str, now: datetime) -> Repair:
    for data in _versions(project, file):
        source, _ = parse_source(data, file)
        if source is None:
            continue
        in_maintenance = file.startswith(f"{MAINTENANCE_FOLDER}/")
        event: Event | None = (parse_maintenance if in_maintenance else parse_incident)(source)[0]
        if event is not None:
            return Repair(
                file, replace(event, outdated=True) if _is_open(event, now) else None, True
            )
    return Repair(file, None, was_good=False)


def _is_open(event: Event, now: datetime) -> bool:
    if isinstance(event, Incident):
        state = incident_state(event, now)
        return state is not None and state.is_open
    planned = maintenance_state(event, now)
    return planned is not None and not planned.status.is_over


def _versions(project: Path, file: str) -> Iterator[bytes]:
    """The committed versions of a file, newest first; none where there is no git."""
    log = _git(project, "log", "--format=%H", f"-n{MOST_VERSIONS}", "--", file)
    for commit in log.decode("ascii", "replace").split():
        yield _git(project, "show", f"{commit}:./{file}")


def _git(project: Path, *arguments: str) -> bytes:
    try:
        done = subprocess.run(
            ["git", *arguments], cwd=project, capture_output=True, timeout=GIT_TIMEOUT, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return b""
    return done.stdout if done.returncode == 0 else b""
