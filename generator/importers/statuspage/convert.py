"""What is known of one event becomes an Incident or a Maintenance of ours."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.importers.report import Notes, changed
from generator.importers.statuspage.claims import (
    Claims,
    Ids,
    incident_claims,
    maintenance_claims,
)
from generator.importers.statuspage.endings import (
    auto_completes,
    end_of,
    reopened,
    resolved_before_postmortem,
    with_completion,
    with_end,
)
from generator.importers.statuspage.heads import (
    impact_of,
    is_maintenance,
    started_of,
    title_of,
)
from generator.importers.statuspage.naming import SOURCE_KEY, source_note, stem_of
from generator.importers.statuspage.records import (
    PageMemory,
    SourceEvent,
    SourceUpdate,
)
from generator.importers.statuspage.steps import Step, steps_of
from generator.importers.statuspage.usage import directory_of
from generator.importers.statuspage.windows import window_of
from generator.importers.statuspage.words import IMPACT, INCIDENT, MAINTENANCE
from generator.importers.text.fit import fitted
from generator.model.incident import Incident, IncidentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.update import Impact, StatusT, Update

#: a `started` nearer to the first update than this is only rounded otherwise
ROUNDING = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Converted:
    event: Incident | Maintenance
    #: where each of its updates comes from; None: the source lacks it
    sources: tuple[SourceUpdate | None, ...]


@dataclass(frozen=True, slots=True)
class Context:
    """The page that events are of, and the ids of its components in site.yml."""

    page: PageMemory
    ids: Ids


def context_of(page: PageMemory) -> Context:
    """What converting the events of `page` needs."""
    directory, ids = directory_of(page), dict(page.ids)
    return Context(page, lambda named: ids.get(directory.ref(named), ""))


def convert(event: SourceEvent, context: Context, notes: Notes) -> Converted:
    """The event as our format has it; what had to change goes to the notes."""
    if is_maintenance(event):
        return _maintenance(event, context, notes)
    return _incident(event, context, notes)


def _incident(event: SourceEvent, context: Context, notes: Notes) -> Converted:
    found = steps_of(event.updates, INCIDENT, IncidentStatus.INVESTIGATING, event.code, notes)
    ended = with_end(resolved_before_postmortem(found, event, notes), event, notes)
    steps = reopened(ended)
    claims = incident_claims(
        event, [(step.update, step.status) for step in steps], context.ids, notes
    )
    incident = Incident(
        id=stem_of(event.code, event.birth),
        title=title_of(event),
        impact=_impact(event, notes),
        updates=_updates(steps, claims, event, notes),
        components=claims.initial,
        started=_started(event, steps[0].at),
        ended=end_of(steps, event, context.page, notes),
        internal=_internal(event, context.page),
        backfilled=any(head.backfilled for head in event.heads),
    )
    return Converted(incident, tuple(step.update for step in steps))


def _maintenance(event: SourceEvent, context: Context, notes: Notes) -> Converted:
    found = steps_of(event.updates, MAINTENANCE, MaintenanceStatus.SCHEDULED, event.code, notes)
    steps = with_completion(found, event, notes)
    claims = maintenance_claims(
        event, [(step.update, step.status) for step in steps], context.ids, notes
    )
    start, end = window_of(event, steps, notes)
    maintenance = Maintenance(
        id=stem_of(event.code, event.birth),
        title=title_of(event),
        start=start,
        end=end,
        updates=_updates(steps, claims, event, notes),
        components=claims.initial,
        auto_complete=auto_completes(steps, end, event, context.page, notes),
        internal=_internal(event, context.page),
        backfilled=any(head.backfilled for head in event.heads),
    )
    return Converted(maintenance, tuple(step.update for step in steps))


def _internal(event: SourceEvent, page: PageMemory) -> tuple[tuple[str, str], ...]:
    return ((SOURCE_KEY, source_note(page.page.key, event.code)),)


def _updates(
    steps: Sequence[Step[StatusT]], claims: Claims, event: SourceEvent, notes: Notes
) -> tuple[Update[StatusT], ...]:
    texts = fitted([step.update.text if step.update else "" for step in steps], event.code, notes)
    return tuple(
        Update(
            at=step.at,
            status=step.status,
            text=text,
            components=change,
            notify=step.update.notify if step.update else True,
            reopened=step.reopened,
        )
        for step, text, change in zip(steps, texts, claims.changes, strict=True)
    )


def _impact(event: SourceEvent, notes: Notes) -> Impact:
    word = impact_of(event)
    if word == "maintenance":
        notes.append(changed("impact `maintenance` of an incident becomes `none`", event.code))
        return Impact.NONE
    if word not in IMPACT:
        notes.append(changed("an impact that the source does not tell becomes `minor`", event.code))
    return IMPACT.get(word, Impact.MINOR)


def _started(event: SourceEvent, first: datetime) -> datetime | None:
    """When it began, where that is before the first update by more than rounding."""
    started = started_of(event)
    if started is None or first - started < ROUNDING:
        return None
    return started.replace(microsecond=0)
