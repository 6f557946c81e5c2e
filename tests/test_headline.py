"""The answer on the home page: it may never say more than is true."""

from pathlib import Path

import pytest

from generator.model.component import Component, Group
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.outputs.pages.index import IndexView, index_page
from generator.render.filters import FILTERS
from generator.render.theme import open_theme
from tests.state.making import component, incident, maintenance, says, state

THEME = open_theme("default", (Path(__file__).parent.parent / "themes",), FILTERS)

API_DOWN = incident("api fails", says("12:00", "investigating", api="major_outage"))
WEB_SLOW = incident(
    "web is slow", says("12:10", "investigating", web="degraded_performance"), impact="minor"
)
LEFT_OVER = incident(
    "left over",
    says("11:00", "investigating", web="partial_outage"),
    says("11:30", "resolved", web="degraded_performance"),
)
WORK = maintenance("work", "12:00 to 13:00")
WEB_WORK = maintenance("more work", "12:00 to 13:00", touches="web=degraded_performance")
REST = "Everything else works."


def headline(
    *events: Incident | Maintenance, layout: tuple[Component | Group, ...] = ()
) -> tuple[str, str]:
    """The home page's headline at 12:30, and what it says beside."""
    (page,) = index_page(state(*events, now="12:30", layout=layout), THEME)
    assert isinstance(page.view, tuple)
    view = page.view[1]
    assert isinstance(view, IndexView)
    return view.headline, view.also


@pytest.mark.parametrize(
    ("events", "answer"),
    [
        ((), ("Everything is working.", "")),
        ((API_DOWN,), ("Api fails.", REST)),
        # the worst first, and how many more
        ((WEB_SLOW, API_DOWN), ("Api fails.", "And 1 more incident.")),
        ((WORK,), ("Planned work: Work.", REST)),
        ((WORK, WEB_WORK), ("Planned work: Work.", "And 1 more maintenance window.")),
        # the same component in both: the rest still works
        ((API_DOWN, WORK), ("Api fails.", REST)),
        # something else is in trouble too, so not everything else works
        ((API_DOWN, WEB_WORK), ("Api fails.", "")),
        ((API_DOWN, LEFT_OVER), ("Api fails.", "")),
        # resolved, but not all well: neither green nor just planned work
        ((LEFT_OVER,), ("Partially degraded service.", "")),
        ((WORK, LEFT_OVER), ("Partially degraded service.", "")),
        # nobody said which component: nobody can say that the rest works
        ((incident("odd", says("12:00", "investigating")),), ("Odd.", "")),
    ],
)
def test_the_headline(events: tuple[Incident | Maintenance, ...], answer: tuple[str, str]) -> None:
    assert headline(*events) == answer


def test_where_there_is_nothing_else_nothing_else_works() -> None:
    only_api = (component("api"),)
    assert headline(API_DOWN, layout=only_api) == ("Api fails.", "")
    assert headline(WORK, layout=only_api) == ("Planned work: Work.", "")
    hidden = (component("api"), component("web", retired="2026-01-01"))
    assert headline(API_DOWN, layout=hidden) == ("Api fails.", "")
