"""While it is open: what users see, and what we do about it."""

import re
from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import is_english
from generator.checks.policy.subjects import subject
from generator.content.plain import Part
from generator.errors import Problem, warning
from generator.model.incident import Incident, IncidentStatus
from generator.model.update import Impact

#: words, and beginnings of words, of what goes wrong for somebody
SYMPTOM = re.compile(
    r"\b(?:error|fail|unable|can ?not|can't|could ?n[o']t|unavailab|slow|sluggish|delay|late\b|"
    r"laten|degrad|time(?:d|s)?[- ]?outs?|timing out|down\b|downtime|outage|offline|unreachable|"
    r"inaccessible|(?:do|does|is|are|wo|did|was|were|has|have|would)n't"
    r"(?!(?: \w+){0,2} (?:identified|found|determined|know)\b)|intermittent|missing|stuck|"
    r"incorrect|inaccura|wrong|los[est]|blank|drop|broke|break|crash|elevated|increas|high\b|higher|"
    r"stale|old\b|yesterday|outdated|behind|out of date|twice|"
    r"duplicat|reject|den(?:y|ied)|refus|hang|hung|fr[eo]ez|frozen|disconnect|"
    r"corrupt|limit|reduc|queu|backlog|unresponsive|block|stop|paus|[45]\d\d|stall|wait|"
    r"inconsisten|invalid|unexpected|disabled|prevent|lag|unusable|impair|no longer|"
    r"may (?:see|receive|get|notice|find)|throttl|unsuccessful|expire|vulnerab|breach|leak|expos|"
    r"interrupt\w* (?:of|to|in)|without|flapping|unreliab|unstable|instab|malfunction|blip|"
    r"no (?:data|access|service|results?|one can|customer)|under(?: an)? attack|never|"
    r"decreas|restrict|regress|overload|(?:see|get|receiv)\w* (?:the|this|a) (?:\w+ )?message|"
    r"not (?:\w+ ){0,2}(?:accurate|correct|complete|up to date)\b|of other (?:customers|users)\b|"
    r"(?:do|does) not (?!(?:yet )?(?:know|have|expect|see)\b)\w|unregist|somebody else\b|"
    r"(?:call|delivery) disruption|"
    r"not (?!(?:yet )?(?:been )?(?:identified|found|determined)\b)(?:\w+ ){0,2}"
    r"\w*(?:ing|ed|able|shown?|sent|work|load|open|appear|sync|run|start)\b|"
    r"(?:issues?|problems?|trouble|difficult\w+|disruptions?)"
    r"(?: (?:with|in|when|while|for|of|the|some|many|users|customers|people)){0,4} "
    r"(?!affect|impact|involv|regard|concern|relat|investigat|look|work|includ|occur)\w{3,40}ing\b|"
    r"(?:ability|difficult\w+) to \w|connection (?:issue|problem)s?|connectivity)",
    re.IGNORECASE,
)
#: planned work that is told as an incident has no symptom yet
PLANNED = re.compile(
    r"\b(?:maintenance|upgrade|migration|planned|scheduled|update|deprecation|operation)\b",
    re.IGNORECASE,
)
#: verbs of what people do about a fault, in any form, and who does them
_DEED = re.compile(
    r"\b(?:we|our|teams?|engineers?|developers?|investigat|look(?:ing)? into|work|fix|"
    r"mitigat|resolv|restor|monitor|watch|test|roll|revert|deploy|appl[iy]|identif|found|find|repair|"
    r"replac|restart|rebuil|scal|add|mov|switch|clean|contact|escalat|check|validat|verif|continu|"
    r"underway|in progress|reindex|upgrad|migrat|security advisory|"
    r"see (?:also |the )?(?:https?:|<|\[|our|more))",
    re.IGNORECASE,
)
_IS_BACK = re.compile(r"\b(?:back|normal|normally|ended|finished|completed|over)\b", re.IGNORECASE)
_FIRST = (IncidentStatus.INVESTIGATING, IncidentStatus.IDENTIFIED)


def says_what_users_see(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-20: what is told while it is open says what users see."""
    is_open = (each for each in incident.updates if each.status is None or each.status.is_open)
    told_open = [each for each in is_open if case.is_fresh(each)]
    if not told_open or incident.impact is Impact.NONE or PLANNED.search(incident.title):
        return
    last = told_open[-1]
    words = case.said_until(last)
    if any(case.texts_of(last)) and is_english(words) and not SYMPTOM.search(words):
        yield warning(
            "COM-20",
            last.location,
            "nothing so far says what users see",
            f"say what fails for them: 'You may get an error when you use {subject(case)}.'",
        )


def says_what_we_do(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-23: who says that something fails says what they do about it."""
    if PLANNED.search(incident.title):
        return
    for each in case.told:
        update = each.update
        if update is None or update.status not in _FIRST or each.part is not Part.TEXT:
            continue
        if not _DEED.search(each.text) and not _IS_BACK.search(each.text):
            yield warning(
                "COM-23",
                update.location,
                "it does not say what you are doing about it",
                "add it: 'We are looking for the cause.', 'We are putting the old version back.'",
            )
