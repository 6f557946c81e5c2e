"""Two people add to one incident on two branches: git keeps both, or says that it cannot."""

import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.content.load import load
from tests.desk import GIT_ENVIRONMENT, OPEN, UPLOADS, Fogbell, new_project

Git = Callable[..., int]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path.resolve())


@pytest.fixture
def fogbell(project: Path, capsys: pytest.CaptureFixture[str]) -> Fogbell:
    return Fogbell(project, capsys)


@pytest.fixture
def git(project: Path, monkeypatch: pytest.MonkeyPatch) -> Git:
    for name, value in GIT_ENVIRONMENT.items():
        monkeypatch.setenv(name, value)

    def run(*words: str) -> int:
        command = ["git", *words]
        return subprocess.run(command, cwd=project, capture_output=True, check=False).returncode

    assert run("init", "--quiet", "--initial-branch=main") == 0
    return run


def keep_both(project: Path) -> str:
    """What a git host's button for it does: only the lines of markers go."""
    file = project / UPLOADS
    marks = re.compile(r"^(<<<<<<<|=======|>>>>>>>).*\n", re.MULTILINE)
    text = marks.sub("", file.read_bytes().decode())
    file.write_bytes(text.encode())
    return text


def two_branches(
    git: Git, fogbell: Fogbell, mine: list[str], theirs: list[str], later: str
) -> None:
    """Both add an update to what main has; `mine` is on main, and `theirs` is merged into it."""
    assert git("add", ".") == git("commit", "--quiet", "-m", "first") == 0
    assert git("switch", "--quiet", "-c", "theirs") == 0
    assert fogbell("update", "uploads", *theirs, "--commit", now=later) == 0, fogbell.err
    assert git("switch", "--quiet", "main") == 0
    assert fogbell("update", "uploads", *mine, "--commit") == 0, fogbell.err


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3"])
@pytest.mark.parametrize("end", ["\n", "", "\r\n"])
def test_two_updates_conflict_in_sight_and_both_can_be_kept(
    style: str, end: str, project: Path, fogbell: Fogbell, git: Git
) -> None:
    crlf = "\r\n" if end == "\r\n" else "\n"
    (project / UPLOADS).write_bytes((OPEN.rstrip().replace("\n", crlf) + end).encode())
    assert git("config", "merge.conflictStyle", style) == 0
    mine, theirs = ["Mine.", "--status", "identified"], ["Theirs.", "--next", "20m"]
    two_branches(git, fogbell, mine, theirs, "2026-11-20 12:16 UTC")
    assert git("merge", "theirs") == 1
    assert fogbell("check") == 1
    assert f"{UPLOADS}:" in fogbell.err
    assert "error FILE-05 a merge conflict is still in this file" in fogbell.err
    # nobody writes into that by accident
    assert fogbell("update", "2026-11-20-uploads", "x", now="2026-11-20 12:20 UTC") == 2
    if style == "merge":
        text = keep_both(project)
        assert text.count("Mine.") == text.count("Theirs.") == text.count("Uploads may fail.") == 1
        assert fogbell("check", now="2026-11-20 12:20 UTC") == 0, fogbell.err
        site = load(project).site
        assert site
        updates = next(i for i in site.incidents if i.id == "2026-11-20-uploads").updates
        assert [update.text for update in updates] == ["Uploads may fail.", "Mine.", "Theirs."]


def test_two_in_one_minute_lose_no_word(project: Path, fogbell: Fogbell, git: Git) -> None:
    two_branches(git, fogbell, ["Mine."], ["Theirs."], "2026-11-20 12:15:40 UTC")
    assert git("merge", "theirs") == 1
    assert fogbell("check") == 1
    assert "error FILE-05" in fogbell.err
    text = keep_both(project)
    assert "Mine." in text
    assert "Theirs." in text
    assert fogbell("check") == 0, fogbell.err


def test_what_is_left_of_fields_is_warned_of(project: Path, fogbell: Fogbell, git: Git) -> None:
    """One heading, two promises: the second one stands among the words."""
    two_branches(git, fogbell, ["Mine."], ["Theirs.", "--next", "20m"], "2026-11-20 12:15 UTC")
    assert git("merge", "theirs") == 1
    assert fogbell("check") == 1
    assert "each below its own `##` line" in fogbell.err
    keep_both(project)
    assert fogbell("check") == 0
    assert "warning UPD-07 'next update' is read as text here" in fogbell.err


def test_two_statuses_in_one_minute_are_told(project: Path, fogbell: Fogbell, git: Git) -> None:
    mine, theirs = ["Mine.", "--status", "identified"], ["Theirs.", "--status", "monitoring"]
    two_branches(git, fogbell, mine, theirs, "2026-11-20 12:15 UTC")
    assert git("merge", "theirs") == 1
    keep_both(project)
    assert fogbell("check") == 1
    assert "error UPD-08 two updates have this time" in fogbell.err
    assert "add seconds to one: ## Monitoring — 2026-11-20 12:15:01 UTC" in fogbell.err


def test_two_incidents_merge_cleanly(project: Path, fogbell: Fogbell, git: Git) -> None:
    assert git("add", ".") == git("commit", "--quiet", "-m", "first") == 0
    assert git("switch", "--quiet", "-c", "theirs") == 0
    assert fogbell("update", "logins", "Theirs.", "--reopen", "--commit") == 0
    assert git("switch", "--quiet", "main") == 0
    assert fogbell("update", "uploads", "Mine.", "--commit") == 0
    assert git("merge", "--no-edit", "theirs") == 0
    assert fogbell("check") == 0, fogbell.err


def test_a_new_end_and_an_update_merge_or_conflict(
    project: Path, fogbell: Fogbell, git: Git
) -> None:
    file = project / "content/maintenance/2026-11-21-database.md"
    assert git("add", ".") == git("commit", "--quiet", "-m", "first") == 0
    assert git("switch", "--quiet", "-c", "theirs") == 0
    assert fogbell("update", "database", "Theirs.", "--to", "5h", "--commit") == 0, fogbell.err
    assert git("switch", "--quiet", "main") == 0
    assert fogbell("update", "database", "Mine.", "--to", "6h", "--commit") == 0, fogbell.err
    assert git("merge", "theirs") == 1
    assert fogbell("check") == 1
    assert fogbell.err.count("error FILE-05") == 2
    assert {"Mine.", "Theirs."} <= set(file.read_text("utf-8").splitlines())
