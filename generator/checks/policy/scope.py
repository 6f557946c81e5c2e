"""Who is touched by an incident, and what they can do meanwhile."""

import re
from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import is_english, phrases
from generator.checks.policy.story import english, impact_at, is_history, latest_open, words
from generator.errors import Problem, warning
from generator.model.component import Component
from generator.model.incident import Incident, IncidentStatus
from generator.model.update import Impact

_WHO = phrases(
    r"customers?|users?|people|every(?:one|body)|any(?:one|body)|your",
    r"you (?:may|might|can|cannot|can't|could|will|see|get|are|have|need|do)",
    r"(?:number|subset|part) of|teams|accounts|organi[sz]ations|visitors|nobody|no one",
    r"regions?|in (?:the )?(?:US|EU|UK|Europe|Asia|America|Africa|Australia)|worldwide|global\w*",
)
_WAY_ROUND = phrases(
    r"work-?arounds?|meanwhile|in the meantime|until then|instead|for now|re-?run(?:ning)?",
    r"you can|(?:please )?(?:retry|retrying|try again)|(?:recommend|advise|suggest)\w*",
    r"(?:customers|users) (?:can|may) (?:still )?(?:use|try|retry|switch|disable|enable)",
    r"no way (?:round|around)|nothing you (?:can|need)|no action|(?:use|using) another",
    r"(?:please|customers|users|you)(?: \w+){0,3} (?:avoid|refrain|hold off)|not be charged",
    r"(?:do not|don't) (?:pay|retry)",
)

_EVERYBODY = phrases(
    r"(?:nobody|no ?one|no (?:customers?|users?)) (?:\w+ )?can",
    r"(?:everyone|everybody|all (?:of you|(?:of )?our (?:customers|users)|customers|users))"
    r" (?:\w+ )?(?:cannot|can't|are unable|is unable|get an error|gets an error)",
)


def nobody_named(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-21: readers can tell whether it touches them."""
    told = latest_open(case, incident)
    if told is None or impact_at(incident, told[1].at) is Impact.NONE:
        return
    named = incident.components or any(update.components for update in incident.updates)
    if not named and _never_says(case, incident, _WHO):
        message = "no component is set, and the words do not say who is touched"
        hint = "add what fails under components: in the front matter, or say who notices it"
        if spoken_of := _spoken_of(case, incident):
            message = f"the words speak of '{spoken_of.name}', but no component is set"
            hint = f"add to the front matter: components: {{{spoken_of.id}: partial_outage}}"
        yield warning("COM-21", case.place("components", case.place("title")), message, hint)


def worse_than_none(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-65: what nobody can use is of some impact."""
    told = latest_open(case, incident)
    if told is None or impact_at(incident, told[1].at) is not Impact.NONE:
        return
    for text in english(case, told[1]):
        if found := _EVERYBODY.search(text.text):
            message = f"'{text.words(found)}', but the impact is none"
            hint = "write in the front matter: impact: critical; or, of a part only: impact: major"
            yield warning("COM-65", text.place(found), message, hint)
            return


def no_workaround(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-24: once the cause is known, say what readers can do meanwhile, or that they cannot."""
    told = latest_open(case, incident)
    if told is None or told[0] is not IncidentStatus.IDENTIFIED or is_history(incident):
        return
    if impact_at(incident, told[1].at) is Impact.NONE:
        return
    if any(update.workaround is not None for update in incident.updates):
        return
    if _never_says(case, incident, _WAY_ROUND):
        message = "it does not say what readers can do meanwhile"
        hint = "write under the heading: workaround: …; or, if there is none yet: workaround: none"
        yield warning("COM-24", told[1].location, message, hint)


def _never_says(case: Case, incident: Incident, pattern: re.Pattern[str]) -> bool:
    """Whether nothing that was told so far holds such words; only English can be read."""
    told = "\n".join((incident.title, *(words(case, each) for each in incident.updates)))
    return is_english(told) and pattern.search(told) is None


def _spoken_of(case: Case, incident: Incident) -> Component | None:
    """The first component of the page whose name the title or an update holds, as it is typed."""
    told = "\n".join((incident.title, *(words(case, each) for each in incident.updates)))
    named = (each for each in case.site.settings.components if len(each.name) > 2)
    return next((each for each in named if each.name in told), None)
