"""JSON Schemas (2020-12) of what people type, for editors: completion, hints, wavy lines.

The reader in this package decides what is right; a schema is its short form. It asks for the usual
spelling where the reader takes several, and cannot know what only the whole site tells.
"""

from collections.abc import Callable

from generator.content.schema.events import incident_schema, maintenance_schema
from generator.content.schema.pieces import Schema
from generator.content.schema.site import site_schema
from generator.content.schema.templates import template_schema

#: in the order in which people meet them
KINDS: dict[str, Callable[[], Schema]] = {
    "site": site_schema,
    "incident": incident_schema,
    "maintenance": maintenance_schema,
    "template": template_schema,
}


def schema_of(kind: str) -> Schema:
    """The schema of `site` (site.yml), or of the front matter of another kind of file."""
    return KINDS[kind]()
