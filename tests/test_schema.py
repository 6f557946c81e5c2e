"""The JSON Schemas: of one mind with the reader, and with the demo content."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator, Draft202012Validator

from generator.cli import main
from generator.content import incidents, maintenance, settings
from generator.content.incidents import parse_incident
from generator.content.layout import COMPONENT_KEYS
from generator.content.maintenance import parse_maintenance
from generator.content.schema import KINDS, schema_of
from generator.content.schema.pieces import Schema
from generator.content.settings import parse_settings
from generator.content.source import parse_source
from generator.errors import has_errors

ROOT = Path(__file__).parent.parent


def as_an_editor(value: Any) -> Any:
    """What YAML 1.2 makes of what is text to us: numbers, truth values and nothing at all."""
    if isinstance(value, dict):
        return {key: as_an_editor(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_an_editor(item) for item in value]
    if re.fullmatch(r"[0-9]+(\.[0-9]+)?", value):
        return float(value)
    return {"true": True, "false": False, "": None}.get(value, value)


def complaints(kind: str, yaml_text: str) -> list[str]:
    """What the schema finds; the drafts 7 and 2020-12 must agree."""
    schema, value = schema_of(kind), as_an_editor(yaml.load(yaml_text, yaml.BaseLoader))
    newer = [error.message for error in Draft202012Validator(schema).iter_errors(value)]
    older = [error.message for error in Draft7Validator(schema).iter_errors(value)]
    assert sorted(newer) == sorted(older)
    return newer


def reader_agrees(kind: str, yaml_text: str) -> bool:
    """Whether Fogbell itself reads it without an error."""
    if kind == "site":
        source, problems = parse_source(yaml_text.encode(), "content/site.yml")
        assert source
        return not has_errors([*problems, *parse_settings(source)[1]])
    word = "Investigating" if kind == "incident" else "Scheduled"
    text = f"---\n{yaml_text}\n---\n\n## {word} — 2026-11-20 12:15 UTC\n\nText.\n"
    source, problems = parse_source(text.encode(), "content/x/x.md")
    assert source
    found = (parse_incident if kind == "incident" else parse_maintenance)(source)[1]
    return not has_errors([*problems, *found])


def named_below(schema: Any) -> Iterator[tuple[str, Schema]]:
    """Every key that a schema names, at any depth."""
    if isinstance(schema, dict):
        for name, inner in schema.get("properties", {}).items():
            yield name, inner
        for inner in schema.values():
            yield from named_below(inner)
    if isinstance(schema, list):
        for inner in schema:
            yield from named_below(inner)


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_schema(kind: str) -> None:
    Draft202012Validator.check_schema(schema_of(kind))
    Draft7Validator.check_schema({**schema_of(kind), "$schema": Draft7Validator.META_SCHEMA["$id"]})


def test_its_keys_are_those_of_the_reader() -> None:
    assert set(schema_of("site")["properties"]) == {*settings.KEYS, *settings.LATER_KEYS}
    assert set(schema_of("incident")["properties"]) == set(incidents.KEYS)
    assert set(schema_of("maintenance")["properties"]) == set(maintenance.KEYS)
    brand, theme = (schema_of("site")["properties"][key] for key in ("brand", "theme"))
    assert set(brand["properties"]) == set(settings.BRAND_KEYS)
    assert set(theme["anyOf"][1]["properties"]) == set(settings.THEME_KEYS)
    component, group = schema_of("site")["properties"]["components"]["items"]["anyOf"]
    assert set(component["properties"]) == set(COMPONENT_KEYS)
    assert group["properties"]["components"]["items"] == component


@pytest.mark.parametrize("kind", KINDS)
def test_every_key_says_what_it_is(kind: str) -> None:
    for name, schema in named_below(schema_of(kind)):
        assert schema.get("description"), name
        assert schema["description"][0].isupper(), name


CONTENT = [ROOT / "content", ROOT / "generator" / "skeleton" / "demo" / "content"]


@pytest.mark.parametrize("content", CONTENT, ids=["calm", "bad"])
def test_the_demo_content_is_right(content: Path) -> None:
    def shown(path: Path) -> str:
        # the bad day has no days of its own yet
        text = re.sub(r"\{\{[^{}]* date\}\}", "2026-11-20", path.read_text("utf-8"))
        return re.sub(r"\{\{[^{}]*\}\}", "2026-11-20 12:15 UTC", text)

    assert complaints("site", shown(content / "site.yml")) == []
    for kind, folder in (("incident", "incidents"), ("maintenance", "maintenance")):
        files = [path for path in content.glob(f"{folder}/*.md") if path.name != "README.md"]
        assert files
        for path in files:
            assert complaints(kind, shown(path).split("---\n")[1]) == [], path.name


SITE = "title: T\nurl: https://status.acme.example\n"
INCIDENT = "title: T\nimpact: minor\n"
WINDOW = "title: T\nscheduled: 2026-12-01 02:00 UTC to 2026-12-01 04:00 UTC\n"
RIGHT = [
    ("site", SITE),
    ("site", SITE + "components:\n- {id: api, name: API, sla: 99.9, since: 2026-01-31}"),
    ("site", SITE + "components:\n- group: A\n  components: [{id: 1-a, name: 1}]"),
    ("site", SITE + 'brand: {accent: "#0b5"}\nfollow: {primary: page, mail: https://a.example}'),
    ("site", SITE + "weights: {partial_outage: 0.5, major_outage: 1}"),
    ("site", SITE + "identity: status.acme.example,2026-11\ntimezone: America/New_York"),
    ("site", SITE + "theme: default"),
    ("site", SITE + "theme: {name: mine, options: {bars: no, days: 90, motto: All is well}}"),
    ("site", SITE + "theme: {options: {bars: yes}}"),
    ("incident", INCIDENT),
    ("incident", INCIDENT + "started: 2026-11-20T12:00:30+01:00\nended: unknown"),
    ("incident", INCIDENT + "errors: ['500: no']\ninternal: {a: b, c: [d, e]}\ndrill: yes"),
    ("incident", INCIDENT + "class: data\ncomponents: {api: major_outage}\nbackfilled: true"),
    ("maintenance", WINDOW),
    ("maintenance", WINDOW + "components: [api, web]\nauto_complete: no"),
    ("maintenance", WINDOW + "components: {api: , web: degraded_performance}"),
]
WRONG = [
    ("site", "title: T"),
    ("site", SITE + "titel: T"),
    ("site", SITE + "components:\n- {id: API, name: API}"),
    ("site", SITE + "components:\n- {id: api}"),
    ("site", SITE + "components:\n- {id: api, name: A, sla: 120}"),
    ("site", SITE + "components:\n- {group: A}"),
    ("site", SITE + "components: {api: API}"),
    ("site", SITE + "weights: {major_outage: 2}"),
    ("site", SITE + "identity: acme"),
    ("site", SITE + "contact: nobody"),
    ("site", SITE + "brand: {accent: green}"),
    ("site", SITE + "theme: My Theme"),
    ("site", SITE + "theme: {name: My Theme}"),
    ("site", SITE + "theme: {option: {bars: yes}}"),
    ("site", SITE + "theme: {options: [bars]}"),
    ("site", SITE + "theme: {options: {bars: [yes]}}"),
    ("incident", "title: T"),
    ("incident", "title: T\nimpact: huge"),
    ("incident", INCIDENT + "started: 2026-11-20 12:00"),
    ("incident", INCIDENT + "postmortem_due: soon"),
    ("incident", INCIDENT + "components: {api: broken}"),
    ("incident", INCIDENT + "errors: one"),
    ("incident", INCIDENT + "drill: perhaps"),
    ("incident", INCIDENT + "scheduled: 2026-12-01 02:00 UTC to 2026-12-01 04:00 UTC"),
    ("maintenance", "title: T\nscheduled: 2026-12-01 02:00 UTC"),
    ("maintenance", WINDOW + "impact: minor"),
]


@pytest.mark.parametrize(("kind", "text"), RIGHT)
def test_both_take_what_is_right(kind: str, text: str) -> None:
    assert complaints(kind, text) == []
    assert reader_agrees(kind, text)


@pytest.mark.parametrize(("kind", "text"), WRONG)
def test_both_refuse_what_is_wrong(kind: str, text: str) -> None:
    assert complaints(kind, text)
    assert not reader_agrees(kind, text)


@pytest.mark.parametrize("kind", KINDS)
def test_the_command_prints_it(kind: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", kind]) == 0
    assert json.loads(capsys.readouterr().out) == schema_of(kind)


def test_the_command_alone_prints_that_of_the_settings(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert json.loads(capsys.readouterr().out) == schema_of("site")
