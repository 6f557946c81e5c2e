"""What hosts and crawlers look for: _headers, robots.txt, sitemap.xml, security.txt."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

from generator.model.site import Security
from generator.outputs.addresses import component_path, incident_path, maintenance_path
from generator.outputs.artifact import Artifact
from generator.outputs.delivery import CLASSES, class_headers, content_type
from generator.outputs.feeds.addresses import ascii_address
from generator.outputs.pages.frame import NAV
from generator.render.theme import Theme
from generator.render.words import iso
from generator.state.records import State

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
SECURITY = ".well-known/security.txt"
#: the newest events that a sitemap names; the history leads crawlers to the rest
MOST_EVENTS = 1000

#: path from the top, and when its content changed (RFC 3339 in UTC; empty: it always does)
Place = tuple[str, str]


def meta(state: State, theme: Theme) -> Iterator[Artifact]:
    """The files about the other files."""
    url = ascii_address(state.site.settings.url)
    policy = theme.inlined(state.site.settings.accent)["csp"]
    yield Artifact("_headers", (CLASSES, policy), partial(_headers, policy))
    yield Artifact("robots.txt", url, partial(_robots, url))
    security = state.site.settings.security
    if security:
        yield Artifact(SECURITY, (url, security), partial(_security, url, security))
    places = tuple(_places(state))
    yield Artifact("sitemap.xml", (url, places), partial(_sitemap, url, places))


def _headers(policy: str) -> bytes:
    """In the dialect of Netlify and Cloudflare Pages: a path, and indented what is said with it.

    Hosts add `/*` to whatever else matches, so it says only what no other rule says otherwise.
    """
    *named, rest = CLASSES
    always = class_headers(rest, policy)
    everywhere = {
        name: value
        for name, value in always.items()
        if all(class_headers(each, policy).get(name) == value for each in named)
    }
    rules = [_rule("/*", everywhere)]
    for each in named:
        said = {
            name: value
            for name, value in class_headers(each, policy).items()
            if name not in everywhere
        }
        if "*" not in each.pattern:
            said["Content-Type"] = content_type(each.pattern)
        rules.append(_rule(f"/{each.pattern}", said))
    others = {name: value for name, value in always.items() if name not in everywhere}
    rules += [_rule(path, others) for path in ("/", *(f"/{path}" for _, path in NAV), "/404.html")]
    return "\n".join(rules).encode()


def _rule(path: str, said: dict[str, str]) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in said.items())


def _robots(url: str) -> bytes:
    """RFC 9309: all may read all, but for copies of what other pages say."""
    prefix = urlsplit(url).path
    lines = (
        "User-agent: *",
        f"Disallow: {prefix}/embed.html",
        f"Disallow: {prefix}/errors/",
        "",
        f"Sitemap: {url}/sitemap.xml",
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _security(url: str, security: Security) -> bytes:
    """RFC 9116: whom to tell of a weakness, and until when that holds."""
    contact = security.contact
    lines = (
        f"Contact: {contact if '://' in contact else f'mailto:{contact}'}",
        f"Expires: {security.expires}T23:59:59Z",
        "Preferred-Languages: en",
        f"Canonical: {url}/{SECURITY}",
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _places(state: State) -> Iterator[Place]:
    yield "", ""
    for _, path in NAV[1:]:
        yield path, ""
    for component in state.site.settings.components:
        yield quote(component_path(component.id)), ""
    for each in state.incidents[:MOST_EVENTS]:
        said = each.incident.updates[: len(each.changes)]
        yield quote(incident_path(each.incident.id)), iso(max(update.changed for update in said))
    for planned in state.maintenances[:MOST_EVENTS]:
        told = planned.maintenance.updates[: len(planned.changes)]
        changed = iso(max(update.changed for update in told))
        yield quote(maintenance_path(planned.maintenance.id)), changed


def _sitemap(url: str, places: tuple[Place, ...]) -> bytes:
    """The format of sitemaps.org, version 0.9."""
    root = ET.Element("urlset", xmlns=_SITEMAP)
    for path, changed in places:
        place = ET.SubElement(root, "url")
        ET.SubElement(place, "loc").text = f"{url}/{path}"
        if changed:
            ET.SubElement(place, "lastmod").text = changed
    ET.indent(root)
    xml: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"
