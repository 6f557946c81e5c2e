"""Whatever stands anywhere in a capture: no traceback, no broken file, and twice is once."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.load import load
from generator.importers.statuspage.recipe import import_statuspage
from tests.importers.samples import (
    API,
    CODE,
    Json,
    affected,
    atom,
    atom_update,
    component,
    incident,
    line,
    planned,
    put,
    snapshot,
    summary,
    update,
)

FEED = atom(
    [
        (
            CODE,
            "API down",
            "2026-03-09T10:00:00Z",
            atom_update("Mar 9, 10:00 UTC", "Resolved", "Done."),
        )
    ]
)


ANYTHING = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(
        [
            "",
            "x",
            "../y",
            "2026-03-09T10:00:00Z",
            "resolved",
            "a\nb\x00",
            "<b>",
            "```",
            "## x",
            "0001-01-01T00:00:00+14:00",
            "é" * 300,
        ]
    ),
    st.text(max_size=20),
    st.lists(st.none(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.none(), max_size=2),
)


def everything() -> Json:
    """A summary with a little of all there is."""
    changes = [affected(API, "API", "operational", "major_outage")]
    first = update("investigating", "2026-03-09T09:00:00Z", "<b>Looking</b>\n- a", changes)
    plan = planned(
        "plan00000001",
        "Work",
        [update("scheduled", "2026-03-09T09:00:00Z", "x")],
        "2026-03-20T00:00:00Z",
        "2026-03-20T01:00:00Z",
        components=[component(API, "API")],
    )
    group = component("gggggggggggg", "Group", group=True)
    event = incident(
        CODE,
        "API down",
        [update("resolved", "2026-03-09T10:00:00Z", "Done."), first],
        components=[component(API, "API")],
        postmortem_body="# Why",
    )
    return summary(
        [event],
        [plan],
        [component(API, "API", group_id="gggggggggggg", start_date="2020-01-01"), group],
    )


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """The way to every value in a document."""
    yield path
    pairs = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in pairs:
        yield from places(inner, (*path, key))


def changed(document: Any, path: tuple[str | int, ...], value: Any) -> Any:
    if not path:
        return value
    copy = dict(document) if isinstance(document, dict) else list(document)
    copy[path[0]] = changed(document[path[0]], path[1:], value)  # type: ignore[index]
    return copy


WAYS = list(places(everything()))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(st.lists(st.tuples(st.sampled_from(WAYS), ANYTHING), min_size=1, max_size=3))
def test_no_value_of_any_type_anywhere_does_harm(
    tmp_path_factory: pytest.TempPathFactory, changes: list[tuple[tuple[str | int, ...], Any]]
) -> None:
    document: Any = everything()
    for path, value in changes:
        try:
            document = changed(document, path, value)
        except (KeyError, IndexError, TypeError):
            continue  # an earlier change has taken the place away
    folder = tmp_path_factory.mktemp("any")
    (folder / "site").mkdir()
    source = put(folder / "src", a_json=json.dumps(document))
    import_statuspage(str(source), folder / "site")
    loaded = load(folder / "site")
    assert loaded.broken in ((), ("content/site.yml",))
    if loaded.site:
        before = snapshot(folder / "site")
        assert import_statuspage(str(source), folder / "site").files == ()
        assert snapshot(folder / "site") == before


@pytest.mark.parametrize(
    "make",
    [
        lambda: FEED,
        lambda: json.dumps(everything()),
        lambda: line(CODE, "x", [("2026-03-09T10:00:00Z", "Resolved", "a")]),
    ],
    ids=["feed", "api", "lines"],
)
def test_a_capture_cut_anywhere_does_no_harm(
    project: Path, tmp_path: Path, make: Callable[[], str]
) -> None:
    text = make()
    for end in range(0, len(text), max(1, len(text) // 25)):
        put(tmp_path / "src", a_json=text[:end])
        import_statuspage(str(tmp_path / "src"), project)
