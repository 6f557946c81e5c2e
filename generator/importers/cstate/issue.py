"""A file of content/issues becomes an Issue: what it says, with every slip mended and noted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from pathlib import PurePosixPath

from generator.errors import nearest
from generator.importers.cstate.data import NoData, Table, texts
from generator.importers.cstate.front_matter import read_document
from generator.importers.cstate.times import day_in_name, read_time
from generator.importers.report import Notes, changed, problem
from generator.importers.text.clean import clean_line

_YES = ("true", "yes", "on")
_NO = ("false", "no", "off")
_KEYS = frozenset(
    {"title", "date", "resolved", "resolvedwhen", "severity", "affected", "section"}
    | {"informational", "draft", "published", "slug"}
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
    #: what its address ends in, where it says so
    slug: str = ""
    body: str = ""
    body_line: int = 1


def stem_of(file: str) -> str:
    """What cState's address of a file ends in: its name, or its folder's."""
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
    if key := _draft(front):
        notes.append(problem("left out: a draft", f"{file}:{front.line(key)}"))
        return None
    at = _date(front, file, say)
    if at is None:
        words = "left out: its `date` cannot be read"
        place = f"{file}:{front.line('date')}: {front.text('date') or 'none'}"
        notes.append(problem(words, place))
        return None
    ended, odd_end = _end(front, at, file, notes)
    for key in sorted(front.values.keys() - _KEYS):
        say(front.line(key), f"`{key}` is not carried over")
    if front.text("section") != "issue":
        say(front.line("section"), "`section` is not `issue`, so that cState did not list it")
    return Issue(
        file=file,
        title=_title(front, file, say),
        at=at,
        ended=ended,
        odd_end=odd_end,
        is_resolved=_is_resolved(front, file, notes),
        severity=_severity(front, file, notes),
        affected=tuple(dict.fromkeys(map(clean_line, texts(front.values.get("affected"))))),
        is_informational=front.text("informational").casefold() in _YES,
        slug=clean_line(front.text("slug")),
        body=document.body,
        body_line=document.body_line,
    )


def _draft(front: Table) -> str:
    """The key that keeps it from being shown; empty where none does."""
    if front.text("draft").casefold() in _YES:
        return "draft"
    return "published" if front.text("published").casefold() in _NO else ""


def _title(front: Table, file: str, say: Say) -> str:
    if title := clean_line(front.text("title")):
        return title
    say(front.line("title"), "without a title: the file's name is taken")
    return clean_line(stem_of(file)) or "Issue"


def _date(front: Table, file: str, say: Say) -> datetime | None:
    """`date`; where it cannot be read, the day in the file's name."""
    line, typed = front.line("date"), front.text("date")
    if read := read_time(typed):
        if read.remark:
            say(line, f"`date`: {read.remark}")
        return read.at
    if day := day_in_name(stem_of(file)):
        words = "`date` cannot be read: the day in the file's name is taken"
        say(line, f"{words} ({typed or 'none'})")
        return day
    return None


def _end(front: Table, at: datetime, file: str, notes: Notes) -> tuple[datetime | None, str]:
    """`resolvedWhen`; what cannot be used is kept as it is typed."""
    key = "resolvedwhen"
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
        words = "`resolvedWhen` is before `date`: it is kept under `internal:`"
        notes.append(problem(words, place))
        return None, typed
    if read.remark:
        notes.append(changed(f"`resolvedWhen`: {read.remark}", place))
    return read.at, ""


def _is_resolved(front: Table, file: str, notes: Notes) -> bool:
    """`resolved`; cState's home page counts as open only what says that it is not."""
    word = front.text("resolved").casefold()
    if word in (*_YES, *_NO) or front.text("informational").casefold() in _YES:
        return word in _YES
    words = "`resolved` says neither true nor false: it is over, as on cState's home page"
    notes.append(problem(words, f"{file}:{front.line('resolved')}"))
    return True


def _severity(front: Table, file: str, notes: Notes) -> Severity | None:
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
