"""What differs between two States of a site, as its readers will notice it."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.model.event import AnyUpdate
from generator.outputs.feeds.output import updates_feed
from generator.outputs.pages.index import answer_of
from generator.state.records import EventState, State


class Kind(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Shown:
    """An update that readers will find new, changed or gone; `number` counts from 0."""

    kind: Kind
    event: EventState
    number: int


@dataclass(frozen=True, slots=True)
class Effects:
    #: what the whole page says: Statuspage's sentence, and ours
    page: tuple[str, str]
    headline: tuple[str, str]
    #: a component's name, its status before, its status after
    components: tuple[tuple[str, str, str], ...]
    #: titles of entries that appear in feeds, that change there, that go
    feeds: tuple[tuple[Kind, str], ...]
    #: events that come or go as a whole
    events: tuple[tuple[Kind, str], ...]
    #: every update that is not as it was
    updates: tuple[Shown, ...]

    @property
    def is_nothing(self) -> bool:
        """Whether no reader will see a difference."""
        return self.page[0] == self.page[1] and not (
            self.headline[0] != self.headline[1] or self.components or self.feeds or self.updates
        )


def effects(before: State, after: State) -> Effects:
    """What readers will notice when `after` replaces `before`; both are of one moment."""
    return Effects(
        page=(before.indicator.description, after.indicator.description),
        headline=(answer_of(before).headline, answer_of(after).headline),
        components=tuple(_components(before, after)),
        feeds=tuple(_feeds(before, after)),
        events=tuple(_events(before, after)),
        updates=tuple(_updates(before, after)),
    )


def _components(before: State, after: State) -> Iterator[tuple[str, str, str]]:
    old = {each.component.id: each.status.label for each in before.components}
    for each in after.components:
        was = old.get(each.component.id, "(not there)")
        if was != each.status.label:
            yield each.component.name, was, each.status.label
    left = {each.component.id for each in after.components}
    for each in before.components:
        if each.component.id not in left:
            yield each.component.name, each.status.label, "(not there)"


def _feeds(before: State, after: State) -> Iterator[tuple[Kind, str]]:
    old = {entry.id: entry for entry in updates_feed(before).entries}
    new = {entry.id: entry for entry in updates_feed(after).entries}
    oldest = min((entry.published for entry in new.values()), default=None)
    for id_, entry in new.items():
        if id_ not in old:
            yield Kind.NEW, entry.title
        elif entry.digest != old[id_].digest:
            yield Kind.CHANGED, entry.title
    for id_, entry in old.items():
        # an entry that only made room for a newer one is nothing to tell of
        if id_ not in new and (oldest is None or entry.published >= oldest):
            yield Kind.GONE, entry.title


def _events(before: State, after: State) -> Iterator[tuple[Kind, str]]:
    old, new = _by_id(before), _by_id(after)
    yield from ((Kind.NEW, each.event.title) for id_, each in new.items() if id_ not in old)
    yield from ((Kind.GONE, each.event.title) for id_, each in old.items() if id_ not in new)


def _updates(before: State, after: State) -> Iterator[Shown]:
    old, new = _by_id(before), _by_id(after)
    for id_, each in new.items():
        was = old.get(id_)
        if was is None or was.event != each.event:
            yield from _of_event(was, each)
    for id_, each in old.items():
        if id_ not in new:
            yield from (Shown(Kind.GONE, each, number) for number in range(len(each.changes)))


def _of_event(was: EventState | None, now: EventState) -> Iterator[Shown]:
    old = {} if was is None else {update.at: update for update in _said(was)}
    for number, update in enumerate(_said(now)):
        if update.at not in old:
            yield Shown(Kind.NEW, now, number)
        elif update != old[update.at]:
            yield Shown(Kind.CHANGED, now, number)
    left = {update.at for update in _said(now)}
    for number, update in enumerate(_said(was) if was else ()):
        if was and update.at not in left:
            yield Shown(Kind.GONE, was, number)


def _said(each: EventState) -> tuple[AnyUpdate, ...]:
    return each.event.updates[: len(each.changes)]


def _by_id(state: State) -> dict[str, EventState]:
    both: tuple[EventState, ...] = (*state.incidents, *state.maintenances)
    return {each.event.id: each for each in both}
