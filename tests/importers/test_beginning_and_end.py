"""When an incident began and ended, its title, its impact and its file, and what is lost."""

from pathlib import Path

import pytest

from generator.model.incident import End
from generator.model.update import Impact
from tests.importers.samples import (
    API,
    AT,
    CODE,
    CONSOLE,
    at,
    bring,
    component,
    incident,
    only_incident,
    put,
    sentences,
    site,
    statuses,
    summary,
    told,
    up,
)


class TestBeginningAndEnd:
    def test_started_before_the_first_update_is_kept(self, project: Path) -> None:
        told(project, incident(CODE, "x", [up("resolved", "10:00")], started_at=AT.format("09:12")))
        assert only_incident(project).started == at("2026-03-09T09:12")

    @pytest.mark.parametrize(
        "started", ["2026-03-09T10:00:00.100Z", "2026-03-09T09:59:58Z", "2026-03-09T11:00:00Z"]
    )
    def test_started_with_or_after_it_is_not(self, project: Path, started: str) -> None:
        told(project, incident(CODE, "x", [up("resolved", "10:00")], started_at=started))
        assert only_incident(project).started is None

    @pytest.mark.parametrize(
        ("made", "ended"), [("2026-03-23T09:00:00Z", None), ("2026-03-24T09:00:00Z", End.UNKNOWN)]
    )
    def test_after_14_days_without_a_word_its_end_is_unknown(
        self, project: Path, made: str, ended: End | None
    ) -> None:
        said = told(project, incident(CODE, "x", [up("identified", "10:00")]), made=made)
        assert only_incident(project).ended is ended
        assert ("ended: unknown" in said) == (ended is End.UNKNOWN)

    def test_what_a_newer_summary_does_not_show_is_over(self, project: Path) -> None:
        event = incident(CODE, "x", [up("identified", "10:00")])
        source = put(project.parent / "src", a_json=summary([event], made="2026-03-09T10:01:00Z"))
        bring(source, project)
        assert only_incident(project).ended is None
        put(source, b_json=summary([], made="2026-03-10T10:00:00Z"))
        assert "not in a newer summary: ended: unknown" in sentences(bring(source, project))
        assert only_incident(project).ended is End.UNKNOWN

    def test_resolved_needs_nothing_else(self, project: Path) -> None:
        told(
            project,
            incident(CODE, "x", [up("resolved", "10:00")], resolved_at=AT.format("10:00")),
            made="2026-06-01T00:00:00Z",
        )
        assert only_incident(project).ended is None

    def test_an_end_that_no_update_tells_becomes_resolved(self, project: Path) -> None:
        event = incident(
            CODE,
            "x",
            [up("identified", "10:00")],
            status="resolved",
            resolved_at=AT.format("11:30"),
        )
        assert "an end that no update tells" in told(project, event)
        found = only_incident(project)
        assert statuses(found) == ["identified", "resolved"]
        assert (found.updates[-1].at, found.updates[-1].text) == (at("2026-03-09T11:30"), "")

    @pytest.mark.parametrize(
        ("word", "impact"),
        [
            ("none", Impact.NONE),
            ("critical", Impact.CRITICAL),
            ("maintenance", Impact.NONE),
            ("odd", Impact.MINOR),
            (None, Impact.MINOR),
        ],
    )
    def test_impacts(self, project: Path, word: str | None, impact: Impact) -> None:
        told(project, incident(CODE, "x", [up("resolved", "10:00")], impact=word))
        assert only_incident(project).impact is impact

    def test_titles_that_no_line_can_hold(self, project: Path) -> None:
        told(project, incident(CODE, "a\nb: c\x00 #d " + "x" * 2_000, [up("resolved", "10:00")]))
        title = only_incident(project).title
        assert (title[:13], title[-1], len(title)) == ("a b: c #d xxx", "…", 1_000)


def test_what_has_no_counterpart_is_counted_once_for_each_kind(project: Path) -> None:
    event = incident(
        CODE,
        "x",
        [up("resolved", "10:00", tweet_id="1", custom_tweet="t")],
        shortlink="https://stspg.io/x",
        reminder_intervals="[1]",
    )
    parts = [
        component(API, "API", showcase=True),
        component(CONSOLE, "Web console", showcase=True, only_show_if_degraded=True),
    ]
    source = put(
        project.parent / "src",
        a_json=summary([event], components=parts),
        b_json=summary([event], components=parts, made="2026-03-11T00:00:00Z"),
    )
    said = sentences(bring(source, project))
    for words in (
        "short links (stspg.io) are not carried over (1)",
        "reminder intervals are not carried over (1)",
        "custom tweets are not carried over (1)",
        "links to tweets are not carried over (1)",
        "only_show_if_degraded has no counterpart: the component is shown (1)",
        "has no counterpart: all do (2)",
    ):
        assert words in said


def test_the_same_title_many_times_gives_as_many_files(project: Path) -> None:
    told(
        project,
        *(
            incident(f"code{number:08}", "API down", [up("resolved", "10:00")])
            for number in range(40)
        ),
    )
    ids = [found.id for found in site(project).incidents]
    assert len(set(ids)) == 40
    assert "2026-03-09-api-down-code00000007" in ids


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("API down", "2026-03-09-api-down"),
        ("Störung: Büro", "2026-03-09-storung-buro"),
        ("登录故障", "2026-03-09-登录故障"),
        ("!!!", "2026-03-09"),
        (
            "a very long title that goes on and on and on and does not end",
            "2026-03-09-a-very-long-title-that-goes-on-and-on-and-on-and",
        ),
        ("../../etc/passwd", "2026-03-09-etc-passwd"),
    ],
)
def test_files_are_named_by_day_title_and_code(project: Path, title: str, stem: str) -> None:
    told(project, incident(CODE, title, [up("resolved", "10:00")]))
    assert only_incident(project).id == f"{stem}-{CODE}"
