"""Files for programs are read by the strictest of readers."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from xml.parsers import expat

#: RFC 5545, 3.1: octets of a line without its end
MAX_ICS_LINE = 75
#: XML 1.0 has no way to say these, not even as a reference
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_REFERENCE = re.compile(r"&#(?:x([0-9a-fA-F]+)|(\d+));")


def machine_faults(path: str, data: bytes) -> Iterator[str]:
    """Sentences about a file that is no page: it must be what the end of its name says."""
    check = _CHECKS.get(path.rpartition(".")[2])
    if check:
        yield from check(data)


def _json_faults(data: bytes) -> Iterator[str]:
    """RFC 8259, with each key once and no NaN."""
    try:
        json.loads(data.decode(), parse_constant=_refuse, object_pairs_hook=_once)
    except ValueError as wrong:  # of UTF-8 as well
        yield f"is not strict JSON: {wrong}"


def _refuse(constant: str) -> object:
    raise ValueError(f"{constant} is no number")


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key is there twice")
    return found


def _xml_faults(data: bytes) -> Iterator[str]:
    """Well-formed XML 1.0 without a DTD, of legal characters only."""
    parser = expat.ParserCreate()
    doctypes: list[object] = []
    parser.StartDoctypeDeclHandler = lambda *named: doctypes.append(named)
    try:
        parser.Parse(data, True)
    except expat.ExpatError as wrong:
        yield f"is not XML: {wrong}"
    if doctypes:
        yield "has a document type, which feed readers refuse"
    text = data.decode("utf-8", "replace")
    codes = (int(hexa, 16) if hexa else int(number) for hexa, number in _REFERENCE.findall(text))
    if _NOT_XML.search(text) or any(
        code < 0x110000 and _NOT_XML.match(chr(code)) for code in codes
    ):
        yield "holds a character that XML cannot have"


def _svg_faults(data: bytes) -> Iterator[str]:
    yield from _xml_faults(data)
    if re.search(rb"<script|\son\w+=|(?:href|src)=['\"](?!#|data:)", data):
        yield "holds a script or an address: a picture asks for nothing"


def _calendar_faults(data: bytes) -> Iterator[str]:
    """RFC 5545: CR LF, at most 75 octets a line, whole characters, pairs of BEGIN and END."""
    if (
        not data.endswith(b"\r\n")
        or b"\n" in data.replace(b"\r\n", b"")
        or b"\r" in data.replace(b"\r\n", b"")
    ):
        yield "has lines that do not end in CR LF"
    lines = data.split(b"\r\n")
    if any(len(line) > MAX_ICS_LINE for line in lines):
        yield f"has a line of more than {MAX_ICS_LINE} octets"
    open_parts: list[bytes] = []
    for line in lines:
        name, _, value = line.partition(b":")
        if name == b"BEGIN":
            open_parts.append(value)
        elif name == b"END" and (not open_parts or open_parts.pop() != value):
            yield f"ends {value.decode('ascii', 'replace')}, which was not begun"
    if open_parts:
        yield "has a part without its end"
    yield from _text_faults(data, lines)


def _text_faults(data: bytes, lines: list[bytes] | None = None) -> Iterator[str]:
    for line in lines or [data]:
        try:
            line.decode()
        except UnicodeDecodeError:
            yield "is not UTF-8" if lines is None else "cuts a character in two where it folds"
            return


_CHECKS: Mapping[str, Callable[[bytes], Iterator[str]]] = {
    "json": _json_faults,
    "atom": _xml_faults,
    "rss": _xml_faults,
    "xml": _xml_faults,
    "svg": _svg_faults,
    "ics": _calendar_faults,
    "csv": _text_faults,
    "txt": _text_faults,
    "js": _text_faults,
}
