"""The same command once more, by the up-arrow and Enter, is refused instead of told twice."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import StrEnum

from generator.content.times import format_time
from generator.errors import UserError
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.writing.kinds import event_state, is_open

#: later the same words may be news: it is still so
_SOON = timedelta(minutes=10)


def refuse_again(event: Event, status: StrEnum | None, text: str, now: datetime) -> None:
    """Raises UserError where the last update of `event` says `text`, and that with `status`.

    None is the status as it was.
    """
    last = event.updates[-1]
    stands = [update.status for update in event.updates if update.status][-1]
    if last.text == text and status in (None, stands) and now - last.at < _SOON:
        message = f"that is what the last update says ({format_time(last.at)})"
        raise UserError(f"{message}; to change something in it, edit {event.location.file}")


def refuse_begun(incident: Incident, events: Iterable[Event], now: datetime) -> None:
    """Raises UserError where one with that title says the same, though it may be over."""
    update = incident.updates[0]
    for event in events:
        is_alike = isinstance(event, Incident) and event.drill is incident.drill
        if is_alike and _same(incident.title, event):
            refuse_again(event, update.status, update.text, now)


def refuse_open_title(title: str, events: Iterable[Event], now: datetime, *, drill: bool) -> None:
    """Raises UserError where an incident with that title is open; an exercise is another thing."""
    for event in events:
        is_alike = isinstance(event, Incident) and event.drill is drill
        if is_alike and _same(title, event) and _is_open(event, now):
            _refuse(event, "open")


def refuse_planned(planned: Maintenance, events: Iterable[Event], now: datetime) -> None:
    """Raises UserError where work with that title is planned for the same beginning."""
    for event in events:
        is_alike = isinstance(event, Maintenance) and event.start == planned.start
        if is_alike and _same(planned.title, event) and _is_open(event, now):
            _refuse(event, "planned")


def _same(title: str, event: Event) -> bool:
    return title.casefold().split() == event.title.casefold().split()


def _is_open(event: Event, now: datetime) -> bool:
    state = event_state(event, now)
    return state is not None and is_open(state)


def _refuse(event: Event, word: str) -> None:
    message = f"'{event.title}' is {word} already; say more: fogbell update {event.id}"
    raise UserError(f"{message}\n(is it something else? Then give it another title)")
