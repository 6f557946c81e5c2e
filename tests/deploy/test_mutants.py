"""Our protocol with one part taken out or turned round: some schedule must fail each time."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

import pytest

from generator.deploy import decide, dialogue, protocol, writing
from generator.deploy.asks import Lost, Refused, Upload, Version, Write
from generator.deploy.dialogue import End, Steps, Stop
from generator.deploy.manifest import is_same, manifest_bytes, manifest_path
from generator.deploy.release import Rank, Release, rank_of
from generator.deploy.state import OriginState, released
from tests.deploy.scenes import Scene, battery
from tests.deploy.stage import ANYTHING

T = TypeVar("T")
Patch = Callable[[pytest.MonkeyPatch], None]
SEEDS = 600


def test_ours_has_no_faults() -> None:
    assert not next(battery(Scene(), SEEDS), None)


def answering(value: T) -> Callable[..., Steps[T]]:
    """Steps that ask nothing, and know the answer."""

    def steps(*_: object) -> Steps[T]:
        yield from ()
        return value

    return steps


def no_look_at_the_claim(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(writing, "still_ours", answering("whatever"))


def no_settling(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(protocol, "settle", answering(None))


def no_if_match_on_pages(patch: pytest.MonkeyPatch) -> None:
    plain = dialogue.write_all

    def write_all(
        writes: tuple[Write, ...], _: Version | None
    ) -> Steps[dict[str, Version | Lost | Refused]]:
        return (yield from plain(tuple(Write(each.upload, ANYTHING) for each in writes)))

    patch.setattr(writing, "write_all", write_all)


def no_swap_of_the_claim(patch: pytest.MonkeyPatch) -> None:
    plain = dialogue.swap

    def swap(state: OriginState, expected: Version | None) -> Steps[Version | None]:
        return (yield from plain(state, ANYTHING))

    patch.setattr(protocol, "swap", swap)


def in_turn(turn: Callable[[Upload, bool], object]) -> Patch:
    """Other orders of writing."""

    def in_order(uploads: Iterable[Upload], there: Mapping[str, Version], most: int) -> object:
        return [[each] for each in sorted(uploads, key=lambda e: turn(e, e.path in there))]  # type: ignore[arg-type,return-value]

    return lambda patch: patch.setattr(writing, "in_order", in_order)


def all_at_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(writing, "in_order", lambda uploads, *_: [list(uploads)] if uploads else [])


def commit_before_the_home_page(patch: pytest.MonkeyPatch) -> None:
    plain = writing.write_files

    def write_files(
        uploads: list[Upload],
        there: Mapping[str, Version],
        claimed: OriginState,
        mine: dict[str, Version],
    ) -> Steps[None]:
        rest = [each for each in uploads if rank_of(each.path) is not Rank.HOME]
        yield from plain(rest, there, claimed, mine)
        mine["index.html"] = "later"

    # the settling then writes it, after the commit
    patch.setattr(protocol, "write_files", write_files)


def manifest_after_the_commit(patch: pytest.MonkeyPatch) -> None:
    def _bring(
        release: Release, claimed: OriginState, taken: Version, mine: dict[str, Version]
    ) -> Steps[None]:
        there = yield from dialogue.list_all()
        known = yield from dialogue.files_of(claimed)
        changed = [each for each in release.files if not is_same(each, there, known)]
        yield from writing.write_files(changed, there, claimed, mine)
        versions = {**there, **mine}
        manifest = protocol._manifest(release, claimed.generation, versions)
        path = manifest_path(manifest.generation, manifest_bytes(manifest))
        if (yield from dialogue.swap(released(claimed, path), taken)) is None:
            raise Stop(End.SUPERSEDED, "")
        yield from dialogue.put_manifest(manifest)
        yield from writing.settle(release, claimed, versions, mine)

    patch.setattr(protocol, "_bring", _bring)


def no_listing_after_a_lost_write(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(writing, "list_all", answering({}))


def older_may(patch: pytest.MonkeyPatch) -> None:
    go = decide.Decision(decide.Verdict.GO)
    done = decide.Verdict.DONE

    def always(*args: object) -> decide.Decision:
        told = decide.decide(*args)  # type: ignore[arg-type]
        return told if told.verdict is done else go

    patch.setattr(protocol, "decide", always)


def done_unseen(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(protocol, "_is_whole", answering(True))


def late_in_silence(patch: pytest.MonkeyPatch) -> None:
    def came_late(release: object, mine: object, stop: Stop) -> Steps[Stop]:
        yield from ()
        return stop

    patch.setattr(protocol, "came_late", came_late)
    patch.setattr(writing, "came_late", came_late)


def generation_stays(patch: pytest.MonkeyPatch) -> None:
    plain = protocol._claimed
    patch.setattr(protocol, "_claimed", lambda r, w, s, g: plain(r, w, s, max(g - 1, 1)))


def all_is_the_same(patch: pytest.MonkeyPatch) -> None:
    """Versions are not compared: what a dead claim left is taken for what was live."""

    def is_same(upload: Upload, there: object, known: Mapping[str, object]) -> bool:
        return getattr(known.get(upload.path), "sha256", "") == upload.sha256

    patch.setattr(protocol, "is_same", is_same)


def nothing_is_known(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(protocol, "is_same", lambda *_: False)


MUTANTS: dict[str, Patch] = {
    "no look at the claim": no_look_at_the_claim,
    "no settling": no_settling,
    "no If-Match on pages": no_if_match_on_pages,
    "no swap of the claim": no_swap_of_the_claim,
    "ranks reversed": in_turn(lambda upload, is_old: (is_old, -rank_of(upload.path))),
    "new files after changed ones": in_turn(
        lambda upload, is_old: (not is_old, rank_of(upload.path))
    ),
    "ranks alone": in_turn(lambda upload, is_old: (rank_of(upload.path), is_old)),
    "no order": all_at_once,
    "commit before the home page": commit_before_the_home_page,
    "manifest after the commit": manifest_after_the_commit,
    "no listing after a lost write": no_listing_after_a_lost_write,
    "older ones may": older_may,
    "done is not looked at": done_unseen,
    "late in silence": late_in_silence,
    "the generation stays": generation_stays,
    "versions are not compared": all_is_the_same,
    "nothing is known": nothing_is_known,
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    MUTANTS[name](monkeypatch)
    fault = next(battery(Scene(), SEEDS), None)
    print(name, "->", fault)
    assert fault
