"""widget.js: the state of the service on its own pages, by one script tag."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import partial

from generator.outputs.artifact import Artifact
from generator.render.inline import squeezed_css, squeezed_script, tokens
from generator.render.manifest import Look
from generator.render.theme import Theme
from generator.state.records import State

PATH = "widget.js"
STYLE = "widget.css"

_STRING_OR_MARK = re.compile(
    r"""(?P<string> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' ) | \s* (?P<mark> [{};,] ) \s*""",
    re.VERBOSE,
)


def widget(state: State, theme: Theme) -> Iterator[Artifact]:
    """The script: the theme's, with the theme's colours and the site's accent."""
    accent = state.site.settings.accent
    yield Artifact(PATH, accent, partial(_script, theme, accent))


def _script(theme: Theme, accent: str) -> bytes:
    """The function that the theme's widget.js is, called with its style sheet."""
    css = squeezed_css(theme.read(STYLE))
    look = Look(options={}, style=_used(theme.look.style, css), dark=_used(theme.look.dark, css))
    style = tokens(look, accent).replace(":root{", ":host{") + _tight(css)
    # ASCII: a page may be in any encoding
    return f"({squeezed_script(theme.read(PATH))})({json.dumps(style)})\n".encode()


def _used(style: Mapping[str, str], css: str) -> dict[str, str]:
    """The custom properties that a style sheet asks for."""
    return {name: value for name, value in style.items() if f"var(--{name})" in css}


def _tight(css: str) -> str:
    """Without the spaces around its marks: here every byte is fetched by strangers' pages."""
    return _STRING_OR_MARK.sub(lambda found: found["string"] or found["mark"], css)
