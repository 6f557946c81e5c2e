"""subscribe.html: every way to follow, for people who do not know what a feed is."""

from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from generator.outputs.addresses import BADGE, CALENDAR, badge_path, calendar_path, component_path
from generator.outputs.artifact import Artifact, page
from generator.outputs.feeds.addresses import (
    HISTORY,
    UPDATES,
    Form,
    ascii_address,
    component_feed,
    feed_path,
)
from generator.outputs.pages.frame import Desk, Frame, Link, desk
from generator.outputs.pages.groups import shown_groups
from generator.render.theme import Theme
from generator.state.records import State

PATH = "subscribe.html"


@dataclass(frozen=True, slots=True)
class Address:
    """An address to paste elsewhere: whole, and as a link from this page."""

    whole: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComponentWays:
    name: str
    href: str
    #: Atom, RSS, JSON Feed, calendar, badge
    ways: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Ways:
    """A group of components."""

    name: str
    components: tuple[ComponentWays, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SubscribeView:
    frame: Frame
    #: one entry for each incident, which grows
    history: Address
    #: one entry for each update: for chats
    updates: Address
    json_feed: Address
    calendar: Address
    api: Address
    badge: Address
    widget: Address
    groups: tuple[Ways, ...]


def subscribe_page(state: State, theme: Theme) -> Iterator[Artifact]:
    """The page of all ways to follow."""
    shared = desk(state)
    view = SubscribeView(
        frame=shared.frame(PATH, "Subscribe", "Every way to hear of incidents and planned work."),
        history=_address(state, feed_path(HISTORY, Form.ATOM)),
        updates=_address(state, feed_path(UPDATES, Form.RSS)),
        json_feed=_address(state, feed_path(HISTORY, Form.JSON)),
        calendar=_address(state, CALENDAR),
        api=_address(state, "api/v2/summary.json"),
        badge=_address(state, BADGE),
        widget=_address(state, "widget.js"),
        groups=tuple(_groups(shared)),
    )
    yield page(PATH, "subscribe.html", view, theme)


def _address(state: State, path: str) -> Address:
    return Address(f"{ascii_address(state.site.settings.url)}/{quote(path)}", quote(path))


def _groups(shared: Desk) -> Iterator[Ways]:
    for group in shown_groups(shared.state):
        shown = (each.component for each in group.components)
        yield Ways(group.heading, tuple(_component(each.id, each.name) for each in shown))


def _component(component: str, name: str) -> ComponentWays:
    feeds = [Link(form.label, quote(feed_path(component_feed(component), form))) for form in Form]
    others = [
        Link("Calendar", quote(calendar_path(component))),
        Link("Badge", quote(badge_path(component))),
    ]
    return ComponentWays(name=name, href=quote(component_path(component)), ways=(*feeds, *others))
