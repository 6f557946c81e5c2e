"""Duties on a terminal and as JSON: what is late and by how much, and what mends it."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import groupby
from typing import Any

from generator.duties.records import Duty, Watched
from generator.errors import visible
from generator.render.words import iso, when
from generator.writing.plain import plain_duration


def duty_lines(duties: Sequence[Duty], heading: str, watched: Watched) -> Iterator[str]:
    """Under a heading with their number, the duties event by event, the worst first."""
    if not duties:
        return
    yield f"{len(duties)} {heading}"
    first = {_subject(duty): rank for rank, duty in reversed([*enumerate(duties)])}
    by_event = sorted(duties, key=lambda duty: first[_subject(duty)])
    for _, group in groupby(by_event, key=_subject):
        yield from _group([*group], watched)
    yield ""


def next_lines(duty: Duty | None, watched: Watched) -> Iterator[str]:
    """When there will be something to complain of, if nobody does anything."""
    if duty is None:
        yield "Next: nothing is due."
        return
    moment = when(duty.late_from, watched.state.site.settings.timezone).text
    ahead = plain_duration(watched.now, duty.late_from)
    yield visible(f"Next, in {ahead}: {duty.code} {duty.what}, late from {moment} on")
    yield f"    {_head(duty)}"


def duty_row(duty: Duty, watched: Watched) -> dict[str, Any]:
    """A duty for programs, as docs/watching.md tells; times in UTC."""
    late = max(watched.now - duty.due, timedelta())
    return {
        "code": duty.code,
        "urgency": duty.urgency.value,
        "event": duty.event or None,
        "title": duty.title,
        "what": duty.what,
        "due": iso(duty.due),
        "late_from": iso(duty.late_from),
        "late_seconds": int(late.total_seconds()),
        "late_by": plain_duration(duty.due, watched.now) if late else "",
        "command": duty.command,
    }


def _group(duties: Sequence[Duty], watched: Watched) -> Iterator[str]:
    yield ""
    yield _head(duties[0])
    for number, duty in enumerate(duties):
        yield visible(f"    {duty.code} {duty.what}: {_since(duty, watched)}")
        following = duties[number + 1].command if number + 1 < len(duties) else ""
        if duty.command != following:  # one command may mend several
            yield visible(f"        {duty.command}")


def _head(duty: Duty) -> str:
    return visible(f"{duty.event}  {duty.title}" if duty.event else duty.title)


def _since(duty: Duty, watched: Watched) -> str:
    due = when(duty.due, watched.state.site.settings.timezone).text
    if duty.due > watched.now:
        return f"due {due}, in {plain_duration(watched.now, duty.due)}"
    if duty.due == watched.now:
        return "due now"
    return f"due {due}, late by {plain_duration(duty.due, watched.now)}"


def _subject(duty: Duty) -> tuple[str, str]:
    return duty.event, duty.title
