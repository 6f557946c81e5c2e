"""The YAML mistakes that people really make, each with its line mended.

A mended line is offered only after it has been tried: `parses(lines, upto)` must say that the
text now reads beyond that line.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import yaml

from generator.content.brackets import CLOSERS, MOST_TRIED, beginning_of, without_comments
from generator.content.quoting import PAIRS, neatly_quoted

#: `  - key: value`, `key: value` or `- value`
_ENTRY = re.compile(
    r"(?P<indent>\s*)(?P<dash>(?:- +)*)(?:(?P<key>[A-Za-z][\w -]*):[ \t]+)?(?P<value>\S.*)"
)
_NO_SPACE = re.compile(
    r"(?P<before>\s*(?:- +)?[A-Za-z][\w-]*)"
    r"(?P<colon>:(?=[^\s/])|\uff1a\s*|:[^\S \t]+)(?P<value>\S.*)"
)
_NO_COLON = re.compile(r"(?P<before>\s*(?:- +)?[A-Za-z][\w-]*)(?:\s+(?P<value>[^\s:#].*))?")


#: a file with an error below this line gets no mended line: each try reads it from its beginning
LAST_MENDED = 5_000

Parses = Callable[[list[str], int], bool]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: the sentence, the line (from 0), and the columns (from 0) that are meant."""

    message: str
    line: int
    #: None: where YAML stopped
    span: tuple[int, int] | None
    hint: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    mended: str
    message: str
    span: tuple[int, int] | None = None
    #: more than the mended line
    hint: str = ""


def explain_syntax_error(
    lines: list[str], at: int, failure: yaml.MarkedYAMLError, parses: Parses
) -> Mistake:
    """What is wrong, where, and how to mend it.

    PyYAML often notices a mistake on the line after it, or at the end of an unclosed quote: the
    lines at and before `at`, and the one where the failing construct began, are tried in turn.
    """
    began, column = beginning_of(lines, at, failure)
    is_open = any(word in (failure.context or "") for word in ("quoted", "flow"))
    inside = range(began, min(at, began + MOST_TRIED) + 1)
    opened = [line for line in inside if line == began or " #" in lines[min(line, len(lines) - 1)]]
    for line in dict.fromkeys(opened if is_open else [at, began, at - 1]):
        if not 0 <= line < min(len(lines), LAST_MENDED):
            continue
        for candidate in _candidates(lines, line, failure):
            if parses([*lines[:line], candidate.mended, *lines[line + 1 :]], at):
                hint = candidate.hint or f"write: {candidate.mended.strip()}"
                return Mistake(candidate.message, line, candidate.span, hint)
    return _unmended(failure, at, (began, column))


def mend_line(line: str) -> str:
    """The hint that puts a line's value in quotes; empty where the line has none."""
    entry = _ENTRY.fullmatch(line)
    return f"write: {_quoted(entry).strip()}" if entry and entry["key"] else ""


def mend_space(line: str) -> str:
    """The hint for `key:value`, where no space follows the colon; empty for other lines."""
    entry = _NO_SPACE.fullmatch(line)
    return f"write: {entry['before'].strip()}: {entry['value']}" if entry else ""


def _candidates(lines: list[str], at: int, failure: yaml.MarkedYAMLError) -> Iterator[_Candidate]:
    """Each way to mend the line, with the sentence that says what was wrong."""
    line = lines[at]
    if "flow" in (failure.context or "") and (cut := without_comments(line)):
        message = "YAML takes ` #` for the start of a comment, and drops this"
        yield _Candidate(cut.mended, message, (cut.start, len(line)))
    yield from _white_space(line, _usual_indent(lines, at))
    if found := _NO_SPACE.fullmatch(line):
        yield _colon(found)
    if entry := _ENTRY.fullmatch(line):
        span = entry.span("value")
        if unclosed := _unclosed(entry):
            yield unclosed
        if entry["key"] or entry["dash"]:
            yield _Candidate(_quoted(entry), _what_is_wrong(entry["value"], failure), span)
    yield from _indented(lines, at)
    found = _NO_COLON.fullmatch(line)
    if found and ": " not in line:
        mended = f"{found['before']}: {found['value'] or ''}".rstrip()
        yield _Candidate(mended, "a colon is missing after the key", found.span("before"))


def _white_space(line: str, usual: int) -> Iterator[_Candidate]:
    """Tabs, and spaces of other kinds in front of the words."""
    indent = line[: len(line) - len(line.lstrip())]
    at = len(indent) - len(indent.lstrip(" "))
    if "\t" in indent:
        mended = " " * usual + line.lstrip()
        yield _spaced(mended, "a tab: YAML is indented with spaces", line.index("\t"))
    elif "\t" in line:
        message = "a tab: YAML is written with spaces"
        yield _spaced(line.replace("\t", " "), message, line.index("\t"))
    elif indent.strip(" "):
        yield _spaced(" " * usual + line.lstrip(), _hard_space(line[at]), at)


def _usual_indent(lines: list[str], at: int) -> int:
    """The spaces of the line above, and two more where that one opens something."""
    above = next((text for text in reversed(lines[:at]) if text.strip()), "")
    return len(above) - len(above.lstrip(" ")) + 2 * above.rstrip().endswith(":")


def _hard_space(character: str) -> str:
    return f"U+{ord(character):04X} looks like a space, and is none to YAML"


def _spaced(mended: str, message: str, at: int) -> _Candidate:
    return _Candidate(mended, message, (at, at + 1), _indent_hint(mended))


def _colon(found: re.Match[str]) -> _Candidate:
    colon, span = found["colon"], found.span("colon")
    message = "a space is missing after the colon"
    if colon[0] != ":":
        message = "this colon (U+FF1A) is none to YAML"
    elif len(colon) > 1:
        message = _hard_space(colon[1])
    return _Candidate(f"{found['before']}: {found['value']}", message, span)


def _unclosed(entry: re.Match[str]) -> _Candidate | None:
    value = entry["value"].rstrip()
    closer = CLOSERS.get(value[0], "")
    if not closer or value.count(closer) >= value.count(value[0]):
        return None
    closed = entry.string.rstrip() + closer
    hint = f"write: {closed.strip()}\nor, if it is text: {_quoted(entry).strip()}"
    start = entry.start("value")
    return _Candidate(closed, f"this `{value[0]}` is never closed", (start, start + 1), hint)


def _indented(lines: list[str], at: int) -> Iterator[_Candidate]:
    """The line with the spaces that the one above it asks for, or with none."""
    line, words = lines[at], lines[at].lstrip()
    for spaces in dict.fromkeys([_usual_indent(lines, at), 0]):
        if words and not line.startswith(" " * spaces + words):
            mended = " " * spaces + words
            message = "this line is not indented like those it belongs to"
            span = (0, max(1, len(line) - len(words)))
            yield _Candidate(mended, message, span, _indent_hint(mended))


def _indent_hint(mended: str) -> str:
    words = mended.strip()
    spaces = len(mended) - len(mended.lstrip())
    if not spaces:
        return f"write it at the beginning of the line: {words}"
    return f"write it with {spaces} space{'s' * (spaces > 1)} before it: {words}"


def _what_is_wrong(value: str, failure: yaml.MarkedYAMLError) -> str:
    first = value[0]
    if first in PAIRS:
        return "curly quotes are text to YAML; use straight ones"
    if first == '"' and "escape" in (failure.problem or ""):
        return "a backslash in double quotes has a meaning of its own"
    if first in "'\"":
        if first not in value[1:]:
            return "a quote is opened and never closed"
        early = value.rstrip().endswith(first)
        return "a quote in the text ends it too early" if early else "text goes on after a quote"
    if first in "[{&*!|>%@`" or value[:2] in ("- ", "? "):
        name = "a backtick" if first == "`" else f"`{first}`"
        return f"text that begins with {name} must stand in quotes"
    return "text with a colon and a space in it must stand in quotes"


def _quoted(entry: re.Match[str]) -> str:
    value = entry["value"].rstrip()
    inner = PAIRS.get(value[0])
    if inner and inner in value:
        value = value[1:].replace(inner, "", 1)
    elif value[0] in "'\"":
        value = _inside(value)
    key = f"{entry['key']}: " if entry["key"] else ""
    return f"{entry['indent']}{entry['dash']}{key}{neatly_quoted(value)}"


def _inside(value: str) -> str:
    """A value that opens a quote: the text that its author meant."""
    if len(value) > 1 and value[-1] == value[0]:
        return value[1:-1]
    return value if value[0] in value[1:] else value[1:]


def _unmended(failure: yaml.MarkedYAMLError, at: int, began: tuple[int, int]) -> Mistake:
    """A sentence of ours where we know one, else PyYAML's own."""
    context, (line, column) = failure.context or "", began
    if failure.context_mark and ("flow" in context or "quoted" in context):
        message, hint = "this is opened and never closed", "close it, or put the text in quotes"
        return Mistake(message, line, (column, column + 1), hint)
    said = " ".join(part for part in (context, failure.problem) if part)
    return Mistake(f"this is not YAML: {said}", at, None, "write lines of `key: value`")
