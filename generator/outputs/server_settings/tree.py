"""Settings as a tree of lines, as nginx and Caddy both have them; each writes it its own way."""

import textwrap
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

_WIDTH = 100
_INDENT = "    "


@dataclass(frozen=True, slots=True)
class Note:
    """A comment; every paragraph is wrapped but those that begin with white space."""

    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """An empty line."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words, and with `block` what stands in its braces."""

    words: tuple[str, ...]
    block: tuple["Node", ...] | None = None


Node = Note | Gap | Line


@dataclass(frozen=True, slots=True)
class Dialect:
    """How a server wants it written."""

    quoted: Callable[[str], str]
    #: after a line without a block
    end: str


def line(*words: str) -> Line:
    """A line without a block."""
    return Line(words)


def block(words: str, *inside: Node) -> Line:
    """A line with a block; its own words are parted by spaces."""
    return Line(tuple(words.split()), inside)


def written(nodes: Iterable[Node], dialect: Dialect) -> str:
    """The text of a tree."""
    return "".join(f"{each}".rstrip() + "\n" for each in _lines(nodes, dialect, ""))


def _lines(nodes: Iterable[Node], dialect: Dialect, indent: str) -> Iterator[str]:
    for node in nodes:
        match node:
            case Note(text):
                yield from _comment(text, indent)
            case Gap():
                yield ""
            case Line(words, block=None):
                yield indent + " ".join(map(dialect.quoted, words)) + dialect.end
            case Line(words, block=tuple(inside)):
                yield indent + " ".join([*map(dialect.quoted, words), "{"])
                yield from _lines(inside, dialect, indent + _INDENT)
                yield indent + "}"


def _comment(text: str, indent: str) -> Iterator[str]:
    mark = f"{indent}# "
    for paragraph in text.split("\n"):
        if paragraph.startswith(" ") or not paragraph:
            yield mark + paragraph
        else:
            yield from textwrap.wrap(
                paragraph,
                _WIDTH,
                initial_indent=mark,
                subsequent_indent=mark,
                break_on_hyphens=False,
                break_long_words=False,
            )
