"""What pages say of promises: when, by how much they are late, what has passed without a word."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.outputs.pages.index import index_page
from generator.outputs.pages.maintenance import maintenance_pages
from generator.render.filters import FILTERS
from generator.render.theme import open_theme
from tests.pages import read
from tests.state.making import incident, maintenance, plans, says, state

THEME = open_theme("default", (Path(__file__).parent.parent / "themes",), FILTERS)
LATE = "That time has passed: we are "


def shown(now: str, *events: Incident | Maintenance, planned: bool = False) -> tuple[str, str]:
    """The answers on a page, and of these what only a script shows."""
    pages = maintenance_pages if planned else index_page
    (artifact,) = pages(state(*events, now=now), THEME)
    page = read(artifact.render())
    hidden = " ".join(each.to_text() for each in page.query(".answers strong[hidden]"))
    said = " ".join(each.to_text() for each in page.query(".answers dd, .answers dt"))
    for each in page.query(".answers strong[hidden]"):
        said = said.replace(each.to_text(), "")
    return " ".join(said.replace("\u00a0", " ").split()), hidden


@pytest.mark.parametrize(
    ("now", "late"),
    [("12:34:59", ""), ("12:35", "at least 5 min late"), ("13:41:59", "at least 1 h 11 min late")],
)
def test_how_late_an_update_is(now: str, late: str) -> None:
    said, hidden = shown(now, incident("a", says("12:00", "investigating", next_update="12:30")))
    assert (f"{LATE}{late}" in said) is bool(late)
    assert (LATE in said) is bool(late)
    assert (f"{LATE}late" in hidden) is not bool(late)


@pytest.mark.parametrize(("now", "is_past"), [("13:59:59", False), ("14:00", True)])
def test_an_estimate_that_has_passed(now: str, is_past: bool) -> None:
    told = incident("a", says("12:00", "investigating", next_update="15:00", eta="14:00"))
    said, hidden = shown(now, told)
    words = "That time has passed, and we have no new one yet."
    assert (words in said, words in hidden) == (is_past, not is_past)


@pytest.mark.parametrize("planned", [False, True])
def test_a_window_tells_its_end_and_the_next_word(planned: bool) -> None:
    updates = plans("11:00", "scheduled"), plans("12:01", "in_progress", next_update="12:30")
    work = maintenance("work", "12:00 to 13:00", *updates)
    said, _ = shown("12:10", work, planned=planned)
    assert "Planned until 13:00 UTC" in said
    assert "Next update by 12:30 UTC" in said
    assert LATE not in said
    said, _ = shown("14:30", work, planned=planned)
    assert f"{LATE}at least 1 h 30 min late" in said
    assert f"{LATE}at least 2 h late" in said


def test_an_estimate_that_passes_changes_the_page() -> None:
    told = incident("a", says("12:00", "investigating", next_update="15:00", eta="12:40"))
    assert state(told, now="12:10").next_change == datetime(2026, 11, 20, 12, 40, tzinfo=UTC)
