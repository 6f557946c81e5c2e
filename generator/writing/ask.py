"""Questions on a terminal; elsewhere nobody is there to answer, and what is missing is named."""

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from generator.errors import UserError
from generator.model.component import ComponentStatus
from generator.model.site import Settings
from generator.model.update import ComponentChange
from generator.writing.words import changes_of

AnswerT = TypeVar("AnswerT")


def can_ask() -> bool:
    """Whether somebody sits there."""
    return sys.stdin is not None and sys.stdin.isatty()


def refuse_missing(missing: Sequence[str]) -> None:
    """Where nobody can be asked, say all that is missing at once. Raises UserError."""
    if missing and not can_ask():
        verb = "is" if len(missing) == 1 else "are"
        raise UserError(f"{', '.join(missing)} {verb} missing, and there is no terminal to ask on")


def ask(question: str, read: Callable[[str], AnswerT], default: str = "") -> AnswerT:
    """Ask until `read` takes the answer; an empty one is the default."""
    shown = f"{question} [{default}]: " if default else f"{question}: "
    while True:
        try:
            return read(_line(shown).strip() or default)
        except Stopped:
            raise
        except UserError as wrong:
            tell(f"  {wrong}")


def ask_text(read: Callable[[str], AnswerT]) -> AnswerT:
    """Ask for lines until an empty one."""
    while True:
        tell("What do you tell customers? (an empty line ends it)")
        lines = [_line("> ")]
        while lines[-1].strip():
            lines.append(_line("> "))
        try:
            return read("\n".join(lines))
        except Stopped:
            raise
        except UserError as wrong:
            tell(f"  {wrong}")


def choose(question: str, options: Sequence[str], default: str = "") -> int:
    """The index of an option, asked for by its number or its words."""
    for number, option in enumerate(options, 1):
        tell(f"  {number}  {option}")

    def read(answer: str) -> int:
        if answer.isascii() and answer.isdigit() and 1 <= int(answer) <= len(options):
            return int(answer) - 1
        folded = answer.casefold().replace(" ", "_")
        same = [n for n, option in enumerate(options) if option.casefold() == folded]
        if not same:
            raise UserError(f"type a number from 1 to {len(options)}")
        return same[0]

    return ask(question, read, default)


def ask_changes(
    settings: Settings, question: str, usual: ComponentStatus
) -> tuple[ComponentChange, ...]:
    """Which components it touches, by their numbers or ids, and the status of each.

    `question` holds `{}` for the component; `usual` is what just Enter means.
    """
    components = settings.components
    for number, component in enumerate(components, 1):
        tell(f"  {number}  {component.name} ({component.id})")

    def read(answer: str) -> list[str]:
        words = answer.replace(",", " ").split()
        numbers = {str(number): each.id for number, each in enumerate(components, 1)}
        ids = list(dict.fromkeys(numbers.get(word, word) for word in words))
        changes_of([f"{each}={ComponentStatus.OPERATIONAL}" for each in ids], settings)
        return ids

    ids = ask("Which components? (numbers; none: just Enter)", read) if components else []
    statuses = [status for status in reversed(ComponentStatus) if status.rank]
    asked = ((each, choose(question.format(each), statuses, usual)) for each in ids)
    return tuple((each, statuses[number]) for each, number in asked)


def standard_input() -> bytes:
    """All of it."""
    return sys.stdin.buffer.read()


def tell(words: str) -> None:
    """A line between two questions."""
    sys.stderr.write(f"{words}\n")
    sys.stderr.flush()


def _line(prompt: str) -> str:
    try:
        return input(prompt)
    except EOFError:
        raise Stopped("stopped: nothing was written") from None


class Stopped(UserError):
    """The terminal went away, or somebody typed Ctrl-D: no further question."""
