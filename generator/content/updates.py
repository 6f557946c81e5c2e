"""A section becomes an Update: its heading, its block of fields, its text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Generic, TypeVar

from generator.content.fields import Problems, parse_word
from generator.content.sections import Line, Section
from generator.content.source import Source
from generator.content.times import format_time, parse_time, parse_when
from generator.errors import Location, Problem, did_you_mean, error, nearest, warning
from generator.model.component import ComponentStatus
from generator.model.update import Impact, Nothing, Update

StatusT = TypeVar("StatusT", bound=StrEnum)

#: fields that may stand under any heading
COMMON_FIELDS = ("next update", "workaround", "eta", "notify", "edited")
#: fields of incidents only
INCIDENT_FIELDS = ("impact", "reopened")

_FIELD = re.compile(r"([A-Za-z][\w -]{0,39}):(?:\s+(.*)|)$")
_HEADING = re.compile(r"(?P<status>[^—–|·-]+?)\s*(?:—|–|-+|\||·)\s*(?P<time>\S.*)$")
_RUN_TOGETHER = re.compile(r"(?P<status>[A-Za-z ]+?):?\s*(?P<time>\d{4}-\d{2}-\d{2}.*)$")
_SAME = "update"


@dataclass(frozen=True, slots=True)
class Grammar(Generic[StatusT]):
    """What the updates of one kind of file may say."""

    statuses: type[StatusT]
    fields: tuple[str, ...]
    #: the ids of components; None where site.yml could not be read, so that any may be one
    components: frozenset[str] | None


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    value: str
    location: Location


def parse_update(
    source: Source, section: Section, grammar: Grammar[StatusT], problems: Problems
) -> Update[StatusT] | None:
    """The update of one section; None after recording why there is none."""
    heading = _parse_heading(source, section, grammar, problems)
    block, rest = _field_block(source, section.lines, grammar, problems)
    if heading is None:
        return None
    status, at = heading
    values = _Values(at, grammar, problems)
    for field in block:
        values.take(field)
    return Update(
        at=at,
        status=status,
        text=_text(rest),
        location=source.whole(section.number),
        **values.taken,
    )


def _parse_heading(
    source: Source, section: Section, grammar: Grammar[StatusT], problems: Problems
) -> tuple[StatusT | None, datetime] | None:
    place = source.whole(section.number)
    found = _HEADING.match(section.title)
    if not found or not _is_status_like(found["status"], grammar):
        problems.append(_not_an_update(place, section.title, grammar))
        return None
    try:
        at = parse_time(found["time"])
    except ValueError as wrong:
        problems.append(error("UPD-04", place, str(wrong)))
        return None
    if found["status"].casefold() == _SAME:
        return None, at
    status = parse_word(found["status"], grammar.statuses, place, problems)
    return None if status is None else (status, at)


def _is_status_like(words: str, grammar: Grammar[StatusT]) -> bool:
    return nearest(words, [*grammar.statuses, *_OTHER_WORDS, _SAME]) is not None


#: words of the other kind of file, so that a mix-up is named as such
_OTHER_WORDS = (
    "investigating", "identified", "monitoring", "resolved", "postmortem",
    "scheduled", "in_progress", "verifying", "completed", "cancelled",
)  # fmt: skip


def _not_an_update(place: Location, title: str, grammar: Grammar[StatusT]) -> Problem:
    words = ", ".join(word.value.replace("_", " ").capitalize() for word in grammar.statuses)
    together = _RUN_TOGETHER.match(title)
    if together and _is_status_like(together["status"], grammar):
        hint = f"write: ## {together['status'].strip()} — {together['time']}"
        return error("UPD-02", place, "a dash is missing between status and time", hint)
    if _is_status_like(title, grammar):
        hint = f"write: ## {title} — 2026-11-20 12:15 UTC"
        return error("UPD-04", place, "this update has no time", hint)
    hint = f"inside an update write: ### {title}\nan update is: ## <{words} or Update> — <time>"
    return error("UPD-02", place, "`##` opens an update, and this is none", hint)


def _field_block(
    source: Source, lines: Sequence[Line], grammar: Grammar[StatusT], problems: Problems
) -> tuple[list[_Field], Sequence[Line]]:
    """The fields, and the lines after them."""
    if lines and not lines[0].text.strip():
        return _formatted_block(source, lines, grammar, problems)
    block: list[_Field] = []
    for index, line in enumerate(lines):
        field = _as_field(source, line, grammar)
        if field is None:
            return block, lines[index:]
        if _is_known(field.key, grammar):
            block.append(field)
        else:
            problems.append(_unknown_field(field, grammar))
    return block, ()


def _formatted_block(
    source: Source, lines: Sequence[Line], grammar: Grammar[StatusT], problems: Problems
) -> tuple[list[_Field], Sequence[Line]]:
    """The block after the one blank line that a formatter puts under a heading."""
    end = next((n for n, line in enumerate(lines[1:], 1) if not line.text.strip()), len(lines))
    fields = [_as_field(source, line, grammar) for line in lines[1:end]]
    known = [field for field in fields if field and _is_known(field.key, grammar)]
    if fields and len(known) == len(fields):
        return known, lines[end:]
    if known and known[0] is fields[0]:
        odd = next(
            line for line, field in zip(lines[1:end], fields, strict=True) if field not in known
        )
        message = f"'{known[0].key}:' is read as text, because the line below it is no field"
        if odd.number != known[0].location.line + 1:
            message = f"'{known[0].key}:' is read as text, because line {odd.number} is no field"
        hint = "put fields right under the heading, and a blank line before the text"
        problems.append(warning("UPD-07", known[0].location, message, hint))
    return [], lines


def _as_field(source: Source, line: Line, grammar: Grammar[StatusT]) -> _Field | None:
    found = None if line.code else _FIELD.match(line.text.rstrip())
    if not found and not line.code:
        found = _component_field(line.text.rstrip(), grammar)
    if not found:
        return None
    key, value = found[1], (found[2] or "").strip()
    return _Field(key, value, source.at(line.number, 1, len(line.text.rstrip())))


def _component_field(text: str, grammar: Grammar[StatusT]) -> re.Match[str] | None:
    """A component whose id begins with a digit, which the general form of a field leaves out."""
    found = re.match(r"([a-z0-9][a-z0-9-]*):(?:\s+(.*)|)$", text)
    return found if found and found[1] in (grammar.components or ()) else None


def _is_known(key: str, grammar: Grammar[StatusT]) -> bool:
    folded = key.casefold()
    return folded in grammar.fields or grammar.components is None or folded in grammar.components


def _unknown_field(field: _Field, grammar: Grammar[StatusT]) -> Problem:
    known = [*grammar.fields, *sorted(grammar.components or ())]
    if field.value.casefold().replace(" ", "_") in list(ComponentStatus):
        message = f"no component '{field.key}' in site.yml"
        return error("CON-01", field.location, message, did_you_mean(field.key, known))
    text = f"if it is text, put a blank line above it: {field.key}: …"
    hint = "\n".join(filter(None, [did_you_mean(field.key, known), text]))
    return error("UPD-05", field.location, f"'{field.key}' is not a field of an update", hint)


def _text(lines: Sequence[Line]) -> str:
    return "\n".join(line.text.rstrip(" \t") if line.code else line.text for line in lines).strip(
        "\n"
    )


class _Values(Generic[StatusT]):
    """The values of an update's fields, as keyword arguments of Update."""

    def __init__(self, at: datetime, grammar: Grammar[StatusT], problems: Problems) -> None:
        self.at, self.grammar, self.problems = at, grammar, problems
        self.taken: dict[str, Any] = {}
        self.seen: dict[str, int] = {}

    def take(self, field: _Field) -> None:
        key = field.key.casefold()
        if key in self.seen:
            message = f"'{field.key}:' is here twice; it is also on line {self.seen[key]}"
            self.problems.append(error("UPD-06", field.location, message, "keep one of the two"))
            return
        self.seen[key] = field.location.line
        if not field.value:
            self.problems.append(error("KEY-03", field.location, f"'{field.key}:' has no value"))
        elif key in self.grammar.fields:
            self._take_named(key, field)
        else:
            status = parse_word(field.value, ComponentStatus, field.location, self.problems)
            if status:
                self.taken["components"] = (*self.taken.get("components", ()), (key, status))

    def _take_named(self, key: str, field: _Field) -> None:
        if key == "workaround":
            none = field.value.casefold() == "none"
            self.taken["workaround"] = Nothing.NONE if none else field.value
        elif key == "eta" and field.value.casefold() == "none":
            self.taken["eta"] = Nothing.NONE
        elif key in ("next update", "eta"):
            self.taken[key.replace(" ", "_")] = self._when(field)
        elif key in ("notify", "reopened"):
            self.taken[key] = self._yes_no(field)
        elif key == "impact":
            self.taken["impact"] = parse_word(field.value, Impact, field.location, self.problems)
        elif key == "edited":
            self.taken["edited"] = self._time(field)

    def _when(self, field: _Field) -> datetime | None:
        try:
            when = parse_when(field.value, self.at)
        except ValueError as wrong:
            self.problems.append(error("KEY-06", field.location, str(wrong)))
            return None
        if when <= self.at:
            message = f"'{field.key}' is {format_time(when)}, not after the update itself"
            self.problems.append(error("KEY-06", field.location, message))
        return when

    def _time(self, field: _Field) -> datetime | None:
        try:
            return parse_time(field.value)
        except ValueError as wrong:
            self.problems.append(error("KEY-05", field.location, str(wrong)))
            return None

    def _yes_no(self, field: _Field) -> bool:
        if field.value.casefold() not in ("yes", "no"):
            message = f"'{field.value}' is neither yes nor no"
            self.problems.append(error("KEY-04", field.location, message))
        return field.value.casefold() == "yes"
