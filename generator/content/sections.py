"""The body of a file is cut at its `##` headings, as the git host would see them.

A `## ` inside a fence, a block quote or an HTML comment is text: the host's preview shows it so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.content.source import Source
from generator.errors import Problem, error, warning

_HEADING = re.compile(r" {0,3}(#{1,2})(?:[ \t]+(?P<title>.*?))?(?:[ \t]+#+)?[ \t]*$")
_FENCE = re.compile(r"(?P<indent> *)(?P<mark>`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r" *(?:[-*+]|\d{1,9}[.)])(?: {1,4}|$)")
_CODE_SPAN = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)")
_COMMENT = re.compile(r"<!--.*?-->")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str
    #: inside a fence, where marks mean nothing
    code: bool = False


@dataclass(frozen=True, slots=True)
class Section:
    #: the words after `##`
    title: str
    number: int
    lines: tuple[Line, ...]


def split_sections(source: Source, first: int) -> tuple[list[Section], list[Problem]]:
    """The sections from line `first` on. Text before the first heading is a Problem."""
    problems: list[Problem] = []
    sections: list[Section] = []
    lines: list[Line] = []
    title, number = "", 0
    for line in _visible_lines(source, first, problems):
        heading = None if line.code else _HEADING.match(line.text)
        if heading and len(heading[1]) == 2:
            sections.append(Section(title, number, tuple(lines)))
            title, number, lines = heading["title"] or "", line.number, []
        else:
            if heading:
                problems.append(_too_high(source, line.number))
            lines.append(line)
    sections.append(Section(title, number, tuple(lines)))
    problems.extend(_early_text(source, sections[0]))
    return sections[1:], problems


def _too_high(source: Source, number: int) -> Problem:
    line = source.lines[number - 1].strip()
    hint = f"inside an update write: ##{line}"
    return error("UPD-02", source.whole(number), "a heading with one `#` is the page's own", hint)


def _early_text(source: Source, before: Section) -> list[Problem]:
    early = next((line for line in before.lines if line.text.strip()), None)
    if early is None:
        return []
    message = "text before the first update would be lost"
    hint = "put a heading above it: ## Investigating — 2026-11-20 12:15 UTC"
    return [error("UPD-13", source.whole(early.number), message, hint)]


def _visible_lines(source: Source, first: int, problems: list[Problem]) -> Iterator[Line]:
    """The lines that a preview shows: comments are left out, code is marked."""
    state = _State()
    for number in range(first, len(source.lines) + 1):
        text = source.lines[number - 1]
        if state.comment:
            text = _after_comment(state, text)
            if not text.strip():
                continue
        if _is_code(state, number, text):
            yield Line(number, text, code=True)
            continue
        if "<!--" in text:
            text = _without_comments(state, source, number, text, problems)
        yield Line(number, text)
    if state.fence:
        message = "this code block is never closed, so everything after it would be code"
        hint = f"add a line {state.fence} after the code"
        problems.append(error("UPD-10", source.whole(state.opened), message, hint))
    if state.comment:
        message = "this comment is never closed, so everything after it is hidden"
        problems.append(error("UPD-12", source.whole(state.opened), message, "close it with -->"))


@dataclass(slots=True)
class _State:
    """Where the scan is: in which fence, since which line, inside which list item."""

    fence: str = ""
    #: the column where the fence's container begins: a line left of it ends the fence
    margin: int = 0
    item: int = 0
    comment: bool = False
    opened: int = 0
    blank: bool = True


def _is_code(state: _State, number: int, text: str) -> bool:
    indent = len(text) - len(text.lstrip(" "))
    if state.fence and text.strip() and indent < state.margin:
        state.fence = ""  # the list item that held the fence is over (CommonMark 0.31, 5.2)
    if state.fence:
        found = _FENCE.match(text)
        if found and _closes(found, text, state):
            state.fence = ""
        return True
    marker = _follow_item(state, text, indent)
    found = _FENCE.match(text[marker:])
    if found and (marker or indent < state.item + 4):
        state.fence, state.opened = found["mark"], number
        state.margin = state.item if marker or indent >= state.item else 0
        return True
    return False


def _closes(found: re.Match[str], text: str, state: _State) -> bool:
    mark = found["mark"]
    return mark[0] == state.fence[0] and len(mark) >= len(state.fence) and text.strip() == mark


def _follow_item(state: _State, text: str, indent: int) -> int:
    """Keep in mind where the list item's content begins; gives the width of a marker in `text`."""
    item = _ITEM.match(text) if indent < state.item + 4 else None
    if item:
        state.item = item.end()
    elif text.strip() and indent < state.item and (state.blank or _FENCE.match(text)):
        state.item = 0
    state.blank = not text.strip()
    return item.end() if item else 0


def _after_comment(state: _State, text: str) -> str:
    _, end, rest = text.partition("-->")
    state.comment = not end
    return rest


def _without_comments(
    state: _State, source: Source, number: int, text: str, problems: list[Problem]
) -> str:
    """The line without its comments; one that goes on to later lines is left open in `state`."""
    spans = [found.span() for found in _CODE_SPAN.finditer(text)]
    in_code = [at for at in _positions(text) if any(a <= at < b for a, b in spans)]
    if len(in_code) == len(_positions(text)):
        return text
    problems.append(
        warning(
            "UPD-11",
            source.at(number, text.index("<!--") + 1, 4),
            "a comment is shown nowhere, but everybody who reads the repository can read it",
            "keep internal notes under `internal:`, or delete it",
        )
    )
    if in_code:
        return text
    shown = _COMMENT.sub("", text)
    before, begun, _ = shown.partition("<!--")
    if begun:
        state.comment, state.opened = True, number
    return before


def _positions(text: str) -> list[int]:
    return [found.start() for found in re.finditer("<!--", text)]
