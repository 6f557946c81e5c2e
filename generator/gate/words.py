"""Words that are internal must be in no file."""

import re
from collections.abc import Iterator
from html import unescape

from generator.gate.house import House

_MARKUP = re.compile(r"<[^>]*>")
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
