"""What the cache may believe: a file of the API whose view is the same is the same."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.build import Options, build
from generator.cache import key_of
from generator.errors import Location
from generator.model.component import Component, Group
from generator.model.site import Site
from generator.outputs.api import api_files
from generator.state import derive
from generator.state.records import State
from tests.api import THEME, V2
from tests.golden import CASES, SITES, tree
from tests.state.making import at, incident, says, site
from tests.state.sites import nows, sites


def differing(one: State, other: State) -> set[str]:
    """The files that are not the same; each must have another key."""
    before = {each.path: each for each in api_files(one, THEME)}
    found = set()
    for after in api_files(other, THEME):
        earlier = before.get(after.path)
        if earlier and earlier.render() != after.render():
            assert key_of(earlier.view) != key_of(after.view), after.path
            found.add(after.path)
    return found


@given(sites(), nows(), st.integers(0, 400_000))
def test_time_passes(a_site: Site, now: datetime, seconds: int) -> None:
    differing(derive(a_site, now), derive(a_site, now + timedelta(seconds=seconds)))


API = Component(id="api", name="API", description="Requests")
LAYOUT = (Component(id="web", name="Web"), Group(id="core", name="Core", components=(API,)))


def a_site() -> Site:
    """An open incident, a closed one that names it, and one that touched no component."""
    said = says("12:00", "investigating")
    closed = incident("a", said, says("13:00", "resolved"), touches="api=major_outage")
    closed = replace(
        closed,
        updates=(replace(said, text="See [b](b.md)."), *closed.updates[1:]),
        location=Location("content/incidents/a.md"),
    )
    opened = incident("b", says("14:00", "identified"), touches="web=partial_outage")
    opened = replace(opened, location=Location("content/incidents/b.md"))
    of_nothing = incident("c", says("15:00", "investigating"), says("15:30", "resolved"))
    return site(closed, opened, of_nothing, layout=LAYOUT)


def settings(**changed: Any) -> Callable[[Site], Site]:
    return lambda given: replace(given, settings=replace(given.settings, **changed))


def moved(given: Site) -> Site:
    """What a link means is another page, though the linking file is the same."""
    renamed = (replace(each, id="bb") if each.id == "b" else each for each in given.incidents)
    return replace(given, incidents=tuple(renamed))


CHANGES = {
    "title": settings(title="Other"),
    "url": settings(url="https://status.acme.example/live"),
    "identity": settings(identity="other.example,2026"),
    "zone": settings(timezone="Asia/Kathmandu"),
    "name": settings(layout=(LAYOUT[0], replace(LAYOUT[1], name="Heart"))),
    "component": settings(
        layout=(LAYOUT[0], replace(LAYOUT[1], components=(replace(API, name="A"),)))
    ),
    "description": settings(
        layout=(LAYOUT[0], replace(LAYOUT[1], components=(replace(API, description=""),)))
    ),
    "since": settings(
        layout=(
            LAYOUT[0],
            replace(LAYOUT[1], components=(replace(API, since=at("2026-01-01 00:00").date()),)),
        )
    ),
    "alone": settings(layout=(LAYOUT[0], API)),
    "position": settings(layout=(LAYOUT[1], Component(id="new", name="New"), LAYOUT[0])),
    "link": moved,
}


@pytest.mark.parametrize("change", sorted(CHANGES))
def test_a_change_of_the_site(change: str) -> None:
    before, after = a_site(), CHANGES[change](a_site())
    changed = differing(derive(before, at("18:00")), derive(after, at("18:00")))
    assert changed, "the case tries nothing"


def test_exercises_are_only_in_a_drill(tmp_path: Path) -> None:
    def built(*, drill: bool) -> dict[str, bytes]:
        output = tmp_path / str(drill)
        options = Options(
            project=SITES / "every-field",
            output=output,
            now=CASES["every-field"],
            use_cache=False,
            drill=drill,
        )
        assert build(options).written
        return {
            path: data
            for path, data in tree(output).items()
            if path.startswith((V2, "ledger", "status.json")) and b"2026-11-17-drill" in data
        }

    assert not built(drill=False)
    assert f"{V2}/incidents.json" in built(drill=True)
