"""What customers wait for in planned work."""

import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from generator.duties.records import Duty, Urgency, Watched, update_command
from generator.model.maintenance import MaintenanceStatus
from generator.state.records import MaintenanceState

_BEGUN = (MaintenanceStatus.IN_PROGRESS, MaintenanceStatus.VERIFYING)


def next_update(watched: Watched) -> Iterator[Duty]:
    """COM-05: the word that the latest update promised."""
    for each in _to_come(watched):
        if each.promise:
            command = update_command(each.maintenance.id)
            duty = _duty(each, "COM-05", "the next update", each.promise.due, command)
            yield replace(duty, late_from=each.promise.late_from)


def end(watched: Watched) -> Iterator[Duty]:
    """COM-83: that it is over, or a new end, before the old one has passed."""
    for each in _to_come(watched):
        if not each.maintenance.auto_complete:
            command = f"fogbell resolve {shlex.quote(each.maintenance.id)}"
            what = "the word that it is over, or a new end"
            yield _duty(each, "COM-83", what, each.maintenance.end, command)


def beginning(watched: Watched) -> Iterator[Duty]:
    """COM-82: that it has begun. The clock opens the window, so nobody needs to wait for it."""
    for each in _to_come(watched):
        planned = each.maintenance
        said = planned.updates[: len(each.changes)]
        is_told = any(update.status in _BEGUN for update in said)
        if not (is_told or planned.auto_complete or watched.now >= planned.end):
            command = update_command(planned.id, "--status in_progress")
            what = "the word that it has begun"
            duty = _duty(each, "COM-82", what, planned.start, command)
            yield replace(duty, urgency=Urgency.NOTE)


def _to_come(watched: Watched) -> Iterator[MaintenanceState]:
    return (each for each in watched.state.maintenances if not each.status.is_over)


def _duty(each: MaintenanceState, code: str, what: str, due: datetime, command: str) -> Duty:
    return Duty(
        code=code,
        urgency=Urgency.NOW,
        event=each.maintenance.id,
        title=each.maintenance.title,
        what=what,
        due=due,
        late_from=due,
        command=command,
    )
