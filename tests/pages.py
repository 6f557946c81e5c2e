"""What may be wrong with a page: each function gives a sentence for every fault it finds."""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser
from itertools import pairwise
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from justhtml import JustHTML, Node

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
#: what a `<link>` may point to elsewhere: nothing is fetched for these
NO_REQUEST = {"canonical", "alternate", "me", "license", "help"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def read(data: bytes) -> JustHTML:
    """The page as a browser would read it."""
    return JustHTML(data.decode(), sanitize=False, collect_errors=True)


def attributes(element: Node) -> dict[str, str]:
    """What an element says of itself; one without a value has an empty one."""
    return {name: value or "" for name, value in (element.attrs or {}).items()}


def grammar(data: bytes) -> Iterator[str]:
    """Errors of HTML, tags without their other half, an attribute twice."""
    yield from (f"{each.code} in line {each.line}" for each in read(data).errors)
    checker = _Balance()
    checker.feed(data.decode())
    checker.close()
    yield from checker.faults
    yield from (f"<{tag}> is never closed" for tag in checker.open)


class _Balance(HTMLParser):
    """Our templates leave no tag to be guessed."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = Counter(name for name, _ in attrs)
        self.faults += [f"<{tag}> has {name} twice" for name, times in names.items() if times > 1]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """In SVG, `<path/>` is whole."""

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> closes nothing, line {self.getpos()[0]}")


def structure(data: bytes) -> Iterator[str]:
    """Ids that are there twice, headings that skip a level, pictures without words."""
    page = read(data)
    ids = Counter(attributes(each)["id"] for each in page.query("[id]"))
    yield from (f"id {name} is there {times} times" for name, times in ids.items() if times > 1)
    levels = [int(each.name[1]) for each in page.query("*") if each.name in HEADINGS]
    if levels[:1] != [1] or levels.count(1) != 1:
        yield f"not one h1 that comes first: {levels}"
    for earlier, later in pairwise(levels):
        if later > earlier + 1:
            yield f"h{later} follows h{earlier}"
    yield from (
        "an <img> has no alt" for each in page.query("img") if "alt" not in attributes(each)
    )
    if not page.query("title")[0].to_text().strip():
        yield "no title"


def safety(data: bytes) -> Iterator[str]:
    """Requests to other hosts, styles and scripts in attributes, blocks that the CSP forbids."""
    page = read(data)
    (policy,) = (
        attributes(each)["content"]
        for each in page.query("meta")
        if attributes(each).get("http-equiv") == "Content-Security-Policy"
    )
    for each in page.query("*"):
        for name in attributes(each):
            if name == "style" or name.startswith("on"):
                yield f"<{each.name}> has {name}="
        if each.name in ("style", "script"):
            digest = base64.b64encode(hashlib.sha256(each.to_text(strip=False).encode()).digest())
            if f"{each.name}-src 'sha256-{digest.decode()}'" not in policy:
                yield f"the CSP does not allow this <{each.name}>"
        address = attributes(each).get("src", "")
        if each.name == "link" and not set(attributes(each)["rel"].split()) <= NO_REQUEST:
            address = attributes(each)["href"]
        if urlsplit(address).netloc or address.startswith("//"):
            yield f"a request to {address}"


def links(path: str, files: Mapping[str, bytes], home: str) -> Iterator[str]:
    """Addresses of this site that lead nowhere; `home` is the site's own canonical address."""
    page = read(files[path])
    for each in page.query("[href], [src]"):
        named = attributes(each)
        address = _own(named.get("href") or named["src"], home, path)
        parts = urlsplit(address)
        if parts.scheme or parts.netloc:
            continue
        target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
        if target not in files:
            yield f"{address} leads nowhere"
        elif parts.fragment and not read(files[target]).query(f'[id="{parts.fragment}"]'):
            yield f"{address} has no such place"


def _own(address: str, home: str, path: str) -> str:
    """An absolute address of this site as one that is relative to the page at `path`."""
    if address != home and not address.startswith(f"{home}/"):
        return address
    inside = address.removeprefix(home).lstrip("/") or "index.html"
    return "../" * path.count("/") + inside
