"""The bytes of a content file become clean lines, or a sentence that says why not."""

import os
import re
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Location, Problem, error, warning

#: A longer content file is refused before it is read.
MAX_BYTES = 256 * 1024
#: Fogbell's own settings may name a thousand components.
MAX_SETTINGS_BYTES = 2 * 1024 * 1024

#: Control characters, lone surrogates, and what Unicode says is no character: refused.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]")
#: Marks that make text read in another order than it is stored (CVE-2021-42574).
REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_CONFLICT = re.compile(r"(<{7}|>{7}|\|{7})( |$)")
#: What editors and web pages leave behind: byte order marks, and spaces without width between
#: Latin letters (between others they are where a line may break).
NOTHING = re.compile("[\ufeff\u2060]|(?<![^\x00-\x7f])\u200b(?![^\x00-\x7f])")
LINE_ENDS = re.compile("\r\n|\r|\u2028|\u2029")


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

    def part(self, line: int, words: str) -> Location:
        """The place of `words` in a line; the whole line where they are not in it."""
        text = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        found = text.find(words) if words else -1
        return self.whole(line) if found < 0 else self.at(line, found + 1, len(words))


def load_source(
    path: Path, file: str, limit: int = MAX_BYTES
) -> tuple[Source | None, list[Problem]]:
    """Read a regular file of at most `limit` bytes; never follows a symbolic link."""
    data = read_bytes(path, file, limit)
    return (None, [data]) if isinstance(data, Problem) else parse_source(data, file)


def read_bytes(path: Path, file: str, limit: int) -> bytes | Problem:
    """The bytes of a regular file, or the Problem that stands in the way."""
    try:
        status = path.lstat()
        if not stat.S_ISREG(status.st_mode):
            return _not_regular(file)
        if status.st_size > limit:
            return _too_large(file, f"{status.st_size:,} bytes", limit)
        with os.fdopen(os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK), "rb") as stream:
            data = stream.read(limit + 1)
    except OSError as problem:
        return error("FILE-01", Location(file), f"cannot be read: {problem.strerror}")
    # some files hold more than they say: those of /proc are "empty"
    return data if len(data) <= limit else _too_large(file, f"more than {limit:,} bytes", limit)


def _not_regular(file: str) -> Problem:
    message = "is not a regular file (a link, a folder or a device)"
    hint = "put the text itself here: links are not followed"
    return error("FILE-01", Location(file), message, hint)


def _too_large(file: str, size: str, limit: int) -> Problem:
    message = f"is too large: {size}, and at most {limit:,} are read"
    return error("FILE-02", Location(file), message, "move logs elsewhere and link to them")


def has_forbidden(text: str) -> bool:
    """Whether text that came by way of escapes holds what no file may hold."""
    return bool(FORBIDDEN.search(text) or REORDERING.search(text))


def parse_source(data: bytes, file: str) -> tuple[Source | None, list[Problem]]:
    """Strict UTF-8, one BOM dropped, any line end, NFC, no control characters."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        return None, [_not_utf8(data, problem.start, file)]
    if any(mark in text for mark in "\ufeff\u2060\u200b"):
        text = NOTHING.sub("", text)
    if any(mark in text for mark in "\r\u2028\u2029"):
        text = LINE_ENDS.sub("\n", text)
    text = unicodedata.normalize("NFC", text)
    source = Source(file, tuple(text.split("\n")))
    problems = [*_control_characters(source, text), *_conflicts(source, text)]
    if REORDERING.search(text):
        warnings = list(_reordering(source))
        source = Source(file, tuple(REORDERING.sub("", line) for line in source.lines))
        return (None if problems else source), [*problems, *warnings]
    return (None if problems else source), problems


def _control_characters(source: Source, text: str) -> Iterator[Problem]:
    """One problem, at the first one: a file that has one often has hundreds."""
    if not FORBIDDEN.search(text):
        return
    place, code, more = _first_of(source, FORBIDDEN)
    hint = f"delete it: it is invisible, and feeds cannot carry it{more}"
    yield error("FILE-04", place, f"a control character ({code}) is not text", hint)


def _conflicts(source: Source, text: str) -> Iterator[Problem]:
    """One problem for each conflict, at its first line."""
    if not any(mark * 7 in text for mark in "<>|"):
        return
    marks = [(n, line[0]) for n, line in _numbered(source) if _CONFLICT.match(line)]
    for at, (number, mark) in enumerate(marks):
        if mark != "<" and at > 0:
            continue
        end = next((n for n, other in marks[at + 1 : at + 3] if other == ">"), 0)
        message = "a merge conflict is still in this file" + (f", to line {end}" if end else "")
        hint = "keep what both sides wrote, each below its own `##` line; delete the marker lines"
        yield error("FILE-05", source.whole(number), message, hint)


def _reordering(source: Source) -> Iterator[Problem]:
    place, code, more = _first_of(source, REORDERING)
    hint = f"delete it: right-to-left text needs no mark{more}"
    message = f"an invisible mark ({code}) reorders text; it is left out"
    yield warning("FILE-06", place, message, hint)


def _first_of(source: Source, pattern: re.Pattern[str]) -> tuple[Location, str, str]:
    """The place and code of the first such character, and the lines of some more."""
    found = [(n, match) for n, line in _numbered(source) if (match := pattern.search(line))]
    number, first = found[0]
    others = [f"line {n}" for n, _ in found[1:4]] + ["…"] * (len(found) > 4)
    more = f"\nthere are more: {', '.join(others)}" if others else ""
    return source.at(number, first.start() + 1), f"U+{ord(first.group()):04X}", more


def _numbered(source: Source) -> Iterator[tuple[int, str]]:
    return enumerate(source.lines, 1)


def _not_utf8(data: bytes, offset: int, file: str) -> Problem:
    before = data[:offset]
    line = before.count(b"\n") + 1
    start = before.rpartition(b"\n")[2].decode("utf-8", "replace")
    rest = data[offset : offset + 200].partition(b"\n")[0].decode("utf-8", "replace")
    what = (
        "UTF-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "another encoding, such as Latin-1"
    )
    return error(
        "FILE-03",
        Location(file, line, len(start) + 1, 1, "" if what == "UTF-16" else start + rest),
        f"is not UTF-8: byte {offset} (0x{data[offset]:02x}) does not belong there",
        f"it looks like {what}; save the file as UTF-8",
    )
