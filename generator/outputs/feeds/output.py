"""Which feeds a site has, and the artifacts that they become."""

from collections.abc import Iterator, Sequence
from functools import lru_cache, partial

from generator.outputs.addresses import component_path
from generator.outputs.artifact import Artifact
from generator.outputs.feeds.addresses import (
    HISTORY,
    UPDATES,
    Form,
    ascii_address,
    component_feed,
    feed_path,
)
from generator.outputs.feeds.content import ToHtml, markdown
from generator.outputs.feeds.entries import EntryMaker
from generator.outputs.feeds.legal import clean_line
from generator.outputs.feeds.records import Entry, Feed
from generator.outputs.feeds.select import ALL, newest_events, newest_updates
from generator.outputs.pages.frame import desk
from generator.render.theme import Theme
from generator.state.records import EventState, State

#: so many texts are kept as HTML while a site is built: most are in several feeds, in three forms
KEPT = 4_096


def feeds(state: State, _theme: Theme) -> Iterator[Artifact]:
    """history.*, updates.* and one for each component, in all forms."""
    to_html = lru_cache(KEPT)(markdown)
    for feed in _all_feeds(state):
        for form in Form:
            path = feed_path(feed.name, form)
            yield Artifact(path, (form, feed), partial(_rendered, feed, form, to_html))


def updates_feed(state: State) -> Feed:
    """The feed in which every update is an entry of its own."""
    press = _Press(EntryMaker(desk(state), ascii_address(state.site.settings.url)))
    return press.updates(newest_updates(state))


def _rendered(feed: Feed, form: Form, to_html: ToHtml) -> bytes:
    """The libraries are slow to load, and only needed where a feed changed."""
    if form is Form.JSON:
        from generator.outputs.feeds.jsonfeed import json_feed

        return json_feed(feed, to_html)
    from generator.outputs.feeds import xml

    return xml.atom(feed, to_html) if form is Form.ATOM else xml.rss(feed, to_html)


def _all_feeds(state: State) -> Iterator[Feed]:
    shared = desk(state)
    press = _Press(EntryMaker(shared, ascii_address(state.site.settings.url)))
    newest = newest_events(state)
    words = "What happened, what was planned, and all that was said about it"
    yield press.history(HISTORY, "History", f"{words}.", "", newest.get(ALL, ()))
    yield press.updates(newest_updates(state))
    for each in state.components:
        component, name = each.component.id, shared.names[each.component.id]
        about = f"{name}: {words[0].lower()}{words[1:]}."
        home = component_path(component)
        happened = newest.get(component, ())
        yield press.history(component_feed(component), name, about, home, happened)


class _Press:
    """Makes feeds, and each entry of an event only once, however many feeds hold it."""

    def __init__(self, maker: EntryMaker) -> None:
        self.maker = maker
        self.made: dict[str, tuple[Entry, str]] = {}

    def history(
        self, name: str, title: str, description: str, home: str, events: Sequence[EventState]
    ) -> Feed:
        """A feed with an entry for each event."""
        entries = [self._of_event(each) for each in events]
        return self._feed(name, title, description, home, entries)

    def updates(self, updates: Sequence[tuple[EventState, int]]) -> Feed:
        """The feed with an entry for each update."""
        entries = [self.maker.of_update(each, number) for each, number in updates]
        words = "Every update by itself, and none of them twice."
        return self._feed(UPDATES, "Updates", words, "", [(e, e.digest) for e in entries])

    def _of_event(self, each: EventState) -> tuple[Entry, str]:
        event = each.event.id
        if event not in self.made:
            entry = self.maker.of_event(each)
            self.made[event] = entry, entry.digest
        return self.made[event]

    def _feed(
        self,
        name: str,
        title: str,
        description: str,
        home: str,
        entries: Sequence[tuple[Entry, str]],
    ) -> Feed:
        author = clean_line(self.maker.shared.state.site.settings.title)
        return Feed(
            name=name,
            id=self.maker.tag(f"/{name}"),
            title=clean_line(f"{author} – {title}"),
            description=clean_line(description),
            author=author,
            site=self.maker.site,
            home=f"{self.maker.site}/{home}",
            is_moving=name != UPDATES,
            entries=tuple(entry for entry, _ in entries),
            digests=tuple(digest for _, digest in entries),
        )
