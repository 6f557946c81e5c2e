"""What tripped a newcomer in a first night with the commands that write."""

import io
import subprocess
import sys
from pathlib import Path

import pytest

from generator.content.templates import load_templates
from generator.scaffold import SKELETON, new_site
from generator.writing.desk import open_desk
from generator.writing.forms import forms_of
from tests.desk import (
    DATABASE,
    GIT_ENVIRONMENT,
    OPEN,
    PLANNED,
    UPLOADS,
    Fogbell,
    new_project,
    snapshot,
    write,
)
from tests.test_writing_files import AT
from tests.test_writing_terminal import Terminal

DURING = "2026-11-21 03:40 UTC"
#: made up, and looks like a password
SECRET = "password=Xk39fjfl20slfk"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path.resolve())


@pytest.fixture
def fogbell(project: Path, capsys: pytest.CaptureFixture[str]) -> Fogbell:
    return Fogbell(project, capsys)


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    pipe(monkeypatch, b"")


def pipe(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
    """What comes on standard input."""
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))


def last_of(project: Path, file: str = UPLOADS) -> str:
    return (project / file).read_text("utf-8").rpartition("\n## ")[2]


# --- impact --------------------------------------------------------------------------------------


def test_just_enter_is_no_impact(project: Path) -> None:
    terminal = Terminal(project, "new")
    terminal.answer("What fails?: ", "Logins fail")
    terminal.answer("Which components? (numbers; none: just Enter): ", "")
    question = "Impact (none, minor, major, critical): "
    shown = terminal.answer(question, "")
    assert "  none: the page goes on saying 'All systems operational'\n" in shown
    shown = terminal.answer(question, "minor")
    assert "type one of them" in shown
    terminal.answer("> ", "You cannot log in.", "")
    terminal.answer("Next update in [30m]: ", "")
    code, shown = terminal.end()
    assert code == 0, shown
    assert "IMPACT: NONE" not in shown


def test_no_impact_is_said_loudly(fogbell: Fogbell) -> None:
    assert fogbell("new", "Odd log lines", "x", "--impact", "none") == 0
    assert "    (IMPACT: NONE. The page goes on saying 'All systems operational'." in fogbell.out
    assert "fogbell update 2026-11-20-odd-log-lines --impact minor" in fogbell.out
    words = ["new", "Slow", "x", "--impact", "none", "--component", "api=degraded_performance"]
    assert fogbell(*words) == 0
    assert "    (IMPACT: NONE, though you say that a component does not work." in fogbell.out
    assert fogbell("update", "uploads", "x") == 0
    assert "IMPACT" not in fogbell.out


def test_an_update_may_change_the_impact(project: Path, fogbell: Fogbell) -> None:
    assert fogbell("update", "uploads", "Worse.", "--impact", "critical") == 0, fogbell.err
    assert "\nimpact: critical\n" in last_of(project)
    assert "    Impact: critical\n" in fogbell.out
    assert fogbell("update", "uploads", "More.", "--impact", "huge") == 2
    assert "--impact: 'huge' is not one of ours" in fogbell.err
    assert fogbell("update", "database", "More.", "--impact", "minor") == 2
    assert "--impact: 'Database upgrade' is planned work, and has no impact" in fogbell.err


# --- the estimate --------------------------------------------------------------------------------


def test_the_estimate_is_shown(fogbell: Fogbell) -> None:
    assert fogbell("update", "uploads", "One.", "--eta", "2h") == 0
    estimate = "    Estimated end: 20 Nov 2026, 14:15 UTC. It is an estimate, no promise.\n"
    assert estimate in fogbell.out
    assert f"{estimate}    Next update: by" in fogbell.out
    assert fogbell("update", "uploads", "Two.", now="2026-11-20 13:00 UTC") == 0
    assert estimate in fogbell.out
    assert "--eta" not in fogbell.out
    assert fogbell("update", "uploads", "Three.", now="2026-11-20 14:40 UTC") == 0
    assert estimate in fogbell.out
    assert "    (that estimate has passed: give a new one with --eta, or --eta none)\n" in (
        fogbell.out
    )
    assert fogbell("update", "uploads", "4.", "--eta", "none", now="2026-11-20 14:50 UTC") == 0
    assert "stimate" not in fogbell.out.partition("To publish")[0]
    assert fogbell("resolve", "uploads", "Over.", now="2026-11-20 15:00 UTC") == 0
    assert "stimate" not in fogbell.out.partition("To publish")[0]


# --- when it began, and exercises ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("word", "moment"),
    [
        ("2026-11-20 11:50 UTC", "2026-11-20 11:50 UTC"),
        ("11:50 UTC", "2026-11-20 11:50 UTC"),
        ("25m", "2026-11-20 11:50 UTC"),
        ("1d", "2026-11-19 12:15 UTC"),
    ],
)
def test_when_it_began(word: str, moment: str, project: Path, fogbell: Fogbell) -> None:
    words = ["new", "Down", "x", "--impact", "major", "--started", word, "--detected", "12:05 UTC"]
    assert fogbell(*words) == 0, fogbell.err
    text = (project / "content/incidents/2026-11-20-down.md").read_text("utf-8")
    assert f"\nstarted: {moment}\ndetected: 2026-11-20 12:05 UTC\n" in text
    assert f"    Since: {moment.replace('2026-11-20 ', '20 Nov 2026, ')}" in fogbell.out or (
        "19 Nov 2026, 12:15 UTC" in fogbell.out
    )


@pytest.mark.parametrize(
    ("word", "said"),
    [
        (
            "12:30 UTC",
            "--started 12:30 UTC: this is still to come; for yesterday write '2026-11-19",
        ),
        ("2026-11-20 12:30 UTC", "this is still to come; it is 2026-11-20 12:15 UTC"),
        ("12:00", "has no zone; add it: '12:00 UTC'"),
        ("earlier", "--started: 'earlier' does not say when; write 30m, 12:30 UTC or"),
    ],
)
def test_a_beginning_that_is_wrong(word: str, said: str, project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    assert fogbell("new", "Down", "My words.", "--impact", "major", "--started", word) == 2
    assert said in fogbell.err
    assert "Your words were:\n\nMy words.\n" in fogbell.err
    assert snapshot(project) == before


def test_an_exercise_says_so(project: Path, fogbell: Fogbell) -> None:
    said = "An exercise: nothing of it is published. Customers would read:\n"
    assert fogbell("new", "Practice", "x", "--impact", "major", "--drill") == 0, fogbell.err
    file = "content/incidents/2026-11-20-practice.md"
    assert f"Written to {file}. {said}" in fogbell.out
    assert "\ndrill: yes\n" in (project / file).read_text("utf-8")
    assert "To publish it" not in fogbell.out
    assert fogbell("update", "practice", "y") == 0
    assert said in fogbell.out
    assert fogbell("update", "uploads", "y") == 0
    assert "An exercise" not in fogbell.out


# --- nothing is lost -----------------------------------------------------------------------------

REFUSED = [
    ["update", "uploads", "-", "--component", "chekout=degraded_performance"],
    ["update", "uploads", "-", "--workaround", " "],
    ["update", "nothing such", "-"],
    ["update", "uploads", "-", "--template", "none"],
    ["update", "uploads", "-", "--bogus"],
    ["update", "uploads", "-", "--next"],
    ["update", "-"],
    ["new", "-", "--impact", "major"],
    ["new", "T", "-"],
    ["new", "T", "-", "--component", "chekout=degraded_performance"],
    ["new", "T", "-", "--impact", "major", "--set", "x"],
    ["resolve", "uploads", "-", "--due", "2026-11-27", "--next", "5d"],
    ["schedule", "T", "-", "--to", "2h"],
    ["schedule", "T", "-", "--from", "1d", "--to", "2h", "--component", "chekout"],
    ["postmortem", "logins", "-", "--file", "x.md"],
    ["postmortem", "nothing such", "-"],
]


@pytest.mark.parametrize("words", REFUSED, ids=" ".join)
def test_what_was_piped_is_shown_again(
    words: list[str], project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(project)
    pipe(monkeypatch, "Typed with care – höflich.\nTwo lines.\n".encode())
    assert fogbell(*words) == 2
    said = "Your words were:\n\nTyped with care – höflich.\nTwo lines.\n"
    assert fogbell.err.count(said) == 1, fogbell.err
    assert snapshot(project) == before


def test_without_settings_too(
    project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    (project / "content" / "site.yml").write_text("ulr: x\n", "utf-8")
    pipe(monkeypatch, b"My words.\n")
    assert fogbell("update", "uploads", "-") == 1
    assert fogbell.err.count("My words.") == 1


def test_what_is_not_utf_8_is_shown_as_far_as_it_is(
    fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipe(monkeypatch, b"H\xf6flich, but Latin.\n")
    assert fogbell("update", "uploads", "-") == 2
    assert "what came on standard input is not UTF-8" in fogbell.err
    assert "flich, but Latin.\n" in fogbell.err


def test_no_secret_is_shown_again(
    project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(project)
    pipe(monkeypatch, f"Log in with {SECRET} please.\n".encode())
    assert fogbell("update", "uploads", "-") == 1
    assert "Your words were:\n\nLog in with password=Xk**" in fogbell.err
    assert SECRET not in fogbell.err
    assert snapshot(project) == before


def test_a_leak_has_a_sentence_of_its_own(fogbell: Fogbell) -> None:
    assert fogbell("update", "uploads", f"Log in with {SECRET} please.") == 1
    assert "fogbell: this must not be public: take it out first\n" in fogbell.err
    assert "it would not be right" not in fogbell.err
    assert fogbell.err.count("error COM-40") == 1
    assert fogbell("update", "uploads", f"With {SECRET}, see ![it](x.png).") == 1
    assert "this must not be public: take it out first\ncontent/" in fogbell.err
    assert "\nit would not be right: mend this first\ncontent/" in fogbell.err
    assert SECRET not in fogbell.err
    assert fogbell("update", "uploads", f"With {SECRET}\n\n# Big {SECRET}") == 2
    assert "error UPD-" in fogbell.err
    assert SECRET not in fogbell.err
    assert fogbell("update", "uploads", "See ![it](x.png).") == 1
    assert "must not be public" not in fogbell.err


# --- the same once more --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "file"),
    [
        (["update", "uploads", "We look.", "--status", "identified"], UPLOADS),
        (["update", "uploads", "We look."], UPLOADS),
        (["update", "database", "All as planned."], DATABASE),
    ],
)
def test_the_same_command_again(
    words: list[str], file: str, project: Path, fogbell: Fogbell
) -> None:
    assert fogbell(*words) == 0, fogbell.err
    before = snapshot(project)
    assert fogbell(*words, now="2026-11-20 12:24 UTC") == 2
    assert "that is what the last update says (2026-11-20 12:15 UTC)" in fogbell.err
    assert "Nothing was written." in fogbell.err
    assert file in fogbell.err
    assert snapshot(project) == before
    assert fogbell(*words, now="2026-11-20 12:26 UTC") == 0
    assert fogbell(words[0], words[1], "Other words.", now="2026-11-20 12:27 UTC") == 0


def test_the_same_words_with_another_status(fogbell: Fogbell) -> None:
    assert fogbell("update", "uploads", "It works.", "--status", "monitoring") == 0
    assert fogbell("resolve", "uploads", "It works.") == 0, fogbell.err


def test_the_title_of_an_open_incident(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    assert fogbell("new", "uploads  FAIL", "My words.", "--impact", "minor") == 2
    assert "'Uploads fail' is open already; say more: fogbell update 2026-11-20-uploads" in (
        fogbell.err
    )
    assert "Your words were:\n\nMy words.\n" in fogbell.err
    assert snapshot(project) == before
    assert fogbell("new", "Logins fail", "x", "--impact", "minor") == 0  # the other is over
    # words that matter must not end in an exercise
    assert fogbell("new", "Uploads fail", "x", "--impact", "minor", "--drill") == 0, fogbell.err


def test_a_title_that_is_taken_is_asked_for_again(project: Path) -> None:
    terminal = Terminal(project, "new")
    terminal.answer("What fails?: ", "Uploads fail")
    shown = terminal.answer("What fails?: ", "\x04")
    assert "is open already; say more: fogbell update 2026-11-20-uploads" in shown
    assert terminal.end()[0] == 2


def test_work_that_is_planned_already(fogbell: Fogbell) -> None:
    words = ["schedule", "Disk", "x", "--from", "2026-12-01 02:00 UTC", "--to", "2h"]
    assert fogbell(*words) == 0
    assert fogbell(*words) == 2
    assert "'Disk' is planned already; say more: fogbell update 2026-12-01-disk" in fogbell.err
    words[4] = "2026-12-02 02:00 UTC"
    assert fogbell(*words) == 0


def test_what_is_over_is_told_once_too(project: Path, fogbell: Fogbell) -> None:
    words = ["new", "It failed", "It works.", "--impact", "minor", "--status", "resolved"]
    assert fogbell(*words) == 0, fogbell.err
    before = snapshot(project)
    assert fogbell(*words, now="2026-11-20 12:20 UTC") == 2
    assert "that is what the last update says (2026-11-20 12:15 UTC)" in fogbell.err
    assert snapshot(project) == before
    words[2] = "It works again."
    assert fogbell(*words, now="2026-11-20 12:20 UTC") == 0


# --- git -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        ["update", "uploads", "It's x"],
        ["new", "Down", "x", "--impact", "minor"],
    ],
)
def test_a_commit_that_fails_says_what_to_type(
    words: list[str], project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in GIT_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)

    def git(*command: str) -> str:
        done = subprocess.run(["git", *command], cwd=project, capture_output=True, check=True)
        return done.stdout.decode()

    git("init", "--quiet")
    git("add", ".")
    git("commit", "--quiet", "-m", "first")
    for name in GIT_ENVIRONMENT:
        if "GIT_CONFIG" not in name:
            monkeypatch.setenv(name, "")
    monkeypatch.chdir(project)
    assert fogbell(*words, "--commit") == 1
    assert "the file is written, but git commit failed:\n" in fogbell.err
    assert "Do not give the same command again" in fogbell.err
    assert git("diff", "--cached", "--name-only") == ""
    commands = [line for line in fogbell.err.splitlines() if line.startswith("    git ")]
    for name, value in GIT_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    assert commands[-1] == "    git push"
    subprocess.run(["sh", "-ec", "\n".join(commands[:-1])], check=True, capture_output=True)
    assert git("status", "--porcelain", "content") == ""
    # and with git in order again, it works for a file that git knows and for one it does not
    assert fogbell("update", "uploads", "y", "--commit") == 0, fogbell.err


BAD = """\
We are doing our best, and apologise for any inconvenience. Our vendor broke it due to human error.

It is 100% fixed, guaranteed, and will be back in five minutes, ASAP. OPS-123 has more, as has @bob.
The k8s ingress pods OOMed; a mere hiccup. This will never happen again."""


def test_remarks_come_before_the_push(
    project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in GIT_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)
    subprocess.run(["git", "init", "--quiet"], cwd=project, check=True)
    assert fogbell("update", "uploads", BAD) == 0
    assert "Before you publish it:\n" in fogbell.err
    assert f"more remarks: `fogbell check --all {UPLOADS}` shows all\n" in fogbell.err
    assert fogbell("update", "uploads", f"{BAD} Again.", "--commit") == 0, fogbell.err
    assert "Before you push it:\n" in fogbell.err
    assert "To publish it:\n" in fogbell.out


# --- planned work --------------------------------------------------------------------------------


def test_a_moved_end_shows_both(fogbell: Fogbell) -> None:
    assert fogbell("update", "database", "Longer.", "--to", "1h", now=DURING) == 0
    assert (
        "    (the end moves: 21 Nov 2026, 04:00 UTC → 21 Nov 2026, 04:40 UTC, 40 min later)\n"
        in fogbell.out
    )
    assert fogbell("update", "database", "Less.", "--to", "50m", now=DURING) == 0
    assert "→ 21 Nov 2026, 04:30 UTC, 10 min earlier)\n" in fogbell.out
    assert fogbell("update", "database", "More.", now=DURING) == 0
    assert "moves" not in fogbell.out


def test_cancelled_work_is_tried_again(project: Path, fogbell: Fogbell) -> None:
    cancelled = PLANNED + "\n## Cancelled — 2026-11-20 10:00 UTC\n\nNot now.\n"
    write(project, "2026-11-21-database", cancelled, "maintenance")
    assert fogbell("update", "database", "After all.") == 2
    advice = "fogbell update 2026-11-21-database --status scheduled --from WHEN --to WHEN"
    assert "'Database upgrade' is cancelled since 2026-11-20 10:00 UTC" in fogbell.err
    assert advice in fogbell.err
    past = ["update", "database", "After all.", "--status", "scheduled"]
    assert fogbell(*past, now=DURING) == 2
    assert "--status scheduled: it would have begun at 2026-11-21 02:00 UTC; give --from" in (
        fogbell.err
    )
    words = ["update", "database", "After all.", "--status", "scheduled"]
    assert fogbell(*words, "--from", "3d", "--to", "2h") == 0, fogbell.err
    assert fogbell("update", "--help") == 0
    assert "scheduled once more with --from and --to" in " ".join(fogbell.out.split())


# --- templates -----------------------------------------------------------------------------------

BEGINNING = ["partial-degradation", "unexpected-outage", "third-party", "data-loss", "security"]


def test_templates_come_in_the_order_of_need(tmp_path: Path) -> None:
    new_site(tmp_path / "acme", AT)
    terminal = Terminal(tmp_path / "acme", "new", "Logins fail")
    shown = terminal.answer("Which words [1]: ", "2")
    names = [line.split()[1] for line in shown.splitlines() if line.startswith("  ")]
    assert names == ["my", *BEGINNING, "retroactive"]
    shown = terminal.answer("none: just Enter): ", "\x04")
    assert "Template partial-degradation: nobody has agreed to it yet; for those who" in shown
    terminal.end()


def test_links_come_in_the_same_order(tmp_path: Path) -> None:
    new_site(tmp_path / "acme", AT)
    templates, _ = load_templates(tmp_path / "acme")
    forms = forms_of(templates, open_desk(tmp_path / "acme", AT).site.settings)
    assert [form.name for form in forms] == [
        *BEGINNING,
        "retroactive",
        *("correction", "nothing-new", "monitoring", "false-alarm", "resolved", "postmortem"),
        "planned",
        *("started", "extended", "cancelled"),
    ]


# --- a new site's README, and files that cannot be read ------------------------------------------


def test_the_first_screen_of_a_new_site_names_the_three_commands() -> None:
    first = (SKELETON / "site" / "README.md").read_text("utf-8").split("\n")[:24]
    for command in ("new", "update", "resolve"):
        assert any(line.startswith(f"    fogbell {command} ") for line in first)
    assert any("content/templates/README.md" in line for line in first)


def test_files_that_cannot_be_read_are_named(project: Path, fogbell: Fogbell) -> None:
    for name in "abcde":
        write(project, name, OPEN.replace("major", "mayor"))
        assert fogbell("update", "uploads", f"Word {name}.") == 0
        if name == "a":
            assert fogbell.err == (
                "1 file in content/ cannot be read (content/incidents/a.md): see `fogbell check`\n"
            )
    named = ", ".join(f"content/incidents/{name}.md" for name in "abc")
    assert fogbell.err == (
        f"5 files in content/ cannot be read ({named} and 2 more): see `fogbell check`\n"
    )


def test_words_that_were_typed_are_shown_where_somebody_stops(project: Path) -> None:
    terminal = Terminal(project, "new", "It fails", "--component", "api=major_outage")
    terminal.answer("Impact (none, minor, major, critical) [major]: ", "")
    terminal.answer("customers? (an empty line ends it)\n> ", "Nobody can pay.")
    terminal.answer("> ", "")
    terminal.answer("Next update in [30m]: ", "\x04")
    code, shown = terminal.end()
    assert code == 2
    assert "Your words were:\n\nNobody can pay.\n" in shown
