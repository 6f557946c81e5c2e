"""The text of a template: where its fields stand, and what is wrong with them."""

import re
from collections.abc import Iterator

from generator.content.codespans import without_code_spans
from generator.content.fields import Problems
from generator.content.sections import Line, split_sections
from generator.content.source import Source
from generator.content.updates import COMMON_FIELDS, INCIDENT_FIELDS
from generator.errors import Problem, did_you_mean, error, has_errors
from generator.model.template import FIELDS_BY_NAME

#: `[name]`, but not the words of a link
FIELD = re.compile(r"(?<![\\\]])\[([a-z][a-z0-9_]+)\](?![(\[])")
#: what looks so; one letter is the box of a task that is done
_LIKE_A_FIELD = re.compile(r"(?<![\\\]])\[([A-Za-z][\w? -]{1,40})\](?![(\[])")
_UPDATE_FIELDS = "|".join((*COMMON_FIELDS, *INCIDENT_FIELDS))
_LINE_OF_FIELD = re.compile(rf"({_UPDATE_FIELDS}):(\s|$)", re.IGNORECASE)
#: opens one update, so that a template is read as what it will become
_HEADING = "## Update"


def text_of_template(source: Source, first: int, problems: Problems) -> str:
    """The text from line `first` on, as customers may read it; without white space around it."""
    above = first - 1
    lines = (*source.lines[: above - 1], _HEADING, *source.lines[above:])
    sections, found = split_sections(Source(source.file, lines), above)
    problems.extend(found)
    if has_errors(found):
        return ""
    for section in sections[1:]:
        place = source.whole(section.number)
        message = "a template is the text of one update, and `##` would open another"
        problems.append(error("TPL-02", place, message, "begin a heading inside it with `###`"))
    shown = sections[0].lines
    if len(sections) == 1:
        problems.extend(_no_text(source, above, shown))
    problems.extend(_lines_of_fields(source, shown))
    problems.extend(_unknown_fields(source, shown))
    return "\n".join(line.text.rstrip() for line in shown).strip()


def _no_text(source: Source, above: int, lines: tuple[Line, ...]) -> Iterator[Problem]:
    if not any(line.text.strip() for line in lines):
        message = "a template without text says nothing"
        hint = "write below this line what customers are to read"
        yield error("TPL-02", source.whole(above), message, hint)


def _lines_of_fields(source: Source, lines: tuple[Line, ...]) -> Iterator[Problem]:
    """`next update: 30m` above the text: it stands above an update, not in its template."""
    for line in lines:
        found = _LINE_OF_FIELD.match(line.text)
        if found:
            message = f"'{found[1].lower()}' is read as text here, and customers would see it"
            hint = "delete this line: who uses the template says it"
            yield error("TPL-02", source.whole(line.number), message, hint)
        elif line.text.strip():
            return


def _unknown_fields(source: Source, lines: tuple[Line, ...]) -> Iterator[Problem]:
    masked, offset = without_code_spans("\n".join(line.text for line in lines)), 0
    for line in lines:
        for found in _LIKE_A_FIELD.finditer(line.text):
            name = found[1]
            place = source.at(line.number, found.start() + 1, len(found[0]))
            in_code = line.code or masked[offset + found.start()] != "["
            if in_code and name in FIELDS_BY_NAME:
                message = f"'{found[0]}' stands in code, where nothing is filled in"
                yield error("TPL-01", place, message, "take it out of the code")
            elif not in_code and name not in FIELDS_BY_NAME:
                hint = did_you_mean(name.rstrip("?"), FIELDS_BY_NAME) or _NO_FIELD
                yield error("TPL-01", place, f"'{found[0]}' is not a field of templates", hint)
        offset += len(line.text) + 1


_NO_FIELD = (
    f"there are: {', '.join(FIELDS_BY_NAME)}\nwhere it is no field, write \\[ for the bracket"
)
