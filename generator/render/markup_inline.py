"""Turns inline Markdown into elements, by CommonMark's and GitHub's rules."""

import re
from bisect import bisect
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import ClassVar
from xml.etree.ElementTree import Element

from generator.render import markup_grammar as grammar
from generator.render.markup_elements import (
    PUNCTUATION,
    Found,
    Mark,
    Piece,
    build,
    link,
    pair,
    run_of,
    words_of,
)

_SPECIAL = re.compile(r"[\\`*_~\[\]<&]|!\[|  \n|https?://|www\.", re.IGNORECASE)
_TICKS = re.compile(r"`+")
_COMMENT = re.compile(r"<!---?>|<!--.*?-->", re.DOTALL)
_POINTED_ADDRESS = re.compile(r"<([A-Za-z][A-Za-z0-9.+-]{1,31}:[^\s<>\x00-\x20]*)>")
_POINTED_MAIL = re.compile(
    r"<([\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*)>", re.ASCII
)


@dataclass(slots=True, eq=False)
class _Bracket:
    """A `[` or `![` that may turn out to begin a link or an image."""

    mark: Mark
    #: its place among the pieces, where its words begin in the text, and how many runs are before
    piece: int
    begin: int
    runs: int
    is_image: bool
    holds_brackets: bool = False


def fill(element: Element, found: Found) -> None:
    """Replaces an element's text, inline Markdown, by what it means."""
    text = element.text or ""
    if _SPECIAL.search(text) or "@" in text:
        element.text = None
        build(element, _Scanner(text, found).pieces())


class _Scanner:
    def __init__(self, text: str, found: Found) -> None:
        self.text = text
        self._found = found
        self._pieces: list[Piece] = []
        self._runs: list[Mark] = []
        self._brackets: list[_Bracket] = []
        #: the open brackets up to here begin no link, for one has been found inside them
        self._barred = 0
        self._last_comment_end = text.rfind("-->")
        self._ticks: dict[int, list[int]] | None = None

    def pieces(self) -> list[Piece]:
        """The text as words, marks and elements in a row."""
        position = 0
        while found := _SPECIAL.search(self.text, position):
            start = found.start()
            if start > position:
                self._pieces.append(self.text[position:start])
            position = self._READERS[self.text[start]](self, start)
        self._pieces.append(self.text[position:])
        pair(self._runs)
        return self._pieces

    def _escape(self, start: int) -> int:
        following = self.text[start + 1 : start + 2]
        if following == "\n":
            return self._break(start) - 1
        is_escape = following in PUNCTUATION
        self._pieces.append(following if is_escape else "\\")
        return start + 1 + is_escape

    def _break(self, start: int) -> int:
        self._pieces.append(Element("br"))
        return start + 2

    def _code(self, start: int) -> int:
        if self._ticks is None:
            self._ticks = {}
            for run in _TICKS.finditer(self.text):
                self._ticks.setdefault(len(run[0]), []).append(run.start())
        end = self._run_end(start)
        same = self._ticks.get(end - start, [])
        index = bisect(same, start)
        if index == len(same):
            self._pieces.append(self.text[start:end])
            return end
        words = self.text[end : same[index]].replace("\n", " ")
        if words[0] == words[-1] == " " and words.strip(" "):
            words = words[1:-1]
        code = Element("code")
        code.text = words
        self._pieces.append(code)
        return same[index] + end - start

    def _run_end(self, start: int) -> int:
        mark, end = self.text[start], start + 1
        while self.text.startswith(mark, end):
            end += 1
        return end

    def _run(self, start: int) -> int:
        end = self._run_end(start)
        run = run_of(self.text, start, end)
        self._pieces.append(run)
        if run.can_open or run.can_close:
            self._runs.append(run)
        return end

    def _bracket(self, start: int) -> int:
        is_image = self.text[start] == "!"
        mark = Mark("![" if is_image else "[")
        self._barred = min(self._barred, len(self._brackets))
        if self._brackets:
            self._brackets[-1].holds_brackets = True
        begin = start + len(mark.char)
        bracket = _Bracket(mark, len(self._pieces), begin, len(self._runs), is_image)
        self._brackets.append(bracket)
        self._pieces.append(mark)
        return begin

    def _bracket_end(self, start: int) -> int:
        bracket = self._brackets.pop() if self._brackets else None
        is_barred = bracket and not bracket.is_image and len(self._brackets) < self._barred
        target = self._target(bracket, start) if bracket and not is_barred else None
        if bracket is None or target is None:
            self._pieces.append("]")
            return start + 1
        pair(self._runs[bracket.runs :])
        del self._runs[bracket.runs :]
        inside = self._pieces[bracket.piece + 1 :]
        if bracket.is_image:
            del self._pieces[bracket.piece :]
            words = "".join(map(words_of, inside))
            self._pieces.append(Element("img", {"typed": target[0], "alt": words}))
            return target[1]
        self._pieces[bracket.piece + 1 :] = [_unlinked(piece) for piece in inside]
        bracket.mark.count = 0
        bracket.mark.opens.append(Element("a", {"typed": target[0]}))
        self._pieces.append(Mark("", closes=1))
        self._barred = len(self._brackets)
        return target[1]

    def _target(self, bracket: _Bracket, start: int) -> tuple[str, int] | None:
        """The address that the words in a bracket which ends at `start` point at; where it ends."""
        text, end = self.text, start + 1
        target = grammar.target_at(text, end + 1) if text.startswith("(", end) else None
        if target:
            return target
        label, found = "", grammar.label_at(text, end)
        if found:
            label, end = found
        if not label:
            if bracket.holds_brackets:
                return None
            label = text[bracket.begin : start]
        address = self._found.address(label)
        return None if address is None else (address, end)

    def _pointed(self, start: int) -> int:
        comment = _COMMENT.match(self.text, start) if start < self._last_comment_end else None
        if comment:
            return comment.end()
        found = _POINTED_ADDRESS.match(self.text, start)
        scheme = ""
        if found is None:
            found, scheme = _POINTED_MAIL.match(self.text, start), "mailto:"
        if found is None:
            self._pieces.append("<")
            return start + 1
        self._pieces.append(link(grammar.without_entities(found[1]), scheme))
        return found.end()

    def _entity(self, start: int) -> int:
        found = grammar.ENTITY.match(self.text, start)
        self._pieces.append(grammar.character(found[0]) if found else "&")
        return found.end() if found else start + 1

    def _bare_address(self, start: int) -> int:
        """An address in the middle of words."""
        end = grammar.bare_address_end(self.text, start)
        if self._brackets:  # in `[https://a.example](https://b.example)` it ends with the bracket
            bracket = self.text.find("]", start, end)
            end = bracket if bracket >= 0 else end
        words = self.text[start:end]
        if words:
            self._pieces.append(link(words, "http://" if words[0] in "wW" else ""))
            return end
        self._pieces.append(self.text[start])
        return start + 1

    _READERS: ClassVar[Mapping[str, Callable[["_Scanner", int], int]]] = MappingProxyType(
        {
            "\\": _escape,
            "`": _code,
            "*": _run,
            "_": _run,
            "~": _run,
            "!": _bracket,
            "[": _bracket,
            "]": _bracket_end,
            "<": _pointed,
            "&": _entity,
            " ": _break,
            **dict.fromkeys("hHwW", _bare_address),
        }
    )


def _unlinked(piece: Piece) -> Piece:
    """A piece for the inside of a link, where no other link can be."""
    if isinstance(piece, Element) and piece.tag == "a":
        return piece.text or ""
    return piece
