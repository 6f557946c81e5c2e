"""The site as it was at a commit, before the change that is looked at."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.content.fields import Problems
from generator.content.incidents import parse_incident
from generator.content.load import (
    INCIDENTS_FOLDER,
    MAINTENANCE_FOLDER,
    SETTINGS_FILE,
    assemble,
    is_ignored,
)
from generator.content.maintenance import parse_maintenance
from generator.content.settings import parse_settings
from generator.content.source import MAX_BYTES, MAX_SETTINGS_BYTES, parse_source
from generator.errors import UserError
from generator.git import ask_git, file_at
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Settings, Site


@dataclass(frozen=True, slots=True)
class Base:
    #: the commit, in full
    commit: str
    site: Site
    #: the files of content/ that are not as they were, relative to the project
    changed: frozenset[str]


def site_at(project: Path, site: Site, revision: str) -> Base:
    """What `site` was where the change left `revision`; all that did not change is taken from it.

    Raises UserError where there is no git, no such revision, or no site in it.
    """
    commit = _fork(project, revision)
    changed = frozenset(_changed(project, commit))
    settings = site.settings
    if SETTINGS_FILE in changed:
        settings = _settings_at(project, commit) or settings
    ids = frozenset(component.id for component in settings.components)
    events = [event for event in site.events if event.location.file not in changed]
    events += _events_at(project, commit, changed, ids)
    problems: Problems = []
    incidents = [event for event in events if isinstance(event, Incident)]
    planned = [event for event in events if isinstance(event, Maintenance)]
    return Base(commit, assemble(project, settings, incidents, planned, problems), changed)


def _fork(project: Path, revision: str) -> str:
    """The commit that this change and `revision` both come from."""
    if ask_git(project, "rev-parse", "--git-dir") is None:
        raise UserError(f"--base {revision}: {project} is in no git repository, or git is not here")
    found = ask_git(project, "rev-parse", "--verify", "--end-of-options", f"{revision}^{{commit}}")
    if found is None:
        hint = "fetch it first: git fetch origin"
        raise UserError(f"--base {revision}: there is no such commit in this clone; {hint}")
    commit = found.decode().strip()
    if ask_git(project, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return commit
    fork = ask_git(project, "merge-base", commit, "HEAD")
    if fork is None:
        hint = "if this clone is shallow: git fetch --unshallow"
        raise UserError(f"--base {revision}: it has no commit in common with HEAD; {hint}")
    return fork.decode().strip()


def _changed(project: Path, commit: str) -> Iterator[str]:
    """Files that differ from `commit`, also those that git was not told of yet."""
    options = ("-z", "--name-only", "--no-renames", "--no-ext-diff", "--no-textconv")
    known = ask_git(project, "diff", *options, "--relative", commit, "--", "content")
    new = ask_git(project, "ls-files", "-z", "--others", "--exclude-standard", "--", "content")
    if known is None or new is None:
        raise UserError("git could not say what has changed in content/: try `git diff` there")
    for name in (*known.split(b"\0"), *new.split(b"\0")):
        if name:
            yield name.decode("utf-8", "surrogateescape")


def _settings_at(project: Path, commit: str) -> Settings | None:
    data = file_at(project, commit, SETTINGS_FILE, MAX_SETTINGS_BYTES)
    source, _ = parse_source(data, SETTINGS_FILE) if data else (None, [])
    return parse_settings(source)[0] if source else None


def _events_at(
    project: Path, commit: str, files: Iterable[str], ids: frozenset[str]
) -> Iterator[Event]:
    """The events in those of `files` that could be read at `commit`."""
    parsers = {INCIDENTS_FOLDER: parse_incident, MAINTENANCE_FOLDER: parse_maintenance}
    for file in sorted(files):
        parse = next((p for folder, p in parsers.items() if file.startswith(f"{folder}/")), None)
        name = file.rpartition("/")[2]
        if parse is None or not name.endswith(".md") or is_ignored(name):
            continue
        data = file_at(project, commit, file, MAX_BYTES)
        source, _ = parse_source(data, file) if data else (None, [])
        event: Event | None = parse(source, ids)[0] if source else None
        if event is not None:
            yield event
