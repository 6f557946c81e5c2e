"""The events of a site, and where the things that they say stand."""

from collections.abc import Iterator
from itertools import chain

from generator.errors import Location
from generator.model.event import Event
from generator.model.settled import Settled
from generator.model.site import Site


def named_in(site: Site) -> Iterator[Event | Settled]:
    """All that has an id and a file: what is settled too."""
    yield from chain(site.events, site.settled)


def place_of(event: Event | Settled, key: str, otherwise: Location | None = None) -> Location:
    """Where a key stands, or `otherwise`, or the file."""
    return dict(event.places).get(key) or otherwise or event.location
