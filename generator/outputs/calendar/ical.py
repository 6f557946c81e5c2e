"""Prints a calendar as iCalendar (RFC 5545, with the names of RFC 7986)."""

import html
import re
from datetime import datetime, timedelta

from icalendar import (
    Alarm,
    Calendar,
    Component,
    Event,
    Timezone,
    TimezoneStandard,
    vDuration,
    vText,
)

from generator.outputs.calendar.view import CalendarView, Window
from generator.render.markup import to_html
from generator.render.markup_grammar import legal_line
from generator.render.words import listed

#: so many characters of the latest word, and so many component names; the page has all
MOST_WORDS, MOST_NAMES = 1_000, 20
#: long enough to save one's work and to tell others, and still on the same day
NOTICE = timedelta(hours=1)
#: how often a calendar should look for news
REFRESH = timedelta(hours=1)

_ESCAPES = str.maketrans({"\\": r"\\", ";": r"\;", ",": r"\,", "\n": r"\n"})
#: an item, and what ends a line of an author's text, once it is HTML
_ITEM = re.compile(r"<li\b[^>]*>\s*(?:<p>)?")
_BREAK = re.compile(r"</?(?:p|h[3-6]|ul|ol|li|blockquote|pre|section|tr)\b[^>]*>|<[bh]r>")
_CELL = re.compile(r"</t[hd]>\s*(?=<t[hd])")
_CODE = re.compile(r"<pre.*?</pre>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")


def to_ical(view: CalendarView) -> bytes:
    """The file, in lines of at most 75 octets that end with CRLF; equal views, equal bytes."""
    calendar = Calendar()
    calendar.add("prodid", "-//Fogbell//Status page//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    for key in ("name", "x-wr-calname"):  # by RFC 7986, and as older programs know it
        calendar.add(key, _Text(legal_line(view.name)))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add("source", view.address, parameters={"VALUE": "URI"})
    calendar.add("url", view.page)
    for window in view.windows:
        calendar.add_component(_event(window))
    if not view.windows:
        calendar.add_component(_universal_time())
    return bytes(calendar.to_ical(sorted=False))


class _Text(vText):
    r"""A TEXT. icalendar's own takes the two characters `\N` for a new line, and loses them."""

    def to_ical(self) -> bytes:
        return self.translate(_ESCAPES).encode()


def _event(window: Window) -> Event:
    title = legal_line(window.title)
    event = Event()
    event.add("uid", window.uid)
    # without a METHOD, it is when the information was last revised, not when the file was made
    event.add("dtstamp", window.revised)
    event.add("dtstart", window.start)
    event.add("dtend", window.end)
    event.add("created", window.announced)
    event.add("last-modified", window.revised)
    event.add("sequence", window.sequence)
    # many programs show what is cancelled like anything else: so the words say it too
    event.add("summary", _Text(f"Cancelled: {title}" if window.is_cancelled else title))
    event.add("description", _Text(_description(window)))
    event.add("url", window.page)
    event.add("status", "CANCELLED" if window.is_cancelled else "CONFIRMED")
    event.add("transp", "TRANSPARENT")  # our work makes nobody busy
    if window.is_ahead:  # some programs would make up for an alarm that they missed
        event.add_component(_alarm(title))
    return event


def _alarm(title: str) -> Alarm:
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", -NOTICE)
    alarm.add("description", _Text(title))
    return alarm


def _universal_time() -> Component:
    """What stands in an empty calendar: RFC 5545 wants at least one component."""
    standard = TimezoneStandard()
    standard.add("dtstart", datetime(1970, 1, 1))  # noqa: DTZ001 # RFC 5545: a local time
    standard.add("tzoffsetfrom", timedelta(0))
    standard.add("tzoffsetto", timedelta(0))
    zone = Timezone()
    zone.add("tzid", "Etc/UTC")
    zone.add_component(standard)
    return zone


def _description(window: Window) -> str:
    """The latest word, what is touched, and where to read more."""
    parts = [f"{window.latest}\n{_words(window.text)}".strip()]
    if window.components:
        names = [legal_line(name) for name in window.components]
        if len(names) > MOST_NAMES:
            names = [*names[:MOST_NAMES], f"{len(names) - MOST_NAMES} more"]
        parts.append(f"Affects: {listed(names)}")
    return "\n\n".join([*parts, window.page])


def _words(markdown: str) -> str:
    """An author's words without their marks: a line for each paragraph, item and row."""
    page = _CODE.sub(lambda code: code[0].replace("\n", "<br>"), to_html(markdown))
    page = _ITEM.sub("<br>- ", _CELL.sub(" | ", page))
    lines = [legal_line(html.unescape(_TAG.sub("", line))) for line in _BREAK.split(page)]
    text = "\n".join(filter(None, lines))
    if len(text) <= MOST_WORDS:
        return text
    return f"{text[:MOST_WORDS].rpartition(' ')[0] or text[:MOST_WORDS]} …"
