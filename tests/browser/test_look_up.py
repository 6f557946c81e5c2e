"""The look-up of errors: paste a message, find the incident that shows it."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Look

CARD = "article"
UNKNOWN = "None of our open incidents shows this message."


@pytest.mark.parametrize(
    "pasted",
    [
        "HTTP 500: upload failed",
        "  http 500:   UPLOAD failed ",
        "Error at 12:04: HTTP 500: upload failed (request 8f3a)",
        "upload failed",
    ],
)
def test_a_message_is_found_however_it_was_copied(look: Look, pasted: str) -> None:
    page = look("bad-day", "errors.html")
    page.get_by_label("Paste the message you see:").fill(pasted)
    expect(page.locator(CARD)).to_be_visible()
    expect(page.get_by_text(UNKNOWN)).to_be_hidden()


def test_a_message_that_nobody_knows_of_is_said_to_be_new(look: Look) -> None:
    page = look("bad-day", "errors.html")
    box = page.get_by_label("Paste the message you see:")
    box.fill("kernel panic")
    expect(page.get_by_text(UNKNOWN)).to_be_visible()
    # the list stays: it may be there in other words
    expect(page.locator(CARD)).to_be_visible()
    box.fill("")
    expect(page.get_by_text(UNKNOWN)).to_be_hidden()


def test_only_the_incident_that_shows_it_stays(look: Look) -> None:
    page = look("bad-day", "errors.html")
    page.evaluate("""() => {
        const other = document.querySelector('article').cloneNode(true)
        other.querySelector('code').textContent = 'ECONNRESET'
        document.querySelector('main').append(other)
    }""")
    page.get_by_label("Paste the message you see:").fill("econnreset")
    expect(page.locator(CARD).nth(0)).to_be_hidden()
    expect(page.locator(CARD).nth(1)).to_be_visible()


def test_without_script_it_is_a_list(look: Look) -> None:
    page = look("bad-day", "errors.html", script=False)
    expect(page.locator("input")).to_be_hidden()
    expect(page.locator(CARD)).to_contain_text("HTTP 500: upload failed")
    expect(page.locator(CARD)).to_contain_text("Wait with uploads")


def test_where_nothing_is_open_it_says_so(look: Look) -> None:
    page = look("calm", "errors.html")
    expect(page.get_by_text("No open incident shows an error message.")).to_be_visible()
    expect(page.locator("input")).to_have_count(0)
