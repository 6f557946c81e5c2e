"""Values that YAML read in another way than their author meant: what is wrong, the line mended."""

import re
from dataclasses import replace

from generator.content.quoting import curly_mended, neatly_quoted
from generator.content.yamlio import Mapping, Node, Scalar, Sequence
from generator.errors import Problem, error

_CUT_OFF = re.compile(r"\s*#\S")


def rewritten(node: Node, value: str) -> str:
    """The hint with the whole line, in which `value` takes the place of `node`; or empty."""
    place = node.location
    line, start = place.text, place.column - 1
    if not isinstance(node, Scalar) or node.text not in line[start : start + place.width]:
        return ""
    return f"write: {(line[:start] + value + line[start + place.width :]).strip()}"


def kind_of(node: Node) -> str:
    """What a value is, in words."""
    names: dict[type, str] = {Scalar: "text", Sequence: "a list", Mapping: "lines of `key: value`"}
    return names[type(node)]


def not_text(node: Node) -> Problem:
    """A list or a mapping where text belongs, which is mostly text that YAML read so."""
    line, start = node.location.text, node.location.column - 1
    before, rest = line[:start].strip(), line[start:].strip()
    message, hint = f"text belongs here, not {kind_of(node)}", ""
    if not before:
        hint = "write it on one line, right after the key"
    elif "[" in before or "{" in before:
        hint = "write it in quotes"
    elif rest[:1] in ("[", "{"):
        message = f"text that begins with `{rest[0]}` must stand in quotes"
        hint = f"write: {before} {neatly_quoted(rest)}"
    elif rest:
        message = "text with a colon and a space in it must stand in quotes"
        hint = f"write: {before} {neatly_quoted(rest)}"
    return error("KEY-03", replace(node.location, width=max(1, len(rest))), message, hint)


def lost_text(node: Scalar) -> Problem | None:
    """Text that YAML would drop or keep against the author's wish: after ` #`, in curly quotes."""
    if node.quoted:
        return None
    line, place = node.location.text, node.location
    start, end = place.column - 1, place.column - 1 + len(node.text)
    key = line[:start].strip()
    rest = line[end:] if line[start:end] == node.text else ""
    if _CUT_OFF.match(rest):
        lost = replace(place, column=end + rest.index("#") + 1, width=len(rest.strip()))
        hint = f"write: {key} {neatly_quoted(f'{node.text}{rest}'.strip())}"
        return error(
            "KEY-07", lost, "YAML takes ` #` for the start of a comment, and drops this", hint
        )
    if inner := curly_mended(node.text):
        message = "curly quotes are text to YAML, and would be shown"
        return error("KEY-08", place, message, f"write: {key} {neatly_quoted(inner)}")
    return None
