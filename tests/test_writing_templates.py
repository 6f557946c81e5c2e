"""`--template` and `--set`: what they write, what they ask, and each way to be wrong."""

import io
import sys
from pathlib import Path

import pytest

from tests.desk import UPLOADS, Fogbell, new_project, snapshot
from tests.test_writing_terminal import Terminal

HEAD = "approved_by: communications lead\napproved_on: 2026-11-16\n---\n\n"
TEMPLATES = {
    "down": "---\nfor: incident\nstatus: identified\nimpact: critical\naudience: everybody\n"
    + HEAD
    + "There is a problem with [component]. [symptom]\n\n[working]\n\nThis affects [who].\n"
    "\n[workaround]\n\nNext word: [next_update].\n",
    "watching": "---\nfor: incident\nstatus: monitoring\n"
    + HEAD
    + "[works_again] Since [start].\n",
    "still": "---\nfor: incident\nstatus: update\n" + HEAD + "Still: [component], [title].\n",
    "over": "---\nfor: incident\nstatus: resolved\n" + HEAD + "From [start] to [end]. [data]\n",
    "late": "---\nfor: incident\nstatus: resolved\nimpact: minor\n" + HEAD + "[start] to [end]\n",
    "review": "---\nfor: incident\nstatus: postmortem\n"
    + HEAD
    + "[title], [told], [end]: [cause]\n",
    "work": "---\nfor: maintenance\nstatus: scheduled\n"
    + HEAD
    + "[work] [component], [start], [end]\n",
    "longer": "---\nfor: maintenance\nstatus: update\n" + HEAD + "[component]: until [new_end].\n",
    "done": "---\nfor: maintenance\nstatus: completed\n" + HEAD + "[component] is back.\n",
}
BEGUN = ("new", "Logins fail", "--template", "down", "--component", "api=major_outage")
SET = ("--set", "symptom=You see [who] *now*", "--set", "who=all of you")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = new_project(tmp_path.resolve())
    (folder / "content" / "templates").mkdir()
    for name, text in TEMPLATES.items():
        (folder / "content" / "templates" / f"{name}.md").write_text(text, "utf-8")
    return folder


@pytest.fixture
def fogbell(project: Path, capsys: pytest.CaptureFixture[str]) -> Fogbell:
    return Fogbell(project, capsys)


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))


def last_of(project: Path, file: str) -> str:
    return (project / file).read_text("utf-8").rpartition("\n## ")[2]


def test_a_new_incident_from_a_template(project: Path, fogbell: Fogbell) -> None:
    assert fogbell(*BEGUN, *SET) == 0, fogbell.err
    agreed = "Template down: agreed to by communications lead on 2026-11-16; for everybody.\n"
    assert fogbell.err.startswith(agreed)
    text = (project / "content/incidents/2026-11-20-logins-fail.md").read_text("utf-8")
    assert text == (
        "---\ntitle: Logins fail\nimpact: critical\ncomponents:\n  api: major_outage\n---\n"
        "\n## Identified — 2026-11-20 12:15 UTC\nnext update: 2026-11-20 12:45 UTC\n"
        "\nThere is a problem with API. You see \\[who\\] \\*now\\*.\n"
        "\nThis affects all of you.\n\nNext word: 20 Nov 2026, 12:45 UTC.\n"
    )


def test_flags_count_more_than_the_template(project: Path, fogbell: Fogbell) -> None:
    kind = ("--class", "data", "--status", "investigating", "--impact", "minor")
    more = (*kind, "--set", "component=the roof")
    assert fogbell(*BEGUN, *SET, *more, "--workaround", "Use `x`", "--set", "working=All else") == 0
    text = (project / "content/incidents/2026-11-20-logins-fail.md").read_text("utf-8")
    assert "\nimpact: minor\n" in text
    assert "\nclass: data\n" in text
    assert "\n## Investigating — " in text
    assert "a problem with the roof. You" in text
    assert "\n\nAll else.\n\nThis affects" in text
    assert "\nworkaround: Use `x`\n" in text
    assert "\n\nUse \\`x\\`\n" in text


def test_all_that_is_missing_is_named(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    assert fogbell("new", "--template", "down") == 2
    assert (
        "TITLE, --component (or --set component=…), --set symptom=…, --set who=… are missing"
        in fogbell.err
    )
    assert fogbell(*BEGUN, *SET, "--set", "who=") == 2
    assert fogbell("update", "uploads", "--template", "watching") == 2
    assert "--set works_again=… is missing, and there is no terminal to ask on" in fogbell.err
    assert fogbell("new", "T", "--template", "late", "--component", "api=operational") == 2
    assert "--set start=…, --set end=… are missing" in fogbell.err
    assert snapshot(project) == before


WRONG = [
    (("new", "T", "--template", "donw"), "no template has that name; did you mean 'down'?"),
    (("new", "T", "--template", "x"), "there are: done, down, late, longer, over, review, still"),
    (("new", "T", "--template", "work"), "--template work begins no incident"),
    (("new", "T", "--template", "still"), "--template still begins no incident"),
    (("new", "T", "--template", "review"), "--template review begins no incident"),
    (("new", "T", "x", "--template", "down"), "--template brings the words: leave TEXT away"),
    (("new", "T", "x", "--set", "who=me"), "--set fills the fields of a template: name it"),
    ((*BEGUN, "--set", "whom=me"), "down has no field 'whom'; did you mean 'who'?"),
    ((*BEGUN, "--set", "cause=me"), "there are: component, symptom, working, who, workaround"),
    ((*BEGUN, "--set", "who"), "--set who: write --set who=WORDS"),
    ((*BEGUN, *SET, "--set", "who=b"), "'who' is here twice"),
    ((*BEGUN, "--set", "who=a\x07b"), "--set who: a control character"),
    (("update", "uploads", "--template", "over", "--status", "none"), "which is one of: invest"),
    (("update", "uploads", "--template", "longer"), "does not fit 'Uploads fail', which is an"),
    (("update", "database", "--template", "still"), "which is planned work"),
    (("resolve", "uploads", "--template", "still"), "does not end 'Uploads fail': its status is"),
    (("resolve", "uploads", "--template", "review"), "does not end 'Uploads fail'"),
    (("schedule", "T", "--template", "longer"), "does not announce planned work"),
    (("postmortem", "logins", "--template", "over"), "is not for a postmortem"),
    (("schedule", "T", "--template", "work"), "--from, --to, --set work=…, --component (or "),
]


@pytest.mark.parametrize(("words", "said"), WRONG)
def test_what_is_wrong_is_told(
    words: tuple[str, ...], said: str, project: Path, fogbell: Fogbell
) -> None:
    before = snapshot(project)
    assert fogbell(*words) == 2
    assert said in fogbell.err
    assert snapshot(project) == before


def test_a_broken_template_is_told_with_its_place(project: Path, fogbell: Fogbell) -> None:
    file = project / "content" / "templates" / "down.md"
    file.write_text(TEMPLATES["down"].replace("[symptom]", "[symptoms]"), "utf-8")
    assert fogbell(*BEGUN, *SET) == 1
    assert "content/templates/down.md:10:38: error TPL-01 '[symptoms]'" in fogbell.err
    assert fogbell("check") == 1
    assert "did you mean 'symptom'?" in fogbell.err
    assert fogbell("new", "T", "In my own words.", "--component", "api=major_outage") == 0


def test_without_templates_it_says_where_they_go(project: Path, fogbell: Fogbell) -> None:
    for file in (project / "content" / "templates").iterdir():
        file.unlink()
    assert fogbell(*BEGUN) == 2
    assert "--template down: there is no template in content/templates/" in fogbell.err


def test_updates_from_templates(project: Path, fogbell: Fogbell) -> None:
    words: tuple[str, ...] = ("--set", "works_again=Most uploads work")
    assert fogbell("update", "uploads", "--template", "watching", *words) == 0, fogbell.err
    assert last_of(project, UPLOADS) == (
        "Monitoring — 2026-11-20 12:15 UTC\nnext update: 2026-11-20 12:45 UTC\n"
        "\nMost uploads work. Since 20 Nov 2026, 12:00 UTC.\n"
    )
    later = "2026-11-20 12:20 UTC"
    words = ("--template", "still", "--component", "console=partial_outage")
    assert fogbell("update", "uploads", *words, now=later) == 0, fogbell.err
    assert last_of(project, UPLOADS).startswith("Update — 2026-11-20 12:20 UTC\n")
    assert "Still: API and Web console, Uploads fail.\n" in last_of(project, UPLOADS)
    end = "2026-11-20 13:40 UTC"
    words = ("--template", "over", "--set", "data=No data was lost")
    assert fogbell("resolve", "uploads", *words, now=end) == 0, fogbell.err
    assert last_of(project, UPLOADS) == (
        "Resolved — 2026-11-20 13:40 UTC\n"
        "\nFrom 20 Nov 2026, 12:00 UTC to 20 Nov 2026, 13:40 UTC. No data was lost.\n"
    )
    words = ("--template", "review", "--set", "cause=A disk was full")
    assert fogbell("postmortem", "uploads", *words, now="2026-11-21 09:00 UTC") == 0, fogbell.err
    assert last_of(project, UPLOADS) == (
        "Postmortem — 2026-11-21 09:00 UTC\n"
        "\nUploads fail, 20 Nov 2026, 12:00 UTC, 20 Nov 2026, 13:40 UTC: A disk was full.\n"
    )


def test_planned_work_from_templates(project: Path, fogbell: Fogbell) -> None:
    window = ("--from", "2026-12-01 02:00 UTC", "--to", "2h", "--component", "api")
    words: tuple[str, ...] = (
        "schedule",
        "Move",
        "--template",
        "work",
        *window,
        "--set",
        "work=We move",
    )
    assert fogbell(*words) == 0, fogbell.err
    file = "content/maintenance/2026-12-01-move.md"
    assert last_of(project, file).endswith(
        "\nWe move. API, 1 Dec 2026, 02:00 UTC, 1 Dec 2026, 04:00 UTC\n"
    )
    begun = "2026-12-01 03:00 UTC"
    words = ("update", "move", "--template", "longer")
    assert fogbell(*words, now=begun) == 2
    assert "--to (or --set new_end=…) is missing" in fogbell.err
    assert fogbell(*words, "--to", "2026-12-01 05:30 UTC", now=begun) == 0, fogbell.err
    assert last_of(project, file).endswith("\nAPI: until 1 Dec 2026, 05:30 UTC.\n")
    assert fogbell("resolve", "move", "--template", "done", now="2026-12-01 05:00 UTC") == 0
    assert last_of(project, file).startswith("Completed — 2026-12-01 05:00 UTC\n")


# On a terminal


def test_new_offers_the_templates_that_begin_an_incident(project: Path) -> None:
    terminal = Terminal(project, "new", "Logins fail", "--component", "api=major_outage")
    shown = terminal.answer("Which words [1]: ", "down")
    assert "  1  my own words\n  2  down\n  3  late\nWhich" in shown
    shown = terminal.answer("Impact (none, minor, major, critical) [critical]: ", "")
    assert "agreed to by communications lead on 2026-11-16; for everybody.\n" in shown
    shown = terminal.answer("Such as: You get an error when you pay: ", "")
    assert "  | There is a problem with API. [symptom]\n" in shown
    shown = terminal.answer("Such as: You get an error when you pay: ", "You see *this*")
    assert "the answer is empty" in shown
    shown = terminal.answer("(Enter: leave it out): ", "")
    assert "  | [working]\n" in shown
    terminal.answer("Such as: all customers: ", "all")
    terminal.answer("(Enter: nothing yet): ", "")
    terminal.answer("Next update in [30m]: ", "20m")
    code, shown = terminal.end()
    assert code == 0, shown
    text = (project / "content/incidents/2026-11-20-logins-fail.md").read_text("utf-8")
    assert "impact: critical\n" in text
    assert "\nThere is a problem with API. You see \\*this\\*.\n\nThis affects all.\n\nNext" in text


def test_my_own_words_are_the_first_choice(project: Path) -> None:
    terminal = Terminal(project, "update", "uploads")
    shown = terminal.answer("Which words [1]: ", "")
    assert "Uploads fail (investigating)\n  1  my own words\n  2  still\n  3  watching\n" in shown
    terminal.answer("(an empty line ends it)\n> ", "Mine.", "")
    code, shown = terminal.end()
    assert code == 0, shown
    assert last_of(project, UPLOADS).endswith("\n\nMine.\n")


def test_answers_are_shown_where_somebody_stops(project: Path) -> None:
    before = snapshot(project)
    terminal = Terminal(project, *BEGUN)
    terminal.answer("Impact (none, minor, major, critical) [critical]: ", "")
    terminal.answer("Such as: You get an error when you pay: ", "You see 'it'")
    terminal.answer("(Enter: leave it out): ", "\x04")
    code, shown = terminal.end()
    assert code == 2
    assert "    --set 'symptom=You see '\"'\"'it'\"'\"''\n" in shown
    assert snapshot(project) == before


def test_flags_that_say_enough_are_not_asked_about(project: Path) -> None:
    code, shown = Terminal(project, *BEGUN, *SET).end()
    assert code == 0, shown
