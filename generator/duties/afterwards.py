"""What we still owe when an incident is over: its postmortem, and what that promised."""

import shlex
from collections.abc import Iterator
from datetime import timedelta

from generator.content.actions import actions_of
from generator.duties.records import Duty, Urgency, Watched
from generator.state.uptime import midnight


def postmortem(watched: Watched) -> Iterator[Duty]:
    """COM-71: the postmortem, by the day it was promised for."""
    for each in watched.state.incidents:
        if not each.is_open and each.promise:
            yield Duty(
                code="COM-71",
                urgency=Urgency.LATER,
                event=each.incident.id,
                title=each.incident.title,
                what="the postmortem",
                due=each.promise.due,
                late_from=each.promise.late_from,
                command=f"fogbell postmortem {shlex.quote(each.incident.id)} --edit",
                impact=each.impact,
            )


def actions(watched: Watched) -> Iterator[Duty]:
    """COM-76: what a postmortem said that we change, by its day."""
    for each in watched.state.incidents:
        said = each.incident.updates[: len(each.changes)]
        for action in actions_of(said):
            if action.is_done or action.due is None:
                continue
            due = midnight(action.due) + timedelta(days=1)
            owner = f" ({action.owner})" if action.owner else ""
            yield Duty(
                code="COM-76",
                urgency=Urgency.LATER,
                event=each.incident.id,
                title=each.incident.title,
                what=f"what we change: {action.text}{owner}",
                due=due,
                late_from=due,
                command=f"in {each.incident.location.file}: `- [x]` if it is done, or a new date",
                impact=each.impact,
            )
