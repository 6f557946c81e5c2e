"""How pages are read: aloud, by keyboard, on a narrow screen, on paper, in one request."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Built, Look
from tests.golden import CASES

UNNAMED = re.compile(r"^\s*- (?:link|img|heading|button)(?: \[.*\])?:?$", re.MULTILINE)
STORIES = Path(__file__).parent / "stories"


@pytest.mark.parametrize(
    ("story", "case", "path"),
    [
        ("bad-day", "bad-day", "index.html"),
        ("incident", "bad-day", "incidents/2026-11-20-uploads.html"),
        ("calm", "calm", "index.html"),
        ("planned", "planned", "index.html"),
        ("postmortem", "postmortem", "incidents/2026-11-02-api-down.html"),
    ],
)
def test_read_aloud_it_tells_the_story_in_order(
    look: Look, story: str, case: str, path: str, update_golden: bool
) -> None:
    """The accessibility tree, as a screen reader has it."""
    told = look(case, path).locator("body").aria_snapshot() + "\n"
    file = STORIES / f"{story}.yml"
    if update_golden:
        file.parent.mkdir(exist_ok=True)
        file.write_text(told, "utf-8")
    assert told == file.read_text("utf-8")


def sideways(page: Page) -> int:
    """By how many pixels the page is wider than the screen."""
    width = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    assert isinstance(width, int)
    return width


@pytest.mark.parametrize("case", sorted(CASES))
def test_nothing_is_wider_than_a_narrow_screen(look: Look, built: Built, case: str) -> None:
    folder = built(case)
    page = look(case, width=320)
    found = {}
    for path in sorted(folder.rglob("*.html")):
        page.goto(path.as_uri())
        found[path.relative_to(folder).as_posix()] = sideways(page)
    assert {path: width for path, width in found.items() if width > 0} == {}


def test_what_is_too_wide_is_seen(look: Look) -> None:
    page = look("calm", width=320)
    page.evaluate("document.querySelector('h1').append(new Image(900, 10))")
    page.evaluate("document.querySelector('h1 img').style.maxWidth = 'none'")
    assert sideways(page) > 500


def test_the_keyboard_comes_to_the_content_first(look: Look) -> None:
    page = look("bad-day")
    page.keyboard.press("Tab")
    skip = page.get_by_text("Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = page.evaluate("document.getElementById('main').contains(document.activeElement)")
    assert inside is True


def test_whatever_has_the_focus_shows_it(look: Look) -> None:
    page = look("bad-day")
    for _ in range(page.locator(":is(a, summary, [tabindex]):visible").count()):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid", page.evaluate("document.activeElement.outerHTML")


def test_on_paper_there_is_nothing_to_click(look: Look) -> None:
    page = look("bad-day")
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Site")).to_be_hidden()
    expect(page.get_by_role("heading", level=1)).to_be_visible()


def test_nothing_moves(look: Look) -> None:
    page = look("bad-day")
    moving = """[...document.querySelectorAll('*')].filter(each => {
        const style = getComputedStyle(each)
        return style.animationName !== 'none' || parseFloat(style.transitionDuration) > 0
    }).length"""
    assert page.evaluate(moving) == 0


@pytest.mark.parametrize("path", ["index.html", "history.html", "components/api.html", "404.html"])
def test_a_page_is_one_request(browser: Browser, address: str, path: str) -> None:
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}/{path}", wait_until="networkidle")
    context.close()
    fetched = [url for url in asked if not url.startswith("data:")]
    assert fetched == [f"{address}/{path}"]


def test_stories_have_no_empty_names() -> None:
    """A link, a picture or a heading that says nothing is a hole in the story."""
    for file in sorted(STORIES.glob("*.yml")):
        holes = re.findall(
            r"^\s*- (?:link|img|heading|button)(?: \[.*\])?:?$", file.read_text(), re.MULTILINE
        )
        assert [file.name, *holes] == [file.name]
