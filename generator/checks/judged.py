"""Which events are still being written."""

from datetime import datetime, timedelta

from generator.model.event import Event
from generator.model.incident import Incident
from generator.state.status import incident_state, maintenance_state

#: an event that is over is judged for so long after it began: somebody may still mend it
RECENT = timedelta(days=14)


def is_judged(event: Event, now: datetime) -> bool:
    """Whether an event is open, under way, planned or recent, so that its words can be mended."""
    if isinstance(event, Incident):
        state = incident_state(event, now)
        return state is None or state.is_open or event.began > now - RECENT
    planned = maintenance_state(event, now)
    return planned is None or not planned.status.is_over or event.start > now - RECENT
