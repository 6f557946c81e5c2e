"""Fenced code in Markdown, found line by line as a git host finds it: in list items as well.

Follows CommonMark 0.31 as far as it decides where a fence begins and ends: list items with their
columns, paragraphs that go on, tabs. Indented code and HTML blocks are none of its business.
"""

import re
from dataclasses import dataclass, field

_FENCE = re.compile(r"(?P<mark>`{3,}(?=[^`]*$)|~{3,})")
_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,9}[.)])(?=[ \t]|$)")
_RULE = re.compile(r"([-*_])[ \t]*(?:\1[ \t]*){2,}$")
#: the line under a heading's words
_UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
#: lines that are no text of a paragraph: headings, quotes, comments
_NO_TEXT = re.compile(r"#{1,6}(?:[ \t]|$)|>|<!--")


#: lists are not followed any deeper
MOST_ITEMS = 100


@dataclass(slots=True)
class Fences:
    """Where the scan is: in which fence, inside which list items, in a paragraph or not."""

    #: the mark that opened the fence; empty outside of one
    mark: str = ""
    #: the line that opened it
    opened: int = 0
    #: the column where the fence's container begins: a line left of it ends the fence
    _margin: int = 0
    #: the columns where the contents of the open list items begin
    _items: list[int] = field(default_factory=list)
    _empty_item: bool = False
    #: the line before was text that may go on
    _paragraph: bool = False
    _quoted: bool = False

    def takes(self, number: int, text: str) -> bool:
        """Whether a line is part of a fence. Lines come in their order."""
        words = text.lstrip(" \t")
        if not words:
            self._follow_blank()
            return bool(self.mark)
        if not (self.mark or self._items) and words[0].isalpha():
            self._quoted = self._quoted and self._paragraph
            self._paragraph = True  # the usual line needs no closer look
            return False
        indent = len(text) - len(words)
        if "\t" in text:
            indent = len(text.expandtabs(4)) - len(words.expandtabs(4))
        if self.mark and indent >= self._margin:
            if self._closes(words, indent):
                self.mark = ""
            return True
        # a fence is over where the list item that holds it is (CommonMark 0.31, 5.2)
        self.mark = ""
        return self._opens(number, words, indent)

    def _follow_blank(self) -> None:
        if self._empty_item:  # an item without words ends with a blank line
            self._items.pop()
        self._paragraph = self._empty_item = False

    def _closes(self, words: str, indent: int) -> bool:
        mark = words.rstrip(" \t")
        is_fence = mark.startswith(self.mark) and not mark.strip(self.mark[0])
        return is_fence and indent < self._margin + 4

    def _opens(self, number: int, words: str, indent: int) -> bool:
        """Follow the list items that the line ends and begins; whether a fence begins in it."""
        inside = [margin for margin in self._items if margin <= indent]
        margin = inside[-1] if inside else 0
        if self._paragraph:
            in_place = len(inside) == len(self._items) and not self._quoted
            if indent >= margin + 4 or not _interrupts(words, in_place=in_place):
                return False  # the paragraph goes on, wherever its line begins
            if in_place and _UNDERLINE.match(words):
                self._paragraph = False
                return False
        self._items, self._paragraph, self._empty_item = inside, False, False
        while indent < margin + 4 and len(self._items) < MOST_ITEMS:
            if found := _FENCE.match(words):
                self.mark, self._margin, self.opened = found["mark"], margin, number
                return True
            item = None if _RULE.match(words) else _ITEM.match(words)
            if not item:
                self._quoted = words[:1] == ">"
                text = words.lstrip("> ")  # a quote's last paragraph goes on without its mark
                self._paragraph = bool(text) and not _is_no_text(text)
                return False
            rest = words[item.end() :].expandtabs(4)
            spaces = len(rest) - len(rest.lstrip(" "))
            # an empty item, or one that begins with indented code, begins after one space
            margin = indent + item.end() + (spaces if 0 < spaces < 5 and rest.strip() else 1)
            self._items.append(margin)
            self._empty_item = not rest.strip()
            indent, words = indent + item.end() + spaces, rest.lstrip(" ")
        return False


def _interrupts(words: str, *, in_place: bool) -> bool:
    """Whether a line ends the paragraph above it; `in_place`: in all of its list items."""
    if _RULE.match(words) or (in_place and _UNDERLINE.match(words)):
        return True
    if item := _ITEM.match(words):
        # an item without words, or with another number than 1, does not: "in\n2021. That year"
        is_usual = item.group() in ("-", "*", "+", "1.", "1)") and words[item.end() :].strip()
        return bool(is_usual) or not in_place
    return bool(_FENCE.match(words) or _NO_TEXT.match(words))


def _is_no_text(words: str) -> bool:
    return bool(_NO_TEXT.match(words) or _RULE.match(words) or _FENCE.match(words))
