"""A section becomes an Update: its heading, its block of fields, its text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from generator.content.colons import without_colon
from generator.content.fields import Problems
from generator.content.headings import looks_like_update, parse_heading
from generator.content.sections import Line, Section
from generator.content.source import Source
from generator.content.update_fields import FieldValues, UpdateField, is_field_value
from generator.content.words import component_hint, find_word
from generator.errors import MOST_OF_A_FILE, Problem, did_you_mean, error, warning
from generator.model.component import ComponentStatus
from generator.model.update import Update

StatusT = TypeVar("StatusT", bound=StrEnum)

#: fields that may stand under any heading
COMMON_FIELDS = ("next update", "workaround", "eta", "notify", "edited")
#: fields of incidents only
INCIDENT_FIELDS = ("impact", "reopened")
#: fields that, read as text, would be missed
PROMISES = ("next update", "eta", "notify", "edited", "reopened")
MAX_TEXT = 64 * 1024

_FIELD = re.compile(r"([A-Za-z][\w -]{0,39}):(?:\s+(.*)|)")
_LOST_FIELD = re.compile(
    rf"[ \t*_-]*+({'|'.join(PROMISES)})[*_]*+(?::|(?=[ \t]))[*_ \t]*+(\S.*)", re.IGNORECASE
)
#: headings that sections.py has told of
_TOLD = re.compile(r" {0,3}(?:#[ \t]|##[^# \t])")
#: the end of a day: a pattern that begins with one character is found fast
_DAY = re.compile("-[0-9][0-9]-[0-9][0-9]")


@dataclass(frozen=True, slots=True)
class Grammar(Generic[StatusT]):
    """What the updates of one kind of file may say."""

    statuses: type[StatusT]
    fields: tuple[str, ...]
    #: the ids of components; None where site.yml could not be read, so that any may be one
    components: frozenset[str] | None


def parse_update(
    source: Source, section: Section, grammar: Grammar[StatusT], problems: Problems
) -> Update[StatusT] | None:
    """The update of one section; None after recording why there is none."""
    heading = parse_heading(source, section.number, section.title, grammar.statuses, problems)
    block, rest, warned = _field_block(source, section.lines, grammar, problems)
    told = {warned, *_tell_of_colons(source, rest, grammar, block, problems)}
    if heading is None:
        return None
    values = FieldValues(heading.at, grammar.fields, problems)
    for field in block:
        values.take(field)
    shown = _shown(rest)
    text = "\n".join(line.text.rstrip(" \t") if line.code else line.text for line in shown)
    if len(text) > MAX_TEXT:
        message = f"{len(text):,} characters are too many for one update; at most {MAX_TEXT:,}"
        hint = "move logs elsewhere and link to them"
        problems.append(error("UPD-14", source.whole(section.number), message, hint))
    elif _is_suspect(text):
        is_review = heading.status is not None and heading.status.value == "postmortem"
        lost = (line for line in rest if line.number not in told and not line.code)
        problems.extend(_lost_in_text(source, lost, is_review=is_review))
    return Update(
        at=heading.at,
        status=heading.status,
        text=text,
        location=source.whole(section.number),
        lines=tuple(line.number for line in shown),
        **values.taken,
    )


def _is_suspect(text: str) -> bool:
    """Whether a text needs a closer look for what was not meant as text."""
    folded = text.lower()
    return any(key in folded for key in PROMISES) or _DAY.search(text) is not None


def _lost_in_text(source: Source, lines: Iterator[Line], *, is_review: bool) -> Iterator[Problem]:
    """Lines of text that were probably meant as an update, or as a field of this one."""
    for line in lines:
        told_already = is_review or _TOLD.match(line.text)
        update = "" if told_already else looks_like_update(line.text)
        if update:
            message = "this looks like an update's heading, and is read as text"
            place = source.whole(line.number)
            report = error if line.text.lstrip().startswith("#") else warning
            yield report("UPD-03", place, message, f"if it opens an update, write: {update}")
        found = _LOST_FIELD.fullmatch(line.text.replace("\u00a0", " "))
        if found and is_field_value(found[1].lower(), found[2].strip("*_ ")):
            key, value = found[1].lower(), found[2].strip("*_ ")
            message = f"'{key}' is read as text here, and customers will see it"
            hint = f"write right under the heading: {key}: {value}"
            yield warning("UPD-07", source.whole(line.number), message, hint)


_Block = tuple[list[UpdateField], Sequence[Line], int]


def _field_block(
    source: Source, lines: Sequence[Line], grammar: Grammar[StatusT], problems: Problems
) -> _Block:
    """The fields, the lines after them, and the number of a line that was warned of."""
    if lines and not lines[0].text.strip():
        return _formatted_block(source, lines, grammar, problems)
    block: list[UpdateField] = []
    for index, line in enumerate(lines):
        field = _as_field(source, line, grammar)
        if field is None:
            return block, lines[index:], _second_block(source, lines[index:], grammar, problems)
        if _is_known(field.key, grammar):
            block.append(field)
        elif len(problems) <= MOST_OF_A_FILE:
            problems.append(_unknown_field(field, grammar))
    return block, (), 0


def _tell_of_colons(
    source: Source,
    lines: Sequence[Line],
    grammar: Grammar[StatusT],
    block: list[UpdateField],
    problems: Problems,
) -> set[int]:
    """Warn of lines below the block that lack only their colon; gives their numbers."""
    if not lines or len(problems) > MOST_OF_A_FILE or (block and not lines[0].text.strip()):
        return set()

    def is_field(line: Line) -> bool:
        field = _as_field(source, line, grammar)
        return field is not None and _is_known(field.key, grammar)

    taken = {field.key.casefold() for field in block}
    keys = [key for key in grammar.fields if key not in taken]
    components = grammar.components or ()
    found = tuple(without_colon(source, lines, keys, components, is_field=is_field))
    problems.extend(found)
    return {problem.location.line for problem in found}


def _second_block(
    source: Source, lines: Sequence[Line], grammar: Grammar[StatusT], problems: Problems
) -> int:
    """Warn of a paragraph of fields below the block; gives its first line, 0 where none is."""
    if lines[0].text.strip():
        return 0
    fields, _, warned = _formatted_block(source, lines, grammar, problems)
    wrong: Problems = []
    values = FieldValues(datetime(2000, 1, 1, tzinfo=UTC), grammar.fields, wrong)
    for field in fields:
        values.take(field)
    if not fields or wrong:  # "Impact: some customers see errors" is text
        return warned
    message = f"'{fields[0].key}' is read as text: a blank line parts it from the fields above"
    problems.append(warning("UPD-07", fields[0].location, message, "delete the blank line"))
    return fields[0].location.line


def _formatted_block(
    source: Source, lines: Sequence[Line], grammar: Grammar[StatusT], problems: Problems
) -> _Block:
    """The block after the one blank line that a formatter puts under a heading."""
    end = next((n for n, line in enumerate(lines[1:], 1) if not line.text.strip()), len(lines))
    fields = [_as_field(source, line, grammar) for line in lines[1:end]]
    known = [field for field in fields if field and _is_known(field.key, grammar)]
    if fields and len(known) == len(fields):
        return known, lines[end:], 0
    if not known or known[0] is not fields[0]:
        return [], lines, 0
    number, odd = next(
        (line.number, field)
        for line, field in zip(lines[1:end], fields, strict=True)
        if field is None or field not in known
    )
    message = f"'{known[0].key}' is read as text, because line {number} is no field"
    near = did_you_mean(odd.key, _known(grammar)) if odd else ""
    hint = "put fields right under the heading, and a blank line before the text"
    place = known[0].location
    problems.append(
        warning("UPD-07", place, message, f"in line {number}, {near}" if near else hint)
    )
    return [], lines, place.line


def _as_field(source: Source, line: Line, grammar: Grammar[StatusT]) -> UpdateField | None:
    text = line.text.rstrip()
    found = None if line.code else _FIELD.fullmatch(text) or _component_field(text, grammar)
    if not found:
        return None
    key, value = found[1], (found[2] or "").strip()
    start = found.start(2) if value else 0
    at = source.lines[line.number - 1].find(value, start)
    place = source.at(line.number, 1, len(text))
    exact = source.at(line.number, at + 1, len(value)) if value and at >= 0 else place
    return UpdateField(key, value, place, exact)


def _component_field(text: str, grammar: Grammar[StatusT]) -> re.Match[str] | None:
    """A component whose id begins with a digit or is long: the usual form leaves it out."""
    found = re.fullmatch(r"([a-z0-9][a-z0-9-]*):(?:\s+(.*)|)", text)
    if found and grammar.components is None:  # any may be one, if it has a status
        return found if find_word(found[2] or "", ComponentStatus) else None
    return found if found and found[1] in (grammar.components or ()) else None


def _known(grammar: Grammar[StatusT]) -> list[str]:
    return [*grammar.fields, *sorted(grammar.components or ())]


def _is_known(key: str, grammar: Grammar[StatusT]) -> bool:
    folded = key.casefold()
    return folded in grammar.fields or grammar.components is None or folded in grammar.components


def _unknown_field(field: UpdateField, grammar: Grammar[StatusT]) -> Problem:
    near = did_you_mean(field.key, _known(grammar))
    if field.value.casefold().replace(" ", "_") in list(ComponentStatus):
        hint = near or component_hint(field.key, grammar.components or ())
        return error("CON-01", field.location, f"no component '{field.key}' in site.yml", hint)
    message = f"'{field.key}' is not a field of an update"
    if field.key.casefold() in INCIDENT_FIELDS:
        hint = "only an incident's updates have it"
    elif field.key.casefold() == "status":
        hint = "the heading says the status: ## Resolved — <time>"
    elif field.key.casefold() == "components" and not field.value:
        hint = "write a line for each component, without spaces before it: api: major_outage"
    else:
        # "Note: uploads fail." is text, however near its first word is to `notify`
        is_text = field.key[0].isupper() and f"'{field.key[:4].lower()}" not in near
        text = f"if it is text, put a blank line above it: {field.key}: …"
        hint = text if is_text else f"{near}\n{text}"
    return error("UPD-05", field.location, message, hint)


def _shown(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without the blank ones around them."""
    said = [n for n, line in enumerate(lines) if line.text.strip()]
    return lines[said[0] : said[-1] + 1] if said else ()
