"""How soon, how often and how reliably we tell customers something."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import pairwise

from generator.checks.policy.case import Case
from generator.checks.policy.prose import phrases
from generator.checks.policy.story import (
    impact_at,
    is_history,
    latest_open,
    pace,
    steps,
    words,
)
from generator.content.times import format_time
from generator.errors import Problem, error, warning
from generator.model.incident import Incident, IncidentUpdate
from generator.model.update import Impact
from generator.state.records import GRACE

#: one word on it, and readers know that we know
_LATENESS = phrases(
    r"late|later than (?:we|promised|planned)|overdue|sooner|we (?:said|promised|told you)",
    r"delay in (?:telling|posting|updating)|slow to (?:tell|post|update)|silent|silence",
    r"(?:should|could|ought to) have (?:told|posted|written|said|updated|informed)|retroactive\w*",
    r"(?:told|informed|updated|posted|heard|hear|tell) (?:from us |you )?earlier|not heard from us",
)
_WHEN = (
    r"(?:by|at|in|within|before|every)(?: the)?(?: next)?(?: about| approximately)?"
    r" (?:\d\w*|an hour|one|two|half|ten|fifteen|twenty|thirty|hour)"
)
_PROMISE = phrases(
    r"(?:next|another|further|more|an|provide|post|share|give)(?: \w+){0,3}"
    rf" (?:updates?|information|news)(?: \w+){{0,7}} {_WHEN}",
    rf"(?:update|report|write|post|get back to you)(?: \w+){{0,5}} {_WHEN}",
    r"hourly (?:updates?|basis)",
    r"next updates?\W{1,4}(?:(?:by|at|in|within)\W{1,4})?(?:\w{3,9}\s)?\d\w*",
)


def first_word(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-01: the first word comes soon after the beginning."""
    first = incident.updates[0]
    if incident.started is None or is_history(incident) or not case.is_fresh(first):
        return
    silence = first.at - incident.started
    limit = case.policy.first.of(impact_at(incident, first.at))
    if silence > limit and not _owns_up(case, first):
        message = f"the first word came {length(silence)} after the beginning, not within "
        hint = (
            f'say so: "This began at {format_time(incident.started)}. We should have told you '
            'sooner, and we are sorry."'
        )
        yield warning("COM-01", case.place("started"), f"{message}{length(limit)}", hint)


def silence(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-02: no long silence before it is over."""
    for before, update in _answers(case, incident):
        if before.next_update and update.at > before.next_update + GRACE:
            continue  # COM-05 says it
        usual = case.policy.gap.of(impact_at(incident, before.at))
        if impact_at(incident, before.at) is Impact.NONE:
            continue
        limit, gap = pace(incident, before.at, usual), update.at - before.at
        if gap > limit + GRACE and not _owns_up(case, update):
            message = f"{length(gap)} of silence before this update; at most {length(limit)}"
            hint = 'say a word on it: "You have not heard from us since 12:25 UTC; we are sorry."'
            hint = hint.replace("12:25 UTC", format_time(before.at))
            yield warning("COM-02", update.location, message, hint)


def no_promise(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-03: an update of what is not over says when the next one comes."""
    told = latest_open(case, incident)
    if told is None or told[1].next_update:
        return
    update, limit = told[1], case.policy.ahead
    if impact_at(incident, update.at) is Impact.NONE:
        return
    message = "it does not say when the next update comes"
    report = error
    if _PROMISE.search(words(case, update)):
        report = warning
        message = "only the words promise the next update, so nothing tells when that is late"
    hint = f"write right under the heading: next update: {_short(min(limit, _HALF_HOUR))}"
    yield report("COM-03", update.location, message, hint)


def far_promise(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-04: the next update is promised for soon."""
    told = latest_open(case, incident)
    if told is None or told[1].next_update is None:
        return
    update = told[1]
    limit = pace(incident, update.at, case.policy.ahead)
    if told[1].next_update - update.at > limit:
        message = f"the next update is {length(told[1].next_update - update.at)} ahead; "
        message += f"at most {length(limit)}"
        hint = f"write: next update: {_short(limit)}; if nothing is new by then, say that"
        yield error("COM-04", case.field_place(update, "next update"), message, hint)


def broken_promise(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-05: an update that comes late says that it does."""
    for before, update in _answers(case, incident):
        due = before.next_update
        if due and update.at > due + GRACE and not _owns_up(case, update):
            message = f"this was promised for {format_time(due)}: it is "
            message += f"{length(update.at - due)} late, and does not say so"
            hint = f'say a word on it: "We promised this update for {due:%H:%M} UTC; we are late."'
            yield warning("COM-05", update.location, message, hint)


def length(span: timedelta) -> str:
    """`45 minutes`, `2 hours 5 minutes`, `3 days`."""
    minutes = int(span.total_seconds()) // 60
    if minutes >= 2 * 24 * 60:
        return f"{minutes // (24 * 60)} days"
    hours, rest = divmod(minutes, 60)
    parts = [(hours, "hour"), (rest, "minute")]
    told = [f"{number} {unit}{'s' if number != 1 else ''}" for number, unit in parts if number]
    return " ".join(told) or "0 minutes"


_HALF_HOUR = timedelta(minutes=30)


def _short(span: timedelta) -> str:
    hours, minutes = divmod(int(span.total_seconds()) // 60, 60)
    return f"{f'{hours}h' if hours else ''}{f'{minutes}m' if minutes or not hours else ''}"


def _answers(case: Case, incident: Incident) -> Iterator[tuple[IncidentUpdate, IncidentUpdate]]:
    """Each update that is being written, after the one for which readers waited for it."""
    if is_history(incident):
        return
    for (status, before), (_, update) in pairwise(steps(incident)):
        if status.is_open and case.is_fresh(update):
            yield before, update


def _owns_up(case: Case, update: IncidentUpdate) -> bool:
    return _LATENESS.search(words(case, update)) is not None
