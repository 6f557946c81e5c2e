"""`check --base`: what merging a change would do, in a real git repository."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.cli import main

SITE = """title: Acme Status
url: https://status.acme.example
components:
- {id: api, name: API}
- {id: web, name: Web console}
"""
OLD = """---
title: Sign-in is slow
impact: minor
components: {web: degraded_performance}
---

## Investigating — 2026-11-18 10:00 UTC
next update: 2026-11-18 10:30 UTC

Signing in takes up to a minute. We are looking into it.

## Resolved — 2026-11-18 11:00 UTC

Signing in is fast again and there is nothing you need to do. We are sorry.
"""
NEW = """---
title: Uploads fail
impact: major
components: {api: partial_outage}
---

## Investigating — 2026-11-20 11:50 UTC
next update: 12:20 UTC

Uploading a file fails with an error. We are looking into it.
"""
Check = Callable[..., tuple[int, str, str]]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A repository with one incident that is over; the site is not at its top."""
    folder = tmp_path / "repository" / "status"
    write(folder, "site.yml", SITE)
    write(folder, "incidents/2026-11-18-slow.md", OLD)
    git(tmp_path / "repository", "init", "--quiet")
    save(folder)
    return folder


@pytest.fixture
def check(project: Path, capsys: pytest.CaptureFixture[str]) -> Check:
    """Run `check`; gives its exit code and what it wrote."""

    def run(*words: str) -> tuple[int, str, str]:
        now = ("--project", str(project), "--now", "2026-11-20 12:00 UTC")
        code = main(["check", *now, *words])
        told = capsys.readouterr()
        return code, told.out, told.err

    return run


def write(project: Path, name: str, text: str) -> None:
    file = project / "content" / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")


def git(folder: Path, *words: str) -> str:
    who = ("-c", "user.name=t", "-c", "user.email=t@acme.example")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, check=True)
    return done.stdout.decode().strip()


def save(project: Path) -> str:
    git(project, "add", "--all", ".")
    git(project, "commit", "--quiet", "--message", "x")
    return git(project, "rev-parse", "HEAD")


def merged(out: str) -> str:
    return out.partition("Merging this would do:\n\n")[2]


def test_a_new_incident(project: Path, check: Check) -> None:
    write(project, "incidents/2026-11-20-uploads.md", NEW)
    code, out, _ = check("--base", "HEAD")
    assert code == 0
    assert merged(out) == (
        "    Page: All systems operational → Partial system outage\n"
        "    Headline: Everything is working → Uploads fail\n"
        "    API: Operational → Partial outage\n"
        "    Feeds, 1 entry new: [Investigating] Uploads fail\n"
        "\n"
        "    Uploads fail [new]\n"
        "    Investigating — 20 Nov 2026, 11:50 UTC\n"
        "    Uploading a file fails with an error. We are looking into it.\n"
        "    API: Operational → Partial outage\n"
        "    Next update: by 20 Nov 2026, 12:20 UTC\n"
    )


def test_nothing_changes(project: Path, check: Check) -> None:
    write(project, "incidents/README.md", "Notes")
    _, out, _ = check("--base", "HEAD")
    assert merged(out) == "    No reader will see a difference.\n"


def test_another_component_and_another_name(project: Path, check: Check) -> None:
    write(project, "site.yml", SITE.replace("API}", "Interface}") + "- {id: cli, name: CLI}\n")
    _, out, _ = check("--base", "HEAD")
    assert "CLI: (not there) → Operational" in merged(out)


def test_what_is_taken_away(project: Path, check: Check) -> None:
    (project / "content/incidents/2026-11-18-slow.md").unlink()
    code, out, told = check("--base", "HEAD")
    assert code == 1
    assert "error COM-10 'Sign-in is slow' is published, and its file is gone" in told
    said = merged(out)
    assert "Taken away: Sign-in is slow\n" in said
    assert "Sign-in is slow [taken away]\n    Resolved — 18 Nov 2026, 11:00 UTC\n" in said
    assert "Signing in is fast again" not in said


def test_what_cannot_be_read_is_not_called_gone(project: Path, check: Check) -> None:
    write(project, "incidents/2026-11-18-slow.md", OLD.replace("minor", "small"))
    _, _, told = check("--base", "HEAD")
    assert "KEY-04" in told
    assert "COM-10" not in told


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("incidents/2026-11-20-uploads", NEW, "FILE-07"),
        ("incidents/2026-11-20-uploads.md", f"{NEW}\nIdentified: 2026-11-20 11:55 UTC\n", "UPD-03"),
        ("incidents/2026-11-20-uploads.md", NEW.replace("update: 12", "update 12"), "UPD-07"),
    ],
)
def test_words_that_would_be_missed_stop_a_pull_request(
    project: Path, check: Check, name: str, text: str, code: str
) -> None:
    write(project, name, text)
    _, _, told = check()
    assert f"warning {code}" in told
    _, _, told = check("--base", "HEAD")
    assert f"error {code}" in told


def test_what_others_merged_meanwhile_is_not_this_change(project: Path, check: Check) -> None:
    start = git(project, "rev-parse", "HEAD")
    write(project, "incidents/2026-11-19-other.md", NEW.replace("-20", "-19"))
    theirs = save(project)
    git(project, "checkout", "--quiet", start)
    write(project, "incidents/2026-11-20-uploads.md", NEW)
    save(project)
    _, out, _ = check("--base", theirs)
    assert "Feeds, 1 entry new: [Investigating] Uploads fail\n" in merged(out)


def test_a_site_that_cannot_be_built(project: Path, check: Check, tmp_path: Path) -> None:
    write(project, "incidents/2026-11-20-uploads.md", NEW.replace("major", "mayor"))
    code, out, told = check("--base", "HEAD", "--summary", str(tmp_path / "summary.md"))
    assert code == 1
    assert "KEY-04" in told
    assert merged(out) == "    Nothing would be published: mend the errors first.\n"
    summary = (tmp_path / "summary.md").read_text("utf-8")
    assert "Nothing would be published" in summary
    assert "KEY-04" in summary


def test_warnings_are_of_what_changed(project: Path, check: Check) -> None:
    commented = OLD.replace("We are sorry.", "We are sorry. <!-- x -->")
    write(project, "incidents/2026-11-18-slow.md", commented)
    save(project)
    write(project, "incidents/2026-11-20-uploads.md", NEW)
    assert "UPD-11" in json.dumps(check("--format", "json"))
    assert "UPD-11" not in json.dumps(check("--format", "json", "--base", "HEAD"))


def test_the_summary_is_added_to_a_file(project: Path, check: Check, tmp_path: Path) -> None:
    file = tmp_path / "summary.md"
    file.write_text("before\n", "utf-8")
    write(project, "incidents/2026-11-20-uploads.md", NEW)
    check("--base", "HEAD", "--format", "github", "--summary", str(file))
    summary = file.read_text("utf-8")
    assert summary.startswith("before\n## What merging this would do\n\n```text\nPage: All")
    assert "### What customers will read\n\n```text\nUploads fail [new]\n" in summary


def test_no_text_leaves_its_fence(project: Path, check: Check, tmp_path: Path) -> None:
    hostile = (
        "Uploads fail.\n\n````\n</details> <script>x</script> ![a](b)\n````\n\n~~~\n# x\n~~~\n"
    )
    write(project, "incidents/2026-11-20-uploads.md", f"{NEW}\n{hostile}")
    check("--base", "HEAD", "--summary", str(tmp_path / "summary.md"))
    summary = (tmp_path / "summary.md").read_text("utf-8")
    fenced = summary.partition("### What customers will read\n\n`````text\n")[2]
    assert "<script>" in fenced.partition("\n`````\n")[0]
    assert "<script>" not in fenced.partition("\n`````\n")[2]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["--base", "nowhere"], "there is no such commit in this clone; fetch it first"),
        (["--base=--all"], "there is no such commit"),
        (["--summary", "x"], "--summary needs --base"),
    ],
)
def test_what_cannot_be_asked(check: Check, words: list[str], told: str) -> None:
    code, _, said = check(*words)
    assert code == 2
    assert told in said


def test_without_a_repository(
    tmp_path: Path, check: Check, capsys: pytest.CaptureFixture[str]
) -> None:
    write(tmp_path / "elsewhere", "site.yml", SITE)
    assert main(["check", "--project", str(tmp_path / "elsewhere"), "--base", "HEAD"]) == 2
    assert "is in no git repository" in capsys.readouterr().err


def test_a_clone_that_does_not_reach_back_far_enough(
    project: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    start = git(project, "rev-parse", "HEAD")
    for number in range(3):
        write(project, f"incidents/2026-11-1{number}-other.md", OLD)
        save(project)
    git(project, "branch", "theirs")
    git(project, "reset", "--quiet", "--hard", start)
    write(project, "incidents/2026-11-20-uploads.md", NEW)
    save(project)
    clone = tmp_path / "clone"
    source = (project.parent).as_uri()
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", source, str(clone))
    code = main(["check", "--project", str(clone / "status"), "--base", "origin/theirs"])
    assert code == 2
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_an_empty_revision_is_none(check: Check) -> None:
    assert check("--base", "")[0] == 2


def test_a_long_summary_is_cut(project: Path, check: Check, tmp_path: Path) -> None:
    for number in range(10):
        text = NEW + "\n" + "We look into it. " * 2_000
        write(project, f"incidents/2026-11-20-uploads-{number}.md", text)
    file = tmp_path / "summary.md"
    check("--base", "HEAD", "--summary", str(file))
    summary = file.read_text("utf-8")
    assert len(summary) < 500_000
    assert "more characters" in summary
