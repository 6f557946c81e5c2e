"""What the protocol asks of a store, and what a store answers: data, and nothing happens here."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

#: whatever a store gives to tell one content of an object from another: an ETag, a generation
Version = str


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file on its way to an origin."""

    #: from the top, with forward slashes
    path: str
    #: of its bytes, in hexadecimal
    sha256: str
    #: in bytes
    size: int
    #: the bytes, or where they lie
    source: bytes | Path
    #: what a server says with it, such as Content-Type
    headers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Read:
    path: str


@dataclass(frozen=True, slots=True)
class Found:
    data: bytes
    version: Version


@dataclass(frozen=True, slots=True)
class List:
    """Every object of the origin; the answer is a Listing."""


@dataclass(frozen=True, slots=True)
class Listing:
    versions: Mapping[str, Version]


@dataclass(frozen=True, slots=True)
class Write:
    upload: Upload
    #: the version that is to be replaced; None: there must be none
    expected: Version | None


@dataclass(frozen=True, slots=True)
class WriteAll:
    """Writes in any order, or at once; the answer is Written."""

    writes: tuple[Write, ...]
    #: an object and its version: once it has another, nothing is tried again, and counts as Lost.
    #: A write that waited out a store's trouble would else land on what others made meanwhile
    only_while: tuple[str, Version] | None = None


@dataclass(frozen=True, slots=True)
class Lost:
    """Somebody else wrote first: nothing was written."""


@dataclass(frozen=True, slots=True)
class Refused:
    """The store did not take it, and trying again did not help."""

    cause: str


@dataclass(frozen=True, slots=True)
class Written:
    #: for each path its new version, or why there is none
    results: Mapping[str, Version | Lost | Refused]


Ask = Read | List | WriteAll
#: None answers a Read of what is not there; Refused, a store that does not answer
Answer = Found | Listing | Written | Refused | None
