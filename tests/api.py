"""What a site's API says, and the schemas that it should keep to."""

import json
from typing import Any, NoReturn

from jsonschema import Draft202012Validator

from generator.outputs.api import api_files
from generator.render.filters import FILTERS
from generator.render.theme import open_theme
from generator.state.records import State
from tests.golden import SITES

THEME = open_theme("default", (SITES.parent.parent / "themes",), FILTERS)
V2 = "api/v2"

Files = dict[str, Any]


def texts(state: State) -> dict[str, bytes]:
    """Every file of the API as it is written."""
    return {each.path: each.render() for each in api_files(state, THEME)}


def read(state: State) -> Files:
    """Every file of the API as a program reads it: JSON as values, CSV as text."""
    return {path: parsed(path, data) for path, data in texts(state).items()}


def parsed(path: str, data: bytes) -> Any:
    """One file; JSON must be strict, in UTF-8, and end in a line feed."""
    text = data.decode()
    if not path.endswith(".json"):
        return text
    assert text.endswith("}\n")
    return json.loads(text, parse_constant=_refuse)


def _refuse(word: str) -> NoReturn:
    raise AssertionError(f"{word} is no JSON")


def single(found: Files, name: str) -> Any:
    """The file of the one incident with this title."""
    (each,) = (
        value["incident"]
        for path, value in found.items()
        if path.startswith(f"{V2}/incidents/") and "incident" in value
        if value["incident"]["name"] == name
    )
    return each


def faults(found: Files) -> list[str]:
    """Where files do not keep to the schema that is published for them."""
    return [
        f"{path}: {error.json_path}: {error.message}"
        for path, value in found.items()
        if path.endswith(".json") and not path.startswith("schema/")
        for error in validator(found, path).iter_errors(value)
    ]


def validator(found: Files, path: str) -> Draft202012Validator:
    """The validator of a file of the API, from the schemas that stand beside it."""
    if path in ("status.json", "errors.json"):
        return Draft202012Validator(found[f"schema/{path}"])
    if path.startswith("ledger"):
        return Draft202012Validator(found["schema/ledger.json"])
    schema = found["schema/statuspage.json"]
    return Draft202012Validator({**schema, "anyOf": [{"$ref": f"#/$defs/{kind(path)}"}]})


def kind(path: str) -> str:
    """The definition that describes a file under api/v2/."""
    name = path.removeprefix(f"{V2}/").removesuffix(".json")
    if name.startswith("incidents/") and name != "incidents/unresolved":
        return "incident_file"
    return f"{name.split('/')[0].replace('-', '_')}_file"
