"""The page's script: it marks what the page says, and the page is true without it."""

from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Look
from tests.golden import CASES

STALE = "This page may be out of date."
LATE = "That time has passed: we are late, and we are sorry."
INCIDENT = "incidents/2026-11-20-uploads.html"


def test_times_are_in_the_readers_zone(look: Look) -> None:
    page = look("bad-day", zone="America/New_York")
    expect(page.locator(".as-of time").first).to_have_text("07:50 GMT-5")
    assert page.locator(".as-of time").first.get_attribute("title") == "13:50 CET"
    expect(page.locator("#zone")).to_have_text("your time zone, America/New York")
    # the evening before, over there
    expect(page.locator(".row-facts time").first).to_have_text("19 Nov 2026, 18:30 GMT-5")


@pytest.mark.parametrize(("path", "zone"), [("index.html", "Asia/Kolkata"), (INCIDENT, "UTC")])
def test_every_time_is_put_anew_and_still_the_same_moment(look: Look, path: str, zone: str) -> None:
    page = look("bad-day", path, zone=zone)
    said = page.locator("time").evaluate_all("all => all.map(each => [each.title, each.innerText])")
    assert said
    letters = {"Asia/Kolkata": "GMT+5:30", "UTC": "UTC"}[zone]
    assert [words for site, words in said if "CET" not in site or not words.endswith(letters)] == []


def test_in_the_sites_own_zone_nothing_is_put_anew(look: Look) -> None:
    page = look("bad-day", zone="Europe/Berlin")
    expect(page.locator(".as-of time").first).to_have_text("13:50 CET")
    expect(page.locator("#zone")).to_have_text("Europe/Berlin")


def test_a_window_keeps_its_days_where_the_readers_midnight_is_inside_it(look: Look) -> None:
    page = look("planned", zone="America/Los_Angeles")
    expect(page.locator(".maintenance .status time").nth(0)).to_have_text(
        "Monday 30 November 2026, 18:00 GMT-8"
    )
    expect(page.locator(".maintenance .status time").nth(1)).to_have_text("20:00 GMT-8")
    page = look("planned", zone="America/Sao_Paulo")
    expect(page.locator(".maintenance .status time").nth(1)).to_have_text(
        "Tuesday 1 December 2026, 01:00 GMT-3"
    )


def test_how_long_ago_and_how_soon(look: Look) -> None:
    page = look("bad-day")
    began = page.locator(".card .state time[datetime='2026-11-20T11:50:00Z'] + span")
    expect(began.first).to_have_text(" (60 minutes ago)")
    page.clock.fast_forward("45:00")
    expect(began.first).to_have_text(" (2 hours ago)")


def test_an_old_copy_says_so(look: Look) -> None:
    page = look("bad-day")
    expect(page.get_by_text(STALE)).to_be_hidden()
    page.clock.fast_forward("02:00:30")
    expect(page.get_by_text(STALE)).to_be_visible()


def test_a_copy_that_was_old_when_it_came_says_so_at_once(look: Look) -> None:
    page = look("bad-day", INCIDENT, now=CASES["bad-day"] + timedelta(days=1))
    expect(page.get_by_text(STALE)).to_be_visible()


def test_a_closed_page_does_not_age(look: Look) -> None:
    page = look(
        "bad-day",
        "incidents/2026-11-19-api-errors.html",
        now=CASES["bad-day"] + timedelta(days=900),
    )
    expect(page.get_by_text(STALE)).to_have_count(0)


@pytest.mark.parametrize("path", ["index.html", INCIDENT])
def test_a_promise_falls_due(look: Look, path: str) -> None:
    made = datetime(2026, 11, 20, 12, 31, tzinfo=UTC)
    page = look("bad-day", path, made=made)
    due = page.locator(".promise", has_text="13:40 CET")
    expect(due.get_by_text(LATE)).to_be_hidden()
    page.clock.fast_forward("13:00")
    expect(due).to_contain_text("(4 minutes ago)")
    expect(due.get_by_text(LATE)).to_be_hidden()
    page.clock.fast_forward("01:00")
    expect(due.get_by_text(LATE)).to_be_visible()


def test_a_window_begins_without_a_build(look: Look) -> None:
    page = look("planned")
    begun = page.get_by_text("This should have begun by now.")
    expect(begun).to_be_hidden()
    page = look("planned", now=CASES["planned"] + timedelta(days=11))
    expect(page.get_by_text("This should have begun by now.")).to_be_visible()


def test_without_script_the_page_says_what_it_was_built_to_say(look: Look) -> None:
    page = look("bad-day", zone="America/New_York", script=False)
    expect(page.locator(".as-of time").first).to_have_text("13:50 CET")
    expect(page.locator("#zone")).to_have_text("Europe/Berlin")
    expect(page.get_by_text(STALE)).to_be_hidden()
    # the build knew already that this one is late
    expect(page.locator(".promise .late").first).to_be_visible()
