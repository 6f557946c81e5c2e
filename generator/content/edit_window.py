"""Planned work is moved: its line `scheduled:` changes, and no byte besides."""

import re
from dataclasses import replace
from datetime import datetime

from generator.content.edit import EditError
from generator.content.frontmatter import parse_document
from generator.content.maintenance import parse_maintenance
from generator.content.source import LINE_ENDS, parse_source
from generator.content.times import format_time, parse_time
from generator.content.yamlio import Scalar
from generator.model.maintenance import Maintenance

_LINES = re.compile(f"({LINE_ENDS.pattern}|\n)")


def move_window(data: bytes, file: str, start: datetime, end: datetime) -> bytes:
    """The file's bytes with the window from `start` to `end`; a time that stays keeps its words.

    Raises EditError, with the line to write by hand, where that cannot be done safely.
    """
    before = _read(data, file)
    changed = _with_window(data, file, (start, end)) if before else data
    if before is None or _read(changed, file) != replace(before, start=start, end=end):
        line = f"scheduled: {format_time(start)} to {format_time(end)}"
        raise EditError(f"{file}: its window cannot be changed safely; write there: {line}")
    return changed


def _read(data: bytes, file: str) -> Maintenance | None:
    source, _ = parse_source(data, file)
    return parse_maintenance(source)[0] if source else None


def _with_window(data: bytes, file: str, window: tuple[datetime, datetime]) -> bytes:
    """The data with other times on the line that tells of them; as it is where that is not one."""
    source, _ = parse_source(data, file)
    document = parse_document(source)[0] if source else None
    node = document.fields.get("scheduled") if document else None
    if not isinstance(node, Scalar):
        return data
    place, lines = node.location, _LINES.split(data.decode())
    number, start, end = 2 * (place.line - 1), place.column - 1, place.column - 1 + place.width
    line = lines[number]
    mark = line[start : start + 1] if node.quoted else ""
    # the reader mends lines as it reads: one that it mended is not the line of the file
    if line != place.text or line[start:end] != f"{mark}{node.text}{mark}":
        return data
    parts = zip(node.text.split(" to "), window, strict=True)
    moved = " to ".join(_told(words, moment) for words, moment in parts)
    lines[number] = f"{line[:start]}{mark}{moved}{mark}{line[end:]}"
    return "".join(lines).encode()


def _told(words: str, moment: datetime) -> str:
    return words if parse_time(words) == moment else format_time(moment)
