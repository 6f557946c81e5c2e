"""Deliberately bad conduct is caught, and no text keeps its rules busy."""

import time

import pytest

from generator.checks.policy import judge_event
from tests.policy.bad_conduct import BAD, Bad
from tests.policy.cases import case_of, codes
from tests.policy.conduct import incident, planned, said

SIZE = 32 * 1024
PIECES = (
    *(
        "continue ",
        "we are currently still ",
        "this issue is resolved. ",
        "if the issue is fixed. ",
    ),
    *("update next ", "may a ", "- [ ] a\n", "1:11 ", "a.", "the provider ", "full complete "),
)


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_it_is_caught(bad: Bad) -> None:
    assert bad.code in codes(bad.text, now=bad.now, base=bad.base)


@pytest.mark.parametrize("status", ["Identified", "Resolved", "Postmortem", "Scheduled"])
@pytest.mark.parametrize("piece", PIECES)
def test_no_rule_of_conduct_is_kept_busy(piece: str, status: str) -> None:
    text = f"the is a {piece * (SIZE // len(piece))}"
    file = planned(said("Scheduled", "2026-11-20 10:00", text))
    if status != "Scheduled":
        over = [said("Resolved", "13:00", "x")] if status == "Postmortem" else []
        file = incident(said("Investigating", "12:00", "x"), *over, said(status, "14:00", text))
    case = case_of(file)
    began = time.perf_counter()
    list(judge_event(case))
    assert time.perf_counter() - began < 5
