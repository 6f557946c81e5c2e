"""Ids and file names that people can read, and that stay what they are."""

import re
import unicodedata

from generator.content.layout import slug
from generator.importers.statuspage.records import Birth

#: the key under `internal:` that says where a file is from, and its first word
SOURCE_KEY = "source"
SOURCE_WORD = "statuspage"

MAX_SLUG = 50
MAX_COMPONENT_ID = 100

#: what `slug` gives for a text without Latin letters and digits
_NO_LETTERS = "x"
#: fields of an update: no component may be called so
_RESERVED = frozenset({"workaround", "eta", "notify", "edited", "impact", "reopened", "update"})


def source_note(page: str, code: str) -> str:
    """What `internal: {source: …}` of an imported file says."""
    return f"{SOURCE_WORD} {page}/{code}"


def stem_of(code: str, birth: Birth) -> str:
    """`2026-08-17-incident-with-actions-zkxwbgr0cnmx`: a legal id, and another for each code."""
    day = birth.began.date().isoformat()
    return "-".join(filter(None, (day, _title_slug(birth.title), code)))


def component_id(name: str, group: str, code: str) -> str:
    """`compute-us-east-ashburn`; the source's code where a name has no Latin letters or digits."""
    parts = [slug(part) for part in (group, name) if part]
    known = [part for part in parts if part != _NO_LETTERS]
    if parts[-1] == _NO_LETTERS and name.casefold() != _NO_LETTERS:
        known.append(slug(code) if known else f"component-{slug(code)}")
    elif parts[-1] == _NO_LETTERS:
        known.append(_NO_LETTERS)
    text = "-".join(known)[:MAX_COMPONENT_ID].strip("-")
    return f"{text}-service" if text in _RESERVED else text


def with_suffix(component: str, suffix: str) -> str:
    """An id that is not `component`, for another that has its name."""
    end = f"-{slug(suffix)}"
    return component[: MAX_COMPONENT_ID - len(end)].strip("-") + end


def default_group_id(name: str) -> str:
    """The id that site.yml gives a group without one."""
    return re.sub(r"\W+", "-", name.casefold()).strip("-") or "group"


def _title_slug(title: str) -> str:
    """The words of a title; in its own script where Latin letters would lose most of it."""
    plain = slug(title)
    letters = sum(character.isalnum() for character in title)
    if sum(character.isalnum() for character in plain) * 2 < letters:
        plain = _own_script(title)
    is_empty = plain == _NO_LETTERS and title.casefold() != _NO_LETTERS
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
