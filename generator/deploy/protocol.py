"""The order of steps that brings one build to one origin; it asks a store, and does nothing itself.

Whoever drives it answers each Ask. It may be killed at any of them: the next claim goes over a dead
one, and what was written until then is found by its version. The parts, and what each is for:

claim      a compare-and-swap of the state; it counts up, so a slow older publisher is known by it
versions   are listed after the claim, and each file is written over exactly that version
order      what is new, then what is changed, the home page last: all that a page names is there
batches    are small, with a look at the claim before each: so little comes late from who was slow
build id   index.html and status.json differ in every build, so no two of them have one version
commit     the state says what is live, and how every file looked when it was written
settle     what somebody else wrote after our listing is written once more
whole      a build that is there already is compared with the listing, and mended

What remains: a publisher that was overtaken and paused within one batch may, when it wakes after
the settling, put back a file that the origin had before it and the newer build has alike, on any
kind of store. It then fails and says so (unless it was killed); the next run of the newest commit,
such as the scheduled one, finds and mends it. Never index.html or status.json: no two builds have
them alike. So whoever goes back (`over`) must build anew, and not put back the very same files.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.deploy.asks import Version
from generator.deploy.decide import Verdict, decide
from generator.deploy.dialogue import (
    End,
    Steps,
    Stop,
    files_of,
    list_all,
    manifest_of,
    put_manifest,
    state_to_replace,
    swap,
)
from generator.deploy.guard import shrunken
from generator.deploy.manifest import Manifest, entry_of, is_same
from generator.deploy.release import Release
from generator.deploy.state import MAX_ANCESTORS, OriginState, Phase, Pin, released
from generator.deploy.writing import TRIES, came_late, settle, write_files


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    end: End
    #: 0: none was claimed
    generation: int = 0
    written: int = 0
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """How somebody wants it published."""

    #: with a random part, so that no two claims have equal bytes
    owner: str
    now: datetime
    #: the generation that is knowingly replaced; 0: whatever lies there without a state
    over: int | None = None
    #: what a rollback leaves behind
    pin: Pin | None = None
    #: what is gone on purpose: ids, or paths with `*`
    allow_gone: tuple[str, ...] = ()


def publish(release: Release, wish: Wish) -> Steps[Outcome]:
    """Bring `release` to an origin. Every step is an Ask; ends with what became of it."""
    claim, mine = 0, dict[str, Version]()
    try:
        for _ in range(TRIES):
            state, version, last = yield from state_to_replace(wish.over)
            decision = decide(release, state, wish.over)
            verdict = decision.verdict
            if verdict is Verdict.DONE and state and not (yield from _is_whole(release, state)):
                verdict = Verdict.GO
            if verdict is not Verdict.GO:
                return Outcome(end=ENDS[verdict], why=decision.why)
            yield from refuse_shrunken(release, state, wish.allow_gone)
            claimed = _claimed(release, wish, state, last + 1)
            taken = yield from swap(claimed, version)
            if taken is not None:
                claim = claimed.generation
                yield from _bring(release, claimed, taken, mine)
                return Outcome(end=End.LIVE, generation=claim, written=len(mine))
    except Stop as stop:
        ended = stop
    else:
        ended = Stop(End.FAILED, f"others published meanwhile, {TRIES} times over")
    if ended.end is End.SUPERSEDED and mine:
        ended = yield from came_late(release, mine, ended)
    return Outcome(end=ended.end, generation=claim, written=len(mine), why=ended.why)


#: how a verdict ends a deploy
ENDS = {
    Verdict.DONE: End.UNCHANGED,
    Verdict.SUPERSEDED: End.SUPERSEDED,
    Verdict.REFUSED: End.REFUSED,
}


def _is_whole(release: Release, state: OriginState) -> Steps[bool]:
    """Whether a live build is there as it was left: who was slow may have written over it."""
    there = yield from list_all()
    known = yield from files_of(state)
    return all(is_same(each, there, known) for each in release.files)


def refuse_shrunken(
    release: Release, state: OriginState | None, allowed: tuple[str, ...]
) -> Steps[None]:
    """Raises Stop where the build lacks what readers were told, and nobody named it."""
    before = yield from manifest_of(state)
    lost = shrunken(release, before, allowed) if before else ""
    if lost:
        raise Stop(End.REFUSED, lost)


def _claimed(
    release: Release, wish: Wish, before: OriginState | None, generation: int
) -> OriginState:
    return OriginState(
        generation=generation,
        commit=release.commit,
        ancestors=release.ancestors[:MAX_ANCESTORS],
        built_at=release.built_at,
        phase=Phase.UPLOADING,
        owner=wish.owner,
        claimed_at=wish.now,
        manifest=before.manifest if before else "",
        pin=wish.pin,
    )


def _bring(
    release: Release, claimed: OriginState, taken: Version, mine: dict[str, Version]
) -> Steps[None]:
    """All the files, in order; then the word that they are live. What is written joins `mine`."""
    there = yield from list_all()
    known = yield from files_of(claimed)
    changed = [each for each in release.files if not is_same(each, there, known)]
    yield from write_files(changed, there, claimed, mine)
    versions = {**there, **mine}
    path = yield from put_manifest(_manifest(release, claimed.generation, versions))
    live = yield from swap(released(claimed, path), taken)
    if live is None:
        raise Stop(End.SUPERSEDED, "somebody claimed the origin before all was there")
    yield from settle(release, claimed, versions, mine)


def _manifest(release: Release, generation: int, versions: Mapping[str, Version]) -> Manifest:
    return Manifest(
        generation=generation,
        commit=release.commit,
        open_incidents=release.open_incidents,
        files={each.path: entry_of(each, versions[each.path]) for each in release.files},
    )
