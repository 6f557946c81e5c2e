"""What `new` asks and reads of an incident besides its words: title, impact, when it began."""

import argparse
from datetime import datetime

from generator.errors import UserError
from generator.model.component import ComponentStatus, worst
from generator.model.incident import Incident
from generator.model.template import Template
from generator.model.update import ComponentChange, Impact
from generator.state.records import Indicator
from generator.writing import words
from generator.writing.ask import ask, tell
from generator.writing.desk import Desk
from generator.writing.once import refuse_open_title

_CRITICAL = "(impact: major; where hardly any customer can work, it is: --impact critical)"
_ALL_WELL = f"the page goes on saying '{Indicator.NONE.description}'"


def add_beginning_arguments(parser: argparse.ArgumentParser) -> None:
    """What is said of an incident as a whole."""
    say_impact = "none, minor, major or critical (default: from the worst component)"
    parser.add_argument("--impact", metavar="LEVEL", help=say_impact)
    say_class = "security or data, where it is about that: asks for a word on whether data is safe"
    parser.add_argument("--class", dest="incident_class", metavar="CLASS", help=say_class)
    say_started = "when it began for customers: 20m (that long ago), '12:05 UTC' or a whole time"
    parser.add_argument(
        "--started", metavar="WHEN", help=f"{say_started} (default: with this update)"
    )
    parser.add_argument("--detected", metavar="WHEN", help="when you noticed, in the same ways")
    say_error = "a message that customers see, word for word; may be repeated"
    parser.add_argument("--error", action="append", default=[], metavar="WORDS", help=say_error)
    say_drill = "an exercise: nothing of it is published"
    parser.add_argument("--drill", action="store_true", help=say_drill)


def title_of(args: argparse.Namespace, desk: Desk) -> str:
    """The title, which no open incident has; asked for where it is not given. Raises UserError."""

    def read(answer: str) -> str:
        title = words.line_of(answer, "the title")
        refuse_open_title(title, desk.site.events, desk.now, drill=args.drill)
        return title

    return read(args.title) if args.title is not None else ask("What fails?", read)


def past_moment(args: argparse.Namespace, name: str) -> datetime | None:
    """What `--started` and `--detected` say (UTC). Raises UserError."""
    given: str | None = getattr(args, name)
    now: datetime = args.now
    return words.past_of(given, now.replace(second=0), f"--{name}") if given is not None else None


def impact_of_new(
    args: argparse.Namespace,
    template: Template | None,
    changes: tuple[ComponentChange, ...],
    *,
    asking: bool,
) -> Impact:
    """How bad it is; where that is asked and no component says it, just Enter is no answer."""
    if args.impact is not None:
        return words.word_of(args.impact, Impact, "--impact")
    default = (template.impact if template else None) or words.impact_of(changes)
    if not asking:
        return default
    if may_be_critical(changes):
        tell("  critical: hardly any customer can work; major: many can")
    if default is Impact.NONE:
        tell(f"  none: {_ALL_WELL}")
    usual = "" if default is Impact.NONE else default.value

    def read(answer: str) -> Impact:
        if not answer:
            raise UserError("type one of them")
        return words.word_of(answer, Impact, "--impact")

    return ask(f"Impact ({', '.join(Impact)})", read, usual)


def may_be_critical(changes: tuple[ComponentChange, ...]) -> bool:
    """Whether a person should say if it is: no component's status can tell."""
    return worst(status for _, status in changes) is ComponentStatus.MAJOR_OUTAGE


def impact_note(args: argparse.Namespace, incident: Incident, *, asked: bool) -> str:
    """What somebody should know of the impact that stands in the file; often nothing."""
    if incident.impact is Impact.NONE:
        return _none_note(incident)
    is_mild = incident.impact is Impact.MAJOR and args.impact is None and not asked
    return _CRITICAL if is_mild and may_be_critical(incident.components) else ""


def _none_note(incident: Incident) -> str:
    status = incident.updates[-1].status
    if status is None or not status.is_open:
        return "(IMPACT: NONE)"
    if any(component.rank for _, component in incident.components):
        why = "IMPACT: NONE, though you say that a component does not work."
    else:
        why = f"IMPACT: NONE. {_ALL_WELL[0].upper()}{_ALL_WELL[1:]}."
    return f"({why} Is it more? fogbell update {incident.id} --impact minor)"
