"""A small site that changes from commit to commit, and a reader who never stops looking at it."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from generator.deploy.asks import Upload
from generator.deploy.manifest import parse_manifest
from generator.deploy.release import OWN_FOLDER, Release
from generator.deploy.state import STATE_PATH, OriginState, Phase, parse_state
from tests.deploy.stage import Store

START = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
COMMITS = tuple(f"{number:040x}" for number in range(1, 12))
#: a branch leaves the line after this commit
FORK = 1
#: pages that return to what they were; only these may be old for a while, as protocol.py says
FLIPPING = ("badge.svg", "incidents/flip.html", "uptime.html")


@cache
def release(
    number: int, *, minutes: int = 0, branch: str = "", has_id: bool = True, flips: bool = True
) -> Release:
    """The site of commit `number`, built so many minutes after the start.

    Each commit opens an incident, and closes that of two commits before. A `branch` has another
    history from FORK on. Without `has_id`, the home page of every second commit is the same.
    """
    line = [*COMMITS[: FORK + 1], *(f"{branch}{c}"[:40] for c in COMMITS[FORK + 1 :])]
    files = _pages(number, minutes, branch, flips)
    named = sorted(each for each in files if not each.startswith("media/"))
    home: dict[str, Any] = {"build": [number, minutes], "open": _open(number), "links": named}
    if not has_id:
        home = {"open": [number % 2], "links": ["updates.atom", "history.html"]}
    files |= {"index.html": home, "status.json": {key: home[key] for key in home if key != "links"}}
    return Release(
        commit=line[number],
        ancestors=tuple(reversed(line[:number])),
        built_at=START + timedelta(minutes=minutes),
        files=tuple(upload(path, told) for path, told in files.items()),
        open_incidents=tuple(map(str, _open(number))),
    )


def _open(number: int) -> list[int]:
    return [each for each in range(number + 1) if number - each < 2]


def _pages(number: int, minutes: int, branch: str, flips: bool) -> dict[str, Any]:
    """All but the home page and status.json: what each tells, and what it names."""
    everywhere = ["index.html", "updates.atom", "history.html"]
    incidents = {
        f"incidents/{each}.html": {
            "open": each in _open(number),
            "links": [*everywhere, f"media/{each}.png"],
        }
        for each in range(number + 1)
    }
    if number <= 2:
        incidents["incidents/withdrawn.html"] = {"open": False, "links": everywhere}
    if flips:
        incidents["incidents/flip.html"] = {"open": number % 2, "links": everywhere}
    months = {
        f"history/{each}.html": {"of": number, "links": sorted(incidents)}
        for each in range(number // 2 + 1)
    }
    rest: dict[str, Any] = {
        "history.html": {"of": f"{branch}{number}", "links": [*sorted(months), *everywhere]},
        "updates.atom": {"of": number, "links": sorted(incidents)},
        # a page that names what goes out after it
        "components/api.html": {"of": number, "links": [f"components/{number}.atom"]},
        **{f"components/{each}.atom": {"of": each} for each in range(number + 1)},
        **{f"media/{each}.png": {"picture": each} for each in range(number + 1)},
    }
    if flips:
        rest |= {"badge.svg": {"is": number % 2}, "uptime.html": {"hours": minutes // 60}}
    return {**incidents, **months, **rest}


def upload(path: str, told: Any) -> Upload:
    data = json.dumps(told).encode()
    digest = hashlib.sha256(data).hexdigest()
    return Upload(path=path, sha256=digest, size=len(data), source=data)


def differences(store: Store, of: Release) -> list[str]:
    """What readers would find otherwise than in the release."""
    return [each.path for each in of.files if store.objects.get(each.path) != each.source]


def state_of(store: Store) -> OriginState | None:
    data = store.objects.get(STATE_PATH)
    return None if data is None else parse_state(data)


@cache
def _told(data: bytes) -> dict[str, Any]:
    told = json.loads(data)
    assert isinstance(told, dict)
    return told


class Reader:
    """Looks after every step. `is_orderly`: nobody goes back, or aside, on purpose."""

    def __init__(self, store: Store, releases: list[Release], *, is_orderly: bool = True) -> None:
        self.store, self.releases, self.is_orderly = store, releases, is_orderly
        #: whether a state that is live was so when it was written, and still is
        self.has_phases = True
        self.faults: list[str] = []
        #: flipping pages that were older than the home page at some time
        self.late: set[str] = set()
        self.live_generations: set[int] = set()
        self._writes, self._newest, self._generation = -1, [-1, 0], 0
        self._live: set[str] = set()
        self._there: set[str] = set()
        self._shown: set[int] = set()
        self._good: dict[tuple[int, ...], dict[str, set[bytes]]] = {}

    def look(self) -> None:
        if self.store.writes == self._writes:
            return
        self._writes = self.store.writes
        self.faults += [*self._state(), *self._links(), *self._home()]

    def _state(self) -> Iterator[str]:
        """The generation rises, and what is live has its manifest."""
        if STATE_PATH not in self.store.objects:
            return
        try:
            state = parse_state(self.store.objects[STATE_PATH])
        except ValueError as wrong:
            yield f"{STATE_PATH} {wrong}"
            return
        if state.generation < self._generation:
            yield f"generation {self._generation} became {state.generation}"
        is_new = state.generation > self._generation
        self._generation = max(self._generation, state.generation)
        if self.is_orderly and is_new and self._live & set(self._descendants(state.commit)):
            yield f"an older commit claimed generation {state.generation} after a newer was live"
        if state.phase is Phase.LIVE:
            self._live.add(state.commit)
            self.live_generations.add(state.generation)
            manifest = self.store.objects.get(state.manifest)
            if manifest is None or parse_manifest(manifest).commit != state.commit:
                yield f"what is live has no manifest: {state.manifest!r}"
            homes = [_home_of(each) for each in self.releases if each.commit == state.commit]
            if self.has_phases and self.store.objects.get("index.html") not in homes:
                yield "what is live has another home page"

    def _descendants(self, commit: str) -> Iterator[str]:
        return (each.commit for each in self.releases if commit in each.ancestors)

    def _links(self) -> Iterator[str]:
        """All that can be reached from the home page is there; nothing that was there is gone."""
        objects = self.store.objects
        yield from (f"{path} is gone" for path in self._there - set(objects))
        self._there = {path for path in objects if not path.startswith(OWN_FOLDER)}
        seen, ahead = set[str](), ["index.html"]
        while "index.html" in objects and ahead:
            path = ahead.pop()
            if path in seen:
                continue
            seen.add(path)
            if path in objects:
                ahead += _told(objects[path]).get("links", [])
            else:
                yield f"{path} is named, but not there"

    def _home(self) -> Iterator[str]:
        """It is never older than before, forgets nothing open, and no page is older than it."""
        data = self.store.objects.get("index.html")
        home = _told(data) if data else {}
        build = home.get("build")
        if build is None or not self.is_orderly:
            return
        if build < self._newest:
            yield f"the home page of build {self._newest} became that of {build}"
        self._newest = max(self._newest, build)
        later = [each for each in self.releases if _build_of(each) >= build]
        staying = set.intersection(*(set(map(int, each.open_incidents)) for each in later))
        self._shown |= {each for each in home["open"] if each in staying}
        yield from (f"incident {each} vanished" for each in self._shown - set(home["open"]))
        for path in self._old_pages(build):
            if path not in FLIPPING:
                yield f"{path} is older than the home page of build {build}"
            self.late.add(path)

    def _old_pages(self, build: list[int]) -> list[str]:
        """Pages that are neither of the home page's build nor of a later one."""
        good = self._good.get(tuple(build))
        if good is None:
            good = self._good[tuple(build)] = self._bodies(build)
        return [path for path, bodies in good.items() if self.store.objects.get(path) not in bodies]

    def _bodies(self, build: list[int]) -> dict[str, set[bytes]]:
        later = [each for each in self.releases if _build_of(each) >= build]
        files = [(u.path, u.source) for each in later for u in each.files]
        named = {u.path for each in later if _build_of(each) == build for u in each.files}
        good: dict[str, set[bytes]] = {path: set() for path in named}
        for path, source in files:
            if path in good and isinstance(source, bytes):
                good[path].add(source)
        return good


def _build_of(of: Release) -> list[int]:
    return list(_told(_home_of(of)).get("build", [0, 0]))


def _home_of(of: Release) -> bytes:
    home = next(each.source for each in of.files if each.path == "index.html")
    assert isinstance(home, bytes)
    return home
