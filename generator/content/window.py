"""`scheduled:` of planned work: two times with ` to ` between them, or what is wrong with them."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from generator.content.fields import Problems, as_words
from generator.content.meant import meant_time
from generator.content.misread import rewritten
from generator.content.times import LONGEST, parse_duration, parse_time
from generator.content.yamlio import Node
from generator.errors import Location, Problem, error

WINDOW_EXAMPLE = "2026-12-01 02:00 UTC to 2026-12-01 04:00 UTC"

_BEFORE = re.compile(r"(?:from|between) ", re.IGNORECASE)
#: what people write between two times: words first, for a `-` is also in days and offsets
_SEPARATORS = (
    re.compile(r",? (?:to|until|till|through|and|for|lasting) ", re.IGNORECASE),
    re.compile(r" *(?:-+>?|–|—|→|/|\+) *"),
)
_ZONE = re.compile(r"(?:UTC|Z|[+-][0-9]{2}:[0-9]{2})$", re.IGNORECASE)


def as_window(node: Node, problems: Problems) -> tuple[datetime, datetime] | None:
    """The start and the end of `TIME to TIME`, in UTC."""
    text = as_words(node, problems)
    if text is None:
        return None
    parts = [part.strip() for part in text.split(" to ")]
    if len(parts) != 2:
        message = "a window has a start and an end, with ` to ` between them"
        problems.append(error("KEY-05", node.location, message, _hint(node, text)))
        return None
    moments, wrong = _moments(node, parts)
    if wrong:
        problems.extend([replace(wrong[0], hint=_hint(node, text)), *wrong[1:]])
        return None
    start, end = moments
    if end <= start:
        message = "the window must end after it begins"
        problems.append(error("KEY-05", _within(node, parts[1]), message))
        return None
    return start, end


def _moments(node: Node, parts: list[str]) -> tuple[list[datetime], list[Problem]]:
    moments: list[datetime] = []
    wrong: list[Problem] = []
    for part in parts:
        try:
            moments.append(parse_time(part))
        except ValueError as failure:
            wrong.append(error("KEY-05", _within(node, part), str(failure)))
    return moments, wrong


def _within(node: Node, words: str) -> Location:
    """The place of `words` in a value; the whole value where they are not on its line."""
    place = node.location
    at = place.text.find(words, place.column - 1) if words else -1
    return place if at < 0 else replace(place, column=at + 1, width=len(words))


def _hint(node: Node, text: str) -> str:
    if len(text) > LONGEST:
        return f"such as: {WINDOW_EXAMPLE}"
    if meant := _meant(text):
        return rewritten(node, meant)
    if (meant := _meant(f"{text} UTC")) and (hint := rewritten(node, meant)):
        return f"if it is UTC, {hint}"
    start = meant_time(text)
    return rewritten(node, f"{start} to <time>") if start else f"such as: {WINDOW_EXAMPLE}"


def _meant(text: str) -> str:
    """The window that a text tells of in other words; empty where it is not certain."""
    text = _BEFORE.sub("", text, count=1)
    for separator in _SEPARATORS:
        for found in separator.finditer(text):
            start, end = text[: found.start()], text[found.end() :]
            for window in _windows(start, end):
                return window
    return ""


def _windows(start: str, end: str) -> Iterator[str]:
    """The window from `start` to `end`, each with what only the other one says."""
    duration = parse_duration(end)
    zone = _ZONE.search(meant_time(f"2020-01-01 {end}") or meant_time(end))
    start = meant_time(start) or (meant_time(f"{start} {zone[0]}") if zone else "")
    if not start:
        return
    began = parse_time(start)
    zone = _ZONE.search(start)
    if duration:
        end = _like(start, began + duration)
    else:
        whole = meant_time(end) or (meant_time(f"{end} {zone[0]}") if zone else "")
        end = whole or _same_day(start, end, zone[0] if zone else "")
    if end and parse_time(end) > began:
        yield f"{start} to {end}"


def _same_day(start: str, clock: str, zone: str) -> str:
    """A time of day, as the first such moment after the start."""
    end = meant_time(f"{start[:10]} {clock}") or meant_time(f"{start[:10]} {clock} {zone}")
    if end and parse_time(end) <= parse_time(start):
        return _like(end, parse_time(end) + timedelta(days=1))
    return end


def _like(model: str, moment: datetime) -> str:
    """`moment` in the zone, and in the form, of `model`."""
    moved = moment - parse_time(model)
    local = datetime.fromisoformat(f"{model[:10]} {model[11:16]}") + moved
    return f"{local:%Y-%m-%d %H:%M}{model[16:]}"
