"""The updates that an author wrote by hand into one body, where it is certain that they are."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.content.fences import Fences
from generator.importers.cstate.times import read_time
from generator.model.incident import IncidentStatus

#: None: the status stays
_STATES = {
    "investigating": IncidentStatus.INVESTIGATING,
    "identified": IncidentStatus.IDENTIFIED,
    "monitoring": IncidentStatus.MONITORING,
    "resolved": IncidentStatus.RESOLVED,
    "fixed": IncidentStatus.RESOLVED,
    "postmortem": IncidentStatus.POSTMORTEM,
    "update": None,
}
_BLOCK = re.compile(
    r"(?P<mark>\*{1,3}|_{1,3})(?P<state>[A-Za-z][A-Za-z -]{2,20}):?(?P=mark)"
    r"\s*[-–—:]*\s*(?P<text>.*)",
    re.DOTALL,
)
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}(?::[0-9]{2})? UTC")
_RULE = re.compile(r" {0,3}([-*_])[ \t]*(?:\1[ \t]*){2,}\Z")
#: authors' clocks differ so much from the front matter
_SLACK = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Step:
    status: IncidentStatus | None
    at: datetime
    text: str


def split_updates(text: str, began: datetime, ended: datetime | None) -> tuple[Step, ...]:
    """The updates of a body, the oldest first; nothing where it is not certain.

    Each block has to begin with a state in emphasis and to hold one time; the times have to go up
    or down, from `began` to `ended` (None: it is open).
    """
    steps = [_step(block) for block in _blocks(text)]
    known = [step for step in steps if step is not None]
    if len(known) < len(steps) or not known:
        return ()
    if known[0].at > known[-1].at:
        known.reverse()
    times = [step.at for step in known]
    statuses = [step.status for step in known if step.status]
    is_inside = began - _SLACK <= times[0] and (ended is None or times[-1] <= ended + _SLACK)
    is_rising = all(one < other for one, other in itertools.pairwise(times))
    if not (is_inside and is_rising and known[0].status and _makes_sense(statuses)):
        return ()
    if ended is None and IncidentStatus.RESOLVED in statuses:
        return ()
    return tuple(known)


def _makes_sense(statuses: list[IncidentStatus]) -> bool:
    """Whether nothing but a postmortem follows Resolved, and none stands before it."""
    open_ones = [status for status in statuses if status.is_open]
    closed = statuses[len(open_ones) :]
    ends = [IncidentStatus.RESOLVED, IncidentStatus.POSTMORTEM]
    return statuses[: len(open_ones)] == open_ones and closed == ends[: len(closed)]


def _blocks(text: str) -> Iterator[str]:
    """What stands between empty lines and rules; code is never cut."""
    fences = Fences()
    block: list[str] = []
    for number, line in enumerate(text.split("\n")):
        is_code = fences.takes(number, line)
        if is_code or (line.strip() and not _RULE.match(line)):
            block.append(line)
        elif block:
            yield "\n".join(block)
            block = []
    if block:
        yield "\n".join(block)


def _step(block: str) -> Step | None:
    found = _BLOCK.fullmatch(block.strip())
    state = re.sub(r"[\s-]", "", found["state"]).casefold() if found else ""
    times = _TIME.findall(block)
    if found is None or state not in _STATES or len(times) != 1:
        return None
    read = read_time(times[0])
    text = found["text"].removesuffix(times[0]).rstrip()
    return Step(_STATES[state], read.at, text) if read else None
