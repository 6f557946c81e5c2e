"""The page of an emergency: the home page, and the incident's own."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from generator.outputs.addresses import incident_path
from generator.outputs.pages.frame import NAV, Badge, Desk, Link, desk, event_href, status_badge
from generator.outputs.pages.icon import icon
from generator.render.body import Body
from generator.render.theme import Theme
from generator.render.words import When, iso
from generator.state.records import GRACE, Cause, IncidentState

HOME = "index.html"
TEMPLATE = "emergency.html"


@dataclass(frozen=True, slots=True)
class Touched:
    name: str
    badge: Badge


@dataclass(frozen=True, slots=True)
class Earlier:
    """What was said before."""

    at: When
    text: Body


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyView:
    title: str
    site_title: str
    #: from this page to the top: empty or `../`
    root: str
    #: a link to this very page
    here: str
    timezone: str
    #: a data: address
    icon: str
    #: the commit whose pages stay around it, and the moment
    build: str
    badge: Badge
    text: Body
    said: When
    #: newest first
    earlier: tuple[Earlier, ...]
    promise: When
    #: RFC 3339 in UTC, as `valid_until`
    late_from: str
    made: When
    valid_until: str
    components: tuple[Touched, ...]
    #: other pages, as far as they are there
    links: tuple[Link, ...]
    #: what else is open
    others: tuple[Link, ...]
    contact: Link | None


def pages(
    shared: Desk, theme: Theme, each: IncidentState, paths: Collection[str]
) -> Iterator[tuple[str, bytes]]:
    """Both pages, by path; `paths` are what is at the origin."""
    for path in (incident_path(each.incident.id), HOME):
        view = _view(shared, each, path, paths)
        parts = theme.inlined(shared.state.site.settings.accent)
        yield path, theme.render(TEMPLATE, view, **parts)


def _view(shared: Desk, each: IncidentState, path: str, paths: Collection[str]) -> EmergencyView:
    state, update = shared.state, each.incident.updates[-1]
    settings, root = state.site.settings, "../" * path.count("/")
    promised = update.next_update or state.valid_until
    names = [name for name, _ in each.components if name in shared.names]
    statuses = dict(each.components)
    return EmergencyView(
        title=each.incident.title,
        site_title=settings.title,
        root=root,
        here=path.rpartition("/")[2],
        timezone=settings.timezone,
        icon=icon(state.indicator),
        build=f"{state.commit} {iso(state.now)}",
        badge=Badge(state.indicator.description, state.indicator.value),
        text=Body(update.text),
        said=shared.moment(update.at),
        earlier=tuple(
            Earlier(shared.moment(each.at), Body(each.text))
            for each in reversed(each.incident.updates[:-1])
        ),
        promise=shared.moment(promised),
        late_from=iso(promised + GRACE),
        made=shared.moment(state.now),
        valid_until=iso(state.valid_until),
        components=tuple(Touched(shared.names[n], status_badge(statuses[n])) for n in names),
        links=tuple(Link(text, root + to) for text, to in NAV if to in paths and to != HOME),
        others=tuple(_others(shared, each, root, paths)),
        contact=desk(state).frame(path, "", "").contact,
    )


def _others(shared: Desk, own: IncidentState, root: str, paths: Collection[str]) -> Iterator[Link]:
    for each in shared.state.open_incidents:
        incident = each.incident
        if incident.id != own.incident.id and incident_path(incident.id) in paths:
            yield Link(incident.title, event_href(root, Cause.INCIDENT, incident.id))
