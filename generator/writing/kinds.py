"""What an incident and planned work have in common for somebody who writes."""

from datetime import datetime

from generator.model.event import Event
from generator.model.incident import Incident
from generator.state.records import EventState, IncidentState
from generator.state.status import incident_state, maintenance_state


def event_state(event: Event, now: datetime) -> EventState | None:
    """An event as it stands at `now`; None before its first update."""
    if isinstance(event, Incident):
        return incident_state(event, now)
    return maintenance_state(event, now)


def is_open(state: EventState) -> bool:
    """Whether there may be more to say: an open incident, planned work that is not over."""
    return state.is_open if isinstance(state, IncidentState) else not state.status.is_over


def is_resolved(state: EventState) -> bool:
    """Whether it is an incident that is over."""
    return isinstance(state, IncidentState) and not state.is_open


def is_under_way(state: EventState) -> bool:
    """Whether it can come to its end: an open incident, planned work that has begun."""
    return state.is_open if isinstance(state, IncidentState) else state.is_active
