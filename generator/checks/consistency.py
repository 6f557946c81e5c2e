"""What cannot be true of a site, a small function each. (The order of states is policy.)"""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import chain

from generator.content.links import resolve, targets_in
from generator.content.times import format_time
from generator.errors import Location, Problem, did_you_mean, error, warning
from generator.model.component import ComponentStatus
from generator.model.incident import OPEN_STATUSES, Incident, IncidentStatus
from generator.model.maintenance import Maintenance
from generator.model.site import Site
from generator.state.timeline import AHEAD

Event = Incident | Maintenance
#: from so long a window on, somebody has probably mistyped a month
LONG_WINDOW = timedelta(days=14)


def unknown_component(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-01: an event names a component that site.yml does not have."""
    known = {component.id for component in site.settings.components}
    for event in _events(site):
        for component, _ in event.components:
            if component not in known:
                message = f"no component '{component}' in site.yml"
                hint = (
                    did_you_mean(component, known) or f"there are: {', '.join(sorted(known)[:12])}"
                )
                yield error("CON-01", _place(event, f"components.{component}"), message, hint)


def update_before_start(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-02: an update is older than the incident itself."""
    for incident in site.incidents:
        first = incident.updates[0]
        if incident.started and first.at < incident.started:
            message = (
                f"this update is before the incident `started` ({format_time(incident.started)})"
            )
            hint = f"write: started: {format_time(first.at)}"
            yield error("CON-02", first.location, message, hint)


def update_in_future(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-03: an update, or another thing that is told as past, is still to come."""
    for event in _events(site):
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
                yield error("CON-03", _place(incident, key), message)


def one_id_twice(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-04: two files have one id, by casefold, incidents and maintenance together."""
    seen: dict[str, Event] = {}
    for event in sorted(_events(site), key=lambda event: event.location.file):
        earlier = seen.setdefault(event.id.casefold(), event)
        if earlier is not event:
            message = f"the id '{event.id}' is also that of {earlier.location.file}"
            hint = "rename this file, or give it an `id:` of its own"
            yield error("CON-04", _place(event, "id"), message, hint)


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
        ended, detected = incident.ended, incident.detected
        if isinstance(ended, datetime) and ended <= incident.began:
            message = f"it `ended` before it began ({format_time(incident.began)})"
            yield error("CON-07", _place(incident, "ended"), message)
        if detected and detected < incident.began:
            message = f"it was `detected` before it began ({format_time(incident.began)})"
            yield error("CON-07", _place(incident, "detected"), message)
        if detected and detected > incident.updates[0].at:
            message = "it was `detected` after customers were told of it"
            yield error("CON-07", _place(incident, "detected"), message)


def end_without_resolved(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-08: `ended:` says that it is over, while the updates say that it is open."""
    for incident in site.incidents:
        statuses = [update.status for update in incident.updates if update.status]
        if isinstance(incident.ended, datetime) and statuses and statuses[-1] in OPEN_STATUSES:
            message = "it `ended`, but its updates still say that it is open"
            hint = "add: ## Resolved — <time>\nor, if nobody knows when: ended: unknown"
            yield error("CON-08", _place(incident, "ended"), message, hint)


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
                message = "`reopened: yes` belongs on an open status after Resolved"
                yield error("CON-10", update.location, message, "delete the field")
            if update.status is not None:
                closed = update.status not in OPEN_STATUSES


def retired_component(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-11: something happened to a component after it was retired."""
    retired = {c.id: c.retired for c in site.settings.components if c.retired}
    for event in _events(site):
        began = event.began if isinstance(event, Incident) else event.start
        for component, _ in event.components:
            day = retired.get(component)
            if day is not None and began.date() >= day:
                message = (
                    f"'{component}' was retired on {day}, before this began: it counts nowhere"
                )
                yield warning("CON-11", _place(event, f"components.{component}"), message)


def dead_link(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-12: a relative link or image leads to no file that is published."""
    files = {event.location.file for event in _events(site)}
    images = {media.file for media in site.media}
    for event in _events(site):
        for update in event.updates:
            for target in targets_in(update.text):
                file = resolve(target.address, event.location.file) if target.is_relative else ""
                if target.is_relative and file not in (images if target.image else files):
                    yield _dead(update.location, target.address, target.image)


def _dead(place: Location, address: str, image: bool) -> Problem:
    if not image:
        hint = "link to another incident's .md file, or to a whole address (https://…)"
        return error("CON-12", place, f"the link to '{address}' leads nowhere", hint)
    if address.casefold().endswith(".svg"):
        return error("CON-12", place, f"'{address}' may hold a script", "save the picture as PNG")
    message = f"there is no picture '{address}' in content/"
    return error("CON-12", place, message, "png, jpg, gif, webp or avif, relative to this file")


def picture_without_words(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-13: a picture without alternative text, or one that another host would have to serve."""
    for event in _events(site):
        for update in event.updates:
            for target in targets_in(update.text):
                if target.image and not target.words:
                    hint = f"write: ![what it shows]({target.address})"
                    message = "a picture without words says nothing to those who cannot see it"
                    yield error("CON-13", update.location, message, hint)
                if target.image and not target.is_relative:
                    message = f"the picture '{target.address}' is not in this repository"
                    hint = "pages ask nobody else for anything: put the file in content/media/"
                    yield error("CON-12", update.location, message, hint)


def missing_logo(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-14: `brand: {logo: …}` names no picture in content/."""
    logo = site.settings.logo
    if logo and resolve(logo, site.settings.location.file) not in {m.file for m in site.media}:
        message = f"there is no picture '{logo}' in content/"
        yield error("CON-14", site.settings.location, message, "svg, png, jpg, gif, webp or avif")


def long_window(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-15: a window so long that its end is probably mistyped."""
    for maintenance in site.maintenances:
        length = maintenance.end - maintenance.start
        if length > LONG_WINDOW:
            message = f"the window is {length.days} days long"
            hint = "is the month of its end right?"
            yield warning("CON-15", _place(maintenance, "scheduled"), message, hint)


def edited_before_written(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-16: an update was corrected before it was written."""
    for event in _events(site):
        for update in event.updates:
            if update.edited and update.edited < update.at:
                message = "it was `edited` before it was written"
                yield error("CON-16", update.location, message)


def history_before_since(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-17: an incident began before `since:` of its component, so it counts in no figure."""
    since = {c.id: c.since for c in site.settings.components if c.since}
    for incident in site.incidents:
        for component, _ in incident.components:
            day = since.get(component)
            if day is not None and incident.began.date() < day:
                message = f"it began before the history of '{component}' ({day}): no figure has it"
                hint = f"move `since:` of {component} in site.yml to {incident.began.date()}"
                yield warning("CON-17", _place(incident, f"components.{component}"), message, hint)


def _events(site: Site) -> Iterator[Event]:
    yield from chain(site.incidents, site.maintenances)


def _place(event: Event, key: str) -> Location:
    return dict(event.places).get(key, event.location)
