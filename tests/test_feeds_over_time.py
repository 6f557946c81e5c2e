"""Feeds before and after an edit: exactly what changed comes up again, and no more."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.build import Options, build
from generator.writer import MANIFEST
from tests.feeds import NOTHING, News, faults, news, read

NOW = datetime(2026, 11, 20, 13, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
SITE = """\
title: Acme Status
url: https://status.acme.example/now
identity: status.acme.example,2026
components:
  - {id: api, name: API}
  - {id: web, name: Web console}
  - {id: mail, name: Mail}
"""
FILES = {
    "site.yml": SITE,
    "incidents/api-fails.md": """\
---
title: The API fails
impact: major
components: {api: major_outage}
---

## Investigating — 2026-11-20 12:00 UTC
next update: 30m

We are looking into it. Sorry.

## Identified — 2026-11-20 12:20 UTC
next update: 13:20 UTC

A disk is full.
""",
    "incidents/slow-console.md": """\
---
title: The console is slow
impact: minor
components: {web: degraded_performance}
---

## Investigating — 2026-11-18 09:00 UTC

We are looking into it. See [the other](api-fails.md).

## Resolved — 2026-11-18 10:00 UTC

It is fast again.
""",
    "maintenance/upgrade.md": """\
---
title: Upgrade of the API
scheduled: 2026-11-21 02:00 UTC to 2026-11-21 04:00 UTC
components: [api]
---

## Scheduled — 2026-11-17 10:00 UTC

Requests may fail for a moment.
""",
}
A, B, M = "api-fails", "slow-console", "upgrade"
API, WEB, MAIL = "components/api", "components/web", "components/mail"
FORMS = ("atom", "rss", "json")
Files = dict[str, bytes]
Edit = Callable[[Path], None]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        write(tmp_path, name, text)
    return tmp_path


def write(project: Path, name: str, text: str) -> None:
    path = project / "content" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def edit(project: Path, name: str, old: str, new: str) -> None:
    text = (project / "content" / name).read_text("utf-8")
    assert old in text
    write(project, name, text.replace(old, new))


def append(project: Path, name: str, text: str) -> None:
    write(project, name, (project / "content" / name).read_text("utf-8") + text)


def published(project: Path, now: datetime = NOW, **more: Any) -> Files:
    """Every feed of a build, as it lies there; strict readers find no fault."""
    output = project / "output"
    report = build(Options(project=project, output=output, now=now, **more))
    assert report.written, report.problems
    paths = (output / MANIFEST).read_text("utf-8").splitlines()
    named = ("history.", "updates.", "feed.json", "components/")
    found = {
        path: (output / path).read_bytes()
        for path in paths
        if path.startswith(named) and path.endswith((".atom", ".rss", ".json"))
    }
    assert len(found) == 3 * 5
    assert not faults(found, "https://status.acme.example/now")
    return found


def files_of(feed: str) -> Iterable[str]:
    return (
        "feed.json" if (feed, form) == ("history", "json") else f"{feed}.{form}" for form in FORMS
    )


def compare(before: Files, after: Files) -> dict[str, News]:
    """The news of each feed that has any; all its forms agree."""
    found = {}
    for feed in ("history", "updates", API, WEB, MAIL):
        seen = [news(before[path], after[path]) for path in files_of(feed)]
        assert seen[0] == seen[1] == seen[2], feed
        if seen[0] != NOTHING:
            found[feed] = seen[0]
        else:
            assert all(before[path] == after[path] for path in files_of(feed)), feed
    return found


def tags(*names: str) -> frozenset[str]:
    return frozenset(f"tag:status.acme.example,2026:{name}" for name in names)


def changed(*names: str) -> News:
    return News(frozenset(), tags(*names), frozenset())


def new(*names: str) -> News:
    return News(tags(*names), frozenset(), frozenset())


def test_two_builds_with_nothing_changed_give_the_same_bytes(project: Path) -> None:
    before = published(project)
    assert published(project, NOW + HOUR) == before
    assert published(project, NOW + 5 * HOUR, use_cache=False) == before


def test_an_update(project: Path) -> None:
    before = published(project)
    append(project, f"incidents/{A}.md", "\n## Monitoring — 2026-11-20 13:00 UTC\n\nIt works.\n")
    after = published(project)
    assert compare(before, after) == {
        "history": changed(A),
        "updates": new(f"{A}/2026-11-20T13:00:00Z"),
        API: changed(A),
    }
    item = next(iter(read(after["history.rss"]).values()))
    assert item.title == "[Monitoring] The API fails"
    assert item.published == NOW  # RSS has one date; there it is when the entry last moved


def test_an_update_that_names_another_component(project: Path) -> None:
    """What was told before stays as it was told, tags and all."""
    before = published(project)
    text = "\n## Update — 2026-11-20 13:00 UTC\nweb: partial_outage\n\nThe console too.\n"
    append(project, f"incidents/{A}.md", text)
    assert compare(before, published(project)) == {
        "history": changed(A),
        "updates": new(f"{A}/2026-11-20T13:00:00Z"),
        API: changed(A),
        WEB: new(A),
    }


def test_a_correction(project: Path) -> None:
    """The entry moves to the moment of the correction; in updates.* its id and place stay."""
    before = published(project)
    old, corrected = "12:20 UTC\n", "12:20 UTC\nedited: 2026-11-20 12:50 UTC\n"
    edit(project, f"incidents/{A}.md", old, corrected)
    edit(project, f"incidents/{A}.md", "A disk is full", "Two disks are full")
    after = published(project)
    one = f"{A}/2026-11-20T12:20:00Z"
    assert compare(before, after) == {
        "history": changed(A),
        "updates": changed(one),
        API: changed(A),
    }
    for path in ("history.atom", "feed.json", "components/api.atom", "updates.atom"):
        item = next(iter(read(after[path]).values()))
        assert item.updated == NOW - timedelta(minutes=10)
        assert "Two disks" in item.content
    (tag,) = tags(one)
    assert read(after["updates.rss"])[tag].published == read(before["updates.rss"])[tag].published
    assert list(read(after["updates.atom"])) == list(read(before["updates.atom"]))


def test_a_new_title(project: Path) -> None:
    before = published(project)
    edit(project, f"incidents/{A}.md", "The API fails", "Requests fail")
    after = published(project)
    updates = [f"{A}/2026-11-20T12:00:00Z", f"{A}/2026-11-20T12:20:00Z"]
    assert compare(before, after) == {
        "history": changed(A),
        "updates": changed(*updates),
        API: changed(A),
    }
    (tag,) = tags(A)
    was, is_ = (read(files["history.atom"])[tag] for files in (before, after))
    assert (was.updated, was.link) == (is_.updated, is_.link)


def test_a_file_that_is_renamed_and_keeps_its_id(project: Path) -> None:
    before = published(project)
    folder = project / "content" / "incidents"
    (folder / f"{A}.md").rename(folder / "2026-11-20-api.md")
    edit(project, "incidents/2026-11-20-api.md", "---\ntitle", f"---\nid: {A}\ntitle")
    edit(project, f"incidents/{B}.md", "(api-fails.md)", "(2026-11-20-api.md)")
    after = published(project)
    assert not compare(before, after)


def test_an_incident_that_is_reopened(project: Path) -> None:
    before = published(project)
    again = "\n## Investigating — 2026-11-20 12:55 UTC\nreopened: yes\n\nIt is slow again.\n"
    append(project, f"incidents/{B}.md", again)
    after = published(project)
    assert compare(before, after) == {
        "history": changed(B),
        "updates": new(f"{B}/2026-11-20T12:55:00Z"),
        WEB: changed(B),
    }
    first, *_ = read(after["history.atom"]).items()
    assert tags(B) == {first[0]}
    assert first[1].title == "[Investigating] The console is slow"
    assert first[1].published == datetime(2026, 11, 18, 9, 0, tzinfo=UTC)


def test_a_new_incident(project: Path) -> None:
    before = published(project)
    text = FILES[f"incidents/{A}.md"].replace("{api: major_outage}", "{mail: partial_outage}")
    write(project, "incidents/mail.md", text)
    after = published(project)
    times = ("2026-11-20T12:00:00Z", "2026-11-20T12:20:00Z")
    told = news(before["feed.json"], after["feed.json"])
    assert told == new("mail")
    assert news(before["updates.rss"], after["updates.rss"]) == new(*(f"mail/{t}" for t in times))
    assert news(before["components/mail.atom"], after["components/mail.atom"]) == new("mail")


@pytest.mark.parametrize("mark", ["backfilled: yes", "drill: yes"])
def test_an_incident_that_is_no_news(mark: str, project: Path) -> None:
    before = published(project)
    text = FILES[f"incidents/{B}.md"].replace("---\ntitle", f"---\n{mark}\ntitle")
    write(project, "incidents/long-ago.md", text)
    assert not compare(before, published(project))
    assert not compare(before, published(project, drill=True))


def test_maintenance_that_is_cancelled(project: Path) -> None:
    before = published(project)
    append(project, f"maintenance/{M}.md", "\n## Cancelled — 2026-11-20 13:00 UTC\n\nLater.\n")
    after = published(project)
    assert compare(before, after) == {
        "history": changed(M),
        "updates": new(f"{M}/2026-11-20T13:00:00Z"),
        API: changed(M),
    }
    (tag,) = tags(M)
    assert read(after["history.rss"])[tag].title == "[Cancelled] Upgrade of the API"


def test_a_window_that_opens(project: Path) -> None:
    """Nobody wrote anything: the entry moves to the beginning, and there is no update."""
    before = published(project)
    after = published(project, NOW + 14 * HOUR)
    assert compare(before, after) == {"history": changed(M), API: changed(M)}
    (tag,) = tags(M)
    item = read(after["history.atom"])[tag]
    assert item.title == "[In progress] Upgrade of the API"
    assert item.updated == datetime(2026, 11, 21, 2, 0, tzinfo=UTC)


def test_another_address_is_no_news(project: Path) -> None:
    before = published(project)
    edit(project, "site.yml", "/now\n", "\n")
    report = build(Options(project=project, output=project / "output", now=NOW))
    assert report.written, report.problems
    for path in files_of("updates"):
        after = read((project / "output" / path).read_bytes())
        assert list(after) == list(read(before[path]))
