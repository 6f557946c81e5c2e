"""Which events and updates a feed holds: the ones that moved last, and never too many."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from heapq import nlargest
from operator import itemgetter

from generator.model.maintenance import MaintenanceStatus
from generator.state.records import EventState, MaintenanceState, State

MOST_EVENTS, MOST_UPDATES = 50, 100

#: of the whole site, beside the components' ids
ALL = ""


def newest_events(state: State) -> Mapping[str, Sequence[EventState]]:
    """For ALL and each component that was touched: at most MOST_EVENTS, the last moved first."""
    moved = [(moved_at(each), each.event.id, each) for each in _told(state)]
    moved.sort(key=itemgetter(0, 1), reverse=True)
    found: dict[str, list[EventState]] = defaultdict(list)
    for _, _, each in moved:
        for name in (ALL, *dict(each.components)):
            if len(found[name]) < MOST_EVENTS:
                found[name].append(each)
    return found


def newest_updates(state: State) -> Sequence[tuple[EventState, int]]:
    """At most MOST_UPDATES updates, each as its event and its number there, the newest first.

    Any of them belongs to one of as many events with the newest words, so only those are read.
    """
    last = nlargest(MOST_UPDATES, _told(state), key=_last_word)
    updates = [
        (each.event.updates[number].at, each.event.id, number, each)
        for each in last
        for number in range(len(each.changes))
    ]
    updates.sort(key=itemgetter(0, 1), reverse=True)
    return [(each, number) for _, _, number, each in updates[:MOST_UPDATES]]


def moved_at(each: EventState) -> datetime:
    """When an event last changed by what its file says: an update, a correction, its window."""
    updates = each.event.updates
    said = updates if len(updates) == len(each.changes) else updates[: len(each.changes)]
    moved = said[-1].at
    for update in said:
        if update.edited and update.edited > moved:
            moved = update.edited
    if isinstance(each, MaintenanceState):
        moved = max([moved, *_moved_by_its_window(each)])
    return moved


def _moved_by_its_window(each: MaintenanceState) -> Iterator[datetime]:
    """The moment at which a window opened or closed where nobody wrote that it did."""
    planned = each.maintenance
    said = {update.status for update in planned.updates[: len(each.changes)]}
    if each.status is MaintenanceStatus.IN_PROGRESS and said <= {None, MaintenanceStatus.SCHEDULED}:
        yield planned.start
    if each.status is MaintenanceStatus.COMPLETED and MaintenanceStatus.COMPLETED not in said:
        yield planned.end


def _told(state: State) -> Iterator[EventState]:
    """All that feeds tell of: nothing that was written after the fact, no exercise."""
    both: list[EventState] = [*state.incidents, *state.maintenances]
    for each in both:
        event = each.event
        if not (event.backfilled or event.drill):
            yield each


def _last_word(each: EventState) -> tuple[datetime, str]:
    event = each.event
    return event.updates[len(each.changes) - 1].at, event.id
