"""What cannot be true of a site, a small function each. (The order of states is policy.)"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from unicodedata import normalize

from generator.checks.places import named_in, place_of
from generator.content.times import format_time
from generator.content.words import component_hint
from generator.errors import Location, Problem, error, warning
from generator.model.component import ComponentStatus
from generator.model.event import Event
from generator.model.incident import OPEN_STATUSES, Incident, IncidentStatus
from generator.model.settled import Settled
from generator.model.site import Site
from generator.state.timeline import AHEAD

#: from so long a window on, somebody has probably mistyped a month
LONG_WINDOW = timedelta(days=14)
#: so many names are compared with what is there, for that takes time
MAX_HINTS = 100


def unknown_component(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-01: an event names a component that site.yml does not have."""
    known = {component.id for component in site.settings.components}
    hints: dict[str, str] = {}
    for event in site.events:
        for component in (name for name, _ in event.components if name not in known):
            message = f"no component '{component}' in site.yml"
            if component not in hints and len(hints) < MAX_HINTS:
                hints[component] = component_hint(component, known)
            place = place_of(event, f"components.{component}")
            yield error("CON-01", place, message, hints.get(component, ""))


def update_before_start(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-02: an update is older than the incident itself."""
    for incident in site.incidents:
        first, started = incident.updates[0], incident.started
        if started and first.at < started <= now + AHEAD:
            message = f"this update is before the incident `started` ({format_time(started)})"
            hint = f"write: started: {format_time(first.at)}"
            yield error("CON-02", first.location, message, hint)


def update_in_future(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-03: an update, or another thing that is told as past, is still to come."""
    for event in site.events:
        for update in event.updates:
            if update.at > now + AHEAD:
                message = f"this update is in the future: it is {format_time(now)} now"
                hint = "is the day right, and is the time really UTC?"
                yield error("CON-03", update.location, message, hint)
    for incident in site.incidents:
        for key in ("started", "detected", "ended"):
            moment = getattr(incident, key)
            if isinstance(moment, datetime) and moment > now + AHEAD:
                message = f"'{key}' is in the future: it is {format_time(now)} now"
                yield error("CON-03", place_of(incident, key), message)


def one_id_twice(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-04: two files have one id, by casefold, incidents and maintenance together."""
    seen: dict[str, Event | Settled] = {}
    for event in sorted(named_in(site), key=lambda event: event.location.file):
        earlier = seen.setdefault(event.id.casefold(), event)
        if earlier is not event:
            message = f"the id '{event.id}' is also that of {earlier.location.file}"
            hint = "rename this file, or give it an `id:` of its own"
            if len({normalize("NFC", each.location.file) for each in (event, earlier)}) == 1:
                hint = "they look the same, but their accents are stored in two ways: delete one"
            yield error("CON-04", place_of(event, "id"), message, hint)


def postmortem_without_end(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-06: a postmortem of something that was never resolved."""
    for incident in site.incidents:
        resolved = False
        for update in incident.updates:
            resolved = resolved or update.status is IncidentStatus.RESOLVED
            if update.status is IncidentStatus.POSTMORTEM and not resolved:
                message = "a postmortem, but no `Resolved` before it"
                hint = "add when it was over: ## Resolved — <time>"
                yield error("CON-06", update.location, message, hint)


def end_before_start(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-07: `started`, `detected`, the first update and `ended` are out of order."""
    for incident in site.incidents:
        ended, detected, first = incident.ended, incident.detected, incident.updates[0].at
        began = f"({format_time(incident.began)})"
        if isinstance(ended, datetime) and ended <= incident.began:
            yield error(
                "CON-07", place_of(incident, "ended"), f"it `ended` before it began {began}"
            )
        if detected and detected < incident.began:
            message = f"it was `detected` before it began {began}"
            hint = f"write: started: {format_time(detected)}; or an earlier time"
            yield error("CON-07", place_of(incident, "detected"), message, hint)
        if detected and first < detected <= now + AHEAD:
            message = f"it was `detected` after customers were told ({format_time(first)})"
            yield error("CON-07", place_of(incident, "detected"), message)


def end_without_resolved(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-08: `ended:` says that it is over, while the updates say that it is open."""
    for incident in site.incidents:
        statuses = [update.status for update in incident.updates if update.status]
        if isinstance(incident.ended, datetime) and statuses and statuses[-1] in OPEN_STATUSES:
            hint = "add: ## Resolved — <time>\nor, if nobody knows when: ended: unknown"
            message = "it `ended`, but its updates still say that it is open"
            yield error("CON-08", place_of(incident, "ended"), message, hint)


def left_broken(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-09: Resolved leaves a component in trouble, and nothing after it mends that."""
    for incident in site.incidents:
        broken: dict[str, Location] = {}
        for update in incident.updates:
            if update.status is IncidentStatus.RESOLVED or broken:
                for component, status in update.components:
                    broken[component] = update.location
                    if status is ComponentStatus.OPERATIONAL:
                        del broken[component]
        for component, place in broken.items():
            message = f"'{component}' stays in trouble although the incident is resolved"
            hint = f"when it works again, add an update with: {component}: operational"
            yield warning("CON-09", place, message, hint)


def reopened_for_nothing(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-10: `reopened: yes` where nothing was closed."""
    for incident in site.incidents:
        closed = False
        for update in incident.updates:
            if update.reopened and not (closed and update.status in OPEN_STATUSES):
                place = place_of(incident, f"{update.location.line}.reopened", update.location)
                message = "`reopened: yes` belongs on an open status after Resolved"
                yield error("CON-10", place, message, "delete the field")
            if update.status is not None:
                closed = update.status not in OPEN_STATUSES


def retired_component(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-11: something happened to a component after it was retired."""
    retired = {c.id: c.retired for c in site.settings.components if c.retired}
    for event in site.events:
        began = event.began if isinstance(event, Incident) else event.start
        for component, _ in event.components:
            day = retired.get(component)
            if day is not None and began.date() >= day:
                message = f"'{component}' was retired on {day}, before this began: no figure has it"
                hint = f"is `retired:` of {component} right in site.yml?"
                yield warning("CON-11", place_of(event, f"components.{component}"), message, hint)


def long_window(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-15: a window so long that its end is probably mistyped."""
    for maintenance in site.maintenances:
        length = maintenance.end - maintenance.start
        if length > LONG_WINDOW:
            message = f"the window is {length.days} days long"
            hint = "is the month of its end right?"
            yield warning("CON-15", place_of(maintenance, "scheduled"), message, hint)


def edited_before_written(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-16: an update was corrected before it was written."""
    for event in site.events:
        for update in event.updates:
            if update.edited and update.edited < update.at:
                place = place_of(event, f"{update.location.line}.edited", update.location)
                written = format_time(update.at)
                yield error("CON-16", place, f"it was `edited` before it was written ({written})")


def history_before_since(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-17: an incident began before `since:` of its component, so it counts in no figure."""
    since = {c.id: c.since for c in site.settings.components if c.since}
    for incident in site.incidents:
        for component, _ in incident.components:
            day = since.get(component)
            if day is not None and incident.began.date() < day:
                place = place_of(incident, f"components.{component}")
                message = f"it began before the history of '{component}' ({day}): no figure has it"
                hint = f"move `since:` of {component} in site.yml to {incident.began.date()}"
                yield warning("CON-17", place, message, hint)
