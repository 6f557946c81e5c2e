"""What the captures say of an event besides its updates, the best word for each thing."""

from collections.abc import Iterator
from datetime import datetime

from generator.importers.statuspage.records import Head, SourceEvent

_ONLY_MAINTENANCE = frozenset({"scheduled", "in_progress", "verifying", "completed"})


def newest_first(event: SourceEvent) -> list[Head]:
    """The heads, the newest first; of two of one time that of the API."""
    return sorted(event.heads, key=lambda head: (head.seen, head.kind.rank), reverse=True)


def title_of(event: SourceEvent) -> str:
    """The newest title."""
    return newest_first(event)[0].title


def impact_of(event: SourceEvent) -> str:
    """The newest impact; empty where no capture tells one."""
    return next((head.impact for head in newest_first(event) if head.impact), "")


def started_of(event: SourceEvent) -> datetime | None:
    """When it began; the API's word is the most precise."""
    found = [head for head in event.heads if head.started]
    best = max(found, key=lambda head: (head.kind.rank, head.seen), default=None)
    return best.started if best else None


def closed_of(event: SourceEvent, word: str, last: datetime) -> tuple[bool, datetime | None]:
    """Whether the source says that it is over, and since when, where it tells.

    By the status in the newest capture that has one (`word` ends such an event), or by a time of
    its end that is not before the `last` update.
    """
    minute = last.replace(second=0)
    ends = [head.resolved for head in newest_first(event) if head.resolved]
    end = next((time for time in ends if time >= minute), None)
    status = next((head.status for head in newest_first(event) if head.status), "")
    return status in (word, "postmortem") or end is not None, end


def windows_of(event: SourceEvent) -> Iterator[Head]:
    """The heads that tell a window, the most precise first."""
    found = (head for head in event.heads if head.window)
    yield from sorted(found, key=lambda head: (head.kind.rank, head.seen), reverse=True)


def is_maintenance(event: SourceEvent) -> bool:
    """Whether it was planned: by the list it stood in, or by the words of its updates."""
    if any(head.planned for head in event.heads):
        return True
    return any(update.status in _ONLY_MAINTENANCE for update in event.updates)
