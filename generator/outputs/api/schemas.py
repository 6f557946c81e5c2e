"""schema/*.json: JSON Schemas (2020-12) of what the API publishes.

Those of status.json and the ledger allow no key that is not described; that of Statuspage's API
describes what Statuspage itself sends, so that it says whether a client of one can read the other.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.component import ComponentStatus
from generator.model.update import Impact
from generator.outputs.api.schema_statuspage import statuspage_schema
from generator.outputs.api.text import as_json, text_file
from generator.outputs.artifact import Artifact
from generator.state.records import Cause, Indicator

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
STATUS_SCHEMA = "schema/status.json"
LEDGER_SCHEMA = "schema/ledger.json"
ERRORS_SCHEMA = "schema/errors.json"
STATUSPAGE_SCHEMA = "schema/statuspage.json"


def schema_files(url: str) -> Iterator[Artifact]:
    """Each schema under its own address, which is its `$id`."""
    for path, schema in schemas().items():
        values = {"$schema": DIALECT, "$id": f"{url}/{path}", **schema}
        yield text_file(path, as_json(values, indent=2))


def schemas() -> Mapping[str, Schema]:
    """Every schema by its path, without its address."""
    return {
        STATUS_SCHEMA: _status(),
        LEDGER_SCHEMA: _ledger(),
        ERRORS_SCHEMA: _errors(),
        STATUSPAGE_SCHEMA: statuspage_schema(),
    }


def _status() -> Schema:
    keys = {
        **_head(),
        "indicator": _words("The whole page in a word, as in api/v2/status.json", Indicator),
        "description": _text("The same as a sentence"),
        "open_count": _count("How many incidents are open"),
        "open": _list("The worst of them, then the newest; at most ten", _open()),
        "planned_count": _count("How many windows go on or are to come"),
        "planned": _list("What goes on, then what is next; at most ten", _window()),
        "next_update": _time_or_none("When the first of all promised updates is due"),
        "generated_at": _time("When this copy was made"),
        "valid_until": _time("After this, this copy may be out of date"),
        "next_change_at": _time("When the site next changes though nobody writes"),
        "build": {
            "description": "Another value: the site says something else. Compare, do not read",
            "type": "string",
            "pattern": "^[0-9a-f]{12}$",
        },
        "commit": {
            "description": "What it was made of, by git; null where not all of it was committed",
            "type": ["string", "null"],
            "pattern": "^[0-9a-f]{40,64}$",
        },
    }
    status = _object("What is true now", keys)
    status["properties"] |= {
        "emergency": _truth("Written by hand, and the pages are older; or not there")
    }
    return {"title": "status.json of a Fogbell site", **status}


def _errors() -> Schema:
    error = {
        "message": _text("What customers see, word for word"),
        "workaround": {
            "description": "What they can do, in Markdown; null where nothing is known",
            "type": ["string", "null"],
        },
        "incident": _open(),
    }
    keys = {
        **_head(),
        "errors": _list("Those of the worst incident first", _object("A message", error)),
    }
    title = "errors.json of a Fogbell site"
    return {"title": title, **_object("The messages that open incidents show", keys)}


def _head() -> Schema:
    page = {"name": _text("What the page is called"), "url": _address("Its canonical address")}
    return {"$schema": _address("This schema"), "page": _object("Whose status it is", page)}


def _open() -> Schema:
    keys = {
        **_event("incident"),
        "status": _words("Where it stands", ("investigating", "identified", "monitoring")),
        "impact": _words("How bad it is or was at its worst", Impact),
        "started_at": _time("When it began for customers"),
        "updated_at": _time("When something was last said or corrected"),
        **_promise(),
    }
    return _object("An open incident", keys)


def _window() -> Schema:
    keys = {
        **_event("window"),
        "status": _words("Where it stands", ("scheduled", "in_progress", "verifying")),
        "starts_at": _time("When it is planned to begin"),
        "ends_at": _time("When it is planned to end"),
        "overdue": _truth("Past its planned end, and nobody said that it is over"),
        **_promise(),
    }
    return _object("Planned work", keys)


def _event(word: str) -> Schema:
    api_id = {"type": "string", "pattern": "^[a-z0-9]{12}$"}
    return {
        "id": _text(f"The {word}'s own id, as in its address"),
        "api_id": {"description": "Its id in api/v2", **api_id},
        "title": _text("As customers read it"),
        "url": _address("Its page"),
    }


def _promise() -> Schema:
    return {
        "next_update": _time_or_none("When the next word is promised for"),
        "update_overdue": _truth("That word is late by five minutes or more"),
    }


def _ledger() -> Schema:
    keys = {
        "$schema": _address("This schema"),
        "from": _time("The file holds what touches the time from here"),
        "to": _time("to here, this moment not included"),
        "intervals": _list("Disjoint for each component; the newest first", _interval()),
        "months": _list(
            "Where something was subtracted; a month that is not here has 100", _month()
        ),
        "files": _list(
            "ledger.json only: the file of each month, newest first", {"type": "string"}
        ),
    }
    return {"title": "ledger.json of a Fogbell site", **_object("What uptime counts", keys)}


def _interval() -> Schema:
    event = {
        "kind": _words("What kind of event", Cause),
        "id": _text("Its id"),
        "title": _text("Its title"),
        "url": _address("Its page"),
    }
    statuses = [each for each in ComponentStatus if each is not ComponentStatus.OPERATIONAL]
    keys = {
        "component": _text("The component's id in site.yml"),
        "component_name": _text("Its name, after that of its group"),
        "status": _words("The worst status that holds", statuses),
        "start": _time("From"),
        "end": _time_or_none("To; null while it goes on"),
        "ongoing": _truth("It goes on"),
        "seconds": _count("Its length; of one that goes on, up to the last full hour"),
        "weight": _share("What a second of it takes from a second of uptime", 1),
        "events": _list("Who says so, the one that holds the status first", _object("", event)),
    }
    return _object("A stretch in which a component was not operational", keys)


def _month() -> Schema:
    keys = {
        "component": _text("The component's id in site.yml"),
        "month": {"description": "In UTC", "type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"},
        "seconds": _count("Seconds that count, so far"),
        "downtime": {"description": "Weighted seconds", "type": "number", "minimum": 0},
        "uptime": _share("In percent, rounded down", 100),
    }
    return _object("A component's month", keys)


def _object(description: str, keys: Schema) -> Schema:
    return {
        **({"description": description} if description else {}),
        "type": "object",
        "properties": keys,
        "required": list(keys),
        "additionalProperties": False,
    }


def _list(description: str, items: Schema) -> Schema:
    return {"description": description, "type": "array", "items": items}


def _text(description: str) -> Schema:
    return {"description": description, "type": "string", "minLength": 1}


def _words(description: str, words: Any) -> Schema:
    return {"description": description, "enum": [str(word) for word in words]}


def _address(description: str) -> Schema:
    return {"description": description, "type": "string", "format": "uri", "pattern": "^https?://"}


def _time(description: str) -> Schema:
    return {"description": f"{description} (RFC 3339, UTC)", "type": "string", "pattern": _TIME}


def _time_or_none(description: str) -> Schema:
    return {**_time(description), "type": ["string", "null"]}


def _truth(description: str) -> Schema:
    return {"description": description, "type": "boolean"}


def _count(description: str) -> Schema:
    return {"description": description, "type": "integer", "minimum": 0}


def _share(description: str, whole: int) -> Schema:
    return {"description": description, "type": "number", "minimum": 0, "maximum": whole}


_TIME = "^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z$"
