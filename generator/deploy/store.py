"""What a driver needs of a store, and how a store says that a request came to nothing."""

import hashlib
from collections.abc import Mapping
from enum import StrEnum
from typing import Protocol

from generator.deploy.asks import Found, Lost, Upload, Version


class Store(Protocol):
    """One request each; none is tried twice. All may raise Trouble, from any thread."""

    def read(self, path: str) -> Found | None: ...

    def list(self) -> Mapping[str, Version]: ...

    def write(self, upload: Upload, expected: Version | None) -> Version | Lost:
        """Write over exactly `expected`; None: only where there is nothing."""


class Kind(StrEnum):
    #: it was not taken: the same request may do later
    BUSY = "busy"
    #: it may have been done, although nobody said so
    UNSURE = "unsure"
    #: the same request will never do
    FINAL = "final"


class Trouble(Exception):
    """A request that came to nothing; its text says why, and holds no secret."""

    def __init__(self, cause: str, kind: Kind = Kind.FINAL, after: float = 0.0) -> None:
        super().__init__(cause)
        #: in seconds: how long the store asks us to wait
        self.kind, self.after = kind, after


def bytes_of(upload: Upload) -> bytes:
    """What is to be written. Raises Trouble where the file is no longer the one that was read."""
    again = "build again, then deploy again"
    try:
        data = upload.source if isinstance(upload.source, bytes) else upload.source.read_bytes()
    except OSError as wrong:
        raise Trouble(f"it cannot be read here ({wrong.strerror}): {again}") from None
    if len(data) != upload.size or hashlib.sha256(data).hexdigest() != upload.sha256:
        raise Trouble(f"its file changed while it was being published: {again}")
    return data
