"""Everything a build starts from: the settings and the events."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from pathlib import Path

from generator.errors import Location
from generator.model.colour import Rgb
from generator.model.component import Component, ComponentStatus, Group
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.origin import NO_PRODUCT, NOT_DECLARED, Declared, Origin, Product
from generator.model.policy import DEFAULT_POLICY, NO_ROLES, Policy, Roles
from generator.model.settled import Settled

#: what a second in each status costs of a second's uptime (site.yml `weights:`)
DEFAULT_WEIGHTS = (
    (ComponentStatus.MAJOR_OUTAGE, Decimal(1)),
    (ComponentStatus.PARTIAL_OUTAGE, Decimal("0.3")),
    (ComponentStatus.DEGRADED_PERFORMANCE, Decimal(0)),
    (ComponentStatus.UNDER_MAINTENANCE, Decimal(0)),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeOption:
    """A wish for the theme, as it was typed: only the theme knows what kind of value it takes."""

    name: str
    text: str
    name_place: Location = field(compare=False, repr=False)
    text_place: Location = field(compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Security:
    """Whom to tell of a weakness (RFC 9116)."""

    #: a mail or web address
    contact: str
    #: the last day, in UTC, on which this holds
    expires: date
    place: Location = field(default=Location(""), compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """content/site.yml."""

    title: str
    #: the canonical address, without a final slash
    url: str
    #: the root of every feed and calendar id, `host,date`; never changes with the address
    identity: str
    mirrors: tuple[str, ...] = ()
    #: IANA name of the zone in which pages show times
    timezone: str = "UTC"
    contact: str = ""
    security: Security | None = None
    #: `#rrggbb`, or empty for the theme's own
    accent: str = ""
    #: the logo's file, relative to content/, or empty
    logo: str = ""
    #: other ways to follow: what it is, and its address
    follow: tuple[tuple[str, str], ...] = ()
    theme: str = "default"
    theme_options: tuple[ThemeOption, ...] = ()
    #: in the order of the page: groups, and components that stand alone
    layout: tuple[Group | Component, ...] = ()
    weights: tuple[tuple[ComponentStatus, Decimal], ...] = DEFAULT_WEIGHTS
    policy: Policy = DEFAULT_POLICY
    roles: Roles = NO_ROLES
    #: where the pages are published
    origins: tuple[Origin, ...] = ()
    product: Product = NO_PRODUCT
    declared: Declared = NOT_DECLARED
    location: Location = field(default=Location(""), compare=False, repr=False)
    accent_place: Location = field(default=Location(""), compare=False, repr=False)
    logo_place: Location = field(default=Location(""), compare=False, repr=False)

    @property
    def components(self) -> tuple[Component, ...]:
        """Every component, in the order of the page."""
        return tuple(
            component
            for entry in self.layout
            for component in (entry.components if isinstance(entry, Group) else (entry,))
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """An image that an author shows; its bytes are read when it is published."""

    #: relative to the project, as in a Location
    file: str
    path: Path = field(compare=False, repr=False)
    #: sha256 of the bytes, in hexadecimal
    digest: str
    #: in bytes
    size: int = 0
    #: what an SVG is painted with; None where that is not known, as of a photograph
    colours: tuple[Rgb, ...] | None = None

    @property
    def published(self) -> str:
        """Its address in the site, which changes when the bytes do."""
        return f"media/{self.digest[:16]}{self.path.suffix.lower()}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    settings: Settings
    #: newest first
    incidents: tuple[Incident, ...] = ()
    #: newest first
    maintenances: tuple[Maintenance, ...] = ()
    media: tuple[Media, ...] = ()
    #: what is over for long, where only the rest was asked for
    settled: tuple[Settled, ...] = ()
    #: how many broken files a `--keep-going` build had to leave out
    left_out: int = 0

    @property
    def events(self) -> tuple[Event, ...]:
        """Incidents, then planned work."""
        return (*self.incidents, *self.maintenances)
