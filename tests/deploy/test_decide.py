"""Who may replace whom: by ancestry alone, in any history."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.deploy.decide import Verdict, decide, decide_without_state
from generator.deploy.release import Release
from generator.deploy.state import OriginState, Phase, Pin
from tests.deploy.world import START

#: for each commit the numbers of its parents, all of them lower
HISTORIES = st.integers(1, 12).flatmap(
    lambda size: st.tuples(
        *(
            st.frozensets(st.integers(0, n - 1), max_size=2) if n else st.just(frozenset())
            for n in range(size)
        )
    )
)


def ancestors(history: tuple[frozenset[int], ...], commit: int) -> tuple[str, ...]:
    found: set[int] = set()
    ahead = set(history[commit])
    while ahead:
        found |= ahead
        ahead = {parent for each in ahead for parent in history[each]} - found
    return tuple(f"c{each}" for each in sorted(found, reverse=True))


def a_release(commit: str, before: tuple[str, ...] = (), minutes: int = 0) -> Release:
    built_at = START + timedelta(minutes=minutes)
    return Release(commit=commit, ancestors=before, built_at=built_at, files=())


def live(release: Release, phase: Phase = Phase.LIVE, known: int = 200) -> OriginState:
    return OriginState(
        generation=7,
        commit=release.commit,
        ancestors=release.ancestors[:known],
        built_at=release.built_at,
        phase=phase,
        owner="somebody",
        claimed_at=START,
    )


@given(history=HISTORIES, data=st.data(), phase=st.sampled_from(Phase), known=st.integers(0, 12))
def test_of_two_commits_at_most_one_goes_over_the_other(
    history: tuple[frozenset[int], ...], data: st.DataObject, phase: Phase, known: int
) -> None:
    numbers = st.integers(0, len(history) - 1)
    one, other = (data.draw(numbers, name) for name in ("one", "other"))
    first, second = (a_release(f"c{n}", ancestors(history, n)) for n in (one, other))
    there = decide(second, live(first, phase, known)).verdict
    back = decide(first, live(second, phase, known)).verdict
    if one != other:
        assert [there, back].count(Verdict.GO) <= 1
        is_newer = first.commit in second.ancestors
        assert (there is Verdict.GO) == is_newer
        assert (there is Verdict.SUPERSEDED) == (second.commit in first.ancestors[:known])
        assert Verdict.DONE not in (there, back)


@given(
    mine=st.integers(0, 3), its=st.integers(0, 3), phase=st.sampled_from(Phase), over=st.booleans()
)
def test_builds_of_one_commit_go_by_their_time(
    mine: int, its: int, phase: Phase, over: bool
) -> None:
    verdict = decide(
        a_release("c", minutes=mine), live(a_release("c", minutes=its), phase), 7 if over else 6
    ).verdict
    if over or mine > its:
        assert verdict is Verdict.GO
    elif mine < its:
        assert verdict is Verdict.SUPERSEDED
    else:
        assert verdict is (Verdict.DONE if phase is Phase.LIVE else Verdict.GO)


@pytest.mark.parametrize("commit", ["c1", "c2", "c3"])
def test_a_pin_holds_until_its_generation_is_named(commit: str) -> None:
    before = {"c1": (), "c2": ("c1",), "c3": ("c2", "c1")}
    mine = a_release(commit, before[commit], minutes=5)
    there = replace(live(a_release("c2", ("c1",))), pin=Pin(reason="c3 is wrong", by="Ada"))
    assert decide(mine, there, 6).verdict is (
        Verdict.SUPERSEDED if commit == "c1" else Verdict.REFUSED
    )
    assert decide(mine, there, 7).verdict is Verdict.GO


def test_a_commit_that_nobody_knows_is_refused_and_the_way_out_is_named() -> None:
    decision = decide(a_release("x"), live(a_release("y")))
    assert decision.verdict is Verdict.REFUSED
    assert "--over 7" in decision.why
    assert "fetch-depth: 0" in decision.why


def test_who_is_older_than_a_claim_learns_what_to_do_if_it_is_dead() -> None:
    claim = live(a_release("c2", ("c1",)), Phase.UPLOADING)
    decision = decide(a_release("c1"), claim)
    assert decision.verdict is Verdict.SUPERSEDED
    assert "--over 7" in decision.why


@pytest.mark.parametrize(
    ("paths", "over", "verdict"),
    [
        ([], None, Verdict.GO),
        (["_status/manifests/000000001-ab.json", "folder/"], None, Verdict.GO),
        (["index.html"], None, Verdict.REFUSED),
        (["index.html"], 3, Verdict.REFUSED),
        (["index.html"], 0, Verdict.GO),
    ],
)
def test_files_of_others_are_not_written_over(
    paths: list[str], over: int | None, verdict: Verdict
) -> None:
    assert decide_without_state(paths, over).verdict is verdict
