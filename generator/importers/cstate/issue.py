"""A file of content/issues becomes an Issue: what it says, with every slip mended and noted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from generator.errors import nearest
from generator.importers.cstate.data import NoData, texts
from generator.importers.cstate.front_matter import Document, read_document
from generator.importers.cstate.times import ReadTime, day_in_name, read_time
from generator.importers.report import Notes, changed, problem
from generator.importers.text.clean import clean_line

_YES = ("true", "yes", "on")
_NO = ("false", "no", "off")
_KEYS = frozenset(
    {"title", "date", "resolved", "resolvedwhen", "severity", "affected", "section"}
    | {"informational", "draft"}
)

#: a line of the file and what is said of it
Say = Callable[[int, str], None]


class Severity(StrEnum):
    DOWN = "down"
    DISRUPTED = "disrupted"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    #: its file below content/, such as `issues/2026-01-02-api.md`
    file: str
    title: str
    at: datetime
    is_resolved: bool
    #: None: not told, or not to be read
    ended: datetime | None = None
    #: `resolvedWhen` as typed, where it could not be used
    odd_end: str = ""
    #: None: a word that means nothing to cState
    severity: Severity | None
    affected: tuple[str, ...] = ()
    #: a post without a status
    is_informational: bool = False
    body: str = ""
    body_line: int = 1


def stem_of(file: str) -> str:
    """What cState's address of an issue ends in: the file's name, or its folder's."""
    path = PurePosixPath(file)
    return path.parent.name if path.stem == "index" else path.stem


def read_issue(raw: str, file: str, notes: Notes) -> Issue | None:
    """The issue in `raw`; None, with a note, where it is left out."""
    try:
        document = read_document(raw)
    except NoData as wrong:
        notes.append(problem(f"left out: {wrong}", f"{file}:{wrong.line}"))
        return None

    def say(line: int, words: str) -> None:
        notes.append(changed(words, f"{file}:{line}"))

    for line, words in document.remarks:
        say(line, words)
    front = document.front
    if front.text("draft").casefold() in _YES:
        notes.append(problem("left out: a draft", f"{file}:{front.line('draft')}"))
        return None
    at = _date(document, file, say)
    if at is None:
        words = "left out: its `date` cannot be read"
        place = f"{file}:{front.line('date')}: {front.text('date') or 'none'}"
        notes.append(problem(words, place))
        return None
    ended, odd_end = _end(document, at, file, notes)
    for key in sorted(front.values.keys() - _KEYS):
        say(front.line(key), f"`{key}` is not carried over")
    if front.text("section") != "issue":
        say(front.line("section"), "`section` is not `issue`, so that cState did not list it")
    return Issue(
        file=file,
        title=_title(document, file, say),
        at=at,
        ended=ended,
        odd_end=odd_end,
        is_resolved=_is_resolved(document, file, notes),
        severity=_severity(document, file, notes),
        affected=tuple(dict.fromkeys(map(clean_line, texts(front.values.get("affected"))))),
        is_informational=front.text("informational").casefold() in _YES,
        body=document.body,
        body_line=document.body_line,
    )


def _title(document: Document, file: str, say: Say) -> str:
    if title := clean_line(document.front.text("title")):
        return title
    say(document.front.line("title"), "without a title: the file's name is taken")
    return clean_line(stem_of(file)) or "Issue"


def _time(document: Document, key: str, say: Say) -> ReadTime | None:
    read = read_time(document.front.text(key))
    if read and read.remark:
        say(document.front.line(key), f"`{key}`: {read.remark}")
    return read


def _date(document: Document, file: str, say: Say) -> datetime | None:
    """`date`; where it cannot be read, the day in the file's name."""
    if read := _time(document, "date", say):
        return read.at
    day = day_in_name(stem_of(file))
    if day:
        typed = document.front.text("date") or "none"
        words = "`date` cannot be read: the day in the file's name is taken"
        say(document.front.line("date"), f"{words} ({typed})")
    return day


def _end(document: Document, at: datetime, file: str, notes: Notes) -> tuple[datetime | None, str]:
    """`resolvedWhen`; what cannot be used is kept as it is typed."""
    front, key = document.front, "resolvedwhen"
    typed = clean_line(front.text(key))
    if not typed:
        return None, ""
    place = f"{file}:{front.line(key)}: {typed}"
    read = read_time(typed)
    if read is None:
        words = "`resolvedWhen` cannot be read: it is kept under `internal:`"
        notes.append(problem(words, place))
        return None, typed
    if read.at < at:
        words = "`resolvedWhen` is before `date`: the end is unknown, and it is kept"
        notes.append(problem(f"{words} under `internal:`", place))
        return None, typed
    if read.remark:
        notes.append(changed(f"`resolvedWhen`: {read.remark}", place))
    return read.at, ""


def _is_resolved(document: Document, file: str, notes: Notes) -> bool:
    """`resolved`; where it says neither yes nor no, whether there is an end."""
    front = document.front
    word = front.text("resolved").casefold()
    if word in (*_YES, *_NO) or front.text("informational").casefold() in _YES:
        return word in _YES
    has_end = bool(front.text("resolvedwhen"))
    words = "`resolved` says neither true nor false: "
    words += "resolved, because there is a `resolvedWhen`" if has_end else "it is still open"
    notes.append(problem(words, f"{file}:{front.line('resolved')}"))
    return has_end


def _severity(document: Document, file: str, notes: Notes) -> Severity | None:
    front = document.front
    word = front.text("severity").casefold()
    if word in list(Severity):
        return Severity(word)
    if front.text("informational").casefold() in _YES:
        return None
    place = f"{file}:{front.line('severity')}: {word or 'none'}"
    meant = nearest(word, list(Severity)) if word else None
    if meant:
        notes.append(changed(f"a misspelt `severity` is read as `{meant}`", place))
        return Severity(meant)
    words = "a `severity` that is none of down, disrupted and notice: impact minor"
    notes.append(problem(words, place))
    return None
