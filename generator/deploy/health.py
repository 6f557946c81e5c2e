"""How an origin is, by its store and by its readers: what is live there, and what is wrong."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Event

from generator.content.times import format_time, parse_time
from generator.deploy.asks import Found, Read, Upload
from generator.deploy.bring import Opener, where_of
from generator.deploy.dialogue import Steps, Stop, list_all, manifest_of, read_state
from generator.deploy.drive import Driver
from generator.deploy.manifest import Manifest
from generator.deploy.release import Release
from generator.deploy.state import OriginState, Phase
from generator.deploy.store import Trouble
from generator.deploy.verify import PATIENCE, PLACES, Unreachable, fetch, verify
from generator.model.origin import Origin
from generator.outputs.delivery import class_of, content_type

#: who has claimed an origin for longer, and did not finish, is probably dead
STALLED = timedelta(minutes=3)
#: so long after a claim caches may still show what was there before
_SETTLING = timedelta(minutes=5)
#: must not be found
NOWHERE = "/fogbell-looks-for-what-is-not-there"
_STATUS = "status.json"
_NEWEST = "publish the newest commit, and it goes over this (fogbell publish)"
_REPAIR = "fogbell verify --repair"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """What a store says of an origin."""

    state: OriginState | None
    manifest: Manifest | None = None
    #: files of the live manifest that are not there, or not as they were written
    damaged: tuple[str, ...] = ()
    #: after this moment the pages themselves say that they are old; None: nobody knows
    valid_until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    origin: Origin
    #: None: it could not be asked
    stored: Stored | None
    #: sentences; none where all is right
    faults: tuple[str, ...] = ()

    @property
    def state(self) -> OriginState | None:
        return self.stored.state if self.stored else None


def health_of(origin: Origin, opener: Opener, now: datetime, stop: Event) -> Health:
    """What an origin's store and its readers find. Raises nothing, and changes nothing."""
    try:
        with opener() as store:
            stored = Driver(store, stop).run(inspect())
        faults = [*_store_faults(stored, now), *_reader_faults(origin, stored, now, stop)]
    except (Stop, Trouble) as wrong:
        return Health(origin=origin, stored=None, faults=(str(wrong),))
    except Exception as fault:  # noqa: BLE001 - whatever it is, the other origins are looked at
        words = f"a fault of ours, please report it: {where_of(fault)}"
        return Health(origin=origin, stored=None, faults=(words,))
    return Health(origin=origin, stored=stored, faults=tuple(faults))


def inspect() -> Steps[Stored]:
    """What the store says; reads and lists only. Raises Stop."""
    state, _ = yield from read_state()
    if state is None:
        return Stored(state=None)
    manifest = yield from manifest_of(state)
    there = yield from list_all()
    files = manifest.files if manifest else {}
    answer = yield Read(_STATUS)
    return Stored(
        state=state,
        manifest=manifest,
        damaged=tuple(path for path in files if there.get(path) != files[path].version),
        valid_until=_valid_until(answer.data) if isinstance(answer, Found) else None,
    )


def compared(found: Iterable[Health]) -> list[Health]:
    """The same, and where one has another build than the rest, that is a fault of it."""
    all_ = list(found)
    live = [each for each in all_ if each.state and each.state.phase is Phase.LIVE]

    def fault_of(one: Health) -> tuple[str, ...]:
        faults = (_behind(one, other) for other in live if one in live)
        return tuple(filter(None, faults))[:1]

    return [replace(each, faults=(*each.faults, *fault_of(each))) for each in all_]


def _behind(one: Health, other: Health) -> str:
    """In what way an origin's build is not the one that another has; empty: in none."""
    mine, its = one.state, other.state
    if mine is None or its is None:
        return ""
    name = other.origin.name
    if mine.commit == its.commit:
        is_older = mine.built_at < its.built_at
        return f"has an older build of the same commit than {name}: {_REPAIR}" if is_older else ""
    if mine.commit in its.ancestors:
        return f"has an older commit than {name}: {_REPAIR}"
    if its.commit in mine.ancestors:
        return ""
    return f"has a commit that is not in the history of what {name} has: deploy one of them to both"


def _store_faults(stored: Stored, now: datetime) -> Iterator[str]:
    state = stored.state
    if state is None:
        yield "nothing was ever published there: fogbell deploy"
        return
    if state.phase is Phase.UPLOADING:
        if now - state.claimed_at <= STALLED:
            return
        yield (
            f"a deploy of commit {state.commit[:12]} began at {format_time(state.claimed_at)} "
            f"(generation {state.generation}) and never ended: {_NEWEST}"
        )
    elif stored.manifest is None:
        yield f"the list of what is live cannot be read ({state.manifest}): {_REPAIR}"
    elif stored.damaged:
        what = f"{stored.damaged[0]}, {len(stored.damaged):,} in all"
        yield f"files are gone, or somebody else wrote them ({what}): {_REPAIR}"
    if stored.valid_until and now > stored.valid_until:
        since = format_time(stored.valid_until)
        yield f"the pages say that they are old, since {since}: build, then deploy"


def _reader_faults(origin: Origin, stored: Stored, now: datetime, stop: Event) -> Iterator[str]:
    """What readers find otherwise than the store has it; nobody looks while somebody publishes."""
    state, manifest = stored.state, stored.manifest
    if not origin.public or not state or not manifest or state.phase is Phase.UPLOADING:
        return
    patience = PATIENCE if now - state.claimed_at < _SETTLING else 0.0
    yield from verify(origin.public, _release(state, manifest), stop, patience).faults
    for path in PLACES:
        yield from _kept(f"{origin.public}{PLACES[path]}", class_of(path).cache_control)
    yield from _missing(f"{origin.public}{NOWHERE}")


def _release(state: OriginState, manifest: Manifest) -> Release:
    """What is live, as far as readers can be asked for it."""
    files = tuple(
        Upload(
            path=path,
            sha256=entry.sha256,
            size=entry.size,
            source=b"",
            headers=(("Content-Type", content_type(path)),),
        )
        for path, entry in manifest.files.items()
    )
    return Release(
        commit=state.commit, ancestors=state.ancestors, built_at=state.built_at, files=files
    )


def _kept(address: str, wanted: str) -> Iterator[str]:
    """What is wrong with how long caches may keep what is at an address."""
    try:
        reply = fetch(address)
    except Unreachable:
        return  # told already
    said = reply.headers.get("cache-control", "")
    if reply.status == 200 and not (said and _longest(said) <= _longest(wanted)):
        given = f"says '{said}'" if said else "does not say"
        yield f"{address}: {given} how long it may be kept; it should say Cache-Control: {wanted}"


def _longest(cache_control: str) -> int:
    """So many seconds any cache may show it unasked."""
    parts = (each.strip().partition("=") for each in cache_control.lower().split(","))
    ages = [value for name, _, value in parts if name in ("max-age", "s-maxage")]
    return max((int(each) for each in ages if each.isascii() and each.isdigit()), default=0)


def _missing(address: str) -> Iterator[str]:
    try:
        status = fetch(address).status
    except Unreachable:
        return  # told already
    if status != 404:
        yield f"{address}: answers {status}, and should answer 404, for nothing is there"


def _valid_until(data: bytes) -> datetime | None:
    try:
        return parse_time(json.loads(data)["valid_until"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
