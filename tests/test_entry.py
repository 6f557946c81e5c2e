"""build.py: the way in from a checkout, also outside of .venv and under an old Python."""

import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import build

ROOT = Path(__file__).parent.parent
#: what a package is called where it is not called as it is imported
IMPORTED_AS = {"pyyaml": "yaml"}


def test_it_looks_for_what_pyproject_requires() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    names = [re.split(r"[^\w-]", line)[0].lower() for line in project["dependencies"]]
    assert tuple(sorted(IMPORTED_AS.get(name, name) for name in names)) == build.LIBRARIES


def run_without_libraries(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a copy of build.py with a Python that sees no library: -I -S leaves site-packages out."""
    shutil.copy(ROOT / "build.py", folder)
    return subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "build.py"), *arguments],
        capture_output=True,
        text=True,
        check=False,
    )


def test_without_libraries_it_names_the_two_commands(tmp_path: Path) -> None:
    done = run_without_libraries(tmp_path)
    assert done.returncode == 2
    assert "make site" in done.stderr
    assert "pip install -r requirements/runtime.txt" in done.stderr
    assert "Traceback" not in done.stderr


def test_without_libraries_it_starts_again_under_venv(tmp_path: Path) -> None:
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    (tmp_path / ".venv" / "pyvenv.cfg").write_text("")
    python.write_text('#!/bin/sh\necho "venv got: $2 $3"\n')
    python.chmod(0o755)
    done = run_without_libraries(tmp_path, "check", "--quiet")
    assert (done.returncode, done.stdout) == (0, "venv got: check --quiet\n")


def test_an_old_python_gets_a_sentence() -> None:
    compile((ROOT / "build.py").read_text("utf-8"), "build.py", "exec", dont_inherit=True)
    assert "3.11" in build.TOO_OLD.format("3.9.1")


@pytest.mark.parametrize("arguments", [[], ["build"], ["--no-cache"]])
def test_no_command_means_build(tmp_path: Path, arguments: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "build.py"), "--output", str(tmp_path / "site"), *arguments],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "SOURCE_DATE_EPOCH": "1795000000"},
    )
    assert done.returncode == 0, done.stderr
    assert f"Open {tmp_path / 'site' / 'index.html'}" in done.stdout
    assert (tmp_path / "site" / "index.html").is_file()
