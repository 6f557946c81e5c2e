"""The second import: nothing new writes nothing, the next capture updates in place."""

import json
import shutil
from pathlib import Path

import pytest

from generator.model.incident import End
from generator.model.update import Impact
from tests.importers.growing import FIRST, SECOND, THIRD, capture, first_import, next_import
from tests.importers.samples import (
    CODE,
    atom,
    atom_update,
    bring,
    file_of,
    history,
    incident,
    line,
    only_incident,
    planned,
    put,
    site,
    snapshot,
    statuses,
    summary,
    update,
)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    return tmp_path / "src"


def test_twice_is_the_same_as_once(source: Path, project: Path) -> None:
    put(
        source,
        a_json=capture(THIRD, SECOND, FIRST),
        b_json=summary(
            [],
            [
                planned(
                    "plan00000001",
                    "Work",
                    [update("scheduled", "2026-03-09T09:00:00Z", "x")],
                    "2026-03-20T00:00:00Z",
                    "2026-03-20T01:00:00Z",
                )
            ],
        ),
    )
    first = bring(source, project)
    assert len(first.files) == 4
    before = snapshot(project)
    second = bring(source, project)
    assert second.files == ()
    assert snapshot(project) == before
    assert (
        second.incidents.unchanged,
        second.maintenances.unchanged,
        second.updates.unchanged,
    ) == (1, 1, 4)
    assert second.components.unchanged == 2


def test_captures_one_after_the_other_equal_all_at_once(
    source: Path, project: Path, tmp_path: Path
) -> None:
    captures = [
        capture(FIRST, made="2026-03-09T10:01:00Z"),
        capture(SECOND, FIRST, title="API and console down", made="2026-03-09T10:31:00Z"),
        capture(
            THIRD,
            {**SECOND, "body": "Found the cause."},
            FIRST,
            title="API down",
            made="2026-03-09T11:01:00Z",
            impact="major",
            started_at="2026-03-09T09:30:00Z",
        ),
        summary([], made="2026-03-30T00:00:00Z"),
    ]
    for number, each in enumerate(captures):
        one = put(source / str(number), a_json=each)
        bring(one, project)
    at_once = tmp_path / "at-once"
    bring(source, at_once)
    assert snapshot(project) == snapshot(at_once)
    assert only_incident(project).impact is Impact.MAJOR


def test_the_next_capture_updates_the_file_in_place(source: Path, project: Path) -> None:
    path = first_import(source, project)
    assert next_import(source, project, THIRD, SECOND, FIRST, title="API was down") == ""
    assert file_of(project, CODE) == path
    found = only_incident(project)
    assert found.title == "API was down"
    assert found.id == "2026-03-09-api-down-code00000001"
    assert statuses(found) == ["investigating", "identified", "resolved"]


def test_what_the_source_changed_follows_where_nobody_did(source: Path, project: Path) -> None:
    first_import(source, project)
    next_import(source, project, {**FIRST, "body": "We are looking."}, impact="major")
    found = only_incident(project)
    assert (found.updates[0].text, found.impact) == ("We are looking.", Impact.MAJOR)


def test_an_update_that_moves_at_the_source_moves_here(source: Path, project: Path) -> None:
    first_import(source, project)
    next_import(source, project, {**FIRST, "display_at": "2026-03-09T09:45:00Z"})
    found = only_incident(project)
    assert [f"{each.at:%H:%M}" for each in found.updates] == ["09:45"]


def test_a_deleted_file_comes_back_only_with_its_source(source: Path, project: Path) -> None:
    path = first_import(source, project)
    path.unlink()
    shutil.rmtree(source)
    bring(put(source, b_json=summary([], made="2026-03-09T10:30:00Z")), project)
    assert not path.exists()
    next_import(source, project, FIRST)
    assert path.exists()


def test_a_feed_and_then_the_api_make_one_incident(source: Path, project: Path) -> None:
    html = atom_update("Mar 9, 11:00 UTC", "Resolved", "Works again.") + atom_update(
        "Mar 9, 10:00 UTC", "Investigating", "Looking."
    )
    bring(
        put(
            source,
            a_atom=atom([(CODE, "API down", "2026-03-09T11:00:00Z", html)], "2026-03-09T11:30:00Z"),
        ),
        project,
    )
    assert dict(only_incident(project).internal) == {
        "source": f"statuspage status.acme.example/{CODE}"
    }
    next_import(source, project, THIRD, SECOND, FIRST)
    found = only_incident(project)
    assert dict(found.internal) == {"source": f"statuspage acmepage0001/{CODE}"}
    assert [f"{each.at:%H:%M:%S}" for each in found.updates] == ["10:00:10", "10:30:00", "11:00:00"]
    assert dict(found.components) == {"api": "partial_outage"}


def test_an_incident_that_is_shown_no_more_is_closed_though_it_was_not_read(
    source: Path, project: Path
) -> None:
    first_import(source, project)
    shutil.rmtree(source)
    bring(put(source, b_json=summary([], made="2026-03-09T12:00:00Z")), project)
    assert only_incident(project).ended is End.UNKNOWN


def test_a_line_and_the_api_in_one_folder(source: Path, project: Path) -> None:
    said = [
        ("2026-03-09T10:00:00Z", "Investigating", "Looking."),
        ("2026-03-09T11:00:00Z", "Resolved", "Works again."),
    ]
    put(
        source / "deep" / "er",
        h_jsonl=line(CODE, "API down", said, updated_at="2026-03-12T00:00:00Z"),
    )
    put(
        source,
        a_json=history([incident(CODE, "API down", [SECOND, FIRST])], made="2026-03-09T10:31:00Z"),
    )
    bring(source, project)
    found = only_incident(project)
    assert statuses(found) == ["investigating", "identified", "resolved"]
    assert [each.second for each in (u.at for u in found.updates)] == [10, 0, 0]


def test_two_pages_in_one_folder(source: Path, project: Path) -> None:
    other = json.loads(
        json.dumps(capture(FIRST))
        .replace("acmepage0001", "elsepage0001")
        .replace("status.acme.example", "status.else.example")
        .replace(CODE, "code00000002")
    )
    bring(put(source, a_json=capture(FIRST), b_json=other), project)
    assert len(site(project).incidents) == 2
    assert [each.id for each in site(project).settings.components] == [
        "api",
        "web-console",
        "api-aaaaaaaaaaaa",
        "web-console-bbbbbbbbbbbb",
    ]
