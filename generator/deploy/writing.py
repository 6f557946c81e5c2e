"""Writing under a claim: in order, in small batches, over known versions; and what came late."""

from collections.abc import Mapping

from generator.deploy.asks import Lost, Refused, Upload, Version, Write
from generator.deploy.dialogue import (
    End,
    Steps,
    Stop,
    files_of,
    list_all,
    read_state,
    still_ours,
    write_all,
)
from generator.deploy.release import Release, in_order
from generator.deploy.state import OriginState, Phase

#: so often something begins anew when another publisher was faster
TRIES = 5
#: so many files are written between two looks at the claim
BATCH = 100


def write_files(
    uploads: list[Upload],
    there: Mapping[str, Version],
    claimed: OriginState,
    mine: dict[str, Version],
) -> Steps[None]:
    """Write files in order, each over its version in `there`, as long as the claim stands.

    What is written joins `mine`, with its version. Raises Stop.
    """
    for batch in in_order(uploads, there, BATCH):
        yield from _write_batch(batch, there, claimed, mine)


def _write_batch(
    batch: list[Upload],
    there: Mapping[str, Version],
    claimed: OriginState,
    mine: dict[str, Version],
) -> Steps[None]:
    """Write files over the versions that are known of them. Raises Stop."""
    left, seen = batch, there
    for _ in range(TRIES):
        # after the listing, so that a newer claim's files are never in it
        claim = yield from still_ours(claimed)
        writes = tuple(Write(each, seen.get(each.path)) for each in left)
        results = yield from write_all(writes, claim)
        mine |= {path: result for path, result in results.items() if isinstance(result, str)}
        for path, result in results.items():
            if isinstance(result, Refused):
                raise Stop(End.FAILED, f"{path}: {result.cause}")
        left = [each for each in left if isinstance(results[each.path], Lost)]
        if not left:
            return
        seen = yield from list_all()
    raise Stop(End.FAILED, f"{left[0].path}: others wrote it meanwhile, {TRIES} times over")


def settle(
    release: Release,
    claimed: OriginState,
    versions: Mapping[str, Version],
    mine: dict[str, Version],
) -> Steps[None]:
    """Write again what a publisher that we overtook wrote after our listing."""
    there = yield from list_all()
    lost = [each for each in release.files if there.get(each.path) != versions[each.path]]
    if not lost:
        return
    try:
        yield from write_files(lost, there, claimed, mine)
        yield from still_ours(claimed)
    except Stop as stop:
        if stop.end is not End.SUPERSEDED:
            raise
        # it is for whoever came after us to settle, if we were not too late
        ended = yield from came_late(release, mine, stop)
        if ended.end is not End.SUPERSEDED:
            raise ended from None


def came_late(release: Release, mine: Mapping[str, Version], stop: Stop) -> Steps[Stop]:
    """How one that was overtaken ends: badly, if it wrote over what is live already."""
    try:
        state, _ = yield from read_state()
        if state is None or state.phase is not Phase.LIVE:
            return stop  # whoever claimed it settles what we wrote
        there = yield from list_all()
        live = yield from files_of(state)
    except Stop:
        return stop
    late = [
        each.path
        for each in release.files
        if each.path in mine and there.get(each.path) == mine[each.path]
        if each.path in live and live[each.path].sha256 != each.sha256
    ]
    if not late:
        return stop
    why = f"commit {state.commit[:12]} is live, but older files came late and lie over its own"
    hint = "deploy that commit again"
    return Stop(End.FAILED, f"{why} ({late[0]}, {len(late)} in all): {hint}")
