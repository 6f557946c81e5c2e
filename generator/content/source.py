"""The bytes of a content file become clean lines, or a sentence that says why not."""

import os
import re
import stat
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Location, Problem, error, warning

#: A longer content file is refused before it is read.
MAX_BYTES = 256 * 1024
#: Fogbell's own settings may name a thousand components.
MAX_SETTINGS_BYTES = 2 * 1024 * 1024

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]")
#: Marks that make text read in another order than it is stored (CVE-2021-42574).
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONFLICT = re.compile(r"^(<{7}|>{7}|\|{7})( |$)")


@dataclass(frozen=True, slots=True)
class Source:
    """A file's text, in lines, for reading and for pointing into."""

    #: relative to the project, with forward slashes
    file: str
    lines: tuple[str, ...]

    def at(self, line: int, column: int = 1, width: int = 1) -> Location:
        """The place at `line` and `column`, both from 1."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Location(self.file, line, column, width, text)

    def whole(self, line: int) -> Location:
        """The words of a line, without the white space around them."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        stripped = text.strip()
        return self.at(line, len(text) - len(text.lstrip()) + 1, max(1, len(stripped)))


def load_source(
    path: Path, file: str, limit: int = MAX_BYTES
) -> tuple[Source | None, list[Problem]]:
    """Read a regular file of at most `limit` bytes; never follows a symbolic link."""
    data = read_bytes(path, file, limit)
    return (None, [data]) if isinstance(data, Problem) else parse_source(data, file)


def read_bytes(path: Path, file: str, limit: int) -> bytes | Problem:
    """The bytes of a regular file, or the Problem that stands in the way."""
    place = Location(file)
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return error(
                "FILE-01",
                place,
                "is not a regular file (a link, a folder or a device)",
                "put the text itself here: links are not followed",
            )
        if status.st_size > limit:
            return error(
                "FILE-02",
                place,
                f"is too large: {status.st_size:,} bytes, and at most {limit:,} are read",
                "move logs and attachments elsewhere and link to them",
            )
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW), "rb") as stream:
            return stream.read(limit + 1)
    except OSError as problem:
        return error("FILE-01", place, f"cannot be read: {problem.strerror}")


def parse_source(data: bytes, file: str) -> tuple[Source | None, list[Problem]]:
    """Strict UTF-8, one BOM dropped, any line end, NFC, no control characters."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return None, [_not_utf8(data, problem.start, file)]
    text = re.sub("\r\n|\r|\u2028|\u2029", "\n", text)
    source = Source(file, tuple(unicodedata.normalize("NFC", text).split("\n")))
    problems = [problem for problem in map(_refused, *_numbered(source)) if problem]
    reordering = [problem for problem in map(_reordering, *_numbered(source)) if problem]
    if reordering:
        source = Source(file, tuple(_REORDERING.sub("", line) for line in source.lines))
    return (None if problems else source), [*problems, *reordering]


def _numbered(source: Source) -> tuple[list[Source], range]:
    return [source] * len(source.lines), range(1, len(source.lines) + 1)


def _refused(source: Source, number: int) -> Problem | None:
    line = source.lines[number - 1]
    if found := _FORBIDDEN.search(line):
        code = ord(found.group())
        return error(
            "FILE-04",
            source.at(number, found.start() + 1),
            f"a control character (U+{code:04X}) is not text",
            "delete it: it is invisible, and feeds cannot carry it",
        )
    if _CONFLICT.match(line):
        return error(
            "FILE-05",
            source.whole(number),
            "a merge conflict is still in this file",
            "keep what both sides wrote, in order of time, and delete the marker lines",
        )
    return None


def _reordering(source: Source, number: int) -> Problem | None:
    found = _REORDERING.search(source.lines[number - 1])
    if not found:
        return None
    return warning(
        "FILE-06",
        source.at(number, found.start() + 1),
        f"an invisible mark (U+{ord(found.group()):04X}) reorders text; it is left out",
        "delete it: right-to-left text needs no mark",
    )


def _not_utf8(data: bytes, offset: int, file: str) -> Problem:
    before = data[:offset]
    line = before.count(b"\n") + 1
    column = len(before.rsplit(b"\n", 1)[-1].decode("utf-8", "replace")) + 1
    what = (
        "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "another encoding, such as Latin-1"
    )
    return error(
        "FILE-03",
        Location(file, line, column),
        f"is not UTF-8: byte {offset} (0x{data[offset]:02x}) does not belong there",
        f"it looks like {what}; save the file as UTF-8",
    )
