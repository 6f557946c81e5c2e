"""An incident's file becomes an Incident."""

from datetime import datetime

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
    as_date,
    as_line,
    as_mapping,
    as_time,
    as_words,
    is_empty,
    list_of,
    one_of,
    optional,
    refuse_unknown,
    required,
)
from generator.content.frontmatter import parse_document
from generator.content.source import Source
from generator.content.traps import mend_space
from generator.content.updates import COMMON_FIELDS, INCIDENT_FIELDS, Grammar
from generator.content.yamlio import Mapping, Node, Scalar, Sequence
from generator.errors import Problem, error, has_errors
from generator.model.component import ComponentStatus
from generator.model.incident import End, Incident, IncidentClass, IncidentStatus
from generator.model.update import ComponentChange, Impact

KEYS = (
    "title",
    "impact",
    "components",
    "started",
    "detected",
    "ended",
    "class",
    "errors",
    "postmortem_due",
    *(key for key in COMMON_KEYS if key not in ("title", "components")),
)
#: keys that people bring along from other tools, or from the other places of this format
HINTS = {
    "status": "the status is in the headings: ## Resolved — <time>",
    "severity": "write: impact: none, minor, major or critical",
    "date": "write: started: <time>; or leave it out: the first update says it",
    "affected": "write: components: and below each with its status",
    "systems": "write: components: and below each with its status",
    "resolved": "add an update: ## Resolved — <time>",
    "draft": "a draft is kept on a branch until it may be seen",
    "scheduled": "planned work has files of its own, in content/maintenance/",
    "auto_complete": "planned work has files of its own, in content/maintenance/",
    "emergency": "planned work has files of its own, in content/maintenance/",
    "next update": "it is a field of an update: put it right under a `##` heading",
    "workaround": "it is a field of an update: put it right under a `##` heading",
    "eta": "it is a field of an update: put it right under a `##` heading",
}
_IMPACT_HINT = "add one of: none, minor, major, critical; such as `impact: major`"


def parse_incident(
    source: Source, component_ids: frozenset[str] | None = None
) -> tuple[Incident | None, Problems]:
    """The incident in `source`; None where it has an error. Warnings may come with an incident.

    `component_ids` are those of site.yml; None takes any.
    """
    grammar = Grammar(IncidentStatus, (*COMMON_FIELDS, *INCIDENT_FIELDS), component_ids)
    document, problems = parse_document(source)
    if document is None:
        return None, [*problems, *body_problems(source, grammar)]
    fields = document.fields
    refuse_unknown(fields, KEYS, "an incident", problems, HINTS)
    title = required(fields, "title", as_line, problems, TITLE_HINT)
    impact = required(fields, "impact", one_of(Impact), problems, _IMPACT_HINT)
    shared = shared_values(document, problems)
    updates = parse_updates(document, grammar, problems)
    values = {
        "id": event_id(document, problems),
        "updates": updates,
        "components": optional(fields, "components", as_component_changes, problems) or (),
        "started": optional(fields, "started", as_time, problems),
        "detected": optional(fields, "detected", as_time, problems),
        "ended": optional(fields, "ended", _as_end, problems),
        "kind": optional(fields, "class", one_of(IncidentClass), problems),
        "errors": optional(fields, "errors", list_of(as_line), problems) or (),
        "postmortem_due": optional(fields, "postmortem_due", as_date, problems),
        **shared,
        "places": (*shared["places"], *update_places(document, updates)),
    }
    if title is None or impact is None or has_errors(problems):
        return None, [*problems, *unknown_components(document, component_ids)]
    return Incident(title=title, impact=impact, **values), problems


def as_component_changes(node: Node, problems: Problems) -> tuple[ComponentChange, ...] | None:
    """`<component id>: <status>` lines."""
    if not isinstance(node, Mapping) and not is_empty(node):
        problems.append(_no_statuses(node))
        return None
    mapping = as_mapping(node, problems)
    if mapping is None:
        return None
    read = one_of(ComponentStatus)
    changes = [(key.text.casefold(), read(value, problems)) for key, value in mapping.entries]
    return tuple((key, status) for key, status in changes if status is not None)


def _no_statuses(node: Node) -> Problem:
    """Components by name only, or in a list: `[api, web]`, `- api: major_outage`."""
    message = "each component needs its status, on a line of its own below `components:`"
    named = node.items[0] if isinstance(node, Sequence) and node.items else node
    if isinstance(named, Mapping):
        return error("KEY-03", node.location, message, "delete the `- ` before each component")
    if isinstance(named, Scalar) and (hint := mend_space(named.location.text)):
        return error("KEY-03", named.location, "a space is missing after the colon", hint)
    name = named.text if isinstance(named, Scalar) else "api"
    hint = f"write it with two spaces before it: {name}: partial_outage"
    return error("KEY-03", node.location, message, hint)


def _as_end(node: Node, problems: Problems) -> datetime | End | None:
    text = as_words(node, problems)
    if text is not None and text.casefold() == End.UNKNOWN.value:
        return End.UNKNOWN
    return as_time(node, problems) if text is not None else None
