"""Builds as programs: the same bytes on any machine, two at once, and killed in the middle."""

import os
import random
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from generator.content.times import format_time
from tests.golden import CASES, SITES, build_case, tree

BUILD = Path(__file__).parent.parent / "build.py"
CASE = "every-field"

#: as many incidents as make a build take long enough to be killed in
MANY = 60


def start(project: Path, output: Path, now: str, **environment: str) -> subprocess.Popen[str]:
    """A build in a process of its own."""
    words = [sys.executable, str(BUILD), "--project", str(project), "--output", str(output)]
    return subprocess.Popen(
        [*words, "--now", now],
        env={**os.environ, **environment},
        cwd=project.parent,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )


def finish(process: subprocess.Popen[str]) -> str:
    """What it said; it must have gone well."""
    said, _ = process.communicate(timeout=60)
    assert process.returncode == 0, said
    return said


def modes(folder: Path) -> dict[str, int]:
    """The permissions of everything below `folder`, itself too."""
    return {
        path.relative_to(folder).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in [folder, *folder.rglob("*")]
    }


def copied(case: str, folder: Path, *, backwards: bool = False) -> Path:
    """A copy of a case; `backwards` creates the files the other way round."""
    for path in sorted((SITES / case / "content").rglob("*"), reverse=backwards):
        target = folder / "content" / path.relative_to(SITES / case / "content")
        target.parent.mkdir(parents=True, exist_ok=True)
        if path.is_file():
            shutil.copy(path, target)
    return folder


@pytest.fixture(scope="module")
def usual(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The case as it is built in this process."""
    output = tmp_path_factory.mktemp("usual") / "output"
    build_case(CASE, output)
    return output


@pytest.mark.parametrize(
    "environment",
    [
        {"TZ": "Asia/Kathmandu"},
        {"TZ": "America/New_York", "LC_ALL": "C"},
        {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242", "PYTHONOPTIMIZE": "2", "NO_COLOR": "1"},
    ],
    ids=" ".join,
)
def test_the_same_bytes_on_any_machine(
    environment: Mapping[str, str], usual: Path, tmp_path: Path
) -> None:
    """Where a locale is not installed, C stands in for it, as it does for everybody."""
    project = copied(CASE, tmp_path / "a b ü", backwards=True)
    output = tmp_path / "elsewhere"
    finish(start(project, output, format_time(CASES[CASE]), **environment))
    assert tree(output) == tree(usual)
    assert modes(output) == modes(usual)


def test_the_same_permissions_under_any_umask(usual: Path, tmp_path: Path) -> None:
    project, output = copied(CASE, tmp_path / "project"), tmp_path / "output"
    old = os.umask(0o077)
    try:
        finish(start(project, output, format_time(CASES[CASE])))
    finally:
        os.umask(old)
    assert modes(output) == modes(usual)
    assert tree(output) == tree(usual)


def test_a_build_says_when_its_output_would_change(tmp_path: Path) -> None:
    """At 12:41 a promise of 12:40 is still in its five minutes."""
    project = copied("bad-day", tmp_path / "project")
    said = finish(start(project, tmp_path / "output", "2026-11-20 12:41 UTC"))
    assert "2026-11-20 12:45 UTC" in said


def big(folder: Path) -> Path:
    """A site that takes a little longer."""
    project = copied("calm", folder)
    for number in range(MANY):
        write_incident(project, number, "first")
    return project


def write_incident(project: Path, number: int, word: str) -> None:
    """An incident whose text begins with `word`."""
    text = f"{word} **words**, a [link](https://acme.example/{number}) and a list:\n\n- one\n" * 5
    (project / "content" / "incidents" / f"{number:03}.md").write_text(
        f"---\ntitle: Number {number}\nimpact: minor\ncomponents: {{api: partial_outage}}\n---\n\n"
        f"## Investigating — 2026-10-{number % 28 + 1:02} {number % 24:02}:05 UTC\n\n{text}\n"
        f"## Resolved — 2026-10-{number % 28 + 1:02} {number % 24:02}:35 UTC\n\nIt works.\n",
        "utf-8",
    )


NOW = "2026-11-20 12:00 UTC"


def test_two_builds_at_once_both_end_well(tmp_path: Path) -> None:
    project = big(tmp_path / "project")
    output = project / "output"
    for round_number in range(3):
        for number in range(0, MANY, 2):
            write_incident(project, number, f"round {round_number}")
        for process in [start(project, output, NOW) for _ in range(3)]:
            finish(process)
        finish(start(project, tmp_path / f"alone{round_number}", NOW))
        assert tree(output) == tree(tmp_path / f"alone{round_number}")
        assert sorted(path.name for path in output.glob(".*")) == [".fogbell-files"]


def test_a_killed_build_leaves_whole_pages_and_the_next_one_heals(tmp_path: Path) -> None:
    """SIGKILL at random moments: every file is the old one or the new one, whole."""
    project = big(tmp_path / "project")
    output = project / "output"
    finish(start(project, output, NOW))
    begun = time.monotonic()
    finish(start(project, tmp_path / "first", NOW))
    takes = time.monotonic() - begun
    old = tree(output)
    dice = random.Random(7)
    for number in range(8):
        write_incident(project, number, f"version {number}")
        shutil.rmtree(tmp_path / "whole", ignore_errors=True)
        (project / "content" / "incidents" / f"{MANY - 1 - number:03}.md").unlink()
        process = start(project, output, NOW)
        time.sleep(takes * dice.uniform(0.3, 1.1))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        found = {p: data for p, data in tree(output).items() if not p.startswith(".fogbell-")}
        finish(start(project, tmp_path / "whole", NOW))
        new = tree(tmp_path / "whole")
        for path, data in found.items():
            assert data in (old.get(path), new.get(path)), path
        assert set(old) & set(new) <= set(found)
        finish(start(project, output, NOW))
        assert tree(output) == new
        old = new
