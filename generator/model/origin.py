"""Where the pages are published, and what they must not share with the product."""

from dataclasses import dataclass, field
from datetime import date

from generator.errors import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """A place that holds the whole site; of its provider and region `doctor` makes comparisons."""

    name: str
    #: where it is written: s3://bucket/prefix, gs://…, az://…, file:///path
    url: str
    #: where readers find it, without a final slash; empty: it is read at the store itself
    public: str = ""
    provider: str = ""
    account: str = ""
    region: str = ""
    cdn: str = ""
    #: what the names of its credentials in the environment begin with
    env: str = ""
    #: why something that it shares with the product or another origin is all right
    accept: str = ""
    place: Location = field(default=Location(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """What the product runs on: whatever takes it down must not take down the page."""

    domains: tuple[str, ...] = ()
    provider: str = ""
    account: str = ""
    regions: tuple[str, ...] = ()
    cdn: str = ""
    dns: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """What no program can see, in people's own words; `doctor` says what is missing."""

    #: the last day, in UTC, on which somebody published without CI
    drill: date | None = None
    #: where else the sources are
    second_remote: str = ""
    #: where a second set of credentials lies; never the secret itself
    credentials: str = ""
    #: how somebody hears that publishing failed
    alerts: str = ""
    #: what notices, elsewhere, that the pages grow old
    watcher: str = ""


NO_PRODUCT = Product()
NOT_DECLARED = Declared()
