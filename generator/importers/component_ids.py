"""Ids for components and groups that come from elsewhere: legal ones, that people can read."""

import re

from generator.content.layout import slug

MAX_COMPONENT_ID = 100

#: what `slug` gives for a text without Latin letters and digits
NO_LETTERS = "x"
#: fields of an update: no component may be called so
_RESERVED = frozenset({"workaround", "eta", "notify", "edited", "impact", "reopened", "update"})


def component_id(name: str, group: str, code: str) -> str:
    """`compute-us-east-ashburn`; the source's code where a name has no Latin letters or digits."""
    parts = [slug(part) for part in (group, name) if part]
    known = [part for part in parts if part != NO_LETTERS]
    if parts[-1] == NO_LETTERS and name.casefold() != NO_LETTERS:
        known.append(slug(code) if known else f"component-{slug(code)}")
    elif parts[-1] == NO_LETTERS:
        known.append(NO_LETTERS)
    text = "-".join(known)[:MAX_COMPONENT_ID].strip("-")
    return f"{text}-service" if text in _RESERVED else text


def with_suffix(component: str, suffix: str) -> str:
    """An id that is not `component`, for another that has its name."""
    end = f"-{slug(suffix)}"
    return component[: MAX_COMPONENT_ID - len(end)].strip("-") + end


def default_group_id(name: str) -> str:
    """The id that site.yml gives a group without one."""
    return re.sub(r"\W+", "-", name.casefold()).strip("-") or "group"
