"""From a written file to a commit of just that file: the commands to paste, or run here."""

import shlex
import subprocess
from pathlib import Path

from generator.errors import Unfit

#: hooks may take their time, but not for ever
_SECONDS = 120


def to_paste(project: Path, file: str, message: str) -> tuple[str, ...]:
    """The commands that commit `file` and send it off, quoted for a shell."""
    git = "git" if project == Path.cwd() else shlex.join(["git", "-C", str(project)])
    name = shlex.quote(file)
    return (
        f"{git} add -- {name}",
        f"{git} commit -m {shlex.quote(message)} -- {name}",
        f"{git} push",
    )


def commit(project: Path, file: str, message: str) -> None:
    """Add and commit `file` and nothing else. Raises Unfit with what git said."""
    _git(project, ["add", "--", file])
    _git(project, ["commit", "--quiet", "-m", message, "--", file])


def _git(project: Path, words: list[str]) -> None:
    command = ["git", "--literal-pathspecs", *words]
    try:
        done = subprocess.run(
            command, cwd=project, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as wrong:
        raise Unfit(f"the file is written, but git could not be run: {wrong}") from None
    if done.returncode:
        said = (done.stderr + done.stdout).decode("utf-8", "replace").strip()
        raise Unfit(f"the file is written, but git {words[0]} failed:\n{said}")
