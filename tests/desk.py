"""A small site to write in, for tests of the commands that write."""

import os
from pathlib import Path

import pytest

from generator.cli import main

NOW = "2026-11-20 12:15 UTC"
SITE = """\
title: Acme Status
url: https://status.acme.example
timezone: UTC
components:
  - id: api
    name: API
  - id: console
    name: Web console
"""
OPEN = """\
---
title: Uploads fail
impact: major
components:
  api: partial_outage
---

## Investigating — 2026-11-20 12:00 UTC
next update: 30m

Uploads may fail.
"""
CLOSED = """\
---
title: Logins fail
impact: minor
---

## Investigating — 2026-11-18 12:00 UTC

Logins fail.

## Resolved — 2026-11-18 13:00 UTC

Logins work.
"""
PLANNED = """\
---
title: Database upgrade
scheduled: 2026-11-21 02:00 UTC to 2026-11-21 04:00 UTC
components: {api: degraded_performance}
---

## Scheduled — 2026-11-19 10:00 UTC

We upgrade.
"""
GIT_ENVIRONMENT = {
    "GIT_AUTHOR_NAME": "A",
    "GIT_AUTHOR_EMAIL": "a@acme.example",
    "GIT_COMMITTER_NAME": "A",
    "GIT_COMMITTER_EMAIL": "a@acme.example",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
}
DATABASE = "content/maintenance/2026-11-21-database.md"
UPLOADS = "content/incidents/2026-11-20-uploads.md"


def write(project: Path, name: str, text: str, folder: str = "incidents") -> Path:
    """A file of content/."""
    file = project / "content" / folder / f"{name}.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
    return file


def new_project(folder: Path) -> Path:
    """A site with one open incident, one that is over, and planned work."""
    write(folder, "2026-11-20-uploads", OPEN)
    write(folder, "2026-11-18-logins", CLOSED)
    write(folder, "2026-11-21-database", PLANNED, "maintenance")
    (folder / "content" / "site.yml").write_text(SITE, "utf-8")
    return folder


def snapshot(project: Path) -> dict[str, bytes]:
    """Every file of content/, dotfiles too."""
    files = (path for path in (project / "content").rglob("*") if path.is_file())
    return {path.relative_to(project).as_posix(): path.read_bytes() for path in files}


class Fogbell:
    """Runs commands in a project and keeps what they said."""

    def __init__(self, project: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.project, self.capsys, self.out, self.err = project, capsys, "", ""

    def __call__(self, *words: str, now: str = NOW) -> int:
        self.capsys.readouterr()
        try:
            code = main([*words, "--project", str(self.project), "--now", now])
        except SystemExit as stop:  # argparse
            code = int(str(stop.code or 0))
        self.out, self.err = self.capsys.readouterr()
        return code
