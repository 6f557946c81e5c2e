"""Each event of the source finds its file, and is written there or into a new one."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from generator.content.load import INCIDENTS_FOLDER, MAINTENANCE_FOLDER
from generator.importers.print_event import NotPrintable, new_text
from generator.importers.report import Notes, problem
from generator.importers.shelf import Existing
from generator.importers.statuspage.compose import changed_text
from generator.importers.statuspage.convert import Context, Converted, context_of, convert
from generator.importers.statuspage.existing import Key, Shelf
from generator.importers.statuspage.reconcile import Sides, reconcile
from generator.importers.statuspage.records import PageMemory, SourceEvent
from generator.model.event import Event
from generator.model.incident import Incident

Fate = Literal["written", "updated", "unchanged", "left"]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one event."""

    is_incident: bool
    fate: Fate
    #: empty where there is none to write
    file: str = ""
    text: str = ""
    #: how many updates the source has; 0 where this run has not read it
    said: int = 0
    #: how many updates of the file are new, and how many others have changed
    added: int = 0
    changed: int = 0


@dataclass(frozen=True, slots=True)
class Job:
    """What bringing the events of a page up to date needs."""

    #: what was known before: it says what earlier runs wrote
    known: Sequence[PageMemory]
    #: the events that this run has read, by page and code
    read_now: Collection[Key]
    shelf: Shelf
    #: the ids of the components in site.yml
    ids: frozenset[str]
    notes: Notes


def outcomes_of(pages: Sequence[PageMemory], job: Job) -> Iterator[Outcome]:
    """What becomes of every event that was ever read.

    One that this run has not read can change as well: a newer capture may not show it any more.
    """
    for page in pages:
        context = context_of(page)
        before = [
            (context_of(memory), {event.code: event for event in memory.events})
            for memory in job.known
            if memory.page.names & page.page.names
        ]
        for event in page.events:
            is_read = (page.page.key, event.code) in job.read_now
            existing = job.shelf.by_key.get((page.page.key, event.code))
            if existing is None and not is_read:
                continue  # its file was deleted, and the source does not show it again
            notes = job.notes if is_read else []
            converted = convert(event, context, notes)
            if existing is None:
                outcome = _new(converted, event, job)
            else:
                sides = Sides(_base(event, before), existing.file, converted)
                outcome = _existing(sides, existing, notes, job)
            yield replace(outcome, said=len(event.updates) if is_read else 0)


def _base(
    event: SourceEvent, before: Sequence[tuple[Context, dict[str, SourceEvent]]]
) -> Converted | None:
    """The event as an earlier run has written it."""
    for context, events in before:
        if earlier := events.get(event.code):
            return convert(earlier, context, [])
    return None


def _new(converted: Converted, event: SourceEvent, job: Job) -> Outcome:
    """The file of an event that has none yet."""
    ours = converted.event
    is_incident = isinstance(ours, Incident)
    file = f"{INCIDENTS_FOLDER if is_incident else MAINTENANCE_FOLDER}/{ours.id}.md"
    if file in job.shelf.files or ours.id.casefold() in job.shelf.ids:
        words = (
            "a file with this id is there, and does not say that it is from the source: left alone"
        )
        job.notes.append(problem(words, file))
        return Outcome(is_incident, "left")
    try:
        text = new_text(ours, file, job.ids)
    except NotPrintable as wrong:
        job.notes.append(problem("an event cannot be written", f"{event.code}: {wrong}"))
        return Outcome(is_incident, "left")
    return Outcome(is_incident, "written", file, text, added=len(ours.updates))


def _existing(sides: Sides, existing: Existing, notes: Notes, job: Job) -> Outcome:
    """The file of an event that has one already."""
    is_incident = isinstance(sides.theirs.event, Incident)
    if existing.event is None:
        notes.append(problem("a file is broken and left alone", existing.fault or existing.file))
        return Outcome(is_incident, "left")
    event = reconcile(sides, existing.event, notes)
    if event is None:
        return Outcome(is_incident, "left")
    if event == existing.event:
        return Outcome(is_incident, "unchanged")
    try:
        text = changed_text(event, existing, job.ids)
    except NotPrintable as wrong:
        notes.append(problem("a file is left alone", f"{existing.file}: {wrong}"))
        return Outcome(is_incident, "left")
    added, changed = _counted(existing.event, event)
    return Outcome(is_incident, "updated", existing.file, text, added=added, changed=changed)


def _counted(before: Event, after: Event) -> tuple[int, int]:
    """How many updates are new, and how many of the others have changed."""
    old = set(before.updates)
    different = [update for update in after.updates if update not in old]
    added = max(0, len(after.updates) - len(before.updates))
    return added, max(0, len(different) - added)
