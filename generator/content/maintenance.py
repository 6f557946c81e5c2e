"""A maintenance file becomes a Maintenance."""

from datetime import datetime

from generator.content.events import COMMON_KEYS, event_id, parse_updates, shared_values
from generator.content.fields import (
    Problems,
    as_line,
    as_mapping,
    as_words,
    as_yes_no,
    list_of,
    one_of,
    optional,
    refuse_unknown,
    required,
)
from generator.content.frontmatter import parse_document
from generator.content.source import Source
from generator.content.times import TIME_EXAMPLE, parse_time
from generator.content.updates import COMMON_FIELDS, Grammar
from generator.content.yamlio import Node, Scalar, Sequence
from generator.errors import error, has_errors
from generator.model.component import ComponentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.update import ComponentChange

KEYS = ("scheduled", "auto_complete", "emergency", *COMMON_KEYS)


def parse_maintenance(
    source: Source, component_ids: frozenset[str] | None = None
) -> tuple[Maintenance | None, Problems]:
    """The maintenance in `source`; None where it has an error.

    `component_ids` are those of site.yml; None takes any.
    """
    document, problems = parse_document(source)
    if document is None:
        return None, problems
    fields = document.fields
    refuse_unknown(fields, KEYS, "a maintenance", problems)
    title = required(fields, "title", as_line, problems)
    window = required(fields, "scheduled", _as_window, problems)
    grammar = Grammar(MaintenanceStatus, COMMON_FIELDS, component_ids)
    values = {
        "id": event_id(document, problems),
        "updates": parse_updates(document, grammar, problems),
        "components": optional(fields, "components", _as_claims, problems) or (),
        "auto_complete": optional(fields, "auto_complete", as_yes_no, problems) or False,
        "emergency": optional(fields, "emergency", as_line, problems) or "",
        **shared_values(document, problems),
    }
    if title is None or window is None or has_errors(problems):
        return None, problems
    return Maintenance(title=title, start=window[0], end=window[1], **values), problems


def _as_window(node: Node, problems: Problems) -> tuple[datetime, datetime] | None:
    text = as_words(node, problems)
    if text is None:
        return None
    first, between, last = text.partition(" to ")
    if not between:
        hint = f"write: {TIME_EXAMPLE} to 2026-11-20 14:15 UTC"
        message = "a window has a start and an end, with ` to ` between them"
        problems.append(error("KEY-05", node.location, message, hint))
        return None
    try:
        start, end = parse_time(first), parse_time(last)
    except ValueError as wrong:
        problems.append(error("KEY-05", node.location, str(wrong)))
        return None
    if end <= start:
        problems.append(error("KEY-05", node.location, "the window ends before it begins"))
        return None
    return start, end


def _as_claims(node: Node, problems: Problems) -> tuple[ComponentChange, ...] | None:
    """Components with the status they have meanwhile: under_maintenance where none is given."""
    usual = ComponentStatus.UNDER_MAINTENANCE
    if isinstance(node, Sequence):
        ids = list_of(as_words)(node, problems) or ()
        return tuple((component.casefold(), usual) for component in ids)
    mapping = as_mapping(node, problems)
    if mapping is None:
        return None
    read = one_of(ComponentStatus)
    changes = [
        (key.text.casefold(), usual if _is_empty(value) else read(value, problems))
        for key, value in mapping.entries
    ]
    return tuple((key, status) for key, status in changes if status is not None)


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and not node.text
