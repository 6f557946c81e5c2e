"""Where an incident stood with each of its updates, and the words of each."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from generator.checks.policy.case import Case
from generator.checks.policy.prose import Told, is_english, words_in
from generator.model.event import AnyUpdate
from generator.model.incident import End, Incident, IncidentStatus, IncidentUpdate
from generator.model.update import Impact

#: an incident that lasted so long may speak less often …
LONG = timedelta(hours=2)
#: … but at least so often
LONG_PACE = timedelta(hours=4)


def steps(incident: Incident) -> tuple[tuple[IncidentStatus, IncidentUpdate], ...]:
    """Each update with the status that it gives, or leaves as it is."""
    status = IncidentStatus.INVESTIGATING
    told = []
    for update in incident.updates:
        status = update.status or status
        told.append((status, update))
    return tuple(told)


def latest_open(case: Case, incident: Incident) -> tuple[IncidentStatus, IncidentUpdate] | None:
    """The last update, where it is being written and the incident is not over."""
    status, update = steps(incident)[-1]
    is_told = case.is_fresh(update) and not is_history(incident)
    return (status, update) if is_told and status.is_open else None


def fresh(case: Case, incident: Incident, status: IncidentStatus) -> Iterator[IncidentUpdate]:
    """The updates with this heading that are being written."""
    for update in incident.updates:
        if update.status is status and case.is_fresh(update):
            yield update


def is_history(incident: Incident) -> bool:
    """Told after the fact, or given up: nobody was waiting for its words."""
    return incident.backfilled or incident.ended is End.UNKNOWN


def impact_at(incident: Incident, moment: datetime) -> Impact:
    """How bad it was said to be, the worst of it, up to a moment."""
    said = [update.impact for update in incident.updates if update.at <= moment and update.impact]
    return max([incident.impact, *said], key=lambda impact: impact.rank)


def pace(incident: Incident, since: datetime, usual: timedelta) -> timedelta:
    """How long silence may last from a moment on: longer in what has lasted long already."""
    return max(usual, LONG_PACE) if since - incident.began >= LONG else usual


def words(case: Case, update: AnyUpdate) -> str:
    """Workaround and text of an update, in whatever language."""
    return "\n".join(each.text for each in case.texts_of(update))


def english(case: Case, update: AnyUpdate) -> Iterator[Told]:
    """The same, each for itself, where it is English, and not only code and quotations."""
    told = (each for each in case.texts_of(update) if words_in(each.text))
    return (each for each in told if is_english(each.text))
