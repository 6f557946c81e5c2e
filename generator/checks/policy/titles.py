"""Titles: what fails, in a line."""

import re
from collections.abc import Iterator

from generator.checks.policy.case import Case
from generator.checks.policy.prose import is_english
from generator.checks.policy.subjects import touched
from generator.checks.policy.symptoms import PLANNED, SYMPTOM
from generator.errors import Problem, warning
from generator.model.incident import Incident

#: what a title says that says nothing
_GENERIC = re.compile(
    r"\b(?:issues?|problems?|incidents?|disruptions?|investigating|trouble|situation|event|"
    r"anomal(?:y|ies)|interruptions?|service alert|technical difficulties)\b",
    re.IGNORECASE,
)
#: what is no word of a title: names with a dot, what is in brackets
_NAMES = re.compile(r"\[[^\]]{0,80}\]|\b[\w-]{1,40}(?:\.[\w-]{1,40}){1,4}\b")
_SHOUTED = re.compile(r"\b[A-Z]{3,}\b")
_RANK = re.compile(
    r"(?<![\w.-])(?:sev(?:erity)?[- ]?[0-5]|p[0-4](?= |:|$)|priority [0-4])\b", re.IGNORECASE
)
_LONGEST_TITLE = 80


def title_says_what_fails(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-29: a title says what fails, in words for everybody."""
    title = _fresh_title(case)
    place = case.place("title")
    if not title or not is_english(title):
        return
    if found := _RANK.search(title):
        yield warning(
            "COM-29",
            place,
            f"'{found.group()}' in the title is our own scale",
            f"say what users see: {_better_titles(case)}; how bad it is belongs under impact:",
        )
    elif _is_empty(case, title) and not PLANNED.search(title):
        yield warning(
            "COM-29",
            place,
            "the title does not say what fails",
            f"say what users see: {_better_titles(case)}",
        )


def title_is_readable(case: Case) -> Iterator[Problem]:
    """COM-29: a title fits in a line, and does not shout."""
    title = _fresh_title(case)
    if len(title) > _LONGEST_TITLE:
        message = f"the title has {len(title)} characters; phones and feeds cut it at about 80"
        hint = "keep what fails and for whom; the rest belongs in the first update"
        yield warning("COM-29", case.place("title"), message, hint)
    words = [each for each in re.findall(r"[^\W\d_]{2,}", title) if each.isascii()]
    shouted = _SHOUTED.findall(title)
    if len(shouted) >= 2 and all(map(str.isupper, words)):
        yield warning(
            "COM-29",
            case.place("title"),
            "the title is all in capitals, which many read as shouting",
            f"write it as a sentence: {title.capitalize()}",
        )


def _fresh_title(case: Case) -> str:
    """The title, if it is being written."""
    is_same = case.base is not None and case.base.title == case.event.title
    return "" if is_same else case.event.title


def _is_empty(case: Case, title: str) -> bool:
    """Whether a title says only that something is wrong with something."""
    for component in case.site.settings.components:
        title = title.replace(component.name, " ")
    title = _NAMES.sub(" ", title)
    return bool(_GENERIC.search(title)) and not SYMPTOM.search(title)


def _better_titles(case: Case) -> str:
    names = touched(case)
    if not names:
        return "'File uploads fail', 'Pages load slowly'"
    return f"'Errors when using {names[0]}', '{names[0]} cannot be reached'"
