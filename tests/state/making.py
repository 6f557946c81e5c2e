"""Short ways to write a site, and to read a State, in tests of the truth.

A time is `12:15` on 20 November 2026, or `2026-12-31 23:30`; always UTC.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from generator.model.component import Component, ComponentStatus, Group
from generator.model.incident import End, Incident, IncidentStatus, IncidentUpdate
from generator.model.maintenance import Maintenance, MaintenanceStatus, MaintenanceUpdate
from generator.model.site import DEFAULT_WEIGHTS, Settings, Site
from generator.model.update import ComponentChange, Impact, Nothing, Update
from generator.state import derive
from generator.state.figures import Uptime
from generator.state.records import IncidentState, MaintenanceState, State

DAY = "2026-11-20"


def at(text: str) -> datetime:
    """The moment that `text` means."""
    day, _, clock = text.rpartition(" ")
    return datetime.fromisoformat(f"{day or DAY} {clock}").replace(tzinfo=UTC)


def says(when: str, status: str = "", **facts: str) -> IncidentUpdate:
    """An update of an incident; without a status an `Update`. `api="major_outage"` changes api."""
    said = IncidentStatus(status) if status else None
    return Update(at=at(when), status=said, **_facts(facts))


def plans(when: str, status: str = "", **facts: str) -> MaintenanceUpdate:
    """An update of a maintenance."""
    said = MaintenanceStatus(status) if status else None
    return Update(at=at(when), status=said, **_facts(facts))


def incident(
    name: str,
    *updates: IncidentUpdate,
    touches: str = "",
    impact: str = "major",
    started: str = "",
    ended: str = "",
    **more: Any,
) -> Incident:
    """An incident; `touches` is its front matter's components, as `api=major_outage web=…`."""
    end = End.UNKNOWN if ended == "unknown" else at(ended) if ended else None
    return Incident(
        id=name,
        title=name.capitalize(),
        impact=Impact(impact),
        updates=updates,
        components=_changes(touches),
        started=at(started) if started else None,
        ended=end,
        **more,
    )


def maintenance(
    name: str,
    window: str,
    *updates: MaintenanceUpdate,
    touches: str = "api=under_maintenance",
    auto_complete: bool = False,
) -> Maintenance:
    """A maintenance; `window` as `02:00 to 04:00`. Announced on 1 November if nothing is said."""
    start, _, end = window.partition(" to ")
    return Maintenance(
        id=name,
        title=name.capitalize(),
        start=at(start),
        end=at(end),
        updates=updates or (plans("2026-11-01 09:00", "scheduled"),),
        components=_changes(touches),
        auto_complete=auto_complete,
    )


def site(
    *events: Incident | Maintenance,
    layout: Sequence[Component | Group] = (),
    weights: Mapping[str, str] | None = None,
) -> Site:
    """A site of these events; its components are api and web where no layout is given."""
    changed = {ComponentStatus(name): Decimal(weight) for name, weight in (weights or {}).items()}
    settings = Settings(
        title="Acme",
        url="https://status.acme.example",
        identity="status.acme.example,2026",
        layout=tuple(layout) or (component("api"), component("web")),
        weights=tuple({**dict(DEFAULT_WEIGHTS), **changed}.items()),
    )
    incidents = [event for event in events if isinstance(event, Incident)]
    planned = [event for event in events if isinstance(event, Maintenance)]
    return Site(
        settings=settings,
        incidents=tuple(sorted(incidents, key=lambda i: (i.began, i.id), reverse=True)),
        maintenances=tuple(sorted(planned, key=lambda m: (m.start, m.id), reverse=True)),
    )


def component(name: str, *, since: str = "", retired: str = "", sla: str = "") -> Component:
    """A component whose name is its id."""
    return Component(
        id=name,
        name=name,
        since=date.fromisoformat(since) if since else None,
        retired=date.fromisoformat(retired) if retired else None,
        sla=Decimal(sla) if sla else None,
    )


def state(*events: Incident | Maintenance, now: str = "18:00", **settings: Any) -> State:
    """What is true at `now` of a site of these events."""
    return derive(site(*events, **settings), at(now))


def ledger(found: State, component_id: str = "api") -> list[str]:
    """`major_outage 11-20 12:15 - 11-20 13:00 x1 by a`; `…` for an end that is still to come."""
    return [
        f"{each.status} {short(each.start)} - {'…' if each.ongoing else short(each.end)} "
        f"x{each.weight} by {' '.join(event for _, event in each.events)}"
        for each in found.ledger
        if each.component == component_id
    ]


def statuses(found: State) -> dict[str, str]:
    """Each component's status now."""
    return {each.component.id: each.status.value for each in found.components}


def only(found: State) -> IncidentState:
    """The one incident of a State."""
    (each,) = found.incidents
    return each


def planned(found: State) -> MaintenanceState:
    """The one maintenance of a State."""
    (each,) = found.maintenances
    return each


def uptime(found: State, component_id: str = "api") -> Uptime:
    """A component's figures."""
    return next(each for each in found.uptime if each.component == component_id)


def short(moment: datetime) -> str:
    """`11-20 12:15`, with seconds only where there are some."""
    return moment.strftime("%m-%d %H:%M:%S").removesuffix(":00")


def _changes(text: str) -> tuple[ComponentChange, ...]:
    pairs = [word.split("=") for word in text.split()]
    return tuple((name, ComponentStatus(status)) for name, status in pairs)


def _facts(facts: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key, value in facts.items():
        if key in ("next_update", "eta"):
            found[key] = Nothing.NONE if value == "none" else at(value)
        elif key == "workaround":
            found[key] = Nothing.NONE if value == "none" else value
        elif key == "impact":
            found[key] = Impact(value)
        else:
            found.setdefault("components", ())
            found["components"] += ((key, ComponentStatus(value)),)
    return found
