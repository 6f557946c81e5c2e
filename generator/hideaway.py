"""The folder .cache/ of a project, which git need not be told of."""

from pathlib import Path


def hideaway(file: Path) -> None:
    """Make the folder that `file` will lie in, and hide all of it from git.

    Raises OSError where that cannot be done.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    ignored = file.parent / ".gitignore"
    if not ignored.exists():
        ignored.write_text("*\n", "ascii")
