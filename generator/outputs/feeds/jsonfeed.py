"""A feed as JSON Feed 1.1."""

import json

from generator.outputs.feeds.addresses import Form
from generator.outputs.feeds.content import ToHtml, content_html
from generator.outputs.feeds.records import Entry, Feed
from generator.render.words import iso

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, to_html: ToHtml) -> bytes:
    """The feed as JSON Feed."""
    made = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address(Form.JSON),
        "description": feed.description,
        "language": "en",
        "authors": [{"name": feed.author}],
        "items": [_item(entry, to_html) for entry in feed.entries],
    }
    return json.dumps(made, ensure_ascii=False, allow_nan=False, indent=1).encode() + b"\n"


def _item(entry: Entry, to_html: ToHtml) -> dict[str, object]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_html": content_html(entry, to_html),
        "date_published": iso(entry.published),
        "date_modified": iso(entry.updated),
        "tags": list(entry.tags),
    }
