"""The archive: every event in every listing it belongs to, and what is new changes few pages."""

from collections import Counter
from datetime import timedelta
from functools import cache
from itertools import pairwise
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.component import Component, Group
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.outputs import all_artifacts
from generator.outputs.pages.archive import Filter, archive
from generator.outputs.pages.component import MOST_EVENTS
from generator.outputs.pages.event import event_id
from generator.outputs.pages.history import MonthView, history_pages
from generator.outputs.pages.listing import PAGE_SIZE, ListingView, parts
from generator.render.filters import FILTERS
from generator.render.theme import open_theme
from generator.state.records import Cause, State
from tests import pages
from tests.golden import CASES, SITES, build_case, tree
from tests.state.making import at, component, incident, maintenance, plans, says, state

THEME = open_theme("default", (SITES.parent.parent / "themes",), FILTERS)
FIRST = at("2024-01-01 12:00")
LAYOUT = (
    Group(id="core", name="Core", components=(component("api"), component("db"))),
    component("web"),
    # names of files that a listing of api would like to have
    component("api-incidents"),
    component("api-1"),
    component("quiet"),
    component("old", retired="2026-01-01"),
    component("older", retired="2026-01-01"),
)
#: so many events that a listing has two older pages, and the newest page as few as it may have
MANY = PAGE_SIZE * 5 // 2


# --- cutting


@given(st.integers(0, 400), st.integers(1, 20))
def test_every_event_is_on_one_page(total: int, size: int) -> None:
    events = list(range(total, 0, -1))
    cut = parts(events, size)
    assert [each for part in reversed(cut) for each in part] == events


@given(st.integers(0, 400), st.integers(1, 20))
def test_pages_are_neither_long_nor_nearly_empty(total: int, size: int) -> None:
    *older, newest = parts(range(total), size)
    assert {len(part) for part in older} <= {size}
    assert len(newest) < size * 1.5
    assert len(newest) >= size // 2 if older else len(newest) == total


@given(st.integers(0, 400), st.integers(1, 20))
def test_a_new_event_moves_no_older_page(total: int, size: int) -> None:
    before = parts(range(total, 0, -1), size)
    after = parts(range(total + 1, 0, -1), size)
    assert after[: len(before) - 1] == before[:-1]
    assert len(before) <= len(after) <= len(before) + 1


# --- what is in which listing


def numbered(number: int, touches: str) -> Incident:
    """An incident of its day; the higher the number, the newer."""
    day = FIRST + timedelta(days=number)
    begins, ends = f"{day:%Y-%m-%d} 12:00", f"{day:%Y-%m-%d} 13:00"
    told = (says(begins, "investigating"), says(ends, "resolved"))
    return incident(f"no-{number:04}", *told, touches=touches)


def many(total: int) -> list[Incident | Maintenance]:
    """So many incidents, of api and web in turn."""
    return [
        numbered(number, f"{'api' if number % 2 else 'web'}=major_outage")
        for number in range(total)
    ]


OTHERS = (
    maintenance("moved", "2025-01-01 02:00 to 2025-01-01 03:00", touches="old=under_maintenance"),
    maintenance("merely planned", "2026-12-01 02:00 to 2026-12-01 03:00"),
    maintenance(
        "called off",
        "2026-12-02 02:00 to 2026-12-02 03:00",
        plans("2026-11-01 09:00", "scheduled"),
        plans("2026-11-02 09:00", "cancelled"),
    ),
    incident("of-nothing", says("2026-11-01 09:00", "investigating"), impact="minor"),
    incident(
        "of-what-is-gone",
        says("2026-11-02 09:00", "investigating"),
        touches="gone=major_outage db=major_outage",
    ),
)


def of(*events: Incident | Maintenance, layout: tuple[Component | Group, ...] = LAYOUT) -> State:
    """The State of these events."""
    return state(*events, layout=layout)


def ids(found: State, on: Filter) -> list[str]:
    """The ids of what a filter lets through."""
    return [event_id(each) for each in archive(found).get(on, ())]


@pytest.mark.parametrize(
    ("on", "wanted"),
    [
        (Filter(), ["called off", "of-what-is-gone", "of-nothing", "moved", "no-0001"]),
        (Filter(kind=Cause.MAINTENANCE), ["called off", "moved"]),
        (Filter(kind=Cause.INCIDENT), ["of-what-is-gone", "of-nothing", "no-0001"]),
        (Filter("api"), ["called off", "no-0001"]),
        (Filter("api", Cause.MAINTENANCE), ["called off"]),
        (Filter("db"), ["of-what-is-gone"]),
        (Filter("old"), ["moved"]),
        (Filter("quiet"), []),
        (Filter("gone"), []),
    ],
)
def test_a_filter_lets_through(on: Filter, wanted: list[str]) -> None:
    assert ids(of(numbered(1, "api=major_outage"), *OTHERS), on) == wanted


def listings(found: State) -> dict[str, ListingView]:
    """The view of each page of a listing, by path."""
    views = ((each.path, each.view) for each in history_pages(found, THEME))
    return {
        path: view[1]
        for path, view in views
        if isinstance(view, tuple) and isinstance(view[1], ListingView)
    }


def test_listings_are_there_for_what_happened() -> None:
    """Kinds of a component only where both occur: else one would repeat the other."""
    assert sorted(listings(of(numbered(1, "api=major_outage"), *OTHERS))) == [
        "history/incidents.html",
        "history/maintenance.html",
        "history/of/api.html",
        "history/of/api/incidents.html",
        "history/of/api/maintenance.html",
        "history/of/db.html",
        "history/of/old.html",
    ]


def test_the_pages_of_a_listing_hold_it_all() -> None:
    found = of(*many(MANY))
    views = listings(found)
    paths = ["history/incidents.html", "history/incidents/2.html", "history/incidents/1.html"]
    titles = [row.title for path in paths for row in views[path].rows]
    assert titles == [f"No-{number:04}" for number in reversed(range(MANY))]
    assert [view.rows[0].title for path, view in views.items() if "/of/web" in path] == [
        f"No-{number:04}" for number in (MANY - 2,)
    ]


def test_every_event_is_in_its_month() -> None:
    busy = [
        incident(f"no-{number:04}", says(f"2026-10-05 {number // 60:02}:{number % 60:02}"))
        for number in range(PAGE_SIZE + 20)
    ]
    found = of(*busy, *OTHERS)
    views = {
        each.path: each.view[1]
        for each in history_pages(found, THEME)
        if isinstance(each.view, tuple) and isinstance(each.view[1], MonthView)
    }
    assert {path: len(view.rows) for path, view in views.items()} == {
        "history/2026-12.html": 1,
        "history/2026-11.html": 2,
        "history/2026-10.html": PAGE_SIZE,
        "history/2026-10-2.html": 20,
        "history/2025-01.html": 1,
    }
    titles = [row.title for view in views.values() for row in view.rows]
    assert titles == [each.capitalize() for each in ids(found, Filter())]


@pytest.mark.parametrize(
    ("total", "changed"),
    [
        (10, {"history/incidents.html"}),
        (MANY, {"history/incidents.html"}),
        # the page that is now full, and the one before it, whose "newer" leads to it
        (MANY - 1, {f"history/incidents{end}.html" for end in ("", "/1", "/2")}),
    ],
)
def test_a_new_event_changes_few_pages(total: int, changed: set[str]) -> None:
    before = listings(of(*many(total)))
    after = listings(of(*many(total), numbered(total, "db=major_outage")))
    found = {path for path, view in after.items() if before.get(path) != view}
    assert found == {*changed, "history/of/db.html"}


# --- the pages


@cache
def files(size: int = MANY) -> dict[str, bytes]:
    """A whole site of so many incidents and OTHERS, or of nothing at all."""
    events = (*many(size), *OTHERS) if size else ()
    return {each.path: each.render() for each in all_artifacts(of(*events), THEME)}


def links(path: str, selector: str, found: dict[str, bytes]) -> list[tuple[str, str, bool]]:
    """Text, target (from the top) and `aria-current` of the links under `selector`."""
    named = [
        (each.to_text().strip(), pages.attributes(each))
        for each in pages.read(found[path]).query(f"{selector} a")
    ]
    return [
        (text, target(path, each["href"]), each.get("aria-current") == "page")
        for text, each in named
    ]


def target(path: str, href: str) -> str:
    """Where a link on the page at `path` leads, from the top; empty for another site."""
    parts_ = urlsplit(href)
    if parts_.scheme or parts_.netloc:
        return ""
    return normpath(join(dirname(path), unquote(parts_.path))) if parts_.path else path


def test_the_filter_of_everything() -> None:
    filters = [
        ("Everything", "history.html"),
        ("Incidents", "history/incidents.html"),
        ("Maintenance", "history/maintenance.html"),
        ("By component", "history.html"),
    ]
    for path, chosen in [
        ("history.html", "Everything"),
        ("history/incidents.html", "Incidents"),
        ("history/incidents/1.html", "Incidents"),
        ("history/maintenance.html", "Maintenance"),
    ]:
        # history.html has the components itself
        shown = filters[:-1] if path == "history.html" else filters
        wanted = [(text, to, text == chosen) for text, to in shown]
        assert links(path, "nav.filter", files()) == wanted


def test_the_filter_of_a_component() -> None:
    found = files()
    wanted = [
        ("Everything", "history/of/api.html", False),
        ("Incidents", "history/of/api/incidents.html", True),
        ("Maintenance", "history/of/api/maintenance.html", False),
    ]
    assert links("history/of/api/incidents.html", "nav.filter", found) == wanted
    assert ("Incidents, all components", "history/incidents.html", False) in links(
        "history/of/api/incidents.html", "main", found
    )
    # one kind only: no choice, but a way back
    assert links("history/of/web.html", "nav.filter", found) == []
    assert ("Everything that happened, all components", "history.html", False) in links(
        "history/of/web.html", "main", found
    )


def test_components_are_listed_as_on_the_home_page_and_retired_ones_last() -> None:
    assert links("history.html", "details", files()) == [
        ("api", "history/of/api.html", False),
        ("db", "history/of/db.html", False),
        ("web", "history/of/web.html", False),
        ("old", "history/of/old.html", False),
        # nothing happened to it, and the home page does not name it
        ("older", "components/older.html", False),
    ]
    groups = pages.read(files()["history.html"]).query("details strong")
    assert [each.to_text().strip() for each in groups] == ["Core", "Others", "Retired"]


def test_the_pager_goes_from_the_newest_to_the_oldest_and_back() -> None:
    paths = ["history/incidents.html", "history/incidents/2.html", "history/incidents/1.html"]
    for newer, older in pairwise(paths):
        assert ("Older incidents", older, False) in links(newer, "nav.pager", files())
        assert ("Newer incidents", newer, False) in links(older, "nav.pager", files())
    assert len(links(paths[0], "nav.pager", files())) == 1
    assert len(links(paths[-1], "nav.pager", files())) == 1
    assert links("history/maintenance.html", "nav.pager", files()) == []


def test_a_component_names_its_newest_events_and_leads_to_all() -> None:
    found = files()
    events = MANY // 2 + 1
    rows = [to for _, to, _ in links("components/api.html", "h2 + .rows .row-title", found)]
    assert len(rows) == MOST_EVENTS + 1  # and what is planned
    assert (f"All {events} events of api", "history/of/api.html", False) in links(
        "components/api.html", "main", found
    )
    assert "history/of/old.html" not in [
        to for _, to, _ in links("components/old.html", "main", found)
    ]


def is_of_history(path: str) -> bool:
    return path.startswith("history") and path.endswith(".html")


def is_of_components(path: str) -> bool:
    return path.startswith("components") and path.endswith(".html")


def test_nothing_to_filter_where_nothing_happened() -> None:
    found = files(0)
    assert [path for path in found if is_of_history(path)] == ["history.html"]
    assert pages.read(found["history.html"]).query("nav.filter, .rows") == []
    assert [to for _, to, _ in links("history.html", "details", found)] == [
        "components/old.html",
        "components/older.html",
    ]
    of_none = of(layout=(component("api"),))
    (overview,) = (each for each in history_pages(of_none, THEME) if each.path == "history.html")
    assert b"<details" not in overview.render()


def test_the_pages_of_the_archive_are_good() -> None:
    found = files()
    for path in sorted(each for each in found if is_of_history(each) or is_of_components(each)):
        faults = [
            *pages.grammar(found[path]),
            *pages.structure(found[path]),
            *pages.safety(found[path]),
            *pages.links(path, found, "https://status.acme.example"),
        ]
        assert [path, *faults] == [path]


def test_no_two_pages_call_themselves_the_same() -> None:
    read = [pages.read(data) for path, data in files().items() if is_of_history(path)]
    titles = Counter(page.query("title")[0].to_text() for page in read)
    about = Counter(
        pages.attributes(page.query('meta[name="description"]')[0])["content"] for page in read
    )
    assert [text for text, times in (titles + about).items() if times > 1] == []


def reached(found: dict[str, bytes]) -> set[str]:
    """Every page to which links lead from index.html."""
    seen, waiting = {"index.html"}, ["index.html"]
    while waiting:
        path = waiting.pop()
        new = {to for _, to, _ in links(path, "body", found) if to in found} - seen
        new = {to for to in new if to.endswith(".html")}
        seen |= new
        waiting += sorted(new)
    return seen


def not_reached(found: dict[str, bytes]) -> set[str]:
    """The pages to which no link leads, but for those that other sites show."""
    pages_here = {path for path in found if path.endswith(".html")}
    for_others = {path for path in pages_here if path.startswith(("errors/", "embed."))}
    return pages_here - for_others - reached(found)


def test_links_lead_to_every_page() -> None:
    assert not_reached(files()) == {"404.html"}
    assert not_reached(files(0)) == {"404.html"}


@pytest.mark.parametrize("case", sorted(CASES))
def test_links_lead_to_every_page_of_a_small_site(
    case: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    output = tmp_path_factory.mktemp(case)
    build_case(case, output)
    assert not_reached(tree(output)) == {"404.html"}
