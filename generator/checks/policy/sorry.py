"""Apologies: one, for something, by the end."""

from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import is_english, phrases
from generator.checks.policy.subjects import subject
from generator.checks.policy.symptoms import PLANNED
from generator.errors import Problem, warning
from generator.model.incident import Incident, IncidentStatus
from generator.model.update import Impact

_FOR_ANYTHING = phrases(
    r"(?<!and.)(?:for|of|about) (?:any|the|this|possible|all) (?:\w+ )?inconveniences?",
    r"(?<!and.)any (?:\w+ )?inconveniences?",
    r"(?:sorry|apolog\w+) for any (?:\w+ )?(?:trouble|disruptions?|impact|difficult(?:y|ies)|"
    r"problems?|issues?|confusion|frustration)",
    "(?:sorry|apologi[sz]e) if (?:you|this|any)",
    "inconveniences? (?:(?:this|that|it) )?(?:may|might|could) have",
)
_NOTHING_WAS_WRONG = phrases("false alarm|by mistake|in error|nobody was affected|no impact")
_SORRY = phrases("sorry", "apologi[sz](?:e|es|ed|ing)", "apolog(?:y|ies)", "regret")


def is_sorry_for_something(case: Case) -> Iterator[Problem]:
    """COM-30: an apology says for what."""
    for each in case.told:
        if found := _FOR_ANYTHING.search(each.text):
            message = f"'{each.words(found)}' is sorry for nothing in particular"
            yield warning("COM-30", each.place(found), message, f"say for what: {_we_are(case)}")


def is_sorry_once(case: Case, _incident: Incident) -> Iterator[Problem]:
    """COM-30: an apology said twice in one update sounds like a form letter."""
    for each in case.told:
        found = list(_SORRY.finditer(_without_names(case, each.text)))
        is_postmortem = each.update and each.update.status is IncidentStatus.POSTMORTEM
        if len(found) > 1 and not is_postmortem:
            message = "this is the second apology of one update, which sounds like a form letter"
            hint = "keep one, the one that says for what"
            yield warning("COM-30", each.place(found[1]), message, hint)


def is_sorry_in_the_end(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-30: who has had a bad outage hears an apology when it is over."""
    last = incident.updates[-1]
    if last.status is not IncidentStatus.RESOLVED or not case.is_fresh(last):
        return
    impacts = {incident.impact, *(update.impact for update in incident.updates)}
    texts = [each.typed for update in incident.updates for each in case.texts_of(update)]
    if PLANNED.search(incident.title) or not impacts & {Impact.MAJOR, Impact.CRITICAL}:
        return
    if any(map(_SORRY.search, texts)):
        return
    words = "\n".join(texts)
    if is_english(words) and not _NOTHING_WAS_WRONG.search(words):
        hint = f"add a sentence such as: {_we_are(case)}"
        yield warning("COM-30", last.location, "it is over, and nobody has said sorry", hint)


def _without_names(case: Case, text: str) -> str:
    """The text with the names of the site and its components blanked, as long as before."""
    settings = case.site.settings
    for name in (settings.title, *settings.title.split(), *(c.name for c in settings.components)):
        if _SORRY.search(name):
            text = text.replace(name, " " * len(name))
    return text


def _we_are(case: Case) -> str:
    return f"'We are sorry that you could not use {subject(case)} as usual.'"
