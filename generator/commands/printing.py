"""Problems on a terminal, as JSON, and as annotations of a pull request."""

import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence

from generator.errors import Problem, Severity, format_problem

_COLOURS = {Severity.ERROR: "\033[31m", Severity.WARNING: "\033[33m"}
_RESET = "\033[0m"


def print_problems(problems: Sequence[Problem], *, color: bool = False) -> None:
    """Each with its line and a caret, then how many there are; to standard error."""
    for problem in problems:
        text = format_problem(problem)
        if color:
            word = f" {problem.severity} "
            text = text.replace(
                word, f" {_COLOURS[problem.severity]}{problem.severity}{_RESET} ", 1
            )
        print(text, file=sys.stderr)
    if problems:
        print(f"\n{count(problems)}", file=sys.stderr)


def problem_text(problems: Iterable[Problem]) -> str:
    """Each with its line and a caret, without colour."""
    return "\n".join(format_problem(problem) for problem in problems)


def count(problems: Iterable[Problem]) -> str:
    """`2 errors, 1 warning`; `no problems`."""
    number = Counter(problem.severity for problem in problems)
    said = [f"{number[s]} {s}{'' if number[s] == 1 else 's'}" for s in Severity if number[s]]
    return ", ".join(said) or "no problems"


def as_json(problems: Sequence[Problem]) -> str:
    """What `check --format json` prints; places count from 1, files are relative to the project."""
    rows = [
        {
            "code": problem.code,
            "severity": problem.severity.value,
            "file": problem.location.file,
            "line": problem.location.line,
            "column": problem.location.column,
            "message": problem.message,
            "hint": problem.hint,
        }
        for problem in problems
    ]
    return json.dumps({"problems": rows}, indent=2, ensure_ascii=False)


def as_annotations(problems: Sequence[Problem]) -> str:
    """GitHub's workflow commands, one line a problem."""
    lines = []
    for problem in problems:
        place = problem.location
        fields = {
            "file": place.file,
            "line": place.line,
            "col": place.column,
            "title": problem.code,
        }
        said = ",".join(f"{key}={_escaped(str(value), ',:')}" for key, value in fields.items())
        text = f"{problem.message}\n{problem.hint}".strip()
        lines.append(f"::{problem.severity} {said}::{_escaped(text)}")
    return "\n".join(lines)


def _escaped(text: str, more: str = "") -> str:
    """Workflow commands escape `%` and line ends; in a property also `,` and `:`."""
    for character in f"%\r\n{more}":
        text = text.replace(character, f"%{ord(character):02X}")
    return text
