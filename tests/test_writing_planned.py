"""Planned work by commands: `schedule`, `update`, `resolve`, and each way to be wrong."""

import io
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.edit import EditError
from generator.content.edit_window import move_window
from generator.content.maintenance import parse_maintenance
from generator.content.source import parse_source
from tests.desk import CLOSED, DATABASE, PLANNED, Fogbell, new_project, snapshot, write

WINDOW = "2026-11-21 02:00 UTC to 2026-11-21 04:00 UTC"
DURING = "2026-11-21 03:00 UTC"
AFTER = "2026-11-21 04:30 UTC"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path.resolve())


@pytest.fixture
def fogbell(project: Path, capsys: pytest.CaptureFixture[str]) -> Fogbell:
    return Fogbell(project, capsys)


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))


def added(project: Path, before: dict[str, bytes], window: str = WINDOW) -> str:
    """What stands behind the old end of the file; its window is `window`, all else as it was."""
    after = snapshot(project)
    assert {**after, DATABASE: b""} == {**before, DATABASE: b""}
    old = before[DATABASE].replace(WINDOW.encode(), window.encode())
    assert after[DATABASE].startswith(old)
    return after[DATABASE][len(old) :].decode()


# --- schedule -----------------------------------------------------------------------------------


def test_planned_work_from_flags_alone(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    words = [
        *("schedule", "Database: upgrade", "--from", "2026-12-01 03:00 +01:00", "--to", "2h"),
        *("--component", "api", "--component", "Web Console=degraded performance"),
        *("--auto-complete", "--emergency", "the disk: failing", "Some pages are slow."),
    ]
    assert fogbell(*words, now="2026-11-20 12:15:48 UTC") == 0, fogbell.err
    after = snapshot(project)
    assert after.pop("content/maintenance/2026-12-01-database-upgrade.md").decode() == (
        "---\n"
        'title: "Database: upgrade"\n'
        "scheduled: 2026-12-01 02:00 UTC to 2026-12-01 04:00 UTC\n"
        "components:\n"
        "  api: under_maintenance\n"
        "  console: degraded_performance\n"
        "auto_complete: yes\n"
        'emergency: "the disk: failing"\n'
        "---\n"
        "\n"
        "## Scheduled — 2026-11-20 12:15 UTC\n"
        "\n"
        "Some pages are slow.\n"
    )
    assert after == before
    assert fogbell.out.startswith(
        "Written to content/maintenance/2026-12-01-database-upgrade.md. Customers will read:\n"
        "\n"
        "    Database: upgrade\n"
        "    Planned: 1 Dec 2026, 02:00 UTC to 1 Dec 2026, 04:00 UTC\n"
        "    Affected: API (Under maintenance), Web console (Degraded performance)\n"
        "    Scheduled — 20 Nov 2026, 12:15 UTC\n"
        "    Some pages are slow.\n"
        "\n"
        "To publish it:\n"
    )


def test_the_fewest_words(project: Path, fogbell: Fogbell) -> None:
    words = ["schedule", "Upgrade", "We upgrade.", "--from", "1d", "--to", "14:00 UTC"]
    assert fogbell(*words) == 0, fogbell.err
    text = (project / "content/maintenance/2026-11-21-upgrade.md").read_text("utf-8")
    assert "\nscheduled: 2026-11-21 12:15 UTC to 2026-11-21 14:00 UTC\n---\n" in text
    assert "(it touches no component, because --component was not given)" in fogbell.out
    words[1] = "Upgrade!"
    assert fogbell(*words, "--next", "20h", "--component", "api") == 0
    text = (project / "content/maintenance/2026-11-21-upgrade-2.md").read_text("utf-8")
    assert "UTC\nnext update: 2026-11-21 08:15 UTC\n\nWe upgrade.\n" in text


def test_work_that_begins_now_is_in_progress(project: Path, fogbell: Fogbell) -> None:
    words = ["schedule", "Disk", "We replace it.", "--from", "now", "--to", "1h"]
    assert fogbell(*words, "--component", "api", now="2026-11-20 12:15:48 UTC") == 0, fogbell.err
    text = (project / "content/maintenance/2026-11-20-disk.md").read_text("utf-8")
    assert "\nscheduled: 2026-11-20 12:15 UTC to 2026-11-20 13:15 UTC\n" in text
    assert "\n## In progress — 2026-11-20 12:15 UTC\n" in text
    assert "    API: Operational → Under maintenance\n" in fogbell.out


def test_the_editor_is_opened_on_planned_work_too(
    project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", "sed -i s/Broken/Mended/")
    words = ["schedule", "Disk", "Broken.", "--from", "1d", "--to", "1h", "--edit"]
    assert fogbell(*words) == 0, fogbell.err
    assert "    Mended.\n" in fogbell.out


NAMED = ("schedule", "T", "x")
START = ("--from", "2026-12-01 02:00 UTC")
WRONG_PLANS: list[tuple[tuple[str, ...], str]] = [
    (("schedule",), "TITLE, TEXT, --from, --to are missing, and there is no terminal to ask on"),
    ((*NAMED, *START), "--to is missing, and there is no terminal to ask on"),
    ((*NAMED, "--from", "2026-12-01 02:00", "--to", "2h"), "has no zone; add it: '2026-12-01 02:0"),
    ((*NAMED, "--from", "2026-12-01", "--to", "2h"), "is only a day; add the time and zone"),
    (
        (*NAMED, "--from", "2026-11-20 12:00 UTC", "--to", "2h"),
        "--from 2026-11-20 12:00 UTC: this is past; it is 2026-11-20 12:15 UTC",
    ),
    (
        (*NAMED, "--from", "02:00 UTC", "--to", "2h"),
        "this is past today; for tomorrow write '2026-11-21 02:00 UTC'",
    ),
    (
        (*NAMED, *START, "--to", "2026-12-01 01:00 UTC"),
        "--to 2026-12-01 01:00 UTC: a window ends after it begins, which is 2026-12-01 02:00 UTC",
    ),
    (
        (*NAMED, *START, "--to", "01:00 UTC"),
        "this is before it begins; for the next day write '2026-12-02 01:00 UTC'",
    ),
    ((*NAMED, *START, "--to", "later"), "--to: 'later' does not say when; write 30m"),
    ((*NAMED, *START, "--to", "2h", "--component", "apo"), "did you mean 'api'?"),
    ((*NAMED, *START, "--to", "2h", "--component", "api=down"), "did you mean 'major_outage'?"),
    ((*NAMED, *START, "--to", "2h", "--emergency", " "), "--emergency is empty"),
]


@pytest.mark.parametrize(("words", "said"), WRONG_PLANS, ids=lambda each: ascii(each)[:60])
def test_a_plan_that_is_wrong_is_told(
    words: tuple[str, ...], said: str, project: Path, fogbell: Fogbell
) -> None:
    before = snapshot(project)
    assert fogbell(*words) == 2
    assert said in fogbell.err
    assert fogbell.out == ""
    assert snapshot(project) == before


# --- update and resolve -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "now"),
    [("in_progress", DURING), ("Verifying", DURING), ("completed", AFTER), ("cancelled", "")],
)
def test_the_statuses_of_planned_work(
    status: str, now: str, project: Path, fogbell: Fogbell
) -> None:
    before, now = snapshot(project), now or "2026-11-20 12:15 UTC"
    assert fogbell("update", "database", "--status", status, "Words.", now=now) == 0, fogbell.err
    heading = status.replace("_", " ").capitalize()
    assert added(project, before) == f"\n## {heading} — {now}\n\nWords.\n"
    assert "next" not in fogbell.out.casefold()


def test_an_update_of_planned_work_with_every_flag(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    flags = ["--next", "20m", "--component", "console=partial_outage", "--workaround", "Wait."]
    assert fogbell("update", "database", *flags, "--eta", "2h", "Slow.", now=DURING) == 0
    assert added(project, before) == (
        f"\n## Update — {DURING}\nnext update: 2026-11-21 03:20 UTC\nconsole: partial_outage\n"
        "workaround: Wait.\neta: 2026-11-21 05:00 UTC\n\nSlow.\n"
    )
    assert "    Next update: by 21 Nov 2026, 03:20 UTC\n" in fogbell.out


@pytest.mark.parametrize("now", [DURING, AFTER])
def test_work_under_way_is_completed(now: str, project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    assert fogbell("resolve", "database", "Done.", now=now) == 0, fogbell.err
    assert added(project, before) == f"\n## Completed — {now}\n\nDone.\n"


@pytest.mark.parametrize(
    ("word", "moment", "said"),
    [
        (
            "2h",
            DURING,
            "2026-11-21 02:00 UTC to 2026-11-21 05:00 UTC",  # from now, once it has begun
        ),
        ("3h", "2026-11-20 12:15 UTC", "2026-11-21 02:00 UTC to 2026-11-21 05:00 UTC"),
        ("05:30 UTC", DURING, "2026-11-21 02:00 UTC to 2026-11-21 05:30 UTC"),
        ("2026-11-21 06:00 UTC", AFTER, "2026-11-21 02:00 UTC to 2026-11-21 06:00 UTC"),
    ],
)
def test_the_end_is_moved(
    word: str, moment: str, said: str, project: Path, fogbell: Fogbell
) -> None:
    before = snapshot(project)
    assert fogbell("update", "database", "Longer.", "--to", word, now=moment) == 0, fogbell.err
    assert added(project, before, said) == f"\n## Update — {moment}\n\nLonger.\n"
    assert "    Planned: 21 Nov 2026, 02:00 UTC to 21 Nov 2026, 05:" in fogbell.out or "06" in word


def test_all_of_it_is_moved(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    window = ["--from", "2026-12-02 02:00 UTC", "--to", "2h"]
    assert fogbell("update", "database", *window, "A week later.") == 0, fogbell.err
    moved = "2026-12-02 02:00 UTC to 2026-12-02 04:00 UTC"
    assert "A week later." in added(project, before, moved)


OVER = PLANNED + "\n## Completed — 2026-11-20 10:00 UTC\n\nDone.\n"
BEGUN = PLANNED + "\n## In progress — 2026-11-20 12:00 UTC\n\nWe begin.\n"
BY_CLOCK = PLANNED.replace("---\n\n##", "auto_complete: yes\n---\n\n##")
WRONG_UPDATES: list[tuple[str, str, list[str], str]] = [
    (
        PLANNED,
        "",
        ["resolve", "database"],
        (
            "'Database upgrade' has not begun (it will at 2026-11-21 02:00 UTC); if it will not "
            "take place: fogbell update 2026-11-21-database --status cancelled"
        ),
    ),
    (
        PLANNED,
        "",
        ["update", "database", "--status", "resolved"],
        (
            "'Database upgrade' is planned work, which is one of: scheduled, in_progress, "
            "verifying, completed, cancelled; did you mean 'completed'?"
        ),
    ),
    (
        PLANNED,
        "",
        ["update", "uploads", "--status", "completed"],
        (
            "'Uploads fail' is an incident, which is one of: investigating, identified, "
            "monitoring, resolved; did you mean 'resolved'?"
        ),
    ),
    (
        OVER,
        "",
        ["update", "database"],
        (
            "'Database upgrade' is completed since 2026-11-20 10:00 UTC; if it goes on: fogbell "
            "update 2026-11-21-database --status in_progress --to WHEN"
        ),
    ),
    (OVER, "", ["resolve", "database"], "is completed since 2026-11-20 10:00 UTC"),
    (BY_CLOCK, AFTER, ["update", "database"], "is completed since 2026-11-21 04:00 UTC"),
    (
        BY_CLOCK,
        AFTER,
        ["update", "database", "--status", "in_progress"],
        "is completed since 2026-11-21 04:00 UTC",
    ),
    (PLANNED, "", ["update", "database", "--reopen"], "if it goes on, write --status in_progress"),
    (PLANNED, DURING, ["resolve", "database", "--due", "2026-12-01"], "and has no postmortem"),
    (PLANNED, "", ["update", "uploads", "--to", "2h"], "when it may be over is said with --eta"),
    (BEGUN, "", ["update", "database", "--from", "1d"], "has begun; only its end can move (--to)"),
    (
        PLANNED,
        "",
        ["update", "database", "--from", "2026-11-21 04:00 UTC"],
        "it would end before that, at 2026-11-21 04:00 UTC; give --to too",
    ),
    (
        PLANNED,
        DURING,
        ["update", "database", "--to", "2026-11-21 02:30 UTC"],
        "--to 2026-11-21 02:30 UTC: this is past; it is 2026-11-21 03:00 UTC",
    ),
    (
        PLANNED,
        "",
        ["update", "database", "--from", "2026-11-20 12:00 UTC"],
        "--from 2026-11-20 12:00 UTC: this is past",
    ),
]


@pytest.mark.parametrize(
    ("text", "now", "words", "said"), WRONG_UPDATES, ids=lambda each: ascii(each)[:40]
)
def test_an_update_that_is_wrong_is_told(
    text: str, now: str, words: list[str], said: str, project: Path, fogbell: Fogbell
) -> None:
    write(project, "2026-11-21-database", text, "maintenance")
    before = snapshot(project)
    assert fogbell(*words, "My words.", now=now or "2026-11-20 12:15 UTC") == 2
    assert said in fogbell.err
    assert "Your words were:\n\nMy words.\n" in fogbell.err
    assert snapshot(project) == before


def test_work_that_is_over_by_the_clock_goes_on_with_another_end(
    project: Path, fogbell: Fogbell
) -> None:
    write(project, "2026-11-21-database", BY_CLOCK, "maintenance")
    before = snapshot(project)
    assert fogbell("update", "database", "Longer.", "--to", "1h", now=AFTER) == 0, fogbell.err
    assert added(project, before, "2026-11-21 02:00 UTC to 2026-11-21 05:30 UTC")


def test_work_that_was_said_to_be_over_goes_on(project: Path, fogbell: Fogbell) -> None:
    write(project, "2026-11-21-database", OVER, "maintenance")
    assert fogbell("update", "database", "Not over.", "--status", "in_progress", now=DURING) == 0
    assert "    API: Operational → Degraded performance\n" in fogbell.out


def test_what_goes_on_or_comes_is_meant_before_what_is_over(
    project: Path, fogbell: Fogbell
) -> None:
    write(project, "2026-11-18-database", CLOSED.replace("Logins fail", "Database is slow"))
    assert fogbell("update", "database", "x") == 0, fogbell.err
    assert "Written to content/maintenance/" in fogbell.out
    write(project, "2026-11-19-database", CLOSED.partition("\n## Res")[0].replace("Logins", "The"))
    before = snapshot(project)
    assert fogbell("update", "database", "x") == 2
    assert fogbell.err.endswith(
        "fogbell: 'database' matches 2 events:\n"
        "  2026-11-19-database  The fail\n"
        "  2026-11-21-database  Database upgrade\n"
    )
    assert snapshot(project) == before
    # what has not begun cannot be over
    assert fogbell("resolve", "database", "x") == 0
    assert "Written to content/incidents/2026-11-19-database.md" in fogbell.out


# --- the window's line --------------------------------------------------------------------------

START_AT, END_AT = (datetime(2026, 11, 21, hour, tzinfo=UTC) for hour in (2, 4))


@given(
    line=st.sampled_from(
        ["scheduled: {}", "scheduled:   '{}'", 'scheduled: "{}"', '"scheduled": {}']
    ),
    behind=st.sampled_from(["", " ", "   # agreed with Größe: to the point"]),
    window=st.sampled_from([WINDOW, "2026-11-21T03:00+01:00 to 2026-11-21 04:00:00Z"]),
    newline=st.sampled_from([b"\n", b"\r\n", b"\r"]),
    bom=st.sampled_from([b"", b"\xef\xbb\xbf"]),
    end=st.sampled_from([b"", b"\n \t\n", b"cut"]),
    start_by=st.sampled_from([-30, -1, 0, 2, 30]),
    end_by=st.sampled_from([1, 30]),
)
def test_no_byte_but_the_window(
    *,
    line: str,
    behind: str,
    window: str,
    newline: bytes,
    bom: bytes,
    end: bytes,
    start_by: int,
    end_by: int,
) -> None:
    text = PLANNED.replace(f"scheduled: {WINDOW}", line.format(window) + behind)
    data = bom + text.replace("upgrade\n", "\u00e4u\u0308\u200bx\n").encode().replace(
        b"\n", newline
    )
    data = data.rstrip() if end == b"cut" else data + end
    start, finish = START_AT + timedelta(hours=start_by), END_AT + timedelta(hours=30 + end_by)
    after = move_window(data, "content/maintenance/x.md", start, finish)
    old_start = window.partition(" to ")[0]
    said = old_start if start == START_AT else f"{start:%Y-%m-%d %H:%M} UTC"
    assert after == data.replace(window.encode(), f"{said} to {finish:%Y-%m-%d %H:%M} UTC".encode())
    source, _ = parse_source(after, "content/maintenance/x.md")
    planned = parse_maintenance(source)[0] if source else None
    assert planned is not None
    assert (planned.start, planned.end) == (start, finish)
    assert move_window(after, "content/maintenance/x.md", start, finish) == after


@pytest.mark.parametrize(
    "written",
    [
        "scheduled: >-\n  2026-11-21 02:00 UTC to\n  2026-11-21 04:00 UTC",
        "scheduled: 2026-11-21 02:00 UTC to\n  2026-11-21 04:00 UTC",
        'scheduled: "2026-11-21 02:00 UTC\\x20to 2026-11-21 04:00 UTC"',
        "scheduled: 2026-11-21 02:00\u200b UTC to 2026-11-21 04:00 UTC",
    ],
)
def test_a_line_that_cannot_be_changed_safely(
    written: str, project: Path, fogbell: Fogbell
) -> None:
    write(
        project,
        "2026-11-21-database",
        PLANNED.replace(f"scheduled: {WINDOW}", written),
        "maintenance",
    )
    before = snapshot(project)
    assert fogbell("update", "database", "Longer.", "--to", "5h") == 1
    assert (
        f"fogbell: {DATABASE}: its window cannot be changed safely; write there: "
        "scheduled: 2026-11-21 02:00 UTC to 2026-11-21 07:00 UTC\n"
    ) in fogbell.err
    assert "Your words were:\n\nLonger.\n" in fogbell.err
    assert snapshot(project) == before


def test_what_is_no_planned_work_is_not_moved() -> None:
    for data in (CLOSED.encode(), b"\xff", b"", PLANNED.replace("title", "tilte").encode()):
        with pytest.raises(EditError, match="cannot be changed safely"):
            move_window(data, "content/maintenance/x.md", START_AT, END_AT + timedelta(hours=1))
