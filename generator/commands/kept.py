"""The words that somebody typed or piped: read first, and shown again where they are refused."""

import argparse
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from generator.errors import UserError, visible
from generator.writing.ask import can_ask, standard_input
from generator.writing.hush import without_secrets_in


@contextmanager
def keeping(args: argparse.Namespace) -> Iterator[Callable[[str], None]]:
    """Whatever goes wrong in here, the words of TEXT are shown, to be used again.

    Where TEXT is `-` it becomes all of standard input. Gives a function that takes later words,
    such as those that were typed as answers.
    """
    _first_word_is_no_pipe(args)
    kept: list[str] = []
    try:
        if args.text == "-":
            args.text = _piped(kept)
        kept.append(args.text or "")
        yield kept.append
    except (UserError, KeyboardInterrupt):
        # an answer on the terminal becomes TEXT as well, before any further question
        show_again([args.text or "", *kept])
        raise


def _first_word_is_no_pipe(args: argparse.Namespace) -> None:
    """`update -` lacks the ID, not the TEXT."""
    name = "title" if hasattr(args, "title") else "id"
    if getattr(args, name) == "-" and args.text is None:
        setattr(args, name, None)
        args.text = "-"


def _piped(kept: list[str]) -> str:
    data = standard_input()
    kept.append(data.decode("utf-8", "replace"))
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise UserError("what came on standard input is not UTF-8") from None


def show_piped(words: Sequence[str]) -> None:
    """What came through a pipe for `-`, where `words` of the command line were not understood."""
    if "-" in words and not can_ask():
        show_again([standard_input().decode("utf-8", "replace")])


def show_again(kept: Sequence[str]) -> None:
    """The last words of `kept`, without the secrets that may be in them; to standard error."""
    words = next((each.strip() for each in reversed(kept) if each.strip()), "")
    if words:
        lines = "\n".join(visible(without_secrets_in(line)) for line in words.split("\n"))
        print(f"Nothing was written. Your words were:\n\n{lines}\n", file=sys.stderr)
