"""Times, durations and promises as people type them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.times import (
    format_time,
    parse_date,
    parse_duration,
    parse_time,
    parse_when,
)

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
#: 2000-01-02 to 2100-12-28, in seconds
MOMENTS = st.integers(946_771_200, 4_133_635_200).map(lambda at: datetime.fromtimestamp(at, UTC))


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2026-11-20 12:15 UTC", "2026-11-20 12:15:00"),
        ("2026-11-20 12:15:30 utc", "2026-11-20 12:15:30"),
        ("2026-11-20T12:15Z", "2026-11-20 12:15:00"),
        ("2026-11-20t12:15:07.999z", "2026-11-20 12:15:07"),
        ("2026-11-20 9:05 UTC", "2026-11-20 09:05:00"),
        ("  2026-11-20 12:15 UTC  ", "2026-11-20 12:15:00"),
        ("2026-11-20 12:15 +01:00", "2026-11-20 11:15:00"),
        ("2026-11-20 12:15+0530", "2026-11-20 06:45:00"),
        ("2026-11-20 00:15 +05:30", "2026-11-19 18:45:00"),
        ("2026-11-20 12:15 -09:30", "2026-11-20 21:45:00"),
        ("2026-12-31 23:59:59 -00:00", "2026-12-31 23:59:59"),
        ("2024-02-29 00:00 UTC", "2024-02-29 00:00:00"),
        ("2000-01-01 00:00 +14:00", "1999-12-31 10:00:00"),
        ("2100-12-31 23:59 -14:00", "2101-01-01 13:59:00"),
    ],
)
def test_whole_times(text: str, moment: str) -> None:
    assert str(parse_time(text)) == f"{moment}+00:00"
    assert parse_time(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is not a time"),
        ("soon", "is not a time; write one like 2026-11-20 12:15 UTC"),
        ("2026-11-20", "is only a day; add the time and zone"),
        ("2026-11-20 12:15", "has no zone; add it: '2026-11-20 12:15 UTC'"),
        ("12:15 UTC", "has no day"),
        ("2026-11-20 12:15 CET", "'CET' is not a zone"),
        ("2026-11-20 12:15 Europe/Berlin", "is not a zone"),
        ("2026-11-20 12:15 AM UTC", "hours go from 00 to 23: 00:15"),
        ("2026-11-20 1:15pm", "hours go from 00 to 23: 13:15"),
        ("2026-11-20 12:15 UTC or so", "'or so' does not belong behind a time"),
        ("2026-11-31 12:15 UTC", "there is no such day as 2026-11-31"),
        ("2026-02-29 12:15 UTC", "there is no such day"),
        ("2026-00-10 12:15 UTC", "there is no such day"),
        ("2026-20-11 12:15 UTC", "the order is year, month, day"),
        ("2026-11-20 24:00 UTC", "a day ends at 23:59"),
        ("2026-11-20 25:00 UTC", "there is no such time"),
        ("2026-11-20 12:60 UTC", "there is no such time"),
        ("2026-11-20 23:59:60 UTC", "a day ends at 23:59:59"),
        ("2026-11-20 12:15 +15:00", "there is no such offset as +15:00"),
        ("2026-11-20 12:15 +99:99", "there is no such offset"),
        ("0001-01-01 00:00 +14:00", "not between 2000 and 2100"),
        ("9999-12-31 23:59 -14:00", "not between 2000 and 2100"),
        ("1999-12-31 23:59 UTC", "not between 2000 and 2100"),
        ("10000-01-01 00:00 UTC", "is not a time"),
        ("2026-11-20 12:15 UTC" + " " * 200 + "x", "is not a time"),
        ("２０２６-11-20 12:15 UTC", "is not a time"),  # noqa: RUF001 - the point
        ("2026-11-20 １２:15 UTC", "is not a time"),  # noqa: RUF001 - the point
        ("٢٠٢٦-١١-٢٠ ١٢:١٥ UTC", "is not a time"),  # noqa: RUF001 - the point
        ("2026-11-20 12:15 \u00b2", "is not a zone"),
        ("20.11.2026 12:15 UTC", "is not a time"),
        ("11/20/2026 12:15 UTC", "is not a time"),
        ("2026-11-20, 12:15 UTC", "is not a time"),
        ("2026-11-20\n12:15 UTC", "is not a time"),
    ],
)
def test_what_is_no_time_says_why(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as wrong:
        parse_time(text)
    assert said in str(wrong.value)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("20m", 20),
        ("1h30m", 90),
        ("1 h 30 min", 90),
        ("1 hour, 30 minutes", 90),
        ("2 Hrs", 120),
        ("1d", 1440),
        ("90 mins", 90),
        ("0m", 0),
        ("366d", 366 * 1440),
    ],
)
def test_durations(text: str, minutes: int) -> None:
    assert parse_duration(text) == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    "text",
    [
        *("", "30", "m", "-5m", "1.5h", "30 s", "20 months", "367d", "9999999m", "30m later"),
        *("20m!", "٣٠m", "３０m", "30\u00a0m", "1h" * 100, "9" * 5000 + "m"),  # noqa: RUF001
    ],
)
def test_what_is_no_duration(text: str) -> None:
    assert parse_duration(text) is None
    with pytest.raises(ValueError, match=r"does not say when"):
        parse_when(text, NOON)


def test_a_time_of_day_is_the_next_such_moment() -> None:
    late = datetime(2026, 11, 20, 23, 50, tzinfo=UTC)
    assert parse_when("00:10 UTC", late) == datetime(2026, 11, 21, 0, 10, tzinfo=UTC)
    assert parse_when("23:50 UTC", late) == datetime(2026, 11, 21, 23, 50, tzinfo=UTC)
    assert parse_when("23:51Z", late) == datetime(2026, 11, 20, 23, 51, tzinfo=UTC)
    assert parse_when("00:55 +01:00", late) == datetime(2026, 11, 20, 23, 55, tzinfo=UTC)
    assert parse_when("05:15 +05:30", late) == datetime(2026, 11, 21, 23, 45, tzinfo=UTC)
    new_year = datetime(2026, 12, 31, 23, 59, 59, tzinfo=UTC)
    assert parse_when("0:00 UTC", new_year) == datetime(2027, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("10:45", "has no zone; add it: '10:45 UTC'"),
        ("24:00 UTC", "a day ends at 23:59"),
        ("12:60 UTC", "there is no such time"),
        ("12:30 +99:00", "there is no such offset"),
        ("0m", "is no time at all"),
        ("soon", "does not say when"),
        ("٢٢:٣٠ UTC", "does not say when"),
        ("2026-11-20 12:15", "has no zone"),
        ("x" * 5000, "x…' does not say when"),
    ],
)
def test_what_does_not_say_when(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=r".") as wrong:
        parse_when(text, NOON)
    assert said in str(wrong.value)


def test_no_promise_reaches_beyond_the_century() -> None:
    last = datetime(2100, 12, 31, 23, 59, tzinfo=UTC)
    for text in ("30m", "12:00 UTC", "366d"):
        with pytest.raises(ValueError, match=r"not between 2000 and 2100"):
            parse_when(text, last)


def test_days() -> None:
    assert parse_date("2026-11-27") == parse_date(" 2026-11-27\n") == date(2026, 11, 27)
    assert parse_date("2026-1-5") == date(2026, 1, 5)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-02-30", "20261127", "27.11.2026", "2026-11-27 12:00 UTC", "1999-12-31"),
        *("tomorrow", "0000-00-00", "２０２６-11-27"),  # noqa: RUF001 - the point
    ],
)
def test_what_is_no_day(text: str) -> None:
    with pytest.raises(ValueError, match=r"not a day|no such day|not between"):
        parse_date(text)


@given(MOMENTS)
def test_a_time_that_is_written_is_read_back(moment: datetime) -> None:
    assert parse_time(format_time(moment)) == moment
    assert parse_when(format_time(moment), NOON) == moment


@given(MOMENTS, st.integers(0, 23), st.integers(0, 59), st.integers(-14 * 60, 14 * 60))
def test_the_next_such_moment_comes_within_a_day(
    after: datetime, hour: int, minute: int, offset: int
) -> None:
    sign, (hours, minutes) = "-" if offset < 0 else "+", divmod(abs(offset), 60)
    moment = parse_when(f"{hour:02}:{minute:02} {sign}{hours:02}:{minutes:02}", after)
    assert timedelta() < moment - after <= timedelta(days=1)
    local = moment + timedelta(minutes=offset)
    assert (local.hour, local.minute) == (hour, minute)


@given(st.text() | st.from_regex(r"[0-9]{1,4}[-:. T]?[0-9a-zA-Z :+-]*", fullmatch=True))
def test_any_text_is_a_time_or_a_sentence(text: str) -> None:
    for parse in (parse_time, parse_date, lambda given: parse_when(given, NOON)):
        said = "a time"
        try:
            parse(text)
        except ValueError as wrong:
            said = str(wrong)
        assert 0 < len(said) < 400
