"""The updates of an incident and their words: statuses, order, postmortems."""

from pathlib import Path

from tests.importers.samples import (
    AT,
    CODE,
    at,
    bring,
    incident,
    line,
    only_incident,
    put,
    sentences,
    statuses,
    told,
    up,
)


class TestUpdates:
    def test_a_repeated_status_is_an_update(self, project: Path) -> None:
        told(
            project,
            incident(
                CODE,
                "x",
                [
                    up("resolved", "12:00"),
                    up("resolved", "11:00"),
                    up("monitoring", "10:30"),
                    up("investigating", "10:10"),
                    up("investigating", "10:00"),
                ],
            ),
        )
        assert statuses(only_incident(project)) == [
            "investigating",
            "update",
            "monitoring",
            "resolved",
            "update",
        ]

    def test_the_order_is_by_display_then_creation(self, project: Path) -> None:
        early = up("identified", "10:30", "second", created_at=AT.format("10:31"))
        late = up(
            "investigating",
            "11:00",
            "first",
            display_at=AT.format("10:30"),
            created_at=AT.format("10:29"),
        )
        told(project, incident(CODE, "x", [early, late]))
        assert [u.text for u in only_incident(project).updates] == ["first", "second"]

    def test_equal_times_are_a_second_apart(self, project: Path) -> None:
        same = [up("investigating", "10:00", words, id=f"u{words}") for words in "cba"]
        said = [{**each, "created_at": f"2026-03-09T09:0{n}:00Z"} for n, each in enumerate(same)]
        told(project, incident(CODE, "x", said[::-1]))
        found = only_incident(project).updates
        assert [u.text for u in found] == ["c", "b", "a"]
        assert [u.at.second for u in found] == [0, 1, 2]

    def test_a_first_update_becomes_investigating(self, project: Path) -> None:
        source = put(
            project.parent / "src",
            h_jsonl=line(
                CODE,
                "x",
                [
                    ("2026-03-09T10:00:00Z", "Update", "a"),
                    ("2026-03-09T11:00:00Z", "Resolved", "b"),
                ],
            ),
        )
        report = bring(source, project)
        assert statuses(only_incident(project)) == ["investigating", "resolved"]
        assert "a first update without a status becomes Investigating" in sentences(report)

    def test_an_unknown_status_becomes_an_update(self, project: Path) -> None:
        said = told(
            project,
            incident(
                CODE,
                "x",
                [up("resolved", "11:00"), up("pondering", "10:30"), up("investigating", "10:00")],
            ),
        )
        assert statuses(only_incident(project)) == ["investigating", "update", "resolved"]
        assert f"{CODE}: pondering" in said

    def test_silent_updates_stay_silent(self, project: Path) -> None:
        told(project, incident(CODE, "x", [up("resolved", "10:00", deliver_notifications=False)]))
        assert [u.notify for u in only_incident(project).updates] == [False]

    def test_an_open_status_after_resolved_reopens(self, project: Path) -> None:
        told(
            project,
            incident(
                CODE,
                "x",
                [
                    up("resolved", "12:00"),
                    up("identified", "11:30"),
                    up("resolved", "11:00"),
                    up("investigating", "10:00"),
                ],
            ),
        )
        assert [u.reopened for u in only_incident(project).updates] == [False, False, True, False]

    def test_an_incident_without_updates_gets_one(self, project: Path) -> None:
        said = told(project, incident(CODE, "x", [], created_at=AT.format("10:00")))
        assert statuses(only_incident(project)) == ["investigating"]
        assert "an incident without updates gets one without words" in said

    def test_a_text_that_is_too_long_is_cut_and_said(self, project: Path) -> None:
        long = "\n".join(f"line {number} of a long story" for number in range(5_000))
        said = told(
            project,
            incident(
                CODE, "x", [up("resolved", "10:00", long), up("investigating", "09:00", "kept")]
            ),
        )
        first, second = only_incident(project).updates
        assert first.text == "kept"
        assert second.text.startswith("line 0 of a long story\n\nline 1 of")
        assert "characters, did not fit here.)" in second.text
        assert "a text that is too long for our format is cut" in said

    def test_a_text_of_60_kib_is_kept_whole(self, project: Path) -> None:
        long = "\n".join(f"line {number} of a long story" for number in range(2_300))
        told(project, incident(CODE, "x", [up("resolved", "10:00", long)]))
        assert only_incident(project).updates[0].text == long.replace("\n", "\n\n")


class TestPostmortems:
    def test_its_update_is_kept_as_markdown(self, project: Path) -> None:
        told(
            project,
            incident(
                CODE,
                "x",
                [
                    up("postmortem", "12:00", "# Why\n*cable*"),
                    up("resolved", "11:00"),
                    up("investigating", "10:00"),
                ],
            ),
        )
        found = only_incident(project)
        assert statuses(found) == ["investigating", "resolved", "postmortem"]
        assert found.updates[-1].text == "### Why\n*cable*"

    def test_its_body_beside_the_updates_becomes_one(self, project: Path) -> None:
        event = incident(
            CODE,
            "x",
            [up("resolved", "11:00")],
            postmortem_body="## Why\nA cable.",
            postmortem_published_at=AT.format("15:00"),
        )
        told(project, event)
        found = only_incident(project)
        assert statuses(found) == ["resolved", "postmortem"]
        assert found.updates[-1].text == "#### Why\nA cable."
        assert found.updates[-1].at == at("2026-03-09T15:00")

    def test_a_body_that_is_an_update_as_well_comes_once(self, project: Path) -> None:
        event = incident(
            CODE,
            "x",
            [up("postmortem", "12:00", "Why."), up("resolved", "11:00")],
            postmortem_body="Why.",
            postmortem_published_at=AT.format("15:00"),
        )
        told(project, event)
        assert statuses(only_incident(project)) == ["resolved", "postmortem"]

    def test_without_resolved_the_update_before_becomes_it(self, project: Path) -> None:
        said = told(
            project,
            incident(
                CODE,
                "x",
                [
                    up("postmortem", "12:00"),
                    up("monitoring", "11:00"),
                    up("investigating", "10:00"),
                ],
            ),
        )
        assert statuses(only_incident(project)) == ["investigating", "resolved", "postmortem"]
        assert "a postmortem without Resolved" in said

    def test_alone_it_becomes_resolved(self, project: Path) -> None:
        told(project, incident(CODE, "x", [up("postmortem", "12:00")]))
        assert statuses(only_incident(project)) == ["resolved"]
