"""The published schemas: right in themselves, true of our files, and true of Statuspage's."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.api import V2, faults, parsed, read, validator
from tests.golden import CASES, build_case, tree
from tests.state.making import incident, says, state

#: verbatim answers of real pages, kept beside the checkout where its makers work on it
CAPTURES = Path(__file__).parents[2] / "shared" / "data"
REAL = sorted(CAPTURES.glob("statuspage-*/**/*.summary.json"))
SCHEMAS = (
    "schema/status.json",
    "schema/errors.json",
    "schema/ledger.json",
    "schema/statuspage.json",
)


@pytest.mark.parametrize("path", SCHEMAS)
def test_a_schema_is_right_and_knows_its_address(path: str) -> None:
    schema = read(state())[path]
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"https://status.acme.example/{path}"


@pytest.mark.parametrize("case", sorted(CASES))
def test_real_builds_keep_to_them(case: str, tmp_path: Path) -> None:
    build_case(case, tmp_path)
    found = {
        path: parsed(path, data)
        for path, data in tree(tmp_path).items()
        if path.startswith((f"{V2}/", "schema/", "ledger"))
        or path in ("status.json", "errors.json")
    }
    assert {f"{V2}/summary.json", "status.json", "ledger.json", "ledger.csv"} <= set(found)
    assert not faults(found)


@pytest.mark.parametrize("path", REAL, ids=[path.name for path in REAL])
def test_what_statuspage_sends_keeps_to_them(path: Path) -> None:
    found = read(state())
    checked = validator(found, f"{V2}/summary.json")
    assert [error.message for error in checked.iter_errors(_read(path))] == []


def test_real_answers_are_at_hand() -> None:
    if not REAL:
        pytest.skip(
            "no captures of real pages beside this checkout: only our own files were checked"
        )


@pytest.mark.skipif(not REAL, reason="no captures of real pages beside this checkout")
def test_our_objects_have_the_keys_of_the_real_ones_in_their_order() -> None:
    told = incident("a", says("12:00", "investigating"), touches="api=major_outage")
    ours = _keys(read(state(told))[f"{V2}/summary.json"])
    theirs: dict[str, set[str]] = {}
    for path in REAL:
        for place, keys in _keys(_read(path)).items():
            theirs[place] = theirs.get(place, set()) | keys
    assert set(ours) <= set(theirs)
    assert {place: ours[place] for place in ours} == {
        place: theirs[place] - ({"components"} if place == "components[]" else set())
        for place in ours
    }


def _keys(value: Any, place: str = "") -> dict[str, set[str]]:
    """The keys of every object, by where it stands."""
    found: dict[str, set[str]] = {}
    if isinstance(value, dict):
        found[place] = set(value)
        parts = [(each, f"{place}.{key}".lstrip(".")) for key, each in value.items()]
    elif isinstance(value, list):
        parts = [(each, f"{place}[]") for each in value]
    else:
        return found
    for each, where in parts:
        for inner, keys in _keys(each, where).items():
            found[inner] = found.get(inner, set()) | keys
    return found


def _read(path: Path) -> Any:
    return json.loads(path.read_bytes())


MONTH = {"component": "api", "month": "2026-11", "seconds": 1, "downtime": 1, "uptime": 1}
BREAKS = [
    ("status.json", "indicator", "bad"),
    ("status.json", "generated_at", "yesterday"),
    ("status.json", "surprise", 1),
    ("errors.json", "errors", ["HTTP 500"]),
    ("ledger.json", "intervals", [1]),
    ("ledger.json", "months", [{**MONTH, "uptime": 101}]),
    (f"{V2}/status.json", "status", {"indicator": "none"}),
    (f"{V2}/incidents.json", "incidents", None),
]


@pytest.mark.parametrize(("path", "key", "value"), BREAKS)
def test_a_schema_notices(path: str, key: str, value: Any) -> None:
    found = read(state())
    found[path] = {**found[path], key: value}
    assert [fault.partition(":")[0] for fault in faults(found)] == [path]


def _described(schema: Any) -> set[str]:
    """Every key that a schema describes."""
    if isinstance(schema, list):
        return {key for each in schema for key in _described(each)}
    if not isinstance(schema, dict):
        return set()
    own = set(schema["properties"]) if "properties" in schema else set()
    return own.union(*(_described(each) for each in schema.values()))


@pytest.mark.parametrize("path", ["schema/status.json", "schema/errors.json", "schema/ledger.json"])
def test_the_manual_tells_of_every_key(path: str) -> None:
    manual = (Path(__file__).parents[1] / "docs" / "api.md").read_text("utf-8")
    assert [
        key for key in sorted(_described(read(state())[path])) if f"`{key}`" not in manual
    ] == []


def test_the_manual_tells_of_every_file() -> None:
    manual = (Path(__file__).parents[1] / "docs" / "api.md").read_text("utf-8")
    known = {path.removeprefix(f"{V2}/") for path in read(state())}
    known -= set(SCHEMAS)
    assert [path for path in sorted(known) if f"`{path}`" not in manual] == []
