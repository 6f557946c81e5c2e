"""errors.json: the messages that open incidents show."""

from dataclasses import replace

from tests.api import read
from tests.state.making import incident, says, state

SLOW = incident(
    "slow",
    says("12:00", "investigating", api="degraded_performance"),
    impact="minor",
    errors=("Request timed out",),
)
WORKAROUND = "Try [this](https://x.example/)"
DOWN = incident(
    "down",
    replace(says("12:05", "investigating", api="major_outage"), workaround=WORKAROUND),
    impact="critical",
    errors=('HTTP 500: "<b>upload</b>" failed', "ECONNRESET"),
)
OVER = incident(
    "over", says("11:00", "investigating"), says("11:30", "resolved"), errors=("Gone by now",)
)


def test_each_message_is_there_with_its_incident_the_worst_first() -> None:
    errors = read(state(SLOW, DOWN, OVER))["errors.json"]["errors"]
    assert [(each["message"], each["incident"]["id"]) for each in errors] == [
        ('HTTP 500: "<b>upload</b>" failed', "down"),
        ("ECONNRESET", "down"),
        ("Request timed out", "slow"),
    ]
    assert [each["workaround"] for each in errors] == [WORKAROUND, WORKAROUND, None]


def test_an_incident_is_told_as_in_status_json() -> None:
    files = read(state(DOWN))
    assert files["errors.json"]["errors"][0]["incident"] == files["status.json"]["open"][0]


def test_where_nothing_is_open_the_list_is_empty() -> None:
    assert read(state(OVER))["errors.json"]["errors"] == []
