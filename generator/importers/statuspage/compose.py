"""The file of an event is brought up to it: only what changed is written anew."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from generator.content.edit import print_update
from generator.content.source import Source
from generator.importers.print_event import NotPrintable, checked, printed
from generator.importers.shelf import Existing
from generator.model.event import Event
from generator.model.update import Update


def changed_text(event: Event, existing: Existing, ids: frozenset[str]) -> str:
    """The text of a file that is there and is to hold `event`. Raises NotPrintable.

    What is the same stays as it is typed: the front matter as a whole, and each update.
    """
    try:
        text = checked(_spliced(event, existing), event, existing.file, ids)
    except NotPrintable:
        text = checked(printed(event, existing.file), event, existing.file, ids)
    return text if existing.line_end == "\n" else text.replace("\n", existing.line_end)


def _spliced(event: Event, existing: Existing) -> str:
    source, ours = existing.source, existing.event
    if source is None or ours is None:
        raise NotPrintable("its file cannot be read")
    chunks = _chunks(source, ours.updates)
    updates: tuple[Update[Any], ...] = event.updates
    sections = [chunks.get(update) or print_update(update) for update in updates]
    starts = [update.location.line for update in ours.updates]
    if len(starts) > 1 and starts == sorted(starts, reverse=True):
        sections.reverse()  # somebody likes the newest first
    return _front(event, ours, source) + "".join(
        "\n{}\n".format(section.strip("\n")) for section in sections
    )


def _chunks(source: Source, updates: Sequence[Update[Any]]) -> dict[Update[Any], str]:
    """Each update of a file as it is typed."""
    starts = sorted(update.location.line for update in updates)
    ends = dict(zip(starts, [*(start - 1 for start in starts[1:]), len(source.lines)], strict=True))
    return {
        update: "\n".join(source.lines[update.location.line - 1 : ends[update.location.line]])
        for update in updates
    }


def _front(event: Event, ours: Event, source: Source) -> str:
    """All before the first update: as it is typed where it says the same, else printed.

    Comments stay, at the end of a front matter that is printed.
    """
    fences = [number for number, line in enumerate(source.lines) if line.rstrip() == "---"]
    first = min(update.location.line for update in ours.updates) - 1
    typed, between = source.lines[: fences[1] + 1], source.lines[fences[1] + 1 : first]
    after = "\n".join(between).strip("\n")
    same: dict[str, Any] = {"updates": ours.updates}
    if replace(event, **same) == ours:
        return "\n".join([*typed, *([f"\n{after}"] if after else []), ""])
    anew = printed(event, source.file).split("\n")
    comments = [line for line in typed if line.lstrip().startswith("#")]
    head = [*anew[: anew.index("---", 1)], *comments, "---"]
    return "\n".join([*head, *([f"\n{after}"] if after else []), ""])
