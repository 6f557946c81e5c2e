"""A new event becomes a file, and an update the end of one: proved first, then written."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum

from generator.checks.places import named_in
from generator.content.edit import (
    EditError,
    append_update,
    parse_event,
    print_incident,
    print_maintenance,
)
from generator.content.edit_window import move_window
from generator.content.layout import slug
from generator.content.load import INCIDENTS_FOLDER, MAINTENANCE_FOLDER
from generator.content.source import parse_source
from generator.errors import Unfit
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.update import Update
from generator.writing.desk import Desk, Proof, prove
from generator.writing.planned import Window
from generator.writing.save import change, create

_LONGEST_NAME = 60
_NOT_THE_SAME = "it would not be read back as it was typed; put it in simpler words"


def begin(desk: Desk, event: Event) -> tuple[str, Proof]:
    """Write a new file, named by its day (UTC) and title; gives its path in the project.

    The event's id is that name. Raises UserError, and Unfit where it would not be right.
    """
    folder = INCIDENTS_FOLDER if isinstance(event, Incident) else MAINTENANCE_FOLDER
    taken = {each.id.casefold() for each in named_in(desk.site)}
    proofs: list[Proof] = []

    def make(stem: str) -> bytes | None:
        if stem.casefold() in taken:
            return None
        named = replace(event, id=stem)
        data = _printed(named, stem).encode()
        proof = prove(desk, f"{folder}/{stem}.md", data)
        if proof.event != named:
            raise Unfit(_NOT_THE_SAME)
        proofs.append(proof)
        return data

    at = event.updates[0].at if isinstance(event, Incident) else event.start
    file = create(desk.project, folder, f"{at.date().isoformat()}-{_name(event.title)}", make)
    return file, proofs[-1]


def _printed(event: Event, stem: str) -> str:
    if isinstance(event, Incident):
        return print_incident(event, stem)
    return print_maintenance(event, stem)


def append(
    desk: Desk,
    file: str,
    make: Callable[[Event], Update[StrEnum]],
    move: Callable[[Event], Window | None] | None = None,
) -> Proof:
    """Add what `make` makes of the event, as its file says it then, to the end of the file.

    Before that, planned work is moved to the window that `move` makes of it, if any.
    Raises UserError, and Unfit where the file would not be right.
    """
    proofs: list[Proof] = []

    def added(data: bytes) -> bytes:
        event, lines = _read(desk, file, data)
        try:
            window = move(event) if move else None
            if window is not None:
                data = move_window(data, file, *window)
                event, _ = _read(desk, file, data)
            after = append_update(data, file, make(event), desk.component_ids)
        except EditError as wrong:
            raise Unfit(str(wrong)) from None
        proof = prove(desk, file, after, event)
        new = tuple(p for p in proof.warnings if window or p.location.line >= lines)
        proofs.append(replace(proof, warnings=new))
        return after

    change(desk.project, file, added)
    return proofs[-1]


def _read(desk: Desk, file: str, data: bytes) -> tuple[Event, int]:
    """The event in a file as it is now, and how many lines that are."""
    source, _ = parse_source(data, file)
    event = parse_event(source, desk.component_ids)[0] if source else None
    if source is None or event is None:
        prove(desk, file, data)
        raise Unfit(f"{file} cannot be read")
    return event, len(source.lines)


def moment_after(event: Event, now: datetime) -> datetime:
    """The time of the next update: this minute; with seconds where another has it already."""
    last = event.updates[-1].at
    minute = now.replace(second=0)
    return next((at for at in (minute, now) if at > last), last + timedelta(seconds=1))


def _name(title: str) -> str:
    """The words of a title for a file's name, in their own script where Latin would lose most."""
    plain = slug(title)
    letters = sum(character.isalnum() for character in title)
    if sum(character.isalnum() for character in plain) * 2 < letters or not letters:
        folded = unicodedata.normalize("NFC", title.casefold())
        plain = re.sub(r"[\W_]+", "-", folded).strip("-") or "incident"
    if len(plain) <= _LONGEST_NAME:
        return plain
    cut = plain[: _LONGEST_NAME + 1].rpartition("-")[0]
    return cut or plain[:_LONGEST_NAME]
