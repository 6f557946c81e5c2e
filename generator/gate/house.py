"""What the gate must know of a site: its address, what is internal, and how much it has to say."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from generator.content.logo import logo_of
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Site
from generator.state.records import State

#: a value that could only be there because it leaked: a name in one piece, with a digit or a mark
_TELLING = re.compile(r"(?=.*[\d@:/._-])[^\s<>&\"']{6,200}", re.DOTALL)


#: markup of an event on the home page, in gzip
_FOR_AN_EVENT = 400
#: the home page names some of the newest events
_RECENT = 20


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
    for event in site.events:
        for _, value in event.internal:
            values = (value,) if isinstance(value, str) else value
            yield from filter(_TELLING.fullmatch, values)


def _is_said(site: Site, word: str) -> bool:
    return any(word in text for event in site.events for text in _public(event))


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
    """What the home page has of other people's making: more than it shows, with its markup."""
    settings = state.site.settings
    current: list[Incident | Maintenance] = [each.incident for each in state.open_incidents]
    current += [each.maintenance for each in state.active_maintenances]
    current += [each.maintenance for each in state.planned_maintenances]
    for event in current:
        yield _FOR_AN_EVENT + 2 * sum(len(text.encode()) for text in _public(event))
    for recent in state.incidents[:_RECENT]:
        yield len(recent.incident.title.encode())
    for component in settings.components:
        yield len(f"{component.name}{component.description}".encode())
    yield len(repr((settings.title, settings.contact, settings.mirrors, settings.follow)).encode())
    logo = logo_of(state.site)
    yield logo.size * 3 // 2 if logo else 0
