"""A run of text and inline tags becomes lines of inline Markdown."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise
from urllib.parse import quote

from generator.importers.text.escape import class_of, escape, escape_all
from generator.importers.text.html_tree import Node, text_of

_MARKS = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em"), "*"),
    **dict.fromkeys(("del", "s", "strike"), "~~"),
}
_ADDRESS = re.compile(r"(?:https?://|mailto:)[^\s<>]+\Z", re.IGNORECASE)
#: kept as it is in an address; a bracket, a star or a semicolon would mean something
_SAFE = "/:?#@!$&'+,=%-._~"


class Part(Enum):
    TEXT = "text"
    #: finished Markdown
    DONE = "done"
    OPEN = "open"
    CLOSE = "close"
    BREAK = "break"


@dataclass(frozen=True, slots=True)
class Piece:
    part: Part
    #: the text, the Markdown, or the mark
    text: str = ""


Line = tuple[Piece, ...]


def pieces_of(
    children: Iterable["Node | str"], *, newline_breaks: bool, marks: frozenset[str] = frozenset()
) -> Iterator[Piece]:
    """What inline children mean; a line end in text breaks the line, or is only white space.

    `marks` are those around them: bold within bold is bold.
    """
    for child in children:
        if isinstance(child, str):
            yield from _text_pieces(child, newline_breaks)
        elif child.tag == "br":
            yield Piece(Part.BREAK)
        elif child.tag == "code":
            yield from _code(text_of(child))
        elif child.tag == "a" and _ADDRESS.match(child.href):
            yield from _link(child)
        else:
            mark = _MARKS.get(child.tag, "")
            is_new = mark and mark not in marks
            inside = pieces_of(child.children, newline_breaks=newline_breaks, marks=marks | {mark})
            yield from [Piece(Part.OPEN, mark)] if is_new else []
            yield from inside
            yield from [Piece(Part.CLOSE, mark)] if is_new else []


def split_lines(pieces: Iterable[Piece]) -> list[Line]:
    """The lines, each with its own marks: one that goes on is closed and opened again."""
    lines: list[list[Piece]] = [[]]
    standing: list[str] = []
    for piece in pieces:
        if piece.part is Part.BREAK:
            lines[-1] += [Piece(Part.CLOSE, mark) for mark in reversed(standing)]
            lines.append([Piece(Part.OPEN, mark) for mark in standing])
            continue
        if piece.part is Part.OPEN:
            standing.append(piece.text)
        elif piece.part is Part.CLOSE:
            standing.pop()
        lines[-1].append(piece)
    return [tuple(_joined(line)) for line in lines]


def print_line(line: Line) -> str:
    """One line of Markdown, with no white space around it and no marks that could not act."""
    pieces = _joined(_tightened(line))
    texts = [
        Piece(Part.DONE, escape(piece.text, alone=len(pieces) == 1))
        if piece.part is Part.TEXT
        else piece
        for piece in pieces
    ]
    return _words("".join(_apart([piece.text for piece in _working_marks(texts)])))


def _apart(printed: list[str]) -> Iterator[str]:
    """The parts of a line, kept from becoming one: `!` and a link a picture, two codes one."""
    for part, after in pairwise([*printed, ""]):
        if part.endswith("!") and after.startswith("["):
            yield f"{part[:-1]}&#33;"  # our own look for pictures does not see a backslash
        elif part.endswith("`") and after.startswith("`"):
            yield f"{part} "
        else:
            yield part


def _words(text: str) -> str:
    return " ".join(text.split())


def _text_pieces(text: str, newline_breaks: bool) -> Iterator[Piece]:
    lines = text.split("\n") if newline_breaks else [text.replace("\n", " ")]
    for number, line in enumerate(lines):
        if number:
            yield Piece(Part.BREAK)
        yield Piece(Part.TEXT, line)


def _code(text: str) -> Iterator[Piece]:
    words = _words(text)
    if words:
        longest = max((len(run) for run in re.findall("`+", words)), default=0)
        ticks = "`" * (longest + 1)
        space = " " if "`" in (words[0], words[-1]) else ""
        yield Piece(Part.DONE, f"{ticks}{space}{words}{space}{ticks}")


def _link(node: Node) -> Iterator[Piece]:
    """`[words](address)`; an address as its own words stands bare, one without words shows none."""
    words = _words(text_of(node))
    bare = node.href.removeprefix("mailto:")
    if words in (node.href, bare):
        yield Piece(Part.TEXT, bare)
    elif words:
        yield Piece(Part.DONE, f"[{escape_all(words)}]({quote(node.href, safe=_SAFE)})")


def _outward(pieces: Iterable[Piece], opening: Part) -> list[Piece]:
    """White space just inside marks moves out, and marks around nothing are dropped.

    Reads forward for marks that open, and (given the pieces in reverse) backward for the others.
    """
    kept: list[Piece] = []
    waiting: list[Piece] = []
    for piece in pieces:
        if piece.part is opening:
            waiting.append(piece)
        elif piece.part in (Part.OPEN, Part.CLOSE) and waiting:
            waiting.pop()
        elif piece.part is Part.TEXT and waiting:
            inner = piece.text.lstrip() if opening is Part.OPEN else piece.text.rstrip()
            kept += [Piece(Part.TEXT, " ")] if inner != piece.text else []
            if inner:
                kept += [*waiting, Piece(Part.TEXT, inner)]
                waiting = []
        else:
            kept += [*waiting, piece]
            waiting = []
    return kept


def _tightened(pieces: Iterable[Piece]) -> list[Piece]:
    forward = _outward(pieces, Part.OPEN)
    return _outward(reversed(forward), Part.CLOSE)[::-1]


def _joined(pieces: Iterable[Piece]) -> list[Piece]:
    """Texts side by side become one; a mark that closes and opens again at once does neither."""
    kept: list[Piece] = []
    for piece in pieces:
        last = kept[-1] if kept else None
        if last and piece.part is Part.TEXT is last.part:
            kept[-1] = Piece(Part.TEXT, last.text + piece.text)
        elif last and last == Piece(Part.CLOSE, piece.text) and piece.part is Part.OPEN:
            kept.pop()
        else:
            kept.append(piece)
    return kept


def _working_marks(pieces: list[Piece]) -> list[Piece]:
    """Without the pairs of marks that CommonMark would show instead of obey (6.2, flanking)."""
    kept = _without_idle_marks(pieces)
    while len(kept) < len(pieces):  # without a mark, its neighbours stand beside others
        pieces, kept = kept, _without_idle_marks(kept)
    return kept


def _without_idle_marks(pieces: list[Piece]) -> list[Piece]:
    dropped: set[int] = set()
    opened: list[int] = []
    for at, piece in enumerate(pieces):
        if piece.part is Part.OPEN:
            opened.append(at)
        elif piece.part is Part.CLOSE:
            first = opened.pop()
            if not (_opens(pieces, first) and _closes(pieces, at)):
                dropped |= {first, at}
    return [piece for at, piece in enumerate(pieces) if at not in dropped]


def _opens(pieces: list[Piece], at: int) -> bool:
    before, after = _around(pieces, at)
    return after != " " and (after == "a" or before != "a")


def _closes(pieces: list[Piece], at: int) -> bool:
    before, after = _around(pieces, at)
    return before != " " and (before == "a" or after != "a")


def _around(pieces: list[Piece], at: int) -> tuple[str, str]:
    """The classes of the characters before and after the run that a mark is a part of."""
    return (
        class_of(_beside(pieces, at, range(at - 1, -1, -1))[-1:]),
        class_of(_beside(pieces, at, range(at + 1, len(pieces)))[:1]),
    )


def _beside(pieces: list[Piece], at: int, places: Iterable[int]) -> str:
    """The nearest text, or mark of another kind, in the order of `places`."""
    mark = pieces[at].text[0]
    texts = (
        pieces[place].text
        for place in places
        if pieces[place].part is Part.DONE or pieces[place].text[0] != mark
    )
    return next(texts, "")
