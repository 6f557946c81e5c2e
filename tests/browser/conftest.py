"""A real browser over the small sites of tests/sites/; without Chromium these tests skip."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.browser.chromium import can_drive, find_chromium
from tests.golden import CASES, build_case

#: opens a page of a case: `look("bad-day", "index.html", now=…, zone=…, …)`
Look = Callable[..., Page]
Built = Callable[..., Path]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    program = find_chromium()
    if program is None:
        pytest.skip("no Chromium here (on Debian: apt-get install chromium)")
    if not can_drive():
        pytest.skip("playwright cannot run here (on Debian: apt-get install libatomic1)")
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """The folder with what a case becomes at a moment, built once."""
    done: dict[tuple[str, datetime], Path] = {}

    def build(case: str, now: datetime | None = None) -> Path:
        key = case, now or CASES[case]
        if key not in done:
            folder = tmp_path_factory.mktemp(case)
            build_case(case, folder, now)
            done[key] = folder
        return done[key]

    return build


@pytest.fixture
def look(browser: Browser, built: Built) -> Iterator[Look]:
    """Opens pages from their files, each as one reader sees it; nothing may go wrong there."""
    contexts = []
    wrong: list[str] = []

    def open_page(
        case: str,
        path: str = "index.html",
        *,
        made: datetime | None = None,
        now: datetime | None = None,
        zone: str = "Europe/Berlin",
        width: int = 1280,
        script: bool = True,
    ) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 800},
            timezone_id=zone,
            locale="en-GB",
            java_script_enabled=script,
        )
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda said: wrong.append(said.text))
        page.clock.install(time=now or made or CASES[case])
        page.goto((built(case, made) / path).as_uri())
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture
def address(built: Built) -> Iterator[str]:
    """The bad day behind a real web server."""
    handler = partial(QuietHandler, directory=str(built("bad-day")))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


class QuietHandler(SimpleHTTPRequestHandler):
    """Says nothing of what it serves."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
        """Nothing."""
