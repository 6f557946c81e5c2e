"""Words that say another status than the heading."""

import re
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
#: … or what may be said of a rest, by those who say that it works
_REST = phrases(
    r"(?:fix|patch|mitigation|repair)(?: \w+){0,3} (?:is|are)(?: currently| still)? being \w+",
    r"(?:fix|repair|recovery|restoration|cleanup|backfill)(?:ing)? (?:is |are )?(?:still|currently)"
    " (?:in progress|ongoing|underway)",
    rf"(?:will|before we)(?: then)? mark {_ISSUE}(?: as)?(?: fully)? resolved",
    "(?:is|are) (?:currently|still) (?:incomplete|unavailable|failing|degraded|missing|delayed)",
    "(?:works?|working|restored|resolved|fixed)(?: again)? for (?:most|some|many|the majority)"
    "|the rest of you",
)
#: somebody says that it works, so that what else is going on may be another matter
_WORKS = phrases(
    r"work(?:s|ed|ing)?(?: \w+){0,2} (?:again|since)|since \d\d?:\d\d|are back to normal",
)
#: at Resolved: somebody is not sure
_UNSURE = phrases(
    "(?:we(?:'ll| will|'re| are)?|and (?:are|will)|continue|continuing)"
    "(?: still| continue| continuing| keep| be| closely| actively| currently| to){0,6}"
    " (?:monitor|monitoring|watching|keeping an eye|keep an eye|watch)(?! for (?:any )?similar)",
    "(?:will |we )continue (?:to observe|observing)",
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
    r"assum\w+|validat(?:e|es|ing)|check(?:ing)?|test(?:ing)?",
    r"says?|states?|stated|told|tells?|according",  # whose words are not ours
)
_IF = phrases("if")
_WATCHES = phrases(
    r"monitor\w*|watch\w*|keep(?:ing)? an eye|confirm\w*|verify\w*",
    r"(?:we are|we're)(?: \w+)? (?!declar|consider)\w+ing",
)
#: it may be over for some, or have come back
_PARTLY = phrases(r"still|(?:fail|see|down|back)\w*(?: \w+){0,2} again")
_SOMEWHERE = re.compile(r"\s*(?:In|For) \w")


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
    if found := _NOT_OVER.search(told.text) or _REST.search(told.text):
        is_sure = found.re is _NOT_OVER and not _WORKS.search(told.text)
        say = error if is_sure and not _IF.search(told.sentence(found)) else warning
        message = f'Resolved, but "{told.words(found)}" says that it is not over'
        hint = "keep it open (## Monitoring — <time>), or say what works again, and since when"
        yield say("COM-61", told.place(found), message, hint)
    elif found := _UNSURE.search(told.text):
        message = f'Resolved, but "{told.words(found)}" sounds as if it were not over'
        hint = "stay in Monitoring while you watch; at the end say what works, and since when"
        yield warning("COM-61", told.place(found), message, hint)


def _before_it(told: Told, status: IncidentStatus) -> Iterator[Problem]:
    for found in _OVER.finditer(told.text):
        before = told.text[max(0, found.start() - 200) : found.start()]
        before = before[_sentence_start(before) :]
        if _UNTIL.search(before):
            continue
        message = f'{status.label}, but "{told.words(found)}" says that it is over'
        hint = "if it is, write: ## Resolved — <time>; if not, what works now, and for whom"
        watches = status is IncidentStatus.MONITORING and _WATCHES.search(told.text)
        is_sure = not (watches or _SOMEWHERE.match(before) or _PARTLY.search(told.text))
        yield (error if is_sure else warning)("COM-61", told.place(found), message, hint)
        return


def _sentence_start(text: str) -> int:
    return max(text.rfind(mark) for mark in (". ", "! ", "? ", "\n")) + 1
