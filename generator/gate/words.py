"""Words that are internal, and secrets, must be in no file.

What people write is checked before anything is made of it. What comes by another way, such as a
theme, is only seen here. Of patterns that could also match what somebody wrote, none is used, but
in comments: no word of an author gets there.
"""

import re
from collections.abc import Iterator
from html import unescape

from generator.checks.leaks import INTERNALS, TOKENS, Pattern, leaks_in
from generator.gate.house import House

_MARKUP = re.compile(r"<[^>]*>")
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
#: a picture inside a page: letters by chance
_PICTURE = re.compile(r"base64,[A-Za-z0-9+/=]+")
_GAP = re.compile(r"[\s<>&\"'(),;]+")


def leaks(data: bytes, house: House) -> Iterator[str]:
    """A sentence for each internal word in a file; the word itself is not repeated."""
    if not house.internal:
        return
    text = unescape(data.decode("utf-8", "replace"))
    pieces = set(_GAP.split(text)) | set(_GAP.split(_MARKUP.sub(" ", text)))
    bare = {piece.strip(".:!?[]{}`*_") for piece in pieces}
    found = house.internal & (pieces | bare)
    shown = sorted(f"{word[:2]}…" for word in found if not house.is_public(word))
    if shown:
        yield f"holds what is under `internal:` in an event ({', '.join(shown)})"


def secrets(data: bytes) -> Iterator[str]:
    """A sentence for each key or token, and each internal word in a comment; not repeated whole."""
    text = _PICTURE.sub("", data.decode("utf-8", "replace"))
    yield from _said(text, TOKENS, "holds")
    for comment in _COMMENT.findall(text):
        yield from _said(comment, INTERNALS, "has a comment that holds")


def _said(text: str, patterns: tuple[Pattern, ...], holds: str) -> Iterator[str]:
    for leak in leaks_in(text, patterns):
        if leak.is_certain:
            yield f"{holds} {leak.what} ({text[leak.start : leak.start + 4]}…)"
