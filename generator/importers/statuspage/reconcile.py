"""What the source says now, what we wrote before, and what the file says, become one event.

What the file has as we wrote it follows the source. What somebody changed stays, and if the source
changed the same, the report says so. What the importer never writes is not its business.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from generator.content.times import format_time
from generator.importers.report import Notes, changed, problem
from generator.importers.statuspage.convert import Converted
from generator.importers.statuspage.naming import SOURCE_KEY
from generator.importers.statuspage.records import SourceUpdate
from generator.importers.statuspage.steps import SECOND
from generator.importers.statuspage.timelines import match
from generator.model.event import Event
from generator.model.incident import End, Incident
from generator.model.maintenance import Maintenance
from generator.model.update import Update

AnyUpdate = Update[Any]
#: an update as we wrote it, and as it is now
Pair = tuple[AnyUpdate, AnyUpdate | None]

#: what the importer writes into a front matter
_FIELDS = {
    Incident: ("title", "impact", "components", "started", "ended", "backfilled"),
    Maintenance: ("title", "start", "end", "components", "auto_complete", "backfilled"),
}
#: and into an update
_UPDATE_FIELDS = ("status", "text", "components", "notify", "reopened")


@dataclass(frozen=True, slots=True)
class Sides:
    """An event as we wrote it (None: not known), its file, and the event as the source has it."""

    base: Converted | None
    file: str
    theirs: Converted


def reconcile(sides: Sides, ours: Event, notes: Notes) -> Event | None:
    """The event that the file should hold; None where the two cannot be brought together.

    `ours` is what it holds.
    """
    theirs = sides.theirs.event
    base = sides.base.event if sides.base else None
    if type(ours) is not type(theirs):
        words = "an incident became a maintenance, or the other way round: its file is left alone"
        notes.append(problem(words, sides.file))
        return None
    if base is not None and type(base) is not type(theirs):
        base = None
    values: dict[str, Any] = {
        name: _settled(name, base, ours, theirs, sides.file, notes)
        for name in _FIELDS[type(theirs)]
    }
    pairs = _pairs(sides.base, sides.theirs) if sides.base and base else ()
    values["updates"] = tuple(_apart(_updates(sides, ours, pairs, notes)))
    if base is None and values.get("ended") is End.UNKNOWN and getattr(theirs, "ended", 0) is None:
        values["ended"] = None  # ours, from an earlier import that nothing remembers
    return replace(ours, **values, internal=_internal(ours, theirs))


def _internal(ours: Event, theirs: Event) -> tuple[tuple[str, str | tuple[str, ...]], ...]:
    """The file's notes, with the source under the name it has now."""
    source = dict(theirs.internal)[SOURCE_KEY]
    return tuple((key, source if key == SOURCE_KEY else note) for key, note in ours.internal)


def _settled(
    name: str, base: object, ours: object, theirs: object, place: str, notes: Notes
) -> Any:
    """The value of a field: the source's where the file has what we wrote, else the file's."""
    mine, new = getattr(ours, name), getattr(theirs, name)
    if mine == new or base is None:
        return mine
    old = getattr(base, name)
    if mine == old:
        return new
    if new != old:
        words = f"`{name}` was changed in the file and at the source: the file's stays"
        notes.append(problem(words, place))
    return mine


def _updates(sides: Sides, ours: Event, pairs: Sequence[Pair], notes: Notes) -> Iterator[AnyUpdate]:
    """The updates of the file, brought up to date, and those that it lacks."""
    left: list[AnyUpdate] = list(ours.updates)
    handled: set[int] = set()
    for old, new in pairs:
        mine = next((update for update in left if update.at == old.at), None)
        if new is not None:
            handled.add(id(new))
        if mine is None:
            words = "an update that was deleted or moved in the file stays so"
            notes.append(changed(words, _place(sides, old)))
            continue
        left.remove(mine)
        if new is not None:
            yield _brought_up(mine, old, new, _place(sides, mine), notes)
        elif any(getattr(mine, name) != getattr(old, name) for name in _UPDATE_FIELDS):
            yield mine
    for update in sides.theirs.event.updates:
        if id(update) not in handled:
            yield _added(update, left, sides, notes)
    yield from left


def _pairs(base: Converted, theirs: Converted) -> list[Pair]:
    """Each update as it was written, with what it is now; None: the source has it no more."""
    old = [update for update in base.sources if update]
    new = [update for update in theirs.sources if update]
    found = {id(old[a]): id(new[b]) for a, b in match(old, new)}
    now = {id(source): update for source, update in _with_sources(theirs)}
    return [
        (update, now.get(found.get(id(source), 0) if source else id(None)))
        for source, update in _with_sources(base)
    ]


def _with_sources(converted: Converted) -> Iterator[tuple[SourceUpdate | None, AnyUpdate]]:
    yield from zip(converted.sources, converted.event.updates, strict=True)


def _brought_up(
    mine: AnyUpdate, old: AnyUpdate, new: AnyUpdate, place: str, notes: Notes
) -> AnyUpdate:
    """An update of the file at the source's time, with all that nobody changed in the file."""
    values = {name: _settled(name, old, mine, new, place, notes) for name in _UPDATE_FIELDS}
    return replace(mine, at=new.at, **values)


def _added(update: AnyUpdate, left: list[AnyUpdate], sides: Sides, notes: Notes) -> AnyUpdate:
    """An update that the file lacks; where somebody has added it by hand, theirs."""
    mine = next((each for each in left if _is_same(each, update)), None)
    if mine is None:
        return update
    left.remove(mine)
    if mine.text != update.text:
        words = "an update has other words in the file than at the source: the file's stay"
        notes.append(problem(words, _place(sides, mine)))
    return mine


def _is_same(mine: AnyUpdate, new: AnyUpdate) -> bool:
    """By the words and the minute, or by the time and the status."""
    if mine.text == new.text:
        return _minute(mine) == _minute(new)
    return bool(mine.at == new.at and mine.status == new.status)


def _minute(update: AnyUpdate) -> datetime:
    return update.at.replace(second=0)


def _apart(updates: Iterable[AnyUpdate]) -> Iterator[AnyUpdate]:
    """In order of time, each after the one before by a second at least."""
    last: datetime | None = None
    for update in sorted(updates, key=lambda each: each.at):
        last = update.at if last is None or update.at > last else last + SECOND
        yield update if update.at == last else replace(update, at=last)


def _place(sides: Sides, update: AnyUpdate) -> str:
    return f"{sides.file}: {format_time(update.at)}"
