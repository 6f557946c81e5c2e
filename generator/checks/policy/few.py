"""Of many remarks on one update, the few that are worth reading first."""

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable

from generator.errors import Problem, Severity, in_order
from generator.model.event import Event

MOST = 3
#: the codes of warnings, the most harmful first; errors are always shown
HARM = (
    *("COM-44", "COM-43", "COM-42", "COM-41"),  # what should not be public at all
    *("COM-03", "COM-09", "COM-61", "COM-05", "COM-02", "COM-01"),  # when the next word comes
    *("COM-20", "COM-46", "COM-26", "COM-24", "COM-21", "COM-62"),  # what customers need
    *(
        "COM-10",
        "COM-11",
        "COM-45",
        "COM-47",
        "COM-49",
        "COM-65",
        "COM-81",
        "COM-84",
        "COM-80",
        "COM-85",
    ),
    *("COM-28", "COM-23", "COM-29", "COM-63", "COM-64", "COM-70", "COM-72", "COM-77"),
    *("COM-48", "COM-30", "COM-51", "COM-27", "COM-66", "COM-73", "COM-74", "COM-75", "COM-103"),
    *("COM-90", "COM-91", "COM-92", "COM-93", "COM-94"),
)
#: the policy's codes
PREFIX = "COM-"


def most_harmful(
    problems: Iterable[Problem], events: Iterable[Event]
) -> tuple[tuple[Problem, ...], int]:
    """`problems` with at most MOST of the policy's warnings an update; how many are left out."""
    headings = {
        event.location.file: sorted(update.location.line for update in event.updates)
        for event in events
    }
    rank = {code: number for number, code in enumerate(HARM)}
    remarks: dict[tuple[str, int], list[Problem]] = defaultdict(list)
    kept: list[Problem] = []
    for problem in problems:
        place = problem.location
        if problem.severity is Severity.ERROR or not problem.code.startswith(PREFIX):
            kept.append(problem)
        else:
            update = bisect_right(headings.get(place.file, []), place.line)
            remarks[place.file, update].append(problem)
    left = 0
    for told in remarks.values():
        told.sort(key=lambda each: (rank.get(each.code, len(rank)), each.location))
        kept += told[:MOST]
        left += len(told[MOST:])
    return in_order(kept), left
