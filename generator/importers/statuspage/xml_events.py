"""The few texts of an Atom or RSS feed that matter, without ever building its tree.

A document type is refused: it could define entities that grow, or name files to be read.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

ATOM = "http://www.w3.org/2005/Atom"
_SEPARATOR = "\n"
MAX_ENTRIES = 100_000


class NotAFeed(ValueError):
    """The text says why."""


@dataclass(slots=True)
class Fields:
    """The texts of a feed or of one entry, by the name of their element; the first of each."""

    texts: dict[str, str] = field(default_factory=dict)
    #: an Atom entry's address is in an attribute
    link: str = ""


@dataclass(slots=True)
class Feed:
    root: str
    head: Fields = field(default_factory=Fields)
    entries: list[Fields] = field(default_factory=list)


def parse_feed(data: bytes) -> Feed:
    """The feed in `data`. Raises NotAFeed, with the reason, where there is none."""
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=_SEPARATOR)
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = reader.doctype
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(data, True)
    except expat.ExpatError as wrong:
        raise NotAFeed(f"it is not XML: {wrong}") from None
    except (ValueError, LookupError) as wrong:
        if isinstance(wrong, NotAFeed):
            raise
        raise NotAFeed(f"its encoding is not known: {wrong}") from None
    if reader.feed is None:
        raise NotAFeed("it is empty")
    return reader.feed


class _Reader:
    """What expat calls: keeps where it is and the texts of interest."""

    def __init__(self) -> None:
        self.feed: Feed | None = None
        self.depth = 0
        self.entry: Fields | None = None
        self.entry_depth = 0
        self.parts: list[str] | None = None

    def doctype(self, *_: object) -> None:
        raise NotAFeed("it has a document type, which no feed needs")

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self.depth += 1
        local = name.rpartition(_SEPARATOR)[2]
        if self.feed is None:
            self.feed = _root(name)
        elif local in ("entry", "item") and self.entry is None:
            self.entry, self.entry_depth = Fields(), self.depth
            self.feed.entries.append(self.entry)
            if len(self.feed.entries) > MAX_ENTRIES:
                raise NotAFeed(f"it has more than {MAX_ENTRIES:,} entries")
        elif self._is_field():
            self.parts = []
            fields = self.entry or self.feed.head
            if local == "link" and attributes.get("rel", "alternate") == "alternate":
                fields.link = fields.link or attributes.get("href", "")

    def end(self, name: str) -> None:
        local = name.rpartition(_SEPARATOR)[2]
        if self.entry is not None and self.depth == self.entry_depth:
            self.entry = None
        elif self.feed and self.parts is not None and self._is_field():
            fields = self.entry or self.feed.head
            if found := "".join(self.parts).strip():
                fields.texts.setdefault(local, found)
            self.parts = None
        self.depth -= 1

    def text(self, data: str) -> None:
        if self.parts is not None:
            self.parts.append(data)

    def _is_field(self) -> bool:
        """Whether the element is right inside an entry, the feed or the channel."""
        if self.entry is not None:
            return self.depth == self.entry_depth + 1
        return self.feed is not None and self.depth == (3 if self.feed.root == "rss" else 2)


def _root(name: str) -> Feed:
    if name not in (f"{ATOM}{_SEPARATOR}feed", "rss"):
        local = name.rpartition(_SEPARATOR)[2][:40]
        raise NotAFeed(f"it is XML, but neither Atom nor RSS: <{local}>")
    return Feed("rss" if name == "rss" else "feed")


def links_of(feed: Feed) -> Iterator[str]:
    """The addresses that may name the page, the best first."""
    yield from (feed.head.link, feed.head.texts.get("link", ""))
    for entry in feed.entries:
        yield from (entry.link, entry.texts.get("link", ""))
