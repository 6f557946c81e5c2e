"""Pairs the marks of inline Markdown, builds elements, and keeps what is still to be read."""

import re
import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from unicodedata import category
from xml.etree.ElementTree import Element

from generator.render.markup_grammar import label_key

PUNCTUATION = frozenset(string.punctuation)

_MAX_NESTING = 30
_MAIL_NAME = re.compile(r"(?:mailto:)?[A-Za-z0-9.+_-]+\Z")
_MAIL_HOST = re.compile(r"[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)+")
_MAX_MAIL_NAME = 80


@dataclass(slots=True, eq=False)
class Mark:
    """Marks in a row: they may end elements, may still stand for themselves, may begin elements."""

    char: str
    count: int = 1
    #: how many there were before any was paired
    length: int = 1
    can_open: bool = False
    can_close: bool = False
    closes: int = 0
    #: the innermost first
    opens: list[Element] = field(default_factory=list)


@dataclass(slots=True)
class Found:
    """What the blocks of a text leave for later."""

    #: elements whose text is inline Markdown
    prose: list[Element] = field(default_factory=list)
    #: the addresses of definitions, by the key of their label
    addresses: dict[str, str] = field(default_factory=dict)
    #: how many more characters of them to give out: a long address defined once and used ten
    #: thousand times would blow a page up
    allowance: int = 100_000

    def add_prose(self, element: Element, words: str) -> None:
        element.text = words
        self.prose.append(element)

    def address(self, label: str) -> str | None:
        found = self.addresses.get(label_key(label)) if self.addresses else None
        if found is None or len(found) > self.allowance:
            return None
        self.allowance -= len(found)
        return found


Piece = str | Mark | Element


def run_of(text: str, start: int, end: int) -> Mark:
    """The mark that a run of `*`, `_` or `~` makes; what stands around it says what it may do."""
    before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
    sign_before, sign_after = _is_sign(before), _is_sign(after)
    opens = not after.isspace() and (not sign_after or sign_before or before.isspace())
    closes = not before.isspace() and (not sign_before or sign_after or after.isspace())
    char, count = text[start], end - start
    if char == "_" and opens and closes:  # inside a word it is a letter
        opens, closes = sign_before, sign_after
    if char == "~" and count > 2:
        opens = closes = False
    return Mark(char, count, count, opens, closes)


def pair(runs: Sequence[Mark]) -> None:
    """Makes emphasis of the marks that belong together; `runs` stand in the order of the text.

    This is CommonMark's procedure. What keeps it fast is `floors`: below them no mark can be the
    partner of another one of the same sort, as an earlier search has shown.
    """
    openers: list[tuple[int, Mark]] = []
    floors: dict[tuple[str, bool, int], int] = {}
    for number, run in enumerate(runs):
        sort = (run.char, run.can_open, run.length if run.char == "~" else run.length % 3)
        while run.can_close and run.count:
            at = _partner(openers, run, floors.get(sort, -1))
            if at < 0:
                floors[sort] = number - 1
                break
            opener = openers[at][1]
            del openers[at + 1 :]
            _tie(opener, run)
            if not opener.count:
                openers.pop()
        if run.can_open and run.count:
            openers.append((number, run))


def _partner(openers: list[tuple[int, Mark]], run: Mark, floor: int) -> int:
    """The index of the nearest opener that a closing run pairs with; -1 if there is none."""
    for at in range(len(openers) - 1, -1, -1):
        number, opener = openers[at]
        if number <= floor:
            break
        if opener.char == run.char and _fit(opener, run):
            return at
    return -1


def _fit(opener: Mark, closer: Mark) -> bool:
    if opener.char == "~":
        return opener.count == closer.count
    either = opener.can_close or closer.can_open
    odd = bool(opener.length % 3 or closer.length % 3)
    return not (either and odd and (opener.length + closer.length) % 3 == 0)


def _tie(opener: Mark, closer: Mark) -> None:
    taken = min(opener.count, closer.count, 2)
    tag = "del" if opener.char == "~" else ("em", "strong")[taken - 1]
    opener.count -= taken
    opener.opens.append(Element(tag))
    closer.count -= taken
    closer.closes += 1


def words_of(piece: Piece) -> str:
    """What a piece says without any element, for an image's alternative text."""
    if isinstance(piece, str):
        return piece
    if isinstance(piece, Mark):
        return piece.char * piece.count
    return piece.get("alt") or piece.text or "\n"


def build(parent: Element, pieces: Iterable[Piece]) -> None:
    """Puts words and elements into `parent`, those that marks began around what they hold."""
    tree = _Tree(parent)
    for piece in pieces:
        if isinstance(piece, str):
            tree.words.append(piece)
        elif isinstance(piece, Mark):
            tree.close(piece.closes)
            tree.words.append(piece.char * piece.count)
            for element in reversed(piece.opens):
                tree.open(element)
        else:
            tree.add(piece)
    tree.add_words()


class _Tree:
    """An element being filled from left to right."""

    def __init__(self, root: Element) -> None:
        self.words: list[str] = []
        self._open = [root]
        self._too_deep = 0

    def open(self, element: Element) -> None:
        if self._too_deep or len(self._open) > _MAX_NESTING:
            self._too_deep += 1
            return
        self.add(element)
        self._open.append(element)

    def close(self, count: int) -> None:
        for _ in range(count):
            if self._too_deep:
                self._too_deep -= 1
            else:
                self.add_words()
                self._open.pop()

    def add(self, element: Element) -> None:
        self.add_words()
        self._open[-1].append(element)

    def add_words(self) -> None:
        words = "".join(self.words)
        self.words.clear()
        if "@" not in words or any(element.tag == "a" for element in self._open):
            _append(self._open[-1], words)
            return
        position = 0
        for start, end in mail_addresses(words):
            _append(self._open[-1], words[position:start])
            self._open[-1].append(link(words[start:end], "mailto:"))
            position = end
        _append(self._open[-1], words[position:])


def link(words: str, prefix: str = "") -> Element:
    """The link that an address among the words is: they say where it leads."""
    begins = words[: len(prefix)].lower() == prefix
    element = Element("a", {"href": words if begins else prefix + words})
    element.text = words
    return element


def mail_addresses(text: str) -> Iterator[tuple[int, int]]:
    """Where the mail addresses in a text begin and end."""
    position = 0
    while (at := text.find("@", position)) >= 0:
        name = _MAIL_NAME.search(text[max(position, at - _MAX_MAIL_NAME) : at])
        host = _MAIL_HOST.match(text, at + 1) if name else None
        position = at + 1
        if name and host and host[0][-1].isalpha() and not text.startswith("@", host.end()):
            yield at - len(name[0]), host.end()
            position = host.end()


def dissolve(element: Element) -> None:
    """Leaves what is inside an element where it stands, and prints no tag around it."""
    element.tag = None  # type: ignore[assignment] # the serialiser's own word for "no tag"
    element.attrib.clear()


def _is_sign(char: str) -> bool:
    """Whether a character is punctuation. The host's own rule: other symbols are like letters."""
    return char in PUNCTUATION or (not char.isascii() and category(char)[0] == "P")


def _append(parent: Element, words: str) -> None:
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words
