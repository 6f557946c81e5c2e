"""Publishers in every order, with deaths, sleeps and lost answers; a reader looks all the time."""

import pytest

from generator.deploy.dialogue import End
from generator.deploy.protocol import publish
from generator.deploy.release import Release
from tests.deploy.scenes import Scene, alone, at_random, one_dies, one_sleeps, wish
from tests.deploy.stage import Store
from tests.deploy.world import differences, release

KINDS = pytest.mark.parametrize("is_ever_new", [False, True], ids=["digests", "ever new"])
#: besides commit 2: who comes then
OTHERS = {
    "older": release(1, minutes=5),
    "same": release(2),
    "same, later": release(2, minutes=60),
    "newer": release(3),
    "newer, and as it was": release(4),
}
WITH_OTHERS = pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS.keys())


@KINDS
def test_the_first_deploy_and_then_the_next(is_ever_new: bool) -> None:
    store = Store(is_ever_new=is_ever_new)
    assert alone(publish(release(1), wish("a")), store).end is End.LIVE
    assert not differences(store, release(1))
    after = alone(publish(release(2), wish("b")), store)
    assert (after.end, after.generation) == (End.LIVE, 2)
    assert not differences(store, release(2))


@KINDS
def test_nothing_changed_writes_nothing(is_ever_new: bool) -> None:
    store = Store(is_ever_new=is_ever_new)
    alone(publish(release(1), wish("a")), store)
    before = dict(store.objects)
    assert alone(publish(release(1), wish("b")), store).end is End.UNCHANGED
    assert store.objects == before


@KINDS
def test_only_what_changed_is_written(is_ever_new: bool) -> None:
    store = Store(is_ever_new=is_ever_new)
    alone(publish(release(5), wish("a")), store)
    outcome = alone(publish(release(5, minutes=30), wish("b")), store)
    assert (outcome.end, outcome.written) == (End.LIVE, 2)


@KINDS
@WITH_OTHERS
@pytest.mark.parametrize("before", [1, None], ids=["", "in an empty place"])
def test_killed_at_any_step(is_ever_new: bool, other: Release, before: int | None) -> None:
    scene = Scene(is_ever_new=is_ever_new)
    for place, faults in one_dies(scene, before, other):
        assert not faults, place


@KINDS
@WITH_OTHERS
def test_asleep_at_any_step(is_ever_new: bool, other: Release) -> None:
    scene = Scene(is_ever_new=is_ever_new)
    for first, second in ((release(2), other), (other, release(2))):
        for place, faults in one_sleeps(scene, first, second):
            assert not faults, place


@KINDS
def test_asleep_while_the_other_dies_at_any_step(is_ever_new: bool) -> None:
    scene = Scene(is_ever_new=is_ever_new)
    for death in range(0, 60, 3 if is_ever_new else 2):
        for place, faults in one_sleeps(scene, release(2), release(3), dies_at=death):
            assert not faults, f"{place}, the other killed at {death}"


@KINDS
def test_asleep_with_one_step_amid_those_of_the_other(is_ever_new: bool) -> None:
    scene = Scene(is_ever_new=is_ever_new)
    for stir in range(0, 60, 3 if is_ever_new else 2):
        for place, faults in one_sleeps(scene, release(2), release(3), stirs_at=stir):
            assert not faults, f"{place}, stirs at {stir}"


@pytest.mark.parametrize("block", range(10))
def test_no_schedule_goes_backwards(block: int, schedules: int) -> None:
    for seed in range(block * schedules // 10, (block + 1) * schedules // 10):
        assert not at_random(Scene(), seed), f"seed {seed}"
