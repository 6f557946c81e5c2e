"""The command line: exit codes, options, and what a person may get wrong in calling it."""

import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from generator import __version__
from generator.cli import main
from generator.commands import build as build_command
from generator.commands import check as check_command

ROOT = Path(__file__).parent.parent
NOW = "2026-11-20 12:00 UTC"
SITE = """\
title: Acme Status
url: https://status.acme.example
components:
  - id: api
    name: API
"""
GOOD = """\
---
title: "Uploads fail: Café"
impact: major
components: {api: partial_outage}
---

## Investigating — 2026-11-20 11:50 UTC
next update: 30m

Uploads may fail. We are looking into it.
"""
BAD = GOOD.replace('"', "")


@pytest.fixture(autouse=True)
def calm(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing of the caller's surroundings."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    (folder / "content" / "incidents").mkdir(parents=True)
    (folder / "content" / "site.yml").write_text(SITE, "utf-8")
    write(folder, "good", GOOD)
    return folder


def write(project: Path, name: str, text: str) -> Path:
    file = project / "content" / "incidents" / f"{name}.md"
    file.write_text(text, "utf-8")
    return file


class Said:
    """Runs commands and keeps what they said."""

    def __init__(self, capsys: pytest.CaptureFixture[str]) -> None:
        self.capsys, self.out, self.err = capsys, "", ""

    def __call__(self, *words: str | Path, now: str | None = NOW) -> int:
        self.capsys.readouterr()
        time = ["--now", now] if now else []
        try:
            code = main([*map(str, words), *time])
        except SystemExit as stop:  # argparse
            code = int(str(stop.code or 0))
        self.out, self.err = self.capsys.readouterr()
        return code


@pytest.fixture
def fogbell(capsys: pytest.CaptureFixture[str]) -> Said:
    return Said(capsys)


# --- exit codes ---------------------------------------------------------------------------------


def test_all_is_well(project: Path, fogbell: Said) -> None:
    assert fogbell("check", "--project", project) == 0
    assert (fogbell.out, fogbell.err) == (f"no problems in {project}/content\n", "")
    assert fogbell("--project", project) == 0
    assert "index.html" in fogbell.out
    assert (project / "output" / "index.html").exists()


def test_problems_in_content(project: Path, fogbell: Said) -> None:
    write(project, "bad", BAD)
    assert fogbell("check", "--project", project) == 1
    assert fogbell.err.startswith("content/incidents/bad.md:2:8: error YAML-01")
    assert fogbell.err.endswith("\n1 error\n")
    assert fogbell("build", "--project", project) == 1


def test_warnings_alone_are_no_failure(project: Path, fogbell: Said) -> None:
    write(project, "good", GOOD + "\n<!-- x -->\n")
    assert fogbell("check", "--project", project) == 0
    assert "1 warning" in fogbell.err
    assert fogbell("build", "--project", project) == 0


@pytest.mark.parametrize(
    "words",
    [
        ["chek"],
        ["check", "--frob"],
        ["check", "--format", "xml"],
        ["check", "--explain"],
        ["check", "--explain", "KEY-99"],
        ["--project", "nowhere"],
        ["--project", "pyproject.toml"],
        ["--now", "yesterday"],
        ["--now", "2026-11-20 12:00"],
        ["--now", ""],
        ["check", "nosuch.md"],
        ["build", "--explain"],
    ],
    ids=" ".join,
)
def test_a_wrong_call(words: list[str], project: Path, fogbell: Said) -> None:
    where: list[str | Path] = [] if "--project" in words else ["--project", project]
    assert fogbell(*words, *where, now=None) == 2
    assert "fogbell" in fogbell.err
    assert fogbell.out == ""
    assert "Traceback" not in fogbell.err


def test_a_fault_of_ours_is_a_report_to_paste(
    project: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError("oops")

    monkeypatch.setattr(check_command, "read_checked", fail)
    assert fogbell("check", "--project", project) == 70
    assert fogbell.err.startswith("fogbell: this is a fault of ours, not of your content.")
    assert f"fogbell {__version__}, Python {sys.version.split()[0]}" in fogbell.err
    assert "ZeroDivisionError: oops" in fogbell.err


def test_a_signal_stops_it_cleanly(
    project: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert fogbell("--project", project) == 0
    before = {path: path.read_bytes() for path in (project / "output").rglob("*.html")}
    monkeypatch.setattr(
        build_command, "print_problems", lambda *_, **__: os.kill(os.getpid(), signal.SIGTERM)
    )
    assert fogbell("--project", project) == 75
    assert fogbell.err == ""
    assert {path: path.read_bytes() for path in before} == before


def test_a_build_that_is_stopped_leaves_nothing_half_done(
    project: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stop(*_: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)

    monkeypatch.setattr("generator.writer._refuse_obstacles", stop)
    assert fogbell("--project", project) == 75
    assert list((project / "output").iterdir()) == []


def test_an_interrupt(project: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(check_command, "read_checked", interrupt)
    assert fogbell("check", "--project", project) == 130


def test_a_full_disk_is_one_sentence(
    project: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(build_command, "build", fail)
    assert fogbell("--project", project) == 2
    assert fogbell.err == "fogbell: No space left on device\n"


def test_help_and_version(fogbell: Said) -> None:
    assert fogbell("--version", now=None) == 0
    assert fogbell.out == f"fogbell {__version__}\n"
    for words in (["--help"], ["check", "--help"], ["build", "-h"]):
        assert fogbell(*words, now=None) == 0
        assert "--project DIR" in fogbell.out


# --- time ---------------------------------------------------------------------------------------


def generated(project: Path) -> set[str]:
    page = (project / "output" / "index.html").read_text("utf-8")
    return set(re.findall(r"20\d\d-\d\d-\d\dT\d\d:\d\d", page))


def test_now_is_when_it_is_said_to_be(project: Path, fogbell: Said) -> None:
    assert fogbell("--project", project, now="2026-11-21 09:30 +01:00") == 0
    assert "2026-11-21T08:30" in generated(project)


def test_source_date_epoch_is_now(
    project: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795252200")  # 2026-11-21 09:10 UTC
    assert fogbell("--project", project, now=None) == 0
    assert "2026-11-21T09:10" in generated(project)
    assert fogbell("--project", project, now=NOW) == 0
    assert "2026-11-20T12:00" in generated(project)


@pytest.mark.parametrize(
    "epoch", ["x", "-1", "1.5", "1_000", "١٢٣", "9" * 11, "9" * 5000, "4133980800"]
)
def test_an_epoch_that_is_none(
    epoch: str, project: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert fogbell("check", "--project", project, now=None) == 2
    assert "SOURCE_DATE_EPOCH" in fogbell.err


@pytest.mark.parametrize("epoch", ["0", "4133980799"], ids=["1970", "2100"])
def test_a_clock_that_is_wrong_is_no_fault(
    epoch: str, project: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert fogbell("check", "--project", project, now=None) in (0, 1)
    (project / "content" / "incidents" / "good.md").unlink()
    assert fogbell("build", "--project", project, now=None) == 0


# --- how problems are told ----------------------------------------------------------------------


@pytest.fixture
def two_bad(project: Path) -> Path:
    write(project, "bad", BAD)
    write(project, "worse", GOOD.replace("impact: major", "impact: 100%, really\nref: x\n"))
    return project


def test_json(two_bad: Path, fogbell: Said) -> None:
    assert fogbell("check", "--format", "json", "--project", two_bad) == 1
    problems = json.loads(fogbell.out)["problems"]
    keys = {"code", "severity", "file", "line", "column", "message", "hint"}
    assert all(set(problem) == keys for problem in problems)
    assert [problem["file"] for problem in problems] == [
        "content/incidents/bad.md",
        "content/incidents/worse.md",
        "content/incidents/worse.md",
    ]
    assert problems[0] == {
        "code": "YAML-01",
        "severity": "error",
        "file": "content/incidents/bad.md",
        "line": 2,
        "column": 8,
        "message": "text with a colon and a space in it must stand in quotes",
        "hint": 'write: title: "Uploads fail: Café"',
    }
    assert fogbell.err == ""


def test_json_without_problems(project: Path, fogbell: Said) -> None:
    assert fogbell("check", "--format", "json", "--project", project) == 0
    assert json.loads(fogbell.out) == {"problems": []}


def test_annotations_of_a_pull_request(two_bad: Path, fogbell: Said) -> None:
    assert fogbell("check", "--format", "github", "--project", two_bad) == 1
    lines = fogbell.out.splitlines()
    assert lines[0].startswith(
        "::error file=content/incidents/bad.md,line=2,col=8,title=YAML-01::text with a colon"
    )
    assert "%0Awrite: title" in lines[0]
    assert "'100%25, really' is not one of" in lines[1]
    assert len(lines) == 3


def test_a_name_cannot_forge_an_annotation(project: Path, fogbell: Said) -> None:
    write(project, "a\n::error::forged\n", GOOD)
    for form in ("text", "json", "github"):
        assert fogbell("check", "--format", form, "--project", project) == 1
        said = (fogbell.out + fogbell.err).splitlines()
        assert not [line for line in said if line.startswith("::error::forged")]


@pytest.mark.parametrize(
    ("words", "no_color", "colored"),
    [([], "", True), ([], "1", False), (["--no-color"], "", False)],
    ids=["usual", "NO_COLOR", "--no-color"],
)
def test_colours_on_a_terminal(
    words: list[str],
    no_color: str,
    colored: bool,
    two_bad: Path,
    fogbell: Said,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True)
    monkeypatch.setenv("NO_COLOR", no_color)
    assert fogbell("check", *words, "--project", two_bad) == 1
    assert ("\033[" in fogbell.err) is colored


def test_no_colours_in_a_file(
    two_bad: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)  # problems go to standard error
    assert fogbell("check", "--project", two_bad) == 1
    assert "\033[" not in fogbell.err


@pytest.mark.parametrize(
    ("path", "files"),
    [
        ("content/incidents/bad.md", {"bad"}),
        ("content/incidents", {"bad", "worse"}),
        ("content/incidents/../incidents/worse.md", {"worse"}),
        ("content/incidents/good.md", set()),
        ("content/site.yml", set()),
        (".", {"bad", "worse"}),
    ],
)
def test_only_some_paths(
    path: str, files: set[str], two_bad: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(two_bad)
    assert fogbell("check", path) == int(bool(files))
    assert set(re.findall(r"(?m)^content/incidents/(\w+)\.md:", fogbell.err)) == files
    assert fogbell("check", two_bad / path, "--project", two_bad) == int(bool(files))


def test_paths_behind_a_link(two_bad: Path, fogbell: Said, tmp_path: Path) -> None:
    link = tmp_path / "link"
    link.symlink_to(two_bad)
    bad = link / "content" / "incidents" / "bad.md"
    assert fogbell("check", bad, "--project", link) == 1
    assert fogbell("check", bad, "--project", two_bad) == 1


def test_a_path_that_is_a_link_itself(project: Path, fogbell: Said) -> None:
    file = project / "content" / "incidents" / "link.md"
    file.symlink_to("link.md")
    assert fogbell("check", file, "--project", project) == 1
    assert "link.md:1:1: error FILE-01" in fogbell.err


def test_explain(fogbell: Said) -> None:
    assert fogbell("check", "--explain", "key-05", now=None) == 0
    assert fogbell.out.startswith("KEY-05\n\nA time that cannot be understood.")
    assert fogbell.out.endswith("\n")
    assert max(map(len, fogbell.out.splitlines())) <= 80
    assert fogbell("check", "--explain", "key-055", now=None) == 2
    assert "did you mean 'KEY-05'?" in fogbell.err


def test_a_path_may_be_typed_as_it_is_printed(
    project: Path, fogbell: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(project, "bad", BAD)
    (tmp_path / "content" / "incidents").mkdir(parents=True)  # of another project
    monkeypatch.chdir(tmp_path)
    assert fogbell("check", "--project", project, "content/incidents/bad.md") == 1
    assert "content/incidents/bad.md:" in fogbell.err
    (tmp_path / "elsewhere").mkdir()
    assert fogbell("check", "--project", project, "elsewhere") == 2
    assert "elsewhere is not in " in fogbell.err


def test_options_stand_where_one_likes(project: Path, fogbell: Said) -> None:
    assert fogbell("--project", project, "check") == 0
    assert fogbell("--quiet", "check", "--project", project) == 0
    assert (fogbell.out, fogbell.err) == ("", "")


def test_a_folder_may_be_called_like_a_command(
    project: Path, fogbell: Said, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.rename(project.parent / "build")
    monkeypatch.chdir(project.parent)
    assert fogbell("--project", "build") == 0
    assert fogbell("check", "--project", "build") == 0


# --- output/ ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "output", ["content", "content/output", "content/incidents", ".", "..", "themes/x", ".git/x"]
)
def test_pages_never_land_among_their_sources(output: str, project: Path, fogbell: Said) -> None:
    before = sorted(project.rglob("*"))
    assert fogbell("--project", project, "--output", project / output) == 2
    assert "is among the sources; name a folder of its own" in fogbell.err
    assert sorted(project.rglob("*")) == before


def test_nor_by_way_of_a_link(project: Path, fogbell: Said) -> None:
    (project / "output").symlink_to(project / "content")
    assert fogbell("--project", project) == 2
    assert not (project / "content" / "index.html").exists()


def file_in_the_way(output: Path, _: Path) -> None:
    (output / "incidents").write_text("mine")


def link_to_a_folder(output: Path, elsewhere: Path) -> None:
    (output / "incidents").symlink_to(elsewhere)


def folder_in_the_way(output: Path, _: Path) -> None:
    (output / "index.html").mkdir()


def linked_list(output: Path, elsewhere: Path) -> None:
    (output / ".fogbell-files").symlink_to(elsewhere / "mine.txt")


@pytest.mark.parametrize(
    "obstruct", [file_in_the_way, link_to_a_folder, folder_in_the_way, linked_list]
)
def test_what_is_in_the_way_stays_and_nothing_is_written(
    obstruct: Callable[[Path, Path], None], project: Path, fogbell: Said, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    (project / "output").mkdir()
    obstruct(project / "output", elsewhere)
    before = sorted(project.rglob("*"))
    assert fogbell("--project", project) == 2
    assert "move it away" in fogbell.err
    assert sorted(project.rglob("*")) == before
    assert [path.name for path in elsewhere.iterdir()] == ["mine.txt"]
    assert (elsewhere / "mine.txt").read_text() == "mine"


def test_what_a_link_leads_to_is_never_pruned(project: Path, fogbell: Said, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "mine.txt").write_text("mine")
    assert fogbell("--project", project) == 0
    (project / "output" / "linked").symlink_to(elsewhere)
    names = project / "output" / ".fogbell-files"
    names.write_text(names.read_text() + "linked/mine.txt\n../../content/site.yml\n/etc/hosts\n")
    assert fogbell("--project", project) == 0
    assert (elsewhere / "mine.txt").read_text() == "mine"
    assert (project / "content" / "site.yml").exists()


def test_output_is_a_file(project: Path, fogbell: Said) -> None:
    (project / "output").write_text("mine")
    assert fogbell("--project", project) == 2
    assert fogbell.err == f"fogbell: {project / 'output'}: File exists\n"


# --- surroundings -------------------------------------------------------------------------------

ODD = {
    "no locale": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "Latin-1": {"PYTHONIOENCODING": "latin-1"},
    "zone": {"TZ": "Asia/Kathmandu"},
    "no HOME": {"HOME": "/nonexistent"},
}


def process(*words: str | Path, **surroundings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **surroundings, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, str(ROOT / "build.py"), *map(str, words), "--now", NOW]
    return subprocess.run(command, env=environment, capture_output=True, check=False)


@pytest.mark.parametrize("name", ODD)
def test_odd_surroundings_change_nothing(name: str, project: Path) -> None:
    write(project, "bad", BAD)
    usual = process("check", "--project", project, PYTHONUTF8="1")
    assert usual.returncode == 1
    assert "Café" in usual.stderr.decode("utf-8")
    odd = process("check", "--project", project, **ODD[name])
    assert (odd.returncode, odd.stdout, odd.stderr) == (1, usual.stdout, usual.stderr)


def test_a_closed_pipe_is_no_fault(project: Path) -> None:
    read, written = os.pipe()
    os.close(read)
    command = [sys.executable, str(ROOT / "build.py"), "check", "--project", str(project)]
    done = subprocess.run(
        [*command, "--now", NOW], stdout=written, stderr=subprocess.PIPE, check=False
    )
    os.close(written)
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["chekc"], "fogbell: there is no command 'chekc'; did you mean 'check'?\n"),
        (["--quiet", "zzz"], "fogbell: there is no command 'zzz'; there are: build, check, "),
    ],
)
def test_a_mistyped_command_is_named(
    typed: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(typed) == 2
    assert capsys.readouterr().err.startswith(said)
