"""Each issue finds its file, and is written there where nobody else has written since."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path, PurePosixPath

from generator.content.load import INCIDENTS_FOLDER, MAINTENANCE_FOLDER
from generator.content.source import MAX_BYTES, read_bytes
from generator.content.times import format_time, parse_time
from generator.errors import Problem
from generator.importers.cstate.body import shown_lost, visible_text
from generator.importers.cstate.convert import Context, is_to_come, to_incident, to_maintenance
from generator.importers.cstate.issue import Issue
from generator.importers.cstate.ledger import Entry, Ledger, digest
from generator.importers.cstate.times import to_minute
from generator.importers.print_event import NotPrintable, new_text
from generator.importers.report import Notes, changed, problem
from generator.model.event import Event


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one issue: `written`, `updated`, `unchanged` or `left`."""

    fate: str
    is_incident: bool = True
    #: what to remember of it; None: nothing
    entry: Entry | None = None
    #: what to write into its file; empty: nothing
    text: str = ""
    updates: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """What bringing issues into content/ needs."""

    project: Path
    now: datetime
    ledger: Ledger
    #: our id for the file of each issue
    ids: dict[str, str]
    #: the ids of all events that are in content/, by casefold
    taken: frozenset[str]
    #: the components of a name
    named: Callable[[str], Sequence[str]]
    #: the ids of the components in site.yml
    components: frozenset[str]
    base_url: str
    notes: Notes


def outcomes_of(issues: Sequence[tuple[Issue, str]], job: Job) -> Iterator[Outcome]:
    """What becomes of every issue; each comes with the digest of its file."""
    for issue, said in issues:
        earlier = job.ledger.entries.get(issue.file)
        entry = _entry(issue, said, earlier, job)
        is_incident = not entry.file.startswith(MAINTENANCE_FOLDER)
        if not is_incident and not earlier:
            words = "an issue that is still to come becomes a maintenance"
            job.notes.append(changed(words, issue.file))
        try:
            event, text = _printed(issue, entry, job)
        except NotPrintable as wrong:
            job.notes.append(problem("an issue cannot be written", f"{issue.file}: {wrong}"))
            yield Outcome("left", is_incident, earlier)
            continue
        written = replace(entry, wrote=digest(text.encode()))
        outcome = _again(earlier, written, text, job) if earlier else _new(written, text, job)
        yield replace(outcome, is_incident=is_incident, updates=len(event.updates))


def _entry(issue: Issue, said: str, earlier: Entry | None, job: Job) -> Entry:
    if earlier:
        return replace(earlier, said=said)
    name = f"{job.ids[issue.file]}.md"
    if is_to_come(issue, job.now):
        announced = format_time(to_minute(job.now))
        file = f"{MAINTENANCE_FOLDER}/{name}"
        return Entry(source=issue.file, said=said, file=file, wrote="", announced=announced)
    return Entry(source=issue.file, said=said, file=f"{INCIDENTS_FOLDER}/{name}", wrote="")


def _printed(issue: Issue, entry: Entry, job: Job) -> tuple[Event, str]:
    """The event and the text of its file. Raises NotPrintable."""

    def say(line: int, words: str) -> None:
        job.notes.append(changed(words, f"{issue.file}:{line}"))

    text = visible_text(issue.body, issue.body_line, say)
    if shown_lost(text):
        words = "a picture, or a link to a file, is not carried over: its words are"
        job.notes.append(changed(words, issue.file))
    context = Context(PurePosixPath(entry.file).stem, job.now, job.named, job.base_url)
    event = _event(issue, text, entry, context, job.notes)
    try:
        return event, new_text(event, entry.file, job.components)
    except NotPrintable:
        event = _event(issue, text, entry, replace(context, is_plain=True), [])
        return event, new_text(event, entry.file, job.components)


def _event(issue: Issue, text: str, entry: Entry, context: Context, notes: Notes) -> Event:
    if entry.file.startswith(INCIDENTS_FOLDER):
        return to_incident(issue, text, context, notes)
    announced = parse_time(entry.announced)
    return to_maintenance(issue, text, announced, context, notes)


def _again(earlier: Entry, written: Entry, text: str, job: Job) -> Outcome:
    """An issue that an earlier run has written."""
    data = _bytes(job.project, earlier.file)
    if data is None:
        words = "a file that was deleted or renamed here is not written again"
        job.notes.append(changed(words, earlier.file))
        return Outcome("left", entry=earlier)
    if digest(data) != earlier.wrote:
        if written.said != earlier.said:
            words = "changed at the source, and in the file as well: the file stays"
            job.notes.append(problem(words, earlier.file))
        return Outcome("left", entry=earlier)
    if written.said == earlier.said:
        return Outcome("unchanged", entry=earlier)
    fate = "unchanged" if written.wrote == earlier.wrote else "updated"
    return Outcome(fate, entry=written, text=text if fate == "updated" else "")


def _new(written: Entry, text: str, job: Job) -> Outcome:
    """An issue that no earlier run has written."""
    data = _bytes(job.project, written.file)
    if data is not None and digest(data) == written.wrote:
        return Outcome("unchanged", entry=written)
    if data is not None or PurePosixPath(written.file).stem.casefold() in job.taken:
        words = "a file with this id is there, and is not of this importer: left alone"
        job.notes.append(problem(words, written.file))
        return Outcome("left")
    return Outcome("written", entry=written, text=text)


def _bytes(project: Path, file: str) -> bytes | None:
    """What a file holds; nothing where there is none, no bytes of ours where it is no file."""
    path = project / file
    if not path.exists() and not path.is_symlink():
        return None
    data = read_bytes(path, file, MAX_BYTES)
    return b"" if isinstance(data, Problem) else data
