"""A small site of which most is settled, and how to compare what was loaded to the last detail."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.content.load import Loaded
from generator.errors import Problem, in_order
from generator.reading import MEMORY_FILE, read_checked, read_site

NOW = datetime(2026, 11, 20, 12, 15, tzinfo=UTC)
SITE = """\
title: Acme Status
url: https://status.acme.example
components:
  - id: api
    name: API
  - id: web
    name: Web
"""
OLD = """\
---
title: Logins fail
impact: minor
components: {api: partial_outage}
---

## Investigating — 2026-03-01 12:00 UTC

Logins fail.

## Resolved — 2026-03-01 13:00 UTC

Logins work.
"""
OPEN = """\
---
title: Uploads fail
impact: major
internal: {ticket: OPS-1}
---

## Investigating — 2026-11-20 12:00 UTC
next update: 30m
workaround: none
eta: none

Uploads fail. So did [logins](2026-03-01-logins.md).
"""
PLANNED = """\
---
title: Database upgrade
scheduled: 2026-04-01 02:00 UTC to 2026-04-01 04:00 UTC
components: {web: under_maintenance}
---

## Scheduled — 2026-03-30 10:00 UTC

We upgrade.

## Completed — 2026-04-01 03:00 UTC

Done.
"""
INCIDENTS, MAINTENANCE = "content/incidents", "content/maintenance"
LOGINS = f"{INCIDENTS}/2026-03-01-logins.md"
MAILS = f"{INCIDENTS}/2026-03-02-mails.md"
UPLOADS = f"{INCIDENTS}/2026-11-20-uploads.md"
DATABASE = f"{MAINTENANCE}/2026-04-01-database.md"


@contextmanager
def remembering_few() -> Iterator[None]:
    """Even where there are few files, they are remembered."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("generator.content.memory.FEW", 0)
        yield


def put(project: Path, file: str, text: str) -> Path:
    """Write a file of the project."""
    path = project / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return path


def new_site(project: Path) -> Path:
    """An open incident, two that are over for long, and planned work of long ago."""
    put(project, "content/site.yml", SITE)
    put(project, LOGINS, OLD)
    put(project, MAILS, OLD.replace("Logins", "Mails"))
    put(project, UPLOADS, OPEN)
    put(project, DATABASE, PLANNED)
    return project


def remember(project: Path, *, drill: bool = False) -> Path:
    """Read all of a site, and keep what was read; the file in which that is kept."""
    let_the_clock_tick(project)
    read_site(project, NOW, drill=drill)
    return project / MEMORY_FILE


def let_the_clock_tick(project: Path) -> None:
    """Until the disk tells what is saved now from what was saved before."""
    probe = project / "probe"
    probe.touch()
    before = probe.stat().st_ctime_ns
    while probe.stat().st_ctime_ns == before:
        probe.touch()
    probe.unlink()


def whole(value: object) -> object:
    """All that is in a record, in a form that hides nothing from `==`: places and types too."""
    if is_dataclass(value) and not isinstance(value, type):
        kept = [(each.name, whole(getattr(value, each.name))) for each in fields(value)]
        return (type(value).__name__, kept)
    if isinstance(value, tuple):
        return tuple(map(whole, value))
    return (type(value).__name__, repr(value))


def same(one: Loaded, other: Loaded) -> bool:
    """Whether two were loaded alike to the last detail."""
    return whole(one) == whole(other)


def problems_in(project: Path, file: str, now: datetime = NOW) -> tuple[Problem, ...]:
    """What a check of one file says of it."""
    _, problems = read_checked(project, now, only=[project / file])
    return tuple(each for each in in_order(problems) if each.location.file == file)
