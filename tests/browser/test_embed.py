"""embed.html in a frame of a page on another origin, and by itself."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import Browser, Frame, Page, expect

from generator.outputs.delivery import headers
from tests.browser.conftest import Built, Look
from tests.browser.origins import Origin, serving
from tests.golden import CASES, tree

#: what pages allow themselves is not what these tests are about
POLICY = "default-src 'unsafe-inline' 'self'"
EMBED = "embed.html"
NOW = CASES["bad-day"]
HOST_PAGE = """<!doctype html><html lang="en"><title>Help</title><h1>Help</h1>
<iframe src="{url}/embed.html" title="Status" width="{width}" height="{height}"
  referrerpolicy="no-referrer"></iframe></html>"""

#: opens a page with the frame: `framed("bad-day", width=…)`
Framed = Callable[..., tuple[Page, Frame, Origin]]


@pytest.fixture
def framed(browser: Browser, built: Built) -> Iterator[Framed]:
    """A help page on one origin that shows the frame of another; nothing may go wrong there."""
    contexts: list[Any] = []
    wrong: list[str] = []
    with serving(Origin(_status)) as status, serving(Origin(_help)) as product:

        def open_page(
            case: str, *, width: int = 400, height: int = 300, now: Any = NOW, **wishes: Any
        ) -> tuple[Page, Frame, Origin]:
            status.pages = tree(built(case, NOW))
            html = HOST_PAGE.format(url=status.url, width=width, height=height)
            product.pages["index.html"] = html.encode()
            context = browser.new_context(locale="en-GB", **wishes)
            contexts.append(context)
            page = context.new_page()
            page.on("pageerror", lambda error: wrong.append(str(error)))
            page.on("console", lambda told: wrong.append(told.text))
            page.clock.install(time=now)
            page.goto(f"{product.url}/index.html")
            frame = page.frames[1]
            frame.wait_for_load_state()
            return page, frame, status

        yield open_page
        for context in contexts:
            context.close()
    assert wrong == []


def _status(path: str) -> dict[str, str]:
    """As the status page says, but for its cache: no minute goes by there when the clock is set."""
    return {**headers(path, POLICY), "Cache-Control": "no-store"}


def _help(_path: str) -> dict[str, str]:
    policy = "default-src 'none'; frame-src http://127.0.0.1:*"
    return {"Content-Type": "text/html", "Content-Security-Policy": policy}


def test_it_is_shown_on_another_origin(framed: Framed) -> None:
    _, frame, status = framed("bad-day", timezone_id="America/New_York")
    expect(frame.get_by_role("heading")).to_have_text("Major service outage")
    first = frame.get_by_role("listitem").first
    expect(first).to_contain_text("Uploads fail")
    expect(first).to_contain_text("next update by 07:40 GMT-5")
    expect(frame.locator("footer")).to_contain_text("your time zone, America/New York")
    assert [each.path for each in status.asked] == [EMBED]


def test_other_pages_may_not_be_framed() -> None:
    assert "Content-Security-Policy" not in headers(EMBED, POLICY)
    said = headers("index.html", POLICY)["Content-Security-Policy"]
    assert said == f"{POLICY}; frame-ancestors 'none'"


def test_without_script_it_says_the_same(framed: Framed) -> None:
    _, frame, _ = framed("bad-day", java_script_enabled=False)
    expect(frame.get_by_role("heading")).to_have_text("Major service outage")
    expect(frame.get_by_role("listitem").first).to_contain_text("next update by 13:40 CET")
    expect(frame.get_by_text("This may be out of date.")).to_be_hidden()


def test_its_links_open_the_page_itself(framed: Framed) -> None:
    page, frame, status = framed("bad-day")
    links = frame.get_by_role("link").all()
    assert len(links) == 4
    for link in links:
        assert link.get_attribute("target") == "_blank"
        assert link.get_attribute("rel") == "noopener"
    with page.context.expect_page() as opened:
        frame.get_by_role("link", name="Uploads fail").click()
    assert opened.value.url == f"{status.url}/incidents/2026-11-20-uploads.html"


def test_an_old_copy_says_so_and_hides_its_all_clear(framed: Framed) -> None:
    page, frame, _ = framed("calm")
    expect(frame.get_by_text("All systems operational")).to_be_visible()
    page.clock.fast_forward("02:00:30")
    expect(frame.get_by_text("This may be out of date.")).to_be_visible()
    expect(frame.get_by_text("All systems operational")).to_be_hidden()


def test_it_offers_to_load_news(framed: Framed, built: Built) -> None:
    page, frame, status = framed("calm")
    news = frame.get_by_role("link", name="Load it again")
    expect(news).to_be_hidden()
    for _ in range(2):  # it knows of the build it shows only once it asked
        page.clock.run_for(75_000)
        page.wait_for_timeout(100)
    expect(news).to_be_hidden()
    status.pages = tree(built("bad-day", NOW))
    page.clock.run_for(75_000)
    news.click()
    expect(frame.get_by_role("heading")).to_have_text("Major service outage")


def test_old_trouble_stays(framed: Framed) -> None:
    _, frame, _ = framed("bad-day", now=NOW + timedelta(days=1))
    expect(frame.get_by_text("This may be out of date.")).to_be_visible()
    expect(frame.get_by_text("Major service outage")).to_be_visible()


@pytest.mark.parametrize("case", sorted(CASES))
@pytest.mark.parametrize("width", [200, 600])
def test_it_is_as_narrow_as_its_frame(look: Look, case: str, width: int) -> None:
    page = look(case, EMBED, width=width)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_calm_one_fits_the_frame_that_the_guide_gives(look: Look) -> None:
    page = look("calm", EMBED, width=400)
    assert page.evaluate("document.documentElement.offsetHeight") <= 160


def test_it_follows_the_readers_light(framed: Framed) -> None:
    shades = []
    for scheme in ("light", "dark"):
        _, frame, _ = framed("bad-day", color_scheme=scheme)
        colour = "getComputedStyle(document.documentElement).backgroundColor"
        shades.append(frame.evaluate(colour))
    assert shades == ["rgb(255, 255, 255)", "rgb(21, 24, 28)"]


def test_it_is_in_no_search_engine(built: Built) -> None:
    page = (built("calm") / EMBED).read_text("utf-8")
    assert '<meta name="robots" content="noindex">' in page


def test_whatever_has_the_focus_shows_it(look: Look) -> None:
    page = look("bad-day", EMBED)
    for _ in range(page.get_by_role("link").count()):
        page.keyboard.press("Tab")
        outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert outline == "solid"
