"""What runs out by itself: security.txt, and the site that was built."""

import shlex
from collections.abc import Iterator
from datetime import timedelta

from generator.checks.expiry import NOTICE
from generator.duties.records import USUAL_OUTPUT, Built, Duty, Urgency, Watched
from generator.model.update import Impact
from generator.state.uptime import midnight


def security(watched: Watched) -> Iterator[Duty]:
    """CON-21: security.txt must be renewed; a note some weeks before it runs out."""
    told = watched.state.site.settings.security
    if told is None:
        return
    due = midnight(told.expires) + timedelta(days=1)
    moments = [(due, Urgency.LATER)]
    if watched.now < due:
        moments.append((midnight(told.expires) - NOTICE, Urgency.NOTE))
    for late_from, urgency in moments:
        yield Duty(
            code="CON-21",
            urgency=urgency,
            event="",
            title=told.place.file or "content/site.yml",
            what="a new day under `security: expires:`",
            due=due,
            late_from=late_from,
            command="see that its contact is right, and write a day within a year from now",
        )


def builds(watched: Watched) -> Iterator[Duty]:
    """BLD-03: a new build, before the old one is older than its readers may rely on."""
    for built in watched.builds:
        yield Duty(
            code="BLD-03",
            urgency=Urgency.NOW,
            event="",
            title=built.name,
            what="a new build" if built.generated_at else "a build: no status.json can be read",
            due=built.valid_until,
            late_from=built.valid_until,
            command=_command(built),
            impact=Impact.MAJOR,
        )


def _command(built: Built) -> str:
    if built.name == USUAL_OUTPUT:
        return "fogbell build"
    if built.name.endswith(".json"):
        return "fogbell build, then publish what it wrote"
    return f"fogbell build --output {shlex.quote(built.name)}"
