"""What the commands that write share: their flags, and what they say when it is written."""

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from generator.errors import Unfit, UserError, format_problem, visible
from generator.model.event import Event
from generator.model.maintenance import MaintenanceStatus
from generator.state.records import EventState, MaintenanceState
from generator.writing.ask import can_ask, choose, standard_input
from generator.writing.desk import Desk, Proof, prove, say_broken
from generator.writing.git import commit, to_paste
from generator.writing.kinds import event_state
from generator.writing.plain import affected_words, promise_words, update_lines, window_words

NOT_GIVEN = "(you promise that because --next was not given)"
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
        found, left = usual(args, namespace)
        for name in ("title", "id", "text"):
            word = next((each for each in left if each == "-" or each[:1] != "-"), None)
            if word is not None and getattr(found, name, "") is None:
                setattr(found, name, word)
                left.remove(word)
        return found, left

    # the parser of one command: argparse has no other place to step in
    parser.parse_known_args = parse  # type: ignore[method-assign]


def words_given(args: argparse.Namespace) -> str | None:
    """TEXT, or all of standard input where it is `-`; None where neither was given."""
    text: str | None = args.text
    return standard_input() if text == "-" else text


def moment(args: argparse.Namespace) -> datetime:
    """Now; where somebody may have sat and typed answers, later than when the command began."""
    now: datetime = args.now
    return now + timedelta(seconds=int(args.elapsed())) if can_ask() else now


@contextmanager
def keeping(text: str | None) -> Iterator[None]:
    """Whatever goes wrong in here, the words that were typed are shown, to be used again."""
    try:
        yield
    except UserError:
        if text and text.strip():
            lines = "\n".join(map(visible, text.strip().split("\n")))
            print(f"Nothing was written. Your words were:\n\n{lines}\n", file=sys.stderr)
        raise


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


def say_written(args: argparse.Namespace, desk: Desk, proof: Proof, *notes: str) -> int:
    """Show the update as customers will read it, then how to commit it; gives the exit code."""
    event = proof.event
    file = event.location.file
    if not args.quiet:
        print(f"Written to {file}. Customers will read:\n")
        for line in _as_read(desk, event, notes):
            print(f"    {line}".rstrip())
        print()
    for said in (*map(format_problem, proof.warnings), *say_broken(desk)):
        print(said, file=sys.stderr)
    if proof.remarks:
        print("Before you publish it:\n", file=sys.stderr)
        print("\n".join(map(format_problem, proof.remarks)) + "\n", file=sys.stderr)
    status = event.updates[-1].status
    message = f"{status.label if status else 'Update'}: {event.title}"
    commands = to_paste(args.project, file, message)
    if args.commit:
        commit(args.project, file, message)
        commands = commands[-1:]
    if not args.quiet:
        done = f"Committed as '{message}'. " if args.commit else ""
        print(f"{done}To publish it:\n")
        print("\n".join(f"    {line}" for line in commands))
    return 0


def _as_read(desk: Desk, event: Event, notes: Sequence[str]) -> Iterator[str]:
    settings = desk.site.settings
    now = max(desk.now, event.updates[-1].at)
    state = event_state(event, now)
    yield event.title
    if state is None:
        return
    if isinstance(state, MaintenanceState):
        yield window_words(state.maintenance, settings)
        if state.components and state.status is MaintenanceStatus.SCHEDULED:
            yield affected_words(state, settings)
    yield from update_lines(state, len(event.updates) - 1, settings)
    yield from filter(None, [promise_words(state, settings, now), *notes])


def say_meanwhile(before: Event, proof: Proof) -> None:
    """Say it where somebody else added to the same event while this one was typed."""
    if len(proof.event.updates) > len(before.updates) + 1:
        message = f"Somebody else wrote meanwhile: read `fogbell show {proof.event.id}`."
        print(message, file=sys.stderr)
