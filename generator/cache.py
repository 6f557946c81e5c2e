"""What an earlier build left to know about its files; never trusted over what is there.

It lies in .cache/, may be deleted at any moment, and one that is damaged, foreign or of another
version counts as none.
"""

import hashlib
import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import astuple, dataclass
from functools import cache
from importlib import metadata
from pathlib import Path

from generator.hideaway import hideaway
from generator.program import program_mark

FORMAT = 2
#: a new version of one of these may print the same view otherwise
SHAPING_LIBRARIES = (
    "feedgen",
    "icalendar",
    "jinja2",
    "lxml",
    "markdown",
    "markupsafe",
    "nh3",
    "tzdata",
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of output/: the key of its artifact, and how the file looked when it was written."""

    key: str
    digest: str
    size: int
    #: modification time in nanoseconds
    mtime: int


Cache = Mapping[str, Entry]


def key_of(view: object) -> str:
    """A digest of a view: equal views, equal keys.

    The representation of frozen dataclasses, enums, tuples, numbers and aware times is the same
    in every run, folder, zone and hash seed.
    """
    return hashlib.sha256(repr(view).encode()).hexdigest()


def read_cache(file: Path, fingerprint: str) -> Cache:
    """The entries of `file`; none where `fingerprint` (theme, options) is not the same."""
    try:
        stored = json.loads(file.read_bytes())
        if stored["mark"] != _mark(fingerprint):
            return {}
        return {str(path): _entry(*values) for path, values in stored["files"].items()}
    except (OSError, ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return {}


def write_cache(file: Path, fingerprint: str, entries: Cache) -> None:
    """Replace `file` at once; where it cannot be written, the next build is merely slower."""
    stored = {
        "mark": _mark(fingerprint),
        "files": {path: astuple(entry) for path, entry in entries.items()},
    }
    try:
        hideaway(file)
        descriptor, name = tempfile.mkstemp(dir=file.parent)
    except OSError:
        return
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
            json.dump(stored, stream)
        Path(name).replace(file)
    except OSError:
        Path(name).unlink(missing_ok=True)


def _mark(fingerprint: str) -> str:
    return f"{FORMAT} {_program()} {fingerprint}"


@cache
def _program() -> str:
    """Changes with every byte of our code, and with the libraries that shape a page."""
    versions = [f"{name} {metadata.version(name)}" for name in SHAPING_LIBRARIES]
    return f"{program_mark()} {' '.join(versions)}"


def _entry(key: object, digest: object, size: object, mtime: object) -> Entry:
    if not (isinstance(key, str) and isinstance(digest, str)):
        raise TypeError("not an entry")
    if not (isinstance(size, int) and isinstance(mtime, int)):
        raise TypeError("not an entry")
    return Entry(key, digest, size, mtime)
