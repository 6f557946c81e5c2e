"""The strict YAML reader: nodes with their places, every scalar as text, nothing clever.

Works on PyYAML's events, not on its composer: depth and size are checked before anything is
built, and an anchor, alias, tag, merge key, second document or repeated key is refused by name.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from generator.content.source import Source, has_forbidden
from generator.content.traps import explain_syntax_error, mend_line
from generator.errors import Location, Problem, error

MAX_DEPTH = 12
MAX_NODES = 2_000
#: site.yml may name a thousand components
MAX_SETTINGS_NODES = 60_000

# libyaml where PyYAML was built with it (five times as fast), else the same in Python
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Scalar:
    text: str
    location: Location
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Sequence:
    items: tuple["Node", ...]
    location: Location


@dataclass(frozen=True, slots=True)
class Mapping:
    entries: tuple[tuple[Scalar, "Node"], ...]
    location: Location

    def get(self, key: str) -> "Node | None":
        """The value of `key`, whatever its case."""
        return next((node for name, node in self.entries if name.text.casefold() == key), None)


Node = Scalar | Sequence | Mapping


class _Refused(Exception):
    def __init__(self, problem: Problem) -> None:
        self.problem = problem


def parse_yaml(
    source: Source, first: int, last: int, max_nodes: int = MAX_NODES
) -> tuple[Node | None, list[Problem]]:
    """The node in the lines `first` to `last` (from 1, inclusive); None where there is none."""
    text = "\n".join(source.lines[first - 1 : last]) + "\n"
    problems: list[Problem] = []
    try:
        return _build(_Events(source, text, first - 1, max_nodes), problems), problems
    except _Refused as refused:
        return None, [*problems, refused.problem]
    except yaml.MarkedYAMLError as failure:
        return None, [*problems, _syntax_error(source, first, last, failure)]
    except yaml.YAMLError as failure:
        return None, [*problems, error("YAML-01", source.at(first), f"this is not YAML: {failure}")]


class _Events:
    """PyYAML's events with places in the file; refuses what the format does not know."""

    def __init__(self, source: Source, text: str, offset: int, max_nodes: int) -> None:
        self.source, self.offset, self.left = source, offset, max_nodes
        self.stream: Iterator[yaml.Event] = yaml.parse(text, Loader=_LOADER)
        self.documents = 0

    def next(self) -> yaml.Event:
        event = next(self.stream)
        self._check(event)
        return event

    def place(self, event: yaml.Event) -> Location:
        start, end = event.start_mark, event.end_mark
        if start is None or end is None:
            return self.source.at(1 + self.offset)
        width = end.column - start.column if end.line == start.line else 1
        return self.source.at(start.line + 1 + self.offset, start.column + 1, max(1, width))

    def _check(self, event: yaml.Event) -> None:
        self.left -= 1
        if self.left < 0:
            raise _Refused(error("YAML-04", self.place(event), "more values than fit here"))
        self.documents += isinstance(event, yaml.DocumentStartEvent)
        what, hint = self._not_allowed(event)
        if what:
            raise _Refused(error("YAML-02", self.place(event), f"{what} are not allowed", hint))

    def _not_allowed(self, event: yaml.Event) -> tuple[str, str]:
        """What an event is that has no place here, and what to do about it."""
        if isinstance(event, yaml.DocumentStartEvent) and (event.version or event.tags):
            return "lines that begin with `%`", "delete the line"
        if isinstance(event, yaml.DocumentStartEvent) and self.documents > 1:
            return "several documents in one file", "delete this line, or all below it"
        what = ""
        if isinstance(event, yaml.AliasEvent):
            what = "aliases (`*name`)"
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            what = "anchors (`&name`)"
        elif getattr(event, "tag", None):
            what = "tags (`!name`)"
        mended = mend_line(event_line(self.source, self.place(event))) if what else ""
        return what, mended or "write text in quotes, and values in full"


def event_line(source: Source, place: Location) -> str:
    """The whole line of a place."""
    return source.lines[place.line - 1] if place.line <= len(source.lines) else ""


def _build(events: _Events, problems: list[Problem]) -> Node | None:
    event = events.next()
    while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
        event = events.next()
    if isinstance(event, yaml.StreamEndEvent):
        return None
    node = _node(events, event, problems, 1)
    while not isinstance(events.next(), yaml.StreamEndEvent):
        pass
    return node


def _node(events: _Events, event: yaml.Event, problems: list[Problem], depth: int) -> Node:
    place = events.place(event)
    if depth > MAX_DEPTH:
        raise _Refused(error("YAML-04", place, f"nested more than {MAX_DEPTH} levels deep"))
    if isinstance(event, yaml.ScalarEvent):
        text = unicodedata.normalize("NFC", event.value)
        if has_forbidden(text):
            message = "a code in it stands for an invisible character, which is no text"
            raise _Refused(error("FILE-04", place, message, "leave it out"))
        return Scalar(text, place, quoted=event.style in ("'", '"'))
    if isinstance(event, yaml.SequenceStartEvent):
        items: list[Node] = []
        while not isinstance(event := events.next(), yaml.SequenceEndEvent):
            items.append(_node(events, event, problems, depth + 1))
        return Sequence(tuple(items), place)
    return _mapping(events, place, problems, depth)


def _mapping(events: _Events, place: Location, problems: list[Problem], depth: int) -> Mapping:
    entries: list[tuple[Scalar, Node]] = []
    seen: dict[str, Scalar] = {}
    while not isinstance(event := events.next(), yaml.MappingEndEvent):
        key = _node(events, event, problems, depth + 1)
        value = _node(events, events.next(), problems, depth + 1)
        if not isinstance(key, Scalar):
            raise _Refused(_no_key(events.source, key))
        if key.text == "<<" and not key.quoted:
            message = "merge keys (`<<`) are not allowed"
            problems.append(error("YAML-02", key.location, message, "write the keys themselves"))
        elif key.text != key.text.strip():
            hint = "delete what is before the key, and type spaces"
            message = f"U+{ord(_edge(key.text)):04X} looks like a space, and is none to YAML"
            problems.append(error("YAML-01", key.location, message, hint))
        elif earlier := seen.get(key.text.casefold()):
            message = f"'{key.text}' is here twice; it is also on line {earlier.location.line}"
            problems.append(error("YAML-03", key.location, message, "keep one of the two"))
        else:
            seen[key.text.casefold()] = key
            entries.append((key, value))
    return Mapping(tuple(entries), place)


def _edge(text: str) -> str:
    return text[0] if text[:1].isspace() else text[-1]


def _no_key(source: Source, key: Node) -> Problem:
    """`{{ name }} is down`: the braces were meant as text."""
    line = event_line(source, key.location)
    first = line[max(0, key.location.column - 2) :][:1]
    if (hint := mend_line(line)) and first in ("{", "["):
        message = f"text that begins with `{first}` must stand in quotes"
        return error("YAML-01", key.location, message, hint)
    return error("YAML-01", key.location, "a key must be a word", "write lines of `key: value`")


def _syntax_error(source: Source, first: int, last: int, failure: yaml.MarkedYAMLError) -> Problem:
    """What is wrong with the YAML, and, where a mended line helps, that line."""
    mark = failure.problem_mark or failure.context_mark
    line = min(mark.line + first, last) if mark else first
    column = mark.column + 1 if mark and mark.line + first <= last else 1
    lines = list(source.lines[first - 1 : last])
    mistake = explain_syntax_error(lines, line - first, failure, _parses)
    if mistake.span:
        start, end = mistake.span
        place = source.at(mistake.line + first, start + 1, max(1, end - start))
    else:
        place = source.at(line, column)
    return error("YAML-01", place, mistake.message, mistake.hint)


def _parses(lines: list[str], upto: int) -> bool:
    """Whether `lines` parse at least beyond the line `upto` (from 0)."""
    try:
        for event in yaml.parse("\n".join(lines) + "\n", Loader=_LOADER):
            if event.start_mark and event.start_mark.line > upto + 1:
                return True
    except yaml.MarkedYAMLError as failure:
        mark, began = failure.problem_mark or failure.context_mark, failure.context_mark
        is_open = any(word in (failure.context or "") for word in ("quoted", "flow"))
        return bool(mark and mark.line > upto and not (is_open and began and began.line <= upto))
    except yaml.YAMLError:
        return False
    return True
