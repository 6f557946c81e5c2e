"""`fogbell postmortem`: what happened, and what changes, is told after an incident."""

import argparse
import shlex
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from generator.commands.continued import postmortem_template, postmortem_words
from generator.commands.kept import keeping
from generator.commands.preview import say_meanwhile, say_written
from generator.commands.templated import add_template_arguments
from generator.commands.written import (
    choose_event,
    let_words_stand_anywhere,
    moment,
    open_editor,
)
from generator.content.source import MAX_BYTES
from generator.errors import UserError
from generator.model.event import Event
from generator.model.incident import Incident, IncidentStatus
from generator.model.update import Update
from generator.state.records import EventState
from generator.writing import words
from generator.writing.allowed import refuse_postmortem
from generator.writing.ask import refuse_missing
from generator.writing.compose import append, moment_after
from generator.writing.desk import Desk, Proof, open_desk, say_broken
from generator.writing.kinds import is_resolved
from generator.writing.pick import pick
from generator.writing.postmortem import left_over, skeleton

_HOW = "TEXT, --file FILE, or --edit (a skeleton in your editor)"
#: some editors open a window and return at once
_WAIT = "(did your editor wait? some need an option for that, such as EDITOR='code --wait')"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `postmortem`."""
    say_id = "a resolved incident: its id, or any part of its id or title"
    parser.add_argument("id", nargs="?", metavar="ID", help=say_id)
    say_text = "what you tell customers, headings as `###`; `-` reads standard input"
    parser.add_argument("text", nargs="?", metavar="TEXT", help=say_text)
    say_file = "read the text from a file"
    parser.add_argument("--file", metavar="FILE", type=Path, help=say_file)
    say_edit = "write it in $EDITOR; without a text, it opens with the headings to fill"
    parser.add_argument("--edit", action="store_true", help=say_edit)
    add_template_arguments(parser)
    say_commit = "commit the incident's file, and only that, instead of saying how"
    parser.add_argument("--commit", action="store_true", help=say_commit)
    let_words_stand_anywhere(parser)


def run(args: argparse.Namespace) -> int:
    """Append the postmortem, show what customers will read, and say how to commit it."""
    with keeping(args) as keep:
        desk = open_desk(args.project, args.now, lean=True)
        refuse_missing(["ID"] if args.id is None else [])
        template = postmortem_template(args)
        raw = _given(args)
        if raw is None and not args.edit and template is None:
            raise UserError(f"there is no text yet: give {_HOW}")
        keep(raw or "")
        picked = _picked(args, desk)
        incident = refuse_postmortem(picked, desk.now)
        if template is not None:
            raw = postmortem_words(args, template, desk, incident)
            keep(raw)
        if args.edit:
            proof = _from_editor(args, desk, incident, raw)
        else:
            proof = _append(args, desk, picked, raw or "")
    desk = replace(desk, now=moment(args))
    told = say_written(args, desk, proof)
    say_meanwhile(picked, proof)
    return told


def _given(args: argparse.Namespace) -> str | None:
    if args.file is None:
        given: str | None = args.text
        return given
    if args.text is not None:
        raise UserError("give TEXT or --file, not both")
    return _read(args.file)


def _read(path: Path) -> str:
    try:
        with path.open("rb") as stream:  # what is longer is refused as a text that is too long
            return stream.read(MAX_BYTES).decode("utf-8-sig")
    except OSError as wrong:
        raise UserError(f"{path}: {wrong.strerror or wrong}") from None
    except UnicodeDecodeError:
        raise UserError(f"{path} is not UTF-8") from None


def _picked(args: argparse.Namespace, desk: Desk) -> Event:
    if args.id is not None:
        state = pick(args.id, desk.events_like(args.id), is_resolved, "\n".join(say_broken(desk)))
    else:
        none = "nothing is resolved that has no postmortem yet"
        state = choose_event(desk.events, lambda each: _waits(each, desk.now), none)
    return state.event


def _waits(state: EventState, now: datetime) -> bool:
    try:
        refuse_postmortem(state.event, now)
    except UserError:
        return False
    return True


def _from_editor(args: argparse.Namespace, desk: Desk, picked: Incident, raw: str | None) -> Proof:
    started = raw if raw is not None else skeleton(picked, desk.now)
    with _draft(picked, started) as draft:
        open_editor(draft)
        written = _read(draft)
        if raw is None and written == started:
            raise UserError(f"the skeleton is as it was {_WAIT}")
        return _append(args, desk, picked, written)


def _append(args: argparse.Namespace, desk: Desk, picked: Event, raw: str) -> Proof:
    now = moment(args)

    def make(event: Event) -> Update[StrEnum]:
        refuse_postmortem(event, now)
        at = moment_after(event, now)
        return Update(at=at, status=IncidentStatus.POSTMORTEM, text=text)

    text = words.required_text(raw)
    if left := left_over(text):
        listed = "\n".join(f"  {line}" for line in left)
        raise UserError(f"these lines still wait for your words:\n{listed}")
    return append(replace(desk, now=now), picked.location.file, make)


@contextmanager
def _draft(event: Event, text: str) -> Iterator[Path]:
    """A file with `text`, for an editor; it stays, and is named, where its text is refused."""
    try:
        folder = Path(tempfile.mkdtemp(prefix="fogbell-"))
        draft = folder / f"{event.id}-postmortem.md"
        draft.write_text(text, "utf-8")
    except OSError as wrong:
        raise UserError(f"there is no place to edit it: {wrong}") from None
    try:
        yield draft
    except UserError as wrong:
        again = f"fogbell postmortem {event.id} --file {shlex.quote(str(draft))}"
        kept = "Nothing was written. Your words are kept in a file; mend them there, then"
        raise type(wrong)(f"{wrong}\n{kept}:\n  {again}") from None
    shutil.rmtree(folder)
