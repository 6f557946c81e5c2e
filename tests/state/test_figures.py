"""Uptime by hand: UTC days and months, up to the last full hour; the arithmetic is beside."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

import pytest

from generator.model.incident import Incident
from generator.render.words import percentage
from generator.state.figures import Uptime, percent
from tests.state.making import at, component, incident, maintenance, says, site, state, uptime

NOW = "18:30"  # figures count up to 18:00


def down(start: str, end: str, status: str = "major_outage") -> Incident:
    """An incident with api in `status` from `start` to `end`."""
    return incident("a", says(start, "investigating", api=status), says(end, "resolved"))


def figures(
    *events: Incident,
    now: str = NOW,
    since: str = "",
    retired: str = "",
    sla: str = "",
    weights: Mapping[str, str] | None = None,
) -> Uptime:
    """The figures of api."""
    layout = (component("api", since=since, retired=retired, sla=sla),)
    return uptime(state(*events, now=now, layout=layout, weights=weights))


def day(found: Uptime, text: str) -> tuple[object, object]:
    """The worst status of a day, and its uptime."""
    (each,) = (each for each in found.days if each.date == date.fromisoformat(text))
    return each.status, each.uptime


def month(found: Uptime, year: int, number: int) -> tuple[object, object]:
    """The seconds of a month that count, and its weighted downtime."""
    (each,) = (each for each in found.months if (each.year, each.month) == (year, number))
    return each.seconds, each.downtime


def test_one_incident_in_its_first_day() -> None:
    """00:00 to 18:00 are 64800 s; 600 s x 0.3 + 5700 s x 1 = 5880 s. 1 - 5880/64800 = 90.925…%."""
    told = incident(
        "a",
        says("12:15", "investigating", api="partial_outage"),
        says("12:25", "identified", api="major_outage"),
        says("14:00", "resolved"),
    )
    found = figures(told, since="2026-11-20")
    assert month(found, 2026, 11) == (64_800, Decimal("5880.0"))
    assert found.recent == 100 * (1 - Decimal("5880.0") / 64_800)
    assert percentage(found.recent) == "90.92%"
    assert day(found, "2026-11-20") == ("major_outage", found.recent)


def test_figures_count_up_to_the_full_hour() -> None:
    """Major since 18:10: at 18:30 nothing is counted, at 19:00 50 of 1140 minutes."""
    told = incident("a", says("18:10", "investigating", api="major_outage"))
    assert figures(told, since="2026-11-20").recent == 100
    assert state(told, now="18:59:59").figures_until == at("18:00")
    found = figures(told, since="2026-11-20", now="19:00")
    assert found.recent == 100 * (1 - Decimal(50) / 1140)
    assert figures(told, since="2026-11-20", now="19:59:59") == found


def test_an_incident_over_midnight_month_end_and_year_end() -> None:
    """23:30 to 00:30: 1800 s in each day, month and year."""
    found = figures(
        down("2027-12-31 23:30", "2028-01-01 00:30"), since="2027-12-01", now="2028-01-02 00:00"
    )
    assert month(found, 2027, 12) == (31 * 86_400, 1800)
    assert month(found, 2028, 1) == (86_400, 1800)
    by_day = 100 * (1 - Decimal(1800) / 86_400)
    assert day(found, "2027-12-31") == day(found, "2028-01-01") == ("major_outage", by_day)
    assert day(found, "2027-12-30") == ("operational", 100)


def test_an_incident_over_a_leap_day() -> None:
    """28 February 23:00 to 1 March 01:00: 3600 s, the whole 29th, 3600 s."""
    found = figures(
        down("2028-02-28 23:00", "2028-03-01 01:00"), since="2028-02-01", now="2028-03-02 12:00"
    )
    assert month(found, 2028, 2) == (29 * 86_400, 3600 + 86_400)
    assert month(found, 2028, 3) == (86_400 + 12 * 3600, 3600)
    assert day(found, "2028-02-29") == ("major_outage", 0)
    assert day(found, "2028-03-02") == ("operational", 100)


def test_a_day_ends_where_the_next_begins() -> None:
    """To 00:00 exactly: nothing of the new day. From 00:00: nothing of the old one."""
    found = figures(down("2026-11-18 23:00", "2026-11-19 00:00"), since="2026-11-01")
    assert day(found, "2026-11-18")[0] == "major_outage"
    assert day(found, "2026-11-19") == ("operational", 100)
    found = figures(down("2026-11-19 00:00", "2026-11-19 01:00"), since="2026-11-01")
    assert day(found, "2026-11-18") == ("operational", 100)
    assert day(found, "2026-11-19")[0] == "major_outage"


def test_at_midnight_the_new_day_tells_of_now() -> None:
    """Down since yesterday: at 00:00 today's bar is not green, though nothing counts yet."""
    told = incident("a", says("2026-11-19 12:00", "investigating", api="major_outage"))
    found = figures(told, since="2026-11-01", now="00:00")
    assert day(found, "2026-11-20") == ("major_outage", None)


def test_overlaps_count_once() -> None:
    """Major 12 to 13, partial 12:30 to 14: 3600 + 3600 x 0.3 = 4680 s."""
    other = incident(
        "b", says("12:30", "investigating", api="partial_outage"), says("14:00", "resolved")
    )
    found = figures(down("12:00", "13:00"), other, since="2026-11-01")
    assert month(found, 2026, 11)[1] == Decimal("4680.0")


def test_weights_can_be_changed() -> None:
    """An hour of degraded at 0.5: 1800 s."""
    told = down("12:00", "13:00", "degraded_performance")
    assert month(figures(told, since="2026-11-01"), 2026, 11)[1] == 0
    found = figures(told, since="2026-11-01", weights={"degraded_performance": "0.5"})
    assert month(found, 2026, 11)[1] == 1800


def test_where_incidents_overlap_the_worst_status_sets_the_weight() -> None:
    """Whatever the weights: partial is worse than degraded, so its weight counts: 3600 x 0.3."""
    other = incident(
        "b", says("12:00", "investigating", api="degraded_performance"), says("13:00", "resolved")
    )
    found = figures(
        down("12:00", "13:00", "partial_outage"),
        other,
        since="2026-11-01",
        weights={"degraded_performance": "0.9"},
    )
    assert month(found, 2026, 11)[1] == Decimal("1080.0")


def test_maintenance_costs_only_what_its_own_weight_says() -> None:
    """02:00 to 04:00 at 0.25, whatever status it claims: 7200 x 0.25 = 1800 s."""
    window = maintenance("m", "02:00 to 04:00", touches="api=major_outage", auto_complete=True)
    found = uptime(state(window, weights={"under_maintenance": "0.25"}))
    assert found.months[0].downtime == 1800


def test_history_begins_at_since() -> None:
    """Since the 19th: the 18th counts nowhere, though an incident was then."""
    told = down("2026-11-18 12:00", "2026-11-19 01:00")
    found = figures(told, since="2026-11-19")
    assert day(found, "2026-11-18") == (None, None)
    assert month(found, 2026, 11) == (86_400 + 18 * 3600, 3600)
    assert [(each.year, each.month) for each in found.months] == [(2026, 11)]


def test_history_begins_with_the_oldest_event_where_since_is_not_said() -> None:
    """The whole day of that event counts: midnight to midnight, 3600 s of it down."""
    found = figures(down("2026-11-10 12:00", "2026-11-10 13:00"))
    assert found.since == at("2026-11-10 00:00")
    assert day(found, "2026-11-09") == (None, None)
    assert month(found, 2026, 11) == (10 * 86_400 + 18 * 3600, 3600)


def test_a_since_that_is_still_to_come() -> None:
    for since in ("2026-11-25", "2027-03-01"):
        found = figures(since=since)
        assert {(each.status, each.uptime) for each in found.days} == {(None, None)}
        assert (found.months, found.recent) == ((), None)


def test_history_ends_with_the_day_before_retirement() -> None:
    """Retired on the 19th: the 18th is the last day; an incident across it counts one hour."""
    found = figures(
        down("2026-11-18 23:00", "2026-11-19 05:00"), since="2026-11-01", retired="2026-11-19"
    )
    assert day(found, "2026-11-18")[0] == "major_outage"
    assert day(found, "2026-11-19") == day(found, "2026-11-20") == (None, None)
    assert month(found, 2026, 11) == (18 * 86_400, 3600)


def test_a_component_retired_on_the_first_has_no_month_of_nothing() -> None:
    found = figures(since="2026-09-01", retired="2026-11-01")
    assert [(each.year, each.month) for each in found.months] == [(2026, 10), (2026, 9)]


def test_ninety_days_today_included() -> None:
    """20 November back to 23 August; what ended on 22 August is in no bar and not in `recent`."""
    told = down("2026-08-22 10:00", "2026-08-22 11:00")
    found = figures(told, since="2026-01-01")
    assert (len(found.days), found.days[0].date) == (90, date(2026, 8, 23))
    assert found.recent == 100
    assert month(found, 2026, 8)[1] == 3600
    assert figures(told, since="2026-01-01", now="2026-11-19 18:30").days[0].status != "operational"


@pytest.mark.parametrize(
    ("now", "days", "budget"),
    [
        # (1 - 0.999) x days x 86400
        ("2026-02-10 12:00", 28, "2419.200"),
        ("2028-02-10 12:00", 29, "2505.600"),
        ("2026-11-10 12:00", 30, "2592.000"),
        ("2026-12-10 12:00", 31, "2678.400"),
    ],
)
def test_the_budget_is_of_the_whole_month(now: str, days: int, budget: str) -> None:
    (first, *_) = figures(since="2025-01-01", sla="99.9", now=now).months
    assert first.budget == first.budget_left == Decimal(budget)
    assert first.budget == Decimal("0.001") * days * 86_400


def test_what_is_left_of_the_budget() -> None:
    """99.9% of November allow 2592 s; 3000 s x 0.3 = 900 s spend a part, 3000 s all of it."""
    spent = figures(
        down("12:00", "12:50", "partial_outage"), since="2026-11-01", sla="99.9"
    ).months[0]
    assert spent.budget_left == Decimal("1692.000")
    broken = figures(down("12:00", "12:50"), since="2026-11-01", sla="99.9").months[0]
    assert broken.budget_left == Decimal("-408.000")
    assert figures(since="2026-11-01").months[0].budget is None


def test_a_weighted_second_in_ninety_days_is_not_100() -> None:
    assert percentage(percent(90 * 86_400, Decimal("0.3"))) == "99.99%"
    assert (percent(0, Decimal(0)), percentage(None)) == (None, "–")


def test_the_first_hour_of_a_site_has_no_figure_yet() -> None:
    found = figures(now="00:30")
    assert (found.recent, day(found, "2026-11-20")) == (None, ("operational", None))
    assert figures(now="01:00").recent == 100


def test_no_incidents_at_all() -> None:
    found = figures(since="2026-11-01")
    assert found.recent == 100
    assert month(found, 2026, 11) == (19 * 86_400 + 18 * 3600, 0)
    assert site().incidents == ()
