"""content/site.yml becomes Settings."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit

from generator.content.addresses import as_address, as_colour, as_contact, as_number, as_zone
from generator.content.fields import (
    Problems,
    as_date,
    as_line,
    as_mapping,
    as_words,
    list_of,
    optional,
    pairs_of,
    refuse_unknown,
    required,
)
from generator.content.source import Source
from generator.content.updates import COMMON_FIELDS, INCIDENT_FIELDS
from generator.content.yamlio import MAX_SETTINGS_NODES, Mapping, Node, Scalar, Sequence, parse_yaml
from generator.errors import Location, Problem, error, has_errors, warning
from generator.model.component import Component, ComponentStatus, Group
from generator.model.site import DEFAULT_WEIGHTS, Settings

KEYS = (
    "title",
    "url",
    "identity",
    "mirrors",
    "timezone",
    "contact",
    "brand",
    "follow",
    "theme",
    "components",
    "weights",
)
#: keys of parts that are still to come, with what they are for
LATER_KEYS = {
    "policy": "checking how incidents are written",
    "roles": "checking how incidents are written",
    "deploy": "publishing",
    "independence": "publishing",
    "notify": "sending messages",
}
COMPONENT_KEYS = ("id", "name", "description", "since", "retired", "sla")

_COMPONENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_FIELD_NAMES = frozenset({*COMMON_FIELDS, *INCIDENT_FIELDS, "update"})


def parse_settings(source: Source) -> tuple[Settings | None, Problems]:
    """The settings in `source`; None where there is an error."""
    node, problems = parse_yaml(source, 1, len(source.lines), MAX_SETTINGS_NODES)
    if not isinstance(node, Mapping):
        if not problems:
            message = "holds no settings: lines of `key: value` such as `title: Acme Status`"
            problems.append(error("FILE-09", Location(source.file), message))
        return None, problems
    refuse_unknown(node, (*KEYS, *LATER_KEYS), "site.yml", problems)
    problems.extend(_later(node))
    title = required(node, "title", as_line, problems)
    url = required(node, "url", as_address, problems)
    layout = optional(node, "components", _as_layout, problems) or ()
    problems.extend(_repeated_ids(layout))
    values = {
        "identity": optional(node, "identity", _as_identity, problems) or _default_identity(url),
        "mirrors": optional(node, "mirrors", list_of(as_address), problems) or (),
        "timezone": optional(node, "timezone", as_zone, problems) or "UTC",
        "contact": optional(node, "contact", as_contact, problems) or "",
        **_brand(node, problems),
        "follow": optional(node, "follow", pairs_of(_as_follow), problems) or (),
        "theme": optional(node, "theme", _as_theme, problems) or "default",
        "weights": optional(node, "weights", _as_weights, problems) or DEFAULT_WEIGHTS,
        "layout": tuple(entry for entry, _ in layout),
        "location": Location(source.file),
    }
    if title is None or url is None or has_errors(problems):
        return None, problems
    return Settings(title=title, url=url, **values), problems


#: an entry of the page, and where each id in it stands
_Placed = tuple[Group | Component, tuple[tuple[str, Location], ...]]


def _later(settings: Mapping) -> Iterator[Problem]:
    for key, _ in settings.entries:
        if what := LATER_KEYS.get(key.text.casefold()):
            message = (
                f"'{key.text}' is for {what}, which this version cannot do yet: it has no effect"
            )
            yield warning("KEY-13", key.location, message)


def _default_identity(url: str | None) -> str:
    return f"{urlsplit(url or '').hostname},2000"


def _as_identity(node: Node, problems: Problems) -> str | None:
    """The authority of a tag URI (RFC 4151): a host name, a comma, a date."""
    text = as_words(node, problems)
    if text is None or re.fullmatch(r"[a-z0-9][a-z0-9.-]*,\d{4}(-\d{2}(-\d{2})?)?", text):
        return text
    message = f"'{text}' is not a host name, a comma and a year"
    hint = "write one like status.acme.example,2026 and never change it"
    problems.append(error("KEY-12", node.location, message, hint))
    return None


def _as_theme(node: Node, problems: Problems) -> str | None:
    text = as_words(node, problems)
    if text is None or re.fullmatch(r"[a-z0-9][a-z0-9-]*", text):
        return text
    message = f"'{text}' cannot be the name of a theme: small letters, digits and `-`"
    problems.append(error("KEY-12", node.location, message))
    return None


def _as_follow(node: Node, problems: Problems) -> str | None:
    """An address, or `page` for the status page itself."""
    if isinstance(node, Scalar) and node.text == "page":
        return node.text
    return as_contact(node, problems)


def _brand(settings: Mapping, problems: Problems) -> dict[str, Any]:
    brand = optional(settings, "brand", as_mapping, problems)
    if brand is None:
        return {}
    refuse_unknown(brand, ("logo", "accent"), "brand", problems)
    return {
        "logo": optional(brand, "logo", as_line, problems) or "",
        "accent": optional(brand, "accent", as_colour, problems) or "",
    }


def _as_weights(
    node: Node, problems: Problems
) -> tuple[tuple[ComponentStatus, Decimal], ...] | None:
    """A number from 0 to 1 for each status; the usual ones for those not named."""
    mapping = as_mapping(node, problems)
    if mapping is None:
        return None
    refuse_unknown(mapping, [status.value for status, _ in DEFAULT_WEIGHTS], "weights", problems)
    weights = dict(DEFAULT_WEIGHTS)
    for status in weights:
        given = mapping.get(status.value)
        weight = as_number(given, problems) if given else None
        if given and weight is not None and weight > 1:
            problems.append(error("KEY-09", given.location, "a weight is at most 1"))
        elif weight is not None:
            weights[status] = weight
    return tuple(weights.items())


def _as_layout(node: Node, problems: Problems) -> list[_Placed] | None:
    if not isinstance(node, Sequence):
        hint = "begin each with `- id:` (or `- group:`)"
        problems.append(error("KEY-03", node.location, "a list of components belongs here", hint))
        return None
    entries = [_as_entry(item, problems) for item in node.items]
    return [entry for entry in entries if entry]


def _as_entry(node: Node, problems: Problems) -> _Placed | None:
    mapping = as_mapping(node, problems)
    if mapping is None:
        return None
    if mapping.get("group") is None:
        return _as_component(mapping, problems)
    refuse_unknown(mapping, ("group", "id", "components"), "a group", problems)
    name = required(mapping, "group", as_line, problems)
    items = required(mapping, "components", list_of(as_mapping), problems) or ()
    placed = [entry for entry in (_as_component(item, problems) for item in items) if entry]
    given = optional(mapping, "id", _as_component_id, problems)
    if name is None:
        return None
    group_id = given or _group_slug(name)
    group = Group(id=group_id, name=name, components=tuple(entry for entry, _ in placed))
    places = tuple(place for _, inner in placed for place in inner)
    return group, ((f"{group_id} (a group)", mapping.location), *places)


def _as_component(
    fields: Mapping, problems: Problems
) -> tuple[Component, tuple[tuple[str, Location], ...]] | None:
    refuse_unknown(fields, COMPONENT_KEYS, "a component", problems)
    component_id = required(fields, "id", _as_component_id, problems)
    name = required(fields, "name", as_line, problems)
    component = Component(
        id=component_id or "",
        name=name or "",
        description=optional(fields, "description", as_line, problems) or "",
        since=optional(fields, "since", as_date, problems),
        retired=optional(fields, "retired", as_date, problems),
        sla=optional(fields, "sla", _as_promise, problems),
    )
    node = fields.get("id")
    place = node.location if node else fields.location
    return (component, ((component.id, place),)) if component_id and name else None


def _as_component_id(node: Node, problems: Problems) -> str | None:
    text = as_words(node, problems)
    if text is None:
        return None
    if not _COMPONENT_ID.fullmatch(text):
        message = f"'{text}' cannot be a component's id: small letters, digits and `-`"
        problems.append(error("KEY-12", node.location, message, f"write: {slug(text)}"))
        return None
    if text in _FIELD_NAMES:
        message = f"'{text}' is a field of updates, so no component can be called so"
        problems.append(error("KEY-12", node.location, message, f"write: {text}-service"))
        return None
    return text


def _as_promise(node: Node, problems: Problems) -> Decimal | None:
    promise = as_number(node, problems)
    if promise is not None and not 0 < promise <= 100:
        problems.append(error("KEY-09", node.location, "a promise is a percentage, such as 99.9"))
        return None
    return promise


def _repeated_ids(layout: Iterable[_Placed]) -> Iterator[Problem]:
    seen: dict[str, Location] = {}
    for name, place in (named for _, places in layout for named in places):
        if name in seen:
            message = f"the id {name} is also on line {seen[name].line}"
            yield error("CON-05", place, message, "each component and group needs an id of its own")
        seen.setdefault(name, place)


def _group_slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.casefold()).strip("-") or "group"


def slug(text: str) -> str:
    """`text` as an id: small Latin letters, digits and single dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "x"
