"""What a calendar is printed from: planned windows as people's own calendars know them."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """A maintenance."""

    #: for life: from the site's identity and the event's id, never from a title or an address
    uid: str
    title: str
    #: the address of its page
    page: str
    #: as planned: what really happened is in the words, and in the uptime
    start: datetime
    end: datetime
    announced: datetime
    #: when the latest word was said or corrected
    revised: datetime
    #: grows with every update, and when one that had not been corrected is
    sequence: int
    is_cancelled: bool
    #: not begun yet
    is_ahead: bool
    #: `Update, 20 Nov 2026, 13:15 CET`
    latest: str
    #: the latest word, in Markdown
    text: str
    #: the names of what it touches
    components: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarView:
    name: str
    #: its own address, and that of the page about the same
    address: str
    page: str
    #: in order of time
    windows: tuple[Window, ...]
