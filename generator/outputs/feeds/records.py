"""What a feed is, whatever its form: its head, its entries, and what each says."""

import hashlib
from dataclasses import dataclass, field
from datetime import UTC, datetime

from generator.outputs.feeds.addresses import Form, feed_path
from generator.render.body import Body
from generator.render.words import When

#: when an empty feed was last updated: no clock, and late enough for validators to believe it
NEVER = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One update: what was said, and the facts that came with it."""

    status: str
    at: When
    body: Body
    workaround: Body | None
    #: each a few words and a moment, or more words: `Next update by`, `13:30 CET`
    facts: tuple[tuple[str, When | str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    #: a tag: address (RFC 4151), for life
    id: str
    #: with the state first
    title: str
    url: str
    published: datetime
    updated: datetime
    tags: tuple[str, ...]
    #: sentences before what was said
    lead: tuple[str, ...]
    #: from when to when work is planned
    window: tuple[When, When] | None
    #: newest first
    said: tuple[Said, ...]

    @property
    def digest(self) -> str:
        """Changes with everything that the entry holds."""
        return hashlib.sha256(repr(self).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed; its representation names its entries by their digests, for they are shared."""

    #: its path without the end: `history`
    name: str
    id: str
    title: str
    description: str
    #: who speaks
    author: str
    #: the site's address, without a final slash
    site: str
    #: the page that it is about
    home: str
    #: an entry comes up again when its event moves; False: once told, an entry keeps its place
    is_moving: bool
    entries: tuple[Entry, ...] = field(repr=False)
    digests: tuple[str, ...]

    @property
    def updated(self) -> datetime:
        """From what the feed holds, never from the clock."""
        return max((entry.updated for entry in self.entries), default=NEVER)

    def address(self, form: Form) -> str:
        """The feed's own absolute address."""
        return f"{self.site}/{feed_path(self.name, form)}"
