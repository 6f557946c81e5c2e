"""We own what went wrong: no blame, and no guess at the cause."""

from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import phrases
from generator.errors import Problem, warning
from generator.model.incident import Incident, IncidentStatus

_WHO = (
    "(?:engineer|developer|dev|dba|employee|intern|contractor|operator|admin|administrator|"
    "technician|colleague|person|sysadmin|sre|(?:staff |team )?member)s?"
)
_ONE = (
    rf"(?:an?|one of (?:our|the)|another|the on-call|our on-call) (?:\w+ )?{_WHO}"
    rf"(?: (?:of|in|on) (?:our|the) \w+)?|(?:our|the) (?:new|junior|latest) {_WHO}"
    "(?: on call| on duty)?|"
    "our (?:intern|dba|contractor|sysadmin)"
)
_DID = (
    r"(?:who )?(?:had |has )?(?:\w+ly )?(?:delete|remove|push|deploy|misconfigure|forget|forgot|"
    r"broke|fat-fingered|made|cause|fail|mistype|type|enter|unplug|drop|ran|change|merge|introduce|misread|"
    r"overwrote|did|release|ship|pulled|cut|trip|ignore|apply|applie|neglect|miss)[a-z]{0,4}"
    "(?! (?:an?|the|our) (?:\\w+ )?(?:fix|repair|patch|correction))"
)
_SUPPLIER = (
    r"(?:cloud |hosting |network |third[- ]party |upstream |dns |payment )?"
    "(?:provider|vendor|supplier|host|hoster|hosting company|isp|carrier|registrar|"
    "data ?cent(?:er|re))"
)
_BLAME = phrases(
    "(?:human|operator|pilot) error|due to user error",
    rf"(?:{_ONE}) {_DID}",
    rf"(?:someone|somebody) (?:(?:on|in|at|from) (?:our|the) \w+(?: \w+)?|\w+ly) {_DID}",
    "(?:someone|somebody) (?:unplugged|tripped|misconfigured|forgot|broke|pushed|deployed|ran)",
    r"\w+'s (?:fault|mistake|negligence|incompetence|carelessness)",
    "(?:is|was|are|were|'s)(?: not|n't) "
    "(?:(?:on )?our (?:fault|side|end|problem|doing)|caused by us)",
    "no fault of our(?:s| own)|not our (?:fault|problem|doing)",
    "not (?:by )?us",
    "(?:is|are|was|were) to blame|blame (?:lies|is on|for)|we blame",
    "(?:users?|customers?) (?:who )?(?:failed to|ignored|misused|abused|did not follow)",
    "the fault (?:of our|of the|lies with)",
    "(?:beyond|outside|out of|outside of) our (?:direct )?control",
    r"nothing (?:that )?we (?:can do|could have done)",
    rf"unfortunately,? (?:our|the|this) {_SUPPLIER}",
    rf"(?:let down|failed) by our {_SUPPLIER}|{_SUPPLIER} (?:let us down|messed up|screwed up)",
    r"(?:entirely|solely|wholly|purely) down to (?!us\b|our\b|a\b|an\b)\w+|our hands are tied",
    "because (?:some|many|a few) of you|(?<!we.)(?:messed|screwed|cocked) up",
    "(?:should|could) have (?:called|told|warned|informed|notified) us",
    r"(?:caused|triggered|flood\w*|overload\w*|traffic|load|abuse)(?: \w+){0,2} (?:by|from)"
    r" (?:one|a single) (?:\w+ )?customer",
    "(?:carelessness|negligence|incompetence|sloppiness)",
)
_INSTEAD_OF_BLAME = (
    "say what happened and what you do about it: 'A wrong setting was put in place. We have put "
    "the old one back.'; of a supplier: 'A service we rely on has a fault. We are …'"
)
_CAUSE = r"(?:caused|due|related|the result|a result|triggered|because|stemming|coming from)"
_SUSPECT = (
    r"(?:a|an|the|our) (?:\w+ )?(?:database|server|network|deployment|change|provider|disk|release|"
    "setting|configuration|certificate|cache)"
)
_GUESS = phrases(
    rf"(?:probably|possibly|presumably|perhaps|maybe|most likely|likely|seemingly) {_CAUSE}",
    rf"(?:may|might|could) (?:have been|be) {_CAUSE}",
    rf"(?:appears?|seems?) (?:to (?:be|have been) )?{_CAUSE}",
    r"(?:we|i) (?:\w+ly )?(?:suspect|guess|speculate|presume|assume)(?! (?:role|that role))",
    rf"(?:we|i) (?:think|believe)(?: \w+){{1,8}}? (?:{_CAUSE}|the culprit)",
    rf"(?:we|i) (?:think|believe) (?:it is |it's )?{_SUSPECT}",
    rf"(?:may|might|could|seems to|appears to) (?:have been|be) {_SUSPECT}",
    "(?:it's|it is|this is|that's|that is) (?:probably|most likely|likely|possibly|maybe|perhaps) "
    "(?:a|an|the|our|dns|some|just)",
    "(?:probably|maybe|perhaps|presumably) (?:a|an|the|our|dns|it is|it's|last)(?! (?:few|lot))",
    "(?:appears?|seems?) to have (?:suffered|failed|lost|crashed|run out|broken)",
    "our (?:best |current |working |first )?(?:guess|suspicion|theory|hypothesis)",
)
_KNOWN = frozenset(IncidentStatus) - {IncidentStatus.INVESTIGATING}


def blames_nobody(case: Case) -> Iterator[Problem]:
    """COM-45: no blame, of a colleague or of a supplier."""
    for each in case.told:
        if found := _BLAME.search(each.text):
            message = f"'{each.words(found)}' lays the blame on somebody; customers chose you"
            yield warning("COM-45", each.place(found), message, _INSTEAD_OF_BLAME)


def guesses_nothing(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-49: no guess at the cause until it is known."""
    known = [update.at for update in incident.updates if update.status in _KNOWN]
    for each in case.told:
        if not each.update or (known and each.update.at >= known[0]):
            continue
        if found := _GUESS.search(each.text):
            yield warning(
                "COM-49",
                each.place(found),
                f"'{each.words(found)}' is a guess, and guesses are quoted as facts",
                "write what you know: 'We do not know the cause yet.', and what users see",
            )
