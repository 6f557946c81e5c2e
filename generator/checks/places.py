"""The events of a site, and where the things that they say stand."""

from collections.abc import Iterator
from itertools import chain

from generator.errors import Location
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.settled import Settled
from generator.model.site import Site

Event = Incident | Maintenance


def events_of(site: Site) -> Iterator[Event]:
    """Incidents and maintenance together."""
    yield from chain(site.incidents, site.maintenances)


def named_in(site: Site) -> Iterator[Event | Settled]:
    """All that has an id and a file: what is settled too."""
    yield from chain(events_of(site), site.settled)


def place_of(event: Event | Settled, key: str, otherwise: Location | None = None) -> Location:
    """Where a key stands, or `otherwise`, or the file."""
    return dict(event.places).get(key) or otherwise or event.location
