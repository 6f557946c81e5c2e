"""Files are known by their shape, not by their name: bytes become captures, or a note why not."""

from generator.importers.report import Notes, failed, skipped
from generator.importers.statuspage.api import (
    is_api,
    is_removed_components,
    read_api,
    read_removed_components,
)
from generator.importers.statuspage.feeds import read_feed
from generator.importers.statuspage.gather import Found
from generator.importers.statuspage.history import is_line, read_lines
from generator.importers.statuspage.records import Capture
from generator.importers.statuspage.typed import parse_json
from generator.importers.statuspage.xml_events import NotAFeed, parse_feed

#: a broken line at the beginning does not hide what the file is
_LOOKED_AT = 20
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")


def read_captures(found: Found, notes: Notes) -> list[Capture]:
    """What a file says: nothing, with a note, where it is none that is known."""
    start = found.data.removeprefix(_BOMS[0]).lstrip()[:200]
    if not start:
        notes.append(skipped("empty", found.name))
        return []
    if start.startswith((b"{", b"[")):
        return _read_json(found, notes)
    is_xml = start.startswith(b"<") or found.data.startswith(_BOMS)
    if is_xml and b"<!doctype html" not in start.lower() and b"<html" not in start.lower():
        return _read_xml(found, notes)
    _refuse("neither JSON nor XML", found, notes)
    return []


def _read_xml(found: Found, notes: Notes) -> list[Capture]:
    try:
        feed = parse_feed(found.data)
    except NotAFeed as wrong:
        _refuse(str(wrong), found, notes)
        return []
    capture = read_feed(feed, found.name, notes)
    return [capture] if capture else []


def _read_json(found: Found, notes: Notes) -> list[Capture]:
    try:
        text = found.data.decode("utf-8-sig")
    except UnicodeDecodeError as wrong:
        _refuse(f"not UTF-8 ({wrong.reason})", found, notes)
        return []
    if _is_lines(text):
        return read_lines(text, found.name, notes)
    try:
        document = parse_json(text)
    except ValueError as wrong:
        _refuse(f"not JSON: {wrong}", found, notes)
        return []
    capture = None
    if is_api(document):
        capture = read_api(document, found.name, notes)
    elif is_removed_components(document):
        capture = read_removed_components(document, found.name, notes)
    else:
        notes.append(skipped("JSON of another shape", found.name))
    return [capture] if capture else []


def _is_lines(text: str) -> bool:
    """Whether one of the first lines is a whole incident."""
    return any(_is_line(line) for line in text.split("\n", _LOOKED_AT)[:_LOOKED_AT])


def _is_line(line: str) -> bool:
    try:
        return line.startswith("{") and is_line(parse_json(line))
    except ValueError:
        return False


def _refuse(reason: str, found: Found, notes: Notes) -> None:
    """A file that is not what its name says is a problem; any other is only none of ours."""
    if found.is_meant:
        notes.append(failed(f"could not be read: {reason}", found.name))
    else:
        notes.append(skipped(reason, found.name))
