"""A cState file is split into front matter and body, with patience for every slip of the pen."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.importers.cstate.data import Data, NoData, Table, read_json, read_toml, read_yaml
from generator.importers.text.clean import clean_text

#: editors make one dash of three
_ALMOST = re.compile(r"[-–—]{2,10}|—")
_KEY = re.compile(r"(?P<key>[A-Za-z_][\w-]*)\s*:(?:\s+(?P<value>.*)|)")
#: what may stand in a front matter: a key, an item, a comment, more of a value
_FIELD_LIKE = re.compile(r"[A-Za-z_][\w-]*\s*:(?:\s|\Z)|\s*-\s|\s*#|\s+\S|[\[\]{}]")


@dataclass(frozen=True, slots=True)
class Document:
    front: Table
    body: str
    #: the line of the file (from 1) on which the body begins
    body_line: int
    #: what was mended: line and words
    remarks: tuple[tuple[int, str], ...]


def read_document(raw: str) -> Document:
    """The front matter and the body of a file. Raises NoData where there is no front matter."""
    remarks: list[tuple[int, str]] = []
    if raw.startswith("\ufeff"):
        remarks.append((1, "a byte order mark is dropped"))
        raw = raw.removeprefix("\ufeff")
    if "\r" in raw:
        remarks.append((1, "line ends of Windows are read as plain ones"))
    unified = raw.replace("\r\n", "\n").replace("\r", "\n")
    text = clean_text(unified)
    if len(text) < len(unified):
        remarks.append((1, "characters that are no text are dropped"))
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if first:
        remarks.append((1, "empty lines above the front matter are dropped"))
    fence = lines[first].strip() if first < len(lines) else ""
    if fence.startswith("{"):
        return _json(lines, remarks)
    if fence == "+++":
        return _toml(lines, first, remarks)
    if _ALMOST.fullmatch(fence):
        if fence != "---":
            remarks.append((first + 1, "the front matter does not begin with `---`"))
        return _yaml(lines, first + 1, remarks)
    if _KEY.fullmatch(fence):
        remarks.append((first + 1, "the `---` above the front matter is missing"))
        return _yaml(lines, first, remarks)
    raise NoData(min(first + 1, len(lines)), "there is no front matter")


def _json(lines: list[str], remarks: list[tuple[int, str]]) -> Document:
    front, body = read_json("\n".join(lines))
    return Document(front, body, len(lines) - body.count("\n"), tuple(remarks))


def _toml(lines: list[str], first: int, remarks: list[tuple[int, str]]) -> Document:
    end = _next(lines, first + 1, lambda line: line.rstrip() == "+++")
    if end == len(lines):
        raise NoData(first + 1, "the front matter `+++` is never closed")
    # as many lines above it as in the file, so that places are those of the file
    front = read_toml("\n".join([*[""] * (first + 1), *lines[first + 1 : end]]))
    return Document(front, "\n".join(lines[end + 1 :]), end + 2, tuple(remarks))


def _yaml(lines: list[str], first: int, remarks: list[tuple[int, str]]) -> Document:
    """From line `first` (from 0) on; where it is never closed, up to what can be none of it."""
    fence = _next(lines, first, lambda line: line.rstrip() == "---")
    prose = _next(lines, first, lambda line: not _FIELD_LIKE.match(line))
    try:
        if fence == len(lines):
            raise NoData(first + 1, "")
        front, end = read_yaml(lines, first, fence), fence
    except NoData as wrong:
        is_closed = fence < len(lines) and _is_front(lines[first:fence])
        end = fence if is_closed else min(prose, fence)
        if not is_closed:
            remarks.append((end, "the front matter is never closed: it is taken to end here"))
        front = _yaml_or_lines(lines, first, end, wrong)
    is_fence = end < len(lines) and _ALMOST.fullmatch(lines[end].strip()) is not None
    body = end + 1 if is_fence else end
    return Document(front, "\n".join(lines[body:]), body + 1, (*remarks, *front.remarks))


def _is_front(lines: list[str]) -> bool:
    """Whether nothing but empty lines parts keys from keys."""
    return all(_FIELD_LIKE.match(line) for line in lines if line.strip())


def _yaml_or_lines(lines: list[str], first: int, end: int, wrong: NoData) -> Table:
    """The keys as YAML; where they are none, line by line."""
    try:
        return read_yaml(lines, first, end)
    except NoData as fault:
        told = fault if str(fault) else wrong
    values: dict[str, Data] = {}
    places: dict[str, int] = {}
    remarks = [(told.line, f"read line by line, because it is no YAML: {told}")]
    last = ""
    for number, line in enumerate(lines[first:end], first + 1):
        found = _KEY.fullmatch(line.rstrip())
        held = values.get(last)
        if found and found["key"].casefold() in values:
            remarks.append((number, "a key is there twice: the first one counts"))
        elif found:
            last = found["key"].casefold()
            values[last], places[last] = _value(found["value"] or ""), number
        elif line.strip().startswith("- ") and (isinstance(held, list) or held == ""):
            values[last] = [*(held or []), _value(line.strip()[2:])]
        elif line.strip() and not line.strip().startswith("#"):
            remarks.append((number, "a line that is no front matter is left out"))
    return Table(values, places, tuple(remarks))


def _value(text: str) -> Data:
    text = re.sub(r"(?:^|\s)#.*$", "", text).strip()
    if text.startswith("[") and text.endswith("]"):
        return [_value(each) for each in text[1:-1].split(",") if each.strip()]
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        return text[1:-1]
    return text


def _next(lines: list[str], first: int, is_it: Callable[[str], bool]) -> int:
    return next((n for n in range(first, len(lines)) if is_it(lines[n])), len(lines))
