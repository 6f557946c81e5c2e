"""status.json: what pages, widgets and monitors ask for again and again."""

from dataclasses import replace
from typing import Any

import pytest

from generator.model.incident import Incident
from generator.state.records import State
from tests.api import faults, read, texts
from tests.state.making import at, incident, maintenance, plans, says, state

CALM = {
    "$schema": "https://status.acme.example/schema/status.json",
    "page": {"name": "Acme", "url": "https://status.acme.example"},
    "indicator": "none",
    "description": "All systems operational",
    "open_count": 0,
    "open": [],
    "planned_count": 0,
    "planned": [],
    "next_update": None,
    "generated_at": "2026-11-20T18:30:00Z",
    "valid_until": "2026-11-20T20:30:00Z",
    "next_change_at": "2026-11-20T19:00:00Z",
    "commit": None,
}


def status(found: State) -> Any:
    files = read(found)
    assert not faults(files)
    return files["status.json"]


def test_on_a_calm_day_every_key_is_there() -> None:
    told = status(state(now="18:30"))
    assert {key: value for key, value in told.items() if key != "build"} == CALM


def test_what_is_open_comes_the_worst_first() -> None:
    told = status(
        state(
            incident("small", says("17:00", "identified", next_update="18:20"), impact="minor"),
            incident("large", says("16:00", "investigating", next_update="17:00")),
            incident("past", says("15:00", "investigating"), says("15:30", "resolved")),
        )
    )
    assert told["open_count"] == 2
    assert told["next_update"] == "2026-11-20T17:00:00Z"
    large, small = told["open"]
    assert (small["id"], small["next_update"]) == ("small", "2026-11-20T18:20:00Z")
    assert (small["update_overdue"], large["update_overdue"]) == (False, True)
    assert {key: value for key, value in large.items() if key != "api_id"} == {
        "id": "large",
        "title": "Large",
        "status": "investigating",
        "impact": "major",
        "url": "https://status.acme.example/incidents/large.html",
        "started_at": "2026-11-20T16:00:00Z",
        "updated_at": "2026-11-20T16:00:00Z",
        "next_update": "2026-11-20T17:00:00Z",
        "update_overdue": True,
    }


def test_what_is_planned_comes_after_what_goes_on() -> None:
    told = status(
        state(
            maintenance("later", "2026-12-02 02:00 to 2026-12-02 04:00"),
            maintenance("next", "2026-12-01 02:00 to 2026-12-01 04:00"),
            maintenance("late", "16:00 to 17:00"),
            maintenance("off", "2026-12-03 02:00 to 2026-12-03 04:00", plans("10:00", "cancelled")),
        )
    )
    assert [each["id"] for each in told["planned"]] == ["late", "next", "later"]
    assert [each["overdue"] for each in told["planned"]] == [True, False, False]
    assert told["planned"][0]["status"] == "in_progress"
    assert told["planned"][1]["starts_at"] == "2026-12-01T02:00:00Z"


def test_it_stays_small_whatever_happens() -> None:
    events = [incident(f"i{n}", says("12:00", "investigating")) for n in range(60)]
    windows = [maintenance(f"m{n}", "2026-12-01 02:00 to 2026-12-01 04:00") for n in range(60)]
    found = state(*events, *windows)
    told = status(found)
    assert (told["open_count"], len(told["open"])) == (60, 10)
    assert (told["planned_count"], len(told["planned"])) == (60, 10)
    assert len(texts(found)["status.json"]) < 8_000
    assert len(texts(state(events[0], windows[0]))["status.json"]) < 2_000


def test_the_build_is_another_when_the_words_are() -> None:
    told = incident("a", says("12:00", "investigating"))
    first = status(state(told, now="16:00"))["build"]
    assert status(state(told, now="16:59"))["build"] == first
    mended = replace(told, updates=(replace(told.updates[0], text="More.", edited=at("12:30")),))
    assert status(state(mended, now="16:00"))["build"] != first


SECRET = (("ticket", "CANARY-1"), ("note", ("CANARY-2",)))


@pytest.mark.parametrize("ends", [(), (says("13:00", "resolved"), says("14:00", "postmortem"))])
def test_nothing_internal_is_in_any_file(ends: tuple[Any, ...]) -> None:
    told: Incident = incident(
        "a", says("12:00", "investigating"), *ends, touches="api=major_outage"
    )
    planned = maintenance("m", "17:00 to 19:00")
    found = texts(state(replace(told, internal=SECRET), replace(planned, internal=SECRET)))
    assert not [path for path, data in found.items() if b"CANARY" in data]
