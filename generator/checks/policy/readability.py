"""How easily it reads: only with `policy: strict: yes`, for many good texts break these."""

import re
from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import Told, phrases, sentences
from generator.content.plain import Part
from generator.errors import Problem, warning
from generator.model.incident import IncidentStatus

_LONGEST_SENTENCE, _LONGEST_MEAN = 30, 20
_FEWEST_WORDS, _MOST_WORDS = 15, 120
_HIGHEST_GRADE, _WORDS_FOR_A_GRADE = 9, 40
_WORD = re.compile(r"\w[\w%'/:.-]*")
#: of what went wrong; of a fix nobody minds
_PASSIVE = phrases(
    "(?:was|were|been|is|are) (?:introduced|misconfigured|missed|overlooked)",
    r"(?:was|were|been) (?:accidentally|mistakenly|inadvertently) \w+ed",
    r"(?:mistakes?|errors?) (?:was|were) made",
    r"(?:wrong|bad|faulty|incorrect) (?:\w+ ){1,3}(?:was|were|been) "
    "(?:deployed|released|applied|made)",
)
_ACRONYM = re.compile(r"(?<![\w-])[A-Z][A-Z0-9]{1,5}s?(?![\w-])")
_EVERYBODY_KNOWS = (
    "API APIs UTC GMT URL URLs HTTP HTTPS OK ID IDs FAQ PDF CSV US UK EU AM PM USA SMS IP TV PC "
    "JSON HTML XML ZIP GB MB TB KB IT "
    "PST PDT EST EDT CST CDT MST MDT CET CEST BST IST JST"
)


def sentences_are_short(case: Case) -> Iterator[Problem]:
    """COM-90: sentences of at most 30 words, and of 20 in the mean."""
    for each in _texts(case):
        counts = [(_count(each.text[start:end]), start) for start, end in sentences(each.text)]
        longest, start = max(counts, default=(0, 0))
        mean = sum(count for count, _ in counts) / max(1, len(counts))
        hint = "make two sentences of it; one thought each"
        if longest > _LONGEST_SENTENCE:
            message = (
                f"this sentence has {longest} words; over {_LONGEST_SENTENCE} are hard to follow"
            )
            yield warning("COM-90", each.at(start, start + 1), message, hint)
        elif round(mean) > _LONGEST_MEAN:
            message = f"its sentences have {mean:.0f} words in the mean; {_LONGEST_MEAN} read well"
            yield warning("COM-90", each.at(0, 1), message, hint)


def words_are_plain(case: Case) -> Iterator[Problem]:
    """COM-91: readable after nine years of school (automated readability index)."""
    for each in _texts(case):
        words = _WORD.findall(each.text)
        if len(words) < _WORDS_FOR_A_GRADE:
            continue
        letters = sum(map(len, words)) / len(words)
        count = max(1, sum(1 for _ in sentences(each.text)))
        grade = 4.71 * letters + 0.5 * len(words) / count - 21.43
        if round(grade) > _HIGHEST_GRADE:
            message = (
                f"reads like grade {grade:.0f}; {_HIGHEST_GRADE} suits tired and foreign readers"
            )
            hint = "shorter words and sentences: 'use' for 'utilize', 'fix' for 'remediation'"
            yield warning("COM-91", each.at(0, 1), message, hint)


def length_is_right(case: Case) -> Iterator[Problem]:
    """COM-92: from 15 to 120 words."""
    for each in _texts(case):
        count = _count(each.text)
        if count < _FEWEST_WORDS:
            message = f"{count} words; that is too little to be of use"
            hint = "say what users see, what you are doing, and when you will write next"
            yield warning("COM-92", each.at(0, 1), message, hint)
        elif count > _MOST_WORDS:
            message = f"{count} words; few read more than {_MOST_WORDS} of an update"
            hint = "keep what users see and can do; the story belongs in the postmortem"
            yield warning("COM-92", each.at(0, 1), message, hint)


def says_who_did_it(case: Case) -> Iterator[Problem]:
    """COM-93: what we did, we say that we did."""
    for each in _texts(case):
        if found := _PASSIVE.search(each.text):
            message = f"'{each.words(found)}' hides who did it"
            yield warning("COM-93", each.place(found), message, "write: we made, we put in place …")


def short_forms_are_explained(case: Case) -> Iterator[Problem]:
    """COM-94: an abbreviation is explained, or in the glossary."""
    settings = case.site.settings
    names = " ".join([settings.title, *(each.name for each in settings.components)])
    known = {*_EVERYBODY_KNOWS.split(), *settings.policy.glossary, *names.split()}
    for each in _texts(case):
        for found in _ACRONYM.finditer(each.text):
            word = found.group()
            is_explained = f"({word})" in each.text or f"{word} (" in each.text
            if word not in known and word.rstrip("s") not in known and not is_explained:
                message = f"'{word}' is not explained"
                hint = "write it out, or add it to policy: glossary: in site.yml"
                yield warning("COM-94", each.place(found), message, hint)
                break


def _texts(case: Case) -> Iterator[Told]:
    """The texts of updates, of a team that wants to hear of style."""
    if case.policy.strict:
        for each in case.told:
            status = each.update.status if each.update else None
            if each.part is Part.TEXT and status is not IncidentStatus.POSTMORTEM:
                yield each


def _count(text: str) -> int:
    return len(_WORD.findall(text))
