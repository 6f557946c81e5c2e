"""Which hosts are the product's, and which are the status page's own."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from generator.model.site import Settings


@dataclass(frozen=True, slots=True)
class Place:
    """A public address of the pages, and what it is called in site.yml."""

    name: str
    #: without a final slash
    address: str


def places_of(settings: Settings) -> tuple[Place, ...]:
    """Every address at which readers find the pages, each once: origins, `url`, `mirrors`."""
    named = [Place(origin.name, origin.public) for origin in settings.origins if origin.public]
    named += [Place("url", settings.url), *(Place("mirror", each) for each in settings.mirrors)]
    first = {place.address: place for place in reversed(named)}
    return tuple(place for place in named if first[place.address] is place)


def host_of(address: str) -> str:
    """The host of a web or mail address, in small letters; empty where there is none."""
    if "://" not in address and not address.startswith("//"):
        return address.rpartition("@")[2].casefold() if "@" in address else ""
    try:
        return (urlsplit(address).hostname or "").casefold()
    except ValueError:
        return ""


def is_within(host: str, domains: Iterable[str]) -> bool:
    """Whether a host is one of `domains`, or below one."""
    return any(host == each or host.endswith(f".{each}") for each in _plain(domains))


def product_domain(host: str, settings: Settings) -> bool:
    """Whether a host is the product's, and not one at which the status page itself is."""
    own = {host_of(place.address) for place in places_of(settings)}
    return host not in own and is_within(host, settings.product.domains)


def _plain(domains: Iterable[str]) -> Iterator[str]:
    for domain in domains:
        yield domain.casefold().removeprefix("*.").strip(".")
