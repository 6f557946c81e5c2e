"""A feed as Atom 1.0 or RSS 2.0."""

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from generator.outputs.feeds.addresses import Form
from generator.outputs.feeds.content import ToHtml, content_html
from generator.outputs.feeds.legal import plain_title
from generator.outputs.feeds.records import Entry, Feed

if TYPE_CHECKING:
    from feedgen.feed import FeedGenerator

LANGUAGE, GENERATOR = "en", "Fogbell"


def atom(feed: Feed, to_html: ToHtml) -> bytes:
    """The feed as Atom."""
    made = _head(feed, Form.ATOM)
    moments = _distinct_moments(feed)
    for entry in feed.entries:
        added = _add(made, entry, to_html)
        added.published(entry.published)
        added.updated(moments[entry.id])
    return _finished(made.atom_str(pretty=True))


def rss(feed: Feed, to_html: ToHtml) -> bytes:
    """The feed as RSS. It has one date for an entry: where entries move, when it last did."""
    made = _head(feed, Form.RSS)
    for entry in feed.entries:
        added = _add(made, entry, to_html)
        added.published(entry.updated if feed.is_moving else entry.published)
    return _finished(made.rss_str(pretty=True))


def _head(feed: Feed, form: Form) -> "FeedGenerator":
    from feedgen.feed import FeedGenerator

    made = FeedGenerator()
    made.id(feed.id)
    made.title(plain_title(feed.title))
    made.subtitle(plain_title(feed.description))
    made.author({"name": plain_title(feed.author)})
    made.language(LANGUAGE)
    made.generator(GENERATOR)
    made.updated(feed.updated)
    made.link(href=feed.address(form), rel="self", type=form.media_type)
    made.link(href=feed.home, rel="alternate", type="text/html")  # the last one is RSS's link
    return made


def _add(made: "FeedGenerator", entry: Entry, to_html: ToHtml) -> "FeedGenerator":
    added = made.add_entry(order="append")
    added.guid(entry.id, permalink=False)
    added.title(plain_title(entry.title))
    added.link(href=entry.url, rel="alternate", type="text/html")
    added.content(content_html(entry, to_html), type="html")
    for tag in entry.tags:
        added.category(term=plain_title(tag))
    return added


def _distinct_moments(feed: Feed) -> Mapping[str, datetime]:
    """When each entry was updated, by its id: validators warn where two of a feed say the same.

    Of entries of one second all but the earliest published add a fraction of it, made of their id.
    """
    moments: dict[str, datetime] = {}
    for entry in sorted(feed.entries, key=lambda entry: (entry.published, entry.id)):
        moment = entry.updated
        if moment in moments.values():
            digest = hashlib.sha256(entry.id.encode()).digest()
            moment += timedelta(microseconds=1 + int.from_bytes(digest[:4]) % 999_999)
        moments[entry.id] = moment
    return moments


def _finished(document: bytes) -> bytes:
    return document if document.endswith(b"\n") else document + b"\n"
