"""Links between the pages of a site lead somewhere."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from html import unescape
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

_ADDRESS = re.compile(rb"""<[a-z][^>]*?\s(?:href|src)=(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE)
_ID = re.compile(rb"""<[a-z][^>]*?\sid="([^"]*)\"""", re.IGNORECASE)


#: pages that are shown under any path; elsewhere, a whole address is an author's
_WHOLE_ADDRESSES = frozenset({"404.html", "errors/503.html", "errors/maintenance.html"})


@dataclass(frozen=True, slots=True)
class PageLinks:
    #: paths from the top and fragments that a page leads to
    targets: frozenset[tuple[str, str]]
    #: the places in it
    ids: frozenset[str]


def links_of(data: bytes, url: str, path: str) -> PageLinks:
    """The links within the site at `url` of the page at `path`."""
    found = set()
    for double, single in _ADDRESS.findall(data):
        address = unescape((double or single).decode("utf-8", "replace"))
        target = _within(address, url, path)
        if target is not None:
            found.add(target)
    ids = (unescape(name.decode("utf-8", "replace")) for name in _ID.findall(data))
    return PageLinks(frozenset(found), frozenset(ids))


def broken_links(
    links: PageLinks, there: AbstractSet[str], anchors: Mapping[str, frozenset[str]]
) -> Iterator[str]:
    """A sentence for each link of a page that leads nowhere."""
    for target, fragment in sorted(links.targets):
        if target not in there:
            yield f"leads to {target}, which is not there"
        elif fragment and target in anchors and fragment not in anchors[target]:
            yield f"leads to {target}#{fragment}, and there is no such place"


def _within(address: str, url: str, path: str) -> tuple[str, str] | None:
    """Where an address leads, from the top; None where that is not in this site."""
    if path in _WHOLE_ADDRESSES and address.startswith(url):
        address = "../" * path.count("/") + (address[len(url) :].lstrip("/") or "index.html")
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme or parts.netloc:
        return None
    inside = unquote(parts.path)
    target = normpath(join(dirname(path), inside)) if inside else path
    return target, unquote(parts.fragment)
