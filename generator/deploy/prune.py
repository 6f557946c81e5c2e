"""What may be deleted at an object store, and deleting it without harm to whoever publishes.

Only what an old manifest names as written by us, none of the newest ones does, and is days old. A
publisher always writes what the live manifest does not name, and compares at the end: so what is
deleted under its hands it writes again. The claim is one that is live from the start: whoever dies
here leaves nothing behind, and who published before us and is late sees that somebody came after.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from generator.deploy.asks import Found, Read, Version
from generator.deploy.dialogue import (
    End,
    Steps,
    Stop,
    files_of,
    list_all,
    read_state,
    still_ours,
    swap,
)
from generator.deploy.manifest import FOLDER, Manifest, manifest_path, parse_manifest
from generator.deploy.release import OWN_FOLDER
from generator.deploy.state import OriginState, Phase

#: what the newest manifests name stays: so many builds
KEPT = 10
#: and what was written later than this long ago
AGE = timedelta(days=7)
#: in one run, with manifests
MOST = 256
#: old manifests that are read in one run, the oldest first
_MOST_READ = 100
#: deleted between two looks at the claim
BATCH = 16
_REPAIR = "fogbell verify --repair, then prune"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waste:
    """What may go, in this order, and the state in which that was true."""

    state: OriginState
    version: Version
    paths: tuple[str, ...] = ()


def waste(dates: Mapping[str, datetime], now: datetime) -> Steps[Waste]:
    """What may be deleted; reads and lists only. `dates`: when each file was written.

    Raises Stop where nothing must be deleted at all.
    """
    state, version = yield from read_state()
    if state is None or version is None:
        raise Stop(End.REFUSED, "nothing was ever published there")
    _refuse_unfit(state)
    there = yield from list_all()
    manifests = sorted(path for path in there if path.startswith(FOLDER))
    newest, old = manifests[-KEPT:], manifests[:-KEPT]
    kept: dict[str, Manifest] = {}
    for path in newest:
        kept[path] = yield from _must_read(path)
    if state.manifest not in kept:
        raise Stop(End.REFUSED, f"{state.manifest} is not among the newest: {_REPAIR}")
    live = kept[state.manifest].files
    if any(there.get(path) != entry.version for path, entry in live.items()):
        raise Stop(End.REFUSED, f"files of what is live are gone or changed: {_REPAIR}")
    named = {path for each in kept.values() for path in each.files}
    older = yield from _read_all(old[:_MOST_READ])
    ages = {path for path in there if path in dates and now - dates[path] > AGE}
    paths = _going(older, there, named, ages)
    return Waste(state=state, version=version, paths=paths)


def _refuse_unfit(state: OriginState) -> None:
    if state.phase is not Phase.LIVE:
        why = f"the last deploy (generation {state.generation}) has not ended"
        raise Stop(End.REFUSED, f"{why}: nothing is deleted until one is live (fogbell deploy)")
    if state.pin:
        raise Stop(End.REFUSED, f"it is pinned ({state.pin.reason}): nothing is deleted until then")


def _going(
    older: Mapping[str, Manifest],
    there: Mapping[str, Version],
    named: set[str],
    ages: set[str],
) -> tuple[str, ...]:
    """Files first, then the manifests that name nothing else any more; MOST at most."""
    files: dict[str, None] = {}
    for manifest in older.values():
        files |= dict.fromkeys(_ours(manifest, there, named))
    going = [path for path in files if path in ages][:MOST]
    gone = set(going)
    spent = [
        path
        for path, manifest in older.items()
        if path in ages and gone.issuperset(_ours(manifest, there, named))
    ]
    return (*going, *spent[: MOST - len(going)])


def _ours(manifest: Manifest, there: Mapping[str, Version], named: set[str]) -> Iterator[str]:
    """Files of a manifest that are there as they were written then, and that no newer one has.

    Never pages: people have links to them.
    """
    for path, entry in manifest.files.items():
        is_page = path.endswith(".html") or path.startswith(OWN_FOLDER)
        if not is_page and path not in named and there.get(path) == entry.version:
            yield path


def claim(found: Waste, owner: str, now: datetime) -> Steps[OriginState]:
    """Claim the origin, which stays live. Raises Stop where somebody was faster."""
    state = found.state
    claimed = replace(state, generation=state.generation + 1, owner=owner, claimed_at=now)
    if (yield from swap(claimed, found.version)) is None:
        raise Stop(End.SUPERSEDED, "somebody publishes just now: nothing was deleted; prune later")
    return claimed


def delete(
    paths: Sequence[str],
    look: Callable[[], object],
    do: Callable[[str], None],
    gone: list[str],
) -> None:
    """Delete in small batches, with a `look` at the claim before each; what went joins `gone`.

    Nothing is tried twice, and the first failure, of whatever kind, ends it.
    """
    for number, path in enumerate(paths):
        if number % BATCH == 0:
            look()
        do(path)
        gone.append(path)


def ours_still(claimed: OriginState) -> Steps[None]:
    """Raises Stop where somebody has claimed the origin after us."""
    yield from still_ours(claimed)


def aftermath(gone: Iterable[str]) -> Steps[None]:
    """Raises Stop where something was deleted that somebody has made live meanwhile."""
    state, _ = yield from read_state()
    if state is None or state.phase is not Phase.LIVE:
        return  # who publishes compares at the end, and writes again what is missing
    live = yield from files_of(state)
    there = yield from list_all()
    lost = [path for path in gone if path in live and path not in there]
    if lost:
        why = f"{lost[0]} was published while it was being deleted, {len(lost)} in all"
        raise Stop(End.FAILED, f"{why}: deploy again")


def _must_read(path: str) -> Steps[Manifest]:
    found = yield from _read_all([path])
    if path not in found:
        raise Stop(End.FAILED, f"{path} cannot be read: nothing is deleted; {_REPAIR}")
    return found[path]


def _read_all(paths: Iterable[str]) -> Steps[dict[str, Manifest]]:
    """Manifests by their paths, without those that are damaged."""
    found = {}
    for path in paths:
        answer = yield Read(path)
        if not isinstance(answer, Found):
            continue
        try:
            manifest = parse_manifest(answer.data)
        except ValueError:
            continue
        if manifest_path(manifest.generation, answer.data) == path:
            found[path] = manifest
    return found
