"""What the commands that write share: their flags, and what they say when it is written."""

import argparse
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from generator.errors import Unfit, UserError, format_problem, visible
from generator.model.incident import Incident
from generator.state.status import incident_state
from generator.writing.ask import can_ask, standard_input
from generator.writing.desk import Desk, Proof, say_broken
from generator.writing.git import commit, to_paste
from generator.writing.plain import promise_words, update_lines

NOT_GIVEN = "(you promise that because --next was not given)"
_SAY_NEXT = "when the next word comes: 30m, '12:30 UTC' or a whole time (default: 30m)"


def add_writing_arguments(parser: argparse.ArgumentParser, say_next: str = _SAY_NEXT) -> None:
    """What may be said in every update, and what to do with the file after."""
    say_component = "what becomes of a component, such as api=major_outage; may be repeated"
    parser.add_argument("--component", action="append", metavar="ID=STATUS", help=say_component)
    parser.add_argument("--next", metavar="WHEN", help=say_next)
    say_workaround = "what customers can do meanwhile; `none`: no longer"
    parser.add_argument("--workaround", metavar="WORDS", help=say_workaround)
    say_commit = "commit that file, and only that, instead of saying how"
    parser.add_argument("--commit", action="store_true", help=say_commit)
    _let_words_stand_anywhere(parser)


def _let_words_stand_anywhere(parser: argparse.ArgumentParser) -> None:
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
        raise Unfit(f"{path} is written, but the editor '{editor}' did not open: {wrong}") from None
    if code:
        raise Unfit(f"{path} is written, but the editor '{editor}' failed ({code})")


def say_written(args: argparse.Namespace, desk: Desk, proof: Proof, note: str) -> int:
    """Show the update as customers will read it, then how to commit it; gives the exit code."""
    incident = proof.incident
    file = incident.location.file
    if not args.quiet:
        print(f"Written to {file}. Customers will read:\n")
        for line in _as_read(desk, incident, note):
            print(f"    {line}".rstrip())
        print()
    for said in (*map(format_problem, proof.warnings), *say_broken(desk)):
        print(said, file=sys.stderr)
    status = incident.updates[-1].status
    message = f"{status.label if status else 'Update'}: {incident.title}"
    commands = to_paste(args.project, file, message)
    if args.commit:
        commit(args.project, file, message)
        commands = commands[-1:]
    if not args.quiet:
        done = f"Committed as '{message}'. " if args.commit else ""
        print(f"{done}To publish it:\n")
        print("\n".join(f"    {line}" for line in commands))
    return 0


def _as_read(desk: Desk, incident: Incident, note: str) -> Iterator[str]:
    settings = desk.site.settings
    now = max(desk.now, incident.updates[-1].at)
    state = incident_state(incident, now)
    yield incident.title
    if state is not None:
        yield from update_lines(state, len(incident.updates) - 1, settings)
        yield from filter(None, [promise_words(state, settings, now), note])
