"""The schemas of the front matter of incidents and planned work."""

from generator.content.schema.pieces import (
    COMPONENT_ID,
    TIME,
    Schema,
    day,
    document,
    mapping,
    matching,
    moment,
    one_of,
    rows,
    words,
    yes_no,
)
from generator.content.times import TIME_EXAMPLE
from generator.model.component import ComponentStatus
from generator.model.incident import IncidentClass
from generator.model.update import Impact

_EVENT_ID = r"^[^\s.\-/\\][^\s/\\]{0,99}$"


def incident_schema() -> Schema:
    """The front matter of an incident."""
    keys = {
        "title": words("What customers notice, such as: Uploads fail"),
        "impact": one_of(Impact, "How bad it is for customers"),
        "components": mapping(
            one_of(ComponentStatus, "Its status from the start on"),
            "The components it touches, by the ids of site.yml",
            COMPONENT_ID,
        ),
        "started": moment("When it began for customers; default: the first update"),
        "detected": moment("When we noticed"),
        "ended": matching(
            f"^({TIME}|[Uu]nknown)$",
            "When it was really over, if not at Resolved; `unknown`: over, but nobody knows when",
        ),
        "class": one_of(IncidentClass, "A matter of security, or of people's data"),
        "errors": rows(words("One message"), "What customers may see, word for word"),
        "postmortem_due": day("When you will have told what happened"),
        **_common(),
    }
    return document("The front matter of an incident", keys, ("title", "impact"))


def maintenance_schema() -> Schema:
    """The front matter of planned work."""
    claim = {"enum": [*ComponentStatus, None], "description": "Default: under_maintenance"}
    keys = {
        "title": words("What is done, such as: Database upgrade"),
        "scheduled": matching(
            f"^{TIME} +to +{TIME}$", f"The window: {TIME_EXAMPLE} to 2026-11-20 14:15 UTC"
        ),
        "components": {
            "anyOf": [
                mapping(claim, "", COMPONENT_ID),
                rows(matching(COMPONENT_ID, "A component's id"), ""),
            ],
            "description": "The components it touches, with their status in the window",
        },
        "auto_complete": yes_no("It is over at its end by the clock, even if nobody writes"),
        "emergency": words("Why it was announced at short notice"),
        **_common(),
    }
    return document("The front matter of maintenance", keys, ("title", "scheduled"))


def _common() -> Schema:
    note = {"anyOf": [words("A note"), rows(words("A note"), "Notes")]}
    return {
        "id": matching(_EVENT_ID, "Its address and its id in feeds, if not the file's name"),
        "reference": words("A number that customers may quote"),
        "override": mapping(words("The reason"), "Rules set aside here, each with the reason"),
        "internal": mapping(note, "Notes for the team: never published, in no output"),
        "backfilled": yes_no("Written after the fact: in the history, in no feed"),
        "drill": yes_no("An exercise: only in a build with --drill"),
    }
