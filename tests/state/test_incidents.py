"""Intervals of incidents, worked out by hand from the content format; the arithmetic is beside."""

import pytest

from tests.state.making import at, incident, ledger, only, says, state, statuses, uptime


def test_one_incident_is_an_interval_for_each_status() -> None:
    """12:15 to 12:25 partial, 12:25 to 14:00 major."""
    found = state(
        incident(
            "a",
            says("12:15", "investigating", api="partial_outage"),
            says("12:25", "identified", api="major_outage"),
            says("14:00", "resolved"),
        )
    )
    assert ledger(found) == [
        "partial_outage 11-20 12:15 - 11-20 12:25 x0.3 by a",
        "major_outage 11-20 12:25 - 11-20 14:00 x1 by a",
    ]
    assert ledger(found, "web") == []


def test_the_example_of_the_content_format() -> None:
    """Front matter counts from 12:02; updates is worse from 12:25; `ended` 13:40 ends both."""
    found = state(
        incident(
            "stack-updates",
            says("12:15", "investigating", next_update="12:30"),
            says("12:25", "identified", api="major_outage"),
            says("14:00", "resolved"),
            says("2026-11-24 09:00", "postmortem"),
            touches="api=partial_outage web=degraded_performance",
            started="12:02",
            ended="13:40",
        ),
        now="2026-11-25 10:00",
    )
    assert ledger(found) == [
        "partial_outage 11-20 12:02 - 11-20 12:25 x0.3 by stack-updates",
        "major_outage 11-20 12:25 - 11-20 13:40 x1 by stack-updates",
    ]
    assert ledger(found, "web") == [
        "degraded_performance 11-20 12:02 - 11-20 13:40 x0 by stack-updates"
    ]
    assert (only(found).started, only(found).ended) == (at("12:02"), at("13:40"))
    assert statuses(found) == {"api": "operational", "web": "operational"}


def test_two_overlapping_incidents_count_once_at_the_worst() -> None:
    """a: major 12 to 13; b: partial 12:30 to 14. Both in 12:30 to 13, where major holds."""
    found = state(
        incident("a", says("12:00", "investigating"), says("13:00", "resolved"), touches=MAJOR),
        incident("b", says("12:30", "investigating"), says("14:00", "resolved"), touches=PARTIAL),
    )
    assert ledger(found) == [
        "major_outage 11-20 12:00 - 11-20 12:30 x1 by a",
        "major_outage 11-20 12:30 - 11-20 13:00 x1 by a b",
        "partial_outage 11-20 13:00 - 11-20 14:00 x0.3 by b",
    ]


def test_three_overlapping_incidents() -> None:
    """a: degraded 10 to 16; b: partial 11 to 13; c: major 12 to 12:30. The worst names first."""
    found = state(
        incident("a", says("10:00", "investigating"), says("16:00", "resolved"), touches=SLOW),
        incident("b", says("11:00", "investigating"), says("13:00", "resolved"), touches=PARTIAL),
        incident("c", says("12:00", "investigating"), says("12:30", "resolved"), touches=MAJOR),
    )
    assert ledger(found) == [
        "degraded_performance 11-20 10:00 - 11-20 11:00 x0 by a",
        "partial_outage 11-20 11:00 - 11-20 12:00 x0.3 by b a",
        "major_outage 11-20 12:00 - 11-20 12:30 x1 by c a b",
        "partial_outage 11-20 12:30 - 11-20 13:00 x0.3 by b a",
        "degraded_performance 11-20 13:00 - 11-20 16:00 x0 by a",
    ]


def test_touching_incidents_leave_no_gap_and_share_no_second() -> None:
    """12 to 13 and 13 to 14: two hours of major outage, 7200 s."""
    found = state(
        incident("a", says("12:00", "investigating"), says("13:00", "resolved"), touches=MAJOR),
        incident("b", says("13:00", "investigating"), says("14:00", "resolved"), touches=MAJOR),
    )
    assert ledger(found) == [
        "major_outage 11-20 12:00 - 11-20 13:00 x1 by a",
        "major_outage 11-20 13:00 - 11-20 14:00 x1 by b",
    ]
    assert uptime(found).months[0].downtime == 7200


def test_saying_a_status_again_changes_nothing() -> None:
    found = state(
        incident(
            "a",
            says("12:00", "investigating", api="partial_outage"),
            says("12:30", api="partial_outage"),
            says("13:00", "resolved"),
        )
    )
    assert ledger(found) == ["partial_outage 11-20 12:00 - 11-20 13:00 x0.3 by a"]
    assert [len(changes) for changes in only(found).changes] == [1, 0, 1]


def test_an_open_incident_goes_on() -> None:
    found = state(incident("a", says("12:00", "investigating"), touches=MAJOR))
    assert ledger(found) == ["major_outage 11-20 12:00 - … x1 by a"]
    assert found.ledger[0].end == at("18:00")
    assert (only(found).is_open, only(found).ended) == (True, None)
    assert statuses(found)["api"] == "major_outage"


def test_an_incident_that_begins_this_very_moment_is_seen() -> None:
    """No second has passed: no downtime, but status, ledger and today's bar say it."""
    found = state(incident("a", says("18:00", "investigating"), touches=MAJOR))
    assert statuses(found)["api"] == "major_outage"
    assert ledger(found) == ["major_outage 11-20 18:00 - … x1 by a"]
    assert found.ledger[0].seconds == 0
    assert uptime(found).days[-1].status == "major_outage"


def test_resolved_ends_what_front_matter_began_and_an_update_changed() -> None:
    found = state(
        incident(
            "a",
            says("12:00", "investigating"),
            says("12:30", "monitoring", api="degraded_performance", web="partial_outage"),
            says("13:00", "resolved"),
            touches=MAJOR,
        )
    )
    assert ledger(found) == [
        "major_outage 11-20 12:00 - 11-20 12:30 x1 by a",
        "degraded_performance 11-20 12:30 - 11-20 13:00 x0 by a",
    ]
    assert ledger(found, "web") == ["partial_outage 11-20 12:30 - 11-20 13:00 x0.3 by a"]


def test_resolved_may_say_otherwise() -> None:
    """Resolved leaves api slow; it is not open, yet api is not green until an update says so."""
    told = (
        says("12:00", "investigating"),
        says("13:00", "resolved", api="degraded_performance"),
    )
    found = state(incident("a", *told, touches=MAJOR), now="14:00")
    assert (only(found).is_open, statuses(found)["api"]) == (False, "degraded_performance")
    assert found.indicator == "minor"
    found = state(incident("a", *told, says("15:00", api="operational"), touches=MAJOR))
    assert ledger(found) == [
        "major_outage 11-20 12:00 - 11-20 13:00 x1 by a",
        "degraded_performance 11-20 13:00 - 11-20 15:00 x0 by a",
    ]


def test_only_a_resolved_update() -> None:
    """With `started` the time from there; without, no time at all."""
    found = state(incident("a", says("13:00", "resolved"), touches=MAJOR, started="12:10"))
    assert ledger(found) == ["major_outage 11-20 12:10 - 11-20 13:00 x1 by a"]
    found = state(incident("a", says("13:00", "resolved"), touches=MAJOR))
    assert (ledger(found), only(found).is_open) == ([], False)
    assert only(found).started == only(found).ended == at("13:00")


@pytest.mark.parametrize(
    ("ended", "lines"),
    [
        # before Resolved: what was said in between tells of something that was over already
        ("12:45", ["major_outage 11-20 12:00 - 11-20 12:45 x1 by a"]),
        # after it: the last status before Resolved goes on until then
        (
            "13:30",
            [
                "major_outage 11-20 12:00 - 11-20 12:50 x1 by a",
                "partial_outage 11-20 12:50 - 11-20 13:30 x0.3 by a",
            ],
        ),
        ("unknown", []),
    ],
)
def test_the_real_end(ended: str, lines: list[str]) -> None:
    told = (
        says("12:00", "investigating"),
        says("12:50", "monitoring", api="partial_outage"),
        says("13:00", "resolved"),
    )
    found = state(incident("a", *told, touches=MAJOR, ended=ended))
    assert ledger(found) == lines
    assert not only(found).is_open


def test_what_resolved_says_otherwise_holds_from_the_real_end_on() -> None:
    """It was degraded before Resolved and after it: no gap in between, whatever `ended` is."""
    told = (
        says("12:00", "investigating", api="degraded_performance"),
        says("13:00", "resolved", api="degraded_performance"),
    )
    for ended in ("12:30", "13:30"):
        found = state(incident("a", *told, ended=ended))
        assert ledger(found) == ["degraded_performance 11-20 12:00 - … x0 by a"]
        assert dict(only(found).components)["api"] == statuses(found)["api"]


def test_an_end_that_nobody_knows() -> None:
    """Not open, in no figure, and no component is still in trouble by its word."""
    found = state(incident("a", says("12:00", "investigating"), touches=MAJOR, ended="unknown"))
    each = only(found)
    assert (each.is_open, each.ended, found.indicator) == (False, None, "none")
    assert dict(each.components) == {"api": "operational"}
    assert uptime(found).recent == 100


def test_backfilled_counts_like_any_other() -> None:
    found = state(
        incident(
            "a",
            says("12:00", "investigating"),
            says("12:10", "resolved"),
            touches=MAJOR,
            backfilled=True,
        )
    )
    assert uptime(found).months[0].downtime == 600


MAJOR, PARTIAL, SLOW = "api=major_outage", "api=partial_outage", "api=degraded_performance"
