"""From a written file to a commit of just that file: the commands to paste, or run here."""

import shlex
import subprocess
from contextlib import suppress
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
    """Commit `file` and nothing else.

    Raises Unfit with what git said and what to type then; what was not staged is not staged after.
    """
    # git commits what it knows as it lies there; only what is new must be added
    is_new = _run(project, ["ls-files", "--error-unmatch", "--", file]).returncode != 0
    try:
        if is_new:
            _git(project, ["add", "--", file])
        _git(project, ["commit", "--quiet", "-m", message, "--", file])
    except Unfit as wrong:
        if is_new:
            _take_back(project, file)
        commands = "\n".join(f"    {line}" for line in to_paste(project, file, message))
        how = "Do not give the same command again. When git is in order, type:"
        raise Unfit(f"{wrong}\n\n{how}\n\n{commands}") from None


def _take_back(project: Path, file: str) -> None:
    with suppress(Unfit):
        _run(project, ["rm", "--cached", "--quiet", "--", file])


def _git(project: Path, words: list[str]) -> None:
    done = _run(project, words)
    if done.returncode:
        said = (done.stderr + done.stdout).decode("utf-8", "replace").strip()
        raise Unfit(f"the file is written, but git {words[0]} failed:\n{said}")


def _run(project: Path, words: list[str]) -> subprocess.CompletedProcess[bytes]:
    command = ["git", "--literal-pathspecs", *words]
    try:
        return subprocess.run(
            command, cwd=project, capture_output=True, timeout=_SECONDS, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as wrong:
        raise Unfit(f"the file is written, but git could not be run: {wrong}") from None
