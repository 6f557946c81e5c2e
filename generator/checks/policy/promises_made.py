"""Promises that nobody can keep: guarantees, the hour of a repair, "soon"."""

import re
from collections.abc import Iterator
from itertools import islice

from generator.checks.policy.case import Case
from generator.checks.policy.prose import Told, phrases
from generator.checks.policy.when import utc_clock
from generator.errors import Problem, error, warning
from generator.model.incident import Incident

#: so many of a text are enough
_MOST = 50
_AGAIN = "(?:happen|occur|recur|be repeated|happens|occurs)"
_GUARANTEES = phrases(
    "(?<!that.)(?<!what.)(?<!which.)(?<!uptime.)(?<!availability.)"  # of a contract
    "(?:we|i)(?: can|'ll| will)? (?:guarantee|promise)"
    "(?! (?:you )?(?:an? |another |more |regular )?updates?)"
    "(?! to (?:keep|write|tell|update|post|report|let|share))"
    r"(?! (?:\w+ ){0,2}(?:refunds?|credits?|deliver(?:y|ies)|compensation))",
    "(?:is|are) guaranteed (?:to|not to|that|against)",
    rf"(?:will|can|shall|should|must) never (?:ever )?{_AGAIN}|never {_AGAIN} again",
    rf"(?:will not|won't|cannot|can't|can not) (?:ever )?{_AGAIN} again",
    "100 ?% (?:safe|secure|guaranteed|reliable)",
)
_AIM = phrases(
    rf"(?:does not|doesn't|do not|don't) {_AGAIN} again",
    "(?<!until.)(?<!once.)(?<!when.)(?<!before.)(?:we are|we're) 100 ?% (?:sure|certain|confident)",
    "(?:you|customers|users|nobody) (?:will not|won'?t) lose",
    "(?:will not|won'?t) (?:be )?(?:repeat|reoccur|repeated)",
)
#: whoever says what it is for promises a little less
_TO_THAT_END = re.compile(r"\b(?:ensur|mak\w+ sure|so that|goal|aim|help|confiden)", re.IGNORECASE)

_UNIT = "(?:minutes?|mins?|hours?|hrs?|days?|weeks?)"
_NUMBER = r"(?:\d{1,3}|an?|one|two|three|half an)"
_SOME = "(?:about |around |approximately |roughly |the next |another |less than |under |just )?"
_TIME = (
    rf"(?:(?:by|at|before|within|in|around) {_SOME}"
    r"(?:\d{1,2}(?::\d\d| ?[ap]\.?m| ?utc| ?gmt| ?o'clock)"
    rf"|{_NUMBER} ?{_UNIT}(?! (?:of|after|once|from|when))"
    r"|(?:the|next|this) (?:minute|hour|day|week|morning|afternoon|evening)"
    r"|tonight|tomorrow|noon|midnight"
    r"|(?:the )?end of (?:the |this )?(?:business )?(?:day|week|hour)"
    r"|(?:mon|tues|wednes|thurs|fri|satur|sun)day)"
    r"|(?:later )?(?:today|tonight|tomorrow))"
)
_WELL = (
    "(?:fixed|resolved|restored|repaired|solved|recovered|corrected|"
    "back(?: up| online| to normal| in service| up and running)?|up(?: again| and running)?|"
    "online|working(?: again| normally)?|fully operational|operational|fine|ok|okay)"
)
_REPAIR_AT = phrases(
    rf"(?:(?:we|it|this|that|they)'ll|(?<!you.)(?:will|shall))"
    rf"(?: all| again| also| certainly| definitely)? be"
    rf"(?: fully| completely| all)? {_WELL}(?: again)? {_TIME}",
    r"we(?: will|'ll|'re going to| are going to) (?:have |get )?"
    r"(?:this |it |that |everything |all services )?"
    rf"(?:fix|resolve|restore|repair|solve|recover)(?:ed|d)?"
    rf"(?: (?!incident|from |\w+ed )\w+){{0,3}} {_TIME}",
    rf"will have (?:this |it |everything )?(?:fixed|resolved|restored|repaired) {_TIME}",
)
#: … of what follows something that readers do
_ONCE = phrases("once", "(?:when|after) (?:you|your|customers|users)", "(?:that|which) you")
_VAGUE = phrases(
    "as soon as possible",
    "as quickly as possible",
    "asap",
    "(?<!expire.)(?<!expires.)(?<!too.)(?<!as.)(?<!how.)(?:very )?(?:soon|shortly)"
    "(?! (?:after|afterwards?|before|thereafter|as|following))",
    "momentarily",
    "in (?:just )?(?:a few|a couple of|some) (?:minutes|moments|hours)",
    "any (?:minute|moment|time) now",
    "in due course",
    "in the near future",
    "in no time|in a bit|in a while",
)
#: what was done in haste is no promise; nor is what readers do soon
_WAS = phrases(r"\w{3,}ed", "was|were|did|got|began|put")
_TO_BE = phrases("will|are|is|am|continue|continuing|hope|plan|aim|going to", r"\w+'(?:ll|re)")
_THEIRS = re.compile(r"\b(?:if|your)\b.{0,60}\b(?:start|begin|end)\w*\s+soon", re.IGNORECASE)
_NEWS = re.compile(
    r"(?:will|'ll|would|to) (?:\w+ ){0,2}(?:provide|post|share|update|report|send|publish|inform|"
    r"communicate|follow|let you|announce|keep|write|notify)\b|updates? (?:will|to) |more news|"
    r"(?:more|further|additional) (?:details|info|information|updates?)|root cause analysis|"
    r"\brca\b",
    re.IGNORECASE,
)
_INSTEAD_OF_A_GUARANTEE = (
    "say what you do about it instead ('We are adding a check that stops such a change.'), or "
    "leave the sentence out"
)
_AN_ESTIMATE = (
    "call it an estimate: 'Our current estimate is 14:00 UTC; this may change.', or write it as a "
    "field under the heading (eta: 45m)"
)


def guarantees_nothing(case: Case) -> Iterator[Problem]:
    """COM-46: no guarantee."""
    for each in case.told:
        found = _GUARANTEES.search(each.text) or _AIM.search(each.text)
        if not found:
            continue
        is_aim = _TO_THAT_END.search(each.sentence(found)) and "never" not in found.group().lower()
        yield (warning if is_aim or found.re is _AIM else error)(
            "COM-46",
            each.place(found),
            f"'{each.words(found)}' promises what nobody can be sure of",
            _INSTEAD_OF_A_GUARANTEE,
        )


def promises_no_hour(case: Case, _incident: Incident) -> Iterator[Problem]:
    """COM-46: no hour at which it will be repaired."""
    for each in case.told:
        found = _REPAIR_AT.search(each.text)
        if found and not each.is_over and not _ONCE.search(_before(each, found)):
            message = f"'{each.words(found)}' promises when it will be repaired"
            yield error("COM-46", each.place(found), message, _AN_ESTIMATE)


def says_no_soon(case: Case) -> Iterator[Problem]:
    """COM-46: "soon" is a promise that nobody can hold us to."""
    for each in case.told:
        if each.is_title:
            continue
        for found in islice(_VAGUE.finditer(each.text), _MOST):
            if not _is_past(each, found) and not _THEIRS.search(each.sentence(found)):
                message = f"'{each.words(found)}' tells nobody when"
                hint = _instead_of_soon(case, each, found)
                yield warning("COM-46", each.place(found), message, hint)
                break


def _before(each: Told, found: re.Match[str]) -> str:
    """What stands before it in its sentence."""
    return each.sentence(found).partition(found.group())[0]


def _is_past(each: Told, found: re.Match[str]) -> bool:
    """Whether it is said of what has been done, as fast as it could be."""
    before = _before(each, found)
    is_haste = "possible" in found.group().lower() or found.group().lower() == "asap"
    return bool(is_haste and _WAS.search(before) and not _TO_BE.search(before))


def _instead_of_soon(case: Case, each: Told, found: re.Match[str]) -> str:
    if not _NEWS.search(each.sentence(found)):
        return (
            "leave it out and say what you are doing now; an estimate is a field under the "
            "heading (eta: 45m)"
        )
    update = each.update
    if update and update.next_update:
        return f"say when, as promised above: 'Next update by {utc_clock(update.next_update)}.'"
    if update and not each.is_over:
        when = utc_clock(update.at + case.policy.ahead / 2)
        return f"say when you will write next instead: 'Next update by {when}.'"
    return "say on which day instead, or leave it out"
