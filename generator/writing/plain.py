"""An event as customers will read it, in plain lines for a terminal; in the words of its page."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.errors import visible
from generator.model.maintenance import Maintenance
from generator.model.site import Settings
from generator.model.update import Nothing
from generator.render.words import duration, when
from generator.state.records import EventState, IncidentState, MaintenanceState, Promise
from generator.writing.kinds import is_open

_MINUTE = timedelta(minutes=1)


def event_lines(state: EventState, settings: Settings, now: datetime) -> Iterator[str]:
    """The whole event: what is true now, then every update, the newest first."""
    event = state.event
    yield visible(event.title)
    yield from map(visible, _facts(state, settings, now))
    for index in reversed(range(len(state.changes))):
        yield ""
        yield from update_lines(state, index, settings)


def update_lines(state: EventState, index: int, settings: Settings) -> Iterator[str]:
    """One update: its status and time, its words, what it says of components."""
    event = state.event
    update = event.updates[index]
    status = update.status.label if update.status else "Update"
    yield f"{status} — {when(update.at, settings.timezone).text}"
    if update.text:
        yield from map(visible, update.text.split("\n"))
    if update.workaround and not isinstance(update.workaround, Nothing):
        yield visible(f"What you can do: {update.workaround}")
    names = {component.id: component.name for component in settings.components}
    for change in state.changes[index]:
        name = visible(names.get(change.component, change.component))
        yield f"{name}: {change.old.label} → {change.new.label}"


def promise_words(state: EventState, settings: Settings, now: datetime) -> str:
    """What is due next, and how late it is; empty where nothing was promised or needs to be."""
    if state.promise is None:
        unsaid = isinstance(state, IncidentState) and state.is_open
        return "Next update: we have not said when." if unsaid else ""
    what = "Next update" if is_open(state) else "Postmortem"
    due = when(state.promise.due, settings.timezone).text
    return f"{what}: by {due}{_late(state.promise, now)}"


def _late(promise: Promise, now: datetime) -> str:
    return f" (LATE by {plain_duration(promise.due, now)})" if promise.overdue else ""


def plain_duration(start: datetime, end: datetime) -> str:
    """`1 h 25 min`, for a terminal; whole minutes from one minute on."""
    length = end - start
    whole = length - length % _MINUTE if length >= _MINUTE else length
    return duration(whole).replace("\u00a0", " ")


def since_words(state: IncidentState, settings: Settings) -> str:
    """From when to when it went on for customers."""
    zone = settings.timezone
    ended = f" to {when(state.ended, zone).text}" if state.ended else ""
    return f"Since: {when(state.started, zone).text}{ended}"


def estimate_words(state: IncidentState, settings: Settings) -> str:
    """When it may be over; empty where nobody said so, or it is over."""
    if not state.eta or not state.is_open:
        return ""
    at = when(state.eta, settings.timezone).text
    return f"Estimated end: {at}. It is an estimate, no promise."


def window_words(event: Maintenance, settings: Settings) -> str:
    """From when to when work is planned."""
    start, end = (when(at, settings.timezone).text for at in (event.start, event.end))
    return f"Planned: {start} to {end}"


def affected_words(state: EventState, settings: Settings) -> str:
    """The components, each with its status; empty where there are none."""
    names = {component.id: component.name for component in settings.components}
    said = (f"{names.get(name, name)} ({status.label})" for name, status in state.components)
    return f"Affected: {', '.join(said)}" if state.components else ""


def _facts(state: EventState, settings: Settings, now: datetime) -> Iterator[str]:
    if isinstance(state, MaintenanceState):
        yield f"{state.status.label} · planned work{_marks(state)}"
        yield window_words(state.maintenance, settings)
    else:
        yield f"{state.status.label} · impact: {state.impact}{_marks(state)}"
        yield since_words(state, settings)
        yield from (f"Customers may see: {error}" for error in state.incident.errors)
    if state.workaround:
        yield f"What you can do: {state.workaround}"
    yield from filter(None, [affected_words(state, settings), promise_words(state, settings, now)])
    if isinstance(state, IncidentState) and (estimate := estimate_words(state, settings)):
        yield estimate


def _marks(state: EventState) -> str:
    event = state.event
    marks = [event.reference] if event.reference else []
    marks += ["an exercise, not published"] if event.drill else []
    return "".join(f" · {mark}" for mark in marks)
