"""`fogbell update`: what is known now is added to an incident."""

import argparse
import sys
from dataclasses import replace
from datetime import datetime

from generator.commands.written import (
    NOT_GIVEN,
    add_writing_arguments,
    keeping,
    moment,
    say_written,
    words_given,
)
from generator.errors import UserError
from generator.model.incident import Incident, IncidentStatus, IncidentUpdate
from generator.model.update import Update
from generator.state.records import IncidentState
from generator.writing import words
from generator.writing.ask import ask_text, choose, refuse_missing, tell
from generator.writing.compose import append, moment_after
from generator.writing.desk import Desk, open_desk, refuse_closed, refuse_open, say_broken
from generator.writing.pick import pick_closed, pick_open, planned_note


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `update`."""
    say_id = "the incident: its id, or any part of its id or title that no other has"
    parser.add_argument("id", nargs="?", metavar="ID", help=say_id)
    say_text = "what you tell customers; `-` reads standard input"
    parser.add_argument("text", nargs="?", metavar="TEXT", help=say_text)
    add_writing_arguments(parser)
    say_status = "investigating, identified or monitoring (default: as it was)"
    parser.add_argument("--status", help=say_status)
    say_eta = "when it may be over, no promise: 2h, '14:00 UTC'; `none`: no estimate any more"
    parser.add_argument("--eta", metavar="WHEN", help=say_eta)
    say_reopen = "it is back: open a resolved incident again"
    parser.add_argument("--reopen", action="store_true", help=say_reopen)


def run(args: argparse.Namespace) -> int:
    """Append an update, show what customers will read, and say how to commit it."""
    return write_update(args, _status(args))


def _status(args: argparse.Namespace) -> IncidentStatus | None:
    if args.status is None:
        return IncidentStatus.INVESTIGATING if args.reopen else None
    status = words.word_of(args.status, IncidentStatus, "--status")
    if not status.is_open and (args.reopen or status is not IncidentStatus.RESOLVED):
        raise UserError(f"--status {args.status}: it stays open; say how, such as: identified")
    return status


def write_update(args: argparse.Namespace, status: IncidentStatus | None) -> int:
    """Append an update with `status` (None: as it was), and say what was written."""
    desk = open_desk(args.project, args.now)
    refuse_missing([name.upper() for name in ("id", "text") if getattr(args, name) is None])
    changes = words.changes_of(args.component or (), desk.site.settings)
    workaround = words.workaround_of(args.workaround)
    raw = words_given(args)
    with keeping(raw):
        picked = _picked(args, desk)
        text = words.required_text(raw) if raw is not None else _asked(picked)
    desk = replace(desk, now=moment(args))

    def make(incident: Incident) -> IncidentUpdate:
        (refuse_open if args.reopen else refuse_closed)(incident, desk.now)
        at = moment_after(incident, desk.now)
        return Update(
            at=at,
            status=status,
            text=text,
            next_update=_promised(args, at, status),
            workaround=workaround,
            eta=words.eta_of(args.eta, at),
            components=changes,
            reopened=args.reopen,
        )

    with keeping(text):
        proof = append(desk, picked.incident.location.file, make)
    is_default = args.next is None and status is not IncidentStatus.RESOLVED
    told = say_written(args, desk, proof, NOT_GIVEN if is_default else "")
    if len(proof.incident.updates) > len(picked.incident.updates) + 1:
        message = f"Somebody else wrote meanwhile: read `fogbell show {proof.incident.id}`."
        print(message, file=sys.stderr)
    return told


def _picked(args: argparse.Namespace, desk: Desk) -> IncidentState:
    states = desk.incidents
    if args.id is not None:
        notes = [planned_note(args.id, desk.site.maintenances), *say_broken(desk)]
        pick = pick_closed if args.reopen else pick_open
        return pick(args.id, states, "\n".join(filter(None, notes)))
    fitting = [state for state in states if state.is_open is not args.reopen]
    if not fitting:
        raise UserError("nothing is resolved yet" if args.reopen else "nothing is open")
    return fitting[choose("Which", [state.incident.title for state in fitting], "1")]


def _asked(state: IncidentState) -> str:
    tell(f"{state.incident.title} ({state.status})")
    return ask_text(words.required_text)


def _promised(
    args: argparse.Namespace, at: datetime, status: IncidentStatus | None
) -> datetime | None:
    if args.next is None and status is IncidentStatus.RESOLVED:
        return None
    return words.when_of(args.next or words.NEXT, at, "--next")
