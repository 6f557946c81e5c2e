"""ledger.json and ledger.csv: every second that uptime counts can be looked up."""

import csv
import io
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given

from generator.model.site import Site
from generator.outputs.api.ledger_rows import COLUMNS, harmless
from generator.state import derive
from generator.state.figures import Month
from generator.state.records import State
from generator.state.uptime import midnight
from tests.api import faults, read
from tests.state.making import component, incident, maintenance, says, state
from tests.state.sites import nows, sites


def told(found: State, path: str = "ledger.json") -> Any:
    files = read(found)
    assert not faults(files)
    return files[path]


def outage(name: str, start: str, end: str, **more: str) -> Any:
    return incident(
        name,
        says(start, "investigating"),
        says(end, "resolved"),
        touches="api=major_outage",
        **more,
    )


def test_a_calm_site_has_an_empty_ledger() -> None:
    files = read(state())
    assert files["ledger.json"] == {
        "$schema": "https://status.acme.example/schema/ledger.json",
        "from": "2026-08-01T00:00:00Z",
        "to": "2026-12-01T00:00:00Z",
        "intervals": [],
        "months": [],
        "files": [],
    }
    assert files["ledger.csv"] == f"{','.join(COLUMNS)}\r\n"
    assert not [path for path in files if path.startswith("ledger/")]


def test_a_line_says_what_when_how_much_and_why() -> None:
    (line,) = told(state(outage("a", "12:00", "13:30")))["intervals"]
    assert line == {
        "component": "api",
        "component_name": "api",
        "status": "major_outage",
        "start": "2026-11-20T12:00:00Z",
        "end": "2026-11-20T13:30:00Z",
        "ongoing": False,
        "seconds": 5_400,
        "weight": 1,
        "events": [
            {
                "kind": "incident",
                "id": "a",
                "title": "A",
                "url": "https://status.acme.example/incidents/a.html",
            }
        ],
    }


def test_what_goes_on_has_no_end_and_counts_to_the_full_hour() -> None:
    on = incident("a", says("12:10", "investigating"), touches="api=partial_outage")
    (line,) = told(state(on, now="14:59"))["intervals"]
    assert (line["end"], line["ongoing"], line["seconds"]) == (None, True, 110 * 60)
    assert line["weight"] == 0.3
    (line,) = told(state(on, now="12:30"))["intervals"]
    assert line["seconds"] == 0


def test_maintenance_is_listed_and_costs_nothing() -> None:
    (line,) = told(state(maintenance("m", "12:00 to 13:00", auto_complete=True)))["intervals"]
    assert (line["weight"], line["events"][0]["kind"]) == (0, "maintenance")
    assert line["events"][0]["url"] == "https://status.acme.example/maintenance/m.html"


def test_each_month_has_its_file_and_the_newest_four_are_together() -> None:
    found = state(
        outage("new", "2026-11-01 00:00", "2026-11-01 01:00"),
        outage("turn", "2026-08-31 23:00", "2026-09-01 01:00"),
        outage("edge", "2026-07-31 23:00", "2026-08-01 00:00"),
        outage("old", "2024-02-01 00:00", "2024-02-01 01:00"),
    )
    files = read(found)
    assert not faults(files)
    held = {
        path: [line["events"][0]["id"] for line in value["intervals"]]
        for path, value in files.items()
        if path.startswith("ledger") and path.endswith(".json")
    }
    assert held == {
        "ledger.json": ["new", "turn"],
        "ledger/2026-11.json": ["new"],
        "ledger/2026-09.json": ["turn"],
        "ledger/2026-08.json": ["turn"],
        "ledger/2026-07.json": ["edge"],
        "ledger/2024-02.json": ["old"],
    }
    assert files["ledger.json"]["files"] == [path for path in held if path != "ledger.json"]
    assert {path.replace(".json", ".csv") for path in held} <= set(files)


def test_months_say_what_was_subtracted() -> None:
    found = state(
        outage("a", "12:00", "12:36"), now="13:00", layout=(component("api", since="2026-11-20"),)
    )
    assert told(found)["months"] == [
        {
            "component": "api",
            "month": "2026-11",
            "seconds": 46_800,
            "downtime": 2160,
            "uptime": 95.3846,
        }
    ]


@given(sites(), nows())
def test_the_lines_explain_every_month(a_site: Site, now: datetime) -> None:
    """Whoever has the file of a month can work out its figures."""
    found = derive(a_site, now)
    files = read(found)
    assert not faults(files)
    # all that these sites know lies within four months
    assert len(files["ledger.json"]["intervals"]) == len(found.ledger)
    retired = {each.id: each.retired for each in a_site.settings.components}
    worked_out: dict[tuple[str, str], Decimal] = {}
    for uptime in found.uptime:
        gone = retired[uptime.component]
        until = min(found.figures_until, midnight(gone)) if gone else found.figures_until
        for month in uptime.months:
            name = f"{month.year}-{month.month:02}"
            lines = files.get(f"ledger/{name}.json", {"intervals": []})["intervals"]
            own = [line for line in lines if line["component"] == uptime.component]
            start = max(uptime.since, midnight(date(month.year, month.month, 1)))
            total = sum((_cost(line, start, min(until, _after(month))) for line in own), Decimal(0))
            if total:
                worked_out[uptime.component, name] = total
    listed = files["ledger.json"]["months"]
    said = {(each["component"], each["month"]): Decimal(str(each["downtime"])) for each in listed}
    assert said == worked_out


def _cost(line: dict[str, Any], start: datetime, end: datetime) -> Decimal:
    """The weighted seconds of a line between two moments."""
    first = max(start, datetime.fromisoformat(line["start"]))
    last = min(end, datetime.fromisoformat(line["end"])) if line["end"] else end
    return Decimal(str(line["weight"])) * max(0, int((last - first).total_seconds()))


def _after(month: Month) -> datetime:
    return midnight(date(month.year + month.month // 12, month.month % 12 + 1, 1))


# CSV


def cells(found: State) -> list[dict[str, str]]:
    text = read(found)["ledger.csv"]
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


@pytest.mark.parametrize(
    "title", ['"Quoted", with a comma', "</script>", "🔥; انقطاع", "x" * 1_000, "a = b", "it's"]
)
def test_the_table_says_the_same_as_json(title: str) -> None:
    found = state(replace(outage("a", "12:00", "13:00"), title=title))
    (row,) = cells(found)
    (line,) = told(found)["intervals"]
    assert row["event_titles"] == title == line["events"][0]["title"]
    assert row["event_urls"] == line["events"][0]["url"]
    assert (row["seconds"], row["ongoing"], row["weight"]) == ("3600", "false", "1")


def test_what_goes_on_has_an_empty_cell_and_two_reasons_share_one() -> None:
    both = [
        incident(name, says("12:00", "investigating"), touches="api=major_outage") for name in "ab"
    ]
    (row,) = cells(state(*both))
    assert (row["end"], row["ongoing"], row["event_ids"]) == ("", "true", "a | b")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", " =", "\uff1d", "\t=", "\r\n@"])
def test_no_cell_is_a_formula(sign: str) -> None:
    found = state(replace(outage("a", "12:00", "13:00"), title=f"{sign}HYPERLINK(1)"))
    (row,) = cells(found)
    assert row["event_titles"].lstrip().startswith("'")
    assert len(read(found)["ledger.csv"].splitlines()) == 2


def test_a_spreadsheet_that_parts_cells_at_semicolons_finds_no_formula() -> None:
    assert harmless("x;=1;y; -1") == "x;'=1;y; '-1"
    assert harmless("Fine - and = fine") == "Fine - and = fine"
