"""The events of a site, and where the things that they say stand."""

from collections.abc import Iterator
from itertools import chain

from generator.errors import Location
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Site

Event = Incident | Maintenance


def events_of(site: Site) -> Iterator[Event]:
    """Incidents and maintenance together."""
    yield from chain(site.incidents, site.maintenances)


def place_of(event: Event, key: str, otherwise: Location | None = None) -> Location:
    """Where a key stands, or `otherwise`, or the file."""
    return dict(event.places).get(key) or otherwise or event.location
