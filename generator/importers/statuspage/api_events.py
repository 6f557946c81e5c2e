"""An incident or a maintenance of the API's JSON becomes a record."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from generator.importers.report import Notes, problem
from generator.importers.statuspage.records import (
    Birth,
    Head,
    Kind,
    Named,
    SourceEvent,
    SourceUpdate,
    digest_of,
)
from generator.importers.statuspage.typed import (
    Item,
    code_of,
    extras,
    flag,
    items,
    line,
    moment,
    raw_text,
    word,
)
from generator.importers.text.safety import body_of

OPEN_WORDS = frozenset(
    {"investigating", "identified", "monitoring", "scheduled", "in_progress", "verifying"}
)
#: what Statuspage writes where an update changed nothing
_NOTHING_AFFECTED = re.compile(r"no components were affected", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Context:
    """What is read from, when it was made, and where to say what is wrong with it."""

    file: str
    seen: datetime
    notes: Notes


def read_events(document: Item, context: Context) -> Iterator[SourceEvent]:
    """Every incident and maintenance of an answer; what cannot be one is a note."""
    for key in ("incidents", "scheduled_maintenances"):
        for item in items(document.get(key)):
            event = _read_event(item, context, planned=key == "scheduled_maintenances")
            if event is not None:
                yield event


def _read_event(item: Item, context: Context, *, planned: bool) -> SourceEvent | None:
    code = code_of(item, "id")
    if not code:
        said = f"{context.file}: {line(item, 'id')[:80] or 'none'}"
        context.notes.append(problem("an incident without a usable id is left out", said))
        return None
    updates = _read_updates(item, context)
    created = moment(item, "created_at") or moment(item, "started_at")
    began = min((update.at for update in updates), default=created)
    if began is None:
        said = f"{context.file}: {code}"
        context.notes.append(problem("an incident without any time is left out", said))
        return None
    title = line(item, "name") or f"Incident {code}"
    started = moment(item, "started_at")
    head = _read_head(item, context, title, planned=planned)
    is_open = head.status in OPEN_WORDS
    return SourceEvent(
        code=code,
        birth=Birth(
            seen=context.seen,
            kind=Kind.API,
            title=title,
            began=min(began, started) if started and not planned else began,
        ),
        heads=(head,),
        updates=updates or (_only_update(head, began, context),),
        open_components=head.components if is_open else (),
        open_seen=context.seen if is_open and head.components else None,
    )


def _read_head(item: Item, context: Context, title: str, *, planned: bool) -> Head:
    window = (moment(item, "scheduled_for"), moment(item, "scheduled_until"))
    return Head(
        kind=Kind.API,
        seen=context.seen,
        title=title,
        status=word(item, "status"),
        impact=word(item, "impact"),
        started=moment(item, "started_at"),
        resolved=moment(item, "resolved_at"),
        window=(window[0], window[1]) if window[0] and window[1] else (),
        components=tuple(_named(each, "id", "status") for each in items(item.get("components"))),
        planned=planned,
        backfilled=flag(item, "backfilled"),
        extras=extras(item, ("shortlink", "reminder_intervals")),
    )


def _named(item: Item, code: str, status: str) -> Named:
    return Named(code=code_of(item, code), name=line(item, "name"), status=word(item, status))


def _read_updates(item: Item, context: Context) -> tuple[SourceUpdate, ...]:
    """The updates, numbered from the oldest."""
    read = [_read_update(each, context) for each in items(item.get("incident_updates"))]
    found = [update for update in read if update]
    postmortem = _read_postmortem(item, context)
    known = {update.digest for update in found if update.status == "postmortem"}
    if postmortem and postmortem.digest not in known:
        found.append(postmortem)
    ordered = sorted(found, key=lambda update: (update.at, update.created or update.at))
    return tuple(replace(update, order=number) for number, update in enumerate(ordered))


def _read_update(item: Item, context: Context) -> SourceUpdate | None:
    created = moment(item, "created_at")
    at = moment(item, "display_at") or created or moment(item, "updated_at")
    if at is None:
        said = f"{context.file}: {line(item, 'body')[:60]}"
        context.notes.append(problem("an update without a usable time is left out", said))
        return None
    status = word(item, "status")
    body = body_of(
        raw_text(item, "body"), newline_breaks=True, is_postmortem=status == "postmortem"
    )
    affected = item.get("affected_components")
    return SourceUpdate(
        id=code_of(item, "id"),
        status=status,
        text=body.markdown,
        digest=digest_of(body.words),
        at=at,
        exact=True,
        created=created,
        affected=tuple(_affected(affected)) if isinstance(affected, list) else None,
        notify=item.get("deliver_notifications") is not False,
        extras=extras(item, ("custom_tweet", "tweet_id")),
        seen=context.seen,
        kind=Kind.API,
        placed=Kind.API,
    )


def _affected(value: object) -> Iterator[Named]:
    for item in items(value):
        named = _named(item, "code", "new_status")
        if (named.code or named.name) and not _NOTHING_AFFECTED.match(named.name):
            yield named


def _read_postmortem(item: Item, context: Context) -> SourceUpdate | None:
    """A postmortem that stands beside the updates."""
    raw = raw_text(item, "postmortem_body")
    keys = ("postmortem_published_at", "postmortem_body_last_updated_at", "updated_at")
    at = next((time for key in keys if (time := moment(item, key))), None)
    if not raw.strip() or at is None or flag(item, "postmortem_ignored"):
        return None
    body = body_of(raw, newline_breaks=True, is_postmortem=True)
    return SourceUpdate(
        status="postmortem",
        text=body.markdown,
        digest=digest_of(body.words),
        at=at,
        exact=True,
        seen=context.seen,
        kind=Kind.API,
        placed=Kind.API,
    )


def _only_update(head: Head, began: datetime, context: Context) -> SourceUpdate:
    """What stands for the updates where a source gives none: our format needs one."""
    context.notes.append(
        problem(
            "an incident without updates gets one without words", f"{context.file}: {head.title}"
        )
    )
    return SourceUpdate(
        status=head.status if head.status in OPEN_WORDS else "investigating",
        text="",
        digest=digest_of(""),
        at=began,
        exact=True,
        seen=context.seen,
        kind=Kind.API,
        placed=Kind.API,
    )
