"""Templates for an event that is there already: which fit it, and what it tells by itself."""

import argparse
from datetime import datetime
from enum import StrEnum

from generator.commands.templated import (
    given_template,
    names_missing,
    offered_template,
    words_of_template,
)
from generator.model.event import Event
from generator.model.incident import Incident, IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.template import Template, TemplateKind
from generator.model.update import ComponentChange
from generator.state.timeline import incident_end
from generator.writing.allowed import end_status
from generator.writing.ask import refuse_missing
from generator.writing.desk import Desk
from generator.writing.templates import Facts

#: what has commands of its own
_ELSEWHERE = (IncidentStatus.POSTMORTEM, MaintenanceStatus.SCHEDULED)


def template_for(args: argparse.Namespace, event: Event) -> Template | None:
    """The template of `--template`, which must fit the event. Raises UserError."""

    def fits(template: Template) -> bool:
        return _fits(template, event, is_end=args.over)

    if args.over:
        why = f"does not end '{event.title}': its status is not {end_status(event)}"
    else:
        kind = "an incident that is open" if isinstance(event, Incident) else "planned work"
        why = f"does not fit '{event.title}', which is {kind}"
    return given_template(args, fits, why)


def postmortem_template(args: argparse.Namespace) -> Template | None:
    """The template of `--template`, which must be one of a postmortem. Raises UserError."""

    def fits(template: Template) -> bool:
        return template.status is IncidentStatus.POSTMORTEM

    return given_template(args, fits, "is not for a postmortem: its status is another")


def postmortem_words(
    args: argparse.Namespace, template: Template, desk: Desk, incident: Incident
) -> str:
    """The text of a postmortem, after asking for what is missing. Raises UserError."""
    facts, settings = facts_of(incident, (), None, desk.now), desk.site.settings
    refuse_missing(names_missing(args, template, facts, settings))
    return words_of_template(args, template, facts, settings)(facts)


def offer_for(args: argparse.Namespace, event: Event) -> Template | None:
    """Ask which template to begin with, of those that go on with it or (`args.over`) end it."""

    def fits(template: Template) -> bool:
        goes_on = args.over or template.status is not end_status(event)
        return template.impact is None and goes_on and _fits(template, event, is_end=args.over)

    return offered_template(args.project, fits)


def status_word(args: argparse.Namespace, template: Template | None) -> str | None:
    """What `--status` says, else the status of the template; None: as it was."""
    given: str | None = args.status
    usual = template.status.value if template and template.status else None
    return given if given is not None else usual


def facts_of(
    event: Event,
    changes: tuple[ComponentChange, ...],
    status: StrEnum | None,
    at: datetime,
    new_end: datetime | None = None,
) -> Facts:
    """What is known of an event to which an update with `status` is added `at` (UTC)."""
    told = [change for update in event.updates for change in update.components]
    ids = tuple(dict.fromkeys(name for name, _ in (*event.components, *told, *changes)))
    if not isinstance(event, Incident):
        end = new_end or event.end
        return Facts(components=ids, title=event.title, start=event.start, end=end, new_end=new_end)
    ended = event.ended if isinstance(event.ended, datetime) else at
    return Facts(
        components=ids,
        title=event.title,
        start=event.began,
        end=ended if status is IncidentStatus.RESOLVED else incident_end(event, at),
        noticed=event.detected,
        told=event.updates[0].at,
    )


def _fits(template: Template, event: Event, *, is_end: bool) -> bool:
    kind = TemplateKind.INCIDENT if isinstance(event, Incident) else TemplateKind.MAINTENANCE
    if template.kind is not kind or template.status in _ELSEWHERE:
        return False
    return template.status is end_status(event) if is_end else True
