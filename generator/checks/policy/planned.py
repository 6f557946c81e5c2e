"""Planned work: announced in time, complete, and never moved in silence."""

from collections.abc import Iterator
from datetime import timedelta

from generator.checks.policy.case import Case
from generator.checks.policy.prose import phrases
from generator.checks.policy.story import english, words
from generator.checks.policy.timing import length
from generator.content.times import format_time
from generator.errors import Problem, error, warning
from generator.model.component import ComponentStatus
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance, MaintenanceStatus, MaintenanceUpdate
from generator.state.status import incident_state, maintenance_state

_DAY = timedelta(days=1)
#: at the very least, without a reason
AHEAD = _DAY
LONGEST = timedelta(hours=12)

_NOTICED = phrases(
    r"(?:un)?availab\w*|down(?:time)?|offline|interrupt\w*|disrupt\w*|outages?|slow\w*|delay\w*",
    r"impact\w*|affect\w*|read[- ]only|paus\w*|resum\w*|error\w*|fail\w*|degrad\w*|latency|notice",
    r"restart\w*|reboot\w*|stop\w*|reject\w*|den(?:y|ied)|remov\w*|disabl\w*|switch\w* off",
    r"(?:will|can|cannot|can't|may|might|won't|be able|unable)(?: \w+){0,3}"
    r" (?:not|able|use|see|need|work|access|log|continue|experience|run|start|be processed)",
    r"(?:you|users|customers|everyone)(?: \w+){0,2} (?:can|cannot|can't|may|must|will|won't|need)",
    r"no action|keeps? working|(?:does|do|will) not (?:answer|respond|load|start|open|save|arrive)",
)
_CALLED_OFF = phrases(
    r"cancel\w*|call(?:ed|ing) off|postpon\w*|re-?schedul\w*|no longer|moved|won't|later",
    r"not (?:take place|happen|go ahead|proceed|be (?:done|performed))",
    r"(?:another|new) (?:day|date|time)",
)


def short_notice(case: Case, planned: Maintenance) -> Iterator[Problem]:
    """COM-80: planned work is announced well ahead, or says why it cannot wait."""
    announced = _announced(case, planned)
    if announced is None or planned.emergency or planned.backfilled:
        return
    ahead = planned.start - announced.at
    usual = _notice(planned)
    if ahead >= usual:
        return
    notice = f"{length(ahead)} before it begins" if ahead > timedelta() else "after it began"
    message = f"announced {notice}; at least {length(usual)}"
    hint = 'move the window, or say why it cannot wait: emergency: "a disk is failing"'
    # what has begun can no longer be announced
    to_block = ahead < AHEAD and planned.start > case.now
    yield (error if to_block else warning)("COM-80", case.place("scheduled"), message, hint)


def _announced(case: Case, planned: Maintenance) -> MaintenanceUpdate | None:
    """The update that announces the window, if it is being written."""
    base = case.base
    if base is None:
        return planned.updates[0]
    if isinstance(base, Maintenance) and planned.start != base.start > case.now:
        return next((u for u in reversed(planned.updates) if case.is_fresh(u)), None)
    return None


def _notice(planned: Maintenance) -> timedelta:
    """How long ahead: a day, three where customers notice it, a week where nothing works."""
    claims = {status for _, status in planned.components}
    if ComponentStatus.MAJOR_OUTAGE in claims and planned.end - planned.start > timedelta(hours=1):
        return 7 * _DAY
    return _DAY if claims <= {ComponentStatus.OPERATIONAL} else 3 * _DAY


def incomplete(case: Case, planned: Maintenance) -> Iterator[Problem]:
    """COM-81: an announcement says what is touched, what readers notice, and is not endless."""
    first = planned.updates[0]
    if not case.is_fresh(first) or first.status is not MaintenanceStatus.SCHEDULED:
        return
    example = '"You can read, but not save, from 02:00 to 04:00 UTC."'
    if not planned.components:
        message = "no component is named, so nothing on the page shows the work"
        place = case.place("components", case.place("title"))
        yield warning("COM-81", place, message, "add such as: components: [api]")
    if not words(case, first).strip():
        yield error("COM-81", first.location, "announced without a word", f"say it: {example}")
    elif any(not _NOTICED.search(told.text) for told in english(case, first)):
        message = "it does not say what readers will notice"
        hint = f'say it: {example} Or: "You will not notice it."'
        yield warning("COM-81", first.location, message, hint)
    if planned.end - planned.start > LONGEST:
        message = (
            f"the window is {length(planned.end - planned.start)} long: nobody can plan with it"
        )
        hint = "split it by component or by region, each with its own hours"
        yield warning("COM-81", case.place("scheduled"), message, hint)


def moved_in_silence(case: Case, planned: Maintenance) -> Iterator[Problem]:
    """COM-84: work that is cancelled or moved says so."""
    fresh = [update for update in planned.updates if case.is_fresh(update)]
    for update in fresh:
        if update.status is MaintenanceStatus.CANCELLED:
            yield from _cancelled(case, update)
    base = case.base
    if not isinstance(base, Maintenance) or (base.start, base.end) == (planned.start, planned.end):
        return
    if not any(words(case, update).strip() for update in fresh):
        message = f"the window was {format_time(base.start)} to {format_time(base.end)}; "
        message += "it has moved, and no update says so"
        now = format_time(case.now.replace(second=0, microsecond=0))
        hint = f'add: ## Update — {now}\n"The work will now take place …, because …"'
        yield error("COM-84", case.place("scheduled"), message, hint)


def _cancelled(case: Case, update: MaintenanceUpdate) -> Iterator[Problem]:
    hint = '"The work planned for 1 December will not take place. We will announce a new date."'
    if not words(case, update).strip():
        yield error("COM-84", update.location, "cancelled, without a word", f"say it: {hint}")
    elif any(not _CALLED_OFF.search(told.text) for told in english(case, update)):
        message = "it does not say that the work will not take place, or when it will"
        yield warning("COM-84", update.location, message, f"such as: {hint}")


def overlaps(case: Case, planned: Maintenance) -> Iterator[Problem]:
    """COM-85: no two works, and no work in an open incident, on one component."""
    mine = {component for component, _ in planned.components}
    first = planned.updates[0]
    told = case.is_fresh(first) or (case.base and _window(case.base) != _window(planned))
    if not (told and mine and _is_coming(case, planned)):
        return
    for other in case.site.events:
        theirs = mine & {component for component, _ in other.components}
        if theirs and other.id != planned.id and _collides(case, planned, other):
            kind = "the open incident" if isinstance(other, Incident) else "the work"
            message = f"'{min(theirs)}' is also in {kind} '{other.title}' ({other.id})"
            hint = "move one of the two, or say in both how they fit together"
            yield warning("COM-85", case.place("scheduled"), message, hint)


def _window(event: Event) -> object:
    return (event.start, event.end) if isinstance(event, Maintenance) else None


def _is_coming(case: Case, planned: Maintenance) -> bool:
    state = maintenance_state(planned, case.now)
    return state is not None and not state.status.is_over


def _collides(case: Case, planned: Maintenance, other: Event) -> bool:
    if isinstance(other, Incident):
        state = incident_state(other, case.now)
        return bool(state and state.is_open and planned.start < case.now + _DAY)
    both = planned.start < other.end and other.start < planned.end
    return both and _is_coming(case, other)
