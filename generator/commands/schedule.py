"""`fogbell schedule`: work is planned, and announced."""

import argparse
from dataclasses import replace
from datetime import datetime
from functools import partial

from generator.commands.kept import keeping
from generator.commands.preview import say_written
from generator.commands.templated import (
    add_template_arguments,
    announces,
    given_template,
    names_missing,
    offered_template,
    words_of_template,
)
from generator.commands.written import add_writing_arguments, edited, moment
from generator.model.component import ComponentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.template import Template
from generator.model.update import ComponentChange, Update
from generator.writing import words
from generator.writing.ask import ask, ask_changes, ask_text, refuse_missing
from generator.writing.compose import begin
from generator.writing.desk import Desk, open_desk
from generator.writing.once import refuse_planned
from generator.writing.planned import Window, end_of, start_of
from generator.writing.templates import Facts

_USUAL = ComponentStatus.UNDER_MAINTENANCE
_NO_COMPONENT = "(it touches no component, because --component was not given)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `schedule`."""
    parser.add_argument("title", nargs="?", metavar="TITLE", help="what you do, for customers")
    say_text = "what they will notice, what works as usual; `-` reads standard input"
    parser.add_argument("text", nargs="?", metavar="TEXT", help=say_text)
    say_start = "when it begins: '2026-12-01 02:00 UTC', 3d, or `now`"
    parser.add_argument("--from", metavar="WHEN", dest="start", help=say_start)
    say_end = "when it ends: a whole time, '04:00 UTC', or how long it takes, such as 2h"
    parser.add_argument("--to", metavar="WHEN", dest="end", help=say_end)
    say_next = "when the next word comes: 2d, or a whole time (default: nothing is promised)"
    say_component = "what it touches: api is then under_maintenance; or api=degraded_performance"
    add_writing_arguments(parser, say_next, f"{say_component}; may be repeated")
    add_template_arguments(parser)
    say_auto = "over at its end by the clock, even if nobody writes"
    parser.add_argument("--auto-complete", action="store_true", help=say_auto)
    say_emergency = "why it comes at short notice"
    parser.add_argument("--emergency", metavar="REASON", help=say_emergency)
    parser.add_argument("--edit", action="store_true", help="open the file in $EDITOR afterwards")


def run(args: argparse.Namespace) -> int:
    """Write the file, show what customers will read, and say how to commit it."""
    with keeping(args) as keep:
        desk = open_desk(args.project, args.now, lean=True)
        template = given_template(args, announces, "does not announce planned work")
        missing = _missing(args, desk, template)
        refuse_missing(missing)
        planned = _planned(args, desk, template, asking=bool(missing))
        keep(planned.updates[0].text)
        refuse_planned(planned, desk.site.events, desk.now)
        desk = replace(desk, now=moment(args))
        file, proof = begin(desk, planned)
    if args.edit:
        proof = edited(desk, file)
    return say_written(args, desk, proof, "" if planned.components else _NO_COMPONENT)


def _missing(args: argparse.Namespace, desk: Desk, template: Template | None) -> list[str]:
    """What nobody has said yet, as it is said on the command line."""
    needed = {"title": "TITLE", "text": "TEXT", "start": "--from", "end": "--to"}
    if template is not None:
        del needed["text"]
    named = [shown for name, shown in needed.items() if getattr(args, name) is None]
    changes = words.changes_of(args.component or (), desk.site.settings, _USUAL)
    # the window is asked for by itself
    facts = _facts(args.title or "-", changes, (desk.now, desk.now))
    return [*named, *names_missing(args, template, facts, desk.site.settings)]


def _planned(
    args: argparse.Namespace, desk: Desk, template: Template | None, *, asking: bool
) -> Maintenance:
    """What the flags say, and the answers where they say nothing."""
    read_title = partial(words.line_of, what="the title")
    title = read_title(args.title) if args.title is not None else ask("What do you do?", read_title)
    if args.text is None and template is None:
        template = offered_template(args.project, announces)
    changes = _changes(args, desk, asking=asking)
    emergency = words.line_of(args.emergency, "--emergency") if args.emergency is not None else ""
    workaround = words.workaround_of(args.workaround)
    begins, ends = _window(args, moment(args).replace(second=0))
    if template is not None:
        facts = _facts(title, changes, (begins, ends))
        text = words_of_template(args, template, facts, desk.site.settings)(facts)
    else:
        given, read = args.text, words.required_text
        text = args.text = read(given) if given is not None else ask_text(read)
    # somebody may have typed for a while
    at = min(begins, moment(args).replace(second=0))
    status = MaintenanceStatus.IN_PROGRESS if at == begins else MaintenanceStatus.SCHEDULED
    promised = words.when_of(args.next, at, "--next") if args.next is not None else None
    update = Update(at=at, status=status, text=text, next_update=promised, workaround=workaround)
    return Maintenance(
        id="",
        title=title,
        start=begins,
        end=ends,
        components=changes,
        auto_complete=args.auto_complete,
        emergency=emergency,
        updates=(update,),
    )


def _facts(title: str, changes: tuple[ComponentChange, ...], window: Window) -> Facts:
    begins, ends = window
    ids = tuple(component for component, _ in changes)
    return Facts(components=ids, title=title, start=begins, end=ends)


def _changes(args: argparse.Namespace, desk: Desk, *, asking: bool) -> tuple[ComponentChange, ...]:
    settings = desk.site.settings
    if asking and not args.component:
        return ask_changes(settings, "How will {} be?", _USUAL)
    return words.changes_of(args.component or (), settings, _USUAL)


def _window(args: argparse.Namespace, at: datetime) -> Window:
    read_start = partial(start_of, at=at)
    begins = read_start(args.start) if args.start is not None else ask("From when?", read_start)
    read_end = partial(end_of, start=begins, at=at)
    ends = read_end(args.end) if args.end is not None else ask("Until when?", read_end)
    return begins, ends
