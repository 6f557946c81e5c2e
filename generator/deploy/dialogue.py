"""Single questions of the protocol to a store, with what its answers mean."""

import hashlib
from collections.abc import Generator, Mapping
from enum import StrEnum
from typing import TypeVar

from generator.deploy.asks import (
    Answer,
    Ask,
    Found,
    List,
    Listing,
    Lost,
    Read,
    Refused,
    Upload,
    Version,
    Write,
    WriteAll,
    Written,
)
from generator.deploy.decide import NO_GENERATION, Verdict, decide_without_state
from generator.deploy.manifest import (
    Entry,
    Manifest,
    last_generation,
    manifest_bytes,
    manifest_path,
    parse_manifest,
)
from generator.deploy.state import STATE_PATH, OriginState, as_bytes, parse_state

T = TypeVar("T")
Steps = Generator[Ask, Answer, T]


class End(StrEnum):
    LIVE = "live"
    UNCHANGED = "unchanged"
    SUPERSEDED = "superseded"
    REFUSED = "refused"
    FAILED = "failed"


class Stop(Exception):
    """Ends the protocol from within a step."""

    def __init__(self, end: End, why: str) -> None:
        super().__init__(why)
        self.end, self.why = end, why


def put_manifest(manifest: Manifest) -> Steps[str]:
    """Leave a finished release's manifest; gives its path. Raises Stop."""
    data = manifest_bytes(manifest)
    path = manifest_path(manifest.generation, data)
    result = (yield from write_all((Write(_own(path, data), None),)))[path]
    # Lost: it is there already, and named by its bytes
    if isinstance(result, Refused):
        raise Stop(End.FAILED, f"{path}: {result.cause}")
    return path


def manifest_of(state: OriginState | None) -> Steps[Manifest | None]:
    """What was last known to be there; None where that cannot be read: all is written then."""
    if state is None or not state.manifest:
        return None
    answer = yield Read(state.manifest)
    if not isinstance(answer, Found):
        return None
    try:
        manifest = parse_manifest(answer.data)
    except ValueError:
        return None
    # its name holds its digest: what was damaged or swapped is not believed
    is_it = manifest_path(manifest.generation, answer.data) == state.manifest
    return manifest if is_it else None


def files_of(state: OriginState | None) -> Steps[Mapping[str, Entry]]:
    """The files of what was last known to be there; none where that cannot be read."""
    manifest = yield from manifest_of(state)
    return manifest.files if manifest else {}


def still_ours(claimed: OriginState) -> Steps[Version]:
    """The state's version. Raises Stop where somebody has claimed the origin after us."""
    state, version = yield from read_state()
    if state is None or version is None:
        raise Stop(End.FAILED, f"{STATE_PATH}: somebody removed it meanwhile")
    if state.generation != claimed.generation or state.owner != claimed.owner:
        raise Stop(End.SUPERSEDED, f"generation {state.generation} was claimed meanwhile")
    return version


def read_state() -> Steps[tuple[OriginState | None, Version | None]]:
    """What the origin says of itself, and the version of that; Nones where it says nothing.

    Raises Stop where it cannot be read.
    """
    state, version, wrong = yield from _look()
    if wrong:
        why = f"{STATE_PATH} {wrong}: nothing is written over it"
        raise Stop(End.REFUSED, f"{why}; to publish knowingly: --over {NO_GENERATION}")
    return state, version


def state_to_replace(over: int | None) -> Steps[tuple[OriginState | None, Version | None, int]]:
    """What is to be replaced, its version, and the last generation. Raises Stop.

    A place without a state must be empty, or be knowingly written over.
    """
    if over == NO_GENERATION:
        state, version, _ = yield from _look()
    else:
        state, version = yield from read_state()
    if state:
        return state, version, state.generation
    there = yield from list_all()
    # with a state in the listing, somebody began just now: the claim that follows will fail
    if STATE_PATH not in there:
        decision = decide_without_state(there, over)
        if decision.verdict is not Verdict.GO:
            raise Stop(End.REFUSED, decision.why)
    return None, version, last_generation(there)


def _look() -> Steps[tuple[OriginState | None, Version | None, str]]:
    answer = yield Read(STATE_PATH)
    if isinstance(answer, Refused):
        raise Stop(End.FAILED, f"{STATE_PATH}: {answer.cause}")
    if not isinstance(answer, Found):
        return None, None, ""
    try:
        return parse_state(answer.data), answer.version, ""
    except ValueError as wrong:
        return None, answer.version, str(wrong)


def swap(state: OriginState, expected: Version | None) -> Steps[Version | None]:
    """Put a state in place of the one that was read; None where somebody was faster."""
    try:
        data = as_bytes(state)
    except ValueError as wrong:
        raise Stop(End.REFUSED, f"{STATE_PATH} could not be read again: it {wrong}") from None
    result = (yield from write_all((Write(_own(STATE_PATH, data), expected),)))[STATE_PATH]
    if isinstance(result, Refused):
        raise Stop(End.FAILED, f"{STATE_PATH}: {result.cause}")
    if isinstance(result, str):
        return result
    # who tries twice because an answer was lost is beaten by the own first try
    answer = yield Read(STATE_PATH)
    is_own = isinstance(answer, Found) and answer.data == data
    return answer.version if isinstance(answer, Found) and is_own else None


def write_all(
    writes: tuple[Write, ...], claim: Version | None = None
) -> Steps[dict[str, Version | Lost | Refused]]:
    """What became of each write, by path; `claim`: as long as the state is of this version."""
    answer = yield WriteAll(writes, (STATE_PATH, claim) if claim else None)
    results = answer.results if isinstance(answer, Written) else {}
    default = answer if isinstance(answer, Refused) else Refused("no answer")
    return {each.upload.path: results.get(each.upload.path, default) for each in writes}


def list_all() -> Steps[Mapping[str, Version]]:
    """Every object and its version. Raises Stop."""
    answer = yield List()
    if isinstance(answer, Listing):
        return answer.versions
    cause = answer.cause if isinstance(answer, Refused) else "no answer"
    raise Stop(End.FAILED, f"the list of its files: {cause}")


def _own(path: str, data: bytes) -> Upload:
    digest = hashlib.sha256(data).hexdigest()
    headers = (("Content-Type", "application/json"), ("Cache-Control", "no-store"))
    return Upload(path=path, sha256=digest, size=len(data), source=data, headers=headers)
