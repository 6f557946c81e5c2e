"""output/ and git become a Release: what was built, of which commit, and that it is all there."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator.content.times import parse_time
from generator.deploy.asks import Upload
from generator.deploy.release import Release
from generator.errors import UserError
from generator.git import SOURCES, ask_git
from generator.outputs.delivery import class_of, content_type

#: what a build leaves in output/ to say which files are its own
LIST = ".fogbell-files"
STATUS = "status.json"
#: every open incident is in it; status.json names ten
UNRESOLVED = "api/v2/incidents/unresolved.json"
#: commits before ours that are told to an origin
MOST_ANCESTORS = 20_000
_MOST_NAMED = 5
_BUILD = "build it first (`fogbell build`)"
_AGAIN = "build again, then deploy"


@dataclass(frozen=True, slots=True)
class Built:
    """What status.json tells of its build."""

    commit: str
    at: datetime


def gather(project: Path, output: Path) -> Release:
    """The release in `output`. Raises UserError where it must not go out, and says what to do."""
    commit, ancestors = history_of(project, "HEAD")
    _refuse_dirty(project)
    built = built_of(output)
    if built.commit != commit:
        raise UserError(_not_of_this_commit(output, built.commit, commit))
    return release_of(output, commit, ancestors)


def release_of(output: Path, commit: str, ancestors: tuple[str, ...]) -> Release:
    """What lies in `output`, as the build of a commit. Raises UserError where it is not whole."""
    built = built_of(output)
    return Release(
        commit=commit,
        ancestors=ancestors,
        built_at=built.at,
        files=tuple(_uploads(output)),
        open_incidents=tuple(_open_incidents(output)),
    )


def built_of(output: Path) -> Built:
    """When and of what `output` was built. Raises UserError."""
    told = _read(output, STATUS)
    try:
        return Built(str(told.get("commit") or ""), parse_time(told["generated_at"]))
    except (KeyError, TypeError, ValueError):
        raise UserError(f"{output / STATUS} does not say when it was built: {_AGAIN}") from None


def history_of(project: Path, commit: str) -> tuple[str, tuple[str, ...]]:
    """A commit in full, and those before it, the newest first. Raises UserError."""
    told = ask_git(project, "rev-list", f"--max-count={MOST_ANCESTORS + 1}", commit, "--")
    if not told:
        raise UserError(
            f"{project} has no commit that git can tell: deploy compares commits, so that nothing "
            "old replaces anything new; in a new project: git init, git add ., git commit"
        )
    whole, *ancestors = told.decode("ascii", "replace").split()
    return whole, tuple(ancestors)


def _refuse_dirty(project: Path) -> None:
    """What is published must be what is committed: the next one builds from that."""
    words = ("--porcelain", "-z", "--no-renames", "--untracked-files=all")
    told = ask_git(project, "status", *words, "--", *SOURCES)
    if told is None:
        raise UserError(f"git does not tell what changed in {project}: look at `git status`")
    files = [each[3:] for each in told.decode("utf-8", "replace").split("\0") if each]
    if files:
        more = f" and {len(files) - _MOST_NAMED:,} more" if len(files) > _MOST_NAMED else ""
        raise UserError(
            f"not committed: {', '.join(files[:_MOST_NAMED])}{more}; commit it (git add, git "
            f"commit) or put it aside (git stash -u), then {_AGAIN}"
        )


def _not_of_this_commit(output: Path, built: str, commit: str) -> str:
    if built:
        what = f"commit {built[:12]}, and commit {commit[:12]} is checked out"
    else:
        what = "files that were not committed then, or with --drill, or by `fogbell serve`"
    return f"{output} was built of {what}: {_AGAIN}"


def _uploads(output: Path) -> Iterator[Upload]:
    try:
        listed = (output / LIST).read_text("utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise UserError(f"{output} has no list of its files ({LIST}): {_BUILD}") from None
    for path in listed:
        file = output / path
        try:
            data = file.read_bytes()
        except OSError as wrong:
            raise UserError(f"{file}: {wrong.strerror}: {_AGAIN}") from None
        yield Upload(
            path=path,
            sha256=hashlib.sha256(data).hexdigest(),
            size=len(data),
            source=file,
            headers=(
                ("Cache-Control", class_of(path).cache_control),
                ("Content-Type", content_type(path)),
            ),
        )


def _open_incidents(output: Path) -> Iterator[str]:
    """The ids of what is open, by their pages' addresses."""
    for each in _read(output, UNRESOLVED).get("incidents", ()):
        address = str(each.get("shortlink", ""))
        yield unquote(address.rpartition("/")[2].removesuffix(".html"))


def _read(output: Path, path: str) -> dict[str, Any]:
    try:
        told = json.loads((output / path).read_bytes())
    except OSError:
        raise UserError(f"{output / path} is not there: {_BUILD}") from None
    except ValueError:
        told = None
    if not isinstance(told, dict):
        raise UserError(f"{output / path} is damaged: {_AGAIN}")
    return told
