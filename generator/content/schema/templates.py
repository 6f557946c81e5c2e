"""The schema of the front matter of message templates."""

from generator.content.schema.pieces import Schema, day, document, one_of, words
from generator.content.templates import UPDATE
from generator.model.incident import IncidentClass, IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.template import TemplateKind
from generator.model.update import Impact


def template_schema() -> Schema:
    """The front matter of a message agreed beforehand."""
    statuses = [*IncidentStatus, *MaintenanceStatus, UPDATE]
    status = {"enum": statuses, "description": "The status of the update; `update`: as it was"}
    keys = {
        "for": one_of(TemplateKind, "What it is for"),
        "status": status,
        "impact": one_of(Impact, "How bad it is, where the template begins an incident"),
        "class": one_of(IncidentClass, "What it is about, where the template begins an incident"),
        "audience": words("For whom it is meant; not published"),
        "approved_by": words("The role that agreed to the words, such as: communications lead"),
        "approved_on": day("When that was"),
    }
    needed = ("for", "status", "approved_by", "approved_on")
    return document("The front matter of a message template", keys, needed)
