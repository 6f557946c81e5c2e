"""A new incident becomes a file, and an update the end of one: proved first, then written."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta

from generator.checks.places import events_of
from generator.content.edit import EditError, append_update, print_incident
from generator.content.incidents import parse_incident
from generator.content.layout import slug
from generator.content.load import INCIDENTS_FOLDER
from generator.content.source import parse_source
from generator.errors import Unfit
from generator.model.incident import Incident, IncidentUpdate
from generator.writing.desk import Desk, Proof, prove
from generator.writing.save import change, create

_LONGEST_NAME = 60
_NOT_THE_SAME = "it would not be read back as it was typed; put it in simpler words"


def begin(desk: Desk, incident: Incident) -> tuple[str, Proof]:
    """Write a new file, named by its day (UTC) and title; gives its path in the project.

    The incident's id is that name. Raises UserError, and Unfit where it would not be right.
    """
    taken = {event.id.casefold() for event in events_of(desk.site)}
    proofs: list[Proof] = []

    def make(stem: str) -> bytes | None:
        if stem.casefold() in taken:
            return None
        named = replace(incident, id=stem)
        data = print_incident(named, stem).encode()
        proof = prove(desk, f"{INCIDENTS_FOLDER}/{stem}.md", data)
        if proof.incident != named:
            raise Unfit(_NOT_THE_SAME)
        proofs.append(proof)
        return data

    day = incident.updates[0].at.date().isoformat()
    file = create(desk.project, INCIDENTS_FOLDER, f"{day}-{_name(incident.title)}", make)
    return file, proofs[-1]


def append(desk: Desk, file: str, make: Callable[[Incident], IncidentUpdate]) -> Proof:
    """Add what `make` makes of the incident, as its file says it then, to the end of the file.

    Raises UserError, and Unfit where the file would not be right.
    """
    proofs: list[Proof] = []

    def added(data: bytes) -> bytes:
        source, _ = parse_source(data, file)
        incident = parse_incident(source, desk.component_ids)[0] if source else None
        if source is None or incident is None:
            prove(desk, file, data)
            raise Unfit(f"{file} cannot be read")
        try:
            after = append_update(data, file, make(incident), desk.component_ids)
        except EditError as wrong:
            raise Unfit(str(wrong)) from None
        proof = prove(desk, file, after)
        new = tuple(p for p in proof.warnings if p.location.line >= len(source.lines))
        proofs.append(replace(proof, warnings=new))
        return after

    change(desk.project, file, added)
    return proofs[-1]


def moment_after(incident: Incident, now: datetime) -> datetime:
    """The time of the next update: this minute; with seconds where another has it already."""
    last = incident.updates[-1].at
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
