"""What the page says now: indicator, groups, retired components, updates ahead of the clock."""

import pytest

from generator.model.component import Group
from generator.state.records import Indicator
from tests.state.making import (
    at,
    component,
    incident,
    ledger,
    maintenance,
    only,
    says,
    state,
    statuses,
    uptime,
)


@pytest.mark.parametrize(
    ("claim", "indicator", "words"),
    [
        ("major_outage", "critical", "Major service outage"),
        ("partial_outage", "major", "Partial system outage"),
        ("degraded_performance", "minor", "Partially degraded service"),
        ("operational", "none", "All systems operational"),
    ],
)
def test_the_worst_claim_is_the_indicator(claim: str, indicator: str, words: str) -> None:
    """Whatever the impact says: an impact of none adds nothing, a claim is a claim."""
    found = state(incident("a", says("12:00", "investigating", api=claim), impact="none"))
    assert (found.indicator, found.indicator.description) == (indicator, words)


def test_maintenance_and_nothing_worse() -> None:
    found = state(maintenance("m", "02:00 to 04:00"), now="03:00")
    assert found.indicator.description == "Service under maintenance"
    found = state(maintenance("m", "02:00 to 04:00", touches="api=partial_outage"), now="03:00")
    assert found.indicator == "major"


def test_the_worst_of_several_events_wins() -> None:
    found = state(
        maintenance("m", "02:00 to 04:00"),
        incident("a", says("02:30", "investigating", web="degraded_performance")),
        incident("b", says("02:40", "investigating", web="partial_outage")),
        now="03:00",
    )
    assert statuses(found) == {"api": "under_maintenance", "web": "partial_outage"}
    assert found.indicator == "major"
    assert found.components[1].events == ("b", "a")


@pytest.mark.parametrize("impact", ["minor", "major", "critical"])
def test_an_impact_without_a_claim_is_never_all_operational(impact: str) -> None:
    found = state(incident("a", says("12:00", "investigating"), impact=impact))
    assert found.indicator == "minor"
    found = state(
        incident("a", says("12:00", "investigating"), impact=impact),
        maintenance("m", "11:00 to 13:00"),
        now="12:30",
    )
    assert found.indicator == "minor"


def test_open_without_impact_and_claim_is_all_operational() -> None:
    found = state(incident("a", says("12:00", "investigating"), impact="none"))
    assert found.indicator == "none"
    assert only(found).is_open


def test_the_impact_is_the_highest_so_far() -> None:
    told = (
        says("12:00", "investigating"),
        says("12:10", impact="critical"),
        says("12:20", "monitoring", impact="minor"),
    )
    assert only(state(incident("a", *told, impact="none"))).impact == "critical"
    found = state(incident("a", *told, impact="none"), now="12:04:59")
    assert only(found).impact == "none"


def test_a_group_is_its_worst_child() -> None:
    found = state(
        incident("a", says("12:00", "investigating", web="partial_outage", db="major_outage")),
        layout=(
            Group(id="core", name="Core", components=(component("api"), component("web"))),
            component("db"),
        ),
    )
    assert [(group.id, group.status) for group in found.groups] == [
        ("core", "partial_outage"),
        ("", "major_outage"),
    ]


def test_a_retired_child_colours_neither_group_nor_page() -> None:
    """The component web is retired on the 20th; until then it counts."""
    layout = (
        Group(
            id="core",
            name="Core",
            components=(component("api"), component("web", retired="2026-11-20")),
        ),
    )
    told = incident(
        "a", says("2026-11-19 12:00", "investigating", web="major_outage"), impact="none"
    )
    found = state(told, layout=layout)
    assert (found.groups[0].status, found.indicator) == ("operational", "none")
    assert [each.is_retired for each in found.components] == [False, True]
    found = state(told, layout=layout, now="2026-11-19 23:59:59")
    assert (found.groups[0].status, found.indicator) == ("major_outage", "critical")


def test_a_component_that_nobody_knows_colours_nothing() -> None:
    found = state(incident("a", says("12:00", "investigating", gone="major_outage"), impact="none"))
    assert (found.indicator, found.ledger) == (Indicator.NONE, ())


def test_an_update_five_minutes_ahead_counts_as_now() -> None:
    told = incident("a", says("12:05", "investigating"), touches="api=major_outage")
    found = state(told, now="12:00")
    assert (statuses(found)["api"], found.indicator) == ("major_outage", "critical")
    assert only(found).is_open
    assert uptime(found).days[-1].status == "major_outage"
    assert uptime(found).recent == 100  # no second of it has passed
    # what the page says of its beginning does not move with the clock
    assert only(found).started == only(state(told, now="12:04")).started == at("12:05")


def test_an_update_further_ahead_does_not_count() -> None:
    told = incident("a", says("12:05:01", "investigating"), touches="api=major_outage")
    found = state(told, now="12:00")
    assert (found.incidents, found.ledger, found.indicator) == ((), (), "none")
    assert statuses(found)["api"] == "operational"
    started = incident(
        "a", says("12:05:01", "investigating"), touches="api=major_outage", started="11:00"
    )
    found = state(started, now="12:00")
    assert (found.incidents, found.ledger, found.indicator) == ((), (), "none")


def test_resolved_a_little_ahead_is_over_now() -> None:
    told = (says("11:00", "investigating", api="major_outage"), says("12:03", "resolved"))
    found = state(incident("a", *told), now="12:00")
    assert (only(found).is_open, statuses(found)["api"]) == (False, "operational")
    assert ledger(found) == ["major_outage 11-20 11:00 - 11-20 12:00 x1 by a"]
    assert only(found).ended == at("12:03")


def test_an_end_a_little_ahead_is_over_now() -> None:
    told = (says("11:00", "investigating", api="major_outage"), says("12:00", "resolved"))
    found = state(incident("a", *told, ended="12:04"), now="12:01")
    assert statuses(found)["api"] == "operational"
    assert found.next_change <= at("12:04")


def test_open_incidents_come_with_the_worst_first_then_the_newest() -> None:
    found = state(
        incident("old", says("10:00", "investigating"), impact="minor"),
        incident("bad", says("11:00", "investigating"), impact="critical"),
        incident("new", says("12:00", "investigating"), impact="minor"),
    )
    assert [each.incident.id for each in found.open_incidents] == ["bad", "new", "old"]


def test_a_site_without_anything() -> None:
    found = state(layout=(Group(id="g", name="G", components=()),))
    assert (found.indicator, found.ledger, found.uptime) == ("none", (), ())
    assert found.groups[0].status == "operational"
