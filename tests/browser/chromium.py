"""Whether this machine has a browser, and what drives it."""

import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def find_chromium() -> str | None:
    """The program; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def can_drive() -> bool:
    """Whether playwright's own program starts; it wants a library that bare machines lack."""
    ask = [sys.executable, "-m", "playwright", "--version"]
    return subprocess.run(ask, capture_output=True, check=False).returncode == 0
