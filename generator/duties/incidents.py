"""What customers wait for while an incident is open."""

import shlex
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from generator.duties.records import Duty, Urgency, Watched, update_command
from generator.model.incident import IncidentStatus, IncidentUpdate
from generator.state.records import IncidentState


def next_update(watched: Watched) -> Iterator[Duty]:
    """COM-05: the word that the latest update promised."""
    for each in watched.state.open_incidents:
        if each.promise:
            command = update_command(each.incident.id)
            duty = _duty(each, "COM-05", "the next update", each.promise.due, command)
            yield replace(duty, late_from=each.promise.late_from)


def silence(watched: Watched) -> Iterator[Duty]:
    """COM-02: a word at all, where none was promised."""
    gap = watched.state.site.settings.policy.gap
    for each in watched.state.open_incidents:
        if each.promise is None:
            due = _said(each)[-1].at + gap.of(each.impact)
            what = "an update (none was promised)"
            yield _duty(each, "COM-02", what, due, update_command(each.incident.id))


def estimate(watched: Watched) -> Iterator[Duty]:
    """COM-06: a new estimate, once the old one has passed."""
    for each in watched.state.open_incidents:
        if each.eta:
            command = update_command(each.incident.id, "--eta 1h --next 30m")
            yield _duty(each, "COM-06", "a new estimate", each.eta, command)


def monitoring(watched: Watched) -> Iterator[Duty]:
    """COM-07: the end of Monitoring."""
    for each in watched.state.open_incidents:
        if each.status is IncidentStatus.MONITORING:
            due = _monitoring_since(each) + watched.patience.monitoring
            command = f"fogbell resolve {shlex.quote(each.incident.id)}"
            yield _duty(each, "COM-07", "the end of Monitoring", due, command)


def open_for_long(watched: Watched) -> Iterator[Duty]:
    """COM-67: a word now and then in what has been open for a day."""
    patience = watched.patience
    for each in watched.state.open_incidents:
        due = max(_opened(each) + patience.long, _said(each)[-1].at + patience.silence)
        what = "a word in what is open for long"
        yield _duty(each, "COM-67", what, due, update_command(each.incident.id))


def _duty(each: IncidentState, code: str, what: str, due: datetime, command: str) -> Duty:
    return Duty(
        code=code,
        urgency=Urgency.NOW,
        event=each.incident.id,
        title=each.incident.title,
        what=what,
        due=due,
        late_from=due,
        command=command,
        impact=each.impact,
    )


def _said(each: IncidentState) -> tuple[IncidentUpdate, ...]:
    """The updates that count."""
    return each.incident.updates[: len(each.changes)]


def _monitoring_since(each: IncidentState) -> datetime:
    since: datetime | None = None
    for update in _said(each):
        if update.status is IncidentStatus.MONITORING:
            since = since or update.at
        elif update.status is not None:
            since = None
    return since or each.started


def _opened(each: IncidentState) -> datetime:
    """When it began, or was opened again."""
    opened: datetime | None = each.started
    for update in _said(each):
        if update.status is IncidentStatus.RESOLVED:
            opened = None
        elif update.status is not None and update.status.is_open:
            opened = opened or update.at
    return opened or each.started
