"""Which event is meant: a whole id, or any part of an id or title that only one has."""

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import PurePath
from typing import NoReturn

from generator.errors import UserError, nearest, visible
from generator.state.records import EventState
from generator.writing.kinds import is_open

#: how many events are named
_MOST = 20


def pick(
    word: str,
    states: Sequence[EventState],
    first: Callable[[EventState], bool] = is_open,
    note: str = "",
) -> EventState:
    """The event that `word` means: one that is `first` before all others. Raises UserError.

    The error names all that match, or the nearest and what is open, and ends with `note`.
    """
    found = _the_one(word, [state for state in states if first(state)]) or _the_one(word, states)
    return found or _nobody(word, states, note)


def _the_one(word: str, among: Sequence[EventState]) -> EventState | None:
    """The only one whose id is `word`, else the only one with it in its id or title."""
    part = _folded(_as_id(word))
    found = [state for state in among if part == _folded(state.event.id)]
    found = found or [state for state in among if part and part in _folded(_words(state))]
    if len(found) > 1:
        raise UserError(f"'{visible(word)}' matches {len(found)} events:\n{_rows(found)}")
    return found[0] if found else None


def is_meant(word: str, name: str, title: str) -> bool:
    """Whether `word` is the id or any part of the id or title of an event."""
    part = _folded(_as_id(word))
    return part == _folded(name) or bool(part and part in _folded(f"{name}\n{title}"))


def _nobody(word: str, states: Sequence[EventState], note: str) -> NoReturn:
    opened = [state for state in states if is_open(state)]
    names: dict[str, str] = {}
    for state in states:
        event = state.event
        names |= dict.fromkeys([event.id, event.title, *_folded(_words(state)).split()], event.id)
    near = nearest(_as_id(word), names)
    hint = f"; did you mean '{names[near]}'?" if near else ""
    said = f"open are:\n{_rows(opened)}" if opened else "nothing is open"
    lines = [f"nothing matches '{visible(word)}'{hint}", said, note]
    raise UserError("\n".join(filter(None, lines)))


def _words(state: EventState) -> str:
    return f"{state.event.id}\n{state.event.title}"


def _rows(states: Sequence[EventState]) -> str:
    events = (state.event for state in states[:_MOST])
    more = [f"  and {len(states) - _MOST} more"] if len(states) > _MOST else []
    return "\n".join([*(f"  {each.id}  {visible(each.title)}" for each in events), *more])


def _as_id(word: str) -> str:
    """A file's path is as good as an id."""
    return PurePath(word).stem if word.endswith(".md") else word


def _folded(text: str) -> str:
    plain = unicodedata.normalize("NFC", text).casefold()
    return re.sub(r"[ _-]+", " ", plain).strip()
