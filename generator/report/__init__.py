"""How well we communicate: `report(site, since, now)`. Pure; never part of the published site.

Times that were written down after the fact, or brought along from another page, say nothing of how
quickly we spoke: such incidents are counted, and left out of every figure but the postmortems.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Site
from generator.model.update import Impact
from generator.report.measure import measure
from generator.report.records import Drills, Measured, Override, Report, Row, Written
from generator.state.status import incident_state
from generator.state.uptime import midnight

#: how long after the last exercise it is time for another: two a year
DRILL_EVERY = timedelta(days=183)


def report(site: Site, since: date, now: datetime) -> Report:
    """The figures of all that began on the day `since` (UTC) or later, as they stand at `now`.

    `site` holds exercises too: they count as drills, and as nothing else.
    """
    states = [state for each in site.incidents if (state := incident_state(each, now))]
    real = [each for each in states if not each.incident.drill]
    measured = tuple(measure(each, now) for each in real if each.started >= midnight(since))
    return Report(
        now=now,
        since=since,
        incidents=measured,
        total=summed("all", measured, now),
        months=tuple(_months(measured, now)),
        impacts=tuple(_impacts(measured, now)),
        overrides=tuple(_overrides(site, since)),
        drills=_drills(site, now),
    )


def summed(name: str, measured: Sequence[Measured], now: datetime) -> Row:
    """One row of figures, over some incidents."""
    judged = [each for each in measured if each.is_judged]
    asked = [each for each in judged if each.has_workaround is not None]
    standing = Counter(each.postmortem.state for each in measured)
    owed = [a for each in measured for a in each.postmortem.actions if not a.is_done]
    return Row(
        name=name,
        incidents=len(measured),
        not_judged=len(measured) - len(judged),
        first_words=tuple(sorted(e.first_word for e in judged if e.first_word is not None)),
        gaps=tuple(sorted(e.longest_gap for e in judged if e.longest_gap is not None)),
        kept=sum(each.kept for each in judged),
        missed=sum(len(each.missed) for each in judged),
        pending=sum(each.pending for each in judged),
        workarounds=sum(bool(each.has_workaround) for each in asked),
        workarounds_asked=len(asked),
        published=standing[Written.PUBLISHED],
        due=standing[Written.DUE],
        late=standing[Written.LATE],
        actions=len(owed),
        late_actions=sum(action.is_late(now) for action in owed),
    )


def _months(measured: Sequence[Measured], now: datetime) -> Iterator[Row]:
    for month in dict.fromkeys(each.month for each in measured):
        yield summed(month, [each for each in measured if each.month == month], now)


def _impacts(measured: Sequence[Measured], now: datetime) -> Iterator[Row]:
    for impact in reversed(Impact):
        if some := [each for each in measured if each.impact is impact]:
            yield summed(impact.value, some, now)


def _overrides(site: Site, since: date) -> Iterator[Override]:
    for event in site.events:
        if not event.drill and _began(event) >= midnight(since):
            for code, reason in event.overrides:
                yield Override(event.id, code.upper(), reason)


def _drills(site: Site, now: datetime) -> Drills:
    """Exercises have no beginning but their own; those to come do not count yet."""
    held = [(_began(e), e.id) for e in site.events if e.drill and _began(e) <= now]
    if not held:
        return Drills(count=0, last=None, last_at=None, is_due=True)
    at, event = max(held)
    return Drills(count=len(held), last=event, last_at=at, is_due=now - at > DRILL_EVERY)


def _began(event: Incident | Maintenance) -> datetime:
    return event.began if isinstance(event, Incident) else event.start
