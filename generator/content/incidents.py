"""An incident's file becomes an Incident."""

from datetime import datetime

from generator.content.events import COMMON_KEYS, event_id, parse_updates, shared_values
from generator.content.fields import (
    Problems,
    as_date,
    as_line,
    as_mapping,
    as_time,
    as_words,
    list_of,
    one_of,
    optional,
    refuse_unknown,
    required,
)
from generator.content.frontmatter import parse_document
from generator.content.source import Source
from generator.content.updates import COMMON_FIELDS, INCIDENT_FIELDS, Grammar
from generator.content.yamlio import Node
from generator.errors import has_errors
from generator.model.component import ComponentStatus
from generator.model.incident import End, Incident, IncidentClass, IncidentStatus
from generator.model.update import ComponentChange, Impact

KEYS = (
    "impact",
    "started",
    "detected",
    "ended",
    "class",
    "errors",
    "postmortem_due",
    *COMMON_KEYS,
)


def parse_incident(
    source: Source, component_ids: frozenset[str] | None = None
) -> tuple[Incident | None, Problems]:
    """The incident in `source`; None where it has an error. Warnings may come with an incident.

    `component_ids` are those of site.yml; None takes any.
    """
    document, problems = parse_document(source)
    if document is None:
        return None, problems
    fields = document.fields
    refuse_unknown(fields, KEYS, "an incident", problems)
    title = required(fields, "title", as_line, problems)
    impact = required(fields, "impact", one_of(Impact), problems)
    grammar = Grammar(IncidentStatus, (*COMMON_FIELDS, *INCIDENT_FIELDS), component_ids)
    values = {
        "id": event_id(document, problems),
        "updates": parse_updates(document, grammar, problems),
        "components": optional(fields, "components", as_component_changes, problems) or (),
        "started": optional(fields, "started", as_time, problems),
        "detected": optional(fields, "detected", as_time, problems),
        "ended": optional(fields, "ended", _as_end, problems),
        "kind": optional(fields, "class", one_of(IncidentClass), problems),
        "errors": optional(fields, "errors", list_of(as_line), problems) or (),
        "postmortem_due": optional(fields, "postmortem_due", as_date, problems),
        **shared_values(document, problems),
    }
    if title is None or impact is None or has_errors(problems):
        return None, problems
    return Incident(title=title, impact=impact, **values), problems


def as_component_changes(node: Node, problems: Problems) -> tuple[ComponentChange, ...] | None:
    """`<component id>: <status>` lines."""
    mapping = as_mapping(node, problems)
    if mapping is None:
        return None
    read = one_of(ComponentStatus)
    changes = [(key.text.casefold(), read(value, problems)) for key, value in mapping.entries]
    return tuple((key, status) for key, status in changes if status is not None)


def _as_end(node: Node, problems: Problems) -> datetime | End | None:
    text = as_words(node, problems)
    if text is not None and text.casefold() == End.UNKNOWN.value:
        return End.UNKNOWN
    return as_time(node, problems) if text is not None else None
