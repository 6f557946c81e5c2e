"""Cases for tests of the policy, of texts typed in place."""

from dataclasses import replace
from datetime import UTC, datetime

from generator.checks.policy import judge_event
from generator.checks.policy.case import Case
from generator.content.incidents import parse_incident
from generator.content.maintenance import parse_maintenance
from generator.content.source import parse_source
from generator.errors import Problem, format_problem
from generator.model.component import Component
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.policy import Policy
from generator.model.site import Settings, Site

NOW = datetime(2026, 11, 20, 12, 15, tzinfo=UTC)
FILE = "content/incidents/2026-11-20-uploads.md"
SITE = Site(
    settings=Settings(
        title="Acme Status",
        url="https://status.acme.example",
        identity="status.acme.example,2026",
        contact="support@acme.example",
        layout=(Component(id="api", name="API"), Component(id="console", name="Web console")),
    )
)
#: what stands before words that are no whole file
HEAD = """\
---
title: Uploads fail
impact: major
components: {api: partial_outage}
---

## Investigating — 2026-11-20 12:10 UTC
next update: 30m

"""


def event_of(text: str) -> Event:
    """The event in a file; words alone are those of an open incident's only update."""
    whole = text if text.startswith("---\n") else f"{HEAD}{text}\n"
    source, problems = parse_source(whole.encode(), FILE)
    assert source, "".join(map(format_problem, problems))
    parse = parse_maintenance if "\nscheduled:" in whole else parse_incident
    event, problems = parse(source, None)
    assert event, "".join(map(format_problem, problems))
    return event


def site_with(policy: Policy, site: Site = SITE) -> Site:
    """The site with other thresholds and words."""
    return replace(site, settings=replace(site.settings, policy=policy))


def case_of(text: str, *, now: datetime = NOW, site: Site = SITE, base: str = "") -> Case:
    """The case of a file, or of words alone; `base` is the file as it is published."""
    event = event_of(text)
    if isinstance(event, Incident):
        whole = replace(site, incidents=(event,))
    else:
        whole = replace(site, maintenances=(event,))
    return Case(site=whole, now=now, event=event, base=event_of(base) if base else None)


def judged(text: str, *, now: datetime = NOW, site: Site = SITE, base: str = "") -> list[Problem]:
    """What the policy says of a file, or of words alone."""
    return list(judge_event(case_of(text, now=now, site=site, base=base)))


def codes(text: str, *, now: datetime = NOW, site: Site = SITE, base: str = "") -> list[str]:
    """The codes of what the policy says."""
    return [problem.code for problem in judged(text, now=now, site=site, base=base)]
