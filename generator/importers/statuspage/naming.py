"""Names of files that people can read, and that stay what they are."""

import re
import unicodedata

from generator.content.layout import slug
from generator.importers.component_ids import NO_LETTERS
from generator.importers.statuspage.records import Birth

#: the key under `internal:` that says where a file is from, and its first word
SOURCE_KEY = "source"
SOURCE_WORD = "statuspage"

MAX_SLUG = 50


def source_note(page: str, code: str) -> str:
    """What `internal: {source: …}` of an imported file says."""
    return f"{SOURCE_WORD} {page}/{code}"


def stem_of(code: str, birth: Birth) -> str:
    """`2026-08-17-incident-with-actions-zkxwbgr0cnmx`: a legal id, and another for each code."""
    day = birth.began.date().isoformat()
    return "-".join(filter(None, (day, _title_slug(birth.title), code)))


def _title_slug(title: str) -> str:
    """The words of a title; in its own script where Latin letters would lose most of it."""
    plain = slug(title)
    letters = sum(character.isalnum() for character in title)
    if sum(character.isalnum() for character in plain) * 2 < letters:
        plain = _own_script(title)
    is_empty = plain == NO_LETTERS and title.casefold() != NO_LETTERS
    return "" if is_empty else _shortened(plain)


def _own_script(title: str) -> str:
    text = unicodedata.normalize("NFC", title.casefold())
    kept = (c if c.isalnum() or unicodedata.category(c)[0] == "M" else "-" for c in text)
    return re.sub("-+", "-", "".join(kept)).strip("-")


def _shortened(text: str) -> str:
    """At most MAX_SLUG characters, cut between words where that leaves enough."""
    if len(text) <= MAX_SLUG:
        return text
    cut = text[: MAX_SLUG + 1].rpartition("-")[0]
    return cut if len(cut) > MAX_SLUG // 2 else text[:MAX_SLUG].strip("-")
