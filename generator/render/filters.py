"""What templates may call on a view's values."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from generator.render.body import Body


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


FILTERS: Mapping[str, Callable[..., object]] = MappingProxyType(
    {"markdown": _markdown, "inline": _inline}
)
