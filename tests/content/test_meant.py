"""Times in other people's forms, for hints: what is certain, and what is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.meant import meant_date, meant_time, meant_when, time_hint
from generator.content.times import parse_time


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("20.11.2026 10:05 UTC", "2026-11-20 10:05 UTC"),
        ("11/20/2026 1:15 pm UTC", "2026-11-20 13:15 UTC"),
        ("6/6/2026 1:00 UTC", "2026-06-06 01:00 UTC"),
        ("2026/11/20 12:15Z", "2026-11-20 12:15Z"),
        ("2026-20-11 12:15 UTC", "2026-11-20 12:15 UTC"),
        ("2026-11-20, 12:15 CET", "2026-11-20 12:15 +01:00"),
        ("2026-11-20 at 12:15 (cest)", "2026-11-20 12:15 +02:00"),
        ("Nov. 20th, 2026 10:15 PST", "2026-11-20 10:15 -08:00"),
        ("20 november 2026 10:15 GMT", "2026-11-20 10:15 UTC"),
        ("2026-11-20 12:15 UTC+1", "2026-11-20 12:15 +01:00"),
        ("2026-11-20 12:15 GMT-0330", "2026-11-20 12:15 -03:30"),
    ],
)
def test_what_is_certain(text: str, meant: str) -> None:
    assert meant_time(text) == meant


@pytest.mark.parametrize(
    "text",
    [
        *("5.6.2026 10:05 UTC", "13.13.2026 10:00 UTC", "31.02.2026 10:00 UTC"),
        *(
            "2026-11-20 12:15",
            "2026-11-20 12:15 CST",
            "2026-11-20 12:15 IST",
            "20 nox 2026 10:00 UTC",
        ),
        *("2026-11-20 12:15 UTC (first report)", "2026-11-20", "soon", "x" * 200),
    ],
)
def test_what_is_not_certain(text: str) -> None:
    assert meant_time(text) == ""


def test_days_and_promises() -> None:
    assert meant_date("21.11.2026") == "2026-11-21"
    assert meant_date("1/2/2026") == ""
    assert meant_when("in about 30 minutes.") == "30 minutes"
    assert meant_when("within an hour") == "1 hour"
    assert meant_when("by 1pm CET") == "13:00 +01:00"
    assert meant_when("soon") == ""


def test_a_zone_that_nobody_wrote_is_a_question() -> None:
    assert time_hint("20.11.2026 10:05", meant_time, str) == "if it is UTC, 2026-11-20 10:05 UTC"
    assert time_hint("2026-11-20 10:05", meant_time, str) == ""
    days = "which day is it? write the year first: 2026-06-05 or 2026-05-06"
    assert time_hint("5.6.2026 10:05 UTC", meant_time, str) == days


@given(st.text(st.sampled_from("0123456789.:/-+ ,apmUTCECSTnov"), max_size=40))
def test_nothing_else_is_ever_suggested(text: str) -> None:
    meant = meant_time(text)
    assert meant == "" or parse_time(meant).tzinfo
    assert isinstance(time_hint(text, meant_when, str), str)
