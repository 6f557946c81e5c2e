"""The driver over stores that fail: what is tried again, what is looked up, and what is told."""

from pathlib import Path
from threading import Event

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.deploy.asks import Lost, Refused, Upload, Write, WriteAll, Written
from generator.deploy.dialogue import End, Steps
from generator.deploy.drive import Driver
from generator.deploy.protocol import Outcome, publish
from generator.deploy.state import STATE_PATH
from generator.deploy.store import Kind, Trouble, bytes_of
from tests.deploy.samples import differences, release, upload, wish
from tests.deploy.scripted import BUSY, RESET_AFTER, RESET_BEFORE, Clock, Fault, Scripted, driver

HOME = "write index.html"


def deploy(store: Scripted, clock: Clock | None = None, number: int = 2) -> Outcome:
    return driver(store, clock).run(publish(release(number), wish("a")))


def test_all_goes_well() -> None:
    store = Scripted()
    assert deploy(store).end is End.LIVE
    assert not differences(store.objects, release(2))


def test_a_second_deploy_of_the_same_writes_nothing() -> None:
    store = Scripted()
    deploy(store)
    store.asked.clear()
    assert deploy(store).end is End.UNCHANGED
    assert store.written() == []


@pytest.mark.parametrize("request_", [HOME, f"write {STATE_PATH}", f"read {STATE_PATH}", "list"])
def test_what_will_never_do_is_tried_once(request_: str) -> None:
    store = Scripted(faults={request_: [Trouble("the key is wrong: mend it")] * 9})
    outcome = deploy(store)
    assert outcome.end is End.FAILED
    assert "the key is wrong: mend it" in outcome.why
    assert store.asked.count(request_) == 1


def test_a_busy_store_is_asked_again_and_its_wish_to_wait_is_granted() -> None:
    clock = Clock()
    store = Scripted(faults={HOME: [Trouble("busy", Kind.BUSY, after=7.0), BUSY]})
    assert deploy(store, clock).end is End.LIVE
    assert clock.waits == [0.25 + 7.0, 0.5]


def test_a_store_that_asks_for_an_hour_gets_half_a_minute() -> None:
    clock = Clock()
    assert deploy(Scripted(faults={HOME: [Trouble("", Kind.BUSY, after=3600.0)]}), clock).end is (
        End.LIVE
    )
    assert clock.waits == [0.25 + 30.0]


def test_five_tries_are_enough() -> None:
    store = Scripted(faults={HOME: [BUSY] * 9})
    outcome = deploy(store)
    assert (outcome.end, outcome.why) == (End.FAILED, "index.html: busy (5 tries)")
    assert store.asked.count(HOME) == 5


@pytest.mark.parametrize("path", ["index.html", "status.json", STATE_PATH])
@pytest.mark.parametrize("fault", [RESET_BEFORE, RESET_AFTER])
def test_after_a_reset_it_looks_before_it_writes_again(path: str, fault: str) -> None:
    store = Scripted(faults={f"write {path}": [fault]})
    outcome = deploy(store)
    assert (outcome.end, outcome.why) == (End.LIVE, "")
    assert not differences(store.objects, release(2))
    tries = 1 if fault == RESET_AFTER else 2
    assert store.written().count(path) == tries + (path == STATE_PATH)


def test_a_write_that_lands_only_after_the_look_is_still_ours() -> None:
    mine = upload("index.html", "mine")
    store = Scripted()

    def lands_late() -> None:
        store.put(mine, None)

    store.faults = {HOME: [RESET_BEFORE, lands_late]}
    assert driver(store).run(_write(mine)) == store.version("index.html")


def test_who_is_beaten_after_a_reset_says_so() -> None:
    store = Scripted()

    def another() -> None:
        store.put(upload("index.html", "another"), None)

    store.faults = {HOME: [RESET_BEFORE], "read index.html": [another]}
    assert str(driver(store).run(_write(upload("index.html", "mine")))) == "Lost()"


@pytest.mark.parametrize(
    "fault", [BUSY, RESET_BEFORE, Trouble("trouble of its own", Kind.UNSURE)], ids=str
)
def test_who_waited_does_not_write_after_a_newer_claim(fault: Fault) -> None:
    mine, store = upload("index.html", "mine"), Scripted()
    store.put(upload(STATE_PATH, "ours"), None)
    claim = (STATE_PATH, store.version(STATE_PATH) or "")

    def another_claims() -> None:
        store.put(upload(STATE_PATH, "theirs"), store.version(STATE_PATH))

    store.faults = {HOME: [fault], f"read {STATE_PATH}": [another_claims]}
    assert driver(store).run(_write(mine, claim)) == Lost()
    assert store.written() == ["index.html"]


def test_while_the_claim_stands_it_is_tried_again() -> None:
    mine, store = upload("index.html", "mine"), Scripted(faults={HOME: [BUSY, RESET_BEFORE]})
    store.put(upload(STATE_PATH, "ours"), None)
    claim = (STATE_PATH, store.version(STATE_PATH) or "")
    assert driver(store).run(_write(mine, claim)) == store.version("index.html")
    assert store.asked.count(f"read {STATE_PATH}") == 2


def test_a_first_try_that_landed_before_a_newer_claim_is_known_as_ours() -> None:
    mine, store = upload("index.html", "mine"), Scripted()

    def lands_then_another_claims() -> None:
        store.put(mine, None)

    store.faults = {HOME: [RESET_BEFORE], f"read {STATE_PATH}": [lands_then_another_claims]}
    result = driver(store).run(_write(mine, (STATE_PATH, "no longer this")))
    assert result == store.version("index.html")


def test_a_claim_that_cannot_be_read_counts_as_no_claim() -> None:
    store = Scripted(faults={HOME: [BUSY], f"read {STATE_PATH}": [Trouble("the key is wrong")]})
    result = driver(store).run(_write(upload("index.html", "mine"), (STATE_PATH, "x")))
    assert result == Refused("the key is wrong")
    assert store.written() == ["index.html"]


def test_a_store_that_hangs_is_given_up_in_time() -> None:
    clock = Clock()

    def hang() -> None:
        clock.now += 20
        raise Trouble("it does not answer in time", Kind.UNSURE)

    outcome = deploy(Scripted(faults={HOME: [hang] * 99, "read index.html": [hang] * 99}), clock)
    assert outcome.end is End.FAILED
    assert outcome.why == "index.html: it does not answer in time (5 tries)"
    assert clock.now < 180


def test_the_deadline_holds_for_all_of_it() -> None:
    clock = Clock()

    def slow() -> None:
        clock.now += 50

    outcome = deploy(Scripted(faults={f"read {STATE_PATH}": [slow] * 99}), clock)
    assert outcome.end is End.FAILED
    assert outcome.why.endswith(": it takes more than 180 s")


def test_a_large_site_has_the_time_it_takes() -> None:
    clock = Clock()

    def slow() -> None:
        clock.now += 50

    store = Scripted(faults={f"read {STATE_PATH}": [slow] * 99})
    patient = Driver(store, Event(), clock.pace(for_each=60.0))
    assert patient.run(publish(release(2), wish())).end is End.LIVE


def test_a_file_that_changed_meanwhile_is_not_published(tmp_path: Path) -> None:
    file = tmp_path / "index.html"
    file.write_text("another length", "utf-8")
    was = upload("index.html", "as it was")
    changed = Upload(path=was.path, sha256=was.sha256, size=was.size, source=file)
    with pytest.raises(Trouble, match="changed while it was being published: build again"):
        bytes_of(changed)
    store = Scripted()
    assert "build again" in str(driver(store).run(_write(changed)))
    assert not store.objects


def test_once_stopped_nothing_more_is_written() -> None:
    stop = Event()
    store = Scripted(faults={"write incidents/0.html": [stop.set]})
    clock = Clock()
    outcome = Driver(store, stop, clock.pace(threads=1)).run(publish(release(3), wish("a")))
    assert outcome.end is End.FAILED
    assert "stopped before it was finished" in outcome.why
    assert store.written() == [STATE_PATH, "incidents/0.html"]
    assert deploy(store, number=3).end is End.LIVE


def test_when_one_file_is_refused_the_rest_of_them_is_left() -> None:
    refused: dict[str, list[Fault]] = {"write incidents/0.html": [Trouble("it may not")]}
    store = Scripted(faults=refused)
    pace = Clock().pace(threads=1)
    outcome = Driver(store, Event(), pace).run(publish(release(9), wish("a")))
    assert outcome.why == "incidents/0.html: it may not"
    assert store.written() == [STATE_PATH, "incidents/0.html"]


FAULTS = st.lists(st.sampled_from(["", RESET_BEFORE, RESET_AFTER, BUSY]), max_size=4)


@given(
    st.dictionaries(
        st.sampled_from(
            [
                *(f"write {each.path}" for each in release(3).files),
                f"write {STATE_PATH}",
                f"read {STATE_PATH}",
                "read index.html",
                "list",
            ]
        ),
        FAULTS,
    )
)
def test_whatever_breaks_four_times_it_ends_live(faults: dict[str, list[Fault]]) -> None:
    reads: dict[str, list[Fault]] = {
        path: [each for each in met if each != RESET_AFTER] if "read" in path else met
        for path, met in faults.items()
    }
    store = Scripted(faults=reads)
    outcome = deploy(store, number=3)
    assert (outcome.end, outcome.why) == (End.LIVE, "")
    assert not differences(store.objects, release(3))


def _write(each: Upload, only_while: tuple[str, str] | None = None) -> Steps[object]:
    """A protocol of a single write."""
    answer = yield WriteAll((Write(each, None),), only_while)
    assert isinstance(answer, Written)
    return answer.results[each.path]
