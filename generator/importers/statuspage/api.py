"""The JSON of a Statuspage's public API v2 becomes a capture."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from generator.importers.report import Notes, failed
from generator.importers.statuspage.api_events import Context, read_events
from generator.importers.statuspage.records import Capture, Kind, Page, SourceComponent
from generator.importers.statuspage.typed import (
    Item,
    as_item,
    code_of,
    day,
    extras,
    flag,
    host_of,
    items,
    line,
    moment,
    whole,
)

LISTS = ("components", "incidents", "scheduled_maintenances")


def is_api(document: object) -> bool:
    """Whether a document is an answer of the API with something to import."""
    item = as_item(document)
    return isinstance(item.get("page"), dict) and any(
        isinstance(item.get(key), list) for key in LISTS
    )


def is_removed_components(document: object) -> bool:
    """Whether a document is a list of components that a page once had."""
    return (
        isinstance(document, list)
        and bool(document)
        and all(isinstance(as_item(each).get("component"), dict) for each in document)
    )


def read_api(document: object, file: str, notes: Notes) -> Capture | None:
    """What an answer of the API says; None, with a note, where it does not say when or of whom."""
    item = as_item(document)
    page_item = as_item(item.get("page"))
    seen = moment(page_item, "updated_at") or _newest(item)
    if seen is None:
        notes.append(failed("says nowhere when it was made (page.updated_at)", file))
        return None
    page = read_page(page_item, seen)
    if not page.names:
        notes.append(failed("has neither page.id nor page.url", file))
        return None
    context = Context(file, seen, notes)
    rows = tuple(_components(item.get("components"), context))
    has_list = isinstance(item.get("components"), list)
    events = tuple(read_events(item, context))
    is_summary = has_list and all(isinstance(item.get(key), list) for key in LISTS)
    return Capture(
        file=file,
        kind=Kind.API,
        page=page,
        seen=seen,
        components=(*rows, *_components_of_events(item, context)),
        listed=tuple(sorted(row.code for row in rows)) if has_list else None,
        opened=tuple(sorted(event.code for event in events)) if is_summary else None,
        events=events,
    )


def read_removed_components(document: object, file: str, notes: Notes) -> Capture | None:
    """Components that a page once had: [{"component": {…}}, …]."""
    found = [as_item(item.get("component")) for item in items(document)]
    times = [time for each in found if (time := moment(each, "updated_at"))]
    page_id = next((code for each in found if (code := code_of(each, "page_id"))), "")
    if not times or not page_id:
        notes.append(failed("has no page_id, or no updated_at, in its components", file))
        return None
    seen = max(times)
    context = Context(file, seen, notes)
    page = Page(id=page_id, seen=seen)
    rows = tuple(_components(found, context))
    return Capture(file=file, kind=Kind.API, page=page, seen=seen, components=rows)


def read_page(item: Item, seen: datetime) -> Page:
    """The page of an answer."""
    url = line(item, "url").rstrip("/")
    host = host_of(url)
    return Page(
        id=code_of(item, "id"),
        hosts=(host,) if host else (),
        name=line(item, "name"),
        url=url if host else "",
        zone=line(item, "time_zone"),
        seen=seen,
    )


def _newest(document: Item) -> datetime | None:
    """The newest `updated_at` of anything, where the page does not say."""
    found = [moment(item, "updated_at") for key in LISTS for item in items(document.get(key))]
    return max((time for time in found if time), default=None)


def _components(value: object, context: Context) -> Iterator[SourceComponent]:
    for item in items(value):
        code, name = code_of(item, "id"), line(item, "name")
        if not code or not name:
            context.notes.append(failed("a component without a usable id or name", context.file))
            continue
        yield SourceComponent(
            code=code,
            name=name,
            names=(name,),
            group=code_of(item, "group_id"),
            is_group=flag(item, "group"),
            description=line(item, "description"),
            start=day(item, "start_date"),
            position=whole(item, "position"),
            created=moment(item, "created_at"),
            extras=extras(item, ("only_show_if_degraded", "showcase")),
            seen=context.seen,
        )


def _components_of_events(document: Item, context: Context) -> Iterator[SourceComponent]:
    """The component objects inside incidents; a list, where there is one, says the same better."""
    quiet = replace(context, notes=[])
    for key in LISTS[1:]:
        for item in items(document.get(key)):
            yield from _components(item.get("components"), quiet)
