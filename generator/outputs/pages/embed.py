"""embed.html: the answer alone, for a frame on other people's pages."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.outputs.artifact import Artifact
from generator.outputs.pages.answers import PromiseView
from generator.outputs.pages.current import CurrentView, currents
from generator.outputs.pages.frame import Badge, Frame, desk
from generator.render.inline import inlined
from generator.render.theme import SCRIPT, Theme
from generator.render.words import When
from generator.state.records import State

PATH = "embed.html"
TEMPLATE, STYLE = "embed.html", "embed.css"
#: a frame is small, and the home page has all
MOST_EVENTS = 4


@dataclass(frozen=True, slots=True)
class EmbedEvent:
    """An event that is going on, in two lines."""

    title: str
    href: str
    badge: Badge
    promise: PromiseView | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EmbedView:
    frame: Frame
    indicator: Badge
    as_of: When
    #: the worst first
    events: tuple[EmbedEvent, ...]
    #: how many there are besides; empty where these are all
    more: str


def embed_page(state: State, theme: Theme) -> Iterator[Artifact]:
    """The page for frames, with a style sheet of its own: the site's would be most of it."""
    shared = desk(state)
    current = currents(shared)
    words, more = state.indicator.description, len(current) - MOST_EVENTS
    view = EmbedView(
        frame=shared.frame(PATH, words, "", is_current=True),
        indicator=Badge(words, state.indicator.value),
        as_of=shared.brief(state.now),
        events=tuple(_event(each) for each in current[:MOST_EVENTS]),
        more=f"And {more} more" if more > 0 else "",
    )

    def render() -> bytes:
        style, script = theme.read(STYLE), theme.read(SCRIPT)
        parts = inlined(style, script, theme.look, view.frame.accent)
        return theme.render(TEMPLATE, view, **parts)

    yield Artifact(PATH, (TEMPLATE, view), render)


def _event(each: CurrentView) -> EmbedEvent:
    return EmbedEvent(each.title, each.href, each.badge, each.answers.until or each.answers.promise)
