"""Words and fields agree; and a time that is another zone's is noticed."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from generator.checks.policy import judge_changes
from tests.policy.cases import SITE, event_of, judged
from tests.policy.conduct import incident, said

FAIL = "Uploads fail for all customers with an error. We are looking for the cause."
KNOWN = "Uploads fail for all customers. We have found the cause and are undoing the change."


def codes(text: str) -> list[str]:
    return [problem.code for problem in judged(text)]


@pytest.mark.parametrize(
    "words",
    [
        "There will be more information in the next 15 minutes.",
        "Next update in 15 min.",
        "We will post another update by 12:20 UTC.",
        "The next update comes within an hour.",
    ],
)
def test_a_promise_in_words_that_the_field_does_not_keep(words: str) -> None:
    text = incident(said("Investigating", "12:10", f"{FAIL} {words}", next_update="30m"))
    assert "COM-03" in codes(text)


@pytest.mark.parametrize(
    "words",
    [
        "There will be more information in the next 30 minutes.",
        "Next update by 12:40 UTC.",
        "Next update by 12:45 UTC.",  # within the grace
        "We will post another update by 1:15.",  # nobody knows in which zone
        "The restart takes 15 minutes.",
    ],
)
def test_words_that_agree(words: str) -> None:
    text = incident(said("Investigating", "12:10", f"{FAIL} {words}", next_update="30m"))
    assert "COM-03" not in codes(text)


@pytest.mark.parametrize(
    "words",
    [
        "As a workaround, customers can pay by invoice.",
        "Workaround: reload the page.",
        "In the meantime, please use the app.",
        "You can upload smaller files instead.",
    ],
)
def test_a_way_round_that_the_next_update_would_hide(words: str) -> None:
    text = incident(said("Identified", "12:10", f"{KNOWN} {words}", next_update="30m"))
    assert "COM-24" in codes(text)
    both = said("Identified", "12:10", f"{KNOWN} {words}", next_update="30m", workaround="Reload.")
    assert "COM-24" not in codes(incident(both))


@pytest.mark.parametrize("words", ["There is no workaround yet.", "You need do nothing meanwhile."])
def test_that_there_is_none_needs_no_field(words: str) -> None:
    text = incident(said("Identified", "12:10", f"{KNOWN} {words}", next_update="30m"))
    assert "COM-24" not in codes(text)


@pytest.mark.parametrize(
    ("hours", "is_told"), [(0, False), (0.9, False), (2, True), (5, True), (15, False)]
)
def test_the_time_of_another_zone(hours: float, *, is_told: bool) -> None:
    text = incident(said("Investigating", "12:10", FAIL, next_update="30m"))
    now = datetime(2026, 11, 20, 12, 10, tzinfo=UTC) + timedelta(hours=hours)
    event = event_of(text)
    site = replace(SITE, incidents=(event,))  # type: ignore[arg-type] # a text is of an incident
    told = {problem.code for problem in judge_changes(site, now, SITE)}
    assert ("COM-09" in told) is is_told
