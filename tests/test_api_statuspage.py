"""api/v2/*.json: what clients written for Statuspage read."""

import re
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from hypothesis import given

from generator.errors import Location, UserError
from generator.model.component import Component, Group
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Site
from generator.outputs.api import ids
from generator.state import derive
from generator.state.records import State
from tests.api import V2, Files, faults, read, single, texts
from tests.state.making import at, component, incident, maintenance, plans, says, site, state
from tests.state.sites import nows, sites

WORDS = ("resolved", "postmortem", "investigating", "identified", "monitoring")
GROUPS = (
    Group(id="core", name="Core", components=(component("api"), component("old"))),
    component("web"),
)
FILES = {
    *("summary", "status", "components", "incidents", "incidents/unresolved"),
    *("scheduled-maintenances", "scheduled-maintenances/upcoming"),
    "scheduled-maintenances/active",
}


def file(found: Files, name: str) -> Any:
    return found[f"{V2}/{name}.json"]


def names(rows: list[dict[str, Any]]) -> list[str]:
    return [row["name"] for row in rows]


# A site as a whole


def test_a_site_where_nothing_ever_happened_has_every_file_and_key() -> None:
    found = read(state(now="18:00"))
    assert {path for path in found if path.startswith(V2)} == {f"{V2}/{f}.json" for f in FILES}
    summary = file(found, "summary")
    assert (summary["incidents"], summary["scheduled_maintenances"]) == ([], [])
    assert summary["status"] == {"indicator": "none", "description": "All Systems Operational"}
    assert summary["page"]["updated_at"] == "2026-01-01T00:00:00.000Z"  # that of the identity
    assert summary["page"]["time_zone"] == "Etc/UTC"
    assert names(summary["components"]) == ["api", "web"]
    assert not faults(found)


def test_a_site_without_components_and_events() -> None:
    empty = replace(site(), settings=replace(site().settings, layout=()))
    found = read(derive(empty, at("18:00")))
    assert file(found, "components")["components"] == []
    assert not faults(found)


@given(sites(), nows())
def test_any_site_keeps_to_the_schemas_and_agrees_with_itself(a_site: Site, now: datetime) -> None:
    told = derive(a_site, now)
    found = read(told)
    assert not faults(found)
    summary = file(found, "summary")
    assert summary["status"]["indicator"] == told.indicator == found["status.json"]["indicator"]
    assert summary["status"] == file(found, "status")["status"]
    assert summary["components"] == file(found, "components")["components"]
    assert summary["incidents"] == file(found, "incidents/unresolved")["incidents"]
    assert len(summary["incidents"]) == found["status.json"]["open_count"]
    windows = [
        *file(found, "scheduled-maintenances/active")["scheduled_maintenances"],
        *file(found, "scheduled-maintenances/upcoming")["scheduled_maintenances"],
    ]
    assert summary["scheduled_maintenances"] == windows
    for each in file(found, "incidents")["incidents"]:
        assert (each in summary["incidents"]) is (each["status"] in WORDS[2:])
        written = [update["created_at"] for update in each["incident_updates"]]
        assert written == sorted(written, reverse=True)


@given(sites(), nows())
def test_ids_are_unique_in_a_site(a_site: Site, now: datetime) -> None:
    summary = file(found := read(derive(a_site, now)), "incidents")["incidents"]
    planned = file(found, "scheduled-maintenances")["scheduled_maintenances"]
    rows = file(found, "components")["components"]
    updates = [u for each in (*summary, *planned) for u in each["incident_updates"]]
    every = [each["id"] for each in (*summary, *planned, *rows, *updates)]
    assert len(set(every)) == len(every)


# Ids


def test_an_id_is_made_of_identity_and_id_alone() -> None:
    first = incident("a", says("12:00", "investigating"))
    other = replace(first, title="Another", impact=first.impact, components=())
    moved = site(other)
    moved = replace(moved, settings=replace(moved.settings, url="https://other.example/status"))
    one, two = read(state(first)), read(derive(moved, at("19:00")))
    assert single(one, "A")["id"] == single(two, "Another")["id"] == "owfqygivkk0f"
    assert (
        single(one, "A")["incident_updates"][0]["id"]
        == single(two, "Another")["incident_updates"][0]["id"]
    )
    theirs = replace(moved, settings=replace(moved.settings, identity="other.example,2026"))
    assert single(read(derive(theirs, at("19:00"))), "Another")["id"] != single(one, "A")["id"]


def test_ten_thousand_events_and_a_thousand_components_share_no_id() -> None:
    every = [f"2026-11-20-event-{n}" for n in range(10_000)]
    every += [f"component:c{n}" for n in range(1_035)]
    found = ids.short_ids("status.acme.example,2026", every)
    assert len(set(found.values())) == len(every)
    assert all(re.fullmatch("[a-z0-9]{12}", each) for each in found.values())


def test_two_that_share_an_id_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ids, "short_id", lambda identity, name: "same")
    with pytest.raises(UserError, match="'a' and 'b' have one API id"):
        ids.short_ids("x,2026", ["a", "b"])


# Components


def test_groups_are_listed_before_their_components() -> None:
    down = incident("a", says("12:00", "investigating"), touches="api=major_outage")
    group, api, old, web = file(read(state(down, layout=GROUPS)), "components")["components"]
    assert (group["name"], group["group"], group["group_id"]) == ("Core", True, None)
    assert group["components"] == [api["id"], old["id"]]
    assert group["status"] == api["status"] == "major_outage"
    assert group["updated_at"] == api["updated_at"] == "2026-11-20T12:00:00.000Z"
    assert (api["group_id"], web["group_id"]) == (group["id"], None)
    assert [row["position"] for row in (group, api, old, web)] == [1, 1, 2, 2]
    assert "components" not in api


def test_a_retired_component_is_listed_nowhere_but_in_its_incidents() -> None:
    layout = (component("gone", retired="2026-11-20"), component("api"))
    past = incident(
        "a",
        says("2026-11-01 12:00", "investigating"),
        says("2026-11-01 13:00", "resolved"),
        touches="gone=major_outage",
    )
    found = read(state(past, layout=layout))
    (api,) = file(found, "components")["components"]
    assert (api["name"], api["position"]) == ("api", 1)
    assert names(single(found, "A")["components"]) == ["gone"]


def test_a_component_changed_when_its_status_last_did() -> None:
    over = incident(
        "a", says("12:00", "investigating"), says("13:00", "resolved"), touches="api=major_outage"
    )
    api, web = file(read(state(over)), "components")["components"]
    assert (api["status"], api["updated_at"]) == ("operational", "2026-11-20T13:00:00.000Z")
    assert web["updated_at"] == web["created_at"] == "2026-11-20T00:00:00.000Z"


# Incidents


def test_an_incident_field_by_field() -> None:
    told = incident(
        "a",
        says("12:00", "investigating", next_update="12:30"),
        says("12:20", api="major_outage", workaround="Wait."),
        says("12:40", "monitoring", impact="critical"),
        says("13:00", "resolved"),
        touches="api=degraded_performance",
        started="11:50",
    )
    each = single(read(state(told, layout=GROUPS)), "A")
    assert list(each)[:14] == [
        *("id", "name", "status", "created_at", "updated_at", "monitoring_at", "resolved_at"),
        *("impact", "shortlink", "started_at", "page_id", "incident_updates", "components"),
        "reminder_intervals",
    ]
    assert (each["status"], each["impact"]) == ("resolved", "critical")
    assert each["shortlink"] == "https://status.acme.example/incidents/a.html"
    day = "2026-11-20T{}:00.000Z"
    times = [each[key] for key in ("started_at", "created_at", "monitoring_at", "resolved_at")]
    assert times == [day.format(time) for time in ("11:50", "12:00", "12:40", "13:00")]
    resolved, _, plain, first = each["incident_updates"]
    assert [u["status"] for u in each["incident_updates"]] == [
        *("resolved", "monitoring", "investigating", "investigating"),
    ]
    assert first["body"] == "Next update: 20 Nov 2026, 12:30 UTC"
    assert plain["body"] == "Workaround: Wait."
    (change,) = plain["affected_components"]
    (api,) = each["components"]
    assert change == {
        "code": api["id"],
        "name": "Core - api",
        "old_status": "degraded_performance",
        "new_status": "major_outage",
    }
    assert first["affected_components"][0]["old_status"] == "operational"
    assert resolved["affected_components"][0]["new_status"] == "operational"
    assert first["incident_id"] == each["id"]


def test_a_postmortem_is_in_the_file_of_its_incident() -> None:
    told = incident(
        "a", says("12:00", "investigating"), says("13:00", "resolved"), says("14:00", "postmortem")
    )
    told = replace(told, updates=(*told.updates[:2], replace(told.updates[2], text="Why.")))
    found = read(state(told))
    each = single(found, "A")
    assert (each["status"], each["postmortem_body"]) == ("postmortem", "Why.")
    assert each["postmortem_published_at"] == "2026-11-20T14:00:00.000Z"
    assert each["resolved_at"] == "2026-11-20T13:00:00.000Z"
    assert "postmortem_body" not in file(found, "incidents")["incidents"][0]


def test_one_whose_end_nobody_knows_is_resolved_at_no_time() -> None:
    each = single(read(state(incident("a", says("12:00", "investigating"), ended="unknown"))), "A")
    assert (each["status"], each["resolved_at"]) == ("resolved", None)


def test_what_was_written_after_the_fact_is_history_that_told_nobody() -> None:
    told = incident("a", says("12:00", "investigating"), says("13:00", "resolved"), backfilled=True)
    found = read(state(told))
    assert names(file(found, "incidents")["incidents"]) == ["A"]
    each = single(found, "A")
    assert each["backfilled"] is True
    assert not any(update["deliver_notifications"] for update in each["incident_updates"])


def test_a_silent_update_says_so() -> None:
    told = incident("a", says("12:00", "investigating"))
    told = replace(told, updates=(replace(told.updates[0], notify=False),))
    assert single(read(state(told)), "A")["incident_updates"][0]["deliver_notifications"] is False


def test_a_correction_moves_updated_and_nothing_else() -> None:
    told = incident("a", says("12:00", "investigating"))
    mended = replace(told, updates=(replace(told.updates[0], edited=at("12:10")),))
    before, after = single(read(state(told)), "A"), single(read(state(mended)), "A")
    assert after["updated_at"] == "2026-11-20T12:10:00.000Z"
    assert after["incident_updates"][0]["updated_at"] == "2026-11-20T12:10:00.000Z"
    assert after["created_at"] == before["created_at"]
    assert after["incident_updates"][0]["id"] == before["incident_updates"][0]["id"]


def test_links_to_other_reports_lead_there_from_anywhere() -> None:
    text = (
        "As in [that one](b.md#x), [this](<b.md>), [none](c.md) and [x].\n\n[x]: b.md\n\nbb.md b.md"
    )
    told = incident("a", says("12:00", "investigating"))
    told = replace(
        told,
        updates=(replace(told.updates[0], text=text),),
        location=Location("content/incidents/a.md"),
    )
    other = replace(
        incident("b", says("2026-11-01 12:00", "resolved")),
        location=Location("content/incidents/b.md"),
    )
    address = "https://status.acme.example/incidents/b.html"
    said = single(read(state(told, other)), "A")["incident_updates"][0]["body"]
    assert said == (
        f"As in [that one]({address}), [this](<{address}>), [none](c.md) and [x].\n\n"
        f"[x]: {address}\n\nbb.md b.md"
    )


def test_a_site_under_a_path_in_another_zone() -> None:
    winter = site(incident("störung 1", says("12:00", "investigating")))
    settings = replace(
        winter.settings, url="https://acme.example/status", timezone="America/Los_Angeles"
    )
    found = read(derive(replace(winter, settings=settings), at("18:00")))
    each = file(found, "summary")["incidents"][0]
    assert each["created_at"] == "2026-11-20T04:00:00.000-08:00"
    assert each["shortlink"] == "https://acme.example/status/incidents/st%C3%B6rung%201.html"
    assert found["schema/status.json"]["$id"] == "https://acme.example/status/schema/status.json"
    assert not faults(found)


@pytest.mark.parametrize(
    "title",
    [
        '"Quoted" \\ </script>',
        "]]> & <b>",
        "🔥 down",
        "انقطاع الخدمة",
        "a\u2028b\u0007c\x00",
        "x" * 1_000,
    ],
)
def test_any_title_comes_through(title: str) -> None:
    told = replace(
        incident("a", says("12:00", "investigating"), touches="api=major_outage"), title=title
    )
    found = read(state(told))
    assert names(file(found, "summary")["incidents"]) == [title]
    assert found["status.json"]["open"][0]["title"] == title
    assert found["ledger.json"]["intervals"][0]["events"][0]["title"] == title
    assert not faults(found)


def test_an_incident_with_65_updates() -> None:
    updates = [says(f"{10 + n // 60}:{n % 60:02}", "identified") for n in range(65)]
    each = single(read(state(incident("a", *updates))), "A")
    assert len({update["id"] for update in each["incident_updates"]}) == 65


def test_1035_components_in_51_groups() -> None:
    layout = [
        Group(
            id=f"g{g}",
            name=f"Region {g}",
            components=tuple(Component(id=f"g{g}-c{c}", name=f"Disk {c}") for c in range(20)),
        )
        for g in range(51)
    ]
    layout_ = (*layout, *(component(f"alone{n}") for n in range(15)))
    found = read(state(layout=layout_))
    rows = file(found, "components")["components"]
    assert len(rows) == 1_035 + 51
    assert not faults(found)


# What is long ago


def many(count: int, status: str) -> list[Any]:
    start = at("2026-01-01 00:00")
    return [
        replace(
            incident(f"{status}{n}", says("12:00", status)),
            updates=(replace(says("12:00", status), at=start + timedelta(hours=n)),),
        )
        for n in range(count)
    ]


def test_the_lists_hold_the_newest_fifty_and_all_that_is_open() -> None:
    old = incident("old", says("2025-01-01 00:00", "investigating"))
    found = read(state(old, *many(60, "resolved")))
    listed = file(found, "incidents")["incidents"]
    assert names(listed) == [*(f"Resolved{n}" for n in range(59, 10, -1)), "Old"]
    assert names(file(found, "summary")["incidents"]) == ["Old"]
    assert sum("incident" in value for value in found.values() if isinstance(value, dict)) == 61


def test_a_closed_incident_stands_still_whatever_comes_after() -> None:
    closed = incident(
        "a", says("12:00", "investigating"), says("13:00", "resolved"), touches="api=major_outage"
    )
    again = incident("b", says("17:00", "investigating"), touches="api=partial_outage")
    before, after = texts(state(closed)), texts(state(closed, again, now="2026-12-24 18:00"))
    (path,) = (path for path in before if path.startswith(f"{V2}/incidents/") and len(path) == 34)
    assert before[path] == after[path]
    opened = single(read(state(closed, again)), "B")
    assert opened["components"][0]["status"] == "partial_outage"


def test_an_hour_changes_nothing_but_status_json() -> None:
    told: list[Incident | Maintenance] = [
        incident("a", says("12:00", "investigating"), touches="api=degraded_performance"),
        maintenance("m", "2026-12-01 02:00 to 2026-12-01 04:00"),
    ]
    before, after = texts(state(*told, now="16:00")), texts(state(*told, now="16:59"))
    assert {path for path in before if before[path] != after[path]} == {"status.json"}


# Maintenance


def window(found: State) -> Any:
    (each,) = file(read(found), "scheduled-maintenances")["scheduled_maintenances"]
    return each


def test_planned_work_field_by_field() -> None:
    each = window(state(maintenance("m", "2026-12-01 02:00 to 2026-12-01 04:00")))
    assert list(each)[-3:] == ["components", "scheduled_for", "scheduled_until"]
    assert (each["status"], each["impact"], each["resolved_at"]) == (
        "scheduled",
        "maintenance",
        None,
    )
    assert each["scheduled_for"] == "2026-12-01T02:00:00.000Z"
    assert each["scheduled_until"] == "2026-12-01T04:00:00.000Z"
    assert each["started_at"] == each["created_at"] == "2026-11-01T09:00:00.000Z"
    assert each["shortlink"] == "https://status.acme.example/maintenance/m.html"


def test_a_window_that_opens_by_the_clock_is_active() -> None:
    found = state(maintenance("m", "17:00 to 19:00"))
    assert window(found)["status"] == "in_progress"
    assert window(found)["updated_at"] == "2026-11-20T17:00:00.000Z"
    files = read(found)
    assert names(file(files, "scheduled-maintenances/active")["scheduled_maintenances"]) == ["M"]
    assert file(files, "scheduled-maintenances/upcoming")["scheduled_maintenances"] == []
    assert file(files, "status")["status"] == {
        "indicator": "maintenance",
        "description": "Service Under Maintenance",
    }


def test_a_cancelled_window_is_completed() -> None:
    told = maintenance(
        "m",
        "2026-12-01 02:00 to 2026-12-01 04:00",
        plans("10:00", "scheduled"),
        plans("11:00", "cancelled"),
    )
    each = window(state(told))
    assert (each["status"], each["resolved_at"]) == ("completed", "2026-11-20T11:00:00.000Z")
    assert each["incident_updates"][0]["status"] == "completed"
    assert file(read(state(told)), "summary")["scheduled_maintenances"] == []


def test_one_that_is_over_by_the_clock_was_over_at_its_end() -> None:
    each = window(state(maintenance("m", "02:00 to 04:00", auto_complete=True)))
    assert (each["status"], each["resolved_at"]) == ("completed", "2026-11-20T04:00:00.000Z")
    assert each["updated_at"] == "2026-11-20T04:00:00.000Z"
