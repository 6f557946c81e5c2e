"""When a State changes although nobody writes: each kind of moment, by hand."""

import pytest

from tests.state.making import at, incident, maintenance, plans, says, state


def test_figures_move_every_hour_and_bars_every_day() -> None:
    assert state(now="12:00").next_change == at("13:00")
    assert state(now="12:59:59").next_change == at("13:00")
    assert state(now="23:30").next_change == at("2026-11-21 00:00")


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        # the promise of 12:30 is late at 12:35; after that only the hour is left
        ("12:10", "12:35"),
        ("12:34:59", "12:35"),
        ("12:35", "13:00"),
    ],
)
def test_a_promise_falls_due(now: str, moment: str) -> None:
    told = incident("a", says("12:00", "investigating", next_update="12:30"))
    assert state(told, now=now).next_change == at(moment)


def test_a_postmortem_falls_due() -> None:
    told = (says("12:00", "investigating"), says("13:00", "resolved", next_update="17:10"))
    assert state(incident("a", *told), now="17:01").next_change == at("17:15")


@pytest.mark.parametrize(
    ("now", "moment"), [("02:01", "02:10"), ("02:10", "02:50"), ("02:50", "03:00")]
)
def test_a_window_opens_and_ends(now: str, moment: str) -> None:
    for auto in (False, True):
        window = maintenance("m", "02:10 to 02:50", auto_complete=auto)
        assert state(window, now=now).next_change == at(moment)


def test_a_window_that_was_cancelled_changes_nothing() -> None:
    told = (plans("2026-11-15 09:00", "scheduled"), plans("01:00", "cancelled"))
    window = maintenance("m", "02:10 to 02:50", *told)
    assert state(window, now="02:01").next_change == at("03:00")


def test_a_maintenance_promises_too() -> None:
    told = plans("01:00", "scheduled", next_update="02:20")
    window = maintenance("m", "2026-12-01 02:00 to 2026-12-01 03:00", told)
    assert state(window, now="02:01").next_change == at("02:25")


@pytest.mark.parametrize(
    ("now", "moment"),
    [
        # five minutes before its time an update begins to count
        ("12:01", "12:25"),
        # and at its time its interval begins to grow
        ("12:25", "12:30"),
        ("12:30", "13:00"),
    ],
)
def test_an_update_that_is_still_to_come(now: str, moment: str) -> None:
    told = incident("a", says("11:00", "investigating"), says("12:30", "resolved"))
    assert state(told, now=now).next_change == at(moment)
    window = maintenance(
        "m", "11:00 to 23:00", plans("10:00", "scheduled"), plans("12:30", "completed")
    )
    assert state(window, now=now).next_change == at(moment)
