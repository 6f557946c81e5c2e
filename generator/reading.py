"""A site is read with the help of earlier runs, and what is found out now helps later ones."""

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, fields
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from generator.checks import run_checks
from generator.content.links import may_be_local, resolve, targets_in
from generator.content.load import Loaded, load, read_settled, reader_of
from generator.content.memory import Memory
from generator.content.reader import Lean
from generator.errors import Problem
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.settled import Settled
from generator.model.update import Update
from generator.program import program_mark
from generator.state.status import incident_state, maintenance_state
from generator.state.uptime import midnight

MEMORY_FILE = Path(".cache", "content")
#: what decides whether an event is settled, beside what it is read with
JUDGES = ("state", "checks", "reading")
#: an event of which so long nothing was told or expected is left alone
SETTLED_AFTER = timedelta(days=30)

#: the fields that may hold a time
_DATED = {
    kind: tuple(each.name for each in fields(kind) if "date" in str(each.type))
    for kind in (Incident, Maintenance, Update)
}


@dataclass(frozen=True, slots=True)
class Read:
    """A site as it was loaded, and the memory that can read the rest of it."""

    loaded: Loaded
    memory: Memory
    project: Path

    def wake(self, settled: Iterable[Settled]) -> tuple[Event, ...]:
        """The whole events of what was left alone."""
        if self.loaded.site is None:
            return ()
        with _nothing_to_collect():
            reader = reader_of(self.project, self.loaded.site.settings, self.memory)
            return tuple(read_settled(reader, settled))


def read_site(
    project: Path,
    now: datetime,
    *,
    drill: bool = False,
    has_memory: bool = True,
    lean: Lean | None = None,
) -> Read:
    """What `load` loads, sooner where earlier runs have seen it."""
    read = _load(project, drill=drill, has_memory=has_memory, lean=lean)
    if read.memory.is_worth_saving and read.loaded.site is not None:
        _remember(read, run_checks(read.loaded.site, now), now)
    return read


def read_checked(
    project: Path,
    now: datetime,
    *,
    drill: bool = False,
    has_memory: bool = True,
    only: Iterable[Path] = (),
) -> tuple[Loaded, tuple[Problem, ...]]:
    """What `load` loads, and what is wrong with it in no order, by the checks too.

    With `only` nothing more is read than these files and folders, and what bears on them.
    """
    wanted = tuple(only)
    lean = Lean(now, _inside(project, wanted)) if wanted else None
    read = _load(project, drill=drill, has_memory=has_memory, lean=lean)
    loaded = read.loaded
    found = tuple(run_checks(loaded.site, now)) if loaded.site else ()
    if read.memory.is_worth_saving:
        _remember(read, found, now)
    return loaded, (*loaded.problems, *found)


def _load(project: Path, *, drill: bool, has_memory: bool, lean: Lean | None) -> Read:
    memory = Memory(project / MEMORY_FILE if has_memory else None, program_mark(*JUDGES))
    with _nothing_to_collect():
        return Read(load(project, drill=drill, memory=memory, lean=lean), memory, project)


def _inside(project: Path, paths: tuple[Path, ...]) -> tuple[str, ...]:
    """Paths as a Lean wants them; those that hold the project are all of it."""
    around = {project, *project.parents}
    inside = [path.relative_to(project) for path in paths if project in path.parents]
    return (*("" for path in paths if path in around), *(path.as_posix() for path in inside))


def _remember(read: Read, found: Iterable[Problem], now: datetime) -> None:
    """Save what was read, and which files are settled; `found` is what the checks say."""
    told = {each.location.file for each in (*read.loaded.problems, *found)}
    for event in read.loaded.site.events if read.loaded.site else ():
        if event.location.file not in told and not event.drill and _is_over(event, now):
            since = max(_moments(event))
            links = _links(event)
            if since <= now and links is not None:
                read.memory.settle(_left_of(event, links), since + SETTLED_AFTER)
    read.memory.save()


def _left_of(event: Event, links: tuple[str, ...]) -> Settled:
    id_place = dict(event.places).get("id")
    return Settled(event.id, event.title, event.location.file, links, id_place)


def _is_over(event: Event, now: datetime) -> bool:
    """Whether nothing more is expected."""
    if isinstance(event, Incident):
        incident = incident_state(event, now)
        return bool(incident and not incident.is_open and not incident.promise)
    planned = maintenance_state(event, now)
    return bool(planned and planned.status.is_over and not planned.promise)


def _moments(event: Event) -> Iterator[datetime]:
    """Every time that is told in an event; of a day, its end."""
    for record in (event, *event.updates):
        for value in _dated(record):
            if isinstance(value, datetime):
                yield value
            elif isinstance(value, date):
                yield midnight(value) + timedelta(days=1)


def _dated(record: Event | Update[Any]) -> Iterator[object]:
    """What is in the fields that may hold a time."""
    return (getattr(record, name) for name in _DATED[type(record)])


def _links(event: Event) -> tuple[str, ...] | None:
    """The files that an event links to; None where it shows pictures, which may change."""
    files: list[str] = []
    for update in event.updates:
        for target in targets_in(update.text) if may_be_local(update.text) else ():
            if target.image:
                return None
            if target.is_relative:
                files.append(resolve(target.address, event.location.file))
    return tuple(files)


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """While thousands of records are made that stay, looking for garbage finds none.

    Nor does it later: those that the first reading made are left out of it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if gc.get_freeze_count() == 0:
            gc.freeze()
        if was_enabled:
            gc.enable()
