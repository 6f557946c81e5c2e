"""What can be wrong and where: Location, Problem, and the sentence a person reads.

Problem
  code       stable, documented by `check --explain CODE` (manual.py)
  severity   error (the build refuses) or warning
  location   file:line:column, with the line itself for the excerpt
  hint       what to write instead
"""

import difflib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: Longest excerpt of a source line that is shown; a longer line is cut around the caret.
EXCERPT_WIDTH = 100


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


class UserError(Exception):
    """A mistake in how Fogbell was called (exit 2); its text is the whole message."""


def error(code: str, location: Location, message: str, hint: str = "") -> Problem:
    """A problem that makes the build refuse."""
    return Problem(code, Severity.ERROR, message, location, hint)


def warning(code: str, location: Location, message: str, hint: str = "") -> Problem:
    """A problem that is worth a look but stops nothing."""
    return Problem(code, Severity.WARNING, message, location, hint)


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether any of `problems` makes the build refuse."""
    return any(problem.severity is Severity.ERROR for problem in problems)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Each problem once, by file, line, column and code."""
    return tuple(sorted(set(problems), key=lambda p: (p.location, p.code, p.message)))


def nearest(word: str, options: Iterable[str]) -> str | None:
    """The option somebody who typed `word` most likely meant, if any is near."""
    folded = {_fold(option): option for option in options}
    matches = difflib.get_close_matches(_fold(word), folded, n=1, cutoff=0.6)
    return folded[matches[0]] if matches else None


def did_you_mean(word: str, options: Iterable[str]) -> str:
    """A hint naming the nearest option; empty where none is near."""
    option = nearest(word, options)
    return f"did you mean '{option}'?" if option else ""


def format_problem(problem: Problem) -> str:
    """`file:line:col: error CODE sentence`, the line, a caret, and the hint (no final newline)."""
    head = f"{problem.location}: {problem.severity} {problem.code} {problem.message}"
    hint = [f"    = {line}" for line in problem.hint.splitlines()]
    return "\n".join([head, *_excerpt(problem.location), *hint])


def _fold(word: str) -> str:
    return word.casefold().replace("-", "_").replace(" ", "_")


def _excerpt(location: Location) -> list[str]:
    text = location.text.replace("\t", " ")
    if not text.strip():
        return []
    start = min(location.column - 1, len(text))
    first = 0 if len(text) <= EXCERPT_WIDTH else max(0, start - EXCERPT_WIDTH // 2)
    shown = text[first : first + EXCERPT_WIDTH]
    before, marked = shown[: start - first], shown[start - first :][: location.width]
    number = str(location.line)
    caret = " " * _columns(before) + "^" * max(1, _columns(marked))
    return [f"    {number} | {shown}", f"    {' ' * len(number)} | {caret}"]


def _columns(text: str) -> int:
    """How many terminal columns `text` takes: East Asian wide characters take two."""
    return sum(_character_columns(character) for character in text)


def _character_columns(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
