"""history.atom and history.rss become a capture: whole timelines, to the minute, as HTML."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from generator.importers.report import Notes, changed, failed, problem
from generator.importers.statuspage.feed_times import (
    YearlessTime,
    backwards,
    nearest,
    offset_of,
    parse_window,
    parse_yearless,
)
from generator.importers.statuspage.history import code_in
from generator.importers.statuspage.records import (
    Birth,
    Capture,
    Head,
    Kind,
    Page,
    SourceEvent,
    SourceUpdate,
    digest_of,
)
from generator.importers.statuspage.typed import as_moment, as_word, host_of, within_reach
from generator.importers.statuspage.xml_events import Feed, Fields, links_of
from generator.importers.text.clean import clean_line
from generator.importers.text.html_tree import parse_html, text_of
from generator.importers.text.safety import body_of

#: `<p><small>Jun 8, 19:13 UTC</small><br><strong>Resolved</strong> - `
_HEADER = re.compile(
    r"<p>\s*<small>(?P<when>[^<]{0,80}(?:<var\b[^<>]{0,80}>[^<]{0,40}</var>[^<]{0,40}){0,4})</small>"
    r"\s*<br\s*/?>\s*<strong>(?P<status>[^<]{0,80})</strong>\s*-?\s*",
    re.IGNORECASE,
)
_SCHEDULED = re.compile(r"THIS IS A SCHEDULED EVENT(.{0,400}?)</strong>", re.DOTALL)
_TITLE_END = re.compile(r"\s*[-–—|]\s*Incident History\s*\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Entry:
    fields: Fields
    #: when it was published or last changed, by the feed
    anchor: datetime
    #: minutes east of UTC in which the feed gives its own dates
    offset: int
    #: when the feed was made
    seen: datetime
    place: str
    notes: Notes


@dataclass(frozen=True, slots=True)
class _Written:
    """An update as it stands in the HTML."""

    time: YearlessTime
    status: str
    body: str


def read_feed(feed: Feed, file: str, notes: Notes) -> Capture | None:
    """What a feed says; None, with a note, where it does not say of whom or when."""
    host = next((host for link in links_of(feed) if (host := host_of(link.strip()))), "")
    seen = _made(feed)
    if not host or seen is None:
        missing = "the address of its page" if seen else "when it was made"
        notes.append(failed(f"is a feed that does not say {missing}", file))
        return None
    events = [_read_entry(fields, file, seen, notes) for fields in feed.entries]
    name = _TITLE_END.sub("", clean_line(feed.head.texts.get("title", "")))
    return Capture(
        file=file,
        kind=Kind.FEED,
        page=Page(hosts=(host,), name=name, url=f"https://{host}", seen=seen),
        seen=seen,
        events=tuple(event for event in events if event),
    )


def _made(feed: Feed) -> datetime | None:
    """When the feed was made; where it does not say, when its newest entry was changed."""
    own = _date(feed.head)
    found = [own[0]] if own else [date[0] for entry in feed.entries if (date := _date(entry))]
    return max(found, default=None)


def _date(fields: Fields) -> tuple[datetime, int] | None:
    """A date of the feed or an entry in UTC, and its offset in minutes.

    An entry's `published` comes first: `updated` moves when an old text is corrected.
    """
    for key in ("published", "updated"):
        if found := as_moment(fields.texts.get(key, "")):
            return found, 0
    for key in ("pubDate", "lastBuildDate"):
        try:
            found = parsedate_to_datetime(fields.texts.get(key, ""))
        except (ValueError, OverflowError):
            continue
        offset = found.utcoffset() or timedelta()
        reached = within_reach(found if found.tzinfo else found.replace(tzinfo=UTC))
        if reached:
            return reached, int(offset.total_seconds() // 60)
    return None


def _read_entry(fields: Fields, file: str, seen: datetime, notes: Notes) -> SourceEvent | None:
    link = (fields.link or fields.texts.get("link") or fields.texts.get("guid", "")).strip()
    code = code_in(link)
    place = f"{file}: {code or clean_line(fields.texts.get('title', ''))[:60] or 'an entry'}"
    if not code:
        notes.append(problem("an entry whose address holds no usable code is left out", place))
        return None
    date = _date(fields) or (seen, 0)
    entry = _Entry(fields, date[0], date[1], seen, place, notes)
    content = fields.texts.get("content") or fields.texts.get("description", "")
    updates = tuple(_read_updates(content, entry))
    if not updates:
        notes.append(problem("an entry in which no update is recognised is left out", place))
        return None
    title = clean_line(fields.texts.get("title", "")) or f"Incident {code}"
    head = Head(kind=Kind.FEED, seen=seen, title=title, window=_window(content, entry, updates))
    birth = Birth(seen=seen, kind=Kind.FEED, title=title, began=updates[0].at)
    return SourceEvent(code=code, birth=birth, heads=(head,), updates=updates)


def _read_updates(content: str, entry: _Entry) -> Iterator[SourceUpdate]:
    """The updates, the oldest first."""
    written = list(_written(content, entry))
    offsets = [_offset(update.time.zone, entry) for update in written]
    times = [update.time for update in written]
    moments = backwards(times, entry.anchor, entry.seen, offsets)
    dated = [(at, update) for at, update in zip(moments, written, strict=True) if at]
    if len(dated) < len(written):
        entry.notes.append(problem("an update without a usable time is left out", entry.place))
    for number, (at, update) in enumerate(reversed(dated)):
        is_postmortem = update.status == "postmortem"
        body = body_of(update.body, newline_breaks=False, is_postmortem=is_postmortem)
        yield SourceUpdate(
            status=update.status,
            text=body.markdown,
            digest=digest_of(body.words),
            at=at,
            order=number,
            seen=entry.seen,
            kind=Kind.FEED,
            placed=Kind.FEED,
        )


def _written(content: str, entry: _Entry) -> Iterator[_Written]:
    """The updates of an entry as they stand there, the newest first."""
    headers = list(_HEADER.finditer(content))
    ends = [*(header.start() for header in headers[1:]), len(content)]
    for header, end in zip(headers, ends, strict=False):  # without headers there is one end
        time = parse_yearless(_text(header["when"]))
        body = re.sub(r"</p>\s*\Z", "", content[header.end() : end].rstrip(), flags=re.IGNORECASE)
        if time is None:
            entry.notes.append(problem("an update without a usable time is left out", entry.place))
        else:
            yield _Written(time, as_word(_text(header["status"])), body)


def _text(html: str) -> str:
    return " ".join(text_of(parse_html(re.sub(r"</?var[^<>]*>", "", html))).split())


def _offset(zone: str, entry: _Entry) -> int:
    minutes, is_known = offset_of(zone, entry.offset)
    if not is_known:
        words = f"a zone that is not known ({zone or 'none'}) is taken for the feed's own offset"
        entry.notes.append(changed(words, entry.place))
    return minutes


def _window(content: str, entry: _Entry, updates: tuple[SourceUpdate, ...]) -> tuple[datetime, ...]:
    """The window of `THIS IS A SCHEDULED EVENT …`, which begins after it was announced."""
    found = _SCHEDULED.search(content)
    window = parse_window(_text(found[1]).replace("\xa0", " ")) if found else None
    if window is None:
        return ()
    offset = _offset(window[0].zone, entry)
    start = nearest(window[0], updates[0].at, offset)
    end = nearest(window[1], start, offset) if start else None
    return (start, end) if start and end and start < end else ()
