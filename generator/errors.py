"""What can be wrong and where: Location, Problem, and the sentence a person reads.

Problem
  code       stable, documented by `check --explain CODE` (manual.py)
  severity   error (the build refuses) or warning
  location   file:line:column, with the line itself for the excerpt
  hint       what to write instead
  because    a file that may be to blame: where it has errors itself, this is only their echo
"""

import difflib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

#: Longest excerpt of a source line that is shown; a longer line is cut around the caret.
EXCERPT_WIDTH = 100
#: Longer words are no slips of the pen, and comparing them takes time.
LONGEST_WORD = 100

LONGEST_SENTENCE = 1_200
MOST_OF_A_FILE = 100

#: what would move the cursor, colour the terminal or turn the text around
_INVISIBLE = re.compile("[\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_PICTURES = 0x2400


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A place in a file; line and column count from 1, in characters."""

    #: relative to the project, with forward slashes
    file: str
    line: int = 1
    column: int = 1
    #: how many characters are meant
    width: int = 1
    #: the whole source line, or empty where there is none to show
    text: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    code: str
    severity: Severity
    message: str
    location: Location
    hint: str = ""
    because: str = ""


class UserError(Exception):
    """A mistake in how Fogbell was called (exit 2); its text is the whole message."""


class Unfit(UserError):
    """What was made must not be published (exit 1)."""


def error(code: str, location: Location, message: str, hint: str = "") -> Problem:
    """A problem that makes the build refuse."""
    return Problem(code, Severity.ERROR, _short(message), location, _short(hint))


def warning(code: str, location: Location, message: str, hint: str = "") -> Problem:
    """A problem that is worth a look but stops nothing."""
    return Problem(code, Severity.WARNING, _short(message), location, _short(hint))


def _short(sentence: str) -> str:
    return sentence if len(sentence) <= LONGEST_SENTENCE else f"{sentence[:LONGEST_SENTENCE]}…"


def the_first(problems: Sequence[Problem]) -> Sequence[Problem]:
    """Of the problems of one file, no more than anybody mends at a time: errors before warnings."""
    if len(problems) <= MOST_OF_A_FILE:
        return problems
    by_weight = sorted(in_order(problems), key=lambda each: each.severity is not Severity.ERROR)
    *kept, last = by_weight[:MOST_OF_A_FILE]
    more = f"{last.message} (and {len(problems) - MOST_OF_A_FILE:,} more problems in this file)"
    return [*kept, replace(last, message=more)]


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of `problems` makes the build refuse."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file, line, column and code; none that only echoes another."""
    told = set(problems)
    errors = (each for each in told if each.severity is Severity.ERROR and not each.because)
    broken = {each.location.file for each in errors}
    causes = [each for each in told if each.because not in broken]
    return tuple(sorted(causes, key=lambda p: (p.location, p.code, p.message)))


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option somebody who typed `word` most likely meant, if any is near."""
    folded = {_fold(option): option for option in options}
    if _fold(word) in folded:
        return folded[_fold(word)]
    if len(word) > LONGEST_WORD:
        return None
    matches = difflib.get_close_matches(_fold(word), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """A hint naming the nearest option; empty where none is near."""
    known = tuple(options)
    option = nearest(word, known) or _akin(word, known)
    return f"did you mean '{option}'?" if option else ""


def _akin(word: str, options: Iterable[str]) -> str | None:
    """The only option that `word` is a part of, or that is a part of it: `partial`, `degraded`."""
    folded = _fold(word)
    akin = [option for option in options if len(folded) > 3 and folded in _fold(option)]
    akin = akin or [option for option in options if len(option) > 3 and _fold(option) in folded]
    return akin[0] if len(akin) == 1 and len(word) <= LONGEST_WORD else None


def format_problem(problem: Problem) -> str:
    """`file:line:col: error CODE sentence`, the line, a caret, and the hint (no final newline)."""
    head = f"{problem.location}: {problem.severity} {problem.code} {problem.message}"
    hint = [f"    = {line}" for line in problem.hint.split("\n") if line]
    return "\n".join(map(visible, [head, *_excerpt(problem.location), *hint]))


def visible(text: str) -> str:
    """`text` on one line, with a picture for each character that a terminal would obey."""
    return _INVISIBLE.sub(lambda found: _picture(ord(found.group())), text)


def _picture(code: int) -> str:
    return chr(_PICTURES + code) if code < 0x20 else "\N{REPLACEMENT CHARACTER}"


def _fold(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def _excerpt(location: Location) -> list[str]:
    text = location.text
    start = min(location.column - 1, len(text))
    first = 0 if len(text) <= EXCERPT_WIDTH else max(0, start - EXCERPT_WIDTH // 2)
    shown = visible(text[first : first + EXCERPT_WIDTH].replace("\t", " "))
    if not shown.strip():
        return []
    before, marked = shown[: start - first], shown[start - first :][: location.width]
    number = str(location.line)
    caret = " " * _columns(before) + "^" * max(1, _columns(marked))
    return [f"    {number} | {shown}", f"    {' ' * len(number)} | {caret}"]


def _columns(text: str) -> int:
    """How many terminal columns `text` takes: East Asian wide characters take two."""
    return sum(_character_columns(character) for character in text)


def _character_columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
