"""YAML nodes become typed values; whatever does not fit is recorded as a Problem.

A converter takes a node and the list of problems and gives a value, or None after it has recorded
why not. `optional` and `required` fetch a key and convert it.
"""

from collections.abc import Callable, Iterable
from collections.abc import Mapping as Mappings
from datetime import date, datetime
from types import MappingProxyType
from typing import TypeVar

from generator.content.meant import meant_date, meant_time, time_hint
from generator.content.misread import kind_of, lost_text, not_text, rewritten
from generator.content.times import parse_date, parse_time
from generator.content.traps import mend_space
from generator.content.words import EnumT, parse_word
from generator.content.yamlio import Mapping, Node, Scalar, Sequence
from generator.errors import Problem, did_you_mean, error

T = TypeVar("T")
Problems = list[Problem]
Converter = Callable[[Node, Problems], T | None]

MAX_LINE = 1_000
#: so many unknown keys of one place are told; a file with more is no slip of the pen
MAX_UNKNOWN = 50

_NO_HINTS: Mappings[str, str] = MappingProxyType({})


def required(
    fields: Mapping, key: str, convert: Converter[T], problems: Problems, hint: str = ""
) -> T | None:
    """The value of a key that must be there; `hint` says how to add it."""
    if fields.get(key) is None:
        problems.append(error("KEY-02", fields.location, f"'{key}:' is missing", hint))
        return None
    return optional(fields, key, convert, problems)


def optional(fields: Mapping, key: str, convert: Converter[T], problems: Problems) -> T | None:
    """The value of a key, or None where it is absent or wrong."""
    node = fields.get(key)
    return None if node is None else convert(node, problems)


def refuse_unknown(
    fields: Mapping,
    allowed: Iterable[str],
    what: str,
    problems: Problems,
    hints: Mappings[str, str] = _NO_HINTS,
) -> None:
    """Record each key that is not in `allowed`: with its own hint, or the nearest one that is.

    Keys below one without a value were probably meant as its lines, and it is told already.
    """
    known = tuple(allowed)
    told, below_empty = 0, False
    for key, value in fields.entries:
        name = key.text.casefold()
        if name in known:
            below_empty = is_empty(value)
            continue
        if told == MAX_UNKNOWN:
            break
        hint = hints.get(name) or did_you_mean(key.text, known)
        if below_empty and not hint:
            continue
        told, below_empty = told + 1, is_empty(value)
        hint = hint or f"known here: {', '.join(known)}"
        problems.append(error("KEY-01", key.location, f"'{key.text}' is not a key of {what}", hint))


def is_empty(node: Node) -> bool:
    """Whether nothing at all stands after a key."""
    return isinstance(node, Scalar) and not node.text and not node.quoted


def as_line(node: Node, problems: Problems) -> str | None:
    """One line of text, not empty."""
    if not isinstance(node, Scalar):
        problems.append(not_text(node))
        return None
    if lost := lost_text(node):
        problems.append(lost)
        return None
    text = " ".join(node.text.split())
    if not text:
        problems.append(error("KEY-03", node.location, "a value is missing here"))
    elif len(text) > MAX_LINE:
        message = f"{len(text):,} characters are too many for one line; at most {MAX_LINE:,}"
        hint = "keep it short, and say the rest in the text of an update"
        problems.append(error("KEY-03", node.location, message, hint))
    else:
        return text
    return None


def as_words(node: Node, problems: Problems) -> str | None:
    """A short word or number, such as a status; no text is lost in it, so no `#` trap."""
    if isinstance(node, Scalar) and node.text.strip():
        return node.text.strip()
    if isinstance(node, Scalar):
        lost = lost_text(node)
        problems.append(lost or error("KEY-03", node.location, "a value is missing here"))
    else:
        message = f"one value belongs here, not {kind_of(node)}"
        problems.append(error("KEY-03", node.location, message))
    return None


def one_of(words: type[EnumT]) -> Converter[EnumT]:
    """One of an enum's words, in any case, with `_`, `-` or a space."""

    def convert(node: Node, problems: Problems) -> EnumT | None:
        text = as_words(node, problems)
        return None if text is None else parse_word(text, words, node.location, problems)

    return convert


def as_time(node: Node, problems: Problems) -> datetime | None:
    """A whole time, in UTC."""
    return _parsed(node, problems, parse_time, meant_time)


def as_date(node: Node, problems: Problems) -> date | None:
    """A day."""
    return _parsed(node, problems, parse_date, meant_date)


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
        if isinstance(node, Sequence):
            values = [convert(item, problems) for item in node.items]
            return tuple(value for value in values if value is not None)
        message, hint = f"a list belongs here, not {kind_of(node)}", "begin each line with `- `"
        if is_empty(node):
            message, hint = "a list is missing here", "put its lines below, each begun with `- `"
        problems.append(error("KEY-03", node.location, message, hint))
        return None

    return convert_list


def as_mapping(node: Node, problems: Problems) -> Mapping | None:
    """Lines of `key: value`."""
    if isinstance(node, Mapping):
        return node
    message, hint = f"lines of `key: value` belong here, not {kind_of(node)}", ""
    if is_empty(node):
        message = "lines of `key: value` are missing here"
        hint = "put them below, each with two spaces before it; or delete the key"
    elif isinstance(node, Scalar):
        hint = mend_space(node.location.text)
    problems.append(error("KEY-03", node.location, message, hint))
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
        return list_of(as_line)(node, problems) or None
    return as_line(node, problems)


def _parsed(
    node: Node, problems: Problems, parse: Callable[[str], T], mean: Callable[[str], str]
) -> T | None:
    text = as_words(node, problems)
    if text is None:
        return None
    try:
        return parse(text)
    except ValueError as wrong:
        hint = time_hint(text, mean, lambda meant: rewritten(node, meant))
        problems.append(error("KEY-05", node.location, str(wrong), hint))
        return None
