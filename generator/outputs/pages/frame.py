"""What every page shares: its title, its way home, whom to ask, and how to name things."""

import base64
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import quote

from generator.content.links import resolve, targets_in
from generator.model.component import ComponentStatus
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.render.body import Body
from generator.render.words import When, when
from generator.state.records import Cause, State

_LOGO_TYPES = {"svg": "svg+xml", "jpg": "jpeg"}


@dataclass(frozen=True, slots=True)
class Link:
    text: str
    href: str


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
    #: `#rrggbb`, or empty
    accent: str
    #: a data: address, or empty
    logo: str
    contact: Link | None
    mirrors: tuple[Link, ...]
    follow: tuple[Link, ...]
    timezone: str
    #: index and open events: when this copy was made
    generated: When | None


@dataclass(frozen=True, slots=True)
class Desk:
    """A State with what the pages look up in it again and again."""

    state: State
    #: what customers call each component: `Group – Name` where the name alone is not unique
    names: Mapping[str, str]
    #: content file -> published path
    published: Mapping[str, str]
    logo: str

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

    def frame(self, path: str, title: str, description: str, *, generated: bool = False) -> Frame:
        """The frame of the page at `path`. Only one that speaks of now says when it was made."""
        settings = self.state.site.settings
        return Frame(
            title=title,
            description=description,
            root="../" * path.count("/"),
            site_title=settings.title,
            address=f"{settings.url}/{quote(path)}".removesuffix("index.html"),
            accent=settings.accent,
            logo=self.logo,
            contact=Link(_bare(settings.contact), _href(settings.contact))
            if settings.contact
            else None,
            mirrors=tuple(Link(_bare(mirror), mirror) for mirror in settings.mirrors),
            follow=tuple(Link(name, _href(to)) for name, to in settings.follow if to != "page"),
            timezone=settings.timezone,
            generated=self.moment(self.state.now) if generated else None,
        )


def desk(state: State) -> Desk:
    """The Desk of a State."""
    published = {m.file: m.published for m in state.site.media}
    published |= {i.incident.location.file: incident_path(i.incident.id) for i in state.incidents}
    published |= {
        m.maintenance.location.file: maintenance_path(m.maintenance.id) for m in state.maintenances
    }
    return Desk(state, _names(state), published, _logo(state))


def incident_path(event_id: str) -> str:
    """Where an incident's page is, from the top."""
    return f"incidents/{event_id}.html"


def maintenance_path(event_id: str) -> str:
    """Where a maintenance's page is, from the top."""
    return f"maintenance/{event_id}.html"


def component_path(component_id: str) -> str:
    """Where a component's page is, from the top."""
    return f"components/{component_id}.html"


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


def _logo(state: State) -> str:
    """The logo as a data: address, so that a page needs no second request."""
    settings = state.site.settings
    file = resolve(settings.logo, settings.location.file)
    for media in state.site.media:
        if settings.logo and media.file == file:
            suffix = media.path.suffix[1:].lower()
            data = base64.b64encode(media.path.read_bytes()).decode()
            return f"data:image/{_LOGO_TYPES.get(suffix, suffix)};base64,{data}"
    return ""


def _bare(address: str) -> str:
    return address.rsplit("://", maxsplit=1)[-1]


def _href(address: str) -> str:
    return address if "://" in address else f"mailto:{address}"
