"""A maintenance file becomes a Maintenance."""

from generator.content.events import (
    COMMON_KEYS,
    TITLE_HINT,
    body_problems,
    event_id,
    parse_updates,
    shared_values,
    unknown_components,
    update_places,
)
from generator.content.fields import (
    Problems,
    as_line,
    as_mapping,
    as_words,
    as_yes_no,
    is_empty,
    list_of,
    one_of,
    optional,
    refuse_unknown,
    required,
)
from generator.content.frontmatter import parse_document
from generator.content.source import Source
from generator.content.updates import COMMON_FIELDS, Grammar
from generator.content.window import WINDOW_EXAMPLE, as_window
from generator.content.yamlio import Node, Scalar, Sequence
from generator.errors import error, has_errors
from generator.model.component import ComponentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.update import ComponentChange

KEYS = (
    "title",
    "scheduled",
    "components",
    "auto_complete",
    "emergency",
    *(key for key in COMMON_KEYS if key not in ("title", "components")),
)
#: keys of incidents, and of updates
HINTS = {
    "impact": "only incidents have one; say it in words",
    "started": "write: scheduled: <time> to <time>",
    "start": "write: scheduled: <time> to <time>",
    "ended": "write: scheduled: <time> to <time>",
    "end": "write: scheduled: <time> to <time>",
    "status": "the status is in the headings: ## Completed — <time>",
    "draft": "a draft is kept on a branch until it may be seen",
    "next update": "it is a field of an update: put it right under a `##` heading",
}
_WINDOW_HINT = f"add the window: `scheduled: {WINDOW_EXAMPLE}`"


def parse_maintenance(
    source: Source, component_ids: frozenset[str] | None = None
) -> tuple[Maintenance | None, Problems]:
    """The maintenance in `source`; None where it has an error.

    `component_ids` are those of site.yml; None takes any.
    """
    grammar = Grammar(MaintenanceStatus, COMMON_FIELDS, component_ids)
    document, problems = parse_document(source)
    if document is None:
        return None, [*problems, *body_problems(source, grammar)]
    fields = document.fields
    refuse_unknown(fields, KEYS, "a maintenance", problems, HINTS)
    title = required(fields, "title", as_line, problems, TITLE_HINT)
    window = required(fields, "scheduled", as_window, problems, _WINDOW_HINT)
    shared = shared_values(document, problems)
    updates = parse_updates(document, grammar, problems)
    values = {
        "id": event_id(document, problems),
        "updates": updates,
        "components": optional(fields, "components", _as_claims, problems) or (),
        "auto_complete": optional(fields, "auto_complete", as_yes_no, problems) or False,
        "emergency": optional(fields, "emergency", as_line, problems) or "",
        **shared,
        "places": (*shared["places"], *update_places(document, updates)),
    }
    if title is None or window is None or has_errors(problems):
        return None, [*problems, *unknown_components(document, component_ids)]
    return Maintenance(title=title, start=window[0], end=window[1], **values), problems


def _as_claims(node: Node, problems: Problems) -> tuple[ComponentChange, ...] | None:
    """Components with the status they have meanwhile: under_maintenance where none is given."""
    usual = ComponentStatus.UNDER_MAINTENANCE
    if isinstance(node, Sequence):
        ids = list_of(as_words)(node, problems) or ()
        return tuple((component.casefold(), usual) for component in ids)
    if isinstance(node, Scalar) and not is_empty(node):
        hint = f"write: components: [{node.text}]"
        problems.append(error("KEY-03", node.location, "a list of components belongs here", hint))
        return None
    mapping = as_mapping(node, problems)
    if mapping is None:
        return None
    read = one_of(ComponentStatus)
    changes = [
        (key.text.casefold(), usual if is_empty(value) else read(value, problems))
        for key, value in mapping.entries
    ]
    return tuple((key, status) for key, status in changes if status is not None)
