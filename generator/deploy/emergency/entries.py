"""The feeds that are at an origin, with one entry more."""

from collections.abc import Iterator, Mapping
from itertools import chain

from generator.outputs.feeds.addresses import (
    HISTORY,
    UPDATES,
    Form,
    ascii_address,
    component_feed,
    feed_path,
)
from generator.outputs.feeds.entries import EntryMaker
from generator.outputs.feeds.graft import with_entry
from generator.outputs.feeds.legal import clean_line
from generator.outputs.feeds.records import Entry, Feed
from generator.outputs.pages.frame import Desk
from generator.state.records import IncidentState


def feed_paths(components: tuple[str, ...]) -> tuple[str, ...]:
    """Every feed that an incident of these components is told in."""
    names = (UPDATES, HISTORY, *map(component_feed, components))
    return tuple(chain.from_iterable((feed_path(each, form) for form in Form) for each in names))


def feed_files(
    shared: Desk, each: IncidentState, there: Mapping[str, bytes], notes: list[str]
) -> Iterator[tuple[str, bytes]]:
    """Those that are there, by path; `notes` tells of each that is left as it is."""
    maker = EntryMaker(shared, ascii_address(shared.state.site.settings.url))
    last = len(each.incident.updates) - 1
    moving, standing = maker.of_event(each), maker.of_update(each, last)
    names = [(UPDATES, standing), (HISTORY, moving)]
    names += [(component_feed(name), moving) for name, _ in each.components]
    for name, entry in names:
        feed = _feed(maker, name, entry)
        for form in Form:
            path = feed_path(name, form)
            if path not in there:
                continue
            try:
                yield path, with_entry(there[path], feed, form)
            except ValueError as wrong:
                notes.append(f"{path} {wrong}, and is left as it is")


def _feed(maker: EntryMaker, name: str, entry: Entry) -> Feed:
    """A feed of which only the entry is looked at."""
    title = clean_line(maker.shared.state.site.settings.title)
    return Feed(
        name=name,
        id=maker.tag(f"/{name}"),
        title=title,
        description=title,
        author=title,
        site=maker.site,
        home=f"{maker.site}/",
        is_moving=name != UPDATES,
        entries=(entry,),
        digests=(entry.digest,),
    )
