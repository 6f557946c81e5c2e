"""What we owe our readers, and from when on it is late. One function and one line here add a fact.

Pure: a fact gives every duty that stands, due or not; the clock alone decides which are late.
"""

from collections.abc import Callable, Iterable, Iterator

from generator.duties import afterwards, incidents, renewals, windows
from generator.duties.records import Duty, Urgency, Watched

Fact = Callable[[Watched], Iterator[Duty]]

#: Every fact of `fogbell watch`.
FACTS: tuple[Fact, ...] = (
    incidents.next_update,
    incidents.silence,
    incidents.estimate,
    incidents.monitoring,
    incidents.open_for_long,
    windows.next_update,
    windows.end,
    windows.beginning,
    afterwards.postmortem,
    afterwards.actions,
    renewals.security,
    renewals.builds,
)


def duties(watched: Watched) -> tuple[Duty, ...]:
    """All that is owed, the worst first; not what an event sets aside with a reason."""
    site = watched.state.site
    set_aside = {(event.id, code.upper()) for event in site.events for code, _ in event.overrides}
    owed = (duty for fact in FACTS for duty in fact(watched))
    kept = [duty for duty in owed if (duty.event, duty.code) not in set_aside]
    return tuple(sorted(kept, key=_order))


def late(owed: Iterable[Duty], watched: Watched) -> tuple[Duty, ...]:
    """Those whose moment has come, but for mere notes."""
    return tuple(d for d in owed if d.late_from <= watched.now and d.urgency is not Urgency.NOTE)


def notes(owed: Iterable[Duty], watched: Watched) -> tuple[Duty, ...]:
    """What is worth a look, though nobody waits for it."""
    return tuple(d for d in owed if d.late_from <= watched.now and d.urgency is Urgency.NOTE)


def next_due(owed: Iterable[Duty], watched: Watched) -> Duty | None:
    """What is late first if nobody does anything; None where nothing will be."""
    coming = [d for d in owed if d.late_from > watched.now and d.urgency is not Urgency.NOTE]
    return min(coming, key=lambda duty: duty.late_from, default=None)


def _order(duty: Duty) -> tuple[int, int, float, str]:
    urgency = tuple(Urgency).index(duty.urgency)
    return urgency, -duty.impact.rank, duty.due.timestamp(), duty.event
