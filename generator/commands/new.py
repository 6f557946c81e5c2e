"""`fogbell new`: an incident begins."""

import argparse
from dataclasses import replace
from datetime import datetime
from functools import partial

from generator.commands.written import (
    NOT_GIVEN,
    add_writing_arguments,
    keeping,
    moment,
    open_editor,
    say_written,
    words_given,
)
from generator.errors import Unfit, UserError
from generator.model.incident import Incident, IncidentStatus
from generator.model.update import ComponentChange, Impact, Update
from generator.writing import words
from generator.writing.ask import ask, ask_changes, ask_text, refuse_missing
from generator.writing.compose import begin
from generator.writing.desk import Desk, Proof, open_desk, prove


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `new`."""
    parser.add_argument("title", nargs="?", metavar="TITLE", help="what fails, for customers")
    say_text = "what you tell them; `-` reads standard input"
    parser.add_argument("text", nargs="?", metavar="TEXT", help=say_text)
    add_writing_arguments(parser)
    say_impact = "none, minor, major or critical (default: from the worst component)"
    parser.add_argument("--impact", help=say_impact)
    say_status = "investigating (default), identified, monitoring or resolved"
    parser.add_argument("--status", default="investigating", help=say_status)
    say_error = "a message that customers see, word for word; may be repeated"
    parser.add_argument("--error", action="append", default=[], metavar="WORDS", help=say_error)
    parser.add_argument("--edit", action="store_true", help="open the file in $EDITOR afterwards")


def run(args: argparse.Namespace) -> int:
    """Write the file, show what customers will read, and say how to commit it."""
    desk = open_desk(args.project, args.now)
    missing = [name for name in ("title", "text") if getattr(args, name) is None]
    named = [name.upper() for name in missing]
    if not args.component and args.impact is None:
        named.append("--component (or --impact)")
    refuse_missing(named)
    raw = words_given(args)
    with keeping(raw):
        incident = _incident(args, desk, raw, asking=bool(named))
    desk = replace(desk, now=moment(args))
    with keeping(incident.updates[0].text):
        file, proof = begin(desk, incident)
    if args.edit:
        proof = _edited(desk, file)
    has_default = args.next is None and incident.updates[0].next_update and not named
    return say_written(args, desk, proof, NOT_GIVEN if has_default else "")


def _edited(desk: Desk, file: str) -> Proof:
    path = desk.project / file
    open_editor(path)
    try:
        return prove(desk, file, path.read_bytes())
    except Unfit as wrong:
        raise Unfit(f"{file} is written as you left it, but {wrong}") from None


def _incident(args: argparse.Namespace, desk: Desk, raw: str | None, *, asking: bool) -> Incident:
    """What the flags say, and the answers where they say nothing."""
    status = _status(args.status)
    read_title = partial(words.line_of, what="the title")
    title = read_title(args.title) if args.title is not None else ask("What fails?", read_title)
    settings = desk.site.settings
    changes = words.changes_of(args.component or (), settings)
    if asking and not args.component:
        changes = ask_changes(settings)
    impact = _impact(args, changes, asking=asking)
    errors = tuple(words.line_of(error, "--error") for error in args.error)
    workaround = words.workaround_of(args.workaround)
    text = words.required_text(raw) if raw is not None else ask_text(words.required_text)
    at = moment(args).replace(second=0)
    promised = _promised(args, at, asking=asking) if status.is_open else None
    update = Update(at=at, status=status, text=text, next_update=promised, workaround=workaround)
    return Incident(
        id="", title=title, impact=impact, components=changes, errors=errors, updates=(update,)
    )


def _status(given: str) -> IncidentStatus:
    status = words.word_of(given, IncidentStatus, "--status")
    if status is IncidentStatus.POSTMORTEM:
        raise UserError("--status: a postmortem comes after Resolved, in the same file")
    return status


def _impact(
    args: argparse.Namespace, changes: tuple[ComponentChange, ...], *, asking: bool
) -> Impact:
    read = partial(words.word_of, words=Impact, flag="--impact")
    if args.impact is not None:
        return read(args.impact)
    default = words.impact_of(changes)
    return ask(f"Impact ({', '.join(Impact)})", read, default) if asking else default


def _promised(args: argparse.Namespace, at: datetime, *, asking: bool) -> datetime:
    read = partial(words.when_of, at=at, flag="--next")
    if args.next is None and asking:
        return ask("Next update in", read, words.NEXT)
    return read(args.next or words.NEXT)
