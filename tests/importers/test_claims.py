"""What incidents and maintenances say of components."""

from pathlib import Path

import pytest

from tests.importers.samples import (
    API,
    CODE,
    CONSOLE,
    Json,
    affected,
    at,
    bring,
    component,
    incident,
    line,
    only_incident,
    only_maintenance,
    planned,
    put,
    sentences,
    statuses,
    summary,
    told,
    up,
)


class TestClaims:
    def test_the_first_updates_hold_from_the_beginning_and_later_ones_change(
        self, project: Path
    ) -> None:
        told(
            project,
            incident(
                CODE,
                "x",
                [
                    up(
                        "resolved",
                        "12:00",
                        changes=[affected(API, "API", "operational", "operational")],
                    ),
                    up(
                        "monitoring",
                        "11:00",
                        changes=[
                            affected(API, "API", "major_outage", "operational"),
                            affected(CONSOLE, "Web console", "partial_outage", "partial_outage"),
                        ],
                    ),
                    up(
                        "identified",
                        "10:30",
                        changes=[
                            affected(API, "API", "major_outage", "major_outage"),
                            affected(CONSOLE, "Web console", "operational", "partial_outage"),
                        ],
                    ),
                    up(
                        "investigating",
                        "10:00",
                        changes=[affected(API, "API", "operational", "major_outage")],
                    ),
                ],
            ),
        )
        found = only_incident(project)
        assert dict(found.components) == {"api": "major_outage"}
        assert [dict(u.components) for u in found.updates] == [
            {},
            {"web-console": "partial_outage"},
            {"api": "operational"},
            {},
        ]

    def test_null_empty_and_nothing_affected_say_nothing(self, project: Path) -> None:
        nothing = [{"name": "No components were affected by this update."}]
        told(
            project,
            incident(
                CODE,
                "x",
                [
                    up("resolved", "12:00", changes=nothing),
                    up("investigating", "10:30", changes=[]),
                    up("investigating", "10:00"),
                ],
            ),
        )
        found = only_incident(project)
        assert found.components == ()
        assert all(u.components == () for u in found.updates)

    def test_trouble_on_resolved_would_never_end(self, project: Path) -> None:
        changes = [affected(API, "API", "operational", "degraded_performance")]
        said = told(
            project,
            incident(
                CODE,
                "x",
                [
                    up("resolved", "12:00", changes=changes),
                    up("investigating", "10:00", changes=changes),
                ],
            ),
        )
        found = only_incident(project)
        assert dict(found.components) == {"api": "degraded_performance"}
        assert found.updates[-1].components == ()
        assert "a component in trouble on or after Resolved" in said

    def test_reopening_brings_the_trouble_back_by_itself(self, project: Path) -> None:
        changes = [affected(API, "API", "operational", "major_outage")]
        told(
            project,
            incident(
                CODE,
                "x",
                [
                    up("resolved", "13:00"),
                    up("investigating", "12:00", changes=changes),
                    up(
                        "resolved",
                        "11:00",
                        changes=[affected(API, "API", "major_outage", "operational")],
                    ),
                    up("investigating", "10:00", changes=changes),
                ],
            ),
        )
        assert [u.components for u in only_incident(project).updates] == [(), (), (), ()]

    def test_an_open_incident_has_its_components_statuses(self, project: Path) -> None:
        parts = [component(API, "API", status="partial_outage"), component(CONSOLE, "Web console")]
        told(project, incident(CODE, "x", [up("investigating", "10:00")], components=parts))
        assert dict(only_incident(project).components) == {"api": "partial_outage"}

    @pytest.mark.parametrize(
        ("impact", "status"),
        [
            ("critical", "major_outage"),
            ("major", "partial_outage"),
            ("minor", "degraded_performance"),
            ("none", None),
        ],
    )
    def test_names_alone_take_their_status_from_the_impact(
        self, project: Path, impact: str, status: str | None
    ) -> None:
        text = line(
            CODE,
            "x",
            [("2026-03-09T10:00:00Z", "Resolved", "a")],
            components=["API"],
            impact=impact,
            components_source="model",
        )
        report = bring(put(project.parent / "src", h_jsonl=text), project)
        assert dict(only_incident(project).components) == ({"api": status} if status else {})
        assert ("it is taken from the impact" in sentences(report)) == bool(status)
        assert ("guessed by a model" in sentences(report)) == bool(status)

    def test_a_removed_component_is_found_by_its_code(self, project: Path) -> None:
        changes = [affected("gone00000001", "Old name", "operational", "major_outage")]
        told(
            project,
            incident(
                CODE, "x", [up("resolved", "11:00"), up("investigating", "10:00", changes=changes)]
            ),
        )
        assert dict(only_incident(project).components) == {"old-name": "major_outage"}


class TestMaintenance:
    def plan(self, *updates: Json, **more: object) -> Json:
        return planned(
            CODE, "Upgrade", updates, "2026-03-10T22:00:00.000Z", "2026-03-11T02:00:00Z", **more
        )

    def test_its_window_and_its_claims(self, project: Path) -> None:
        event = self.plan(
            up(
                "completed",
                "23:00",
                changes=[affected(API, "API", "under_maintenance", "operational")],
            ),
            up(
                "verifying",
                "22:30",
                changes=[affected(API, "API", "under_maintenance", "degraded_performance")],
            ),
            up(
                "in_progress",
                "22:00",
                changes=[affected(API, "API", "operational", "under_maintenance")],
            ),
            up("scheduled", "10:00", changes=[affected(API, "API", "operational", "operational")]),
            started_at="2026-03-01T00:00:00Z",
        )
        bring(put(project.parent / "src", s_json=summary([], [event])), project)
        found = only_maintenance(project)
        assert (found.start, found.end) == (at("2026-03-10T22:00"), at("2026-03-11T02:00"))
        assert statuses(found) == ["scheduled", "in_progress", "verifying", "completed"]
        assert dict(found.components) == {"api": "under_maintenance"}
        assert [dict(u.components) for u in found.updates] == [
            {},
            {},
            {"api": "degraded_performance"},
            {},
        ]
        assert not found.auto_complete
        assert list((project / "content" / "maintenance").glob(f"2026-03-09-upgrade-{CODE}.md"))

    def test_named_components_are_under_maintenance(self, project: Path) -> None:
        event = self.plan(up("scheduled", "10:00"), components=[component(API, "API")])
        bring(put(project.parent / "src", s_json=summary([], [event])), project)
        assert dict(only_maintenance(project).components) == {"api": "under_maintenance"}

    @pytest.mark.parametrize(
        ("made", "is_over"), [("2026-03-20T00:00:00Z", False), ("2026-03-26T00:00:00Z", True)]
    )
    def test_never_completed_it_ends_by_itself(
        self, project: Path, made: str, is_over: bool
    ) -> None:
        event = self.plan(up("in_progress", "22:00"), up("scheduled", "10:00"))
        source = put(project.parent / "src", s_json=summary([], [event], made=made))
        assert ("auto_complete: yes" in sentences(bring(source, project))) == is_over
        assert only_maintenance(project).auto_complete == is_over

    def test_an_incident_with_the_words_of_a_maintenance_is_one(self, project: Path) -> None:
        said = told(
            project,
            incident(
                CODE,
                "x",
                [up("completed", "12:00"), up("in_progress", "11:00"), up("scheduled", "10:00")],
                impact="maintenance",
            ),
        )
        found = only_maintenance(project)
        assert (found.start, found.end) == (at("2026-03-09T11:00"), at("2026-03-09T12:00"))
        assert "a window is taken from In progress to Completed" in said

    def test_without_any_window_the_updates_make_one(self, project: Path) -> None:
        said = told(project, incident(CODE, "x", [up("scheduled", "10:00")], impact="maintenance"))
        found = only_maintenance(project)
        assert (found.start, found.end) == (at("2026-03-09T10:00"), at("2026-03-09T10:01"))
        assert "a window is taken from the first update to the last" in said
        assert "a window without length" in said
