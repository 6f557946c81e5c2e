"""`fogbell update`: what is known now is added to an incident, or to planned work."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from functools import partial
from typing import Any

from generator.commands.continued import facts_of, offer_for, status_word, template_for
from generator.commands.kept import keeping
from generator.commands.preview import NOT_GIVEN, say_meanwhile, say_written
from generator.commands.templated import (
    add_template_arguments,
    names_missing,
    words_of_template,
)
from generator.commands.written import (
    add_writing_arguments,
    choose_event,
    moment,
)
from generator.errors import UserError
from generator.model.event import Event
from generator.model.incident import Incident, IncidentStatus
from generator.model.maintenance import Maintenance
from generator.model.template import Template
from generator.model.update import Impact, Update
from generator.state.records import EventState
from generator.writing import words
from generator.writing.allowed import end_status, next_status, refuse_unfit
from generator.writing.ask import ask_text, refuse_missing, tell
from generator.writing.compose import append, moment_after
from generator.writing.desk import Desk, open_desk, say_broken
from generator.writing.kinds import is_open, is_resolved, is_under_way
from generator.writing.once import refuse_again
from generator.writing.pick import pick
from generator.writing.planned import moved, refuse_past
from generator.writing.templates import Facts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `update`."""
    say_id = "an incident or planned work: its id, or any part of its id or title"
    parser.add_argument("id", nargs="?", metavar="ID", help=say_id)
    say_text = "what you tell customers; `-` reads standard input"
    parser.add_argument("text", nargs="?", metavar="TEXT", help=say_text)
    say_next = "when the next word comes: 30m, '12:30 UTC' or a whole time"
    add_writing_arguments(parser, f"{say_next} (default: 30m, for an incident)")
    add_template_arguments(parser)
    say_status = "investigating, identified, monitoring; of planned work: in_progress, verifying,"
    say_status += " completed, cancelled, or scheduled once more with --from and --to"
    parser.add_argument("--status", help=f"{say_status} (default: as it was)")
    say_impact = "none, minor, major or critical, from here on (default: as it was)"
    parser.add_argument("--impact", metavar="LEVEL", help=say_impact)
    say_eta = "when it may be over, no promise: 2h, '14:00 UTC'; `none`: no estimate any more"
    parser.add_argument("--eta", metavar="WHEN", help=say_eta)
    say_reopen = "it is back: open a resolved incident again"
    parser.add_argument("--reopen", action="store_true", help=say_reopen)
    parser.add_argument("--from", metavar="WHEN", dest="start", help="planned work begins then")
    say_end = "planned work ends then: a whole time, or 2h after it begins (once begun, from now)"
    parser.add_argument("--to", metavar="WHEN", dest="end", help=say_end)
    parser.set_defaults(over=False, due=None)


def run(args: argparse.Namespace) -> int:
    """Append an update, show what customers will read, and say how to commit it."""
    return write_update(args)


def write_update(args: argparse.Namespace) -> int:
    """Append an update (where `args.over`, the last one), and say what was written."""
    with keeping(args) as keep:
        desk = open_desk(args.project, args.now, lean=True)
        if args.due is not None and args.next is not None:
            raise UserError("--due and --next say the same here: give one of them")
        needed = ["id"] if args.template is not None else ["id", "text"]
        refuse_missing([name.upper() for name in needed if getattr(args, name) is None])
        values = _values(args, desk)
        picked = _picked(args, desk)
        template = _template(args, desk, picked)
        status = _status(args, picked.event, status_word(args, template))
        values["impact"] = _impact(args, picked.event)
        say = _words(args, desk, picked, template, status)
        desk = replace(desk, now=moment(args))
        keep(text := say(desk))

        def make(event: Event) -> Update[StrEnum]:
            refuse_unfit(event, status, desk.now, reopen=args.reopen)
            refuse_again(event, status, text, desk.now)
            at = moment_after(event, desk.now)
            promised = _promised(args, at, event, status)
            eta = words.eta_of(args.eta, at)
            return Update(at=at, status=status, text=text, next_update=promised, eta=eta, **values)

        move = partial(moved, start=args.start, end=args.end, at=desk.now.replace(second=0))
        proof = append(desk, picked.event.location.file, make, move)
    is_default = args.next is None and _promises(proof.event, status)
    notes = [NOT_GIVEN] if is_default else []
    told = say_written(args, desk, proof, *notes, before=picked.event)
    say_meanwhile(picked.event, proof)
    return told


def _impact(args: argparse.Namespace, event: Event) -> Impact | None:
    if args.impact is None:
        return None
    if not isinstance(event, Incident):
        raise UserError(f"--impact: '{event.title}' is planned work, and has no impact")
    return words.word_of(args.impact, Impact, "--impact")


def _values(args: argparse.Namespace, desk: Desk) -> dict[str, Any]:
    """What the flags say that is the same for every event."""
    return {
        "components": words.changes_of(args.component or (), desk.site.settings),
        "workaround": words.workaround_of(args.workaround),
        "reopened": args.reopen,
    }


def _picked(args: argparse.Namespace, desk: Desk) -> EventState:
    states = desk.events if args.id is None else desk.events_like(args.id)
    fits = is_under_way if args.over else is_resolved if args.reopen else is_open
    if args.id is not None:
        return pick(args.id, states, fits, "\n".join(say_broken(desk)))
    none = "nothing is resolved yet" if args.reopen else "nothing is open"
    return choose_event(states, fits, none)


def _template(args: argparse.Namespace, desk: Desk, picked: EventState) -> Template | None:
    """The template that is named or, where there is no text yet, chosen."""
    event = picked.event
    template = template_for(args, event)
    if template is not None or args.text is not None:
        return template
    if args.start is None and args.end is None:  # nobody types for nothing
        status = _status(args, event, args.status)
        refuse_unfit(event, status, desk.now, reopen=args.reopen)
    tell(f"{picked.event.title} ({picked.status})")
    return offer_for(args, picked.event)


def _words(
    args: argparse.Namespace,
    desk: Desk,
    picked: EventState,
    template: Template | None,
    status: StrEnum | None,
) -> Callable[[Desk], str]:
    """What makes the text of what is known in the end; what only a person knows is asked now."""
    if template is None:
        given, read = args.text, words.required_text
        text = args.text = read(given) if given is not None else ask_text(read)
        return lambda _: text
    facts = _facts(args, desk, picked.event, status)
    refuse_missing(names_missing(args, template, facts, desk.site.settings))
    fill = words_of_template(args, template, facts, desk.site.settings)
    return lambda later: fill(_facts(args, later, picked.event, status))


def _facts(args: argparse.Namespace, desk: Desk, event: Event, status: StrEnum | None) -> Facts:
    changes = words.changes_of(args.component or (), desk.site.settings)
    at = moment_after(event, desk.now)
    window = moved(event, args.start, args.end, desk.now.replace(second=0))
    facts = facts_of(event, changes, status, at, window[1] if window and args.end else None)
    eta, workaround = words.eta_of(args.eta, at), words.workaround_of(args.workaround)
    return replace(
        facts,
        start=window[0] if window else facts.start,
        next_update=_promised(args, at, event, status),
        eta=eta if isinstance(eta, datetime) else None,
        workaround=workaround if isinstance(workaround, str) else "",
    )


def _status(args: argparse.Namespace, event: Event, word: str | None) -> StrEnum | None:
    if args.due is not None and not isinstance(event, Incident):
        raise UserError(f"--due: '{event.title}' is planned work, and has no postmortem")
    status = end_status(event) if args.over else next_status(event, word, reopen=args.reopen)
    if isinstance(event, Maintenance) and args.start is None:
        refuse_past(event, status, args.now)
    return status


def _promises(event: Event, status: StrEnum | None) -> bool:
    """Whether the next word is promised where nobody says when: only while an incident is open."""
    return isinstance(event, Incident) and status is not IncidentStatus.RESOLVED


def _promised(
    args: argparse.Namespace, at: datetime, event: Event, status: StrEnum | None
) -> datetime | None:
    if args.due is not None:
        return words.due_of(args.due, at)
    given = args.next or (words.NEXT if _promises(event, status) else None)
    return words.when_of(given, at, "--next") if given else None
