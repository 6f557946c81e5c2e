"""When the next word is due, and whether it is late."""

from datetime import datetime, timedelta

from generator.model.incident import Incident, IncidentStatus, IncidentUpdate
from generator.model.update import Nothing, StatusT, Update
from generator.state.records import GRACE, Promise
from generator.state.timeline import resolution
from generator.state.uptime import midnight


def promise_at(due: datetime | None, now: datetime) -> Promise | None:
    """A promise as it stands at `now`."""
    return Promise(due, now >= due + GRACE) if due else None


def next_word(updates: tuple[Update[StatusT], ...], now: datetime) -> Promise | None:
    """Only the latest update's promise counts."""
    return promise_at(updates[-1].next_update, now) if updates else None


def postmortem_word(
    incident: Incident, updates: tuple[IncidentUpdate, ...], now: datetime
) -> Promise | None:
    """When a closed incident's postmortem was promised for: by Resolved, or by `postmortem_due`.

    An update after Resolved may move the promise; only a postmortem after Resolved keeps it.
    """
    resolved = resolution(updates)
    if resolved is None:
        return None
    closing = updates[resolved:]
    if any(update.status is IncidentStatus.POSTMORTEM for update in closing):
        return None
    promised = [update.next_update for update in closing if update.next_update]
    if promised:
        return promise_at(promised[-1], now)
    written = any(update.status is IncidentStatus.POSTMORTEM for update in updates)
    return None if written else promise_at(_end_of_day(incident), now)


def _end_of_day(incident: Incident) -> datetime | None:
    day = incident.postmortem_due
    return midnight(day) + timedelta(days=1) if day else None


def standing_workaround(updates: tuple[Update[StatusT], ...]) -> str:
    """The latest workaround that was not taken back; empty where there is none."""
    said = [update.workaround for update in updates if update.workaround is not None]
    return said[-1] if said and not isinstance(said[-1], Nothing) else ""


def standing_eta(updates: tuple[Update[StatusT], ...]) -> datetime | None:
    """The latest estimate that was not taken back."""
    said = [update.eta for update in updates if update.eta is not None]
    return said[-1] if said and not isinstance(said[-1], Nothing) else None
