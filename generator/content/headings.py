"""`## Resolved — 2026-11-20 14:00 UTC`: a status and a time, or what is wrong with them."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Generic, TypeVar

from generator.content.fields import Problems
from generator.content.meant import meant_time, time_hint
from generator.content.source import Source
from generator.content.times import TIME_EXAMPLE, parse_time
from generator.content.words import find_word, suggest
from generator.errors import Location, Problem, error, nearest

StatusT = TypeVar("StatusT", bound=StrEnum)

SAME = "update"
LONGEST = 200

# a hyphen inside a word separates nothing: In-progress
_SEPARATOR = r"(?:—|–|-+(?![A-Za-z-])|\||·)"
_WORDS = r"(?:[^—–|·0-9-]|-(?=[A-Za-z]))+?"
_HEADING = re.compile(rf"(?P<status>{_WORDS})\s*{_SEPARATOR}\s*(?P<time>\S.*)")
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
# what follows is tried on headings that are wrong: possessive (`*+`), so that it fails at once
_STATUS = r"(?P<status>[A-Za-z]++(?:[ _-](?!(?:at|on)\b)[A-Za-z]++)?)"
_BETWEEN = re.compile(
    rf"{_STATUS}[^A-Za-z0-9]*+(?:(?:at|on)\b)?[^A-Za-z0-9]*+(?P<time>{_DAY}[^()]*+)\)?"
)
_SWAPPED = re.compile(
    rf"(?P<time>{_DAY}[T ]?[0-9:]*+ ?(?:UTC|Z|[+-][0-9]{{2}}:?[0-9]{{2}})?)"
    rf"[^A-Za-z0-9]*+(?:{_STATUS})?[^A-Za-z0-9]*+"
)
_MARKS = "*_~`[]:. \t"

#: words of the other kind of file, so that a mix-up is named as such
_OTHER_WORDS = (
    "investigating", "identified", "monitoring", "resolved", "postmortem",
    "scheduled", "in_progress", "verifying", "completed", "cancelled",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading(Generic[StatusT]):
    #: None for an `Update`, which leaves the status as it is
    status: StatusT | None
    at: datetime


def parse_heading(
    source: Source, number: int, title: str, statuses: type[StatusT], problems: Problems
) -> Heading[StatusT] | None:
    """The update that a `##` line opens; None after recording why it opens none."""
    title = " ".join(title.split())
    found = _HEADING.fullmatch(title)
    if not found:
        problems.append(_explain(source, number, title, statuses))
        return None
    words = found["status"]
    status = find_word(words, statuses)
    try:
        at = parse_time(found["time"])
    except ValueError as wrong:
        problem = _no_update(source.whole(number), title, statuses)
        if _is_status_like(words):
            place = source.part(number, found["time"])
            problem = _no_time(place, words, found["time"], str(wrong), statuses)
        problems.append(problem)
        return None
    if status is None and _fold(words) != SAME:
        problems.append(_no_status(source.part(number, words), found, statuses))
        return None
    return Heading(status, at)


def looks_like_update(line: str) -> str:
    """The heading that a line of text would be, if it only began with `## `; empty for others."""
    if not 12 < len(line) < LONGEST or line.lstrip()[:1] == ">":
        return ""
    title = " ".join(line.strip("# \t*_").split())
    found = _HEADING.fullmatch(title) or _BETWEEN.fullmatch(title)
    if not found or _fold(found["status"]) not in (*_OTHER_WORDS, SAME):
        return ""
    try:
        parse_time(found["time"])
    except ValueError:
        return ""
    return f"## {found['status'].strip()} — {found['time']}"


def _no_status(place: Location, found: re.Match[str], statuses: type[StatusT]) -> Problem:
    words = found["status"]
    meant = _meant(words, statuses)
    hint = f"if it is no update, write: ### {found.string}"
    if meant:
        hint = f"write: ## {meant} — {found['time']}"
    return error("KEY-04", place, f"'{words}' is not a status here: {_named(statuses)}", hint)


def _meant(words: str, statuses: type[StatusT]) -> str:
    """The status that was probably meant, as people write it; empty where none comes to mind."""
    bare = words.strip(_MARKS)
    if _fold(bare) == SAME:
        return "Update"
    hint = suggest(bare, statuses)
    found = re.search(r"'(.*)'", hint)
    return _spelt(found[1]) if found else ""


def _explain(source: Source, number: int, title: str, statuses: type[StatusT]) -> Problem:
    """What is wrong with a heading that has no dash where one belongs."""
    place = source.whole(number)
    together = _BETWEEN.fullmatch(title) if len(title) < LONGEST else None
    if together and _is_status_like(together["status"]):
        return _mended(place, together, "a dash is missing between status and time", statuses)
    swapped = _SWAPPED.fullmatch(title) if len(title) < LONGEST else None
    if swapped:
        message = "the status comes before the time"
        if swapped["status"] is None:
            message = "a status is missing before the time"
        return _mended(place, swapped, message, statuses)
    if _is_status_like(title):
        meant = _meant(title, statuses) or title.strip(_MARKS)
        hint = f"write: ## {meant} — {TIME_EXAMPLE}"
        return error("UPD-04", place, "this update has no time", hint)
    return _no_update(place, title, statuses)


def _mended(
    place: Location, found: re.Match[str], message: str, statuses: type[StatusT]
) -> Problem:
    """The heading in order; where its time is wrong as well, that is told."""
    when = found["time"].strip()
    try:
        parse_time(when)
    except ValueError as wrong:
        return _no_time(place, found["status"] or "update", when, str(wrong), statuses)
    status = _in_order(found["status"] or "update", statuses)
    return error("UPD-02", place, message, f"write: ## {status} — {when}")


def _no_time(
    place: Location, words: str, when: str, message: str, statuses: type[StatusT]
) -> Problem:
    status = _in_order(words, statuses)
    hint = time_hint(when, meant_time, lambda meant: f"write: ## {status} — {meant}")
    return error("UPD-04", place, message, hint)


def _in_order(words: str, statuses: type[StatusT]) -> str:
    """A status as people write it: the one that was meant, where the words name none."""
    word = find_word(words, statuses)
    return _spelt(word.value) if word else _meant(words, statuses) or words.strip(_MARKS)


def _no_update(place: Location, title: str, statuses: type[StatusT]) -> Problem:
    below = f"inside an update write: ### {title}" if title else "delete it"
    hint = f"{below}\nan update is: ## <{_named(statuses)}> — <time>"
    return error("UPD-02", place, "`##` opens an update, and this is none", hint)


def _named(statuses: type[StatusT]) -> str:
    return f"{', '.join(_spelt(word.value) for word in statuses)} or Update"


def _spelt(word: str) -> str:
    return word.replace("_", " ").capitalize()


def _is_status_like(words: str) -> bool:
    return nearest(words.strip(_MARKS), [*_OTHER_WORDS, SAME]) is not None


def _fold(words: str) -> str:
    return re.sub(r"[\s_-]+", "_", words.strip().casefold())
