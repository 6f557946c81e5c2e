"""The communication policy: what customers read is honest, useful, and soon followed by more.

A rule is one small function and one line here; it reads a Case and gives Problems. manual.py says
of each what it wants and why. They stand in order of harm: where only some are shown, the first.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, timedelta

from generator.checks.policy.case import Case
from generator.content.plain import Event
from generator.errors import Problem
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Site
from generator.state.status import incident_state, maintenance_state

WordRule = Callable[[Case], Iterator[Problem]]
IncidentRule = Callable[[Case, Incident], Iterator[Problem]]
PlannedRule = Callable[[Case, Maintenance], Iterator[Problem]]

#: an event that is over is judged for so long after it began: somebody may still mend it
RECENT = timedelta(days=14)
#: no reason is good enough to publish these
NEVER_SET_ASIDE = ("COM-40", "COM-41", "COM-42", "COM-43", "COM-44")

#: of words, whatever they are about
WORD_RULES: tuple[WordRule, ...] = ()
INCIDENT_RULES: tuple[IncidentRule, ...] = ()
PLANNED_RULES: tuple[PlannedRule, ...] = ()


def judge(site: Site, now: datetime) -> Iterator[Problem]:
    """What the policy says of every event that is open, under way, planned or recent."""
    for event in _events(site):
        if is_judged(event, now):
            yield from judge_event(Case(site=site, now=now, event=event))


def judge_changes(site: Site, now: datetime, before: Mapping[str, Event]) -> Iterator[Problem]:
    """What the policy says of what is new in `site`, `before` being the events by their ids."""
    for event in _events(site):
        base = before.get(event.id)
        if base != event:
            yield from judge_event(Case(site=site, now=now, event=event, base=base))


def judge_event(case: Case) -> Iterator[Problem]:
    """What every rule says of one event, but for those that it sets aside with a reason."""
    set_aside = {code.upper() for code, _ in case.event.overrides} - set(NEVER_SET_ASIDE)
    yield from (problem for problem in _all(case) if problem.code not in set_aside)


def is_judged(event: Event, now: datetime) -> bool:
    """Whether an event is still being written."""
    if isinstance(event, Incident):
        state = incident_state(event, now)
        return state is None or state.is_open or event.began > now - RECENT
    planned = maintenance_state(event, now)
    return planned is None or not planned.status.is_over or event.start > now - RECENT


def _all(case: Case) -> Iterator[Problem]:
    for rule in WORD_RULES:
        yield from rule(case)
    if isinstance(case.event, Incident):
        for incident_rule in INCIDENT_RULES:
            yield from incident_rule(case, case.event)
    else:
        for planned_rule in PLANNED_RULES:
            yield from planned_rule(case, case.event)


def _events(site: Site) -> tuple[Event, ...]:
    return (*site.incidents, *site.maintenances)
