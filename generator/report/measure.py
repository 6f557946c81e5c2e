"""The figures of one incident: how soon we spoke, how long we were silent, what we kept."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import pairwise

from generator.content.actions import actions_of
from generator.model.incident import End, Incident, IncidentStatus, IncidentUpdate
from generator.model.update import Impact
from generator.report.records import Measured, Missed, Postmortem, Written
from generator.state.promises import postmortem_word
from generator.state.records import GRACE, IncidentState
from generator.state.timeline import resolution

#: what `internal: source:` of an imported file begins with
_SOURCES = ("statuspage ", "cstate ")
#: from this impact on, customers need a way around it
_NEEDS_WORKAROUND = Impact.MAJOR

Updates = tuple[IncidentUpdate, ...]


def measure(state: IncidentState, now: datetime) -> Measured:
    """What one incident says of how we communicate."""
    incident = state.incident
    said = incident.updates[: len(state.changes)]
    is_judged = _is_judged(incident)
    promises = [*_promises(said)] if is_judged else []
    missed = [_missed(due, came, now) for due, came in promises if _is_missed(due, came, now)]
    kept = sum(came is not None and came <= due + GRACE for due, came in promises)
    needs_way_around = is_judged and state.impact.rank >= _NEEDS_WORKAROUND.rank
    return Measured(
        id=incident.id,
        title=incident.title,
        impact=state.impact,
        month=f"{state.started:%Y-%m}",
        is_judged=is_judged,
        first_word=_first_word(incident) if is_judged else None,
        longest_gap=max(_gaps(said, now), default=None) if is_judged else None,
        kept=kept,
        missed=tuple(missed),
        pending=len(promises) - kept - len(missed),
        has_workaround=_has_workaround(said) if needs_way_around else None,
        postmortem=_postmortem(state, said, now),
    )


def _is_judged(incident: Incident) -> bool:
    """Not what was written after the fact, came from another page, or ended nobody knows when."""
    source = dict(incident.internal).get("source")
    is_imported = isinstance(source, str) and source.startswith(_SOURCES)
    return not (incident.backfilled or is_imported or incident.ended is End.UNKNOWN)


def _first_word(incident: Incident) -> timedelta | None:
    return incident.updates[0].at - incident.started if incident.started else None


def _open_spans(said: Updates) -> Iterator[tuple[IncidentUpdate, IncidentUpdate | None]]:
    """Each update that leaves the incident open, with the one that follows."""
    is_open = False
    for update, following in pairwise((*said, None)):
        if update is None:
            continue
        is_open = update.status.is_open if update.status else is_open
        if is_open:
            yield update, following


def _gaps(said: Updates, now: datetime) -> Iterator[timedelta]:
    """Each silence while it was open; an incident that is open is silent until now."""
    for update, following in _open_spans(said):
        yield max((following.at if following else now) - update.at, timedelta())


def _promises(said: Updates) -> Iterator[tuple[datetime, datetime | None]]:
    """Each next update that was promised while it was open: when it was due, and when it came."""
    for update, following in _open_spans(said):
        if update.next_update:
            yield update.next_update, following.at if following else None


def _is_missed(due: datetime, came: datetime | None, now: datetime) -> bool:
    return came > due + GRACE if came else now >= due + GRACE


def _missed(due: datetime, came: datetime | None, now: datetime) -> Missed:
    return Missed(due, came, (came or now) - due)


def _has_workaround(said: Updates) -> bool:
    return any(isinstance(update.workaround, str) for update in said)


def _postmortem(state: IncidentState, said: Updates, now: datetime) -> Postmortem:
    closing = said[resolution(said) or 0 :] if not state.is_open else ()
    published = [u.at for u in closing if u.status is IncidentStatus.POSTMORTEM]
    without = tuple(u for u in said if u.status is not IncidentStatus.POSTMORTEM)
    promise = None if state.is_open else postmortem_word(state.incident, without, now)
    if published:
        standing = Written.PUBLISHED
    elif promise is None:
        standing = Written.NONE
    else:
        standing = Written.LATE if promise.overdue else Written.DUE
    return Postmortem(
        state=standing,
        due=promise.due if promise else None,
        published=published[0] if published else None,
        actions=actions_of(closing),
    )
