"""The order of steps that lays a few files over what an origin has; all else stays.

As `publish`, and otherwise only in this: whoever claims the origin meanwhile is claimed over again,
a pin stays but stops nobody, and the state keeps the commit of the pages that stay. So an older
build is superseded as before, and a newer one must hold the incident, for the manifest names it.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import replace

from generator.deploy.asks import Found, Read, Version
from generator.deploy.dialogue import (
    End,
    Steps,
    Stop,
    list_all,
    manifest_of,
    put_manifest,
    state_to_replace,
    swap,
)
from generator.deploy.emergency.making import Made
from generator.deploy.manifest import Entry, Manifest, entry_of
from generator.deploy.protocol import Outcome, Wish
from generator.deploy.release import OWN_FOLDER, Release
from generator.deploy.state import OriginState, Phase, released
from generator.deploy.writing import TRIES, settle, write_files

#: of the commit at the origin, what was read, and the paths of all that is there
Maker = Callable[[str, Mapping[str, bytes], Collection[str]], Made]


def overlay(
    make: Maker, wanted: Collection[str], incident: str, wish: Wish
) -> Steps[tuple[Outcome, Made]]:
    """Claim, read `wanted`, write what is made of it, commit. `incident` is open from then on."""
    made, written, claim = Made(()), dict[str, Version](), 0
    ended = Stop(End.FAILED, f"others published meanwhile, {TRIES} times over")
    for _ in range(TRIES):
        try:
            state, version, last = yield from state_to_replace(wish.over)
            claimed = _claimed(state, wish, last + 1)
            taken = yield from swap(claimed, version)
            if taken is None:
                continue
            claim = claimed.generation
            there = yield from list_all()
            made = yield from _made(make, wanted, claimed.commit, there)
            release = _release(made, claimed)
            yield from _lay(release, incident, claimed, taken, there, written)
        except Stop as stop:
            if stop.end is not End.SUPERSEDED:
                ended = stop
                break
        else:
            return Outcome(end=End.LIVE, generation=claim, written=len(written)), made
    return Outcome(end=ended.end, generation=claim, written=len(written), why=ended.why), made


def rehearsal(make: Maker, wanted: Collection[str], wish: Wish) -> Steps[tuple[Outcome, Made]]:
    """What `overlay` would write now; reads and lists only."""
    try:
        state, _, _ = yield from state_to_replace(wish.over)
        there = yield from list_all()
        made = yield from _made(make, wanted, state.commit if state else "", there)
    except Stop as stop:
        return Outcome(end=stop.end, why=stop.why), Made(())
    return Outcome(end=End.LIVE), made


def _claimed(before: OriginState | None, wish: Wish, generation: int) -> OriginState:
    fresh = OriginState(
        generation=generation,
        commit=before.commit if before else "",
        ancestors=before.ancestors if before else (),
        built_at=wish.now,
        phase=Phase.UPLOADING,
        owner=wish.owner,
        claimed_at=wish.now,
    )
    if before is None:
        return fresh
    return replace(fresh, manifest=before.manifest, pin=before.pin)


def _made(
    make: Maker, wanted: Collection[str], commit: str, there: Mapping[str, Version]
) -> Steps[Made]:
    """What cannot be read is as good as not there: no one file may stop the page."""
    read: dict[str, bytes] = {}
    for path in wanted:
        if path in there:
            answer = yield Read(path)
            if isinstance(answer, Found):
                read[path] = answer.data
    return make(commit, read, there.keys())


def _release(made: Made, claimed: OriginState) -> Release:
    return Release(
        commit=claimed.commit,
        ancestors=claimed.ancestors,
        built_at=claimed.built_at,
        files=made.files,
    )


def _lay(
    release: Release,
    incident: str,
    claimed: OriginState,
    taken: Version,
    there: Mapping[str, Version],
    written: dict[str, Version],
) -> Steps[None]:
    """Write the files, then the word that they are live. Raises Stop."""
    before = yield from manifest_of(claimed)
    yield from write_files(list(release.files), there, claimed, written)
    versions = {**there, **written}
    laid = {each.path: entry_of(each, versions[each.path]) for each in release.files}
    opened = before.open_incidents if before else ()
    manifest = Manifest(
        generation=claimed.generation,
        commit=claimed.commit,
        open_incidents=tuple(dict.fromkeys((*opened, incident))),
        files={**_kept(before, there), **laid},
    )
    path = yield from put_manifest(manifest)
    if (yield from swap(released(claimed, path), taken)) is None:
        raise Stop(End.SUPERSEDED, "somebody claimed the origin before all was there")
    yield from settle(release, claimed, versions, written)


def _kept(before: Manifest | None, there: Mapping[str, Version]) -> dict[str, Entry]:
    """What stays. Of files that no manifest tells of, no digest is known: none is right."""
    if before:
        return {path: entry for path, entry in before.files.items() if path in there}
    names = (path for path in there if not path.startswith(OWN_FOLDER) and not path.endswith("/"))
    return {path: Entry("", 0, there[path]) for path in names}
