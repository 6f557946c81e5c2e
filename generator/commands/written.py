"""What the commands that write share: their flags, the moment, the editor, which event."""

import argparse
import os
import shlex
import subprocess
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from generator.commands.kept import show_piped
from generator.errors import Unfit, UserError
from generator.state.records import EventState
from generator.writing.ask import can_ask, choose
from generator.writing.desk import Desk, Proof, prove

_SAY_NEXT = "when the next word comes: 30m, '12:30 UTC' or a whole time (default: 30m)"
_SAY_COMPONENT = "what becomes of a component, such as api=major_outage; may be repeated"


def add_writing_arguments(
    parser: argparse.ArgumentParser,
    say_next: str = _SAY_NEXT,
    say_component: str = _SAY_COMPONENT,
) -> None:
    """What may be said in every update, and what to do with the file after."""
    parser.add_argument("--component", action="append", metavar="ID=STATUS", help=say_component)
    parser.add_argument("--next", metavar="WHEN", help=say_next)
    say_workaround = "what customers can do meanwhile; `none`: no longer"
    parser.add_argument("--workaround", metavar="WORDS", help=say_workaround)
    say_commit = "commit that file, and only that, instead of saying how"
    parser.add_argument("--commit", action="store_true", help=say_commit)
    let_words_stand_anywhere(parser)


def let_words_stand_anywhere(parser: argparse.ArgumentParser) -> None:
    """`update ID --status identified TEXT`: argparse gives up a TEXT that follows an option."""
    usual = parser.parse_known_args

    def parse(args: Any = None, namespace: Any = None) -> Any:
        words = list(args or ())
        try:
            found, left = usual(args, namespace)
        except SystemExit as stop:  # an option without its value
            show_piped(words if stop.code else ())
            raise
        for name in ("title", "id", "text"):
            word = next((each for each in left if each == "-" or each[:1] != "-"), None)
            if word is not None and getattr(found, name, "") is None:
                setattr(found, name, word)
                left.remove(word)
        if left:  # whoever called refuses these
            show_piped(words)
        return found, left

    # the parser of one command: argparse has no other place to step in
    parser.parse_known_args = parse  # type: ignore[method-assign]


def moment(args: argparse.Namespace) -> datetime:
    """Now; where somebody may have sat and typed answers, later than when the command began."""
    now: datetime = args.now
    return now + timedelta(seconds=int(args.elapsed())) if can_ask() else now


def open_editor(path: Path) -> None:
    """Open $VISUAL or $EDITOR (else vi) on a file, and wait. Raises Unfit where it fails."""
    editor = os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi"
    try:
        code = subprocess.run([*shlex.split(editor), str(path)], check=False).returncode
    except (OSError, ValueError) as wrong:
        raise Unfit(f"the editor '{editor}' did not open: {wrong}") from None
    if code:
        raise Unfit(f"the editor '{editor}' failed ({code})")


def edited(desk: Desk, file: str) -> Proof:
    """A new file, after somebody changed it in an editor. Raises Unfit where it is not right."""
    path = desk.project / file
    said = "is written"
    try:
        open_editor(path)
        said = "is written as you left it"
        return prove(desk, file, path.read_bytes())
    except Unfit as wrong:
        raise Unfit(f"{file} {said}, but {wrong}") from None


def choose_event(
    states: Sequence[EventState], fits: Callable[[EventState], bool], none: str
) -> EventState:
    """Ask which of those that fit is meant. Raises UserError with `none` where nothing does."""
    fitting = [state for state in states if fits(state)]
    if not fitting:
        raise UserError(none)
    return fitting[choose("Which", [state.event.title for state in fitting], "1")]
