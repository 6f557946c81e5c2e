"""What every page shares: its title, its way home, whom to ask, and how to name things."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from generator.content.links import resolve, targets_in
from generator.model.component import ComponentStatus
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.outputs.addresses import (
    CALENDAR,
    incident_path,
    maintenance_path,
    published_files,
)
from generator.outputs.feeds.addresses import HISTORY, Alternate, alternates
from generator.outputs.pages.icon import icon
from generator.outputs.pages.logo import Logo, logo_of
from generator.render.body import Body
from generator.render.words import When, brief, iso, when
from generator.state.records import Cause, Indicator, State

#: the pages that every other one names, from the top
NAV = (
    ("Status", "index.html"),
    ("I see an error", "errors.html"),
    ("History", "history.html"),
    ("Uptime", "uptime.html"),
    ("Subscribe", "subscribe.html"),
)


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


@dataclass(frozen=True, slots=True)
class NavLink:
    text: str
    href: str
    #: this very page
    is_here: bool


@dataclass(frozen=True, slots=True)
class Copy:
    """What a page that speaks of now says of itself."""

    made: When
    #: RFC 3339 in UTC: after it, the page should have been made anew
    valid_until: str
    #: what it was made of, by git; empty where not all of it was committed
    commit: str


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as a word, and the name by which a style sheet colours it."""

    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    title: str
    description: str
    #: from this page to the top: empty or `../`
    root: str
    site_title: str
    #: the canonical address of this page
    address: str
    #: a link to this very page
    here: str
    #: `#rrggbb`, or empty
    accent: str
    logo: Logo | None
    contact: Link | None
    mirrors: tuple[Link, ...]
    follow: tuple[Link, ...]
    timezone: str
    nav: tuple[NavLink, ...]
    #: what a feed reader finds on this page
    feeds: tuple[Alternate, ...]
    #: a data: address
    icon: str
    #: index and open events: when this copy was made, and how long it holds
    copy: Copy | None


@dataclass(frozen=True, slots=True)
class Desk:
    """A State with what the pages look up in it again and again."""

    state: State
    #: what customers call each component: `Group – Name` where the name alone is not unique
    names: Mapping[str, str]
    #: content file -> published path
    published: Mapping[str, str]
    logo: Logo | None

    def moment(self, at: datetime) -> When:
        """A moment in the site's zone."""
        return when(at, self.state.site.settings.timezone)

    def body(self, event: Incident | Maintenance, text: str, root: str) -> Body:
        """An author's text with what its links mean on a page whose way home is `root`."""
        targets: dict[str, str] = {}
        for target in targets_in(text):
            path = self.published.get(resolve(target.address, event.location.file), "")
            if path and target.is_relative:
                targets[target.address] = root + quote(path)
        return Body(text, tuple(sorted(targets.items())))

    def brief(self, at: datetime) -> When:
        """A moment as short as it may be on a page that says when it was made."""
        return brief(at, self.state.site.settings.timezone, self.state.now)

    def frame(
        self,
        path: str,
        title: str,
        description: str,
        *,
        is_current: bool = False,
        indicator: Indicator | None = None,
    ) -> Frame:
        """The frame of the page at `path`. Only a current one, which speaks of now, ages."""
        settings = self.state.site.settings
        root = "../" * path.count("/")
        return Frame(
            title=title,
            description=description,
            root=root,
            site_title=settings.title,
            address=f"{settings.url}/{quote(path)}".removesuffix("index.html"),
            here=quote(path.rpartition("/")[2]),
            accent=settings.accent,
            logo=self.logo,
            contact=Link(_bare(settings.contact), _href(settings.contact))
            if settings.contact
            else None,
            mirrors=tuple(Link(_bare(mirror), mirror) for mirror in settings.mirrors),
            follow=tuple(Link(name, _href(to)) for name, to in settings.follow if to != "page"),
            timezone=settings.timezone,
            nav=tuple(NavLink(text, root + to, to == path) for text, to in NAV),
            feeds=(
                *alternates(HISTORY, f"{settings.title} – History", root),
                Alternate("text/calendar", f"{settings.title} – Maintenance", root + CALENDAR),
            ),
            icon=icon(indicator),
            copy=self._copy() if is_current else None,
        )

    def _copy(self) -> Copy:
        state = self.state
        return Copy(self.moment(state.now), iso(state.valid_until), state.commit)


def desk(state: State) -> Desk:
    """The Desk of a State."""
    return Desk(state, _names(state), published_files(state), logo_of(state))


def event_href(root: str, cause: Cause, event_id: str) -> str:
    """The link to an event's page, from a page whose way home is `root`."""
    path = incident_path if cause is Cause.INCIDENT else maintenance_path
    return root + quote(path(event_id))


def status_badge(status: ComponentStatus) -> Badge:
    """A component's status as a badge."""
    return Badge(status.label, status.value)


def _names(state: State) -> dict[str, str]:
    often = Counter(each.component.name for each in state.components)
    return {
        each.component.id: f"{group.name} – {each.component.name}"
        if group.name and often[each.component.name] > 1
        else each.component.name
        for group in state.groups
        for each in group.components
    }


def _bare(address: str) -> str:
    return address.rsplit("://", maxsplit=1)[-1]


def _href(address: str) -> str:
    return address if "://" in address else f"mailto:{address}"
