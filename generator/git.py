"""What git knows of a project; it is only asked, and never writes."""

import subprocess
from pathlib import Path

#: a question takes no longer, or is not answered
SECONDS = 10
#: the folders of a project that decide what its site says
SOURCES = ("content", "themes")


def ask_git(project: Path, *words: str, given: bytes = b"") -> bytes | None:
    """What git prints to `words` in `project`; None where it fails, or is not there.

    `given` is its standard input. What a commit brings is data: it makes git run nothing.
    """
    command = [
        "git",
        "--no-optional-locks",
        "--literal-pathspecs",
        "-c",
        "core.fsmonitor=false",
        *words,
    ]
    try:
        done = subprocess.run(
            command, cwd=project, input=given, capture_output=True, timeout=SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None


def clean_commit(project: Path, *folders: str) -> str:
    """The commit that is checked out; empty where `folders` are not as in it, or git is silent."""
    words = ("--porcelain=v2", "--branch", "--no-renames", "--untracked-files=normal")
    told = ask_git(project, "status", *words, "--", *folders)
    lines = (told or b"").decode("utf-8", "replace").splitlines()
    if any(not line.startswith("# ") for line in lines):
        return ""
    commits = (line.removeprefix("# branch.oid ") for line in lines if "branch.oid" in line)
    commit = next(commits, "")
    return "" if commit.startswith("(") else commit


def file_at(project: Path, commit: str, file: str, limit: int) -> bytes | None:
    """The bytes of a file of `project` at a commit; None where it is not there, or over `limit`."""
    blob = f"{commit}:./{file}"
    size = ask_git(project, "cat-file", "-s", blob)
    if size is None or int(size) > limit:
        return None
    return ask_git(project, "cat-file", "blob", blob)
