"""Words that say another status than the heading."""

from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import Told, phrases
from generator.checks.policy.story import english, steps
from generator.errors import Problem, error, warning
from generator.model.incident import Incident, IncidentStatus

_WE = (
    "(?:we(?:'re| are| will be)|and are)"
    "(?: currently| still| actively| now| continuing to| all){0,4}"
)
_ISSUE = "(?:the|this) (?:issue|problem|incident|outage)"
_TROUBLE = (
    "(?:reports?|an? (?:issue|problem|incident|outage)|issues|problems|duplicate|connectivity"
    r"|(?:the|this|these) (?:issues?|problems?|errors?|incident|outage|reports?)"
    r"(?! (?:that|which|source))|(?:increased|elevated|degraded|intermittent|high) \w+"
    r"|errors?|delays?|latenc\w+)"
)
_END = "(?:full |complete |final ){0,3}(?:resolution|recovery|fix|restoration)"
#: at Resolved: it is not over
_NOT_OVER = phrases(
    rf"{_WE} (?:investigat(?:ing|e)|looking into) {_TROUBLE}",
    rf"(?:continue|continuing)(?: to work| working) (?:towards?|on) (?:an? |the )?{_END}",
    rf"(?:continue|continuing)(?: to work| working) to (?:resolve|fix) {_ISSUE}",
    "(?:is|are|'re|still|keep)(?: currently| actively| still){0,2} working on"
    " (?:an?|the) (?:fix|solution|resolution)",
    rf"{_WE} working to (?:resolve|fix) {_ISSUE}|{_WE} rolling out (?:a|the) (?:fix|mitigation)",
    rf"{_WE} monitoring (?:the )?(?:fix|results?|situation|rollout|progress)",
    rf"{_WE} monitoring (?:for |the )?(?:full |further )?recovery",
    rf"we (?:believe|think|hope|assume)(?: that)? (?:this|it|{_ISSUE})(?: \w+){{0,2}}"
    " (?:resolved|fixed|over|recovered)",
    "(?:should|appears? to|seems? to)(?: now)? (?:be|have been)(?: now)?(?: fully)?"
    " (?:resolved|fixed|over|solved)",
    rf"still (?:failing|down|investigating {_ISSUE})",
)
#: at Resolved: somebody is not sure
_UNSURE = phrases(
    "(?:we(?:'ll| will|'re| are)?|and (?:are|will)|continue|continuing)"
    "(?: still| continue| continuing| keep| be| closely| actively| currently| to){0,6}"
    " (?:monitor|monitoring|watching|keeping an eye|keep an eye|watch)(?! for (?:any )?similar)"
)
#: while it is open: it is over
_OVER = phrases(
    "(?:this|the) (?:incident|issue|outage|problem|disruption) (?:is|has been)(?: now)?"
    "(?: fully| completely)? (?:resolved|fixed|closed|over)"
    "(?! (?:for|in|on|by|at|after|once|when|until|only|partially|upstream|with)\\b)",
    "(?:is|are) (?:considered|declared) (?:resolved|closed|over)",
    "(?:consider|considering|declare|declaring) (?:this|the) (?:incident|issue|outage)"
    "(?: to be| as)?(?: fully)? (?:resolved|closed|over)",
    "(?:this is|we are|here is) the all[ -]clear|all clear\\.",
)
#: … what it hangs on
_UNTIL = phrases(
    r"until|till|confirm\w*|ensur\w*|make sure|verif\w*|if|when|once|whether|after|before|that",
    r"believe|think|expect\w*|hop\w+|unless|as soon as|reported|said|thought|not|isn't|while",
    r"assum\w+",
)
_WATCHES = phrases(r"monitor\w*|watch\w*|keep(?:ing)? an eye|confirm\w*|verify\w*")


def contradicts(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-61: the words say the same as the heading: it is over, or it is not."""
    for status, update in steps(incident):
        if not case.is_fresh(update):
            continue
        for told in english(case, update):
            if update.status is IncidentStatus.RESOLVED:
                yield from _at_the_end(told)
            elif status.is_open:
                yield from _before_it(told, status)


def _at_the_end(told: Told) -> Iterator[Problem]:
    if found := _NOT_OVER.search(told.text):
        message = f'Resolved, but "{told.words(found)}" says that it is not over'
        hint = "keep it open (## Monitoring — <time>), or say what works again, and since when"
        yield error("COM-61", told.place(found), message, hint)
    elif found := _UNSURE.search(told.text):
        message = f'Resolved, but "{told.words(found)}" sounds as if it were not over'
        hint = "stay in Monitoring while you watch; at the end say what works, and since when"
        yield warning("COM-61", told.place(found), message, hint)


def _before_it(told: Told, status: IncidentStatus) -> Iterator[Problem]:
    for found in _OVER.finditer(told.text):
        before = told.text[max(0, found.start() - 200) : found.start()]
        if _UNTIL.search(before[_sentence_start(before) :]):
            continue
        message = f'{status.label}, but "{told.words(found)}" says that it is over'
        hint = "if it is, write: ## Resolved — <time>; if not, what works now, and for whom"
        watches = status is IncidentStatus.MONITORING and _WATCHES.search(told.text)
        yield (warning if watches else error)("COM-61", told.place(found), message, hint)
        return


def _sentence_start(text: str) -> int:
    return max(text.rfind(mark) for mark in (". ", "! ", "? ", "\n")) + 1
