"""Who is overtaken, or beaten by itself: how it ends, one case at a time."""

from collections.abc import Callable
from dataclasses import replace
from random import Random

import pytest

from generator.deploy.asks import Answer, Ask, List, Listing, Lost, Read, WriteAll, Written
from generator.deploy.dialogue import End, Steps
from generator.deploy.protocol import Outcome, publish
from generator.deploy.release import OWN_FOLDER, Release
from generator.deploy.state import STATE_PATH, Phase, as_bytes
from tests.deploy.scenes import alone, wish
from tests.deploy.stage import Publisher, Store
from tests.deploy.world import differences, release, state_of

FLIP = "incidents/flip.html"


def answer(store: Store, ask: Ask) -> Answer:
    match ask:
        case Read(path):
            return store.read(path)
        case List():
            return Listing(dict(store.versions))
        case WriteAll(writes):
            return Written({w.upload.path: store.write(w.upload, w.expected) for w in writes})


def deployed(number: int) -> Store:
    store = Store()
    assert alone(publish(release(number), wish("first")), store).end is End.LIVE
    return store


def is_live(store: Store, generation: int) -> bool:
    state = state_of(store)
    return bool(state and state.generation == generation and state.phase is Phase.LIVE)


def body(of: Release, path: str) -> bytes:
    data = next(each.source for each in of.files if each.path == path)
    assert isinstance(data, bytes)
    return data


def converse(
    steps: Steps[Outcome], store: Store, answer: Callable[[Store, Ask], Answer]
) -> Outcome:
    given: Answer = None
    while True:
        try:
            ask = steps.send(given)
        except StopIteration as end:
            outcome: Outcome = end.value
            return outcome
        given = answer(store, ask)


def test_a_claim_that_was_tried_twice_is_one_claim() -> None:
    def twice(store: Store, ask: Ask) -> Answer:
        given = answer(store, ask)
        if isinstance(ask, WriteAll) and ask.writes[0].upload.path == STATE_PATH:
            # the answer was lost, and the second try was beaten by the first
            return Written({STATE_PATH: Lost()})
        return given

    store = deployed(1)
    outcome = converse(publish(release(2), wish("a")), store, twice)
    assert (outcome.end, outcome.generation) == (End.LIVE, 2)
    assert not differences(store, release(2))


def test_files_are_only_tried_again_while_the_claim_stands() -> None:
    seen = []

    def look(store: Store, ask: Ask) -> Answer:
        if isinstance(ask, WriteAll) and not ask.writes[0].upload.path.startswith(OWN_FOLDER):
            seen.append(ask.only_while)
            assert ask.only_while == (STATE_PATH, store.versions[STATE_PATH])
        return answer(store, ask)

    converse(publish(release(2), wish("a")), deployed(1), look)
    assert seen


def test_another_claim_of_the_same_number_is_another() -> None:
    store = deployed(1)
    publisher = Publisher(publish(release(2), wish("a")), store, Random(0))
    publisher.run(10)
    state = state_of(store)
    assert state
    assert state.owner == "a"
    store.put(STATE_PATH, as_bytes(replace(state, owner="b")))
    publisher.run()
    assert publisher.outcome
    assert publisher.outcome.end is End.SUPERSEDED
    assert store.objects["index.html"] == body(release(1), "index.html")


@pytest.mark.parametrize("wakes", [True, False])
def test_who_sleeps_while_settling_comes_late_too(wakes: bool) -> None:
    store = deployed(1)
    slow = Publisher(publish(release(2), wish("slow")), store, Random(0))
    while not is_live(store, 2):
        slow.run(1)
    # somebody who was overtaken writes before the settling lists
    store.put(FLIP, body(release(1), FLIP))
    slow.run(2)
    if not wakes:
        slow.run()
    assert alone(publish(release(3), wish("fast")), store).end is End.LIVE
    slow.run()
    assert slow.outcome
    assert slow.outcome.end is (End.FAILED if wakes else End.LIVE)
    assert differences(store, release(3)) == ([FLIP] if wakes else [])
    # and the next run mends it
    assert alone(publish(release(3), wish("again")), store).written == int(wakes)
    assert not differences(store, release(3))
