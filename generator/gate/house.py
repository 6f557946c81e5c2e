"""What the gate must know of a site: its address, what is internal, and how much it has to say."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Site
from generator.state.records import State

#: a value that could only be there because it leaked: a name in one piece, with a digit or a mark
_TELLING = re.compile(r"(?=.*[\d@:/._-])[^\s<>&\"']{6,200}", re.DOTALL)


def _nothing_is_public(_word: str) -> bool:
    return False


@dataclass(frozen=True, slots=True, kw_only=True)
class House:
    #: the site's own address, without a final slash
    url: str
    #: values under `internal:` that no file may hold
    internal: frozenset[str] = frozenset()
    #: whether customers are told a word on purpose, by whatever event; asked only in doubt
    is_public: Callable[[str], bool] = _nothing_is_public
    #: components on the home page
    components: int = 0
    #: bytes of what authors wrote that the home page shows
    told: int = 0


def house_of(state: State) -> House:
    """What the gate must know before it reads what was made of `state`."""
    shown = [each for each in state.components if not each.is_retired]
    return House(
        url=state.site.settings.url,
        internal=frozenset(_internal(state.site)),
        is_public=partial(_is_said, state.site),
        components=len(shown),
        told=sum(_told(state)),
    )


def _internal(site: Site) -> Iterator[str]:
    events: list[Incident | Maintenance] = [*site.incidents, *site.maintenances]
    for event in events:
        for _, value in event.internal:
            values = (value,) if isinstance(value, str) else value
            yield from filter(_TELLING.fullmatch, values)


def _is_said(site: Site, word: str) -> bool:
    events: list[Incident | Maintenance] = [*site.incidents, *site.maintenances]
    return any(word in text for event in events for text in _public(event))


def _public(event: Incident | Maintenance) -> Iterable[str]:
    yield event.title
    yield event.id
    yield event.reference
    if isinstance(event, Incident):
        yield from event.errors
    for update in event.updates:
        yield update.text
        yield update.workaround if isinstance(update.workaround, str) else ""


def _told(state: State) -> Iterator[int]:
    current: list[Incident | Maintenance] = [each.incident for each in state.open_incidents]
    current += [each.maintenance for each in state.active_maintenances]
    current += [each.maintenance for each in state.planned_maintenances]
    for event in current:
        longest = max(len(update.text.encode()) for update in event.updates)
        yield len(" ".join(_public(event)).encode()) if longest < 2000 else 4 * longest
