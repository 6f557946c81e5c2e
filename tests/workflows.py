"""Workflows as GitHub runs them: their steps, and the `run:` of one of them in a real bash."""

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
SKELETON = ROOT / "generator" / "skeleton" / "site"
CHECK = ROOT / ".github" / "workflows" / "check.yml"
WORKFLOWS = sorted(
    path for top in (ROOT, SKELETON) for path in (top / ".github" / "workflows").glob("*.yml")
)

#: stands for the offline user change: what it would drop, it drops
SUDO = """#!/bin/sh
[ "$1 $2 $3 $4 $5 $6" = "-E unshare --net -- runuser -u" ] && [ "$8" = -- ] || exit 97
shift 8
exec "$@"
"""


def read(path: Path) -> dict[Any, Any]:
    found = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(found, dict)
    return found


def jobs_of(path: Path) -> dict[str, dict[str, Any]]:
    jobs: dict[str, dict[str, Any]] = read(path)["jobs"]
    return jobs


def steps_of(path: Path) -> list[dict[str, Any]]:
    return [step for job in jobs_of(path).values() for step in job["steps"]]


@dataclass(frozen=True, slots=True)
class Machine:
    """A runner's folders, with the program of the base and the merge of a pull request."""

    folder: Path

    @property
    def workspace(self) -> Path:
        return self.folder / "work"

    @property
    def preview(self) -> Path:
        return self.folder / "temp" / "preview"

    @property
    def summary(self) -> str:
        return (self.folder / "summary.md").read_text("utf-8")

    def surroundings(self) -> dict[str, str]:
        return {
            "PATH": f"{self.folder / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.folder / "home"),
            "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_STEP_SUMMARY": str(self.folder / "summary.md"),
            "CANARY": "canary-of-the-environment",
        }

    def run(self, step: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        """Run a step's `run:`, as `shell: bash` does."""
        script = self.folder / "step.sh"
        script.write_text(step["run"], "utf-8")
        return subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.workspace / step.get("working-directory", "."),
            env={**self.surroundings(), **step.get("env", {})},
            capture_output=True,
            text=True,
            check=False,
        )


def program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    path.chmod(0o755)


def git(folder: Path, *words: str) -> str:
    """Run git with no settings of anybody; gives what it prints."""
    names = ("GIT_AUTHOR_NAME", "GIT_COMMITTER_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_EMAIL")
    settings = {"GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1"}
    surroundings = {"PATH": os.environ["PATH"], **dict.fromkeys(names, "x"), **settings}
    command = ["git", "-c", "init.defaultBranch=main", *words]
    done = subprocess.run(
        command, cwd=folder, env=surroundings, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()
