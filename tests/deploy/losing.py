"""The protocols that lost, as the same questions to a store: ours, each without one of its parts.

All decide by the same rules, write the same files, and mend what they find broken, so that each
fails only for what it lacks. WHOLE lacks nothing: it shows that the stage does not fail them all.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from generator.deploy.asks import Found, Lost, Read, Refused, Upload, Version, Write
from generator.deploy.decide import Verdict, decide
from generator.deploy.dialogue import (
    End,
    Steps,
    Stop,
    files_of,
    list_all,
    put_manifest,
    read_state,
    still_ours,
    swap,
    write_all,
)
from generator.deploy.manifest import Manifest, entry_of, is_same
from generator.deploy.protocol import Outcome, Wish
from generator.deploy.release import Rank, Release, in_order, rank_of
from generator.deploy.state import STATE_PATH, OriginState, Phase, as_bytes, released
from generator.deploy.writing import came_late, settle
from tests.deploy.stage import ANYTHING, CLOCK

LOCK = "_status/lock.json"
#: a lock that is older, in requests of everybody, counts as left behind
EXPIRES = 60
ALL = 1_000


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What a protocol has."""

    locks: bool = False
    claims: bool = True
    rechecks: bool = True
    matches: bool = True
    lists_after_claim: bool = True
    home_last: bool = True
    settles: bool = True
    #: whether pages need to differ in every build; not a matter of steps
    has_id: bool = True


WHOLE = Parts()
LOSING = {
    "a lock that expires": Parts(locks=True, claims=False, rechecks=False, matches=False),
    "If-Match alone": Parts(claims=False, rechecks=False),
    "a claimed sequence and a look at it": Parts(matches=False),
    "claim and If-Match, no build id": Parts(has_id=False),
    "the home page first": Parts(home_last=False),
    # with a settling, it matters little when the list is made
    "list before claim, no settling": Parts(lists_after_claim=False, settles=False),
}


def protocol_with(parts: Parts) -> Callable[[Release, Wish], Steps[Outcome]]:
    """The protocol that has just these parts."""

    def protocol(release: Release, wish: Wish) -> Steps[Outcome]:
        mine: dict[str, Version] = {}
        try:
            if parts.locks and not (yield from _lock(wish.owner)):
                return Outcome(end=End.SUPERSEDED, why="locked")
            outcome = yield from _publish(parts, release, wish, mine)
            if parts.locks:
                yield from _put(_text(LOCK, b""))
        except Stop as stop:
            ended = yield from came_late(release, mine, stop)
            return Outcome(end=ended.end, why=ended.why)
        return outcome

    return protocol


def _publish(
    parts: Parts, release: Release, wish: Wish, mine: dict[str, Version]
) -> Steps[Outcome]:
    early = {} if parts.lists_after_claim else (yield from list_all())
    state, version = yield from read_state()
    verdict = yield from _verdict(release, wish, state)
    if verdict is not Verdict.GO:
        return Outcome(end=End.UNCHANGED if verdict is Verdict.DONE else End.SUPERSEDED)
    claimed = _claimed(release, wish, state)
    if parts.claims:
        version = yield from swap(claimed, version)
        if version is None:
            return Outcome(end=End.SUPERSEDED, why="another was faster")
    there = early or (yield from list_all())
    known = yield from files_of(state)
    changed = [each for each in release.files if not is_same(each, there, known)]
    yield from _write(parts, changed, there, claimed, mine)
    versions = {**there, **mine}
    path = yield from put_manifest(_manifest(release, claimed.generation, versions))
    live = released(claimed, path)
    if not parts.matches and not parts.claims:
        yield from _put(_text(STATE_PATH, as_bytes(live)))
    elif (yield from swap(live, version)) is None:
        raise Stop(End.SUPERSEDED, "another was faster")
    if parts.claims and parts.matches and parts.settles:
        yield from settle(release, claimed, versions, mine)
    return Outcome(end=End.LIVE, generation=claimed.generation)


def _verdict(release: Release, wish: Wish, state: OriginState | None) -> Steps[Verdict]:
    verdict = decide(release, state, wish.over).verdict
    if verdict is Verdict.DONE:
        there = yield from list_all()
        known = yield from files_of(state)
        if not all(is_same(each, there, known) for each in release.files):
            return Verdict.GO
    return verdict


def _write(
    parts: Parts,
    changed: list[Upload],
    there: Mapping[str, Version],
    claimed: OriginState,
    mine: dict[str, Version],
) -> Steps[None]:
    for batch in _batches(parts, changed, there):
        left, seen = batch, there
        while left:
            if parts.rechecks:
                yield from still_ours(claimed)
            results = yield from write_all(
                tuple(
                    Write(each, seen.get(each.path) if parts.matches else ANYTHING) for each in left
                )
            )
            mine |= {path: each for path, each in results.items() if isinstance(each, str)}
            if any(isinstance(each, Refused) for each in results.values()):
                raise Stop(End.FAILED, "refused")
            # without a claim, a file that another wrote is left to it
            left = [e for e in left if isinstance(results[e.path], Lost) and parts.claims]
            if left:
                seen = yield from list_all()


def _batches(
    parts: Parts, changed: list[Upload], there: Mapping[str, Version]
) -> list[list[Upload]]:
    batches = in_order(changed, there, ALL)
    if parts.home_last:
        return batches
    return sorted(batches, key=lambda each: rank_of(each[0].path) is not Rank.HOME)


def _claimed(release: Release, wish: Wish, state: OriginState | None) -> OriginState:
    return OriginState(
        generation=state.generation + 1 if state else 1,
        commit=release.commit,
        ancestors=release.ancestors,
        built_at=release.built_at,
        phase=Phase.UPLOADING,
        owner=wish.owner,
        claimed_at=wish.now,
        manifest=state.manifest if state else "",
        pin=wish.pin,
    )


def _manifest(release: Release, generation: int, versions: Mapping[str, Version]) -> Manifest:
    files = {each.path: entry_of(each, versions.get(each.path, "")) for each in release.files}
    return Manifest(generation=generation, commit=release.commit, open_incidents=(), files=files)


def _lock(owner: str) -> Steps[bool]:
    """Take the lock, if nobody has it or who has it had it too long."""
    clock = yield Read(CLOCK)
    answer = yield Read(LOCK)
    assert isinstance(clock, Found)
    now, before = int(clock.data), answer if isinstance(answer, Found) else None
    if before and before.data and now - int(before.data.split()[0]) < EXPIRES:
        return False
    lock = _text(LOCK, f"{now} {owner}".encode())
    results = yield from write_all((Write(lock, before.version if before else None),))
    return isinstance(results[LOCK], str)


def _put(upload: Upload) -> Steps[None]:
    yield from write_all((Write(upload, ANYTHING),))


def _text(path: str, data: bytes) -> Upload:
    return Upload(path=path, sha256="", size=len(data), source=data)
