"""An issue becomes an Incident of ours; one that is still to come becomes a Maintenance."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.content.times import format_time
from generator.importers.cstate.body import our_markdown
from generator.importers.cstate.issue import Issue, Severity
from generator.importers.cstate.timeline import Step, split_updates
from generator.importers.cstate.times import nearby
from generator.importers.report import Notes, changed, problem
from generator.importers.text.fit import fitted
from generator.importers.text.html_to_markdown import to_plain_markdown
from generator.model.component import ComponentStatus
from generator.model.incident import End, Incident, IncidentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.update import ComponentChange, Impact, StatusT, Update
from generator.state.timeline import AHEAD

#: what we say where the source only says that it is over
RESOLVED = "This incident is resolved."
COMPLETED = "This maintenance is over."

_IMPACT = {
    Severity.DOWN: Impact.MAJOR,
    Severity.DISRUPTED: Impact.MINOR,
    Severity.NOTICE: Impact.NONE,
    None: Impact.MINOR,
}
_STATUS = {
    Severity.DOWN: ComponentStatus.MAJOR_OUTAGE,
    Severity.DISRUPTED: ComponentStatus.PARTIAL_OUTAGE,
    # no trouble, but the component's page shows it
    Severity.NOTICE: ComponentStatus.OPERATIONAL,
    None: ComponentStatus.OPERATIONAL,
}
_SECOND, _HOUR, _OLD = timedelta(seconds=1), timedelta(hours=1), timedelta(days=14)
#: what is written stays this far behind what our checks take for the future
_AHEAD = AHEAD - timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Context:
    """What converting an issue needs besides itself."""

    id: str
    now: datetime
    #: the components of a name
    named: Callable[[str], Sequence[str]]
    base_url: str = ""
    #: the words as plain paragraphs: where the Markdown could not be read back
    is_plain: bool = False


def is_to_come(issue: Issue, now: datetime) -> bool:
    """Whether it begins in the future: nothing of it can have happened yet."""
    return issue.at > now + _AHEAD


def to_incident(issue: Issue, text: str, context: Context, notes: Notes) -> Incident:
    """The incident of an issue whose visible text is `text`."""
    ended = _told_end(issue, context.now, notes)
    steps = _steps(issue, text, ended, context.now)
    resolved = next((step.at for step in steps if step.status is IncidentStatus.RESOLVED), None)
    real_end: datetime | End | None = None
    if resolved is None and issue.is_resolved:
        real_end = End.UNKNOWN
        notes.append(changed("resolved, but nobody can tell when: `ended: unknown`", issue.file))
    elif resolved and ended and not nearby(resolved, ended) and ended > issue.at:
        real_end = ended
    elif resolved is None and context.now - steps[-1].at > _OLD:
        words = f"still open at the source after {_OLD.days} days: end it if it is over"
        notes.append(problem(words, issue.file))
    is_late = issue.at < steps[0].at and not nearby(issue.at, steps[0].at)
    return Incident(
        id=context.id,
        title=issue.title,
        impact=Impact.NONE if issue.is_informational else _IMPACT[issue.severity],
        components=_claims(issue, _STATUS[issue.severity], context),
        started=issue.at if is_late else None,
        ended=real_end,
        updates=_updates(
            [(step.at, step.status, step.text) for step in steps], issue, context, notes
        ),
        internal=_internal(issue, ended),
    )


def to_maintenance(
    issue: Issue, text: str, announced: datetime, context: Context, notes: Notes
) -> Maintenance:
    """The maintenance of an issue that was still to come when it was first read, at `announced`."""
    end = issue.ended
    if end is None or end <= issue.at:
        end = issue.at + _HOUR
        words = "a maintenance whose end is not told lasts an hour: mend `scheduled:`"
        notes.append(problem(words, issue.file))
    steps: list[tuple[datetime, MaintenanceStatus | None, str]] = [
        (announced, MaintenanceStatus.SCHEDULED, text)
    ]
    is_over = issue.is_resolved and end <= context.now
    if is_over:
        steps.append((max(end, announced + _SECOND), MaintenanceStatus.COMPLETED, COMPLETED))
    return Maintenance(
        id=context.id,
        title=issue.title,
        start=issue.at,
        end=end,
        components=_claims(issue, ComponentStatus.UNDER_MAINTENANCE, context),
        auto_complete=issue.is_resolved and not is_over,
        updates=_updates(steps, issue, context, notes),
        internal=_internal(issue, end),
    )


def _told_end(issue: Issue, now: datetime, notes: Notes) -> datetime | None:
    """When it was over, as far as that is known."""
    if issue.ended is None or issue.is_informational:
        return None
    told = f"{issue.file}: {format_time(issue.ended)}"
    if not issue.is_resolved:
        words = "`resolvedWhen` of what is not resolved is kept under `internal:`"
        notes.append(problem(words, told))
        return None
    if issue.ended > now + _AHEAD:
        words = "resolved, but with an end that is still to come: kept under `internal:`"
        notes.append(problem(words, told))
        return None
    return issue.ended


def _steps(issue: Issue, text: str, ended: datetime | None, now: datetime) -> list[Step]:
    """Its updates: those written by hand where that is certain, else the whole text as one."""
    if issue.is_informational:
        return [Step(IncidentStatus.RESOLVED, issue.at, text)]
    split = split_updates(text, issue.at, ended) if ended or not issue.is_resolved else ()
    if not split or split[-1].at > now + _AHEAD:
        split = (Step(IncidentStatus.INVESTIGATING, issue.at, text),)
    if ended is None or any(step.status is IncidentStatus.RESOLVED for step in split):
        return [*split]
    return [*split, Step(IncidentStatus.RESOLVED, max(ended, split[-1].at + _SECOND), RESOLVED)]


def _updates(
    steps: Sequence[tuple[datetime, StatusT | None, str]],
    issue: Issue,
    context: Context,
    notes: Notes,
) -> tuple[Update[StatusT], ...]:
    raw = [text for _, _, text in steps]
    texts = [our_markdown(text, context.base_url) for text in raw]
    if context.is_plain:
        texts = [to_plain_markdown(text) for text in raw]
    return tuple(
        Update(at=at, status=status, text=text)
        for (at, status, _), text in zip(steps, fitted(texts, issue.file, notes), strict=True)
    )


def _claims(issue: Issue, status: ComponentStatus, context: Context) -> tuple[ComponentChange, ...]:
    status = ComponentStatus.OPERATIONAL if issue.is_informational else status
    ids = {found for name in issue.affected for found in context.named(name)}
    return tuple((found, status) for found in sorted(ids))


def _internal(issue: Issue, ended: datetime | None) -> tuple[tuple[str, str], ...]:
    """Where it is from, and its `resolvedWhen` where that is not the end."""
    unused = format_time(issue.ended) if issue.ended and issue.ended != ended else ""
    odd = issue.odd_end or unused
    return (("source", f"cstate {issue.file}"), *((("resolvedWhen", odd),) if odd else ()))
