"""An entry joins a feed that is published already, whose other entries nobody here can make."""

import json
from typing import Any

from generator.outputs.feeds.addresses import Form
from generator.outputs.feeds.content import ToHtml, markdown
from generator.outputs.feeds.records import Feed

_ATOM = "{http://www.w3.org/2005/Atom}"
#: where the entries stand, what they are called, what holds an entry's id, and the feed's moment
_PARTS = {
    Form.ATOM: (".", f"{_ATOM}entry", f"{_ATOM}id", f"{_ATOM}updated"),
    Form.RSS: ("channel", "item", "guid", "lastBuildDate"),
}
_NO_FEED = "is not a feed of this kind"


def with_entry(document: bytes, feed: Feed, form: Form, to_html: ToHtml = markdown) -> bytes:
    """`document` with the only entry of `feed` as its first; one of the same id gives way.

    Raises ValueError where the document is no such feed.
    """
    if form is Form.JSON:
        return _with_item(document, feed, to_html)
    from generator.outputs.feeds import xml

    made = xml.atom(feed, to_html) if form is Form.ATOM else xml.rss(feed, to_html)
    return _with_element(document, made, form)


def _with_item(document: bytes, feed: Feed, to_html: ToHtml) -> bytes:
    from generator.outputs.feeds.jsonfeed import json_feed

    try:
        told = json.loads(document)
        made = json.loads(json_feed(feed, to_html))["items"]
        others = [each for each in told["items"] if each["id"] != made[0]["id"]]
    except (ValueError, KeyError, TypeError, RecursionError) as wrong:
        raise ValueError(_NO_FEED) from wrong
    told["items"] = [*made, *others]
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=1).encode() + b"\n"


def _with_element(document: bytes, made: bytes, form: Form) -> bytes:
    from lxml import etree

    where, item, key, moved = _PARTS[form]
    root = _parsed(document)
    old, new = root.find(where), _parsed(made).find(where)
    moment = None if old is None else old.find(moved)
    if moment is None:
        raise ValueError(_NO_FEED)
    entry = new.find(item)
    for each in old.findall(item):
        if each.findtext(key) == entry.findtext(key):
            old.remove(each)
    moment.text = new.findtext(moved)
    first = old.find(item)
    if first is None:
        old.append(entry)
    else:
        first.addprevious(entry)
    data: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return data + b"\n"


def _parsed(document: bytes) -> Any:
    from lxml import etree

    # whatever lies at an origin: nothing is fetched for it, and no entity unfolds
    parser = etree.XMLParser(resolve_entities=False, no_network=True, strip_cdata=False)
    try:
        return etree.fromstring(document, parser)
    except etree.XMLSyntaxError as wrong:
        raise ValueError(_NO_FEED) from wrong
