"""The inverse of reading: the model becomes files, and an update is added to one.

`parse(print(x)) == x`; adding an update changes no other byte of a file.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import PurePosixPath

from generator.content.fields import Problems
from generator.content.incidents import parse_incident
from generator.content.maintenance import parse_maintenance
from generator.content.quoting import quote
from generator.content.source import Source, parse_source
from generator.content.times import format_time
from generator.errors import format_problem, has_errors
from generator.model.incident import End, Incident
from generator.model.maintenance import Maintenance
from generator.model.update import ComponentChange, Nothing, StatusT, Update

_PLAIN = re.compile(r"[^\W_](?:[\w ,.()/'%+&;!?=–—-]|:(?=\S)|#(?<=\S#))*")
_FIRST_PARAGRAPH = re.compile(r"(?:[A-Za-z0-9][\w -]{0,99}:(?:\s.*|)\n?)+(?:\n|\Z)")


class EditError(Exception):
    """The file cannot be changed safely; the text says why."""


def print_incident(incident: Incident, stem: str) -> str:
    """The file of an incident whose name is to be `stem`.md."""
    lines = [
        *_head(incident, stem),
        f"impact: {incident.impact}",
        *_components(incident.components),
        *_time("started", incident.started),
        *_time("detected", incident.detected),
        *_end(incident.ended),
        *_line("reference", incident.reference),
        *_line("class", incident.kind or ""),
        *_list("errors", incident.errors),
        *([f"postmortem_due: {incident.postmortem_due}"] if incident.postmortem_due else []),
        *_tail(incident),
    ]
    return _document(lines, incident.updates)


def print_maintenance(maintenance: Maintenance, stem: str) -> str:
    """The file of a maintenance whose name is to be `stem`.md."""
    window = f"{format_time(maintenance.start)} to {format_time(maintenance.end)}"
    lines = [
        *_head(maintenance, stem),
        f"scheduled: {window}",
        *_components(maintenance.components),
        *(["auto_complete: yes"] if maintenance.auto_complete else []),
        *_line("emergency", maintenance.emergency),
        *_line("reference", maintenance.reference),
        *_tail(maintenance),
    ]
    return _document(lines, maintenance.updates)


def print_update(update: Update[StatusT]) -> str:
    """A section: heading, fields, a blank line, text; ends with one line end."""
    status = update.status.value.replace("_", " ").capitalize() if update.status else "Update"
    fields = list(_fields(update))
    if not fields and _FIRST_PARAGRAPH.match(update.text):
        fields = ["notify: yes"]  # else the first paragraph of the text would be read as fields
    heading = f"## {status} — {format_time(update.at)}"
    text = f"\n{update.text}\n" if update.text else ""
    return "\n".join([heading, *fields, ""]) + text


def append_update(
    data: bytes, file: str, update: Update[StatusT], component_ids: frozenset[str] | None = None
) -> bytes:
    """The file's bytes with `update` added at their end; every other byte stays.

    `component_ids` are those of site.yml. Raises EditError where the file, or the file with the
    update, cannot be read.
    """
    before = _parse(data, file, component_ids)
    newline = "\r\n" if b"\r\n" in data else "\n"
    gap = "" if data.endswith((b"\n", b"\r")) else newline
    added = gap + newline + print_update(update).replace("\n", newline)
    changed = data + added.encode()
    after = _parse(changed, file, component_ids)
    if after.updates != tuple(sorted((*before.updates, update), key=lambda each: each.at)):
        raise EditError(f"{file}: the new update would not be read back as it was written")
    return changed


def yaml_text(text: str) -> str:
    """`text` as a YAML scalar on one line: plain where that is safe, else in double quotes."""
    plain = _PLAIN.fullmatch(text) and not text.endswith((" ", ":"))
    return text if plain else quote(text)


def _parse(data: bytes, file: str, component_ids: frozenset[str] | None) -> Incident | Maintenance:
    source, problems = parse_source(data, file)
    event: Incident | Maintenance | None = None
    if source is not None:
        event, found = parse_event(source, component_ids)
        problems = [*problems, *found]
    if event is None:
        raise EditError("\n".join(format_problem(p) for p in problems if has_errors([p])))
    return event


def parse_event(
    source: Source, component_ids: frozenset[str] | None = None
) -> tuple[Incident | Maintenance | None, Problems]:
    """The event in `source`: planned work where its folder says so, else an incident."""
    is_maintenance = "maintenance" in PurePosixPath(source.file).parts
    parse = parse_maintenance if is_maintenance else parse_incident
    return parse(source, component_ids)


def _document(front: list[str], updates: tuple[Update[StatusT], ...]) -> str:
    sections = "".join(f"\n{print_update(update)}" for update in updates)
    return "\n".join(["---", *front, "---", ""]) + sections


def _head(event: Incident | Maintenance, stem: str) -> Iterator[str]:
    yield f"title: {yaml_text(event.title)}"
    if event.id != stem:
        yield f"id: {yaml_text(event.id)}"


def _tail(event: Incident | Maintenance) -> Iterator[str]:
    if event.overrides:
        yield "override:"
        yield from (f"  {yaml_text(code)}: {yaml_text(reason)}" for code, reason in event.overrides)
    if event.backfilled:
        yield "backfilled: yes"
    if event.drill:
        yield "drill: yes"
    if event.internal:
        yield "internal:"
        for key, note in event.internal:
            if isinstance(note, str):
                yield f"  {yaml_text(key)}: {yaml_text(note)}"
            else:
                yield from (f"  {line}" for line in _list(yaml_text(key), note))


def _components(changes: tuple[ComponentChange, ...]) -> Iterator[str]:
    if changes:
        yield "components:"
        yield from (f"  {component}: {status}" for component, status in changes)


def _time(key: str, moment: datetime | None) -> Iterator[str]:
    if moment is not None:
        yield f"{key}: {format_time(moment)}"


def _end(ended: datetime | End | None) -> Iterator[str]:
    if isinstance(ended, End):
        yield "ended: unknown"
    else:
        yield from _time("ended", ended)


def _line(key: str, text: str) -> Iterator[str]:
    if text:
        yield f"{key}: {yaml_text(text)}"


def _list(key: str, texts: tuple[str, ...]) -> Iterator[str]:
    if texts:
        yield f"{key}:"
        yield from (f"  - {yaml_text(text)}" for text in texts)
    else:
        return


def _fields(update: Update[StatusT]) -> Iterator[str]:
    yield from _time("next update", update.next_update)
    if update.impact is not None:
        yield f"impact: {update.impact}"
    yield from (f"{component}: {status}" for component, status in update.components)
    if update.workaround is not None:
        yield f"workaround: {_or_none(update.workaround)}"
    if isinstance(update.eta, Nothing):
        yield "eta: none"
    else:
        yield from _time("eta", update.eta)
    if not update.notify:
        yield "notify: no"
    yield from _time("edited", update.edited)
    if update.reopened:
        yield "reopened: yes"


def _or_none(value: str | Nothing) -> str:
    return "none" if isinstance(value, Nothing) else value
