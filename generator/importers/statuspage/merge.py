"""Captures, in the order in which they were made, become what is known of each page."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.importers.statuspage.records import (
    Capture,
    Head,
    Kind,
    Page,
    PageMemory,
    SourceComponent,
    SourceEvent,
)
from generator.importers.statuspage.timelines import in_order, unite


def remember(known: Sequence[PageMemory], captures: Iterable[Capture]) -> tuple[PageMemory, ...]:
    """What is known after reading `captures` besides what was known before.

    A page's id and its hosts are one page; the captures may come in any order.
    """
    ordered = sorted(captures, key=lambda each: (each.seen, each.kind.rank, each.file))
    names = [page.page.names for page in known] + [capture.page.names for capture in ordered]
    pages = []
    for family in _families(names):
        members = [memory for memory in known if memory.page.names & family]
        theirs = [capture for capture in ordered if capture.page.names & family]
        pages.append(_remember_page(members, theirs))
    return tuple(sorted(pages, key=lambda memory: memory.page.key))


def _families(names: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """The names that belong together because they are named together somewhere."""
    families: list[frozenset[str]] = []
    for group in names:
        joined = group
        for family in [family for family in families if family & group]:
            families.remove(family)
            joined |= family
        families.append(joined)
    return families


def _remember_page(known: Sequence[PageMemory], captures: Sequence[Capture]) -> PageMemory:
    events: dict[str, SourceEvent] = {}
    components: dict[str, SourceComponent] = {}
    everything: list[PageMemory | Capture] = [*known, *captures]
    for event in [event for each in everything for event in each.events]:
        earlier = events.get(event.code)
        events[event.code] = unite_events(earlier, event) if earlier else event
    for component in [component for each in everything for component in each.components]:
        before = components.get(component.code)
        components[component.code] = _unite_components(before, component) if before else component
    lists = [(m.listed_at, m.listed) for m in known if m.listed_at]
    lists += [(c.seen, c.listed) for c in captures if c.listed is not None]
    summaries = [(m.opened_at, m.opened) for m in known if m.opened_at]
    summaries += [(c.seen, c.opened) for c in captures if c.opened is not None]
    listed_at, listed = max(lists, default=(None, ()))
    opened_at, opened = max(summaries, default=(None, ()))
    return PageMemory(
        page=_unite_pages([*(m.page for m in known), *(c.page for c in captures)]),
        newest=max([*(m.newest for m in known), *(c.seen for c in captures)]),
        listed=listed,
        listed_at=listed_at,
        opened=opened,
        opened_at=opened_at,
        components=tuple(components[code] for code in sorted(components)),
        events=tuple(events[code] for code in sorted(events)),
        ids=tuple(sorted({pair for memory in known for pair in memory.ids})),
    )


def _unite_pages(pages: Sequence[Page]) -> Page:
    """The JSON's words count for more than a feed's, newer ones for more than older ones."""
    best = sorted(pages, key=lambda page: (bool(page.id), page.seen), reverse=True)
    return Page(
        id=next((page.id for page in best if page.id), ""),
        hosts=tuple(sorted({host for page in pages for host in page.hosts})),
        name=next((page.name for page in best if page.name), ""),
        url=next((page.url for page in best if page.url), ""),
        zone=next((page.zone for page in best if page.zone), ""),
        seen=max(page.seen for page in pages),
    )


def _unite_components(old: SourceComponent, new: SourceComponent) -> SourceComponent:
    newest = max(old, new, key=lambda component: component.seen)
    return replace(newest, names=tuple(sorted({*old.names, *new.names})))


def unite_events(old: SourceEvent, new: SourceEvent) -> SourceEvent:
    """Two appearances of one incident as one."""
    birth = min(old.birth, new.birth, key=lambda b: (b.seen, -b.kind.rank, b.title, b.began))
    is_newer = old.open_seen is None or (new.open_seen and new.open_seen >= old.open_seen)
    latest = new if is_newer else old
    return SourceEvent(
        code=old.code,
        birth=birth,
        heads=tuple(_unite_heads((*old.heads, *new.heads))),
        updates=in_order(unite(old.updates, new.updates)),
        open_components=latest.open_components,
        open_seen=latest.open_seen,
    )


def _unite_heads(heads: Iterable[Head]) -> Iterable[Head]:
    """The newest of each kind."""
    newest: dict[Kind, Head] = {}
    for head in heads:
        earlier = newest.get(head.kind)
        if earlier is None or head.seen >= earlier.seen:
            newest[head.kind] = head
    return (newest[kind] for kind in sorted(newest))
