"""Lines of JSON, one incident with its whole timeline each, become captures: one for each page."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urlsplit

from generator.importers.report import Notes, problem
from generator.importers.statuspage.records import (
    Birth,
    Capture,
    Head,
    Kind,
    Named,
    Page,
    SourceEvent,
    SourceUpdate,
    digest_of,
)
from generator.importers.statuspage.typed import (
    Item,
    as_code,
    as_item,
    as_word,
    extras,
    host_of,
    items,
    line,
    moment,
    parse_json,
    raw_text,
    word,
)
from generator.importers.text.clean import clean_line
from generator.importers.text.safety import body_of

#: fields that have a value and no place in our format
_EXTRAS = ("impact_window", "components_source")


def is_line(document: object) -> bool:
    """Whether a line is an incident of this shape."""
    item = as_item(document)
    updates = list(items(item.get("updates")))
    return isinstance(item.get("url"), str) and bool(updates) and "at" in updates[0]


def read_lines(text: str, file: str, notes: Notes) -> list[Capture]:
    """A capture of each page that the lines name; a line that cannot be read is a note."""
    pages: dict[str, list[Item]] = defaultdict(list)
    for number, raw in enumerate(text.split("\n"), 1):
        item = _parsed(raw, f"{file}:{number}", notes) if raw.strip() else None
        if item is not None:
            pages[host_of(line(item, "url"))].append(item)
    return [_capture(host, found, file) for host, found in sorted(pages.items())]


def _capture(host: str, found: list[Item], file: str) -> Capture:
    seen = max(time for item in found for time in _times(item))
    return Capture(
        file=file,
        kind=Kind.LINES,
        page=Page(hosts=(host,), url=f"https://{host}", seen=seen),
        seen=seen,
        events=tuple(_read_event(item, seen) for item in found),
    )


def _times(item: Item) -> list[datetime]:
    """The times of the updates, and that of the last change where it is known."""
    found = [moment(each, "at") for each in items(item.get("updates"))]
    return [time for time in (*found, moment(item, "updated_at")) if time]


def _parsed(raw: str, place: str, notes: Notes) -> Item | None:
    """The incident of a line; None, with a note, where it is none."""
    try:
        document = parse_json(raw)
    except ValueError as wrong:
        notes.append(problem("a line that is not JSON", f"{place}: {wrong}"))
        return None
    item = as_item(document)
    url = line(item, "url")
    if not is_line(document):
        notes.append(problem("a line without `url` and `updates`", place))
    elif not code_in(url) or not host_of(url):
        notes.append(problem("an address without host or code", f"{place}: {url[:80]}"))
    elif not any(moment(each, "at") for each in items(item.get("updates"))):
        notes.append(problem("an incident without any time is left out", place))
    else:
        if not all(moment(each, "at") for each in items(item.get("updates"))):
            notes.append(problem("an update without a usable time is left out", place))
        return item
    return None


def _read_event(item: Item, seen: datetime) -> SourceEvent:
    code = code_in(line(item, "url"))
    updates = tuple(_read_updates(item, seen))
    title = line(item, "title") or f"Incident {code}"
    return SourceEvent(
        code=code,
        birth=Birth(seen=seen, kind=Kind.LINES, title=title, began=updates[0].at),
        heads=(_read_head(item, title, seen),),
        updates=updates,
    )


def code_in(url: str) -> str:
    """The code at the end of an incident's address; empty where there is none."""
    try:
        path = urlsplit(url).path
    except ValueError:
        return ""
    last = path.rstrip("/").rpartition("/")[2]
    return as_code(last) if last != "incidents" else ""


def _read_head(item: Item, title: str, seen: datetime) -> Head:
    names = item.get("components")
    given = [name for name in names if isinstance(name, str)] if isinstance(names, list) else []
    return Head(
        kind=Kind.LINES,
        seen=seen,
        title=title,
        impact=word(item, "impact"),
        started=moment(item, "started_at"),
        resolved=moment(item, "resolved_at"),
        components=tuple(Named(name=clean_line(name)) for name in given if name.strip()),
        extras=extras(item, _EXTRAS),
    )


def _read_updates(item: Item, seen: datetime) -> Iterator[SourceUpdate]:
    """The updates, numbered from the oldest."""
    raw = items(item.get("updates"))
    timed = [(time, each) for each in raw if (time := moment(each, "at"))]
    for number, (at, each) in enumerate(sorted(timed, key=lambda pair: pair[0])):
        status = as_word(line(each, "status"))
        body = body_of(
            raw_text(each, "message"), newline_breaks=True, is_postmortem=status == "postmortem"
        )
        yield SourceUpdate(
            status=status,
            text=body.markdown,
            digest=digest_of(body.words),
            at=at,
            exact=bool(at.second),
            order=number,
            seen=seen,
            kind=Kind.LINES,
            placed=Kind.LINES,
        )
