"""The window of planned work, as it is typed behind a command."""

from datetime import datetime
from enum import StrEnum

from generator.content.times import format_time
from generator.errors import UserError
from generator.model.event import Event
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.writing.words import when_of

Window = tuple[datetime, datetime]


def start_of(text: str, at: datetime) -> datetime:
    """When planned work begins: `now`, or a moment after `at`. Raises UserError."""
    if text.strip().casefold() == "now":
        return at
    return when_of(text, at, "--from")


def end_of(text: str, start: datetime, at: datetime) -> datetime:
    """When it ends: a duration or time of day counts from its start, or, once begun, from `at`.

    Raises UserError where it is not after its start, or past.
    """
    if start < at:
        return when_of(text, at, "--to")
    return when_of(text, start, "--to", opens=True)


def refuse_past(planned: Maintenance, status: StrEnum | None, now: datetime) -> None:
    """Raises UserError where work is announced once more for a time that is past."""
    if status is MaintenanceStatus.SCHEDULED and planned.start <= now:
        begun = f"it would have begun at {format_time(planned.start)}"
        raise UserError(f"--status {status}: {begun}; give --from and --to too")


def moved(event: Event, start: str | None, end: str | None, at: datetime) -> Window | None:
    """The window that --from and --to give to planned work; None where neither was given.

    Raises UserError where it would end before it begins, or where the event has no window.
    """
    if start is None and end is None:
        return None
    if not isinstance(event, Maintenance):
        message = f"--from and --to move planned work, and '{event.title}' is an incident"
        raise UserError(f"{message}; when it may be over is said with --eta")
    said = [update.status for update in event.updates if update.status][-1]
    if start is not None and said in (MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING):
        raise UserError(f"--from {start}: '{event.title}' has begun; only its end can move (--to)")
    begins = event.start if start is None else start_of(start, at)
    if end is None and event.end <= begins:
        ends = format_time(event.end)
        raise UserError(f"--from {start}: it would end before that, at {ends}; give --to too")
    return begins, (event.end if end is None else end_of(end, begins, at))
