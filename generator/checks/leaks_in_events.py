"""COM-40 to COM-42 in events: what no build may publish, whatever else it does."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import chain

from generator.checks.judged import is_judged
from generator.checks.leaks import INTERNALS, has_secret, leaks_in, named_in
from generator.checks.leaks.problems import dumps, further_passages, inside, secrets
from generator.content.plain import Part, Passage, heading_passages, update_passages
from generator.errors import Problem, Severity
from generator.model.event import Event
from generator.model.incident import Incident, IncidentStatus
from generator.model.site import Settings, Site


def leaks_in_events(site: Site, now: datetime) -> Iterator[Problem]:
    """Secrets in any event, however old; what is internal in those that are being written."""
    events = tuple(site.events)
    # all at once first: nearly always there is none, and that is soon known
    if has_secret("\n".join(map(_words, events))):
        for event in events:
            named = Passage(event.id, Part.TITLE, event.location)
            yield from _errors(secrets((*_told(event), named)))
    for event in events:
        if is_judged(event, now) and _may_be_internal(_words(event), site.settings):
            yield from _errors(inside(_told(event), site.settings))
            yield from _errors(_dumps(event, site.settings))


def _may_be_internal(text: str, settings: Settings) -> bool:
    found = chain(leaks_in(text, INTERNALS), named_in(text, settings.policy.internal_hosts))
    return next(found, None) is not None


def _words(event: Event) -> str:
    """All that is published of an event, underscores without the backslash that Markdown wants."""
    texts = [event.id, event.title, event.reference, *(update.text for update in event.updates)]
    texts += [each.workaround for each in event.updates if isinstance(each.workaround, str)]
    texts += event.errors if isinstance(event, Incident) else (event.emergency,)
    return "\n".join(texts).replace("\\_", "_")


def _told(event: Event) -> Iterator[Passage]:
    yield from heading_passages(event)
    for update in event.updates:
        yield from update_passages(event, update)
    yield from further_passages(event)


def _dumps(event: Event, settings: Settings) -> Iterator[Problem]:
    for update in event.updates:
        to_engineers = update.status is IncidentStatus.POSTMORTEM
        yield from dumps(update_passages(event, update), settings, to_engineers=to_engineers)


def _errors(problems: Iterable[Problem]) -> Iterator[Problem]:
    return (problem for problem in problems if problem.severity is Severity.ERROR)
