"""A theme that cannot be used: its problems, and how they read where a build stops at them."""

from collections.abc import Iterable
from pathlib import Path

from generator.errors import Location, Problem, UserError, in_order, visible

#: what is wrong with a template, a manifest or a style sheet; and what in them has no effect
FAULT, NO_EFFECT = "THM-01", "THM-02"


class ThemeFault(UserError):
    """Nothing can be made with this theme. Its text names every place."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__("\n".join(map(_told, self.problems)))


def called(folder: Path, file: str = "") -> str:
    """How a theme's folder, or a file in it, is called in the project: `themes/mine/404.html`."""
    return "/".join(filter(None, (folder.parent.name, folder.name, file)))


def place_in(folder: Path, file: str, line: int = 1, column: int = 1, width: int = 1) -> Location:
    """A place in a file of a theme, with the line itself where it can be read."""
    try:
        lines = (folder / file).read_text("utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    text = lines[line - 1] if 0 < line <= len(lines) else ""
    return Location(called(folder, file), line, column, width, text)


def _told(problem: Problem) -> str:
    """`themes/mine/404.html:3: sentence; hint`; with its column where it has one."""
    place = problem.location
    column = f":{place.column}" if place.column > 1 else ""
    said = "; ".join(filter(None, (problem.message, problem.hint)))
    return visible(f"{place.file}:{place.line}{column}: {said}")
