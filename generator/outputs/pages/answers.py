"""What a customer asks of an event: what will I see, what can I do, when do I hear more."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from generator.model.component import ComponentStatus
from generator.outputs.addresses import component_path
from generator.outputs.pages.frame import Badge, Desk, status_badge
from generator.render.body import Body
from generator.render.words import When, duration, iso
from generator.state.records import IncidentState, MaintenanceState, Promise


@dataclass(frozen=True, slots=True)
class ComponentView:
    name: str
    href: str
    #: None: it is over, and the status of now has nothing to do with it
    status: Badge | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseView:
    #: `Next update by`, `Planned until`
    words: str
    due: When
    #: RFC 3339 in UTC: from then on it is late
    late_from: str
    is_late: bool
    #: `1 h 25 min`, by so much at least when this was made; empty where it is not late, or closed
    late_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    #: `You may see`, or `You may have seen`
    errors_words: str
    #: what customers may see, word for word
    errors: tuple[str, ...]
    workaround: Body | None
    #: `Affected`, or `Will be affected`
    components_words: str
    components: tuple[ComponentView, ...]
    promise: PromiseView | None
    #: when planned work that goes on should end
    until: PromiseView | None
    #: open, and no next word was promised
    is_unpromised: bool
    #: an estimate, never a promise
    eta: When | None
    #: it has come, and there is no other
    is_eta_past: bool
    #: a number that customers may quote
    reference: str


_MINUTE = timedelta(minutes=1)
_TROUBLE = frozenset(ComponentStatus) - {ComponentStatus.OPERATIONAL}


def incident_answers(shared: Desk, each: IncidentState, root: str) -> Answers:
    """The answers about an incident, on a page whose way home is `root`."""
    incident = each.incident
    eta = each.eta if each.is_open else None
    return Answers(
        errors_words="You may see" if each.is_open else "You may have seen",
        errors=incident.errors,
        workaround=shared.body(incident, each.workaround, root) if each.workaround else None,
        components_words="Affected",
        components=_components(shared, each.components, root, has_status=each.is_open),
        promise=_word(shared, each.promise, is_open=each.is_open),
        until=None,
        is_unpromised=each.is_open and each.promise is None,
        eta=shared.brief(eta) if eta else None,
        is_eta_past=eta is not None and eta <= shared.state.now,
        reference=incident.reference,
    )


def maintenance_answers(shared: Desk, each: MaintenanceState, root: str) -> Answers:
    """The answers about a maintenance, on a page whose way home is `root`."""
    maintenance = each.maintenance
    is_open = not each.status.is_over
    return Answers(
        errors_words="",
        errors=(),
        workaround=shared.body(maintenance, each.workaround, root) if each.workaround else None,
        components_words="Affected" if each.is_active or not is_open else "Will be affected",
        components=_components(shared, each.components, root, has_status=is_open),
        promise=_word(shared, each.promise),
        until=_end(shared, each) if each.is_active else None,
        is_unpromised=False,
        eta=None,
        is_eta_past=False,
        reference=maintenance.reference,
    )


def _word(shared: Desk, promise: Promise | None, *, is_open: bool = True) -> PromiseView | None:
    """When the next word comes; once an incident is over, that is its postmortem."""
    if promise is None:
        return None
    return PromiseView(
        words="Next update by" if is_open else "We explain what happened by",
        due=shared.brief(promise.due) if is_open else shared.moment(promise.due),
        late_from=iso(promise.late_from),
        is_late=promise.overdue,
        late_by=_late_by(shared, promise.due) if promise.overdue and is_open else "",
    )


def _end(shared: Desk, each: MaintenanceState) -> PromiseView:
    """Of work that is going on, customers wait for the end."""
    end = each.maintenance.end
    return PromiseView(
        words="Planned until",
        due=shared.brief(end),
        late_from=iso(end),
        is_late=each.overdue,
        late_by=_late_by(shared, end) if each.overdue else "",
    )


def _late_by(shared: Desk, due: datetime) -> str:
    """In whole minutes; empty under one."""
    late = shared.state.now - due
    return duration(late - late % _MINUTE) if late >= _MINUTE else ""


def _components(
    shared: Desk, touched: Sequence[tuple[str, ComponentStatus]], root: str, *, has_status: bool
) -> tuple[ComponentView, ...]:
    """The components that an event touches; one that site.yml lacks is left out."""
    return tuple(
        ComponentView(
            shared.names[component],
            root + component_path(component),
            status_badge(status) if has_status or status in _TROUBLE else None,
        )
        for component, status in touched
        if component in shared.names
    )
