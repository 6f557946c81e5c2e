"""When a maintenance was to be, and whether it is over although nobody said so."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from generator.importers.report import Notes, changed
from generator.importers.statuspage.heads import windows_of
from generator.importers.statuspage.records import Kind, SourceEvent
from generator.importers.statuspage.steps import Step
from generator.model.maintenance import MaintenanceStatus

Window = tuple[datetime, datetime]

#: the shortest window the format has a use for
_SHORTEST = timedelta(minutes=1)


def window_of(event: SourceEvent, steps: Sequence[Step[MaintenanceStatus]], notes: Notes) -> Window:
    """The planned window; where the source does not say, the one in which the work was done."""
    heads = {head.kind: head.window for head in windows_of(event)}
    if Kind.API in heads:
        return _legal(heads[Kind.API], event, notes)
    begun = next((s.at for s in steps if s.status is MaintenanceStatus.IN_PROGRESS), None)
    ended = next((s.at for s in reversed(steps) if s.status and s.status.is_over), None)
    if begun and ended and begun < ended:
        notes.append(changed("a window is taken from In progress to Completed", event.code))
        return begun, ended
    if Kind.FEED in heads:
        return _legal(heads[Kind.FEED], event, notes)
    notes.append(changed("a window is taken from the first update to the last", event.code))
    return _legal((steps[0].at, steps[-1].at), event, notes)


def _legal(window: Sequence[datetime], event: SourceEvent, notes: Notes) -> Window:
    start, end = (time.replace(microsecond=0) for time in window)
    if end < start + _SHORTEST:
        notes.append(changed("a window without length becomes one of a minute", event.code))
    return start, max(end, start + _SHORTEST)
