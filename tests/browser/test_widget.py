"""widget.js in a page on another origin, with a strict Content Security Policy."""

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from generator.model.colour import Rgb, contrast
from generator.outputs.delivery import headers
from tests.browser.conftest import Built
from tests.browser.origins import Origin, serving
from tests.golden import CASES

NOW = CASES["bad-day"]
STATUS, WIDGET = "status.json", "widget.js"
GUIDE = Path(__file__).parent.parent.parent / "docs" / "widget.md"
#: what the guide says that a page must allow
(ALLOWED,) = re.findall(r"^```csp\n(.*)\n```", GUIDE.read_text("utf-8"), re.MULTILINE)
STRICT = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
    "style-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'; "
)
HOST_PAGE = """<!doctype html><html lang="en" dir="{dir}"><head><meta charset="{charset}">
<title>Bookings</title><link rel="stylesheet" href="page.css">{tag}</head>
<body><main><h1>Bookings</h1><p id="status"></p></main></body></html>"""
#: a page that means no harm, but shouts
HOST_STYLE = """* { color: lime; font-size: 40px; letter-spacing: 1em; text-align: center }
div, p, a, button { display: none; background: lime } html { font-size: 62.5% }
main, main * { display: block }
@media (prefers-color-scheme: dark) { body { background: #222 } }"""
#: the tab goes away and comes back by message; `pending` counts what is not answered yet
WATCHED = """
Object.defineProperty(document, 'hidden', { get: () => away })
addEventListener('message', ({ data }) => {
  away = data === 'away'
  document.dispatchEvent(new Event('visibilitychange'))
})
const ask = fetch
window.pending = 0
window.fetch = (...what) => {
  pending++
  const answer = ask(...what)
  const over = () => pending--
  answer.then((found) => found.clone().text()).then(over, over)
  return answer
}"""

#: opens the host page: `visit('data-show="always"', now=…, …)`
Visit = Callable[..., Page]


@pytest.fixture
def status(built: Built) -> Iterator[Origin]:
    """The status page of a bad day, served as delivery.py says."""
    folder = built("bad-day")
    pages = {name: (folder / name).read_bytes() for name in (WIDGET, STATUS)}
    with serving(Origin(partial(headers, policy="default-src 'none'"), pages)) as origin:
        yield origin


@dataclass
class Readers:
    """Who opened pages, and what went wrong there."""

    contexts: list[Any] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)


@pytest.fixture
def visit(browser: Browser, status: Origin) -> Iterator[Visit]:
    """Opens a page of a product, on an origin of its own; nothing may go wrong there."""
    readers = Readers()
    policy = STRICT + ALLOWED.replace("https://status.example.com", status.url)

    def said(path: str) -> dict[str, str]:
        kind = "text/css" if path.endswith(".css") else "text/html"
        return {"Content-Type": kind, "Content-Security-Policy": policy}

    with serving(Origin(said, {"page.css": HOST_STYLE.encode()})) as product:

        def open_page(
            options: str = "",
            *,
            now: datetime = NOW,
            tags: int = 1,
            direction: str = "ltr",
            charset: str = "utf-8",
            hidden: bool = False,
            **wishes: Any,
        ) -> Page:
            tag = f'<script src="{status.url}/{WIDGET}" defer {options}></script>' * tags
            html = HOST_PAGE.format(dir=direction, charset=charset, tag=tag)
            product.pages["index.html"] = html.encode()
            wishes = {"viewport": {"width": 1280, "height": 800}, **wishes}
            context = browser.new_context(timezone_id="Europe/Berlin", locale="en-GB", **wishes)
            readers.contexts.append(context)
            page = context.new_page()
            page.on("pageerror", lambda error: readers.wrong.append(str(error)))
            page.on("console", lambda told: readers.wrong.append(told.text))
            page.clock.install(time=now)
            page.add_init_script(f"let away = {str(hidden).lower()};{WATCHED}")
            page.goto(f"{product.url}/index.html")
            return page

        yield open_page
        for context in readers.contexts:
            context.close()
    # what a browser says of answers that are no answers cannot be kept from the console
    assert [text for text in readers.wrong if not text.startswith("Failed to load resource")] == []


def box(page: Page) -> Locator:
    return page.locator("fogbell-status").get_by_role("region")


def settle(page: Page, status: Origin, least: int) -> None:
    """Wait until so many questions were answered, and the answers were read."""
    for _ in range(200):
        if len(status.requests(STATUS)) >= least:
            break
        page.wait_for_timeout(20)
    assert len(status.requests(STATUS)) >= least
    page.wait_for_timeout(60)


def go_on(page: Page, minutes: float) -> None:
    """Let time pass in steps of five seconds, each with the time that an answer really takes."""
    for _ in range(round(minutes * 12)):
        page.clock.run_for(5000)
        while page.evaluate("pending"):
            page.wait_for_timeout(5)


def say(status: Origin, built: Built, case: str, now: datetime = NOW) -> None:
    """The status page is now that of another case."""
    status.pages[STATUS] = (built(case, now) / STATUS).read_bytes()


def change(status: Origin, **values: object) -> None:
    """The status page is what it was but for some values."""
    found = json.loads(status.pages[STATUS])
    status.pages[STATUS] = json.dumps({**found, **values}).encode()


# --- what it says


def test_on_a_bad_day_it_says_what_is_wrong_and_when_more_is_said(visit: Visit) -> None:
    told = box(visit(now=NOW - timedelta(minutes=15))).aria_snapshot()
    assert re.sub(r"http://[\d.:]+", "", told).splitlines() == [
        '- region "Major service outage":',
        "  - status:",
        "    - paragraph:",
        '      - link "Major service outage":',
        "        - /url: /",
        "    - paragraph:",
        '      - link "Uploads fail":',
        "        - /url: /incidents/2026-11-20-uploads.html",
        "    - paragraph: Next update by 13:40 CET",
        "    - paragraph:",
        '      - link "The web console is slow":',
        "        - /url: /incidents/2026-11-20-slow-console.html",
        "    - paragraph:",
        '      - link "The API moves":',
        "        - /url: /maintenance/2026-11-20-api-move.html",
        "    - paragraph: Planned until 13:00 CET",
        '  - button "Close": ×',
    ]


def test_a_promise_that_was_not_kept_is_owned(visit: Visit) -> None:
    page = visit(now=NOW - timedelta(minutes=11))
    expect(box(page)).to_contain_text("Next update by 13:40 CET")
    go_on(page, 2)
    expect(box(page)).to_contain_text("An update was due 13:40 CET")


def test_on_a_calm_day_it_is_silent(visit: Visit, status: Origin, built: Built) -> None:
    say(status, built, "calm")
    page = visit()
    settle(page, status, 1)
    expect(box(page)).to_have_count(0)
    assert page.locator("fogbell-status").evaluate("e => e.getClientRects()[0]?.height || 0") == 0


def test_asked_to_it_says_that_all_is_well(visit: Visit, status: Origin, built: Built) -> None:
    say(status, built, "calm")
    expect(box(visit('data-show="always"'))).to_have_text("All systems operational×")


def test_what_is_only_planned_is_no_trouble(visit: Visit, status: Origin, built: Built) -> None:
    say(status, built, "planned")
    assert json.loads(status.pages[STATUS])["planned"]
    page = visit()
    settle(page, status, 1)
    expect(box(page)).to_have_count(0)


def test_it_comes_and_goes_with_the_trouble(visit: Visit, status: Origin, built: Built) -> None:
    bad = status.pages[STATUS]
    say(status, built, "calm")
    page = visit()
    settle(page, status, 1)
    expect(box(page)).to_have_count(0)
    status.pages[STATUS] = bad
    go_on(page, 1.5)
    expect(box(page)).to_contain_text("Uploads fail")
    say(status, built, "calm")
    go_on(page, 1.5)
    expect(box(page)).to_have_count(0)


HOSTILE = [
    "<img src=x onerror=\"document.title='broken'\">",
    "</script><script>document.title='broken'</script>",
    '" ]]> \u202e &amp; 💥 حجز',
    "x" * 1000,
    "many words " * 90,
]


@pytest.mark.parametrize("title", HOSTILE)
def test_a_title_is_only_text(visit: Visit, status: Origin, title: str) -> None:
    (event, *_) = json.loads(status.pages[STATUS])["open"]
    change(status, open=[{**event, "title": title}], open_count=1, description=title)
    page = visit()
    expect(box(page).get_by_role("link").nth(1)).to_have_text(title.strip())
    assert page.title() == "Bookings"
    assert page.locator("img").count() == 0
    found = box(page).bounding_box()
    assert found
    assert found["width"] <= 420
    assert found["height"] <= 0.8 * 800 + 1


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://elsewhere.example/x", "", "//x"])
def test_links_lead_to_the_status_page_only(visit: Visit, status: Origin, url: str) -> None:
    (event, *_) = json.loads(status.pages[STATUS])["open"]
    change(status, open=[{**event, "url": url}])
    links = box(visit()).get_by_role("link")
    expect(links.nth(1)).to_have_attribute("href", f"{status.url}/")


def test_of_many_it_names_three_and_counts_the_rest(visit: Visit, status: Origin) -> None:
    (event, *_) = json.loads(status.pages[STATUS])["open"]
    change(status, open=[{**event, "id": str(n)} for n in range(10)], open_count=25, planned=[])
    page = visit()
    expect(box(page).get_by_role("link")).to_have_count(5)
    expect(box(page).get_by_role("link").last).to_have_text("+22 more")


def test_the_page_gives_the_words(visit: Visit) -> None:
    page = visit(
        'data-lang="de" data-critical="Größere Störung" data-next="Nächste Meldung bis" '
        'data-until="Geplant bis" data-close="Schließen"',
        now=NOW - timedelta(days=1),
    )
    expect(box(page)).to_contain_text("Größere Störung")
    expect(box(page)).to_contain_text("Nächste Meldung bis 20. Nov., 13:40 MEZ")
    expect(box(page).get_by_role("button")).to_have_attribute("aria-label", "Schließen")
    assert box(page).get_attribute("lang") == "de"


def test_a_language_that_is_none_does_no_harm(visit: Visit) -> None:
    expect(box(visit('data-lang="de_DE"'))).to_contain_text("13:40 CET")


def test_a_page_in_an_old_encoding_has_the_same_marks(visit: Visit) -> None:
    page = visit(charset="iso-8859-1")
    expect(box(page).get_by_role("button")).to_have_text("×")
    mark = "e => getComputedStyle(e, '::before').content"
    assert "▼" in str(box(page).locator(".head").evaluate(mark))


# --- how it stands in the page


def test_it_works_from_a_mirror_under_a_path(visit: Visit, status: Origin, built: Built) -> None:
    change(status, page={"name": "Acme", "url": "https://status.acme.example/eu"})
    (event, *_) = json.loads(status.pages[STATUS])["open"]
    change(status, open=[{**event, "url": "https://status.acme.example/eu/incidents/a.html"}])
    links = box(visit()).get_by_role("link")
    expect(links.nth(1)).to_have_attribute("href", f"{status.url}/incidents/a.html")


def test_loaded_twice_it_is_there_once(visit: Visit, status: Origin) -> None:
    page = visit(tags=3)
    expect(box(page)).to_have_count(1)
    settle(page, status, 1)
    assert len(status.requests(STATUS)) == 1


def test_it_leaves_nothing_behind(visit: Visit, status: Origin) -> None:
    names = "Object.getOwnPropertyNames(window).sort()"
    without = visit(tags=0).evaluate(names)
    page = visit()
    expect(box(page)).to_be_visible()
    assert page.evaluate(names) == without
    assert page.context.cookies() == []
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0


def test_the_styles_of_the_page_do_not_reach_it(visit: Visit) -> None:
    page = visit()
    look = """e => { const s = getComputedStyle(e)
        return [s.color, s.fontSize, s.letterSpacing, s.textAlign, s.backgroundColor] }"""
    assert box(page).evaluate(look) == [
        "rgb(26, 29, 33)",
        "16px",
        "normal",
        "start",
        "rgb(255, 255, 255)",
    ]
    expect(box(page).get_by_role("button")).to_be_visible()


def test_a_page_may_change_its_colours(visit: Visit) -> None:
    page = visit()
    page.evaluate(
        """const s = new CSSStyleSheet()
        s.replaceSync('fogbell-status { --paper: #fffbe6 }')
        document.adoptedStyleSheets = [s]"""
    )
    expect(box(page)).to_have_css("background-color", "rgb(255, 251, 230)")


@pytest.mark.parametrize(("direction", "is_left"), [("ltr", False), ("rtl", True)])
def test_it_is_in_the_corner_where_lines_end(visit: Visit, direction: str, is_left: bool) -> None:
    page = visit(direction=direction)
    found, close = box(page).bounding_box(), box(page).get_by_role("button").bounding_box()
    assert found
    assert close
    left, right = found["x"], 1280 - found["x"] - found["width"]
    assert (left < right) is is_left
    assert min(left, right) == 16
    assert round(800 - found["y"] - found["height"]) == 16
    assert (close["x"] < found["x"] + found["width"] / 2) is is_left


@pytest.mark.parametrize("width", [200, 320, 390])
def test_it_fits_a_narrow_screen(visit: Visit, width: int) -> None:
    page = visit(viewport={"width": width, "height": 600})
    found = box(page).bounding_box()
    assert found
    assert found["x"] >= 16
    assert found["x"] + found["width"] <= width - 16


def test_it_stands_where_the_page_wants_it(visit: Visit) -> None:
    page = visit('data-target="#status"')
    expect(page.locator("#status > fogbell-status")).to_have_count(1)
    expect(box(page)).to_have_css("position", "relative")


def test_without_its_place_it_is_not_shown_until_there_is_one(visit: Visit) -> None:
    page = visit('data-target="#later"')
    go_on(page, 0.2)
    expect(box(page)).to_have_count(0)
    page.evaluate("document.querySelector('main').id = 'later'")
    go_on(page, 0.2)
    expect(box(page)).to_be_visible()


def test_it_survives_a_page_that_replaces_its_content(visit: Visit) -> None:
    page = visit()
    expect(box(page)).to_be_visible()
    page.evaluate("document.body.replaceChildren()")
    expect(box(page)).to_have_count(0)
    go_on(page, 0.2)
    expect(box(page)).to_be_visible()


# --- who reads it, and how


def test_it_is_heard_politely_and_once(visit: Visit, status: Origin) -> None:
    """What stands in a live region is told when it changes: it must not be written anew."""
    page = visit()
    expect(box(page).get_by_role("status")).to_contain_text("Uploads fail")
    page.evaluate(
        """() => { window.changes = 0
        const root = document.querySelector('fogbell-status').shadowRoot
        new MutationObserver((all) => { changes += all.length })
          .observe(root, { childList: true, subtree: true, characterData: true }) }"""
    )
    go_on(page, 4)
    assert len(status.requests(STATUS)) >= 3
    assert page.evaluate("changes") == 0


def test_the_place_to_listen_is_there_before_the_words(visit: Visit, status: Origin) -> None:
    status.held[STATUS] = Event()
    page = visit()
    expect(page.locator("fogbell-status").get_by_role("status")).to_have_text("")


def test_the_keyboard_reaches_all_of_it_and_closes_it(visit: Visit) -> None:
    page = visit()
    expect(box(page)).to_be_visible()
    for name in ("Major service outage", "Uploads fail", "The web console is slow"):
        page.keyboard.press("Tab")
        link = box(page).get_by_role("link", name=name)
        expect(link).to_be_focused()
        assert link.evaluate("e => getComputedStyle(e).outlineStyle") == "solid"
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(box(page).get_by_role("button", name="Close")).to_be_focused()
    page.keyboard.press("Enter")
    expect(box(page)).to_have_count(0)


def test_closed_it_stays_so_until_something_else_happens(visit: Visit, status: Origin) -> None:
    page = visit()
    box(page).get_by_role("button").click()
    change(status, valid_until="2026-11-20T16:00:00Z")
    go_on(page, 3)
    expect(box(page)).to_have_count(0)
    (event, *others) = json.loads(status.pages[STATUS])["open"]
    change(status, open=[{**event, "id": "new", "title": "News"}, event, *others], open_count=3)
    go_on(page, 1.5)
    expect(box(page)).to_contain_text("News")


def test_the_button_is_large_enough(visit: Visit) -> None:
    found = box(visit()).get_by_role("button").bounding_box()
    assert found
    assert min(found["width"], found["height"]) >= 24


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_word_can_be_read(visit: Visit, scheme: str) -> None:
    page = visit(color_scheme=scheme)
    behind = rgb(str(box(page).evaluate("e => getComputedStyle(e).backgroundColor")))
    assert (behind == (255, 255, 255)) is (scheme == "light")
    colours = (
        box(page)
        .locator("a, .note, button")
        .evaluate_all("all => all.map((e) => getComputedStyle(e).color)")
    )
    assert len(set(colours)) >= 3
    assert [text for text in colours if contrast(rgb(text), behind) < 4.5] == []


def rgb(text: str) -> Rgb:
    red, green, blue = map(int, re.findall(r"\d+", text)[:3])
    return red, green, blue


def test_it_neither_moves_nor_is_printed(visit: Visit) -> None:
    page = visit()
    expect(box(page)).to_be_visible()
    assert page.evaluate("document.getAnimations().length") == 0
    page.emulate_media(media="print")
    expect(box(page)).to_be_hidden()


def test_with_forced_colours_its_edge_is_seen(visit: Visit) -> None:
    page = visit(forced_colors="active")
    assert box(page).evaluate("e => getComputedStyle(e).borderTopWidth") == "1px"
    expect(box(page)).to_be_visible()


# --- how it asks


def test_a_file_that_did_not_change_is_not_sent_again(visit: Visit, status: Origin) -> None:
    page = visit()
    go_on(page, 5)
    answers = [each.status for each in status.requests(STATUS)]
    assert answers[0] == 200
    assert len(answers) >= 4
    assert set(answers[1:]) == {304}
    expect(box(page)).to_contain_text("Uploads fail")


def test_it_sends_nothing_that_tells_who_asks(visit: Visit, status: Origin) -> None:
    page = visit()
    go_on(page, 3)
    assert {each.method for each in status.asked} == {"GET"}
    assert {each.path for each in status.asked} == {WIDGET, STATUS}
    sent = {name.lower() for each in status.requests(STATUS) for name in each.headers}
    assert not sent & {"cookie", "authorization", "referer"}


def test_it_asks_about_once_a_minute(visit: Visit, status: Origin) -> None:
    page = visit()
    go_on(page, 20)
    assert 15 <= len(status.requests(STATUS)) <= 21


def test_it_asks_less_and_less_where_there_is_no_answer(visit: Visit, status: Origin) -> None:
    status.trouble[STATUS] = 500
    page = visit('data-show="always"')
    expect(box(page)).to_have_text("Status unknown×")
    go_on(page, 8)
    assert 3 <= len(status.requests(STATUS)) <= 4
    go_on(page, 20)
    assert 6 <= len(status.requests(STATUS)) <= 9
    status.trouble.clear()
    go_on(page, 5.5)
    expect(box(page)).to_contain_text("Uploads fail")
    before = len(status.requests(STATUS))
    go_on(page, 3)
    assert len(status.requests(STATUS)) >= before + 2


def test_two_readers_do_not_ask_at_the_same_time(visit: Visit) -> None:
    """Many pages that opened at once, such as after an outage, must not stay in step."""
    text = "(await (await fetch(document.scripts[0].src)).text())"
    assert "Math.random()" in visit().evaluate(f"(async () => {text})()")


def test_in_a_hidden_tab_it_asks_nothing(visit: Visit, status: Origin) -> None:
    page = visit(hidden=True)
    go_on(page, 3)
    assert status.requests(STATUS) == []
    page.evaluate("postMessage('here')")
    expect(box(page)).to_contain_text("Uploads fail")
    page.evaluate("postMessage('away')")
    page.wait_for_timeout(50)
    before = len(status.requests(STATUS))
    go_on(page, 10)
    assert len(status.requests(STATUS)) == before
    page.evaluate("postMessage('here')")
    settle(page, status, before + 1)


def test_to_and_fro_between_tabs_asks_no_more(visit: Visit, status: Origin) -> None:
    page = visit()
    expect(box(page)).to_be_visible()
    for _ in range(10):
        page.evaluate("postMessage('away')")
        page.evaluate("postMessage('here')")
    page.wait_for_timeout(100)
    assert len(status.requests(STATUS)) == 1


# --- what it must not say


@pytest.mark.parametrize("show", ["", 'data-show="always"'])
def test_from_an_old_file_it_never_says_that_all_is_well(
    visit: Visit, status: Origin, built: Built, show: str
) -> None:
    say(status, built, "calm")
    page = visit(show, now=NOW + timedelta(hours=3))
    settle(page, status, 1)
    if show:
        expect(box(page)).to_have_text("This may be out of date×")
    else:
        expect(box(page)).to_have_count(0)


def test_green_does_not_outlive_the_file_that_said_it(
    visit: Visit, status: Origin, built: Built
) -> None:
    say(status, built, "calm")
    page = visit('data-show="always"')
    expect(box(page)).to_contain_text("All systems operational")
    status.trouble[STATUS] = 503
    page.clock.fast_forward("01:59:40")
    page.wait_for_timeout(60)
    expect(box(page)).to_contain_text("All systems operational")
    page.clock.run_for(30_000)
    expect(box(page)).to_have_text("This may be out of date×")


def test_a_tab_that_slept_wakes_without_green(visit: Visit, status: Origin, built: Built) -> None:
    say(status, built, "calm")
    page = visit('data-show="always"')
    expect(box(page)).to_contain_text("All systems operational")
    page.evaluate("postMessage('away')")
    page.wait_for_timeout(50)
    status.held[STATUS] = Event()
    page.clock.fast_forward("09:00:00")
    page.evaluate("postMessage('here')")
    expect(box(page)).to_have_text("This may be out of date×")


def test_old_trouble_is_still_told_with_a_word_of_doubt(visit: Visit) -> None:
    page = visit(now=NOW + timedelta(hours=3))
    expect(box(page)).to_contain_text("Uploads fail")
    expect(box(page)).to_contain_text("This may be out of date")


NO_STATUS = [
    b"",
    b"<!doctype html><title>Not found</title>",
    b"null",
    b"[]",
    b"{}",
    b'{"indicator": "none"}',
    b'{"indicator": 1, "planned": [], "open": []}',
    b'{"indicator": "major", "description": "x", "planned": null, "open": [], "page": {}}',
    b'{"indicator": "major", "description": "x", "planned": [], "open": [null], "page": {}}',
    (
        b'{"indicator": "major", "description": "x", "planned": [], "page": {},'
        b'"open": [{"title": "x", "url": "", "next_update": "soon"}]}'
    ),
    b'{"indicator": "none", "description": "%s", "planned": [], "open": []}' % (b"x" * 200_000),
    b"\xff\xfe",
]


@pytest.mark.parametrize("body", NO_STATUS, ids=range(len(NO_STATUS)))
def test_what_is_no_status_is_not_believed(visit: Visit, status: Origin, body: bytes) -> None:
    good = status.pages[STATUS]
    status.pages[STATUS] = body
    page = visit('data-show="always"')
    expect(box(page)).to_have_text("Status unknown×")
    status.pages[STATUS] = good
    go_on(page, 3)
    expect(box(page)).to_contain_text("Uploads fail")
    status.pages[STATUS] = body
    go_on(page, 3)
    expect(box(page)).to_contain_text("Uploads fail")


@pytest.mark.parametrize("trouble", [404, 500, 503])
def test_unless_asked_it_is_silent_where_it_knows_nothing(
    visit: Visit, status: Origin, trouble: int
) -> None:
    status.trouble[STATUS] = trouble
    page = visit()
    settle(page, status, 1)
    expect(box(page)).to_have_count(0)


def test_a_slow_answer_is_given_up(visit: Visit, status: Origin) -> None:
    status.held[STATUS] = Event()
    page = visit('data-show="always"')
    page.clock.run_for(9_000)
    expect(box(page)).to_have_count(0)
    page.clock.run_for(2_000)
    expect(box(page)).to_have_text("Status unknown×")
    status.held.pop(STATUS).set()
    go_on(page, 3)
    expect(box(page)).to_contain_text("Uploads fail")
