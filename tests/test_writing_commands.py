"""`new`, `update`, `resolve`, `list`, `show`: what they write and say, and each way to be wrong."""

import io
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.desk import GIT_ENVIRONMENT, OPEN, SITE, UPLOADS, Fogbell, new_project, snapshot, write


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path.resolve())


@pytest.fixture
def fogbell(project: Path, capsys: pytest.CaptureFixture[str]) -> Fogbell:
    return Fogbell(project, capsys)


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"")))


def added(project: Path, before: dict[str, bytes], file: str = UPLOADS) -> str:
    """What stands behind the old end of a file; everything else must be as it was."""
    after = snapshot(project)
    assert {**after, file: b""} == {**before, file: b""}
    assert after[file].startswith(before[file])
    return after[file][len(before[file]) :].decode()


# --- new ----------------------------------------------------------------------------------------


def test_a_new_incident_from_flags_alone(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    words = [
        *("new", "Logins: failing again", "You cannot log in.", "--component", "api=Major outage"),
        *("--component", "Web Console=degraded_performance", "--next", "20m"),
        *("--error", "HTTP 500: no", "--error", "E42", "--workaround", "Use `--token`"),
        *("--status", "Identified", "--impact", "critical"),
    ]
    assert fogbell(*words, now="2026-11-20 12:15:48 UTC") == 0, fogbell.err
    file = "content/incidents/2026-11-20-logins-failing-again.md"
    after = snapshot(project)
    assert after.pop(file).decode() == (
        "---\n"
        'title: "Logins: failing again"\n'
        "impact: critical\n"
        "components:\n"
        "  api: major_outage\n"
        "  console: degraded_performance\n"
        "errors:\n"
        '  - "HTTP 500: no"\n'
        "  - E42\n"
        "---\n"
        "\n"
        "## Identified — 2026-11-20 12:15 UTC\n"
        "next update: 2026-11-20 12:35 UTC\n"
        "workaround: Use `--token`\n"
        "\n"
        "You cannot log in.\n"
    )
    assert after == before
    assert (project / file).stat().st_mode & 0o777 == 0o644


def test_what_is_said_after(project: Path, fogbell: Fogbell) -> None:
    assert fogbell("new", "It's down", "Nothing works.", "--component", "api=major_outage") == 0
    file = "content/incidents/2026-11-20-it-s-down.md"
    git = f"git -C {shlex.quote(str(project))}"
    assert fogbell.out == (
        f"Written to {file}. Customers will read:\n"
        "\n"
        "    It's down\n"
        "    Investigating — 20 Nov 2026, 12:15 UTC\n"
        "    Nothing works.\n"
        "    API: Operational → Major outage\n"
        "    Next update: by 20 Nov 2026, 12:45 UTC\n"
        "    (you promise that because --next was not given)\n"
        "    (impact: major; where hardly any customer can work, it is: --impact critical)\n"
        "\n"
        "To publish it:\n"
        "\n"
        f"    {git} add -- {file}\n"
        f"    {git} commit -m 'Investigating: It'\"'\"'s down' -- {file}\n"
        f"    {git} push\n"
    )
    assert fogbell.err == ""


@pytest.mark.parametrize(
    ("given", "impact"),
    [
        (["api=major_outage"], "major"),
        (["api=partial_outage", "console=degraded_performance"], "major"),
        (["console=degraded_performance"], "minor"),
        (["console=operational"], "none"),
    ],
)
def test_the_impact_follows_from_components(
    given: list[str], impact: str, project: Path, fogbell: Fogbell
) -> None:
    flags = [word for each in given for word in ("--component", each)]
    assert fogbell("new", "Down", *flags, "It is down.") == 0, fogbell.err
    text = (project / "content/incidents/2026-11-20-down.md").read_text("utf-8")
    assert f"\nimpact: {impact}\n" in text


def test_a_name_that_is_taken_gets_a_number(project: Path, fogbell: Fogbell) -> None:
    write(project, "2026-11-20-DOWN-3", OPEN, "incidents/sub")
    before = snapshot(project)
    names = []
    for title in ("Down", "Down!", "Down?"):
        assert fogbell("new", title, "It is.", "--impact", "minor") == 0, fogbell.err
        names += [Path(file).name for file in snapshot(project) if file not in before]
        before = snapshot(project)
    assert names == [f"2026-11-20-down{end}.md" for end in ("", "-2", "-4")]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("Störung: Café", "storung-cafe"),
        ("障害が発生しています", "障害が発生しています"),
        ("!!!", "incident"),
        ("A very long title " * 6, "a-very-long-title-a-very-long-title-a-very-long-title-a-very"),
        ("../../etc/passwd", "etc-passwd"),
    ],
)
def test_names_of_files(title: str, name: str, project: Path, fogbell: Fogbell) -> None:
    assert fogbell("new", title, "It is.", "--impact", "minor") == 0, fogbell.err
    assert (project / f"content/incidents/2026-11-20-{name}.md").is_file()


def test_the_day_is_that_of_utc(project: Path, fogbell: Fogbell) -> None:
    assert fogbell("new", "D", "D.", "--impact", "none", now="2026-11-21 00:30 +02:00") == 0
    assert (project / "content/incidents/2026-11-20-d.md").is_file()


def test_a_text_from_standard_input(
    project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Größe:\r\n\r\n- one\r\n- two\r\n\r\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(words)))
    before = snapshot(project)
    assert fogbell("update", "uploads", "--next", "1h", "-") == 0, fogbell.err
    assert added(project, before).endswith("\n\nGröße:\n\n- one\n- two\n")


def test_the_editor_is_opened_and_its_work_is_read(
    project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "sed -i s/Broken/Mended/")
    assert fogbell("new", "Down", "Broken.", "--impact", "minor", "--edit") == 0, fogbell.err
    assert "    Mended.\n" in fogbell.out
    monkeypatch.setenv("EDITOR", "sed -i s/impact:/imp:/")
    assert fogbell("new", "Down!", "Broken.", "--impact", "minor", "--edit") == 1
    assert "2026-11-20-down-2.md is written as you left it, but" in fogbell.err
    monkeypatch.setenv("EDITOR", "no-such-editor")
    assert fogbell("new", "Down?", "Broken.", "--impact", "minor", "--edit") == 1
    assert "is written, but the editor 'no-such-editor' did not open" in fogbell.err


# --- update and resolve -------------------------------------------------------------------------


def test_an_update_with_every_flag(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    words = [
        *("update", "uploads", "--status", "identified", "We found it.", "--next", "12:50 UTC"),
        *("--component", "api=major_outage", "--component", "console=degraded_performance"),
        *("--workaround", "Use  small\nfiles.", "--eta", "2026-11-20 15:00 +01:00"),
    ]
    assert fogbell(*words) == 0, fogbell.err
    assert added(project, before) == (
        "\n"
        "## Identified — 2026-11-20 12:15 UTC\n"
        "next update: 2026-11-20 12:50 UTC\n"
        "api: major_outage\n"
        "console: degraded_performance\n"
        "workaround: Use small files.\n"
        "eta: 2026-11-20 14:00 UTC\n"
        "\n"
        "We found it.\n"
    )
    assert "(you promise" not in fogbell.out
    before = snapshot(project)
    assert fogbell("update", "uploads", "x", "--workaround", "none", "--eta", "none") == 0
    fields = "next update: 2026-11-20 12:45 UTC\nworkaround: none\neta: none\n"
    assert fields in added(project, before)


def test_a_minute_that_is_taken_gets_seconds(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    for text in ("one", "two", "three"):
        assert fogbell("update", "uploads", text, now="2026-11-20 12:15:40 UTC") == 0, fogbell.err
    heads = [line for line in added(project, before).splitlines() if line.startswith("##")]
    assert heads == [f"## Update — 2026-11-20 12:15{s} UTC" for s in ("", ":40", ":41")]


def test_resolve(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    assert fogbell("resolve", "uploads", "Uploads work again.") == 0, fogbell.err
    assert added(project, before) == "\n## Resolved — 2026-11-20 12:15 UTC\n\nUploads work again.\n"
    assert "    API: Partial outage → Operational\n" in fogbell.out
    assert "Next update" not in fogbell.out
    assert fogbell("resolve", "uploads", "Again.", now="2026-11-20 12:20 UTC") == 2
    assert "'Uploads fail' is resolved since 2026-11-20 12:15 UTC; if it is back:" in fogbell.err
    assert "fogbell update 2026-11-20-uploads --reopen" in fogbell.err


def test_resolve_may_promise_a_postmortem(project: Path, fogbell: Fogbell) -> None:
    assert fogbell("resolve", "uploads", "Over.", "--next", "5d") == 0
    assert "Postmortem: by 25 Nov 2026, 12:15 UTC" in fogbell.out


def test_a_resolved_incident_is_opened_again(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    file = "content/incidents/2026-11-18-logins.md"
    assert fogbell("update", "logins", "It is back.") == 2
    assert snapshot(project) == before
    assert fogbell("update", "logins", "--reopen", "It is back.") == 0, fogbell.err
    assert added(project, before, file) == (
        "\n## Investigating — 2026-11-20 12:15 UTC\nnext update: 2026-11-20 12:45 UTC\n"
        "reopened: yes\n\nIt is back.\n"
    )
    assert fogbell("update", "logins", "--reopen", "It is back.") == 2
    assert "'Logins fail' is open already; leave --reopen away" in fogbell.err


def test_quiet_says_nothing(project: Path, fogbell: Fogbell) -> None:
    assert fogbell("update", "uploads", "x", "--quiet") == 0
    assert (fogbell.out, fogbell.err) == ("", "")


# --- being wrong --------------------------------------------------------------------------------

WRONG: list[tuple[list[str], str]] = [
    (
        ["new"],
        "TITLE, TEXT, --component (or --impact) are missing, and there is no terminal to ask on",
    ),
    (
        ["new", "T", "--impact", "major"],
        "TEXT is missing, and there is no terminal to ask on",
    ),
    (["update"], "ID, TEXT are missing, and there is no terminal to ask on"),
    (["update", "uploads"], "TEXT is missing, and there is no terminal to ask on"),
    (["resolve", "uploads"], "TEXT is missing, and there is no terminal to ask on"),
    (["update", "uploads", " "], "TEXT is empty: say what customers see, and what you do about it"),
    (["update", "uploads", "-"], "TEXT is empty: say what customers see, and what you do about it"),
    (["new", " ", "x", "--impact", "major"], "the title is empty"),
    (["new", "\a", "x", "--impact", "major"], "the title: a control character (U+0007)"),
    (["new", "T", "x", "--impact", "mayor"], "--impact: 'mayor' is not one of ours; did you mean"),
    (["new", "T", "x", "--component", "apo=major_outage"], "did you mean 'api'?"),
    (
        ["new", "T", "x", "--component", "zzz=down"],
        "no component 'zzz' in site.yml; there are: api",
    ),
    (["new", "T", "x", "--component", "api=down"], "did you mean 'major_outage'?"),
    (["new", "T", "x", "--component", "api"], "--component api: write api=STATUS, STATUS being"),
    (
        ["new", "T", "x", "--component", "api=operational", "--component", "API=major_outage"],
        "'api' is here twice",
    ),
    (["new", "T", "x", "--impact", "major", "--status", "fixed"], "did you mean 'resolved'?"),
    (["new", "T", "x", "--impact", "major", "--status", "postmortem"], "comes after Resolved"),
    (
        ["update", "uploads", "x", "--status", "postmortem"],
        "--status postmortem: write it with: fogbell postmortem 2026-11-20-uploads",
    ),
    (["update", "logins", "x", "--reopen", "--status", "resolved"], "it stays open; say how"),
    (
        ["update", "uploads", "x", "--next", "12:10 UTC"],
        "--next 12:10 UTC: this is past today; for tomorrow write '2026-11-21 12:10 UTC'",
    ),
    (
        ["update", "uploads", "x", "--next", "2026-11-20 12:10 UTC"],
        "--next 2026-11-20 12:10 UTC: this is past; it is 2026-11-20 12:15 UTC",
    ),
    (
        ["update", "uploads", "x", "--next", "12:50"],
        "--next: the time '12:50' has no zone; add it:",
    ),
    (["update", "uploads", "x", "--eta", "soon"], "--eta: 'soon' does not say when; write 30m"),
    (["update", "uplads", "x"], "nothing matches 'uplads'; did you mean '2026-11-20-uploads'?\n"),
    (
        ["update", "zzz", "x"],
        "nothing matches 'zzz'\nopen are:\n  2026-11-20-uploads  Uploads fail",
    ),
    (
        ["update", "uploads", "x\n## Resolved — 2026-11-20 12:14 UTC"],
        "a line of the text opens an update of its own; begin it with `###`",
    ),
    (["update", "uploads", "a\n# Big"], "TEXT:2:1: error UPD-"),
    (["update", "uploads", "x\a"], "TEXT:1:2: error FILE-04"),
    (["update", "uploads", "x\udcff"], "the text is not UTF-8"),
    (["update", "uploads", "x", "z"], "unrecognized arguments: z"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=[ascii(words) for words, _ in WRONG])
def test_what_is_wrong_is_said_and_nothing_is_written(
    words: list[str], said: str, project: Path, fogbell: Fogbell
) -> None:
    before = snapshot(project)
    assert fogbell(*words) == 2
    assert said in fogbell.err
    assert fogbell.out == ""
    assert "Traceback" not in fogbell.err
    assert snapshot(project) == before


def test_an_id_that_fits_several_names_them(project: Path, fogbell: Fogbell) -> None:
    write(project, "2026-11-20-uploads-eu", OPEN.replace("Uploads fail", "Uploads fail in the EU"))
    assert fogbell("update", "UPLOADS fail", "x") == 2
    assert fogbell.err.endswith(
        "fogbell: 'UPLOADS fail' matches 2 events:\n"
        "  2026-11-20-uploads-eu  Uploads fail in the EU\n"
        "  2026-11-20-uploads  Uploads fail\n"
    )
    assert fogbell("update", "2026-11-20-uploads", "x") == 0  # a whole id is never ambiguous
    assert fogbell("update", f"{UPLOADS}", "y") == 0
    assert fogbell("update", "in the eu", "x") == 0


def test_an_open_incident_is_meant_before_a_closed_one(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    assert fogbell("update", "fail", "x") == 0
    assert added(project, before)


def test_what_would_be_an_error_is_not_written(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    assert fogbell("update", "uploads", "See ![the graph](x.png).") == 1
    assert "CON-12 there is no picture 'x.png' in content/" in fogbell.err
    assert "Nothing was written. Your words were:\n\nSee ![the graph](x.png).\n" in fogbell.err
    assert fogbell("update", "uploads", "x", now="2026-11-20 11:00 UTC") == 2  # not begun yet
    assert fogbell("new", "T", "[x](y.md)", "--impact", "minor") == 1
    assert snapshot(project) == before


def test_a_file_that_is_broken_is_left(project: Path, fogbell: Fogbell) -> None:
    write(project, "2026-11-20-uploads", OPEN + "\n```\nlog\n")
    before = snapshot(project)
    assert fogbell("update", "uploads", "x") == 2
    assert f"1 file in content/ cannot be read ({UPLOADS}): see `fogbell check`" in fogbell.err
    assert snapshot(project) == before


def test_broken_files_elsewhere_do_not_stop_anybody(project: Path, fogbell: Fogbell) -> None:
    write(project, "broken", OPEN.replace("major", "mayor"))
    assert fogbell("update", "uploads", "x") == 0
    said = "1 file in content/ cannot be read (content/incidents/broken.md): see `fogbell check`\n"
    assert fogbell.err == said
    assert fogbell("update", "broken", "x") == 2
    assert fogbell.err.endswith(said)
    (project / "content" / "site.yml").write_text(SITE.replace("url", "ulr"), "utf-8")
    before = snapshot(project)
    assert fogbell("update", "uploads", "x") == 1
    assert "without the settings nothing can be written\ncontent/site.yml:" in fogbell.err
    assert snapshot(project) == before


def test_a_warning_is_told_and_does_not_stop(project: Path, fogbell: Fogbell) -> None:
    assert fogbell("update", "uploads", "x\n\nnext update: 12:40 UTC") == 0
    assert f"{UPLOADS}:" in fogbell.err
    assert "warning UPD-07" in fogbell.err


# --- git ----------------------------------------------------------------------------------------


@pytest.fixture
def git(project: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., str]:
    for name, value in GIT_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> str:
        done = subprocess.run(["git", *words], cwd=project, capture_output=True, check=True)
        return done.stdout.decode()

    run("init", "--quiet")
    run("add", ".")
    run("commit", "--quiet", "-m", "first")
    return run


def test_commit_takes_just_that_file(
    project: Path, fogbell: Fogbell, git: Callable[..., str]
) -> None:
    (project / "other.txt").write_text("mine", "utf-8")
    git("add", "other.txt")
    write(project, "2026-11-18-logins", OPEN)
    assert fogbell("new", "It's $(down)", "x", "--impact", "minor", "--commit") == 0, fogbell.err
    assert "Committed as 'Investigating: It's $(down)'. To publish it:\n" in fogbell.out
    assert git("log", "-1", "--format=%s").strip() == "Investigating: It's $(down)"
    assert git("show", "--name-only", "--format=").split() == [
        "content/incidents/2026-11-20-it-s-down.md"
    ]
    assert git("status", "--porcelain", "content", "other.txt").splitlines() == [
        " M content/incidents/2026-11-18-logins.md",
        "A  other.txt",
    ]
    assert fogbell("resolve", "2026-11-20-uploads", "x", "--commit") == 0
    assert git("log", "-1", "--format=%s").strip() == "Resolved: Uploads fail"


def test_the_commands_to_paste_work_as_they_stand(
    project: Path,
    fogbell: Fogbell,
    git: Callable[..., str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(project)
    assert fogbell("new", """It's "$HOME" `id` \\ !""", "x", "--impact", "minor") == 0
    paste = [line for line in fogbell.out.splitlines() if line.startswith("    git ")]
    assert paste[-1] == "    git push"
    assert paste[0] == "    git add -- content/incidents/2026-11-20-it-s-home-id.md"
    subprocess.run(["sh", "-ec", "\n".join(paste[:-1])], check=True, capture_output=True)
    assert git("log", "-1", "--format=%s").strip() == """Investigating: It's "$HOME" `id` \\ !"""


def test_a_commit_that_fails_keeps_the_file(project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    assert fogbell("update", "uploads", "x", "--commit") == 1
    assert "fogbell: the file is written, but git add failed:\nfatal: not a git" in fogbell.err
    assert added(project, before)


# --- list and show ------------------------------------------------------------------------------


def test_list(project: Path, fogbell: Fogbell) -> None:
    assert fogbell("list", now="2026-11-20 12:42 UTC") == 0
    assert fogbell.out == (
        "1 open\n"
        "\n"
        "2026-11-20-uploads  Uploads fail\n"
        "    investigating · major · since 20 Nov 2026, 12:00 UTC (42 min)\n"
        "    Next update: by 20 Nov 2026, 12:30 UTC (LATE by 12 min)\n"
        "\n"
        "Planned: 2026-11-21-database  Database upgrade\n"
        "    Scheduled · 21 Nov 2026, 02:00 UTC to 21 Nov 2026, 04:00 UTC\n"
    )
    assert fogbell("list", "--open") == 0
    assert "Database" not in fogbell.out
    assert "LATE" not in fogbell.out
    assert fogbell("resolve", "uploads", "x") == 0
    assert fogbell("list", now="2026-11-21 05:00 UTC") == 0
    assert fogbell.out == (
        "Nothing is open.\n"
        "\n"
        "Now: 2026-11-21-database  Database upgrade\n"
        "    In progress · 21 Nov 2026, 02:00 UTC to 21 Nov 2026, 04:00 UTC"
        " (LATE: nobody has said that it is over)\n"
    )


def test_show(project: Path, fogbell: Fogbell) -> None:
    assert fogbell("update", "uploads", "Found.", "--workaround", "Small files.") == 0
    assert fogbell("show", "uploads") == 0
    assert fogbell.out == (
        "Uploads fail\n"
        "Investigating · impact: major\n"
        "Since: 20 Nov 2026, 12:00 UTC\n"
        "What you can do: Small files.\n"
        "Affected: API (Partial outage)\n"
        "Next update: by 20 Nov 2026, 12:45 UTC\n"
        "\n"
        "Update — 20 Nov 2026, 12:15 UTC\n"
        "Found.\n"
        "What you can do: Small files.\n"
        "\n"
        "Investigating — 20 Nov 2026, 12:00 UTC\n"
        "Uploads may fail.\n"
        "API: Operational → Partial outage\n"
    )
    assert fogbell("show", "logins") == 0
    assert "Since: 18 Nov 2026, 12:00 UTC to 18 Nov 2026, 13:00 UTC\n" in fogbell.out
    assert fogbell("show", "database") == 0
    assert "Scheduled · planned work\nPlanned: 21 Nov 2026, 02:00 UTC to" in fogbell.out
    assert fogbell("show", "nothing such") == 2
