"""COM-10, and what else is gone: the rule of what readers have seen already."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.checks.policy import judge_changes
from generator.model.incident import Incident
from generator.model.site import Site
from tests.policy.cases import SITE, codes, event_of, judged
from tests.policy.conduct import incident, planned, said

NOW = datetime(2026, 11, 20, 18, 0, 30, tzinfo=UTC)
FIRST = said("Investigating", "12:00", "Uploads fail for everyone.\nWe look.", next_update="30m")
SECOND = said("Identified", "12:25", "A disk is full.", next_update="30m", workaround="Wait.")
BASE = incident(FIRST, SECOND)
EDITED = "edited: 2026-11-20 13:00 UTC\n"


def is_rewritten(text: str, base: str = BASE) -> bool:
    return "COM-10" in codes(text, now=NOW, base=base)


def edited(text: str) -> str:
    """The same with `edited` under every heading that has a promise."""
    return text.replace("next update:", f"{EDITED}next update:")


CHANGES = [
    ("Uploads fail for everyone.", "Uploads fail for a few."),
    ("## Identified", "## Monitoring"),
    ("12:25 UTC\nnext update: 30m", "12:25 UTC\nnext update: 45m"),
    ("workaround: Wait.", "workaround: none"),
    ("workaround: Wait.", "eta: 2h\nworkaround: Wait."),
    ("workaround: Wait.", "impact: minor\nworkaround: Wait."),
    ("workaround: Wait.", "api: operational\nworkaround: Wait."),
    ("2026-11-20 12:25 UTC", "2026-11-20 12:05 UTC"),
]


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_changed_in_silence(old: str, new: str) -> None:
    assert is_rewritten(BASE.replace(old, new))


@pytest.mark.parametrize(("old", "new"), CHANGES)
def test_changed_and_marked(old: str, new: str) -> None:
    assert not is_rewritten(edited(BASE.replace(old, new)))


def test_an_old_mark_does_not_cover_a_new_change() -> None:
    base = edited(BASE)
    changed = base.replace("for everyone", "for a few")
    assert is_rewritten(changed, base)
    assert not is_rewritten(changed.replace("13:00 UTC\n", "14:00 UTC\n"), base)


def test_an_update_that_is_gone() -> None:
    assert is_rewritten(incident(FIRST))
    assert is_rewritten(incident(SECOND))
    (problem,) = [e for e in judged(incident(FIRST), now=NOW, base=BASE) if e.code == "COM-10"]
    assert "## Identified — 2026-11-20 12:25 UTC" in problem.hint


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: Uploads fail", "title: Uploads and downloads fail"),
        ("impact: major", "impact: critical"),
        ("impact: major", "impact: major\ninternal: {ticket: OPS-1}"),
        ("impact: major", 'impact: major\noverride: {COM-04: "a reason"}'),
        ("everyone.\nWe look.", "everyone. We\n  look."),
        ("next update: 30m", "next update: 30m\nnotify: no"),
    ],
)
def test_what_is_no_rewriting(old: str, new: str) -> None:
    assert not is_rewritten(BASE.replace(old, new))


def test_a_new_update_is_no_rewriting() -> None:
    assert not is_rewritten(BASE + said("Monitoring", "12:50", "A fix is in.", next_update="30m"))


def test_what_a_postmortem_promises_may_be_ticked() -> None:
    told = incident(
        FIRST,
        said("Resolved", "13:00", "Uploads work."),
        said("Postmortem", "14:00", "- [ ] Add a disk (platform team, 2026-12-01)"),
    )
    assert not is_rewritten(told.replace("[ ]", "[x]"), told)
    assert not is_rewritten(told.replace("2026-12-01", "2026-12-20"), told)
    assert is_rewritten(told.replace("Add a disk", "Buy a disk"), told)
    assert is_rewritten(told.replace("- [ ] Add a disk (platform team, 2026-12-01)", "Done"), told)


def test_the_time_of_the_mark_is_offered() -> None:
    changed = BASE.replace("for everyone", "for a few")
    (problem,) = [each for each in judged(changed, now=NOW, base=BASE) if each.code == "COM-10"]
    assert "edited: 2026-11-20 18:00 UTC" in problem.hint


# Whole files


def site_of(*texts: str) -> Site:
    events = [replace(event_of(text), id=f"event-{number}") for number, text in enumerate(texts)]
    works = tuple(event for event in events if not isinstance(event, Incident))
    incidents = tuple(event for event in events if isinstance(event, Incident))
    return replace(SITE, incidents=incidents, maintenances=works)


def between(before: Site, after: Site) -> list[tuple[str, str]]:
    """The codes and hints of what a merge would say."""
    told = judge_changes(after, NOW, before)
    return [(each.code, each.hint) for each in told if each.code in ("COM-10", "COM-84")]


WORK = planned(said("Scheduled", "2026-11-20 02:00", "You can read, but not save."))


def test_a_file_that_is_gone() -> None:
    assert [code for code, _ in between(site_of(BASE), SITE)] == ["COM-10"]


def test_planned_work_that_is_gone_should_be_cancelled() -> None:
    assert [code for code, _ in between(site_of(WORK), SITE)] == ["COM-84"]
    done = WORK + said("Completed", "2026-11-20 16:00", "The work is done.")
    assert [code for code, _ in between(site_of(done), SITE)] == ["COM-10"]


def test_a_file_that_has_another_name_keeps_its_id() -> None:
    moved = site_of(BASE)
    renamed = replace(moved, incidents=(replace(moved.incidents[0], id="better-name"),))
    ((code, hint),) = between(moved, renamed)
    assert (code, "id: event-0" in hint) == ("COM-10", True)


def test_a_file_that_cannot_be_read_is_not_called_gone() -> None:
    (problem,) = judge_changes(SITE, NOW, site_of(BASE))
    assert problem.because == problem.location.file


def test_nothing_is_gone() -> None:
    assert between(site_of(BASE, WORK), site_of(BASE, WORK)) == []
    drill = site_of(BASE)
    exercise = replace(drill, incidents=(replace(drill.incidents[0], drill=True),))
    assert between(exercise, SITE) == []
