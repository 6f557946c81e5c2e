"""Places that are not as we left them: somebody else's, without a state, or damaged."""

from dataclasses import replace
from datetime import timedelta
from random import Random

import pytest

from generator.deploy.asks import Read, WriteAll, Written
from generator.deploy.dialogue import End
from generator.deploy.protocol import publish
from generator.deploy.state import MAX_ANCESTORS, STATE_PATH
from generator.deploy.writing import BATCH
from tests.deploy.scenes import alone, wish
from tests.deploy.stage import Publisher, Store
from tests.deploy.world import differences, release, state_of, upload


def deployed(number: int = 1) -> Store:
    store = Store()
    assert alone(publish(release(number), wish("first")), store).end is End.LIVE
    return store


def test_files_of_somebody_else_stay_unless_asked() -> None:
    store = Store()
    store.put("index.html", b"our shop")
    outcome = alone(publish(release(1), wish("a")), store)
    assert outcome.end is End.REFUSED
    assert "--over 0" in outcome.why
    assert store.objects == {"index.html": b"our shop"}
    assert alone(publish(release(1), wish("a", over=0)), store).end is End.LIVE
    assert not differences(store, release(1))


def test_two_who_both_begin_in_an_empty_place_are_not_refused() -> None:
    for step in range(60):
        store = Store()
        slow = Publisher(publish(release(1), wish("slow")), store, Random(0))
        fast = Publisher(publish(release(2), wish("fast")), store, Random(0))
        slow.run(1)
        fast.run(step)
        slow.run()
        fast.run()
        assert slow.outcome
        assert fast.outcome
        assert End.REFUSED not in (slow.outcome.end, fast.outcome.end)


@pytest.mark.parametrize("data", [b"", b"<html>", b'{"format": 99}'])
def test_a_state_that_cannot_be_read_stays_unless_asked(data: bytes) -> None:
    store = deployed()
    store.put(STATE_PATH, data)
    outcome = alone(publish(release(2), wish("a")), store)
    assert outcome.end is End.REFUSED
    assert "--over 0" in outcome.why
    assert store.objects[STATE_PATH] == data
    again = alone(publish(release(2), wish("a", over=0)), store)
    assert (again.end, again.generation) == (End.LIVE, 2)
    assert not differences(store, release(2))


def test_the_generation_does_not_fall_where_the_state_is_gone() -> None:
    store = deployed()
    alone(publish(release(2), wish("b")), store)
    del store.objects[STATE_PATH], store.versions[STATE_PATH]
    assert alone(publish(release(3), wish("c")), store).end is End.REFUSED
    outcome = alone(publish(release(3), wish("c", over=0)), store)
    assert (outcome.end, outcome.generation) == (End.LIVE, 3)


def test_whoever_finds_the_state_gone_stops() -> None:
    store = deployed()
    publisher = Publisher(publish(release(2), wish("b")), store, Random(0))
    publisher.run(8)
    del store.objects[STATE_PATH], store.versions[STATE_PATH]
    publisher.run()
    assert publisher.outcome
    assert publisher.outcome.end is End.FAILED
    assert "removed" in publisher.outcome.why


@pytest.mark.parametrize("data", [b"", b'{"format": 1}', None])
def test_a_manifest_that_is_damaged_is_not_believed(data: bytes | None) -> None:
    store = deployed()
    state = state_of(store)
    assert state
    good = store.objects[state.manifest]
    # as good as any, but not what its name says
    store.put(state.manifest, good + b" " if data is None else data)
    outcome = alone(publish(release(2), wish("b")), store)
    assert (outcome.end, outcome.written) == (End.LIVE, len(release(2).files))
    assert not differences(store, release(2))


def test_what_was_changed_behind_our_back_is_mended() -> None:
    store = deployed()
    store.put("history.html", b"not ours")
    del store.objects["updates.atom"], store.versions["updates.atom"]
    outcome = alone(publish(release(1), wish("again")), store)
    assert (outcome.end, outcome.written) == (End.LIVE, 2)
    assert not differences(store, release(1))


def test_a_file_that_is_to_be_served_otherwise_is_written_again() -> None:
    store = deployed()
    files = release(2).files
    headers = (("Cache-Control", "no-cache"),)
    changed = tuple(
        replace(each, headers=headers) if each.path == "incidents/0.html" else each
        for each in files
    )
    store = deployed(2)
    served = replace(release(2), files=changed, built_at=release(2).built_at + timedelta(hours=1))
    outcome = alone(publish(served, wish("b")), store)
    assert (outcome.end, outcome.written) == (End.LIVE, 1)


def test_a_long_history_does_not_fill_the_state() -> None:
    store = Store()
    long = replace(release(1), ancestors=tuple(f"{each:040x}" for each in range(50_000)))
    assert alone(publish(long, wish("a")), store).end is End.LIVE
    state = state_of(store)
    assert state
    assert len(state.ancestors) == MAX_ANCESTORS


def test_a_claim_that_nobody_could_read_is_not_made() -> None:
    store = Store()
    outcome = alone(publish(release(1), wish("two\nlines")), store)
    assert outcome.end is End.REFUSED
    assert not store.objects


def test_the_claim_is_looked_at_between_batches() -> None:
    files = tuple(upload(f"incidents/{each}.html", each) for each in range(3 * BATCH))
    steps = publish(replace(release(1), files=files), wish("a"))
    store, since, most = Store(), 0, 0
    ask = next(steps)
    try:
        while True:
            if ask == Read(STATE_PATH):
                since = 0
            if isinstance(ask, WriteAll):
                since += len(ask.writes)
                most = max(most, since)
                results = {w.upload.path: store.write(w.upload, w.expected) for w in ask.writes}
                ask = steps.send(Written(results))
            elif isinstance(ask, Read):
                ask = steps.send(store.read(ask.path))
            else:
                ask = steps.send(store.list())
    except StopIteration:
        pass
    # with the manifest and the state
    assert BATCH <= most <= 102
