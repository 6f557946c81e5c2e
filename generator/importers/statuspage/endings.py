"""How an event ends: what the source says of it, made to fit what our format takes."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from generator.importers.report import Notes, changed
from generator.importers.statuspage.heads import closed_of
from generator.importers.statuspage.records import PageMemory, SourceEvent
from generator.importers.statuspage.steps import SECOND, Step
from generator.model.incident import OPEN_STATUSES, End, IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.update import StatusT

#: who has been silent for so long before the capture is over, nobody knows since when
SILENCE = timedelta(days=14)


def resolved_before_postmortem(
    steps: list[Step[IncidentStatus]], event: SourceEvent, notes: Notes
) -> list[Step[IncidentStatus]]:
    """A postmortem needs a Resolved before it."""
    statuses = [step.status for step in steps]
    if IncidentStatus.POSTMORTEM not in statuses:
        return steps
    at = statuses.index(IncidentStatus.POSTMORTEM)
    if IncidentStatus.RESOLVED in statuses[:at]:
        return steps
    words = "a postmortem without Resolved: the update before it becomes Resolved"
    notes.append(changed(words, event.code))
    last = max(0, at - 1)
    return [*steps[:last], replace(steps[last], status=IncidentStatus.RESOLVED), *steps[last + 1 :]]


def with_end(
    steps: list[Step[IncidentStatus]], event: SourceEvent, notes: Notes
) -> list[Step[IncidentStatus]]:
    """With a Resolved without words, where the source says that it is over and no update does."""
    is_over, when = closed_of(event, IncidentStatus.RESOLVED, steps[-1].at)
    if not (is_over and _is_open(steps)):
        return steps
    notes.append(
        changed("an end that no update tells becomes a Resolved without words", event.code)
    )
    return [*steps, Step(None, IncidentStatus.RESOLVED, _after(steps[-1].at, when))]


def with_completion(
    steps: list[Step[MaintenanceStatus]], event: SourceEvent, notes: Notes
) -> list[Step[MaintenanceStatus]]:
    """With a Completed without words, where the source says that it is over and no update does."""
    is_over, when = closed_of(event, MaintenanceStatus.COMPLETED, steps[-1].at)
    if not is_over or _is_done(steps):
        return steps
    notes.append(
        changed("an end that no update tells becomes a Completed without words", event.code)
    )
    return [*steps, Step(None, MaintenanceStatus.COMPLETED, _after(steps[-1].at, when))]


def _after(last: datetime, when: datetime | None) -> datetime:
    return max(last + SECOND, when.replace(microsecond=0)) if when else last + SECOND


def reopened(steps: list[Step[IncidentStatus]]) -> list[Step[IncidentStatus]]:
    """An open status after Resolved says that it reopens the incident."""
    done: list[Step[IncidentStatus]] = []
    is_closed = False
    for step in steps:
        done.append(replace(step, reopened=is_closed and step.status in OPEN_STATUSES))
        if step.status is not None:
            is_closed = step.status not in OPEN_STATUSES
    return done


def _is_open(steps: Sequence[Step[IncidentStatus]]) -> bool:
    last = next((step.status for step in reversed(steps) if step.status), None)
    return last in OPEN_STATUSES


def _is_done(steps: Sequence[Step[MaintenanceStatus]]) -> bool:
    last = next((step.status for step in reversed(steps) if step.status), None)
    return last is not None and last.is_over


def end_of(
    steps: Sequence[Step[IncidentStatus]], event: SourceEvent, page: PageMemory, notes: Notes
) -> End | None:
    """`unknown` for what was open when last seen, and has been silent or gone since."""
    if not _is_open(steps):
        return None
    if page.newest - steps[-1].at > SILENCE:
        words = f"still open at the source after {SILENCE.days} days without a word: ended: unknown"
    elif _is_gone(steps, event, page):
        words = "open when last seen, but not in a newer summary: ended: unknown"
    else:
        return None
    notes.append(changed(words, event.code))
    return End.UNKNOWN


def auto_completes(
    steps: Sequence[Step[MaintenanceStatus]],
    end: datetime,
    event: SourceEvent,
    page: PageMemory,
    notes: Notes,
) -> bool:
    """Whether a maintenance that nobody completed is taken to be over at its end."""
    is_gone = _is_gone(steps, event, page) and page.opened_at is not None and end <= page.opened_at
    if _is_done(steps) or not (is_gone or page.newest - end > SILENCE):
        return False
    words = "a maintenance that was never completed ends with its window: auto_complete: yes"
    notes.append(changed(words, event.code))
    return True


def _is_gone(steps: Sequence[Step[StatusT]], event: SourceEvent, page: PageMemory) -> bool:
    """Whether the newest summary, which shows all that is open, does not show it any more."""
    if page.opened_at is None or event.code in page.opened:
        return False
    return steps[-1].at <= page.opened_at
