"""COM-40 to COM-44 of what is being written: what must never be public."""

from collections.abc import Iterator

from generator.checks.leaks.problems import (
    dumps,
    further_passages,
    inside,
    persons,
    secrets,
    tickets,
)
from generator.checks.policy.case import Case
from generator.content.plain import Passage
from generator.errors import Problem
from generator.model.incident import IncidentStatus


def no_secret(case: Case) -> Iterator[Problem]:
    """COM-40: no key, token or password."""
    yield from secrets(_told(case))


def nothing_inside(case: Case) -> Iterator[Problem]:
    """COM-41: no address, host or path that is only known inside."""
    yield from inside(_told(case), case.site.settings)


def no_dump(case: Case) -> Iterator[Problem]:
    """COM-42: no stack trace, log, SQL or settings."""
    for update in filter(case.is_fresh, case.event.updates):
        to_engineers = update.status is IncidentStatus.POSTMORTEM
        yield from dumps(case.words_of(update), case.site.settings, to_engineers=to_engineers)


def no_person(case: Case) -> Iterator[Problem]:
    """COM-43: no address or handle of a person."""
    yield from persons(_told(case), case.site.settings)


def no_ticket(case: Case) -> Iterator[Problem]:
    """COM-44: no link to what only we can open, no key of a ticket."""
    quoted = f"{case.event.reference} {case.event.title}"
    yield from tickets(_told(case), case.site.settings, quoted)


def _told(case: Case) -> Iterator[Passage]:
    yield from case.passages
    published = tuple(further_passages(case.base)) if case.base else ()
    for passage in further_passages(case.event):
        if passage not in published:
            yield passage
