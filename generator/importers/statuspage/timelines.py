"""Two timelines of one incident become one, with the best version of every update."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.importers.statuspage.records import Kind, SourceUpdate

#: how well each kind knows the order within a minute: a feed shows it, lines may have lost it
_ORDERLY = (Kind.LINES, Kind.API, Kind.FEED)

#: an update of one of these is never the same as one of another status
CLOSING = frozenset({"resolved", "completed", "postmortem"})


def unite(old: Sequence[SourceUpdate], new: Sequence[SourceUpdate]) -> tuple[SourceUpdate, ...]:
    """Every update of both, each once, the best of its versions."""
    pairs = dict(match(old, new))
    united = [
        merge(update, new[pairs[at]]) if at in pairs else update for at, update in enumerate(old)
    ]
    added = [update for at, update in enumerate(new) if at not in pairs.values()]
    return (*united, *added)


def match(old: Sequence[SourceUpdate], new: Sequence[SourceUpdate]) -> Iterator[tuple[int, int]]:
    """The places of updates that are the same in both.

    By id; else by their words and minute; else, for a text that was corrected, by their minute and
    how they end the incident, each in turn. Two different ids are never the same.
    """
    left_old, left_new = set(range(len(old))), set(range(len(new)))
    for key in _KEYS:
        waiting: dict[Hashable, list[int]] = defaultdict(list)
        for at in sorted(left_new):
            waiting[key(new[at])].append(at)
        for at in sorted(left_old):
            found = next((n for n in waiting[key(old[at])] if _may_be_same(old[at], new[n])), None)
            if found is None or key(old[at]) == "":
                continue
            waiting[key(old[at])].remove(found)
            left_old.discard(at)
            left_new.discard(found)
            yield at, found


def in_order(updates: Iterable[SourceUpdate]) -> tuple[SourceUpdate, ...]:
    """The oldest first. In a minute in which one is not true to the second, their places decide."""
    ordered: list[SourceUpdate] = []
    by_minute = sorted(updates, key=lambda each: each.minute)
    for _, group in groupby(by_minute, lambda each: each.minute):
        same_minute = list(group)
        if all(update.exact for update in same_minute):
            same_minute.sort(key=lambda each: (each.at, each.created or each.at, each.order))
        else:
            same_minute.sort(key=lambda each: (each.order, each.at))
        ordered += same_minute
    return tuple(ordered)


def merge(old: SourceUpdate, new: SourceUpdate) -> SourceUpdate:
    """The best of two versions of an update: the most precise time, the newest words."""
    earlier, later = sorted((old, new), key=lambda update: (update.seen, update.kind.rank))
    best = _best_text(earlier, later)
    time = later if later.exact >= earlier.exact else earlier
    known = later if later.affected is not None else earlier
    placed = max(earlier, later, key=lambda update: _ORDERLY.index(update.placed))
    return replace(
        best,
        id=later.id or earlier.id,
        status=earlier.status if later.status == "update" else later.status,
        at=time.at,
        exact=time.exact,
        created=later.created or earlier.created,
        order=placed.order,
        placed=placed.placed,
        affected=known.affected,
        notify=old.notify and new.notify,
        extras=tuple(sorted({*old.extras, *new.extras})),
        seen=later.seen,
    )


def _best_text(earlier: SourceUpdate, later: SourceUpdate) -> SourceUpdate:
    """The newer words; for the same words those that lost least on their way."""
    if earlier.digest == later.digest and earlier.kind.rank > later.kind.rank:
        return earlier
    return later


def _may_be_same(one: SourceUpdate, other: SourceUpdate) -> bool:
    return not one.id or not other.id or one.id == other.id


def _by_id(update: SourceUpdate) -> Hashable:
    return update.id


def _by_words(update: SourceUpdate) -> Hashable:
    return update.minute, update.digest


def _by_minute(update: SourceUpdate) -> Hashable:
    return update.minute, update.status if update.status in CLOSING else ""


_KEYS: tuple[Callable[[SourceUpdate], Hashable], ...] = (_by_id, _by_words, _by_minute)
