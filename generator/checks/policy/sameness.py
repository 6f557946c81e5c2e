"""Updates that say again what the one before said."""

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from generator.checks.policy.case import Case
from generator.checks.policy.prose import is_english, phrases
from generator.errors import Problem, warning
from generator.model.event import AnyUpdate
from generator.model.incident import Incident

_SAME = 0.9
_SAY_SO = (
    "if nothing has changed, say so, and what you are doing: 'We have nothing new to report. We "
    "are still …'"
)
#: words that come and go between two ways of saying the same
_FILLER = re.compile(
    r"a|an|and|are|is|be|been|has|have|of|to|the|we|ve|re|s|still|again|now|currently|actively|"
    r"continu\w*|work\w*|investigat\w*|look\w*|see\w*"
)
_NOTHING_NEW = phrases(
    r"no(?:thing)? (?:\w+ )?(?:new|news|changes?|updates?|further|progress)",
    "(?:not|un)[ -]?changed|the same|still no|as before",
)
#: all that such an update says
_NO_NEWS = re.compile(
    r"\W*(?:we(?:'re|’re| are)?|our (?:team|engineers)(?: is| are)?)"
    r"(?: (?:are|is|still|actively|currently|now|continuing|continue|to)){0,5}"
    r" (?:investigat\w+|monitor\w*|work\w* on|look\w* into|resolv\w+)"
    r"(?: (?:a|the|this|it|fix|for|issues?|incident|problem|resolving|solution|any|further|"
    r"situation|results|closely)){0,6}\W*",
    re.IGNORECASE,
)
_WORD = re.compile(r"[\w%]+")


def is_no_repeat(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-27: an update says something that the one before did not."""
    for before, update in pairwise(incident.updates):
        if not case.is_fresh(update) or update.status not in (None, before.status):
            continue
        one, other = _text(case, before), _text(case, update)
        if _NO_NEWS.fullmatch(other):
            yield warning("COM-27", update.location, "it says nothing new", _SAY_SO)
        elif is_english(other) and _says_the_same(one, other) and not _NOTHING_NEW.search(other):
            yield warning(
                "COM-27",
                update.location,
                "says what the update before it said",
                _SAY_SO,
            )


def _text(case: Case, update: AnyUpdate) -> str:
    return "\n".join(each.typed for each in case.texts_of(update)).lower()


def _says_the_same(one: str, other: str) -> bool:
    """Whether of all pairs of words nearly all are in both, and no word that matters changed."""
    words, others = set(_WORD.findall(one)), set(_WORD.findall(other))
    if not others or not all(map(_FILLER.fullmatch, words ^ others)):
        return False
    pairs = Counter(pairwise(["", *_WORD.findall(one), ""]))
    other_pairs = Counter(pairwise(["", *_WORD.findall(other), ""]))
    return 2 * (pairs & other_pairs).total() > _SAME * (pairs.total() + other_pairs.total())
