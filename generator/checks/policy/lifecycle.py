"""The way from Investigating to Resolved, and what an end has to say."""

from collections.abc import Iterator
from datetime import timedelta

from generator.checks.policy.case import Case
from generator.checks.policy.prose import phrases
from generator.checks.policy.story import (
    english,
    fresh,
    impact_at,
    is_history,
    latest_open,
    steps,
    words,
)
from generator.content.times import format_time
from generator.errors import Problem, error, warning
from generator.model.component import ComponentStatus
from generator.model.incident import Incident, IncidentStatus
from generator.model.update import Impact
from generator.state.status import incident_state

#: how long a repair is watched before it is called an end
WATCHED = timedelta(minutes=10)

_ORDER = (IncidentStatus.INVESTIGATING, IncidentStatus.IDENTIFIED, IncidentStatus.MONITORING)
_WATCHING = phrases(
    r"monitor(?:ed|ing|s)?|watch(?:ed|ing)?|verif\w+|confirm\w*|test(?:ed|ing)|observ\w+|validat\w+",
    r"mitigat\w+|recover\w*|fix(?:ed)?|restor\w+|improv\w+|roll(?:ed)? ?back|reverted|deployed",
    r"normal\w*|healthy|stable|stabil\w+|decreas\w+|signs of",
)
#: in the end itself: when it was over, or that nothing was wrong
_SINCE = phrases(r"\d{1,2}:\d\d", r"throughout|all (?:the|that) time|false alarm|by mistake")
_BARE = phrases(
    r"(?:this|the) (?:incident|issue|problem|outage) (?:is|has been|was)(?: now)?(?: fully)?"
    r" (?:resolved|fixed|closed|over)[.!]?|(?:resolved|fixed|all clear)[.!]?"
)
_WORKS = phrases(
    r"(?:resolv|work|restor|recover|normal|fix|mitigat|stabl|stabil|success|repair|complet)\w*",
    r"operational|operating|back|healthy|online|solved|over|again|clear(?:ed)?|finished|done|ended",
    r"(?:availab|return|resum|re-?establish|revert|correct|recreat)\w*|functional|functioning",
    r"rolled back|stopped|improved|no further",
)
_CONTACT = phrases(r"contact|support|help ?desk|reach out|get in touch|e-?mail|[\w.+]{1,64}@\w+")
_DATA = phrases(
    r"data|lost|loss|missing|recovered|restored|records?|files?|backups?|credentials?|passwords?",
    r"tokens?|keys?|accounts?|information|accessed|exposed|safe",
)


def out_of_order(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-60: no way back without a word, and none from Resolved without `reopened: yes`."""
    closed = False
    before = _ORDER[0]
    for status, update in steps(incident):
        if update.status in _ORDER and case.is_fresh(update):
            if closed and not update.reopened:
                message = f"{status.label} after Resolved: the incident is open again"
                hint = "if it is back, write under the heading: reopened: yes; if not, make it an"
                yield error("COM-60", update.location, message, f"{hint} Update")
            elif not closed and _goes_back(before, status) and not words(case, update).strip():
                message = f"back from {before.label} to {status.label}, without a word"
                hint = 'say why: "The fix did not hold: uploads fail again. We are looking."'
                yield error("COM-60", update.location, message, hint)
        closed = not status.is_open
        before = status


def _goes_back(before: IncidentStatus, status: IncidentStatus) -> bool:
    return before in _ORDER and _ORDER.index(status) < _ORDER.index(before)


def unwatched_end(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-66: a repair is watched for a while before it is called an end, or the end says why."""
    if is_history(incident) or impact_at(incident, case.now) is Impact.NONE:
        return
    all_steps = steps(incident)
    for number, (_, update) in enumerate(all_steps[1:], 1):
        if update.status is not IncidentStatus.RESOLVED or not case.is_fresh(update):
            continue
        earlier = [each for each in all_steps[:number] if update.at - each[1].at >= WATCHED]
        watched = any(
            status is IncidentStatus.MONITORING or _WATCHING.search(words(case, each))
            for status, each in earlier
        )
        said = " ".join(told.text for told in english(case, update))
        if said and not (watched or _WATCHING.search(said) or _SINCE.search(said)):
            message = "Resolved, but nobody was told that a repair held for a while"
            hint = "write Monitoring first, or say since when it works: "
            hint += f'"Uploads have worked since {format_time(update.at - WATCHED)}."'
            yield warning("COM-66", update.location, message, hint)


def components_disagree(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-65: while it is not over, at least one component is in trouble."""
    told = latest_open(case, incident)
    if told is None or told[0] is IncidentStatus.MONITORING:
        return
    status, update = told
    if not (update.components or update is incident.updates[0]):
        return  # it was said when they changed
    state = incident_state(incident, max(case.now, update.at))
    if state is None or not state.components or state.impact is Impact.NONE:
        return
    if all(each is ComponentStatus.OPERATIONAL for _, each in state.components):
        message = f"it is {status.label}, and every component that it names is operational"
        name = state.components[0][0]
        hint = f"write under the heading, such as: {name}: degraded_performance; or, if it works "
        yield warning("COM-65", update.location, message, f"{hint}again: ## Monitoring — <time>")


def no_all_clear(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-62: Resolved says what works again."""
    for update in fresh(case, incident, IncidentStatus.RESOLVED):
        hint = 'say what works: "Uploads work again, and there is nothing you need to do."'
        if not words(case, update).strip():
            yield error("COM-62", update.location, "Resolved, without a word", hint)
        told = " ".join(each.text for each in english(case, update)).strip()
        if told and (_BARE.fullmatch(told) or not _WORKS.search(told)):
            message = "it does not say what works again"
            yield warning("COM-62", update.location, message, hint)


def no_contact(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-63: Resolved says whom to ask where it still fails; the page does, if it can."""
    if case.site.settings.contact:
        return
    for update in fresh(case, incident, IncidentStatus.RESOLVED):
        if not _CONTACT.search(update.text):
            message = "nothing says whom to ask if it still fails"
            hint = "set `contact:` in site.yml once: then every page says it"
            yield warning("COM-63", update.location, message, hint)


def silent_on_data(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-64: the end of what touched data, or safety, says what became of the data."""
    if incident.kind is None:
        return
    for update in fresh(case, incident, IncidentStatus.RESOLVED):
        told = " ".join(each.text for each in english(case, update))
        if told and not _DATA.search(told):
            message = f"it is of `class: {incident.kind}`, and its end does not speak of data"
            hint = 'say it: "No data was lost." or what is missing, and for whom'
            yield warning("COM-64", update.location, message, hint)
