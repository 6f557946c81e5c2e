"""Deliberately bad updates: what is told too late, out of order, or changed behind readers' backs.

Each is a file, the file as it is published (where it has been), and the code that must catch it.
"""

from dataclasses import dataclass
from datetime import UTC, datetime

from tests.policy.conduct import bare, incident, planned, said


@dataclass(frozen=True, kw_only=True)
class Bad:
    name: str
    code: str
    text: str
    #: what is published already
    base: str = ""
    now: datetime = datetime(2026, 11, 20, 14, 10, tzinfo=UTC)


FAIL = "Uploads fail with an error for everyone. We are looking into it."
FIRST = said("Investigating", "12:00", FAIL, next_update="30m")
FIX = said(
    "Monitoring", "12:25", "Uploads work for most of you since 12:20 UTC.", next_update="30m"
)
WORKS = "Uploads have worked since 12:20 UTC, and there is nothing you need to do."
READS = "You can read, but not save, from 02:00 to 04:00 UTC."
WORK = planned(said("Scheduled", "2026-11-20 10:00", READS))
LIVE = incident(FIRST, FIX)

BAD = (
    Bad(
        name="no next update",
        code="COM-03",
        text=incident(said("Investigating", "14:05", FAIL)),
    ),
    Bad(
        name="the next update only in words",
        code="COM-03",
        text=incident(FIRST, said("Update", "12:25", f"{FAIL} Next update at 12:45 UTC.")),
        base=incident(FIRST),
    ),
    Bad(
        name="the next update in six hours",
        code="COM-04",
        text=incident(said("Investigating", "14:05", FAIL, next_update="6h")),
    ),
    Bad(
        name="the next update tomorrow, in what has lasted an hour",
        code="COM-04",
        text=incident(FIRST, said("Update", "13:00", FAIL, next_update="2026-11-21 09:00 UTC")),
    ),
    Bad(
        name="an hour until the first word, and not a word on it",
        code="COM-01",
        text=incident(FIRST, front="started: 2026-11-20 11:00 UTC"),
    ),
    Bad(
        name="two hours of silence",
        code="COM-02",
        text=incident(said("Investigating", "12:00", FAIL), said("Update", "14:05", FAIL)),
    ),
    Bad(
        name="a promise broken without a word",
        code="COM-05",
        text=incident(FIRST, said("Update", "13:15", FAIL, next_update="30m")),
    ),
    Bad(
        name="resolved that says monitoring",
        code="COM-61",
        text=incident(FIRST, said("Resolved", "12:40", "We have a fix and are monitoring it.")),
    ),
    Bad(
        name="resolved that is still looked into",
        code="COM-61",
        text=incident(
            FIRST, said("Resolved", "12:40", "It works. We are still investigating the issue.")
        ),
    ),
    Bad(
        name="monitoring that says resolved",
        code="COM-61",
        text=incident(
            FIRST, said("Monitoring", "12:40", "The issue is now resolved.", next_update="30m")
        ),
    ),
    Bad(
        name="resolved that says nothing",
        code="COM-62",
        text=incident(FIRST, said("Resolved", "12:40", "This incident has been resolved.")),
    ),
    Bad(
        name="states skipped, in four minutes",
        code="COM-66",
        text=incident(FIRST, said("Resolved", "12:04", "All is good.")),
    ),
    Bad(
        name="back to investigating without a word",
        code="COM-60",
        text=LIVE + said("Investigating", "12:50", "", next_update="30m"),
        base=LIVE,
    ),
    Bad(
        name="open again, and nobody meant it",
        code="COM-60",
        text=LIVE + said("Resolved", "13:00", WORKS) + "\n" + said("Identified", "13:30", FAIL),
    ),
    Bad(
        name="a published update changed in silence",
        code="COM-10",
        text=LIVE.replace("for everyone", "for a few"),
        base=LIVE,
    ),
    Bad(
        name="a promise moved afterwards",
        code="COM-10",
        text=LIVE.replace("next update: 30m", "next update: 50m"),
        base=LIVE,
    ),
    Bad(
        name="a published update removed",
        code="COM-10",
        text=incident(FIX),
        base=LIVE,
    ),
    Bad(
        name="all green in the middle of an outage",
        code="COM-65",
        text=incident(
            FIRST, said("Identified", "12:20", FAIL, next_update="30m", api="operational")
        ),
    ),
    Bad(
        name="nobody knows whether it touches them",
        code="COM-21",
        text=bare(
            said("Investigating", "14:05", "There are errors in our systems.", next_update="30m"),
            front="title: Errors in our systems\nimpact: major",
        ),
    ),
    Bad(
        name="the cause is known, and nothing is offered",
        code="COM-24",
        text=incident(FIRST, said("Identified", "12:20", "A disk is full.", next_update="30m")),
    ),
    Bad(
        name="a critical outage, and no postmortem is promised",
        code="COM-70",
        text=incident(FIRST, FIX, said("Resolved", "12:40", WORKS), impact="critical"),
    ),
    Bad(
        name="a postmortem that only shrugs",
        code="COM-72",
        text=incident(
            FIRST,
            FIX,
            said("Resolved", "12:40", WORKS),
            said("Postmortem", "14:00", "A setting was wrong."),
        ),
    ),
    Bad(
        name="work announced one hour before",
        code="COM-80",
        text=planned(
            said("Scheduled", "14:05", READS),
            scheduled="2026-11-20 15:05 UTC to 2026-11-20 16:00 UTC",
        ),
    ),
    Bad(
        name="work that does not say what it does to anybody",
        code="COM-81",
        text=planned(said("Scheduled", "14:05", "We will upgrade our database.")),
    ),
    Bad(
        name="work cancelled without saying so",
        code="COM-84",
        text=WORK + said("Cancelled", "14:05"),
        base=WORK,
    ),
    Bad(
        name="work moved without saying so",
        code="COM-84",
        text=WORK.replace("2026-12-01", "2026-12-08"),
        base=WORK,
    ),
    Bad(
        name="a rule set aside that does not exist",
        code="COM-11",
        text=incident(said("Investigating", "14:05", FAIL), front="override: {COM-3: no time}"),
    ),
)
