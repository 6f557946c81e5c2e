"""Makes docs/bad-day.png, the picture in the README: `make picture`, when the theme changed."""

import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import ViewportSize, sync_playwright

from generator.cli import main
from tests.browser.chromium import find_chromium

PICTURE = Path(__file__).parent.parent.parent / "docs" / "bad-day.png"
MADE = datetime(2026, 11, 20, 14, 25, tzinfo=UTC)
SIZE: ViewportSize = {"width": 1000, "height": 1180}


def take(page_file: Path) -> None:
    """The home page as a reader in the site's own zone sees it, a moment after it was made."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, timezone_id="Europe/Dublin", locale="en-GB")
        page.clock.install(time=MADE)
        page.goto(page_file.as_uri())
        page.screenshot(path=PICTURE)
        browser.close()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder) / "demo"
        moment = ["--quiet", "--now", MADE.isoformat()]
        main([*moment, "init", "--demo", str(project)])
        main([*moment, "--project", str(project)])
        take(project / "output" / "index.html")
    print(f"Wrote {PICTURE}. Look at it.")
