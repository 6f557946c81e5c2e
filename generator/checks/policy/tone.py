"""How it sounds: nothing made small, no joke, no shouting, no advertisement."""

import re
from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import Told, phrases
from generator.errors import Problem, warning
from generator.model.component import ComponentStatus
from generator.model.incident import Incident, IncidentStatus

_SMALL = phrases(
    "(?:only|just|merely) (?:affect(?:s|ed|ing) |impact(?:s|ed|ing) )?(?:an? )?"
    "(?:very |relatively |extremely )?(?:small|tiny|minor|limited|handful|few|some|minimal|slight|"
    "brief|fraction|minority)"
    "(?: (?:of|number|subset|fraction|percentage|portion|amount|users|customers))?",
    "(?:minor |small |brief |little |slight |quick |tiny |temporary )?(?:hiccups?|glitch(?:es)?|"
    "blips?)",
    "(?:minor|small|slight|little) (?:inconvenience|annoyance|hitch|snag|bump|issue|problem|"
    "outage)s?",
    "nothing (?:serious|to worry about|major)|no (?:need|reason) to (?:worry|panic)|don't panic",
    "no big deal|not a big deal|negligible|insignificant",
    "(?:an? )?tiny (?:number|fraction|percentage|portion|part)",
    r"impact (?:is|was|remains|stays|has been)(?: \w+)? (?:minimal|low|small)|minimal impact",
)
#: what was thought, or is owned up to
_NOT_SO_SMALL = phrases(r"expect\w*|thought|worse|grew|turned out")
_FEW = phrases(
    "some (?:of our )?(?:users|customers|people) (?:may|might|could)",
    "(?:an? )?(?:very )?(?:small|tiny|limited) (?:number|subset|percentage|fraction|portion|share)",
    "(?:a )?few (?:users|customers|people|requests)",
)
#: a number says it better than any word
_COUNTED = re.compile(r"\d ?%|\d percent|one in ", re.IGNORECASE)
#: of more than one thing, or of what is left of it
_BETTER = re.compile(
    r"\b(?:recover|restor|improv|majority|most\b|remain|still|also|additional)", re.IGNORECASE
)

_JOKE = phrases(
    "oops|oopsies?|whoops|uh[- ]oh|yikes|d'oh|argh|lol|haha+",
    "gremlins?|hamsters?|murphy's law|cloud gods",
    "our bad|my bad",
    "(?:grab|get|have) (?:yourself )?(?:a|some) (?:cup of )?(?:coffee|tea|popcorn|snack)",
    "(?:hang|sit|hold on) tight",
    "borked|kaput|kaboom|went boom|dumpster fire",
    "turn(?:ed|ing)? it off and on|houston,? we have|fun fact|good news everyone",
    "(?:had|having|decided to take) a (?:bad day|nap|little rest|break)",
)
_OATH = phrases(r"(?:bull)?shit\w*|(?:god)?damn(?:ed|it)?|crap(?:py)?|wtf|f\W?cking|fuck\w*")
_SALE = phrases(
    "world[- ]class|best[- ]in[- ]class|industry[- ]leading|cutting[- ]edge|award[- ]winning",
    "(?:we )?pride ourselves|(?:we are|we're) (?:proud|excited|thrilled|delighted)",
    "unparalleled|second to none|game[- ]chang(?:er|ing)|rock[- ]solid|blazing(?:ly)?[- ]fast",
    "(?:check out|try) our (?:new|pro|premium|business|enterprise)",
    "upgrade to (?:our )?(?:pro|premium|business|enterprise)",
    "happy (?:coding|building|shipping)|even (?:better|faster|stronger) than (?:before|ever)",
)
_EMOJI = re.compile(
    "[\U0001f000-\U0001faff\u2600-\u26ff\u2705\u2728\u274c\u2753-\u2757\u2764\u2b50]"
    r"|(?<=\s)(?:[:;]-?[)(DP])(?!\w)"
)
#: five words in capitals, one after another
_CAPITALS = re.compile(r"(?<!\w)(?:[A-Z']{2,20}[ ,]{1,2}){4}[A-Z']{2,20}(?!\w)")
_SHOUT = re.compile(r"(?<=\w)!+(?=[\s)\"']|$)")

_A_JOKE = "write it plainly; who reads this may be losing money at this moment"


def makes_nothing_small(case: Case) -> Iterator[Problem]:
    """COM-47: how small it is for others is no comfort to whom it hits."""
    for each in case.told:
        found = None if _is_postmortem(each) else _SMALL.search(each.text)
        if not found:
            continue
        # of the whole impact, the number may stand in another sentence
        sentence = each.text if "impact" in found.group().lower() else each.sentence(found)
        if not (_COUNTED.search(sentence) or _NOT_SO_SMALL.search(sentence)):
            message = f"'{each.words(found)}' makes it small for those whom it hits"
            yield warning("COM-47", each.place(found), message, _NUMBERS)


_NUMBERS = (
    "say who is affected, and how many if you know: 'About 2 % of uploads fail, all of them in "
    "Europe.'"
)


def matches_its_components(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-47: while a component is down, it is not "some users may"."""
    down = set(_down_at(incident))
    for each in case.told:
        if each.update is None or each.update.at not in down:
            continue
        found = _FEW.search(each.text)
        if found and not _BETTER.search(each.text):
            message = f"'{each.words(found)}', but a component is marked as a major outage"
            hint = (
                "say who is affected: 'Nobody can upload files.'; or mark the component as "
                "partial_outage"
            )
            yield warning("COM-47", each.place(found), message, hint)


def keeps_a_straight_face(case: Case) -> Iterator[Problem]:
    """COM-51: no humour, no emoji, no exclamation marks, no marketing."""
    for each in case.told:
        place, words = each.place, each.words
        if found := _JOKE.search(each.text):
            yield warning("COM-51", place(found), f"'{words(found)}' is a joke", _A_JOKE)
        elif found := _OATH.search(each.text):
            yield warning("COM-51", place(found), f"'{words(found)}' is a swear word", _A_JOKE)
        elif found := _SALE.search(each.text):
            message = f"'{words(found)}' is advertising, at a time when it is not true"
            yield warning("COM-51", place(found), message, "leave it out")
        elif _is_postmortem(each):
            continue  # lists with marks, and quotations
        elif found := _EMOJI.search(each.text):
            hint = "say it in words: screen readers read out its name, and mails may lose it"
            yield warning("COM-51", place(found), f"'{words(found)}' says nothing in words", hint)
        elif not each.is_title and (found := _CAPITALS.search(each.text)):
            hint = "write it as a sentence, in small letters"
            yield warning("COM-51", place(found), "capitals read as shouting", hint)
        elif found := _SHOUT.search(each.text):
            hint = "end the sentence with a full stop"
            yield warning("COM-51", place(found), "an exclamation mark shouts or cheers", hint)


def _is_postmortem(each: Told) -> bool:
    return each.update is not None and each.update.status is IncidentStatus.POSTMORTEM


def _down_at(incident: Incident) -> Iterator[object]:
    """The times of the updates at which a component is in a major outage."""
    now = dict(incident.components)
    for update in incident.updates:
        now.update(update.components)
        is_open = update.status is None or update.status.is_open
        if is_open and ComponentStatus.MAJOR_OUTAGE in now.values():
            yield update.at
