"""What templates may call on a view's values."""

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

from generator.render.body import Body

#: without one of these, Markdown is just its words, and its library need not be loaded
_ACTIVE = re.compile(r"[\\`*_\[\]<>&~|#!+=-]|\d[.)]|\w://|\bwww\.")


def _markdown(body: Body, shift: int = 0) -> object:
    """Block Markdown as safe HTML; `shift` lowers its headings."""
    from markupsafe import Markup

    from generator.render.markup import to_html

    return Markup(to_html(body.text, dict(body.targets), shift=shift))  # noqa: S704 - sanitised


def _inline(body: Body) -> object:
    """A line of inline Markdown as safe HTML."""
    from markupsafe import Markup

    from generator.render.markup import to_inline_html

    return Markup(to_inline_html(body.text, dict(body.targets)))  # noqa: S704 - sanitised


def _plain(text: str) -> str:
    """Markdown's words only, on one line."""
    if not _ACTIVE.search(text):
        return " ".join(text.split())
    from generator.render.markup import to_plain

    return to_plain(text)


FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {"markdown": _markdown, "inline": _inline, "plain": _plain}
)
