"""What templates may call on a view's values."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from generator.render.body import Body

#: without one of these, Markdown is just its words, and its library need not be loaded
_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|#!+=-]|\d[.)]|\w://|\bwww\.")


def _markdown(body: Body | str, shift: int = 0) -> object:
    """Block Markdown as safe HTML; `shift` lowers its headings."""
    from markupsafe import Markup

    from generator.render.markup import to_html

    words = _as_body(body)
    return Markup(to_html(words.text, dict(words.targets), shift=shift))  # noqa: S704 - sanitised


def _inline(body: Body | str) -> object:
    """A line of inline Markdown as safe HTML."""
    from markupsafe import Markup

    from generator.render.markup import to_inline_html

    words = _as_body(body)
    return Markup(to_inline_html(words.text, dict(words.targets)))  # noqa: S704 - sanitised


def _plain(body: Body | str) -> str:
    """Markdown's words only, on one line."""
    text = _as_body(body).text
    if not _ACTIVE.search(text):
        return " ".join(text.split())
    from generator.render.markup import to_plain

    return to_plain(text)


def _as_body(words: Body | str) -> Body:
    """What a filter was given: an author's words, or a plain text such as an option."""
    if isinstance(words, Body):
        return words
    text = str(words)  # one that is not defined says so here
    if not isinstance(words, str):
        raise TypeError(f"markdown, inline and plain take text, and this is none: {text[:60]}")
    return Body(text)


FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {"markdown": _markdown, "inline": _inline, "plain": _plain}
)
