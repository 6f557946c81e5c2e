"""Which incident is meant: a whole id, or any part of an id or title that only one has."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import PurePath
from typing import NoReturn, TypeVar

from generator.errors import UserError, nearest, visible
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.state.records import EventState, IncidentState

#: how many events are named
_MOST = 20

StateT = TypeVar("StateT", bound=EventState)


def pick_open(word: str, states: Sequence[IncidentState], note: str = "") -> IncidentState:
    """The open incident that `word` means, else a resolved one. Raises UserError.

    The error names all that match, or the nearest and what is open, and ends with `note`.
    """
    opened = [state for state in states if state.is_open]
    found = _the_one(word, opened) or _the_one(word, states)
    return found or _nobody(word, opened, opened, note)


def pick_closed(word: str, states: Sequence[IncidentState], note: str = "") -> IncidentState:
    """The resolved incident that `word` means, else an open one. Raises UserError."""
    closed = [state for state in states if not state.is_open]
    opened = [state for state in states if state.is_open]
    found = _the_one(word, closed) or _the_one(word, states)
    return found or _nobody(word, closed, opened, note)


def pick_any(word: str, states: Sequence[EventState], note: str = "") -> EventState:
    """The event that `word` means: an open one before all others. Raises UserError."""
    opened = [state for state in states if isinstance(state, IncidentState) and state.is_open]
    found = _the_one(word, opened) or _the_one(word, states)
    return found or _nobody(word, states, opened, note)


def _the_one(word: str, among: Sequence[StateT]) -> StateT | None:
    """The only one whose id is `word`, else the only one with it in its id or title."""
    part = _folded(_as_id(word))
    found = [state for state in among if part == _folded(_event(state).id)]
    found = found or [state for state in among if part and part in _folded(_words(state))]
    if len(found) > 1:
        raise UserError(f"'{visible(word)}' matches {len(found)} events:\n{_rows(found)}")
    return found[0] if found else None


def planned_note(word: str, planned: Sequence[Maintenance]) -> str:
    """Where `word` means planned work, which has statuses of its own: what to do instead."""
    part = _folded(_as_id(word))
    files = [each.location.file for each in planned if part in _folded(f"{each.id}\n{each.title}")]
    return f"planned work is updated by hand: {files[0]}" if files else ""


def _nobody(
    word: str, among: Sequence[EventState], opened: Sequence[EventState], note: str
) -> NoReturn:
    names: dict[str, str] = {}
    for state in among:
        event = _event(state)
        names |= dict.fromkeys([event.id, event.title, *_folded(_words(state)).split()], event.id)
    near = nearest(_as_id(word), names)
    hint = f"; did you mean '{names[near]}'?" if near else ""
    said = f"open are:\n{_rows(opened)}" if opened else "nothing is open"
    lines = [f"nothing matches '{visible(word)}'{hint}", said, note]
    raise UserError("\n".join(filter(None, lines)))


def _event(state: EventState) -> Incident | Maintenance:
    return state.incident if isinstance(state, IncidentState) else state.maintenance


def _words(state: EventState) -> str:
    return f"{_event(state).id}\n{_event(state).title}"


def _rows(states: Sequence[EventState]) -> str:
    events = (_event(state) for state in states[:_MOST])
    more = [f"  and {len(states) - _MOST} more"] if len(states) > _MOST else []
    return "\n".join([*(f"  {each.id}  {visible(each.title)}" for each in events), *more])


def _as_id(word: str) -> str:
    """A file's path is as good as an id."""
    return PurePath(word).stem if word.endswith(".md") else word


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold()
    return re.sub(r"[ _-]+", " ", plain).strip()
