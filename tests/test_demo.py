"""content/: the demo that every clone starts with has no problem, and does not rot."""

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.checks import run_checks
from generator.content.load import load
from generator.errors import format_problem
from generator.state import derive
from generator.state.records import Indicator

ROOT = Path(__file__).parent.parent


@pytest.mark.parametrize("year", [2026, 2027, 2035])
def test_it_has_no_problem_and_stays_calm(year: int) -> None:
    now = datetime(year, 11, 20, 12, 0, tzinfo=UTC)
    loaded = load(ROOT)
    assert loaded.site
    found = [*loaded.problems, *run_checks(loaded.site, now)]
    assert not found, "\n".join(map(format_problem, found))
    state = derive(loaded.site, now)
    assert state.indicator is Indicator.NONE
    assert not state.open_incidents
    assert not state.planned_maintenances
    assert not any(maintenance.overdue for maintenance in state.maintenances)


def test_what_its_readme_names_is_there() -> None:
    readme = ROOT / "content" / "README.md"
    links = re.findall(r"\]\(([^)]+)\)", readme.read_text("utf-8"))
    assert links
    assert not [link for link in links if not (readme.parent / link).exists()]
