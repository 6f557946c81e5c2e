"""One file of the site that is to be, not rendered yet."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol

from generator.render.theme import Theme
from generator.state.records import State


@dataclass(frozen=True, slots=True)
class Artifact:
    #: relative to output/, with forward slashes
    path: str
    #: all that `render` may look at: frozen, and equal views give equal bytes
    view: object
    render: Callable[[], bytes]


Output = Callable[[State, Theme], Iterable[Artifact]]


class HasAccent(Protocol):
    @property
    def accent(self) -> str: ...


class PageView(Protocol):
    @property
    def frame(self) -> HasAccent: ...


def page(path: str, template: str, view: PageView, theme: Theme) -> Artifact:
    """A page: what `template` prints of `view`, with the theme's style sheet inside."""

    def render() -> bytes:
        return theme.render(template, view, **theme.inlined(view.frame.accent))

    return Artifact(path, (template, view), render)
