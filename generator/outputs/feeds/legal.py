"""Text as feeds may carry it: what XML forbids is gone, and no title can be taken for HTML."""

import re
from html.entities import name2codepoint

from generator.render.markup_grammar import legal

_TAG = re.compile(r"<([/!?A-Za-z][^<>]*)>")
_OPENING = re.compile(r"<(?=[/!?A-Za-z])")
_LEFT = "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}"
_RIGHT = "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}"
_REFERENCE = re.compile(r"&(?=(#?\w+))")


def clean(text: str) -> str:
    """The text without control characters, lone surrogates, non-characters and U+FFFD."""
    return legal(text).replace("\N{REPLACEMENT CHARACTER}", "")


def clean_line(text: str) -> str:
    """The same, in one line."""
    return " ".join(clean(text).split())


def plain_title(title: str) -> str:
    """A title for Atom and RSS, where it must not look like HTML.

    Many readers take RSS titles for HTML, and validators warn. So tags get angle quotation marks
    in the place of `<` and `>`, and what looks like `&lt;` a wide `&`. `a < b` and `R&D` stay.
    """
    shown = _OPENING.sub(_LEFT, _TAG.sub(rf"{_LEFT}\1{_RIGHT}", title))
    return _REFERENCE.sub(_ampersand, shown)


def _ampersand(found: re.Match[str]) -> str:
    name = found[1]
    is_word = name.isalpha() and name not in name2codepoint and name != "apos"
    return "&" if is_word else "\N{FULLWIDTH AMPERSAND}"
