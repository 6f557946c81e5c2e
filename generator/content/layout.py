"""`components:` of site.yml becomes groups and components, in the order of the page."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from decimal import Decimal

from generator.content.addresses import as_number
from generator.content.fields import (
    Problems,
    as_date,
    as_line,
    as_mapping,
    as_words,
    is_empty,
    list_of,
    optional,
    refuse_unknown,
    required,
)
from generator.content.updates import COMMON_FIELDS, INCIDENT_FIELDS
from generator.content.yamlio import Mapping, Node, Scalar, Sequence
from generator.errors import Location, Problem, error
from generator.model.component import Component, Group

COMPONENT_KEYS = ("id", "name", "description", "since", "retired", "sla")

_COMPONENT_ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
_FIELD_NAMES = frozenset({*COMMON_FIELDS, *INCIDENT_FIELDS, "update"})
_ID_HINT = "add one of small letters, digits and `-`, such as `id: api`; it never changes"
_NAME_HINT = "add what customers call it, such as `name: API`"

Layout = tuple[Group | Component, ...]
#: an entry of the page, and where each id in it stands
_Placed = tuple[Group | Component, tuple[tuple[str, Location], ...]]


def as_layout(node: Node, problems: Problems) -> Layout | None:
    """A list of groups and components; each with an id of its own."""
    if not isinstance(node, Sequence):
        hint = "begin each with `- id:` (or `- group:`)"
        problems.append(error("KEY-03", node.location, "a list of components belongs here", hint))
        return None
    entries = [entry for item in node.items if (entry := _as_entry(item, problems))]
    problems.extend(_repeated_ids(entries))
    return tuple(entry for entry, _ in entries)


def slug(text: str) -> str:
    """`text` as an id: small Latin letters, digits and single dashes."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().casefold()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].strip("-") or "x"


def _as_entry(node: Node, problems: Problems) -> _Placed | None:
    mapping = _component_lines(node, problems)
    if mapping is None:
        return None
    if mapping.get("group") is None:
        return _as_component(mapping, problems)
    refuse_unknown(mapping, ("group", "id", "components"), "a group", problems)
    name = required(mapping, "group", as_line, problems)
    hint = "add its components below: `components:`, then lines begun with `- id:`"
    items = required(mapping, "components", list_of(_component_lines), problems, hint) or ()
    placed = [entry for item in items if (entry := _as_component(item, problems))]
    given = optional(mapping, "id", _as_component_id, problems)
    if name is None:
        return None
    group_id = given or re.sub(r"\W+", "-", name.casefold()).strip("-") or "group"
    group = Group(id=group_id, name=name, components=tuple(entry for entry, _ in placed))
    named = mapping.get("id") or mapping.get("group") or mapping
    places = [place for _, inner in placed for place in inner]
    return group, ((f"the group '{group_id}'", named.location), *places)


def _component_lines(node: Node, problems: Problems) -> Mapping | None:
    if not isinstance(node, Scalar) or is_empty(node):
        return as_mapping(node, problems)
    message = "a component needs an id and a name"
    hint = f"write: - {{id: {slug(node.text)}, name: {node.text}}}"
    problems.append(error("KEY-03", node.location, message, hint))
    return None


def _as_component(
    fields: Mapping, problems: Problems
) -> tuple[Component, tuple[tuple[str, Location], ...]] | None:
    if fields.get("group") is not None:
        message = "a group cannot stand in a group"
        place = replace(fields.location, width=len("group"))
        problems.append(error("KEY-01", place, message, "put it beside the other one"))
        return None
    refuse_unknown(fields, COMPONENT_KEYS, "a component", problems)
    component_id = required(fields, "id", _as_component_id, problems, _ID_HINT)
    name = required(fields, "name", as_line, problems, _NAME_HINT)
    component = Component(
        id=component_id or "",
        name=name or "",
        description=optional(fields, "description", as_line, problems) or "",
        since=optional(fields, "since", as_date, problems),
        retired=optional(fields, "retired", as_date, problems),
        sla=optional(fields, "sla", _as_promise, problems),
    )
    node = fields.get("id")
    if not (component_id and name and node):
        return None
    return component, ((f"the component '{component_id}'", node.location),)


def _as_component_id(node: Node, problems: Problems) -> str | None:
    text = as_words(node, problems)
    if text is None:
        return None
    if not _COMPONENT_ID.fullmatch(text):
        message = f"'{text}' cannot be an id: small letters, digits and `-`, at most 100"
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
            message = f"{name} is here twice; it is also on line {seen[name].line}"
            hint = "each component and each group needs an id of its own"
            yield error("CON-05", place, message, hint)
        seen.setdefault(name, place)
