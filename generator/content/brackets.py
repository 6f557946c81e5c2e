"""`{…}` and `[…]` in YAML: where one that is never closed begins, and ` #` in its values."""

import re
from dataclasses import dataclass

import yaml

from generator.content.quoting import neatly_quoted

CLOSERS = {"[": "]", "{": "}"}
#: of brackets that go over many lines, so many lines are tried
MOST_TRIED = 10

#: a value with ` #` in it, or with `#` before it
_COMMENTED = re.compile(
    r"""(?P<before>^\s*(?!#)|[\[{,] ?|: )(?! )"""
    r"""(?P<text>(?:(?:(?!: )[^\[\]{},"'])* )?#[^\[\]{},"']+)"""
)
_COMMENT = re.compile(r"(?:^|\s)#.*")


@dataclass(frozen=True, slots=True)
class Cut:
    """A line in which a `#` cuts a value off."""

    mended: str
    #: the column (from 0) of the first `#`
    start: int


def without_comments(line: str) -> Cut | None:
    """The line with quotes around each value in brackets that holds ` #`; None where none does."""
    found = _COMMENTED.search(line)
    if not found:
        return None
    return Cut(_COMMENTED.sub(_quoted, line), line.index("#", found.start("text")))


def _quoted(found: re.Match[str]) -> str:
    return f"{found['before']}{neatly_quoted(found['text'].rstrip())}"


def beginning_of(lines: list[str], at: int, failure: yaml.MarkedYAMLError) -> tuple[int, int]:
    """Where the failing construct begins: line and column, from 0.

    Of a bracket at whose value the text ends, YAML tells only that end: the bracket is looked for.
    """
    mark = failure.context_mark
    if mark is None:
        return at, 0
    if "flow node" in (failure.context or ""):
        for line in range(min(mark.line, len(lines) - 1), max(-1, mark.line - MOST_TRIED), -1):
            text = _COMMENT.sub("", lines[line])
            opened = [
                text.rfind(first)
                for first, last in CLOSERS.items()
                if text.count(first) > text.count(last)
            ]
            if opened:
                return line, max(opened)
    return mark.line, mark.column
