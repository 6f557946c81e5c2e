"""One incident in many captures is one incident: the best of each, whatever order they come in."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from generator.importers.report import Note
from generator.importers.statuspage.gather import Found
from generator.importers.statuspage.ledger import _pages, print_ledger
from generator.importers.statuspage.merge import remember
from generator.importers.statuspage.records import (
    Capture,
    Kind,
    PageMemory,
    SourceUpdate,
    digest_of,
)
from generator.importers.statuspage.shapes import read_captures
from generator.importers.statuspage.timelines import match, merge, unite
from tests.importers.samples import (
    API,
    Json,
    affected,
    atom,
    atom_update,
    history,
    incident,
    line,
    page,
    summary,
    update,
)

START = datetime(2026, 3, 9, 10, 0, tzinfo=UTC)


def told(
    words: str, seconds: float, kind: Kind = Kind.FEED, *, seen: int = 0, **more: object
) -> SourceUpdate:
    at = START + timedelta(seconds=seconds)
    values = {
        "status": "update",
        "text": words,
        "digest": digest_of(words),
        "at": at if kind is Kind.API else at.replace(second=0, microsecond=0),
        "exact": kind is Kind.API,
        "seen": START + timedelta(days=seen),
        "kind": kind,
        "placed": kind,
        **more,
    }
    return SourceUpdate(**values)  # type: ignore[arg-type]


def read(content: Json | str, name: str = "x") -> list[Capture]:
    notes: list[Note] = []
    text = content if isinstance(content, str) else json.dumps(content)
    captures = read_captures(Found(name, text.encode()), notes)
    assert notes == []
    return captures


def test_the_same_id_is_the_same_update_whatever_else_changed() -> None:
    old = told("a", 0, Kind.API, id="u1")
    new = told("b", 3600, Kind.API, id="u1", seen=1)
    assert list(match([old], [new])) == [(0, 0)]
    assert merge(old, new).text == "b"
    assert merge(old, new).at == new.at


def test_two_ids_are_never_the_same_update() -> None:
    assert list(match([told("a", 0, Kind.API, id="u1")], [told("a", 0, Kind.API, id="u2")])) == []


def test_without_ids_words_and_minute_decide_and_seconds_win() -> None:
    exact = told("we are looking", 33, Kind.API, id="u1")
    vague = told("we  are\nlooking", 0, Kind.FEED, seen=1)
    united = unite([exact], [vague])
    assert len(united) == 1
    assert (united[0].at, united[0].id, united[0].text) == (exact.at, "u1", "we are looking")
    assert united[0].seen == vague.seen
    assert unite([vague], [exact])[0].at == exact.at


def test_the_same_words_in_another_minute_are_another_update() -> None:
    assert len(unite([told("a", 0)], [told("a", 60)])) == 2


def test_a_corrected_text_replaces_the_old_one_and_the_newest_counts() -> None:
    old = told("resolved", 0, status="resolved")
    new = told("what happened was …", 0, status="resolved", seen=1)
    for first, second in ((old, new), (new, old)):
        (united,) = unite([first], [second])
        assert united.text == new.text


def test_a_resolved_is_no_correction_of_an_update() -> None:
    assert len(unite([told("a", 0)], [told("b", 0, status="resolved", seen=1)])) == 2


def test_the_same_text_twice_in_a_minute_stays_two() -> None:
    twice = [told("a", 0, order=0), told("a", 0, order=1)]
    assert len(unite(twice, twice)) == 2


def test_a_real_status_counts_for_more_than_update() -> None:
    api = told("a", 10, Kind.API, id="u1", status="identified")
    feed = told("a", 0, Kind.FEED, seen=1)
    assert merge(api, feed).status == merge(feed, api).status == "identified"


def test_components_are_kept_where_a_newer_capture_says_nothing() -> None:
    changes = [affected(API, "API", "operational", "major_outage")]
    api = read(
        history(
            [
                incident(
                    "code00000001",
                    "x",
                    [update("investigating", "2026-03-09T10:00:10Z", "a", changes)],
                )
            ]
        )
    )
    html = atom_update("Mar 9, 10:00 UTC", "Investigating", "a")
    feed = read(atom([("code00000001", "x", "2026-03-09T10:00:10Z", html)], "2026-03-11T00:00:00Z"))
    (memory,) = remember((), [*api, *feed])
    (event,) = memory.events
    assert event.updates[0].affected
    assert event.updates[0].affected[0].status == "major_outage"
    assert {head.kind for head in event.heads} == {Kind.API, Kind.FEED}


def test_a_page_is_one_by_its_id_and_its_host() -> None:
    api = read(summary())
    html = atom_update("Mar 9, 10:00 UTC", "Investigating", "a")
    feed = read(atom([("code00000001", "x", "2026-03-09T10:00:10Z", html)]))
    for first, second in ((api, feed), (feed, api)):
        (memory,) = remember(remember((), first), second)
        assert memory.page.id == "acmepage0001"
        assert memory.page.name == "Acme"
        assert len(memory.events) == 1


def test_pages_of_different_hosts_stay_apart() -> None:
    other = line("code00000001", "x", [("2026-03-09T10:00:00Z", "Resolved", "a")])
    other = other.replace("status.acme.example", "status.else.example")
    found = remember((), [*read(summary()), *read(other)])
    assert [memory.page.key for memory in found] == ["acmepage0001", "status.else.example"]


def test_a_capture_that_says_not_when_or_whose_it_is_fails() -> None:
    notes: list[Note] = []
    for broken in ({**summary(), "page": {}}, {**history([]), "page": page(made="never")}):
        assert read_captures(Found("a.json", json.dumps(broken).encode()), notes) == []
    assert [note.weight for note in notes] == ["failed", "failed"]


def _captures() -> list[Capture]:
    """Six captures of one page in three shapes, of incidents that grow and change."""
    first = update("investigating", "2026-03-09T10:00:10Z", "Looking.")
    second = update(
        "identified",
        "2026-03-09T10:00:40Z",
        "Found.",
        [affected(API, "API", "operational", "major_outage")],
    )
    third = update("investigating", "2026-03-09T11:00:00Z", "More.")
    html = "".join(
        atom_update(when, status, words)
        for when, status, words in (
            ("Mar 9, 12:00 UTC", "Resolved", "Done."),
            ("Mar 9, 11:00 UTC", "Update", "More."),
            ("Mar 9, 10:00 UTC", "Identified", "Found."),
            ("Mar 9, 10:00 UTC", "Investigating", "Looking."),
        )
    )
    corrected = html.replace("Done.", "It was a cable.<br />Sorry.")
    said = [
        ("2026-03-09T10:00:00Z", "Investigating", "Looking."),
        ("2026-03-09T12:00:00Z", "Resolved", "It was a cable. Sorry."),
    ]
    contents: list[Json | str] = [
        summary([incident("code00000001", "A", [first])], made="2026-03-09T10:00:11Z"),
        summary([incident("code00000001", "B", [second, first])], made="2026-03-09T10:00:41Z"),
        summary(
            [incident("code00000001", "B", [third, second, first])], made="2026-03-09T11:00:01Z"
        ),
        atom([("code00000001", "C", "2026-03-09T12:00:00Z", html)], "2026-03-09T12:00:01Z"),
        atom([("code00000001", "C", "2026-03-09T12:00:00Z", corrected)], "2026-03-20T00:00:00Z"),
        line("code00000001", "D", said, updated_at="2026-03-21T00:00:00Z"),
        summary([], made="2026-03-22T00:00:00Z"),
    ]
    return [capture for content in contents for capture in read(content)]


@given(st.permutations(_captures()), st.integers(1, 7))
def test_order_and_grouping_of_captures_do_not_matter(captures: list[Capture], size: int) -> None:
    wanted = remember((), _captures())
    known: tuple[PageMemory, ...] = ()
    for start in range(0, len(captures), size):
        known = remember(known, captures[start : start + size])
    assert known == wanted


def test_the_union_is_the_whole_story() -> None:
    (memory,) = remember((), _captures())
    (event,) = memory.events
    assert [(u.status, f"{u.at:%H:%M:%S}", u.text) for u in event.updates] == [
        ("investigating", "10:00:10", "Looking."),
        ("identified", "10:00:40", "Found."),
        ("investigating", "11:00:00", "More."),
        ("resolved", "12:00:00", "It was a cable.\n\nSorry."),
    ]
    assert event.birth.title == "A"
    assert memory.opened == ()


def test_the_memory_is_written_and_read_back() -> None:
    known = remember((), _captures())
    assert tuple(_pages(print_ledger(known))) == known
    with_ids = tuple(replace(memory, ids=(("a", "b"),)) for memory in known)
    assert tuple(_pages(print_ledger(with_ids))) == with_ids
