"""Building, checking and the doctor ask no network: publishing must work when much else is down."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.golden import SITES

BUILD = Path(__file__).parent.parent / "build.py"
NOW = "2026-11-20 12:50 UTC"
#: ends the process wherever anything touches a socket; an exception might be caught
WATCHED = """
import os, runpy, sys
def stop(event, arguments):
    if event.startswith("socket."):
        os.write(2, f"{event} {arguments!r}".encode())
        os._exit(99)
sys.addaudithook(stop)
sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
COMMANDS = (["build", "--no-cache"], ["check", "--all"], ["doctor"], ["watch"])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(SITES / "every-field" / "content", tmp_path / "content")
    return tmp_path


def words_of(project: Path, command: list[str]) -> list[str]:
    return [str(BUILD), *command, "--project", str(project), "--now", NOW]


def run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command[0])
def test_no_socket_is_opened(project: Path, command: list[str]) -> None:
    done = run(sys.executable, "-c", WATCHED, *words_of(project, command))
    assert done.returncode in (0, 1), done.stderr
    assert done.stdout or done.stderr


def test_a_socket_would_be_noticed(project: Path) -> None:
    done = run(sys.executable, "-c", WATCHED, *words_of(project, ["doctor", "--live"]))
    assert done.returncode == 99
    assert done.stderr.startswith("socket.")


def test_a_build_works_without_any_network(project: Path) -> None:
    """Git and libraries that are no Python are cut off as well."""
    alone = ["unshare", "--map-root-user", "--net"]
    if not shutil.which("unshare") or run(*alone, "true").returncode:
        pytest.skip("this machine lets nobody leave the network (unshare --net)")
    done = run(*alone, sys.executable, *words_of(project, ["build", "--no-cache"]))
    assert done.returncode == 0, done.stderr
    assert (project / "output" / "index.html").is_file()
