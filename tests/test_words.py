"""Moments, durations and figures in words."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from generator.render.words import (
    counted,
    duration,
    exact_percentage,
    listed,
    percentage,
    when,
)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("UTC", "20 Nov 2026, 23:05 UTC"),
        ("Europe/Berlin", "21 Nov 2026, 00:05 CET"),
        ("America/New_York", "20 Nov 2026, 18:05 EST"),
        ("Asia/Kathmandu", "21 Nov 2026, 04:50 UTC+05:45"),
        ("America/Sao_Paulo", "20 Nov 2026, 20:05 UTC-03"),
    ],
)
def test_a_moment_in_a_zone(zone: str, text: str) -> None:
    found = when(datetime(2026, 11, 20, 23, 5, tzinfo=UTC), zone)
    assert (found.iso, found.text) == ("2026-11-20T23:05:00Z", text)


@pytest.mark.parametrize(
    ("utc", "text"),
    [
        # clocks go back at 01:00 UTC: the same hour twice, told apart by the zone
        ("2026-10-25T00:30", "25 Oct 2026, 02:30 CEST"),
        ("2026-10-25T01:30", "25 Oct 2026, 02:30 CET"),
        # and forward at 01:00 UTC
        ("2026-03-29T00:59", "29 Mar 2026, 01:59 CET"),
        ("2026-03-29T01:00", "29 Mar 2026, 03:00 CEST"),
    ],
)
def test_a_moment_when_clocks_change(utc: str, text: str) -> None:
    assert when(datetime.fromisoformat(utc).replace(tzinfo=UTC), "Europe/Berlin").text == text


@pytest.mark.parametrize(
    ("length", "text"),
    [
        (timedelta(), "0~s"),
        (timedelta(seconds=45), "45~s"),
        (timedelta(minutes=1), "1~min"),
        (timedelta(minutes=1, seconds=5), "1~min 5~s"),
        (timedelta(hours=1, minutes=25, seconds=59), "1~h 25~min"),
        (timedelta(hours=2, seconds=5), "2~h"),
        (timedelta(days=1), "1~day"),
        (timedelta(days=2, hours=3, minutes=59), "2~days 3~h"),
    ],
)
def test_a_duration_in_its_two_largest_parts(length: timedelta, text: str) -> None:
    """`~`: a number and its unit stay on one line."""
    assert duration(length) == text.replace("~", "\u00a0")


@pytest.mark.parametrize(
    ("value", "floored", "exact"),
    [
        ("100", "100%", "100%"),
        ("100.000", "100%", "100%"),
        ("99.99999999", "99.99%", "99.99999999%"),
        ("0", "0.00%", "0%"),
        ("0.009", "0.00%", "0.009%"),
        ("99.999", "99.99%", "99.999%"),
        ("99.995", "99.99%", "99.995%"),
        ("99.90", "99.90%", "99.9%"),
        ("30.0", "30.00%", "30%"),
    ],
)
def test_a_figure_is_rounded_down_and_a_promise_is_not(
    value: str, floored: str, exact: str
) -> None:
    assert percentage(Decimal(value)) == floored
    assert exact_percentage(Decimal(value)) == exact


def test_lists_and_counts() -> None:
    assert [listed(words) for words in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == [
        "",
        "A",
        "A and B",
        "A, B and C",
    ]
    assert (counted(1, "incident"), counted(0, "incident")) == ("1 incident", "0 incidents")
