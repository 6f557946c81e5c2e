"""What a finished release left at an origin: every file, its digest, and its version there."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.deploy.asks import Upload, Version
from generator.deploy.state import FORMAT, count_of, read_document, text_of

FOLDER = "_status/manifests/"
#: about 200,000 files
MAX_BYTES = 64 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Entry:
    sha256: str
    #: in bytes
    size: int
    version: Version
    #: digest of the headers it is served with
    headers: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    generation: int
    commit: str
    open_incidents: tuple[str, ...]
    #: by path
    files: Mapping[str, Entry]


def entry_of(upload: Upload, version: Version) -> Entry:
    """The entry of a file that lies at the origin in `version`."""
    return Entry(upload.sha256, upload.size, version, headers_digest(upload))


def headers_digest(upload: Upload) -> str:
    """Tells one set of headers from another; versions of objects do not."""
    return hashlib.sha256(json.dumps(upload.headers).encode()).hexdigest()[:16]


def is_same(upload: Upload, there: Mapping[str, Version], known: Mapping[str, Entry]) -> bool:
    """Whether the origin has these bytes: they were written, and nobody wrote there since."""
    entry = known.get(upload.path)
    return (
        entry is not None
        and entry.sha256 == upload.sha256
        and entry.headers == headers_digest(upload)
        and there.get(upload.path) == entry.version
    )


def manifest_bytes(manifest: Manifest) -> bytes:
    """The document, always the same for the same manifest."""
    files = {
        path: [entry.sha256, entry.size, entry.version, entry.headers]
        for path, entry in sorted(manifest.files.items())
    }
    told = {
        "format": FORMAT,
        "generation": manifest.generation,
        "commit": manifest.commit,
        "open": list(manifest.open_incidents),
        "files": files,
    }
    return json.dumps(told, separators=(",", ":")).encode()


def manifest_path(generation: int, data: bytes) -> str:
    """Where it lies: by its bytes, so that it is never another."""
    return f"{FOLDER}{generation:09d}-{hashlib.sha256(data).hexdigest()[:16]}.json"


def last_generation(paths: Iterable[str]) -> int:
    """The highest generation that left a manifest, by the names of files; 0: none did."""
    numbers = (path.removeprefix(FOLDER).partition("-")[0] for path in paths if FOLDER in path)
    return max((int(each) for each in numbers if each.isascii() and each.isdigit()), default=0)


def parse_manifest(data: bytes) -> Manifest:
    """The manifest in a document. Raises ValueError where it is not one of ours."""
    told = read_document(data, MAX_BYTES)
    try:
        return Manifest(
            generation=count_of(told["generation"]),
            commit=text_of(told["commit"]),
            open_incidents=tuple(text_of(each) for each in told["open"]),
            files={path: _entry(*values) for path, values in told["files"].items()},
        )
    except (KeyError, TypeError, AttributeError) as wrong:
        raise ValueError("is not whole") from wrong


def _entry(sha256: object, size: object, version: object, headers: object = "") -> Entry:
    return Entry(text_of(sha256), count_of(size, 0), text_of(version), text_of(headers))
