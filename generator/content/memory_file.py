"""The file in which it is kept what was read of other files: how it is written and read back.

A line that says what it is, a table of rows, and then what the rows stand for, end to end, so that
only what is asked for is unpacked.
"""

import json
import os
import stat
import tempfile
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple
from zlib import crc32

from generator.hideaway import hideaway

#: a longer first line is not ours
MAX_HEAD = 1_000
#: what is read in one file takes no more bytes
MAX_PART = 64 * 1024 * 1024


class Row(NamedTuple):
    """What is kept of one file. Read back from a damaged table it may hold anything."""

    #: which file of the disk it is: another may be put in its place, folder and all
    inode: int
    #: in bytes
    size: int
    #: when it was last saved, and when anything of it was last changed, in nanoseconds
    saved: int
    changed: int
    #: sha256 of its bytes, in hexadecimal
    digest: str
    #: where what it stands for begins and how long that is, in bytes; and its checksum
    start: int
    length: int
    check: int
    #: what is left of an event that is over for long
    settled: Any = None


class _Opened:
    """A file that stays open for as long as somebody may ask for a part of it."""

    def __init__(self, file: Path) -> None:
        self.descriptor = os.open(file, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)

    def __del__(self) -> None:
        if hasattr(self, "descriptor"):
            os.close(self.descriptor)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is in the file: a raw row for each file, and what they stand for."""

    rows: Mapping[str, Any] = field(default_factory=dict)
    opened: _Opened | None = None
    #: where in the file the first part begins
    base: int = 0
    #: what must be so for the settled to be settled
    terms: str = ""

    def packed(self, row: Row) -> bytes | None:
        """What a row stands for; None where that is damaged."""
        try:
            if self.opened is None or not 0 <= row.length <= MAX_PART:
                return None
            packed = os.pread(self.opened.descriptor, row.length, self.base + row.start)
        except (TypeError, OSError, OverflowError):
            return None
        return packed if crc32(packed) == row.check else None


def read_kept(file: Path, mark: str) -> Kept:
    """What is kept in `file`; nothing where it is damaged, foreign or has another `mark`."""
    try:
        opened = _Opened(file)
        if not stat.S_ISREG(os.fstat(opened.descriptor).st_mode):
            return Kept()
        with os.fdopen(opened.descriptor, "rb", closefd=False) as stream:
            first = stream.readline(MAX_HEAD)
            head = json.loads(first)
            table = stream.read(head["length"])
        if head["mark"] != mark or crc32(table) != head["check"]:
            return Kept()
        rows = json.loads(table)
        if not isinstance(rows, dict):
            return Kept()
        return Kept(rows, opened, len(first) + len(table), str(head["terms"]))
    except (OSError, ValueError, TypeError, KeyError, RecursionError, MemoryError, OverflowError):
        return Kept()


def write_kept(file: Path, mark: str, terms: str, rows: Iterable[tuple[str, Row, bytes]]) -> None:
    """Replace `file` at once; where it cannot be written, the next run is merely slower."""
    table: dict[str, Row] = {}
    parts: list[bytes] = []
    start = 0
    for name, row, packed in rows:
        check = crc32(packed)
        table[name] = row._replace(start=start, length=len(packed), check=check)
        parts.append(packed)
        start += len(packed)
    index = json.dumps(table, separators=(",", ":")).encode()
    head = {"mark": mark, "terms": terms, "length": len(index), "check": crc32(index)}
    with suppress(OSError):
        hideaway(file)
        descriptor, name = tempfile.mkstemp(dir=file.parent)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(json.dumps(head).encode() + b"\n")
                stream.write(index)
                stream.writelines(parts)
            Path(name).replace(file)
        finally:
            Path(name).unlink(missing_ok=True)


def moment_on_disk(folder: Path) -> int | None:
    """What time it is for the disk that `folder` is on, in nanoseconds; None: nothing is kept."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=folder)
    except OSError:
        return None
    try:
        return os.fstat(descriptor).st_mtime_ns
    finally:
        os.close(descriptor)
        Path(name).unlink(missing_ok=True)
