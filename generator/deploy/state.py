"""What an origin says of itself: who publishes there, what is live; `_status/state.json`."""

import json
import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

STATE_PATH = "_status/state.json"
FORMAT = 1
#: a document of ours is never larger
MAX_BYTES = 256 * 1024
#: so many of its ancestors a state names; who is older than these is refused, not let through
MAX_ANCESTORS = 200
MAX_TEXT = 1_000

# with the halves of surrogate pairs, which cannot be printed
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]")


class Phase(StrEnum):
    UPLOADING = "uploading"
    LIVE = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """Somebody went back to an older build, and newer ones must wait."""

    reason: str
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginState:
    """All times are aware and in UTC."""

    #: counts every claim; never falls
    generation: int
    commit: str
    #: commits that came before it, the newest first; not all of a long history
    ancestors: tuple[str, ...]
    #: the moment that the build is of
    built_at: datetime
    phase: Phase
    #: who claimed it, for people; with a random part, so that no two claims have equal bytes
    owner: str
    claimed_at: datetime
    #: what is or was live, by its manifest; empty: nothing was yet
    manifest: str = ""
    pin: Pin | None = None


def as_bytes(state: OriginState) -> bytes:
    """The document, always the same for the same state.

    Raises ValueError where nobody could read it back: an origin with such a state were shut.
    """
    told: dict[str, Any] = {
        "format": FORMAT,
        "generation": state.generation,
        "commit": state.commit,
        "ancestors": list(state.ancestors),
        "built_at": state.built_at.isoformat(),
        "phase": state.phase.value,
        "owner": state.owner,
        "claimed_at": state.claimed_at.isoformat(),
        "manifest": state.manifest,
        "pin": {"reason": state.pin.reason, "by": state.pin.by} if state.pin else None,
    }
    data = json.dumps(told, indent=2).encode()
    parse_state(data)
    return data


def parse_state(data: bytes) -> OriginState:
    """The state in a document. Raises ValueError where it is not one of ours."""
    told = read_document(data, MAX_BYTES)
    try:
        return OriginState(
            generation=count_of(told["generation"]),
            commit=text_of(told["commit"]),
            ancestors=tuple(text_of(each) for each in told["ancestors"]),
            built_at=_moment(told["built_at"]),
            phase=Phase(told["phase"]),
            owner=text_of(told["owner"]),
            claimed_at=_moment(told["claimed_at"]),
            manifest=text_of(told["manifest"]),
            pin=_pin(told["pin"]),
        )
    except (KeyError, TypeError) as wrong:
        raise ValueError("is not whole") from wrong


def released(state: OriginState, manifest: str) -> OriginState:
    """The state once all of a claim's build is there."""
    return replace(state, phase=Phase.LIVE, manifest=manifest)


def read_document(data: bytes, limit: int) -> dict[str, Any]:
    """The top of one of our documents of at most `limit` bytes. Raises ValueError."""
    if len(data) > limit:
        raise ValueError(f"has {len(data):,} bytes")
    try:
        told = json.loads(data)
    except (ValueError, RecursionError) as wrong:
        raise ValueError("is no JSON") from wrong
    if not isinstance(told, dict) or "format" not in told:
        raise ValueError("is not one of Fogbell's documents")
    if told["format"] != FORMAT:
        raise ValueError("is of a format that this version does not know")
    return told


def count_of(value: object, least: int = 1) -> int:
    """A whole number from a document. Raises ValueError."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value < 10**12:
        raise ValueError("has a number that cannot be")
    return value


def text_of(value: object) -> str:
    """A short text from a document. Raises ValueError and TypeError."""
    if not isinstance(value, str):
        raise TypeError("no text")
    if len(value) > MAX_TEXT:
        raise ValueError(f"has a text of more than {MAX_TEXT:,} characters")
    if _CONTROL.search(value):
        raise ValueError("has a text with control characters, or of several lines")
    return value


def _moment(value: object) -> datetime:
    moment = datetime.fromisoformat(text_of(value))
    if moment.tzinfo is None:
        raise ValueError("has a time without a zone")
    try:
        return moment.astimezone(UTC)
    except OverflowError as wrong:
        raise ValueError("has a time that cannot be") from wrong


def _pin(value: object) -> Pin | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise TypeError("no pin")
    return Pin(reason=text_of(value["reason"]), by=text_of(value["by"]))
