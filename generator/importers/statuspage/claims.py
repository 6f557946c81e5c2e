"""What an event says of components becomes statuses from its beginning, and changes later."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.importers.report import Note, Notes, changed
from generator.importers.statuspage.records import Head, Named, SourceEvent, SourceUpdate
from generator.importers.statuspage.words import BY_IMPACT, COMPONENT
from generator.model.component import ComponentStatus
from generator.model.incident import OPEN_STATUSES, IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.update import ComponentChange

OPERATIONAL = ComponentStatus.OPERATIONAL

#: the id of a component in site.yml; empty for what is none
Ids = Callable[[Named], str]
Statuses = dict[str, ComponentStatus]


@dataclass(frozen=True, slots=True)
class Claims:
    #: from the beginning on
    initial: tuple[ComponentChange, ...]
    #: for each update, what it changes
    changes: tuple[tuple[ComponentChange, ...], ...]


def incident_claims(
    event: SourceEvent,
    steps: Sequence[tuple[SourceUpdate | None, IncidentStatus | None]],
    ids: Ids,
    notes: Notes,
) -> Claims:
    """The claims of an incident, for its updates (None: one of ours) and their statuses in turn."""
    said = [_statuses(update.affected if update else None, ids, notes) for update, _ in steps]
    if not any(update and update.affected for update, _ in steps):
        return Claims(_assumed(event, ids, notes), tuple(() for _ in steps))
    initial = {key: status for key, status in said[0].items() if status is not OPERATIONAL}
    later = _later(said, [status for _, status in steps], lambda: notes.append(_left(event)))
    return Claims(_sorted(initial), ((), *later))


def _later(
    said: Sequence[Statuses], steps: Sequence[IncidentStatus | None], on_left: Callable[[], None]
) -> Iterator[tuple[ComponentChange, ...]]:
    """What each update but the first changes, by the rules by which it will be read.

    Resolved sets everything back; an open status after it brings back what was before. Trouble that
    is named once it is resolved would never end here, as no update comes after it: it is left out.
    """
    held: Statuses = dict(said[0])
    before_resolved: Statuses | None = None
    for statuses, status in zip(said[1:], steps[1:], strict=True):
        if status is IncidentStatus.RESOLVED:
            before_resolved = before_resolved or held
            held = dict.fromkeys(held, OPERATIONAL)
        elif status in OPEN_STATUSES and before_resolved is not None:
            held, before_resolved = {**held, **before_resolved}, None
        changes = {
            key: new for key, new in statuses.items() if new is not held.get(key, OPERATIONAL)
        }
        if before_resolved is not None and any(new is not OPERATIONAL for new in changes.values()):
            changes = {key: new for key, new in changes.items() if new is OPERATIONAL}
            on_left()
        held = {**held, **changes}
        yield _sorted(changes)


def _left(event: SourceEvent) -> Note:
    words = "a component in trouble on or after Resolved is taken to work again from Resolved on"
    return changed(words, event.code)


def maintenance_claims(
    event: SourceEvent,
    steps: Sequence[tuple[SourceUpdate | None, MaintenanceStatus | None]],
    ids: Ids,
    notes: Notes,
) -> Claims:
    """The claims of a maintenance: its window's, and what changes while it is under way."""
    said = [_statuses(update.affected if update else None, ids, notes) for update, _ in steps]
    window: Statuses = dict.fromkeys(_named_ids(event, ids), ComponentStatus.UNDER_MAINTENANCE)
    claimed: Statuses = {}
    for statuses in said:
        worse = {key: new for key, new in statuses.items() if new is not OPERATIONAL}
        claimed = {**worse, **claimed}
    window |= claimed
    held = dict(window)
    changes: list[tuple[ComponentChange, ...]] = []
    is_begun = False
    for statuses, (_, status) in zip(said, steps, strict=True):
        is_begun = is_begun or status is MaintenanceStatus.IN_PROGRESS
        is_over = status is not None and status.is_over
        counts = is_begun and not is_over
        new = {key: each for key, each in statuses.items() if counts and each is not held.get(key)}
        held |= new
        changes.append(_sorted(new))
    return Claims(_sorted(window), tuple(changes))


def _named_ids(event: SourceEvent, ids: Ids) -> list[str]:
    named = [each for head in event.heads for each in head.components]
    named += [each for update in event.updates for each in update.affected or ()]
    return sorted({found for each in named if (found := ids(each))})


def _statuses(affected: Sequence[Named] | None, ids: Ids, notes: Notes) -> Statuses:
    """The statuses that an update names; of one component named twice, the last."""
    found: Statuses = {}
    for named in affected or ():
        status, component = COMPONENT.get(named.status), ids(named)
        if component and status:
            found[component] = status
        elif component:
            words = "a component's status that is not known is left out"
            notes.append(changed(words, f"{named.name}: {named.status or 'none'}"))
    return found


def _assumed(event: SourceEvent, ids: Ids, notes: Notes) -> tuple[ComponentChange, ...]:
    """What holds where no update says: the statuses while it was open, else by the impact."""
    if event.open_components:
        seen = _statuses(event.open_components, ids, notes)
        return _sorted({key: each for key, each in seen.items() if each is not OPERATIONAL})
    heads = sorted(event.heads, key=lambda head: (head.seen, head.kind.rank), reverse=True)
    named = next((head for head in heads if head.components), None)
    status = BY_IMPACT.get(_impact(heads))
    if named is None or status is None:
        return ()
    notes.extend(_on_guesses(event, named))
    return _sorted({found: status for each in named.components if (found := ids(each))})


def _impact(heads: Sequence[Head]) -> str:
    return next((head.impact for head in heads if head.impact), "")


def _on_guesses(event: SourceEvent, head: Head) -> Iterator[Note]:
    words = "components are named without a status: it is taken from the impact"
    yield changed(words, f"{event.code}: {head.title}")
    if "components_source" in head.extras:
        words = "components were guessed by a model (components_source), and are used"
        yield changed(words, f"{event.code}: {head.title}")


def _sorted(statuses: Mapping[str, ComponentStatus]) -> tuple[ComponentChange, ...]:
    return tuple(sorted(statuses.items()))
