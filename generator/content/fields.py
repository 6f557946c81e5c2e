"""YAML nodes become typed values; whatever does not fit is recorded as a Problem.

A converter takes a node and the list of problems and gives a value, or None after it has recorded
why not. `optional` and `required` fetch a key and convert it.
"""

import re
from collections.abc import Callable, Iterable
from datetime import date, datetime
from enum import StrEnum
from typing import TypeVar

from generator.content.times import parse_date, parse_time
from generator.content.traps import curly_mended, quote
from generator.content.yamlio import Mapping, Node, Scalar, Sequence
from generator.errors import Location, Problem, did_you_mean, error

T = TypeVar("T")
EnumT = TypeVar("EnumT", bound=StrEnum)
Problems = list[Problem]
Converter = Callable[[Node, Problems], T | None]

MAX_LINE = 1_000

_CUT_OFF = re.compile(r"\s*#\S")


def required(fields: Mapping, key: str, convert: Converter[T], problems: Problems) -> T | None:
    """The value of a key that must be there."""
    if fields.get(key) is None:
        problems.append(
            error("KEY-02", fields.location, f"'{key}:' is missing", _EXAMPLES.get(key, ""))
        )
        return None
    return optional(fields, key, convert, problems)


def optional(fields: Mapping, key: str, convert: Converter[T], problems: Problems) -> T | None:
    """The value of a key, or None where it is absent or wrong."""
    node = fields.get(key)
    return None if node is None else convert(node, problems)


def refuse_unknown(fields: Mapping, allowed: Iterable[str], what: str, problems: Problems) -> None:
    """Record each key that is not in `allowed`, with the nearest one that is."""
    known = tuple(allowed)
    for key, _ in fields.entries:
        if key.text.casefold() not in known:
            hint = did_you_mean(key.text, known) or f"known here: {', '.join(known)}"
            message = f"'{key.text}' is not a key of {what}"
            problems.append(error("KEY-01", key.location, message, hint))


def as_line(node: Node, problems: Problems) -> str | None:
    """One line of text, not empty."""
    if not isinstance(node, Scalar):
        problems.append(_not_text(node))
        return None
    lost = _lost_text(node)
    if lost:
        problems.append(lost)
        return None
    text = " ".join(node.text.split())
    if not text:
        problems.append(error("KEY-03", node.location, "a value is missing here"))
    elif len(text) > MAX_LINE:
        message = f"{len(text):,} characters are too many for one line; at most {MAX_LINE:,}"
        problems.append(error("KEY-03", node.location, message))
    else:
        return text
    return None


def as_words(node: Node, problems: Problems) -> str | None:
    """A short word or number, such as a status; no text is lost in it, so no `#` trap."""
    if isinstance(node, Scalar) and node.text.strip():
        return node.text.strip()
    what = (
        "a value is missing here"
        if isinstance(node, Scalar)
        else f"{_kind(node)} stands where one word belongs"
    )
    problems.append(error("KEY-03", node.location, what))
    return None


def one_of(words: type[EnumT]) -> Converter[EnumT]:
    """One of an enum's words, in any case, with `_`, `-` or a space."""

    def convert(node: Node, problems: Problems) -> EnumT | None:
        text = as_words(node, problems)
        return None if text is None else parse_word(text, words, node.location, problems)

    return convert


def parse_word(
    text: str, words: type[EnumT], location: Location, problems: Problems
) -> EnumT | None:
    """The member of `words` that `text` names, in any case, with `_`, `-` or a space."""
    folded = re.sub(r"[ -]+", "_", text.casefold())
    for word in words:
        if word.value == folded:
            return word
    allowed = ", ".join(word.value for word in words)
    hint = did_you_mean(text, [word.value for word in words])
    problems.append(error("KEY-04", location, f"'{text}' is not one of: {allowed}", hint))
    return None


def as_time(node: Node, problems: Problems) -> datetime | None:
    """A whole time, in UTC."""
    return _parsed(node, problems, parse_time)


def as_date(node: Node, problems: Problems) -> date | None:
    """A day."""
    return _parsed(node, problems, parse_date)


def as_yes_no(node: Node, problems: Problems) -> bool | None:
    """`yes` or `no` (also `true` and `false`)."""
    text = as_words(node, problems)
    if text is None or text.casefold() in ("yes", "true", "no", "false"):
        return None if text is None else text.casefold() in ("yes", "true")
    problems.append(error("KEY-04", node.location, f"'{text}' is neither yes nor no"))
    return None


def list_of(convert: Converter[T]) -> Converter[tuple[T, ...]]:
    """A list; each item that is wrong is recorded."""

    def convert_list(node: Node, problems: Problems) -> tuple[T, ...] | None:
        if not isinstance(node, Sequence):
            hint = "begin each line with `- `" if isinstance(node, Scalar) else ""
            problems.append(
                error("KEY-03", node.location, f"a list belongs here, not {_kind(node)}", hint)
            )
            return None
        values = [convert(item, problems) for item in node.items]
        return tuple(value for value in values if value is not None)

    return convert_list


def as_mapping(node: Node, problems: Problems) -> Mapping | None:
    """Lines of `key: value`."""
    if isinstance(node, Mapping):
        return node
    problems.append(
        error("KEY-03", node.location, f"lines of `key: value` belong here, not {_kind(node)}")
    )
    return None


def pairs_of(convert: Converter[T]) -> Converter[tuple[tuple[str, T], ...]]:
    """Lines of `key: value`, in their order."""

    def convert_pairs(node: Node, problems: Problems) -> tuple[tuple[str, T], ...] | None:
        mapping = as_mapping(node, problems)
        if mapping is None:
            return None
        values = [(key.text, convert(value, problems)) for key, value in mapping.entries]
        return tuple((key, value) for key, value in values if value is not None)

    return convert_pairs


def as_note(node: Node, problems: Problems) -> str | tuple[str, ...] | None:
    """A text or a list of texts: what `internal:` may hold."""
    if isinstance(node, Sequence):
        return list_of(as_line)(node, problems)
    return as_line(node, problems)


def _parsed(node: Node, problems: Problems, parse: Callable[[str], T]) -> T | None:
    text = as_words(node, problems)
    if text is None:
        return None
    try:
        return parse(text)
    except ValueError as wrong:
        problems.append(error("KEY-05", node.location, str(wrong)))
        return None


def _kind(node: Node) -> str:
    names: dict[type, str] = {Scalar: "text", Sequence: "a list", Mapping: "lines of `key: value`"}
    return names[type(node)]


def _not_text(node: Node) -> Problem:
    line = node.location.text
    rest = line[node.location.column - 1 :].strip()
    before = line[: node.location.column - 1].strip()
    what = (
        "text with a colon and a space"
        if isinstance(node, Mapping)
        else "text that begins with `[`"
    )
    hint = f"{what} must stand in quotes; write: {before} {quote(rest)}" if rest else ""
    return error("KEY-03", node.location, f"text belongs here, not {_kind(node)}", hint)


def _lost_text(node: Scalar) -> Problem | None:
    """Text that YAML would drop or keep against the author's wish: after ` #`, in curly quotes."""
    if node.quoted:
        return None
    line, place = node.location.text, node.location
    end = place.column - 1 + len(node.text)
    rest = line[end:] if line[place.column - 1 : end] == node.text else ""
    if _CUT_OFF.match(rest):
        whole = f"{node.text}{rest}".strip()
        key = line[: place.column - 1].strip()
        hint = f"write: {key} {quote(whole)}".replace("write:  ", "write: ")
        return error("KEY-07", place, "YAML drops what follows ` #`, as a comment", hint)
    if inner := curly_mended(node.text):
        message = "curly quotes are text to YAML, and would be shown"
        return error("KEY-08", place, message, f"write: {quote(inner)}")
    return None


_EXAMPLES = {
    "title": "say what customers notice, such as `title: Uploads fail`",
    "impact": "add one of: none, minor, major, critical",
    "scheduled": "add the window: 2026-12-01 02:00 UTC to 2026-12-01 04:00 UTC",
    "url": "add the address of the page, such as `url: https://status.acme.example`",
}
