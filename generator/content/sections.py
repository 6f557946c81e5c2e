"""The body of a file is cut at its `##` headings, as the git host would see them.

A `## ` inside a fence, a block quote or an HTML comment is text: the host's preview shows it so.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.content.codespans import without_code_spans
from generator.content.fences import Fences
from generator.content.headings import looks_like_update
from generator.content.source import Source
from generator.errors import Problem, error, warning

_HEADING = re.compile(r" {0,3}(#{1,2})(?:[ \t]+(?P<title>.*?))?(?:[ \t]+#+)?[ \t]*$")
#: `##Resolved`, `##` and a hard space: headings to their author, text to every reader
_GLUED = re.compile(r" {0,3}##[^# \t]")
_ENDS_PARAGRAPH = re.compile(r"[ \t]*$| {0,3}(?:#{1,6}[ \t]|```|~~~)")


@dataclass(frozen=True, slots=True)
class Line:
    number: int
    text: str
    #: inside a fence or beside a comment, where marks mean nothing
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
        has_mark = "#" in line.text[:4] and not line.code
        heading = _HEADING.match(line.text) if has_mark else None
        if heading and len(heading[1]) == 2:
            sections.append(Section(title, number, tuple(lines)))
            title, number, lines = heading["title"] or "", line.number, []
        else:
            if number and has_mark:
                problems.extend(_no_heading(source, line, is_heading=bool(heading)))
            lines.append(line)
    sections.append(Section(title, number, tuple(lines)))
    problems.extend(_early_text(source, sections[0]))
    return sections[1:], problems


def _no_heading(source: Source, line: Line, *, is_heading: bool) -> Iterator[Problem]:
    """What is wrong with a line that begins with `#`, or with `##` and no space."""
    if not is_heading and not _GLUED.match(line.text):
        return
    place, update = source.whole(line.number), looks_like_update(line.text)
    if update and is_heading:
        yield error("UPD-02", place, "an update's heading begins with `##`", f"write: {update}")
    elif update:
        yield error("UPD-02", place, "a space is missing after `##`", f"write: {update}")
    elif is_heading:
        hint = f"inside an update write: ##{line.text.strip()}"
        yield error("UPD-02", place, "a heading with one `#` is the page's own", hint)


def _early_text(source: Source, before: Section) -> list[Problem]:
    early = next((line for line in before.lines if line.text.strip()), None)
    if early is None:
        return []
    place = source.whole(early.number)
    if update := looks_like_update(early.text):
        message = "an update's heading begins with `##` and a space, at the beginning of the line"
        return [error("UPD-02", place, message, f"write: {update}")]
    if re.match(r" {0,3}#[ \t]", early.text):
        message = "a heading above the first update: the page's own is the `title:`"
        return [error("UPD-13", place, message, "delete this line")]
    message = "text before the first update would be lost"
    hint = "put a heading above it: ## Investigating — 2026-11-20 12:15 UTC"
    return [error("UPD-13", place, message, hint)]


@dataclass(slots=True)
class _Comments:
    """Where the scan is among comments."""

    #: the last line of the one that it is in
    end: int = 0
    #: told once: each further one would have to look through the whole file again
    is_one_open: bool = False


def _visible_lines(source: Source, first: int, problems: list[Problem]) -> Iterator[Line]:
    """The lines that a preview shows: comments are left out, code is marked."""
    fences, comments = Fences(), _Comments()
    for number in range(first, len(source.lines) + 1):
        text = source.lines[number - 1]
        if number <= comments.end:
            if number == comments.end and (rest := text.partition("-->")[2]).strip():
                yield Line(number, rest.lstrip(), code=True)
        elif fences.takes(number, text):
            yield Line(number, text, code=True)
        elif "<!--" in text and not comments.is_one_open:
            yield _without_comments(comments, source, number, problems)
        else:
            yield Line(number, text)
    if fences.mark:
        message = "this code block is never closed, so everything after it would be code"
        hint = f"add a line {fences.mark} after the code"
        problems.append(error("UPD-10", source.whole(fences.opened), message, hint))


def _without_comments(
    comments: _Comments, source: Source, number: int, problems: list[Problem]
) -> Line:
    """The line without its comments; one that goes on is left out to where it ends."""
    text = source.lines[number - 1]
    masked, shown, at, first = without_code_spans(text), "", 0, -1
    while (start := masked.find("<!--", at)) >= 0:
        first = start if first < 0 else first
        shown += text[at:start]
        at = _after_comment(masked, start)
        if at < 0:
            is_block = not text[:start].strip()
            comments.end = _last_line(source, number, is_block=is_block)
            if not comments.end:
                comments.is_one_open = True
                problems.append(_never_closed(source, number, start, is_block=is_block))
                return Line(number, text, code=True)
            at = len(text)
    if first < 0:
        return Line(number, text)
    message = "a comment is shown nowhere, but everybody who reads the repository can read it"
    hint = "keep internal notes under `internal:`, or delete it"
    problems.append(warning("UPD-11", source.at(number, first + 1, 4), message, hint))
    shown += text[at:]
    # what follows a comment on a line that begins with it is no heading and no field
    return Line(number, shown if shown.strip() else "", code=not text[:first].strip())


def _after_comment(text: str, start: int) -> int:
    """Where the comment at `start` ends in its line; -1 where it goes on."""
    for whole in ("<!-->", "<!--->"):
        if text.startswith(whole, start):
            return start + len(whole)
    end = text.find("-->", start + 4)
    return end + 3 if end >= 0 else -1


def _last_line(source: Source, number: int, *, is_block: bool) -> int:
    """The line with `-->`; 0 where there is none, or none in the paragraph of an inline comment."""
    if not is_block and _HEADING.match(source.lines[number - 1]):
        return 0
    for at in range(number + 1, len(source.lines) + 1):
        line = source.lines[at - 1]
        if not is_block and _ENDS_PARAGRAPH.match(line):
            return 0
        if "-->" in line:
            return at
    return 0


def _never_closed(source: Source, number: int, start: int, *, is_block: bool) -> Problem:
    message = "this comment is not closed in its paragraph, so customers would read it"
    if is_block:
        message = "this comment is never closed, so everything after it is hidden"
    return error("UPD-12", source.at(number, start + 1, 4), message, "close it with -->")
