"""`watch`: each fact from the moment it is late on, and what the command says of it."""

import json
import re
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.content.load import load
from generator.content.times import parse_time
from generator.duties import FACTS, duties, late, next_due, notes
from generator.duties.records import Watched
from generator.manual import MANUAL
from generator.state import derive
from tests.desk import CLOSED, OPEN, SITE, Fogbell, new_project, write

#: what OPEN and CLOSED say, with other fields and updates
HEAD = "---\ntitle: T\nimpact: {impact}\n{more}---\n"
WINDOW = (
    "---\ntitle: T\nscheduled: 2026-11-20 12:00 UTC to 2026-11-20 14:00 UTC\n{more}---\n\n"
    "## Scheduled — 2026-11-18 10:00 UTC\n\nWe upgrade.\n"
)
AUTHOR = ["-c", "user.name=A", "-c", "user.email=a@acme.example", "-c", "commit.gpgsign=false"]
DONE = "\n## Resolved — 2026-11-20 10:00 UTC\n\nDone.\n"


def open_one(*updates: str, impact: str = "major", more: str = "") -> str:
    first = "\n## Investigating — 2026-11-20 09:00 UTC\n{}\nIt fails.\n".format
    told = updates or ("",)
    return HEAD.format(impact=impact, more=more) + first(told[0]) + "".join(told[1:])


def watched(folder: Path, text: str, now: str, site: str = SITE) -> Watched:
    kind = "maintenance" if "scheduled:" in text else "incidents"
    write(folder, "it", text, kind)
    (folder / "content" / "site.yml").write_text(site, "utf-8")
    loaded = load(folder)
    assert loaded.site
    assert not loaded.problems, loaded.problems
    return Watched(state=derive(loaded.site, parse_time(now)))


def codes(folder: Path, text: str, now: str, site: str = SITE) -> list[str]:
    seen = watched(folder, text, now, site)
    return [duty.code for duty in late(duties(seen), seen)]


def monitoring(day: int, hour: int) -> str:
    return f"\n## Monitoring — 2026-11-{day} {hour:02}:00 UTC\nnext update: 2026-12-20 09:00 UTC\n"


def ticked(box: str) -> str:
    head = open_one() + DONE + "\n## Postmortem — 2026-11-24 09:00 UTC\n\n### What we change\n"
    return f"{head}- [{box}] Try it first (ops, 2026-12-15)\n"


#: what is written, the code, the last second in which it is in time
LATE = [
    ("a promise", open_one("next update: 30m\n"), "COM-05", "2026-11-20 09:34:59 UTC"),
    ("silence", open_one(), "COM-02", "2026-11-20 09:59:59 UTC"),
    ("an estimate", open_one("next update: 9h\neta: 2h\n"), "COM-06", "2026-11-20 10:59:59 UTC"),
    ("monitoring", open_one("", monitoring(21, 8), "\nFine.\n" + monitoring(22, 7)), "COM-07",
     "2026-11-22 07:59:59 UTC"),
    ("open long", open_one("", monitoring(20, 22)), "COM-67", "2026-11-21 08:59:59 UTC"),
    ("open longer", open_one("", monitoring(21, 8)), "COM-67", "2026-11-21 11:59:59 UTC"),
    ("a postmortem", open_one() + DONE.replace("\n\nD", "\nnext update: 48h\n\nD"), "COM-71",
     "2026-11-22 10:04:59 UTC"),
    ("its day", open_one(more="postmortem_due: 2026-11-23\n") + DONE, "COM-71",
     "2026-11-24 00:04:59 UTC"),
    ("an action", ticked(" "), "COM-76", "2026-12-15 23:59:59 UTC"),
    ("a window", WINDOW.format(more=""), "COM-83", "2026-11-20 13:59:59 UTC"),
    ("its word", WINDOW.format(more="") + "\n## Update — 2026-11-19 10:00 UTC\nnext update: 1h\n"
     "\nTo come.\n", "COM-05", "2026-11-19 11:04:59 UTC"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text", "code", "last"), LATE, ids=[row[0] for row in LATE])
def test_late_from_one_second_to_the_next(
    what: str, text: str, code: str, last: str, tmp_path: Path
) -> None:
    """One second before, `next` names the moment that comes."""
    before = watched(tmp_path, text, last)
    assert code not in [duty.code for duty in late(duties(before), before)]
    coming = [duty for duty in duties(before) if duty.code == code]
    (duty,) = coming
    assert (duty.late_from - before.now).total_seconds() == 1
    following = next_due(coming, before)
    assert following == duty
    after = Watched(state=derive(before.state.site, duty.late_from))
    assert code in [each.code for each in late(duties(after), after)]


NOT_LATE = [
    ("resolved", open_one("next update: 30m\n") + DONE),
    ("ended, nobody knows when", open_one("next update: 30m\n", more="ended: unknown\n")),
    ("a new promise", open_one("next update: 30m\n") + "\n## Update — 2026-11-20 09:30 UTC\n"
     "next update: 40h\n\nStill.\n"),
    ("an exercise", open_one("next update: 30m\n", more="drill: yes\n")),
    ("set aside", open_one("next update: 30m\n", more="override: {com-05: a call instead}\n")),
    ("done", ticked("x")),
    ("closed by the clock", WINDOW.format(more="auto_complete: yes\n")),
    ("completed", WINDOW.format(more="") + "\n## Completed — 2026-11-20 13:50 UTC\n\nDone.\n"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "text"), NOT_LATE, ids=[row[0] for row in NOT_LATE])
def test_what_nobody_waits_for(what: str, text: str, tmp_path: Path) -> None:
    now = "2027-01-20 10:00 UTC" if "Postmortem" in text else "2026-11-21 08:00 UTC"
    assert codes(tmp_path, text, now) == []


def test_the_longest_silence_is_set_in_site_yml(tmp_path: Path) -> None:
    site = SITE + "policy: {gap: {critical: 20m}}\n"
    now = "2026-11-20 09:20 UTC"
    assert codes(tmp_path, open_one(impact="critical"), now, site) == ["COM-02"]
    assert codes(tmp_path, open_one(impact="minor"), now, site) == []


def test_an_incident_opened_again_is_not_open_for_long(tmp_path: Path) -> None:
    text = open_one() + DONE + (
        "\n## Investigating — 2026-11-23 10:00 UTC\nreopened: yes\nnext update: 9h\n\nAgain.\n"
    )  # fmt: skip
    assert codes(tmp_path, text, "2026-11-23 15:00 UTC") == []


def test_a_window_that_began_without_a_word_is_a_note(tmp_path: Path) -> None:
    seen = watched(tmp_path, WINDOW.format(more=""), "2026-11-20 12:30 UTC")
    assert not late(duties(seen), seen)
    assert [duty.code for duty in notes(duties(seen), seen)] == ["COM-82"]
    seen = watched(tmp_path, WINDOW.format(more=""), "2026-11-20 15:00 UTC")
    assert [duty.code for duty in duties(seen)] == ["COM-83"]
    told = WINDOW.format(more="") + "\n## In progress — 2026-11-20 12:01 UTC\n\nBegun.\n"
    seen = watched(tmp_path, told, "2026-11-20 12:30 UTC")
    assert not notes(duties(seen), seen)


def test_nobody_needs_to_close_what_the_clock_closes(tmp_path: Path) -> None:
    seen = watched(tmp_path, WINDOW.format(more="auto_complete: yes\n"), "2026-11-20 12:30 UTC")
    assert duties(seen) == ()


@pytest.mark.parametrize(
    ("now", "is_late", "noted"),
    [
        ("2026-09-01 00:00 UTC", False, False),
        ("2026-10-02 00:00 UTC", False, True),
        ("2026-11-30 23:59 UTC", False, True),
        ("2026-12-02 00:00 UTC", True, False),
    ],
)
def test_security_txt_is_noted_first_and_late_once_it_has_run_out(
    now: str, is_late: bool, noted: bool, tmp_path: Path
) -> None:
    site = SITE + "security: {contact: security@acme.example, expires: 2026-12-01}\n"
    seen = watched(tmp_path, CLOSED, now, site)
    owed = duties(seen)
    assert [bool(late(owed, seen)), bool(notes(owed, seen))] == [is_late, noted]


def test_the_worst_comes_first(tmp_path: Path) -> None:
    for name, impact in (("a", "minor"), ("b", "critical"), ("c", "major")):
        write(tmp_path, name, open_one(impact=impact))
    write(tmp_path, "d", open_one(impact="critical", more="postmortem_due: 2026-11-20\n") + DONE)
    seen = watched(tmp_path, CLOSED, "2026-11-22 00:00 UTC")
    found = dict.fromkeys(duty.event for duty in late(duties(seen), seen))
    assert list(found) == ["b", "c", "a", "d"]


def test_every_fact_is_tried_here_and_told() -> None:
    codes = {(fact.__doc__ or "").partition(":")[0] for fact in FACTS}
    assert {row[2] for row in LATE} | {"COM-82", "CON-21", "BLD-03"} == codes
    page = Path(__file__).parent.parent / "docs" / "watching.md"
    assert set(re.findall(r"^\| (\w+-\d+) \|", page.read_text("utf-8"), re.MULTILINE)) == codes
    assert codes - {"COM-02", "COM-05"} <= set(MANUAL)  # those two are rules of writing as well


# --- the command --------------------------------------------------------------------------------


@pytest.fixture
def fogbell(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Fogbell:
    return Fogbell(new_project(tmp_path.resolve()), capsys)


def built(folder: Path, until: str = "2026-11-20 14:00 UTC") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    told = {"generated_at": "2026-11-20T12:00:00Z", "valid_until": until}
    (folder / "status.json").write_text(json.dumps(told), "utf-8")
    return folder


def test_it_says_what_is_next_while_nothing_is_late(fogbell: Fogbell) -> None:
    assert fogbell("watch") == 0
    assert fogbell.out == (
        "Nothing is late.\n"
        "Next, in 20 min: COM-05 the next update, late from 20 Nov 2026, 12:35 UTC on\n"
        "    2026-11-20-uploads  Uploads fail\n"
    )
    assert fogbell("watch", "--quiet") == 0
    assert fogbell.out == ""


def test_it_says_how_late_and_which_command_mends_it(fogbell: Fogbell) -> None:
    assert fogbell("watch", "--quiet", now="2026-11-20 12:52 UTC") == 1
    assert fogbell.out == (
        "1 late\n\n"
        "2026-11-20-uploads  Uploads fail\n"
        "    COM-05 the next update: due 20 Nov 2026, 12:30 UTC, late by 22 min\n"
        "        fogbell update 2026-11-20-uploads --next 30m\n\n"
    )
    words = ("2026-11-20-uploads", "--next", "30m", "Uploads still fail.")
    assert fogbell("update", *words, now="2026-11-20 12:52 UTC") == 0
    assert fogbell("watch", now="2026-11-20 12:52 UTC") == 0


def test_json_for_programs(fogbell: Fogbell) -> None:
    assert fogbell("watch", "--format", "json", now="2026-11-20 12:52 UTC") == 1
    told = json.loads(fogbell.out)
    assert told["late"] == [
        {
            "code": "COM-05",
            "urgency": "now",
            "event": "2026-11-20-uploads",
            "title": "Uploads fail",
            "what": "the next update",
            "due": "2026-11-20T12:30:00Z",
            "late_from": "2026-11-20T12:35:00Z",
            "late_seconds": 1320,
            "late_by": "22 min",
            "command": "fogbell update 2026-11-20-uploads --next 30m",
        }
    ]
    assert told["next"]["code"] == "COM-83"
    assert (told["now"], told["notes"], told["unreadable"]) == ("2026-11-20T12:52:00Z", [], [])


def test_a_file_that_cannot_be_read_hides_nothing(fogbell: Fogbell) -> None:
    write(fogbell.project, "broken", OPEN.replace("impact: major", "impact: mayor"))
    assert fogbell("watch", now="2026-11-20 12:20 UTC") == 1
    assert "content/incidents/broken.md cannot be read: see `fogbell check`" in fogbell.out
    assert "Nothing is late" not in fogbell.out
    assert fogbell("watch", "--format", "json", now="2026-11-20 12:52 UTC") == 1
    told = json.loads(fogbell.out)
    assert told["unreadable"] == ["content/incidents/broken.md"]
    assert [each["event"] for each in told["late"]] == ["2026-11-20-uploads"]


def test_of_a_broken_file_the_last_good_version_is_watched(fogbell: Fogbell) -> None:
    """The settings too: an outage does not go unwatched because of a typo."""
    for words in (["init", "-q"], ["add", "."], [*AUTHOR, "commit", "-qm", "good"]):
        subprocess.run(["git", *words], cwd=fogbell.project, check=True)
    broken = OPEN.replace("impact: major", "impact: mayor")
    file = write(fogbell.project, "2026-11-20-uploads", broken)
    (fogbell.project / "content" / "site.yml").write_text("title: [", "utf-8")
    assert fogbell("watch", "--quiet", now="2026-11-20 12:52 UTC") == 1
    assert "COM-05 the next update: due 20 Nov 2026, 12:30 UTC, late by 22 min" in fogbell.out
    assert "content/site.yml cannot be read" in fogbell.out
    assert f"content/incidents/{file.name} cannot be read" in fogbell.out


def test_without_settings_it_says_so(fogbell: Fogbell) -> None:
    (fogbell.project / "content" / "site.yml").write_text("title: [", "utf-8")
    assert fogbell("watch") == 1
    assert "without the settings nothing can be watched" in fogbell.err
    assert "content/site.yml:1" in fogbell.err


def test_exercises_are_watched_when_asked_for(fogbell: Fogbell) -> None:
    write(fogbell.project, "drill", open_one(more="drill: yes\n"))
    assert fogbell("watch") == 0
    assert fogbell("watch", "--drill") == 1


def test_a_stale_build(fogbell: Fogbell, tmp_path: Path) -> None:
    built(fogbell.project / "output", "2026-11-20 12:14 UTC")
    assert fogbell("watch") == 1
    assert "BLD-03 a new build: due 20 Nov 2026, 12:14 UTC, late by 1 min\n" in fogbell.out
    assert "        fogbell build\n" in fogbell.out
    fresh = built(tmp_path / "fresh copy")
    assert fogbell("watch", "--built", str(fresh)) == 0
    assert fogbell("watch", "--built", str(fresh / "status.json"), str(tmp_path / "none")) == 1
    assert f"fogbell build --output {tmp_path / 'none'}" in fogbell.out


def test_what_fogbell_builds_is_read(fogbell: Fogbell) -> None:
    assert fogbell("build", "--quiet") == 0
    assert fogbell("watch", "--quiet", now="2026-11-20 12:16 UTC") == 0
    assert fogbell("watch", "--quiet", now="2026-11-20 15:00 UTC") == 1
    assert "BLD-03" in fogbell.out


@pytest.mark.parametrize("text", ["", "[]", "{", '{"valid_until": 3}', "[" * 100_000])
def test_a_status_file_that_is_none(fogbell: Fogbell, text: str) -> None:
    (built(fogbell.project / "output") / "status.json").write_text(text, "utf-8")
    assert fogbell("watch") == 1
    assert "BLD-03 a build: no status.json can be read: due now" in fogbell.out


def test_an_address_is_refused(fogbell: Fogbell) -> None:
    assert fogbell("watch", "--built", "https://status.acme.example/") == 2
    assert "fetch https://status.acme.example/status.json, and name that file" in fogbell.err


def test_now_is_whole(tmp_path: Path) -> None:
    """What is late at a moment is late in each part of its second."""
    seen = watched(tmp_path, open_one("next update: 30m\n"), "2026-11-20 09:00 UTC")
    now = datetime(2026, 11, 20, 9, 35, 0, 999_999, tzinfo=UTC)
    assert late(duties(seen), Watched(state=derive(seen.state.site, now)))
