"""What readers have seen stays: a correction says that it is one."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from generator.checks.policy.case import Case
from generator.checks.policy.timing import length
from generator.content.times import format_time
from generator.errors import Location, Problem, error, warning
from generator.model.event import AnyUpdate, Event
from generator.model.incident import IncidentStatus
from generator.model.maintenance import Maintenance
from generator.model.site import Site

#: what an update tells, and what it is called in a file
_FACTS = {
    "status": "status",
    "next_update": "next update",
    "workaround": "workaround",
    "eta": "eta",
    "impact": "impact",
    "components": "components",
}
#: a line of a check-list, which lives on: it is ticked, and its day may move
_TASK = re.compile(r"(?m)^([ \t]*[-*+] )\[[ xX]\](.*)$")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
#: a slip of the zone makes a time wrong by an hour or more, and by no more than the farthest
_HOUR, _FARTHEST_ZONE = timedelta(hours=1), timedelta(hours=14)


def rewritten(case: Case) -> Iterator[Problem]:
    """COM-10: a published update is not changed in silence, and never removed."""
    if case.base is None or case.base.backfilled:
        return
    now = {update.at: update for update in case.event.updates}
    for old in case.base.updates:
        update = now.get(old.at)
        if update is None:
            yield from _gone(case, old)
        elif update.edited in (None, old.edited) and (changed := _changed(old, update)):
            yield _silent(case, update, f"{', '.join(changed)} of a published update changed")


def of_another_hour(case: Case) -> Iterator[Problem]:
    """COM-09: what is written now has the time of now, and not that of another zone."""
    if case.event.backfilled:
        return
    for update in case.event.updates:
        age = case.now - update.at
        is_told_later = update.status is IncidentStatus.POSTMORTEM
        if case.is_fresh(update) and _HOUR < age < _FARTHEST_ZONE and not is_told_later:
            message = f"by its time this update is {length(age)} old already"
            hint = f"is it really UTC? it is {format_time(case.now)} now"
            yield warning("COM-09", update.location, message, hint)


def removed(site: Site, before: Site) -> Iterator[Problem]:
    """COM-10, COM-84: what was published is still there, under the same id."""
    there = {event.id for event in site.events}
    for old in before.events:
        if old.id not in there and not old.drill:
            yield _removed(old, next((e for e in site.events if _same(e, old)), None))


def _removed(old: Event, new: Event | None) -> Problem:
    file = old.location.file
    if new is not None:
        message = f"'{old.title}' has a new id, so its page and its feed entry have moved"
        hint = f"add to the front matter: id: {old.id}"
        return error("COM-10", Location(new.location.file), message, hint)
    message = f"'{old.title}' is published, and its file is gone"
    hint = "put the file back; what was wrong in it, an update corrects"
    code = "COM-10"
    if isinstance(old, Maintenance) and not any(u.status and u.status.is_over for u in old.updates):
        code, hint = "COM-84", "put the file back, and add: ## Cancelled — <time>"
    # a file that is there and cannot be read says so itself
    return replace(error(code, Location(file), message, hint), because=file)


def _same(event: Event, old: Event) -> bool:
    """Whether these are the same words under another name."""
    first, other = event.updates[0], old.updates[0]
    return type(event) is type(old) and first.at == other.at and first.text == other.text


def _gone(case: Case, old: AnyUpdate) -> Iterator[Problem]:
    """An update that is not at its time any more: moved, or removed."""
    published = {update.at for update in case.base.updates} if case.base else set()
    fresh = (update for update in case.event.updates if update.at not in published)
    # a promise of `30m` moves with its update, so only the words tell which one it was
    same = (u for u in fresh if (u.status, _bare(u)) == (old.status, _bare(old)))
    update = next(same, None)
    if update is None:
        name = old.status.value.replace("_", " ").capitalize() if old.status else "Update"
        message = f"the published update of {format_time(old.at)} is gone"
        hint = f"put it back (## {name} — {format_time(old.at)}), and correct it in a new update"
        yield error("COM-10", case.event.location, message, hint)
    elif update.edited is None:
        yield _silent(case, update, f"a published update had the time {format_time(old.at)}")


def _silent(case: Case, update: AnyUpdate, message: str) -> Problem:
    now = format_time(case.now.replace(second=0, microsecond=0))
    hint = f"under its heading: edited: {now}; or leave it as it was, and say it in a new update"
    return error("COM-10", update.location, f"{message}, and nothing says so", hint)


def _changed(old: AnyUpdate, new: AnyUpdate) -> tuple[str, ...]:
    """What of an update is not as it was, in the words of the format."""
    facts = [name for fact, name in _FACTS.items() if getattr(old, fact) != getattr(new, fact)]
    return (*facts, *(["text"] if _bare(old) != _bare(new) else []))


def _bare(update: AnyUpdate) -> str:
    """The words, however lines are broken; in a postmortem, whatever is done already."""
    text = update.text
    if update.status is IncidentStatus.POSTMORTEM:
        text = _TASK.sub(lambda found: found[1] + _DAY.sub("", found[2]), text)
    return " ".join(text.split())
