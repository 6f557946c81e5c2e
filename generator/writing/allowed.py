"""Which update may follow, as an event stands now; a sentence where it may not."""

from datetime import datetime
from enum import StrEnum

from generator.content.times import format_time
from generator.content.words import find_word, suggest
from generator.errors import UserError
from generator.model.event import Event
from generator.model.incident import Incident, IncidentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.state.status import incident_state, maintenance_state
from generator.state.timeline import maintenance_span, resolution

_OF_INCIDENTS = tuple(each for each in IncidentStatus if each is not IncidentStatus.POSTMORTEM)


def next_status(event: Event, word: str | None, *, reopen: bool = False) -> StrEnum | None:
    """The status that `word` means for this kind of event; None: it stays as it is.

    Raises UserError with the statuses that there are.
    """
    if isinstance(event, Maintenance):
        if reopen:
            message = f"--reopen: '{event.title}' is planned work; if it goes on, write"
            raise UserError(f"{message} --status in_progress")
        return _status(event, word) if word is not None else None
    status = _status(event, word) if word is not None else None
    if status is IncidentStatus.POSTMORTEM:
        raise UserError(f"--status {word}: write it with: fogbell postmortem {event.id}")
    if reopen and status is IncidentStatus.RESOLVED:
        raise UserError(f"--status {word}: it stays open; say how, such as: identified")
    return IncidentStatus.INVESTIGATING if reopen and status is None else status


def _status(event: Event, word: str) -> StrEnum:
    planned = isinstance(event, Maintenance)
    status = find_word(word, MaintenanceStatus) if planned else find_word(word, IncidentStatus)
    if status is not None:
        return status
    allowed = tuple(MaintenanceStatus) if planned else _OF_INCIDENTS
    kind = "planned work" if planned else "an incident"
    hint = suggest(word, allowed)
    message = f"--status {word}: '{event.title}' is {kind}, which is one of: {', '.join(allowed)}"
    raise UserError("; ".join(filter(None, [message, hint])))


def end_status(event: Event) -> StrEnum:
    """The status with which this kind of event is over."""
    return IncidentStatus.RESOLVED if isinstance(event, Incident) else MaintenanceStatus.COMPLETED


def refuse_unfit(
    event: Event, status: StrEnum | None, now: datetime, *, reopen: bool = False
) -> None:
    """Raises UserError where an update with `status` (None: as it was) cannot follow at `now`."""
    if isinstance(event, Maintenance):
        _refuse_for_planned(event, status, now)
    elif reopen:
        _refuse_open(event, now)
    else:
        _refuse_closed(event, now)


def _refuse_closed(incident: Incident, now: datetime) -> None:
    if (state := incident_state(incident, now)) and not state.is_open:
        when = f" since {format_time(state.ended)}" if state.ended else ""
        message = f"'{incident.title}' is resolved{when}"
        raise UserError(f"{message}; if it is back: fogbell update {incident.id} --reopen")


def _refuse_open(incident: Incident, now: datetime) -> None:
    if (state := incident_state(incident, now)) and state.is_open:
        raise UserError(f"'{incident.title}' is open already; leave --reopen away")


def _refuse_for_planned(planned: Maintenance, status: StrEnum | None, now: datetime) -> None:
    state = maintenance_state(planned, now)
    if state is None:
        return
    by_clock = planned.auto_complete and planned.end <= now
    goes_on = isinstance(status, MaintenanceStatus) and not status.is_over and not by_clock
    if state.status.is_over and not goes_on:
        ended = maintenance_span(planned, now)[1]
        when = f" since {format_time(ended)}" if ended else ""
        again, how = "if it goes on", "--status in_progress --to WHEN"
        if state.status is MaintenanceStatus.CANCELLED:
            again = "if it will take place after all"
            how = "--status scheduled --from WHEN --to WHEN"
        message = f"'{planned.title}' is {state.status}{when}; {again}"
        raise UserError(f"{message}: fogbell update {planned.id} {how}")
    if status is MaintenanceStatus.COMPLETED and not state.is_active:
        message = f"'{planned.title}' has not begun (it will at {format_time(planned.start)})"
        call_off = f"fogbell update {planned.id} --status cancelled"
        raise UserError(f"{message}; if it will not take place: {call_off}")


def refuse_postmortem(event: Event, now: datetime) -> Incident:
    """The incident that a postmortem may follow.

    Raises UserError for planned work, where it is open, and where a postmortem is there.
    """
    if not isinstance(event, Incident):
        raise UserError(f"'{event.title}' is planned work: only an incident has a postmortem")
    state = incident_state(event, now)
    resolved = resolution(event.updates)
    if state and state.is_open:
        message = f"'{event.title}' is still open; when it is over, first"
        raise UserError(f"{message}: fogbell resolve {event.id}")
    file = event.location.file
    if resolved is None:
        message = f"no update of '{event.title}' says that it is over"
        raise UserError(f"{message}; add to {file}: ## Resolved — <time>")
    written = [u.at for u in event.updates[resolved:] if u.status is IncidentStatus.POSTMORTEM]
    if written:
        message = f"'{event.title}' has a postmortem, of {format_time(written[0])}"
        how = f"; to correct it, change its text in {file}\nand write under its heading: edited:"
        raise UserError(f"{message}{how} {format_time(now)}")
    return event
