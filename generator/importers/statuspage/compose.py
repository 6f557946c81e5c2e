"""An event becomes the text of its file; where there is one, only what changed is written anew."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any

from generator.content.edit import print_incident, print_maintenance, print_update
from generator.content.source import MAX_BYTES, Source, parse_source
from generator.importers.statuspage.existing import Event, Existing, parse_event
from generator.model.incident import Incident
from generator.model.update import Update


class NotPrintable(ValueError):
    """The text says why an event cannot be written as a file that is read back the same."""


def new_text(event: Event, file: str, ids: frozenset[str]) -> str:
    """The text of a new file. Raises NotPrintable."""
    return _checked(_printed(event, file), event, file, ids)


def changed_text(event: Event, existing: Existing, ids: frozenset[str]) -> str:
    """The text of a file that is there and is to hold `event`. Raises NotPrintable.

    What is the same stays as it is typed: the front matter as a whole, and each update.
    """
    try:
        text = _checked(_spliced(event, existing), event, existing.file, ids)
    except NotPrintable:
        text = _checked(_printed(event, existing.file), event, existing.file, ids)
    return text if existing.line_end == "\n" else text.replace("\n", existing.line_end)


def _printed(event: Event, file: str) -> str:
    stem = PurePosixPath(file).stem
    if isinstance(event, Incident):
        return print_incident(event, stem)
    return print_maintenance(event, stem)


def _checked(text: str, event: Event, file: str, ids: frozenset[str]) -> str:
    data = text.encode()
    if len(data) > MAX_BYTES:
        raise NotPrintable(
            f"its file would have {len(data):,} bytes; at most {MAX_BYTES:,} are read"
        )
    source, problems = parse_source(data, file)
    found, problems_too = parse_event(source, ids) if source else (None, [])
    if found != event:
        reason = next((each.message for each in [*problems, *problems_too]), "it would change")
        raise NotPrintable(f"its file would not be read back as it is: {reason}")
    return text


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
    printed = _printed(event, source.file).split("\n")
    comments = [line for line in typed if line.lstrip().startswith("#")]
    head = [*printed[: printed.index("---", 1)], *comments, "---"]
    return "\n".join([*head, *([f"\n{after}"] if after else []), ""])
