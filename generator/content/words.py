"""Words from a fixed list, as people type them: any case, `_`, `-` or a space, and near misses."""

import re
from collections.abc import Collection, Iterable
from enum import StrEnum
from typing import TypeVar

from generator.errors import Location, Problem, did_you_mean, error

EnumT = TypeVar("EnumT", bound=StrEnum)

#: what people say, and our words for it
_MEANT = {
    "major_outage": ("down", "outage", "offline", "unavailable", "broken"),
    "degraded_performance": ("slow", "flaky", "impaired"),
    "operational": ("ok", "up", "fine", "working"),
    "resolved": ("fixed", "solved", "closed", "done", "completed", "recovered"),
    "completed": ("resolved", "done", "finished", "closed"),
    "in_progress": ("started", "begun", "ongoing"),
    "cancelled": ("postponed", "aborted"),
    "investigating": ("new", "open", "started", "triage"),
    "security": ("privacy", "breach"),
    "major": ("high",),
    "minor": ("low", "medium"),
}


def parse_word(
    text: str, words: type[EnumT], location: Location, problems: list[Problem]
) -> EnumT | None:
    """The member of `words` that `text` names, in any case, with `_`, `-` or a space."""
    word = find_word(text, words)
    if word is None:
        allowed = ", ".join(word.value for word in words)
        message = f"'{text}' is not one of: {allowed}"
        problems.append(error("KEY-04", location, message, suggest(text, words)))
    return word


def component_hint(name: str, known: Collection[str]) -> str:
    """The component that was probably meant by a name that site.yml does not have, or some."""
    return did_you_mean(name, known) or f"there are: {', '.join(sorted(known)[:12])}"


def find_word(text: str, words: type[EnumT]) -> EnumT | None:
    """The member of `words` that `text` names; None where it names none."""
    folded = text.strip().casefold()
    if not folded.isalpha():
        folded = re.sub(r"[\s_-]+", "_", folded)
    return next((word for word in words if word.value == folded), None)


def suggest(text: str, words: Iterable[StrEnum]) -> str:
    """A hint with the word that was probably meant; empty where none comes to mind."""
    known = [word.value for word in words]
    if near := did_you_mean(text, known):
        return near
    folded = text.strip().casefold()
    return next((f"did you mean '{word}'?" for word in known if folded in _MEANT.get(word, ())), "")
