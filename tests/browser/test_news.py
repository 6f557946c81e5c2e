"""A page that stays open asks its own host for news, politely, and only says that there is some."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.golden import CASES

NEWS = "There is news since you opened this page."


class Host:
    """Answers for status.json: with a build, or with an error."""

    def __init__(self) -> None:
        self.build = "a"
        self.status = 200
        self.asked = 0

    def answer(self, route: Route) -> None:
        """What the host says now."""
        self.asked += 1
        body = json.dumps({"build": self.build}) if self.status == 200 else "<h1>no</h1>"
        route.fulfill(status=self.status, body=body, content_type="application/json")


@pytest.fixture
def host() -> Host:
    return Host()


@pytest.fixture
def read(browser: Browser, address: str, host: Host) -> Callable[[str], Page]:
    """Opens a page from the host, at the moment at which it was made."""

    def open_page(path: str) -> Page:
        page = browser.new_context().new_page()
        page.route("**/status.json", host.answer)
        page.clock.install(time=CASES["bad-day"])
        page.goto(f"{address}/{path}")
        return page

    return open_page


def wait(page: Page, minutes: int) -> None:
    """Lets time pass, minute by minute, and answers arrive."""
    for _ in range(minutes):
        page.clock.run_for(60_000)
        page.wait_for_timeout(50)


@pytest.mark.parametrize("path", ["index.html", "incidents/2026-11-20-uploads.html"])
def test_news_is_said_and_the_page_stays(
    read: Callable[[str], Page], host: Host, path: str
) -> None:
    page = read(path)
    wait(page, 3)
    assert host.asked >= 1
    expect(page.get_by_text(NEWS)).to_be_hidden()
    host.build = "b"
    wait(page, 3)
    expect(page.get_by_text(NEWS)).to_be_visible()
    again = page.get_by_role("link", name="Load it again")
    expect(again).to_have_attribute("href", Path(path).name)


def test_it_asks_no_more_than_once_a_minute(read: Callable[[str], Page], host: Host) -> None:
    page = read("index.html")
    assert host.asked == 0
    wait(page, 30)
    assert 15 <= host.asked <= 30


def test_where_there_is_no_answer_it_asks_less_and_says_nothing(
    read: Callable[[str], Page], host: Host
) -> None:
    host.status = 500
    page = read("index.html")
    wait(page, 60)
    assert host.asked <= 16
    expect(page.get_by_text(NEWS)).to_be_hidden()
    host.status = 200
    wait(page, 7)
    host.build = "b"
    wait(page, 7)
    expect(page.get_by_text(NEWS)).to_be_visible()


def test_a_closed_page_never_asks(read: Callable[[str], Page], host: Host) -> None:
    page = read("incidents/2026-11-19-api-errors.html")
    wait(page, 5)
    assert host.asked == 0
