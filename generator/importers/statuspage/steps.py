"""The updates of an event in order, each with the status and the time that our format gives it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic

from generator.importers.report import Notes, changed
from generator.importers.statuspage.records import SourceUpdate
from generator.importers.statuspage.timelines import in_order
from generator.importers.statuspage.words import SAME
from generator.model.update import StatusT

SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class Step(Generic[StatusT]):
    #: None: an update of ours, which the source lacks
    update: SourceUpdate | None
    #: None: the status stays
    status: StatusT | None
    at: datetime
    reopened: bool = False


def steps_of(
    updates: Sequence[SourceUpdate],
    words: Mapping[str, StatusT],
    first: StatusT,
    place: str,
    notes: Notes,
) -> list[Step[StatusT]]:
    """The oldest first, at times that differ by a second at least.

    A status that is repeated becomes an `Update`, as Statuspage shows it. `first` is the status of
    a first update that has none.
    """
    ordered = in_order(updates)
    statuses = _known(ordered, words, place, notes)
    if statuses and statuses[0] is None:
        notes.append(
            changed(f"a first update without a status becomes {first.value.capitalize()}", place)
        )
        statuses[0] = first
    steps: list[Step[StatusT]] = []
    held: StatusT | None = None
    for update, status, at in zip(ordered, statuses, _times(ordered), strict=True):
        steps.append(Step(update, None if status is held else status, at))
        held = status or held
    return steps


def _known(
    updates: Sequence[SourceUpdate], words: Mapping[str, StatusT], place: str, notes: Notes
) -> list[StatusT | None]:
    for update in updates:
        if update.status not in words and update.status != SAME:
            said = f"{place}: {update.status or 'none'}"
            notes.append(changed("an update whose status is not known becomes an Update", said))
    return [words.get(update.status) for update in updates]


def _times(updates: Sequence[SourceUpdate]) -> Iterator[datetime]:
    """In whole seconds, each after the one before."""
    last: datetime | None = None
    for update in updates:
        at = update.at.replace(microsecond=0)
        last = at if last is None or at > last else last + SECOND
        yield last
