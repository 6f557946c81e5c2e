"""Our documents at an origin: what is written is read back, and nothing that is read can hurt."""

import json
import string
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.deploy.manifest import (
    Entry,
    Manifest,
    last_generation,
    manifest_bytes,
    manifest_path,
    parse_manifest,
)
from generator.deploy.state import OriginState, Phase, Pin, as_bytes, parse_state

TEXTS = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=60)
TIMES = st.datetimes(timezones=st.just(UTC))
COUNTS = st.integers(1, 10**9)
STATES = st.builds(
    OriginState,
    generation=COUNTS,
    commit=TEXTS,
    ancestors=st.lists(TEXTS, max_size=5).map(tuple),
    built_at=TIMES,
    phase=st.sampled_from(Phase),
    owner=TEXTS,
    claimed_at=TIMES,
    manifest=TEXTS,
    pin=st.none() | st.builds(Pin, reason=TEXTS, by=TEXTS),
)
MANIFESTS = st.builds(
    Manifest,
    generation=COUNTS,
    commit=TEXTS,
    open_incidents=st.lists(TEXTS, max_size=3).map(tuple),
    files=st.dictionaries(
        TEXTS, st.builds(Entry, TEXTS, st.integers(0, 10**9), TEXTS, TEXTS), max_size=5
    ),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=6,
)
WHEN = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
STATE = OriginState(
    generation=7,
    commit="c",
    ancestors=("b", "a"),
    built_at=WHEN,
    phase=Phase.LIVE,
    owner="ci 4f2a",
    claimed_at=WHEN,
    pin=Pin(reason="wrong", by="Ada"),
)
MANIFEST = Manifest(
    generation=7, commit="c", open_incidents=("x",), files={"index.html": Entry("ab", 3, "v1", "h")}
)
GARBAGE = {
    "nothing": b"",
    "no text": b"\xff\xfe\x00",
    "half": as_bytes(STATE)[:-20],
    "a list": b"[]",
    "a number": b"7",
    "endless": b'{"format": 1, "generation": 1e999}',
    "no number": b'{"format": 1, "generation": NaN}',
    "a huge number": b'{"format": 1, "generation": ' + b"9" * 5_000 + b"}",
    "deep": b"[" * 100_000,
    "deep in a key": b'{"format": ' + b"[" * 900 + b"]" * 900 + b"}",
    "ten megabytes": b'{"format": 1, "commit": "' + b"x" * 10_000_000 + b'"}',
    "neither true nor false": as_bytes(STATE).replace(b": 7", b": true"),
    "another format": b'{"format": 2}',
}


@given(STATES)
def test_a_state_is_read_as_it_was_written(state: OriginState) -> None:
    assert parse_state(as_bytes(state)) == state


@given(MANIFESTS)
def test_a_manifest_is_read_as_it_was_written(manifest: Manifest) -> None:
    assert parse_manifest(manifest_bytes(manifest)) == manifest


@pytest.mark.parametrize("data", GARBAGE.values(), ids=GARBAGE.keys())
def test_garbage_is_refused(data: bytes) -> None:
    for parse in (parse_state, parse_manifest):
        with pytest.raises(ValueError, match=r"^(is|has) "):
            parse(data)


@given(data=st.data(), value=JSON)
def test_any_value_in_any_place_is_read_or_refused(data: st.DataObject, value: object) -> None:
    for document, parse in (
        (as_bytes(STATE), parse_state),
        (manifest_bytes(MANIFEST), parse_manifest),
    ):
        told = json.loads(document)
        place = data.draw(st.sampled_from(sorted(told)))
        told[place] = value
        try:
            parse(json.dumps(told).encode())
        except ValueError as wrong:
            assert "\n" not in str(wrong)  # noqa: PT017


@given(st.data())
def test_a_damaged_document_is_read_or_refused(data: st.DataObject) -> None:
    for document, parse in (
        (as_bytes(STATE), parse_state),
        (manifest_bytes(MANIFEST), parse_manifest),
    ):
        at = data.draw(st.integers(0, len(document) - 1))
        damaged = document[:at] + data.draw(st.binary(max_size=3)) + document[at + 1 :]
        with suppress(ValueError):
            parse(damaged)


@pytest.mark.parametrize(
    "wrong",
    [
        {"generation": 0},
        {"generation": 10**12},
        {"built_at": datetime(2026, 11, 20)},  # noqa: DTZ001
        {"owner": "x" * 1_001},
        {"pin": Pin(reason="two\nlines", by="")},
        {"ancestors": tuple(string.ascii_letters * 2_000)},
    ],
    ids=str,
)
def test_what_nobody_could_read_back_is_not_written(wrong: dict[str, object]) -> None:
    told = {name: getattr(STATE, name) for name in STATE.__dataclass_fields__}
    with pytest.raises(ValueError, match="has"):
        as_bytes(OriginState(**{**told, **wrong}))


def test_the_last_generation_is_known_from_the_manifests() -> None:
    paths = [manifest_path(each, b"") for each in (3, 12, 9)]
    assert last_generation([*paths, "index.html", "_status/manifests/notes.txt"]) == 12
    assert last_generation(["index.html"]) == 0
