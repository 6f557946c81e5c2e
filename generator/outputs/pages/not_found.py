"""404.html: says where the status is."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.outputs.artifact import Artifact, page
from generator.outputs.pages.frame import Frame, desk
from generator.render.theme import Theme
from generator.state.records import State

PATH = "404.html"


@dataclass(frozen=True, slots=True)
class NotFoundView:
    frame: Frame
    #: whole addresses: a server shows this page under any path
    home: str
    history: str


def not_found_page(state: State, theme: Theme) -> Iterator[Artifact]:
    """The page for addresses that lead nowhere. Its links are absolute, as its own place varies."""
    home = f"{state.site.settings.url}/"
    frame = desk(state).frame(PATH, "Page not found", "There is no such page.")
    view = NotFoundView(replace(frame, root=home), home, f"{home}history.html")
    yield page(PATH, "404.html", view, theme)
