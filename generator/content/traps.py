"""The YAML mistakes that people really make, each with its line mended.

A mended line is offered only after it has been tried: `parses(lines, upto)` must say that the
text now reads beyond that line.
"""

import re
from collections.abc import Callable, Iterator

import yaml

#: `  - key: value`, `key: value` or `- value`
_ENTRY = re.compile(
    r"^(?P<indent>\s*)(?P<dash>(?:- +)*)(?:(?P<key>[A-Za-z][\w -]*):[ \t]+)?(?P<value>\S.*)$"
)
_NO_SPACE = re.compile(r"^(?P<indent>\s*(?:- +)?)(?P<key>[A-Za-z][\w-]*):(?P<value>[^\s/].*)$")
_PAIRS = {"“": "”", "„": "“", "‘": "’", "«": "»", "‹": "›"}  # noqa: RUF001 - the point

Parses = Callable[[list[str], int], bool]


def explain_syntax_error(
    lines: list[str], at: int, failure: yaml.MarkedYAMLError, parses: Parses
) -> tuple[str, int, str]:
    """A sentence, the line it is about (from 0), and a hint with the line mended.

    PyYAML often notices a mistake on the line after it, or at the end of an unclosed quote: the
    lines at and before `at`, and the one where the failing construct began, are tried in turn.
    """
    began = failure.context_mark.line if failure.context_mark else at
    for line in dict.fromkeys([at, began, at - 1]):
        if not 0 <= line < len(lines):
            continue
        for mended, what in _candidates(lines[line]):
            if parses([*lines[:line], mended, *lines[line + 1 :]], at):
                return what, line, f"write: {mended.strip()}"
    return f"this is not YAML: {_plain(failure)}", at, ""


def mend_line(line: str) -> str:
    """The hint that puts a line's value in quotes; empty where the line has none."""
    entry = _ENTRY.match(line)
    return f"write: {_quoted(entry).strip()}" if entry else ""


def curly_mended(text: str) -> str | None:
    """The text inside curly quotes that stand around the whole of it."""
    if len(text) > 1 and _PAIRS.get(text[0]) == text[-1]:
        return text[1:-1]
    return None


def quote(text: str) -> str:
    """`text` as a double-quoted YAML scalar on one line."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _candidates(line: str) -> Iterator[tuple[str, str]]:
    """Each way to mend the line, with the sentence that says what was wrong."""
    if "\t" in line:
        yield line.replace("\t", "  "), "a tab: YAML is indented with spaces"
    if entry := _NO_SPACE.match(line):
        spaced = f"{entry['indent']}{entry['key']}: {entry['value']}"
        yield spaced, "a space is missing after the colon"
    if entry := _ENTRY.match(line):
        yield _quoted(entry), _what_is_wrong(entry["value"])
    if stripped := line.lstrip():
        yield stripped, "this line is indented, but belongs to nothing above it"


def _what_is_wrong(value: str) -> str:
    if value[0] in _PAIRS:
        return "curly quotes are text to YAML; use straight ones"
    if value[0] in "[{":
        return f"text that begins with `{value[0]}` must stand in quotes"
    if value[0] in "'\"":
        return "a quote is not closed, or goes on after its end"
    if value[0] in "&*!|>%@`?":
        return f"text that begins with `{value[0]}` must stand in quotes"
    return "text with a colon and a space in it must stand in quotes"


def _quoted(entry: re.Match[str]) -> str:
    value = entry["value"].rstrip()
    inner = _PAIRS.get(value[0])
    if inner and inner in value:
        value = value[1:].replace(inner, "", 1)
    elif value[0] in "'\"":
        value = _inside(value)
    key = f"{entry['key']}: " if entry["key"] else ""
    return f"{entry['indent']}{entry['dash']}{key}{quote(value)}"


def _inside(value: str) -> str:
    """A value that opens a quote: the text that its author meant."""
    if len(value) > 1 and value[-1] == value[0]:
        return value[1:-1]
    return value if value[0] in value[1:] else value[1:]


def _plain(failure: yaml.MarkedYAMLError) -> str:
    return " ".join(part for part in (failure.context, failure.problem) if part)
