"""What a theme puts into the head of every page: its style sheet, its script, and their policy."""

import base64
import hashlib
import re
from collections.abc import Mapping

from generator.errors import UserError
from generator.model.colour import as_hex, parse_colour, readable
from generator.render.manifest import Look

_PIECES = re.compile(
    r"""(?P<kept> "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | \\.  # strings, escapes
               | url\(\s*[^"'\s)][^)]*\) )                     # an address without quotes
      | (?P<gap> (?: \s | /\*.*?(?:\*/|\Z) )+ )""",
    re.VERBOSE | re.DOTALL,
)
_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
#: what links lie on
_PAPERS = ("paper", "fill")


def inlined(css: str, script: str, look: Look, accent: str) -> Mapping[str, str]:
    """`css`, `script` and `csp`, the policy (CSP 3) that allows just these two."""
    css = _closed("style", tokens(look, accent) + squeezed_css(css))
    script = _closed("script", squeezed_script(script))
    policy = ["default-src 'none'", f"style-src '{_hash(css)}'"]
    policy += [f"script-src '{_hash(script)}'", "connect-src 'self'"] if script else []
    policy += ["img-src 'self' data:", "base-uri 'none'", "form-action 'none'"]
    return {"css": css, "script": script, "csp": "; ".join(policy)}


def tokens(look: Look, accent: str = "") -> str:
    """The custom properties of a look, with an accent that can be read on light and dark pages."""
    light, dark = dict(look.style), dict(look.dark)
    if accent:
        light["accent"] = _readable_on(light, accent)
        dark["accent"] = _readable_on({**look.style, **look.dark}, accent)
    night = _root(dark)
    return _root(light) + (f"@media(prefers-color-scheme:dark){{{night}}}" if night else "")


def squeezed_css(css: str) -> str:
    """A style sheet without comments, each gap one space; strings stay as they are."""
    return _PIECES.sub(lambda piece: piece["kept"] or _gap(piece["gap"]), css).strip()


def squeezed_script(script: str) -> str:
    """A script without indentation, empty lines and lines that are `//` comments.

    It is not parsed: a text in it must not run over several lines.
    """
    lines = (line.strip() for line in script.splitlines())
    return "\n".join(line for line in lines if line and not line.startswith("//"))


def _gap(text: str) -> str:
    """One space; where a comment alone keeps words apart, an empty one."""
    return " " if re.search(r"\s", _COMMENT.sub("", text)) else "/**/"


def _root(style: Mapping[str, str]) -> str:
    declarations = ";".join(f"--{name}:{value}" for name, value in style.items())
    return f":root{{{declarations}}}" if declarations else ""


def _readable_on(style: Mapping[str, str], accent: str) -> str:
    colour = parse_colour(accent)
    papers = [paper for name in _PAPERS if (paper := parse_colour(style.get(name, "")))]
    return as_hex(readable(colour, papers)) if colour else accent


def _closed(tag: str, text: str) -> str:
    if f"</{tag}" in text.lower():
        raise UserError(f"the theme's {tag} holds `</{tag}`, which would end it")
    return text


def _hash(text: str) -> str:
    return f"sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}"
