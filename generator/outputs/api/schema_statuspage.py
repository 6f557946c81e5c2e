"""The JSON Schema of Atlassian Statuspage's public API v2, as its own pages send it.

`#/$defs/summary` and so on describe each file. Keys that only some pages send are allowed and not
required; the words are Statuspage's, which is why none of our enums is used here.
"""

from typing import Any

Schema = dict[str, Any]

_COMPONENT = ("operational", "degraded_performance", "partial_outage", "major_outage")
_COMPONENT_WORDS = (*_COMPONENT, "under_maintenance")
_INCIDENT_WORDS = ("investigating", "identified", "monitoring", "resolved", "postmortem")
_WINDOW_WORDS = ("scheduled", "in_progress", "verifying", "completed")
_IMPACTS = ("none", "minor", "major", "critical")

_ID: Schema = {"type": "string", "pattern": "^[a-z0-9]{12}$"}
_ID_OR_NONE: Schema = {**_ID, "type": ["string", "null"]}
_TIME: Schema = {
    "type": "string",
    "pattern": (r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}(Z|[+-]\d\d:\d\d)$"),
}
_TIME_OR_NONE: Schema = {**_TIME, "type": ["string", "null"]}
_TEXT: Schema = {"type": "string"}
_TEXT_OR_NONE: Schema = {"type": ["string", "null"]}
_YES_NO: Schema = {"type": "boolean"}


def statuspage_schema() -> Schema:
    """The schema; `$defs` has one for each file and for each kind of object."""
    lists = {"components": _list("component"), "incidents": _list("incident")}
    windows = {"scheduled_maintenances": _list("scheduled_maintenance")}
    files = {
        "summary_file": {**lists, **windows, "status": _ref("status")},
        "status_file": {"status": _ref("status")},
        "components_file": {"components": lists["components"]},
        "incidents_file": {"incidents": lists["incidents"]},
        "scheduled_maintenances_file": windows,
        "incident_file": {"incident": _ref("single_incident")},
    }
    return {
        "title": "Atlassian Statuspage's public API v2, as files under api/v2/",
        "anyOf": [_ref(name) for name in files],
        "$defs": {
            **{name: _object({"page": _ref("page"), **keys}) for name, keys in files.items()},
            "page": _page(),
            "status": _status(),
            "component": _component(),
            "incident": _incident(),
            "single_incident": _single_incident(),
            "scheduled_maintenance": _window(),
            "update": _update(),
            "affected_component": _affected(),
        },
    }


def _page() -> Schema:
    return _object(
        {"id": _ID, "name": _TEXT, "url": _TEXT, "time_zone": _TEXT, "updated_at": _TIME}
    )


def _status() -> Schema:
    indicators = {"enum": ["none", "maintenance", "minor", "major", "critical"]}
    return _object({"indicator": indicators, "description": _TEXT})


def _component() -> Schema:
    keys = {
        "id": _ID,
        "name": _TEXT,
        "status": {"enum": list(_COMPONENT_WORDS)},
        "created_at": _TIME,
        "updated_at": _TIME,
        "position": {"type": "integer", "minimum": 0},
        "description": _TEXT_OR_NONE,
        "showcase": _YES_NO,
        "start_date": {"type": ["string", "null"], "pattern": r"^\d{4}-\d\d-\d\d$"},
        "group_id": _ID_OR_NONE,
        "page_id": _ID,
        "group": _YES_NO,
        "only_show_if_degraded": _YES_NO,
    }
    children = {"components": {"type": "array", "items": _ID}}
    return {
        **_object(keys),
        "if": {"properties": {"group": {"const": True}}},
        "then": _object(children),
        "else": {"not": {"required": ["components"]}},
    }


def _event() -> Schema:
    """What incidents and maintenances have in common."""
    return {
        "id": _ID,
        "name": _TEXT,
        "created_at": _TIME,
        "updated_at": _TIME,
        "monitoring_at": _TIME_OR_NONE,
        "resolved_at": _TIME_OR_NONE,
        "shortlink": {"type": "string", "pattern": "^https?://"},
        "started_at": _TIME,
        "page_id": _ID,
        "incident_updates": _list("update"),
        "components": _list("component"),
    }


def _incident() -> Schema:
    words = {"status": {"enum": list(_INCIDENT_WORDS)}, "impact": {"enum": list(_IMPACTS)}}
    found = _object({**_event(), **words})
    found["properties"]["reminder_intervals"] = _TEXT_OR_NONE
    return found


def _single_incident() -> Schema:
    """What the file of one incident says besides."""
    more = {
        "backfilled": _YES_NO,
        "impact_override": {"enum": [None, *_IMPACTS]},
        "postmortem_body": _TEXT_OR_NONE,
        "postmortem_body_last_updated_at": _TIME_OR_NONE,
        "postmortem_ignored": _YES_NO,
        "postmortem_published_at": _TIME_OR_NONE,
        "postmortem_notified_subscribers": _YES_NO,
        "postmortem_notified_twitter": _YES_NO,
    }
    return {"allOf": [_ref("incident")], **_object(more)}


def _window() -> Schema:
    words = {
        "status": {"enum": list(_WINDOW_WORDS)},
        "impact": {"enum": [*_IMPACTS, "maintenance"]},
        "scheduled_for": _TIME,
        "scheduled_until": _TIME,
    }
    return _object({**_event(), **words})


def _update() -> Schema:
    affected = {"type": ["array", "null"], "items": _ref("affected_component")}
    return _object(
        {
            "id": _ID,
            "status": {"enum": [*_INCIDENT_WORDS, *_WINDOW_WORDS]},
            "body": _TEXT,
            "incident_id": _ID,
            "created_at": _TIME,
            "updated_at": _TIME,
            "display_at": _TIME,
            "affected_components": affected,
            "deliver_notifications": _YES_NO,
            "custom_tweet": _TEXT_OR_NONE,
            "tweet_id": {"type": ["string", "integer", "null"]},
        }
    )


def _affected() -> Schema:
    words = {"enum": list(_COMPONENT_WORDS)}
    return _object({"code": _ID, "name": _TEXT, "old_status": words, "new_status": words})


def _object(keys: Schema) -> Schema:
    return {"type": "object", "properties": keys, "required": list(keys)}


def _list(name: str) -> Schema:
    return {"type": "array", "items": _ref(name)}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/$defs/{name}"}
