"""A content file is split into its front matter and its body."""

import re
from dataclasses import dataclass, replace

from generator.content.source import Source
from generator.content.yamlio import Mapping, Scalar, parse_yaml
from generator.errors import Problem, error

_FENCE = "---"
#: what phones and habits make of it
_ALMOST = re.compile(r"\s*[-–—_*=+]{1,10}\s*")
#: an update's heading, which to YAML is a comment
_HEADING = re.compile(r" {0,3}##[^#].*\d{4}-\d\d-\d\d")
_SHAPE = "must begin with a line `---`, then fields such as `title:`, then `---` again"


@dataclass(frozen=True, slots=True)
class Document:
    source: Source
    fields: Mapping
    #: the first line (from 1) after the front matter
    body: int


def parse_document(source: Source) -> tuple[Document | None, list[Problem]]:
    """The fields between the two lines `---`, and where the body begins."""
    body = body_of(source)
    if isinstance(body, Problem):
        return None, [body]
    node, problems = parse_yaml(source, 2, body - 2)
    if problems:
        return None, problems
    if not isinstance(node, Mapping):
        return None, [_no_fields(source, node)]
    # what is missing is missing from the whole, not from its first line
    return Document(source, replace(node, location=source.at(1, width=3)), body), []


def body_of(source: Source) -> int | Problem:
    """The first line (from 1) after the front matter."""
    lines = source.lines
    if lines[0].rstrip() != _FENCE:
        return _no_front_matter(source)
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() == _FENCE:
            return number + 1
        if _HEADING.match(line):
            break
    return _never_closed(source)


def _no_front_matter(source: Source) -> Problem:
    first = next((n for n, line in enumerate(source.lines, 1) if line.strip()), 0)
    if not first:
        return error("FILE-09", source.at(1), f"is empty; it {_SHAPE}")
    words = source.lines[first - 1].strip()
    if first > 1 and words == _FENCE:
        hint = f"delete the empty line{'s' * (first > 2)} above it"
        message = "this line `---` must be the first line of the file"
        return error("FILE-09", source.whole(first), message, hint)
    hint = "write: ---" if _ALMOST.fullmatch(words) else "add a line `---` above this one"
    return error("FILE-09", source.whole(first), _SHAPE, hint)


def _never_closed(source: Source) -> Problem:
    """Points at the line that was meant as the end, or at the first one that is no field."""
    for number, line in enumerate(source.lines[1:], 2):
        if _ALMOST.fullmatch(line) and line.strip() != "-":
            message = "this line was probably meant to end the front matter"
            return error("FILE-09", source.whole(number), message, "write: ---")
        if not line.strip() or _HEADING.match(line):
            message = "the front matter is never closed"
            hint = "add a line `---` below this one"
            return error("FILE-09", source.whole(max(2, number - 1)), message, hint)
    hint = "add a line `---` after its last field"
    return error("FILE-09", source.at(1, width=3), "the front matter is never closed", hint)


def _no_fields(source: Source, node: object) -> Problem:
    message = "the front matter holds no lines of `key: value`"
    if isinstance(node, Scalar):
        hint = f"write: title: {node.text.partition(chr(10))[0]}"
        return error("FILE-09", replace(node.location, width=1), message, hint)
    hint = "delete the `- ` before each key" if node else "write: title: <what customers notice>"
    return error("FILE-09", source.at(2 if node else 1, width=3), message, hint)
