"""Of many remarks on an update, people are shown three; the worst of them."""

from generator.checks.policy.few import HARM, MOST, most_harmful
from generator.errors import Location, Problem, error, warning
from generator.manual import POLICY
from tests.policy.cases import event_of

TEXT = """---
title: Uploads fail
impact: major
---

## Investigating — 2026-11-20 12:00 UTC

Uploads fail.

## Identified — 2026-11-20 12:30 UTC

They still do.
"""


def remark(code: str, line: int) -> Problem:
    return warning(code, Location("content/incidents/x.md", line), "x")


def test_three_of_an_update_and_the_worst() -> None:
    event = event_of(TEXT)
    file = event.location.file
    codes = ("COM-90", "COM-48", "COM-51", "COM-20", "COM-46")
    problems = [warning(code, Location(file, 8), "x") for code in codes]
    problems += [
        warning("COM-90", Location(file, 12), "x"),
        warning("UPD-11", Location(file, 8), "x"),
    ]
    problems += [error(f"COM-{number}", Location(file, 8), "x") for number in (40, 41, 42, 43)]
    kept, left = most_harmful(problems, [event])
    shown = [(each.code, each.location.line) for each in kept if each.severity == "warning"]
    assert shown == [("COM-20", 8), ("COM-46", 8), ("COM-48", 8), ("UPD-11", 8), ("COM-90", 12)]
    assert left == len(codes) - MOST
    assert sum(each.severity == "error" for each in kept) == 4


def test_every_warning_has_its_rank() -> None:
    warns = {code for code, text in POLICY.items() if "warning" in text.severity}
    by_the_clock = {"COM-06", "COM-07", "COM-67", "COM-71", "COM-76", "COM-82", "COM-83"}
    assert warns - by_the_clock - set(HARM) == set()
    assert len(set(HARM)) == len(HARM)
