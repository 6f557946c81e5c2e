"""How tests read feeds, and the rules that every feed keeps; each rule gives its sentences."""

import json
import re
from calendar import timegm
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from html.entities import name2codepoint
from typing import Any, cast

import feedparser
from justhtml import JustHTML
from lxml import etree

from generator.outputs.feeds.output import feeds
from generator.render.theme import Theme
from generator.state.records import State

ATOM, REL_SELF = "{http://www.w3.org/2005/Atom}", "{http://www.w3.org/2005/Atom}link[@rel='self']"
TAG = re.compile(
    r"tag:[a-z0-9.-]+,\d{4}(-\d\d(-\d\d)?)?:([A-Za-z0-9._~!$&'()*+,;=:@/-]|%[0-9A-F]{2})+"
)
#: what a feed validator takes for HTML in a title, or for what should have been escaped
LOOKS_LIKE_HTML = re.compile(r"</?[A-Za-z!?]|&#[x0-9]")
ILLEGAL = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef"
    "\ufffd-\uffff]"
)
ELEMENTS = {
    *("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "code", "blockquote", "hr", "br", "em"),
    *("strong", "del", "a", "img", "span", "time", "small"),
    *("section", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {
    *("href", "rel", "src", "alt", "loading", "start", "tabindex", "class", "scope", "datetime"),
}


@dataclass(frozen=True)
class Item:
    """An entry as a reader keeps it."""

    title: str
    link: str
    content: str
    tags: tuple[str, ...]
    #: None: the form has no such date
    published: datetime | None
    updated: datetime | None


def written(state: State) -> dict[str, bytes]:
    """Every feed of a State, by its path."""
    return {each.path: each.render() for each in feeds(state, cast("Theme", None))}


def read(data: bytes) -> dict[str, Item]:
    """The entries by id, as a feed reader gets them; the newest first."""
    if data.startswith(b"{"):
        return {each["id"]: _json_item(each) for each in json.loads(data)["items"]}
    found = feedparser.parse(data, sanitize_html=False, resolve_relative_uris=False)
    assert not found.bozo, found.bozo_exception
    assert found.version in ("atom10", "rss20")
    return {each.id: _item(each) for each in found.entries}


def _item(each: Any) -> Item:
    content = each.content[0].value if "content" in each else each.summary
    tags = tuple(tag.term for tag in each.get("tags", ()))
    return Item(each.title, each.link, content, tags, *map(_moment, (each, each), _DATES))


_DATES = ("published_parsed", "updated_parsed")


def _moment(each: Any, key: str) -> datetime | None:
    # without the fraction of a second, and without feedparser's guess of one date from another
    found = dict.get(each, key)
    return datetime.fromtimestamp(timegm(found), UTC) if found else None


def _json_item(each: Mapping[str, Any]) -> Item:
    dates = (datetime.fromisoformat(each[key]) for key in ("date_published", "date_modified"))
    return Item(each["title"], each["url"], each["content_html"], tuple(each["tags"]), *dates)


@dataclass(frozen=True)
class News:
    """What a reader of a feed sees that was not so before, by id."""

    new: frozenset[str]
    changed: frozenset[str]
    gone: frozenset[str]


NOTHING = News(frozenset(), frozenset(), frozenset())


def news(before: bytes, after: bytes) -> News:
    """What is new, changed and gone between two versions of a feed."""
    old, new = read(before), read(after)
    changed = {each for each in old.keys() & new.keys() if old[each] != new[each]}
    return News(frozenset(new.keys() - old), frozenset(changed), frozenset(old.keys() - new))


def faults(files: Mapping[str, bytes], site: str) -> list[str]:
    """What a strict reader finds in all feeds of a site."""
    found = [
        f"{path}: {fault}" for path, data in files.items() for fault in _faults(path, data, site)
    ]
    for path in files:
        name, _, end = path.rpartition(".")
        if end != "atom":
            continue
        ids = [list(read(files[_beside(name, form)])) for form in ("atom", "rss", "json")]
        if not ids[0] == ids[1] == ids[2]:
            found.append(f"{name}: the forms have different entries")
    return found


def _beside(name: str, form: str) -> str:
    return "feed.json" if (name, form) == ("history", "json") else f"{name}.{form}"


def _faults(path: str, data: bytes, site: str) -> Iterator[str]:
    text = data.decode()
    if found := ILLEGAL.search(text):
        yield f"the character {found.group()!r}"
    items = read(data)
    most = 100 if path.startswith("updates.") else 50
    if len(items) > most:
        yield f"{len(items)} entries"
    for name, item in items.items():
        if not TAG.fullmatch(name):
            yield f"the id {name}"
        if not item.link.startswith(f"{site}/") or not item.link.isascii():
            yield f"the link {item.link}"
        if not re.match(r"\[[A-Z][a-z, ]+\] ", item.title):
            yield f"no state in {item.title}"
        yield from (f"{fault} in {name}" for fault in html_faults(item.content))
    shape = {"atom": _atom_faults, "rss": _rss_faults, "json": _json_faults}
    yield from shape[path.rpartition(".")[2]](path, data, site)


def html_faults(content: str) -> Iterator[str]:
    """Errors of grammar, elements that readers refuse, addresses that are not absolute."""
    document = JustHTML(content, fragment=True, sanitize=False, collect_errors=True)
    yield from (f"{each.code}" for each in document.errors)
    for element in document.query("*"):
        attributes = element.attrs or {}
        if element.name not in ELEMENTS or not set(attributes) <= ATTRIBUTES:
            yield f"<{element.name} {' '.join(attributes)}>"
        for name in ("href", "src"):
            address = attributes.get(name)
            if address is not None and not re.match(r"https?://|mailto:", address):
                yield f"{name}={address}"


def _atom_faults(path: str, data: bytes, site: str) -> Iterator[str]:
    feed = etree.fromstring(data)
    if (own := [each.get("href") for each in feed.findall(REL_SELF)]) != [f"{site}/{path}"]:
        yield f"self is {own}"
    for name in ("id", "title", "updated", "author"):
        if len(feed.findall(ATOM + name)) != 1:
            yield f"not one <{name}>"
    yield from _title_faults(feed.iter(f"{ATOM}title"))
    updated = Counter(each.findtext(f"{ATOM}updated") for each in feed.findall(f"{ATOM}entry"))
    yield from (f"two entries updated at {each}" for each, times in updated.items() if times > 1)
    for each in feed.iter(f"{ATOM}updated", f"{ATOM}published"):
        if datetime.fromisoformat(each.text) < datetime(1990, 1, 1, tzinfo=UTC):
            yield f"the date {each.text}"


def _rss_faults(path: str, data: bytes, site: str) -> Iterator[str]:
    (channel,) = etree.fromstring(data)
    if (own := [each.get("href") for each in channel.findall(REL_SELF)]) != [f"{site}/{path}"]:
        yield f"self is {own}"
    for name in ("title", "link", "description", "language", "lastBuildDate"):
        if len(channel.findall(name)) != 1:
            yield f"not one <{name}>"
    if channel.find("managingEditor") is not None:
        yield "an editor"
    yield from _title_faults([*channel.iter("title"), *channel.iter("category")])
    for each in channel.iter("guid"):
        if each.get("isPermaLink") != "false":
            yield "a guid that says that it is an address"
    for each in channel.iter("pubDate", "lastBuildDate"):
        if not each.text.startswith(f"{parsedate_to_datetime(each.text):%a, %d %b %Y}"):
            yield f"the date {each.text}"


def _title_faults(titles: Any) -> Iterator[str]:
    for each in titles:
        words = re.findall(r"&(#?\w+)", each.text)
        if LOOKS_LIKE_HTML.search(each.text) or any(
            word in name2codepoint or not word.isalpha() for word in words
        ):
            yield f"HTML in the title {each.text}"


def _json_faults(path: str, data: bytes, site: str) -> Iterator[str]:
    feed = json.loads(data)
    if feed["version"] != "https://jsonfeed.org/version/1.1":
        yield f"version {feed['version']}"
    if feed["feed_url"] != f"{site}/{path}" or not feed["home_page_url"].startswith(site):
        yield f"it says that it is {feed['feed_url']} of {feed['home_page_url']}"
    keys = {"id", "url", "title", "content_html", "date_published", "date_modified", "tags"}
    yield from (f"keys {sorted(each)}" for each in feed["items"] if set(each) != keys)
