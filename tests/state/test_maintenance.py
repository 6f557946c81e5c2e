"""Planned windows by hand: when they claim, when they are late, and that they cost nothing."""

import pytest

from tests.state.making import (
    at,
    incident,
    ledger,
    maintenance,
    planned,
    plans,
    says,
    state,
    statuses,
    uptime,
)

WINDOW = "02:00 to 04:00"
ANNOUNCED = plans("2026-11-15 09:00", "scheduled")


def test_before_its_window_it_changes_nothing() -> None:
    found = state(maintenance("m", WINDOW), now="01:59")
    assert (planned(found).status, planned(found).is_active) == ("scheduled", False)
    assert (found.indicator, ledger(found)) == ("none", [])
    assert [each.maintenance.id for each in found.planned_maintenances] == ["m"]


def test_it_opens_by_the_clock_even_if_nobody_writes() -> None:
    found = state(maintenance("m", WINDOW), now="02:00")
    assert (planned(found).status, planned(found).is_active) == ("in_progress", True)
    assert statuses(found)["api"] == found.components[0].status == "under_maintenance"
    assert found.indicator == "maintenance"
    assert found.planned_maintenances == ()


@pytest.mark.parametrize(
    ("told", "auto", "line"),
    [
        # In progress before the start: from then on
        (["01:30 in_progress", "03:50 completed"], False, "11-20 01:30 - 11-20 03:50"),
        # In progress after the start: the clock was first
        (["02:10 in_progress", "04:30 completed"], False, "11-20 02:00 - 11-20 04:30"),
        # Verifying still claims
        (["03:00 verifying", "03:20 completed"], False, "11-20 02:00 - 11-20 03:20"),
        # cancelled after it had begun
        (["01:50 in_progress", "02:40 cancelled"], False, "11-20 01:50 - 11-20 02:40"),
        (["02:40 cancelled"], False, "11-20 02:00 - 11-20 02:40"),
        # never: cancelled or done before the start
        (["01:00 cancelled"], False, ""),
        (["02:00 completed"], False, ""),
        # by the clock, and whichever end comes first
        ([], True, "11-20 02:00 - 11-20 04:00"),
        (["03:00 completed"], True, "11-20 02:00 - 11-20 03:00"),
        (["04:30 completed"], True, "11-20 02:00 - 11-20 04:00"),
        (["01:00 cancelled"], True, ""),
        # nobody says that it is over
        ([], False, "11-20 02:00 - …"),
        (["02:05 in_progress", "03:00 verifying"], False, "11-20 02:00 - …"),
    ],
)
def test_what_it_claims(told: list[str], auto: bool, line: str) -> None:
    updates = [plans(*each.split()) for each in told]
    found = state(maintenance("m", WINDOW, ANNOUNCED, *updates, auto_complete=auto))
    assert ledger(found) == ([f"under_maintenance {line} x0 by m"] if line else [])
    assert planned(found).is_active == line.endswith("…")


def test_past_its_end_it_goes_on_and_is_late() -> None:
    for now, late in (("03:59:59", False), ("04:00", True), ("23:00", True)):
        found = state(maintenance("m", WINDOW), now=now)
        assert planned(found).overdue is late
        assert statuses(found)["api"] == "under_maintenance"
        assert found.indicator == "maintenance"


def test_by_itself_it_is_completed_at_its_end() -> None:
    found = state(maintenance("m", WINDOW, auto_complete=True), now="04:00")
    assert (planned(found).status, planned(found).overdue) == ("completed", False)
    assert (found.indicator, planned(found).promise) == ("none", None)


def test_what_is_over_has_no_component_in_trouble() -> None:
    for last in ("completed", "cancelled"):
        found = state(maintenance("m", WINDOW, ANNOUNCED, plans("03:00", last)))
        assert dict(planned(found).components) == {"api": "operational"}
    found = state(maintenance("m", WINDOW), now="01:00")
    assert dict(planned(found).components) == {"api": "under_maintenance"}


def test_its_time_is_never_downtime() -> None:
    """02:00 to 04:00 with every component claimed as down: 100% all the same."""
    found = state(maintenance("m", WINDOW, touches="api=major_outage", auto_complete=True))
    assert ledger(found) == ["major_outage 11-20 02:00 - 11-20 04:00 x0 by m"]
    assert uptime(found).recent == 100
    assert uptime(found).months[0].downtime == 0


def test_an_incident_during_it_counts_and_it_does_not() -> None:
    """Major 03:00 to 03:30 inside 02:00 to 04:00: 1800 s of downtime."""
    found = state(
        maintenance("m", WINDOW, auto_complete=True),
        incident(
            "i", says("03:00", "investigating", api="major_outage"), says("03:30", "resolved")
        ),
    )
    assert ledger(found) == [
        "under_maintenance 11-20 02:00 - 11-20 03:00 x0 by m",
        "major_outage 11-20 03:00 - 11-20 03:30 x1 by i m",
        "under_maintenance 11-20 03:30 - 11-20 04:00 x0 by m",
    ]
    assert uptime(found).months[0].downtime == 1800


def test_a_mild_incident_under_a_worse_window_costs_what_the_incident_costs() -> None:
    """The window says major, the incident partial (0.3): shown as major, counted as 0.3."""
    found = state(
        maintenance("m", WINDOW, touches="api=major_outage", auto_complete=True),
        incident(
            "i", says("03:00", "investigating", api="partial_outage"), says("03:30", "resolved")
        ),
    )
    assert ledger(found)[1] == "major_outage 11-20 03:00 - 11-20 03:30 x0.3 by m i"
    assert uptime(found).months[0].downtime == 540  # 1800 s x 0.3


def test_an_update_changes_a_component_from_the_start_on_at_the_earliest() -> None:
    found = state(
        maintenance(
            "m",
            WINDOW,
            plans("2026-11-15 09:00", "scheduled", web="degraded_performance"),
            plans("03:00", api="partial_outage"),
            plans("04:00", "completed"),
        )
    )
    assert ledger(found) == [
        "under_maintenance 11-20 02:00 - 11-20 03:00 x0 by m",
        "partial_outage 11-20 03:00 - 11-20 04:00 x0 by m",
    ]
    assert ledger(found, "web") == ["degraded_performance 11-20 02:00 - 11-20 04:00 x0 by m"]


def test_in_progress_a_little_ahead_of_the_clock_has_begun() -> None:
    """01:35 seen at 01:31: it counts as now."""
    found = state(maintenance("m", WINDOW, ANNOUNCED, plans("01:35", "in_progress")), now="01:31")
    assert (planned(found).status, planned(found).is_active) == ("in_progress", True)
    assert statuses(found)["api"] == "under_maintenance"


def test_what_is_not_announced_yet_claims_nothing() -> None:
    """Announced at 02:30, seen at 02:10: nobody knows of it."""
    found = state(maintenance("m", WINDOW, plans("02:30", "scheduled")), now="02:10")
    assert (found.maintenances, found.ledger, found.indicator) == ((), (), "none")


def test_the_next_one_comes_first_among_what_is_planned() -> None:
    found = state(
        maintenance("late", "2026-12-02 02:00 to 2026-12-02 03:00"),
        maintenance("soon", "2026-12-01 02:00 to 2026-12-01 03:00"),
        now="2026-11-20 12:00",
    )
    assert [each.maintenance.id for each in found.planned_maintenances] == ["soon", "late"]
    assert found.next_change <= at("2026-12-01 02:00")
