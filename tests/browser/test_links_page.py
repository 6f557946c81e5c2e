"""The page of `fogbell links --html`, opened: it has the time of now wherever that belongs."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser, Page

from generator.writing.forms import TIME, Form, Occasion
from generator.writing.handout_page import as_html
from generator.writing.host import HostKind, Repository

NOW = datetime.fromisoformat("2026-11-20T23:58:00Z")
GITHUB = Repository(kind=HostKind.GITHUB, address="https://github.com/acme/status", branch="main")
FORMS = [
    Form("outage", "all", Occasion.BEGINS, f"## Investigating — {TIME}\n"),
    Form("resolved", "all", Occasion.GOES_ON, f"## Resolved — {TIME}\n"),
]


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    """A phone in Tokyo, where it is another day already."""
    (tmp_path / "page.html").write_text(as_html(GITHUB, FORMS), "utf-8")
    context = browser.new_context(timezone_id="Asia/Tokyo", viewport={"width": 360, "height": 740})
    opened = context.new_page()
    faults: list[str] = []
    opened.on("pageerror", lambda fault: faults.append(str(fault)))
    opened.clock.install(time=NOW)
    opened.goto((tmp_path / "page.html").as_uri())
    yield opened
    assert not faults
    context.close()


def test_links_and_texts_have_the_time_and_keep_up_with_it(page: Page) -> None:
    for minutes, time in ((0, "2026-11-20 23:58 UTC"), (3, "2026-11-21 00:01 UTC")):
        page.clock.run_for(timedelta(minutes=minutes) // timedelta(milliseconds=1))
        assert page.inner_text("#now") == time
        asked = parse_qs(urlsplit(page.get_attribute("a.form", "href") or "").query)
        assert asked["filename"] == [f"content/incidents/{time[:10]}-outage.md"]
        assert asked["value"] == [f"## Investigating — {time}\n"]
        assert page.input_value("textarea") == f"## Resolved — {time}\n"


def test_a_text_is_selected_to_be_copied(page: Page) -> None:
    page.click("button")
    assert page.evaluate("getSelection().toString()") == f"## Resolved — {NOW:%Y-%m-%d %H:%M} UTC\n"
    assert page.evaluate("document.documentElement.scrollWidth") == 360
