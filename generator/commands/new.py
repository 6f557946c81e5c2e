"""`fogbell new`: an incident begins."""

import argparse
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial

from generator.commands.beginning import (
    add_beginning_arguments,
    impact_note,
    impact_of_new,
    past_moment,
    title_of,
)
from generator.commands.kept import keeping
from generator.commands.preview import NOT_GIVEN, say_written
from generator.commands.templated import (
    add_template_arguments,
    begins_incident,
    given_template,
    is_for_beginning,
    names_missing,
    offered_template,
    words_of_template,
)
from generator.commands.written import add_writing_arguments, edited, moment
from generator.errors import UserError
from generator.model.component import ComponentStatus
from generator.model.incident import Incident, IncidentClass, IncidentStatus
from generator.model.site import Settings
from generator.model.template import Template
from generator.model.update import ComponentChange, Nothing, Update
from generator.writing import words
from generator.writing.ask import ask, ask_changes, ask_text, refuse_missing
from generator.writing.compose import begin
from generator.writing.desk import Desk, open_desk
from generator.writing.once import refuse_begun
from generator.writing.templates import Facts


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `new`."""
    parser.add_argument("title", nargs="?", metavar="TITLE", help="what fails, for customers")
    say_text = "what you tell them; `-` reads standard input"
    parser.add_argument("text", nargs="?", metavar="TEXT", help=say_text)
    add_writing_arguments(parser)
    add_template_arguments(parser)
    say_status = "investigating (default), identified, monitoring or resolved"
    parser.add_argument("--status", help=say_status)
    add_beginning_arguments(parser)
    parser.add_argument("--edit", action="store_true", help="open the file in $EDITOR afterwards")


def run(args: argparse.Namespace) -> int:
    """Write the file, show what customers will read, and say how to commit it."""
    with keeping(args) as keep:
        desk = open_desk(args.project, args.now, lean=True)
        why = "begins no incident: it is for planned work, or for what is open already"
        template = given_template(args, begins_incident, why)
        named = _missing(args, desk, template)
        refuse_missing(named)
        incident = _incident(args, desk, template, asking=bool(named))
        keep(incident.updates[0].text)
        refuse_begun(incident, desk.site.events, desk.now)
        desk = replace(desk, now=moment(args))
        file, proof = begin(desk, incident)
    if args.edit:
        proof = edited(desk, file)
    has_default = args.next is None and incident.updates[0].next_update and not named
    impact = replace(incident, id=proof.event.id)
    notes = (NOT_GIVEN * bool(has_default), impact_note(args, impact, asked=bool(named)))
    return say_written(args, desk, proof, *notes)


def _missing(args: argparse.Namespace, desk: Desk, template: Template | None) -> list[str]:
    """What nobody has said yet, as it is said on the command line."""
    named = ["TITLE"] * (args.title is None) + ["TEXT"] * (args.text is None and template is None)
    if not args.component and args.impact is None and not (template and template.impact):
        named.append("--component (or --impact)")
    changes = words.changes_of(args.component or (), desk.site.settings)
    facts = _facts(args, args.title or "-", changes, _status(args, template), desk.now)
    return [*named, *names_missing(args, template, facts, desk.site.settings)]


def _incident(
    args: argparse.Namespace, desk: Desk, template: Template | None, *, asking: bool
) -> Incident:
    """What the flags say, and the answers where they say nothing."""
    title = title_of(args, desk)
    if args.text is None and template is None:
        template = offered_template(args.project, is_for_beginning)
    status, settings = _status(args, template), desk.site.settings
    changes = words.changes_of(args.component or (), settings)
    if asking and not args.component:
        changes = ask_changes(settings, "How is {}?", ComponentStatus.PARTIAL_OUTAGE)
    impact = impact_of_new(args, template, changes, asking=asking)
    errors = tuple(words.line_of(error, "--error") for error in args.error)
    facts = _facts(args, title, changes, status, desk.now)
    say = _words(args, template, facts, settings)
    workaround = _workaround(args, asking=template is not None and status.is_open and asking)
    at = moment(args).replace(second=0)
    promised = _promised(args, at, asking=asking) if status.is_open else None
    facts = replace(
        _facts(args, title, changes, status, at),
        workaround=workaround if isinstance(workaround, str) else "",
        next_update=promised,
    )
    update = Update(
        at=at, status=status, text=say(facts), next_update=promised, workaround=workaround
    )
    return Incident(
        id="",
        title=title,
        impact=impact,
        kind=_class(args, template),
        components=changes,
        started=facts.start if args.started is not None else None,
        detected=facts.noticed,
        errors=errors,
        drill=args.drill,
        updates=(update,),
    )


def _class(args: argparse.Namespace, template: Template | None) -> IncidentClass | None:
    if args.incident_class is not None:
        return words.word_of(args.incident_class, IncidentClass, "--class")
    return template.incident_class if template else None


def _words(
    args: argparse.Namespace, template: Template | None, facts: Facts, settings: Settings
) -> Callable[[Facts], str]:
    """What makes the text of what is known in the end; what only a person knows is asked now."""
    if template is not None:
        return words_of_template(args, template, facts, settings)
    given, read = args.text, words.required_text
    text = args.text = read(given) if given is not None else ask_text(read)
    return lambda _: text


def _workaround(args: argparse.Namespace, *, asking: bool) -> str | Nothing | None:
    if args.workaround is None and asking:
        question = "What can customers do meanwhile? (Enter: nothing yet)"
        return ask(question, lambda answer: words.workaround_of(answer or None))
    return words.workaround_of(args.workaround)


def _facts(
    args: argparse.Namespace,
    title: str,
    changes: tuple[ComponentChange, ...],
    status: IncidentStatus,
    at: datetime,
) -> Facts:
    """What is known of an incident that is told `at`.

    Of one that is over, not when it began, unless `--started` says so.
    """
    ids = tuple(component for component, _ in changes)
    start = past_moment(args, "started") or (at if status.is_open else None)
    noticed = past_moment(args, "detected")
    return Facts(components=ids, title=title, start=start, noticed=noticed, next_update=at)


def _status(args: argparse.Namespace, template: Template | None) -> IncidentStatus:
    if args.status is None:
        usual = template.status if template else None
        return usual if isinstance(usual, IncidentStatus) else IncidentStatus.INVESTIGATING
    status = words.word_of(args.status, IncidentStatus, "--status")
    if status is IncidentStatus.POSTMORTEM:
        raise UserError("--status: a postmortem comes after Resolved, in the same file")
    return status


def _promised(args: argparse.Namespace, at: datetime, *, asking: bool) -> datetime:
    read = partial(words.when_of, at=at, flag="--next")
    if args.next is None and asking:
        return ask("Next update in", read, words.NEXT)
    return read(args.next or words.NEXT)
