"""What a project's sources were at an older commit, in a folder of their own."""

from pathlib import Path

from generator.errors import UserError
from generator.git import SOURCES, ask_git

_FILE = (b"100644", b"100755")


def commit_named(project: Path, name: str) -> str:
    """The commit that `name` stands for, in full. Raises UserError."""
    told = ask_git(
        project, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"
    )
    if not told:
        raise UserError(
            f"git knows no commit '{name}' in {project}: `git log --oneline` lists them; one that "
            "is not here must be fetched first"
        )
    return told.decode("ascii", "replace").strip()


def check_out(project: Path, commit: str, folder: Path) -> None:
    """Write the sources of `project` at a commit into `folder`. Raises UserError.

    As git keeps them: no filter and no hook of the repository is run.
    """
    listed = ask_git(project, "ls-tree", "-r", "-z", commit, "--", *SOURCES)
    files = [each.partition(b"\t") for each in (listed or b"").split(b"\0") if each]
    wanted = [(head.split()[2], path) for head, _, path in files if head.split()[0] in _FILE]
    if not wanted:
        raise UserError(f"commit {commit[:12]} has no content/ in {project}: name another")
    asked = b"".join(digest + b"\n" for digest, _ in wanted)
    told = ask_git(project, "cat-file", "--batch", given=asked)
    if told is None:
        raise UserError(f"git does not give the files of commit {commit[:12]}: try again")
    at = 0
    for _, path in wanted:
        head, _, _ = told[at : at + 200].partition(b"\n")
        start, size = at + len(head) + 1, int(head.split()[2])
        _write(folder, path.decode("utf-8", "surrogateescape"), told[start : start + size])
        at = start + size + 1


def _write(folder: Path, path: str, data: bytes) -> None:
    target = folder / path
    if not target.resolve().is_relative_to(folder.resolve()):
        raise UserError(f"{path} would lie outside of the project")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
