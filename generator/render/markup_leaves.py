"""The blocks of Markdown that hold words: paragraphs, headings, rules, code, comments, tables."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from xml.etree.ElementTree import Element, SubElement

from generator.render import markup_grammar as grammar
from generator.render.markup_elements import Found, dissolve

CODE_INDENT = 4
ITEM = re.compile(r"([-+*]|([0-9]{1,9})[.)])( +|$)")
_HEADING = re.compile(r"(#{1,6})(?=[ \t]|$)")
_FENCE = re.compile(r"(`{3,})[^`]*$|(~{3,})")
_TASK = re.compile(r"\[([ xX])\][ \t]+(?=\S)")
_COMMENT = re.compile(r"<!--.*?(?:-->|$)")
_MAX_ADDED_CELLS = 10_000


class Leaf:
    """An open block that holds lines. This plain one is over with the line that began it."""

    __slots__ = ()

    def takes(self, typed: str, line: str, start: int) -> bool:  # noqa: ARG002
        """Whether the line belongs here whatever it looks like; if so, it is taken."""
        return False

    def add(self, words: str) -> bool:  # noqa: ARG002
        """Whether words that begin no block belong here; if so, they are taken."""
        return False

    def end(self) -> None:
        """Called when the block is over."""


@dataclass(slots=True)
class Paragraph(Leaf):
    element: Element
    found: Found
    #: the item of a list that the paragraph is the first block of
    item: Element | None
    lines: list[str] = field(default_factory=list)
    may_be_table: bool = True

    def add(self, words: str) -> bool:
        bare = words.rstrip(" ")
        # Two are enough to say "break here"; thousands would make the search for them slow.
        self.lines.append(bare + "  " if len(words) - len(bare) > 2 else words)
        return True

    def end(self) -> None:
        words = self.take_words()
        if self.item is not None and (task := _TASK.match(words)):
            self.item.set("class", "task")
            self.item.set("state", "To do:" if task[1] == " " else "Done:")
            words = words[task.end() :]
        if words:
            self.found.add_prose(self.element, words)
        else:
            dissolve(self.element)

    def take_words(self) -> str:
        """The words, without the definitions before them, which go where they can be found."""
        words = "\n".join(self.lines).rstrip(" \t")
        self.lines.clear()
        if words.startswith("["):
            addresses, words = grammar.definitions(words)
            for key, address in addresses.items():
                self.found.addresses.setdefault(key, address)
        return words


@dataclass(slots=True)
class Code(Leaf):
    element: Element
    #: the marks that a fence begins and ends with; empty for indented code
    fence: str = ""
    #: the columns that a fence itself is indented by, and its lines may be too
    indent: int = CODE_INDENT
    lines: list[str] = field(default_factory=list)
    is_over: bool = False

    def takes(self, typed: str, line: str, start: int) -> bool:
        first = grammar.first_word(line, start)
        indent = first - start
        if self.is_over or (not self.fence and indent < CODE_INDENT and first < len(line)):
            return False
        if self.fence and indent < CODE_INDENT and line.startswith(self.fence, first):
            self.is_over = not line[first:].rstrip(" \t").strip(self.fence[0])
        if not self.is_over:
            column = start + min(self.indent, indent)
            self.lines.append(grammar.from_column(typed, line, column))
        return True

    def end(self) -> None:
        if not self.fence:
            while self.lines and not self.lines[-1].strip(" \t"):
                self.lines.pop()
        SubElement(self.element, "code").text = "".join(f"{line}\n" for line in self.lines)


@dataclass(slots=True)
class Comment(Leaf):
    """An HTML comment: the host hides it, so nobody may read it here either."""

    element: Element
    is_over: bool = False

    def takes(self, typed: str, line: str, start: int) -> bool:  # noqa: ARG002
        if self.is_over:
            return False
        end = line.find("-->", start)
        self.is_over = end >= 0
        if self.is_over:
            # What stands behind it on its line is raw HTML for the host: text, with no marks in it.
            self.element.text = _COMMENT.sub("", line[end + 3 :]).strip()
        return True

    def end(self) -> None:
        if not self.element.text:
            dissolve(self.element)


@dataclass(slots=True)
class Table(Leaf):
    element: Element
    found: Found
    alignments: list[str]
    added_cells: int = 0

    def add(self, words: str) -> bool:
        row = grammar.cells(words)[: len(self.alignments)]
        self.added_cells += len(self.alignments) - len(row)
        if self.added_cells > _MAX_ADDED_CELLS:
            return False  # a wide head over thousands of one-letter rows
        if len(self.element) == 1:
            SubElement(self.element, "tbody").tail = "\n"
        self.add_row(self.element[-1], "td", row)
        return True

    def add_row(self, parent: Element, tag: str, row: list[str]) -> None:
        line = SubElement(parent, "tr")
        line.tail = "\n"
        row += [""] * (len(self.alignments) - len(row))
        for words, alignment in zip(row, self.alignments, strict=True):
            cell = SubElement(line, tag, {"scope": "col"} if tag == "th" else {})
            cell.tail = "\n"
            if alignment:
                cell.set("class", alignment)
            self.found.add_prose(cell, words)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a block might begin."""

    #: the line from its first word on, and the columns before that word
    words: str
    indent: int
    #: the open paragraph that the line would otherwise go on with
    paragraph: Paragraph | None
    found: Found
    #: ends what the line does not go on with, and adds an element of this name
    add: Callable[[str], Element]


def leaf_at(place: Place) -> Leaf | None:
    """The leaf that begins at a place, if one does. A paragraph is what remains if none does."""
    for begin in _BEGINNINGS.get(place.words[0], ()):
        leaf = begin(place)
        if leaf:
            return leaf
    return None


def _heading(place: Place) -> Leaf | None:
    hashes = _HEADING.match(place.words)
    if hashes is None:
        return None
    words = grammar.heading_words(place.words[hashes.end() :])
    place.found.add_prose(place.add(f"h{len(hashes[1])}"), words)
    return Leaf()


def _underline(place: Place) -> Leaf | None:
    mark = place.words[0]
    if place.paragraph is None or place.words.rstrip(" \t").strip(mark):
        return None
    words = place.paragraph.take_words()
    if not words:
        return None
    place.paragraph.element.tag = "h1" if mark == "=" else "h2"
    place.found.add_prose(place.paragraph.element, words)
    return Leaf()


def _rule(place: Place) -> Leaf | None:
    if not grammar.is_rule(place.words):
        return None
    place.add("hr")
    return Leaf()


def _fence(place: Place) -> Leaf | None:
    fence = _FENCE.match(place.words)
    return Code(place.add("pre"), fence[1] or fence[2], place.indent) if fence else None


def _comment(place: Place) -> Leaf | None:
    if not place.words.startswith("<!--"):
        return None
    comment = Comment(place.add("p"))
    comment.takes(place.words, place.words, 0)
    return comment


def _table(place: Place) -> Leaf | None:
    if place.paragraph is None or not place.paragraph.lines or ITEM.match(place.words):
        return None
    alignments = grammar.alignments(place.words)
    head = grammar.cells(place.paragraph.lines[-1])
    if not alignments or not place.paragraph.may_be_table:
        return None
    if len(head) != len(alignments):
        place.paragraph.may_be_table = False  # the host does not try twice
        return None
    place.paragraph.lines.pop()  # what stands above the head stays a paragraph
    table = Table(SubElement(place.add("section"), "table"), place.found, alignments)
    table.add_row(SubElement(table.element, "thead"), "th", head)
    return table


_BEGINNINGS: Mapping[str, tuple[Callable[[Place], Leaf | None], ...]] = MappingProxyType(
    {
        "#": (_heading,),
        "=": (_underline,),
        "-": (_underline, _rule, _table),
        "<": (_comment,),
        **dict.fromkeys("*_", (_rule,)),
        **dict.fromkeys("`~", (_fence,)),
        **dict.fromkeys("|:", (_table,)),
    }
)
