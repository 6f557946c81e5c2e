"""Words and fields say the same: a promise in the text, a way round that only the text tells."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from generator.checks.policy.case import Case
from generator.checks.policy.prose import phrases
from generator.checks.policy.story import english, latest_open
from generator.errors import Problem, warning
from generator.model.incident import Incident, IncidentStatus
from generator.state.records import GRACE

_NEXT_WORD = (
    r"(?:next|further|more|another|an|provide|post|share|give)(?: \w+){0,3} "
    r"(?:updates?|information|news)(?: \w+){0,3}"
)
_AFTER = phrases(
    rf"{_NEXT_WORD} (?:in|within)(?: the)?(?: next)?(?: about)? "
    r"(?P<count>\d{1,3}|an) ?(?P<unit>m|min|mins|minutes?|h|hours?)"
)
_AT = phrases(
    rf"{_NEXT_WORD} (?:by|at|before|around|no later than) (?P<hour>\d{{1,2}}):(?P<minute>\d\d)"
    r"(?P<utc> ?(?:UTC|GMT))?"
)
#: whoever writes so means a thing to do, and not that there is none
_WAY_ROUND = phrases(
    r"(?:as )?a work-?around,? (?:\w+ ){0,2}(?:you|customers|users|please|use|try|is to)",
    r"work-?around(?: \w+)?:|the work-?around is",
    r"(?:in the meantime|meanwhile|until then),? (?:please|(?:you|customers|users) (?:can|may))",
    r"you can(?: \w+){1,8} instead",
)


def other_promise(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-03: where the text names the time of the next update, it is that of the field."""
    told = latest_open(case, incident)
    if told is None or told[1].next_update is None:
        return
    due = told[1].next_update
    for text in english(case, told[1]):
        for found in (*_AFTER.finditer(text.text), *_AT.finditer(text.text)):
            said = _moment(found, told[1].at)
            if said and abs(said - due) > GRACE:
                message = f"the words promise {said:%H:%M} UTC, and the field {due:%H:%M} UTC"
                hint = "say it once, in the field: the page shows it, and `watch` minds it"
                yield warning("COM-03", text.place(found), message, hint)


def hidden_way_round(case: Case, incident: Incident) -> Iterator[Problem]:
    """COM-24: a way round stands in its field, where later updates do not hide it."""
    told = latest_open(case, incident)
    if told is None or told[0] not in (IncidentStatus.INVESTIGATING, IncidentStatus.IDENTIFIED):
        return
    if any(update.workaround is not None for update in incident.updates):
        return
    for text in english(case, told[1]):
        if found := _WAY_ROUND.search(text.text):
            message = "the next update will take the place of these words, and of the way round"
            hint = "write it under the heading too: workaround: …; there it stands until it is over"
            yield warning("COM-24", text.place(found), message, hint)
            return


def _moment(found: re.Match[str], at: datetime) -> datetime | None:
    """The moment that the words name; None where that takes a zone that they do not have."""
    parts = found.groupdict()
    if parts.get("unit"):
        count = 1 if parts["count"].lower() == "an" else int(parts["count"])
        is_hours = parts["unit"].lower().startswith("h")
        return at + (timedelta(hours=count) if is_hours else timedelta(minutes=count))
    hour, minute = int(parts["hour"]), int(parts["minute"])
    if not parts.get("utc") or hour > 23 or minute > 59:
        return None
    said = at.astimezone(UTC).replace(hour=hour, minute=minute, second=0)
    return said if said >= at else said + timedelta(days=1)
