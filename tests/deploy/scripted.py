"""A store in memory that fails as it is told to, and a clock that only waits move."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from hashlib import md5
from threading import Event, Lock

from generator.deploy.asks import Found, Lost, Upload, Version
from generator.deploy.drive import Driver, Pace
from generator.deploy.store import Kind, Trouble, bytes_of

BUSY = Trouble("busy", Kind.BUSY)
#: the request was cut off on its way there, or its answer on the way back
RESET_BEFORE, RESET_AFTER = "before", "after"
Fault = Trouble | str | Callable[[], None]


@dataclass
class Clock:
    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def wait(self, stop: Event, seconds: float) -> bool:
        self.waits.append(seconds)
        self.now += seconds
        return stop.is_set()

    def pace(self, **more: float) -> Pace:
        pace = Pace(clock=lambda: self.now, chance=lambda: 0.5, wait=self.wait)
        return replace(pace, **more)  # type: ignore[arg-type] # numbers by name


@dataclass
class Scripted:
    """Like S3, but each request first meets the next of the faults for it."""

    objects: dict[str, bytes] = field(default_factory=dict)
    #: by "read PATH", "list" and "write PATH"
    faults: dict[str, list[Fault]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def version(self, path: str) -> Version | None:
        return md5(self.objects[path]).hexdigest() if path in self.objects else None

    def put(self, upload: Upload, expected: Version | None) -> Version | Lost:
        if self.version(upload.path) != expected:
            return Lost()
        self.objects[upload.path] = bytes_of(upload)
        return self.version(upload.path) or ""

    def written(self) -> "list[str]":
        return [each.removeprefix("write ") for each in self.asked if each.startswith("write ")]

    def read(self, path: str) -> Found | None:
        self._meet(f"read {path}")
        version = self.version(path)
        return Found(self.objects[path], version) if version else None

    def write(self, upload: Upload, expected: Version | None) -> Version | Lost:
        bytes_of(upload)
        with self.lock:
            is_cut = self._meet(f"write {upload.path}") == RESET_AFTER
            result = self.put(upload, expected)
            if is_cut:
                raise Trouble("the connection broke", Kind.UNSURE)
            return result

    def _meet(self, request: str) -> str:
        self.asked.append(request)
        waiting = self.faults.get(request, [])
        fault = waiting.pop(0) if waiting else ""
        if isinstance(fault, Trouble):
            raise fault
        if fault == RESET_BEFORE:
            raise Trouble("the connection broke", Kind.UNSURE)
        if callable(fault):
            fault()
            return ""
        return fault

    def list(self) -> Mapping[str, Version]:
        self._meet("list")
        return {path: self.version(path) or "" for path in self.objects}


def driver(store: Scripted, clock: Clock | None = None, stop: Event | None = None) -> Driver:
    return Driver(store, stop or Event(), (clock or Clock()).pace())
