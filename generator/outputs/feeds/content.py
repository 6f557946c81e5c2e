"""The HTML of an entry: plain elements, absolute links, nothing that a reader would refuse."""

import re
from collections.abc import Callable, Iterator
from html import escape

from generator.outputs.feeds.legal import clean
from generator.outputs.feeds.records import Entry, Said
from generator.render.body import Body
from generator.render.words import When

#: turns block Markdown, or (True) a line of it, into safe HTML
ToHtml = Callable[[Body, bool], str]

#: what pages say of a table to screen readers; validators of feeds do not know it
_SECTION = re.compile(r"<section\b[^<>]*>")


def markdown(body: Body, is_line: bool) -> str:
    """An author's Markdown as safe HTML, for feeds."""
    from generator.render.markup import to_html, to_inline_html

    convert = to_inline_html if is_line else to_html
    return _SECTION.sub("<section>", convert(body.text, dict(body.targets)))


def content_html(entry: Entry, to_html: ToHtml) -> str:
    """What an entry says, newest first."""
    head = "".join(_head(entry))
    return clean(head + "\n<hr>\n".join(_said(each, to_html) for each in entry.said))


def _head(entry: Entry) -> Iterator[str]:
    if entry.window:
        start, end = entry.window
        yield f"<p>Planned from {_time(start)} to {_time(end)}.</p>\n"
    for sentence in entry.lead:
        yield f"<p>{escape(sentence)}</p>\n"


def _said(each: Said, to_html: ToHtml) -> str:
    parts = [f"<p><strong>{escape(each.status)}</strong> – {_time(each.at)}</p>"]
    if each.body.text.strip():
        parts.append(to_html(each.body, False))
    if each.workaround:
        parts.append(f"<p><strong>Workaround:</strong> {to_html(each.workaround, True)}</p>")
    if each.facts:
        parts.append(f"<p><small>{'<br>'.join(_fact(*fact) for fact in each.facts)}</small></p>")
    return "\n".join(parts)


def _fact(words: str, fact: When | str) -> str:
    return f"{escape(words)} {escape(fact) if isinstance(fact, str) else _time(fact)}"


def _time(moment: When) -> str:
    return f'<time datetime="{moment.iso}">{escape(moment.text)}</time>'
