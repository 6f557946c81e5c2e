"""Reads the lines of a Markdown text into a tree of blocks, by CommonMark's and GitHub's rules."""

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ElementTree, SubElement

from markdown import Markdown
from markdown.blockparser import BlockParser

from generator.render.markup_elements import Found, dissolve
from generator.render.markup_grammar import expanded, first_word
from generator.render.markup_leaves import (
    CODE_INDENT,
    ITEM,
    Code,
    Leaf,
    Paragraph,
    Place,
    leaf_at,
)

_MAX_NESTING = 20
_NEVER = 1_000_000


@dataclass(slots=True)
class _Listing:
    """A list that may still get items."""

    element: Element
    mark: str
    is_loose: bool = False


@dataclass(slots=True)
class _Box:
    """An open block that holds blocks: the document, a quote, or an item of a list."""

    element: Element
    #: the columns by which an item's lines are indented; 0 for a quote
    width: int = 0
    listing: _Listing | None = None


class BlockReader(BlockParser):
    """Stands in for Python-Markdown's parser of blocks, which splits a text at its blank lines and
    so cannot see a list under a paragraph, a fence in a list, or two-space nesting.

    It takes one line at a time: which open blocks does the line go on with, which new ones does it
    begin, and where do its words go?
    """

    #: the whole text is one line of inline Markdown
    is_inline = False

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.reset()

    def parseDocument(self, lines: Iterable[str]) -> ElementTree:  # noqa: N802 # their name
        """The tree of blocks; `found` says what is left to do in it."""
        self.reset()
        if self.is_inline:
            element = SubElement(self.root, "p")
            self.found.add_prose(element, " ".join(lines).strip())
            dissolve(element)
            return ElementTree(self.root)
        for typed in lines:
            self._typed, self._line = typed, expanded(typed)
            self._read_line()
        self._leaf.end()
        for listing in self._listings:
            if not listing.is_loose:
                _tighten(listing.element)
        return ElementTree(self.root)

    def reset(self) -> None:
        """Forgets the last text."""
        self.root = Element(self.md.doc_tag)
        self.found = Found()
        self._boxes = [_Box(self.root)]
        self._leaf = Leaf()
        self._listings: list[_Listing] = []
        self._typed = self._line = ""
        #: how many of the open boxes this line goes on with, and the innermost quote among them
        self._depth, self._quote = 1, 0
        self._has_opened = False
        #: the outermost box for which the line before was blank
        self._blank_from = _NEVER

    def _read_line(self) -> None:
        start = self._go_on_with_boxes()
        self._has_opened = False
        blank_from = _NEVER
        if self._goes_on() and self._leaf.takes(self._typed, self._line, start):
            is_indented = isinstance(self._leaf, Code) and not self._leaf.fence
            if is_indented and first_word(self._line, start) == len(self._line):
                blank_from = self._quote
        else:
            first = self._open_blocks(start)
            if 0 <= first < len(self._line):
                self._add_words(self._line[first:])
            elif first >= 0 and not self._has_opened:
                self._settle()
                blank_from = self._quote
        self._blank_from = blank_from

    def _go_on_with_boxes(self) -> int:
        """Counts the open boxes that the line goes on with; where it goes on inside them."""
        line, start = self._line, 0
        self._depth, self._quote = 1, 0
        for box in self._boxes[1:]:
            first = first_word(line, start)
            if not box.width:
                if first - start >= CODE_INDENT or not line.startswith(">", first):
                    break
                start = first + 1 + line.startswith(" ", first + 1)
                self._quote = self._depth
            elif first - start >= box.width:
                start += box.width
            elif first == len(line) and len(box.element):
                start = first
            else:
                break  # a blank line too ends an item that began with nothing
            self._depth += 1
        return start

    def _goes_on(self) -> bool:
        """Whether the line goes on with every open box."""
        return self._depth == len(self._boxes)

    def _open_blocks(self, start: int) -> int:
        """Where the line's words begin behind the blocks it opens; -1 if a block took them."""
        while True:
            first = first_word(self._line, start)
            if first == len(self._line):
                return first
            paragraph = self._leaf if isinstance(self._leaf, Paragraph) else None
            if first - start >= CODE_INDENT:
                if paragraph:
                    return first
                code = Code(self._add("pre"))
                code.takes(self._typed, self._line, start)
                self._leaf = code
                return -1
            if not self._goes_on():
                paragraph = None
            words = self._line[first:]
            leaf = leaf_at(Place(words, first - start, paragraph, self.found, self._add))
            if leaf:
                self._leaf = leaf
                return -1
            start = self._open_box(start, first)
            if start < 0:
                return first

    def _open_box(self, start: int, first: int) -> int:
        """Opens a quote or an item; where the line goes on inside it, or -1."""
        line = self._line
        if len(self._boxes) > _MAX_NESTING:
            return -1
        if line[first] == ">":
            self._enter(_Box(self._add("blockquote")))
            return first + 1 + line.startswith(" ", first + 1)
        item = ITEM.match(line, first)
        if item is None:
            return -1
        mark, number, gap = item[1], item[2], len(item[3])
        is_empty = item.end() == len(line)
        is_weak = is_empty or int(number or 1) != 1  # as in "on\n14. May"
        if is_weak and self._goes_on() and isinstance(self._leaf, Paragraph):
            return -1
        if is_empty or gap > CODE_INDENT:
            gap = 1
        element = SubElement(self._listing_for(mark[-1], number).element, "li")
        element.tail = "\n"
        self._enter(_Box(element, first - start + len(mark) + gap))
        return min(first + len(mark) + gap, len(line))

    def _enter(self, box: _Box) -> None:
        self._boxes.append(box)
        self._depth = len(self._boxes)
        self._has_opened = True

    def _listing_for(self, mark: str, number: str | None) -> _Listing:
        """The open list that an item with this mark belongs to, or a new one."""
        self._settle()
        listing = self._boxes[-1].listing
        if listing and listing.mark == mark:
            listing.is_loose |= self._blank_from < len(self._boxes)
            return listing
        element = self._add("ol" if number else "ul")
        if number and int(number) != 1:
            element.set("start", str(int(number)))
        listing = self._boxes[-1].listing = _Listing(element, mark)
        self._listings.append(listing)
        return listing

    def _settle(self) -> None:
        """Ends the leaf, and the boxes that this line does not go on with."""
        self._leaf.end()
        self._leaf = Leaf()
        del self._boxes[self._depth :]

    def _add(self, tag: str) -> Element:
        """A new block in the innermost box that this line goes on with."""
        self._settle()
        box = self._boxes[-1]
        box.listing = None
        if box.width and len(box.element) and self._blank_from < len(self._boxes):
            listing = self._boxes[-2].listing
            if listing:
                listing.is_loose = True
        element = SubElement(box.element, tag)
        element.tail = "\n"
        return element

    def _add_words(self, words: str) -> None:
        """Puts words where they belong; a paragraph takes them even where boxes are missing."""
        if (isinstance(self._leaf, Paragraph) or self._goes_on()) and self._leaf.add(words):
            return
        element = self._add("p")
        box = self._boxes[-1]
        item = box.element if box.width and len(box.element) == 1 else None
        self._leaf = Paragraph(element, self.found, item)
        self._leaf.add(words)


def _tighten(listing: Element) -> None:
    for item in listing:
        for child in item:
            if child.tag == "p":
                dissolve(child)
        if len(item):
            item[-1].tail = None
