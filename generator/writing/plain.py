"""An event as customers will read it, in plain lines for a terminal; in the words of its page."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.errors import visible
from generator.model.site import Settings
from generator.model.update import Nothing
from generator.render.words import duration, when
from generator.state.records import EventState, IncidentState, MaintenanceState, Promise

_MINUTE = timedelta(minutes=1)


def event_lines(state: EventState, settings: Settings, now: datetime) -> Iterator[str]:
    """The whole event: what is true now, then every update, the newest first."""
    event = state.incident if isinstance(state, IncidentState) else state.maintenance
    yield visible(event.title)
    yield from map(visible, _facts(state, settings, now))
    for index in reversed(range(len(state.changes))):
        yield ""
        yield from update_lines(state, index, settings)


def update_lines(state: EventState, index: int, settings: Settings) -> Iterator[str]:
    """One update: its status and time, its words, what it says of components."""
    event = state.incident if isinstance(state, IncidentState) else state.maintenance
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
    is_closed = not state.is_open if isinstance(state, IncidentState) else state.status.is_over
    if state.promise is None:
        is_open = isinstance(state, IncidentState) and state.is_open
        return "Next update: we have not said when." if is_open else ""
    what = "Postmortem" if is_closed else "Next update"
    due = when(state.promise.due, settings.timezone).text
    return f"{what}: by {due}{_late(state.promise, now)}"


def _late(promise: Promise, now: datetime) -> str:
    return f" (LATE by {plain_duration(promise.due, now)})" if promise.overdue else ""


def plain_duration(start: datetime, end: datetime) -> str:
    """`1 h 25 min`, for a terminal; whole minutes from one minute on."""
    length = end - start
    whole = length - length % _MINUTE if length >= _MINUTE else length
    return duration(whole).replace("\u00a0", " ")


def _facts(state: EventState, settings: Settings, now: datetime) -> Iterator[str]:
    zone = settings.timezone
    if isinstance(state, MaintenanceState):
        event = state.maintenance
        yield f"{state.status.label} · planned work{_marks(state)}"
        yield f"Planned: {when(event.start, zone).text} to {when(event.end, zone).text}"
    else:
        ended = f" to {when(state.ended, zone).text}" if state.ended else ""
        yield f"{state.status.label} · impact: {state.impact}{_marks(state)}"
        yield f"Since: {when(state.started, zone).text}{ended}"
        yield from (f"Customers may see: {error}" for error in state.incident.errors)
    if state.workaround:
        yield f"What you can do: {state.workaround}"
    names = {component.id: component.name for component in settings.components}
    if state.components:
        said = (f"{names.get(name, name)} ({status.label})" for name, status in state.components)
        yield f"Affected: {', '.join(said)}"
    yield from filter(None, [promise_words(state, settings, now)])
    if isinstance(state, IncidentState) and state.eta and state.is_open:
        yield f"Estimated end: {when(state.eta, zone).text}. It is an estimate, no promise."


def _marks(state: EventState) -> str:
    event = state.incident if isinstance(state, IncidentState) else state.maintenance
    marks = [event.reference] if event.reference else []
    marks += ["an exercise, not published"] if event.drill else []
    return "".join(f" · {mark}" for mark in marks)
