"""What earlier runs read in each file; never trusted over what the file says now.

It lies in .cache/, may be deleted at any moment, and one that is damaged, foreign or of another
version counts as none. A row counts where the file looks as it did then, or has the same bytes.
"""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

import yaml

from generator.content.memory_file import Kept, Row, moment_on_disk, read_kept, write_kept
from generator.content.packing import Unusable, pack, unpack
from generator.errors import Location, Problem, has_errors
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.settled import Settled
from generator.model.site import Settings
from generator.program import program_mark

FORMAT = 1
#: what decides how a file is read
READERS = ("errors", "model", "content")
#: to write so many rows takes as long as to read one file again
WORTH = 100
#: fewer files are read sooner than anything is remembered
FEW = 50


#: what a file was read as: None where it has errors
Outcome = tuple[Event | None, tuple[Problem, ...]]
#: size, modification time and change time (nanoseconds)
Look = tuple[int, int, int, int]

NO_LOOK: Look = (-1, -1, -1, -1)

_PACKED = {
    kind: tuple[kind | None, tuple[Problem, ...]]  # type: ignore[valid-type]
    for kind in (Incident, Maintenance)
}


class Memory:
    """Of one project. It must be opened before it knows anything, and saved to know it later.

    Without a file it knows nothing. `terms` stand for all on which it depends that an event is
    settled, but for its file and site.yml.
    """

    def __init__(self, file: Path | None = None, terms: str = "") -> None:
        self._file, self._terms = file, terms
        self._mark = ""
        self._kept = Kept()
        #: of this run: a row for each file, and what was read anew
        self._rows: dict[str, Row] = {}
        self._read: dict[str, bytes] = {}
        self._stale = 0
        self._began: int | None = None

    def open(self, settings: Settings, files: int) -> None:
        """Read what is kept for these settings and so many files; nothing where they are few."""
        if self._file is None or files < FEW:
            return
        ids = sorted(component.id for component in settings.components)
        program = f"{program_mark(*READERS)} {yaml.__version__} {sys.version}"
        self._mark = digest_of(f"{FORMAT} {program} {ids}".encode())
        self._terms = digest_of(f"{self._terms} {settings!r}".encode())
        self._kept = read_kept(self._file, self._mark)

    @property
    def is_worth_saving(self) -> bool:
        """Whether so much is new that writing it all takes less time than reading that again."""
        if not self._mark or not self._rows:
            return False
        new_terms = self._kept.terms != self._terms
        return new_terms or self._stale * WORTH >= len(self._rows)

    def recall(self, file: str, kind: type[Event], look: Look) -> Outcome | None:
        """What was read in a file that looks the same; None where that is not known."""
        row = self._row(file)
        if row is None or row[:4] != look:
            return None
        return self._unpacked(file, kind, row, row)

    def recall_bytes(self, file: str, kind: type[Event], look: Look, digest: str) -> Outcome | None:
        """What was read in a file that had the same bytes; None where that is not known."""
        row = self._row(file)
        if row is None or row.digest != digest:
            return None
        outcome = self._unpacked(file, kind, row, _with_look(row, self._as_seen(look)))
        self._stale += outcome is not None
        return outcome

    def prepare(self) -> None:
        """Say that files will now be read, whose looks are to be kept."""
        if self._file is not None and self._mark and self._began is None:
            self._began = moment_on_disk(self._file.parent)

    def keep(self, file: str, kind: type[Event], look: Look, digest: str, outcome: Outcome) -> None:
        """Remember what was read in a file, after `prepare` and with its look from before."""
        if self._began is not None:
            row = Row(*self._as_seen(look), digest, 0, 0, 0)
            with suppress(Unusable):  # then it is read again next time
                self._read[file] = pack(_PACKED[kind], outcome, file)
                self._rows[file] = row
                self._stale += 1

    def settled(self, file: str, look: Look, now: datetime) -> Settled | None:
        """What is left of an event that is settled at `now`; None where it must be read."""
        row = self._row(file)
        if row is None or row[:4] != look or row.settled is None:
            return None
        if self._kept.terms != self._terms:
            return None
        found = _settled(file, row.settled, now.timestamp())
        if found is not None:
            self._rows[file] = row
        return found

    def settle(self, event: Settled, since: datetime) -> None:
        """Remember that an event is settled from `since` on."""
        row = self._rows.get(event.file)
        if row is not None:
            place = event.id_place
            at = [place.line, place.column, place.width, place.text] if place else None
            left = [int(since.timestamp()), event.id, event.title, event.links, at]
            self._rows[event.file] = row._replace(settled=left)

    def save(self) -> None:
        """Keep what this run came by; what is gone from content/ is forgotten."""
        if self._file is not None:
            write_kept(self._file, self._mark, self._terms, self._parts())

    def _parts(self) -> Iterator[tuple[str, Row, bytes]]:
        for file, row in self._rows.items():
            packed = self._read.get(file) or self._kept.packed(row)
            if packed is not None:
                yield file, row, packed

    def _row(self, file: str) -> Row | None:
        try:
            return Row(*self._kept.rows[file])
        except (TypeError, KeyError):
            return None

    def _unpacked(self, file: str, kind: type[Event], row: Row, kept: Row) -> Outcome | None:
        try:
            packed = self._kept.packed(row)
            if packed is None:
                return None
            outcome: Outcome = unpack(_PACKED[kind], packed, file)
        except (Unusable, TypeError):
            return None
        if outcome[0] is None and not has_errors(outcome[1]):
            return None  # nobody would hear of that file
        if self._kept.terms != self._terms:
            kept = kept._replace(settled=None)
        self._rows[file] = kept
        return outcome

    def _as_seen(self, look: Look) -> Look:
        """A look that tells of every later change.

        A file that was changed while we looked, or in the same tick of the disk's clock before,
        can change again and look the same: it gets a look that no file has.
        """
        is_safe = self._began is not None and max(look[2:]) < self._began
        return look if is_safe else NO_LOOK


def _with_look(row: Row, look: Look) -> Row:
    inode, size, saved, changed = look
    return row._replace(inode=inode, size=size, saved=saved, changed=changed)


def _settled(file: str, left: Any, now: float) -> Settled | None:
    """What `settle` was told, where it holds at `now`; None where it is damaged."""
    try:
        since, name, title, links, place = left
        if not (type(since) is int and type(name) is type(title) is str):
            return None
        if since > now or (links and any(type(link) is not str for link in links)):
            return None
        id_place = Location(file, *place) if place else None
        return Settled(name, title, file, tuple(links), id_place)
    except (TypeError, ValueError):
        return None


def look_of(path: str) -> Look:
    """How a file looks now; raises OSError."""
    status = os.lstat(path)
    return status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns


def digest_of(data: bytes) -> str:
    """What tells two files apart."""
    return hashlib.sha256(data).hexdigest()
