"""Lines in the place of fields that lack only their colon: read as text, a promise would be lost.

Prose begins with the same words ("Impact on customers is small."), so a line counts only where what
follows the name would do as the value of that field.
"""

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.content.meant import meant_time, meant_when
from generator.content.sections import Line
from generator.content.source import Source
from generator.content.words import find_word
from generator.errors import Problem, warning
from generator.model.component import ComponentStatus
from generator.model.update import Impact

LONGEST = 200
#: so many lines are looked at: nobody writes more fields in one update
MOST_LINES = 20

#: what stands for the colon, and the value; a `-` with no space around it belongs to a word
_AFTER = re.compile(
    r"(?P<mark>[ \t]*[:;=|>\uff1a]+[ \t]*|[ \t]+(?:-+>?|–|—|→)[ \t]*|-+[ \t]+|[ \t]+)"
    r"(?P<value>\S.*)"
)
_COMPONENT = re.compile(r"[a-z0-9][a-z0-9-]*[a-z0-9]|[a-z0-9]", re.IGNORECASE)
_YES_NO = ("yes", "no", "true", "false")
#: "Workaround is …" and "workaround available" are sentences
_SENTENCE = re.compile(
    r"(?:is|was|are|were|has|have|had|will|would|can|may|to|for|in|on|at|by|of|and|or|not|with|from|"
    r"available|exists?|found|known|instructions?|steps?|details?|below|\w+(?:ed|ing))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class _Meant:
    key: str
    hint: str


def without_colon(
    source: Source,
    lines: Sequence[Line],
    fields: Collection[str],
    components: Collection[str],
    *,
    is_field: Callable[[Line], bool],
) -> Iterator[Problem]:
    """A warning for each line at the top of `lines` that was meant as a field.

    `lines` are those after the last field; `is_field` knows those that are fields as they stand.
    """
    lines = lines[:MOST_LINES]
    first = 1 if lines and not lines[0].text.strip() else 0
    end = next((n for n, line in enumerate(lines) if n >= first and not line.text.strip()), None)
    run: list[tuple[Line, _Meant | None]] = []
    paragraph = lines[first:end]
    for line in paragraph:
        ready = is_field(line)
        meant = None if ready or line.code else _meant(line.text, fields, components)
        if not meant and not ready:
            break
        run.append((line, meant))
    # below a blank line, fields are read as such only where the whole paragraph is of them
    is_last = len(run) == len(paragraph) and sum(meant is not None for _, meant in run) == 1
    write = "write" if not first or is_last else "write right under the heading"
    for line, meant in run:
        if meant:
            message, is_indented = _what_is_wrong(line.text, meant.key)
            how = "write it at the beginning of the line" if is_indented else write
            hint = meant.hint.replace("write", how, 1)
            yield warning("UPD-07", source.whole(line.number), message, hint)


def _meant(text: str, fields: Collection[str], components: Collection[str]) -> _Meant | None:
    """What a line would be with its colon; None where it is prose."""
    words = text.strip() if len(text) <= LONGEST else ""
    for key in fields:
        typed = words[: len(key)]
        is_named = typed.casefold().replace("_", " ").replace("-", " ") == key
        after = _AFTER.fullmatch(words[len(key) :]) if is_named else None
        if after:
            if value := _value(key, after):
                return _Meant(key, f"write: {key}: {value}")
            return _promise(key, after["value"], is_field=typed.islower())
    found = _COMPONENT.match(words)
    key = found[0].casefold() if found else ""
    after = _AFTER.fullmatch(words[len(key) :]) if key in components else None
    status = find_word(after["value"], ComponentStatus) if after else None
    return _Meant(key, f"write: {key}: {status.value}") if status else None


def _promise(key: str, value: str, *, is_field: bool) -> _Meant | None:
    """A promise of which only the zone is missing, or of nothing that could be kept."""
    if key not in ("next update", "eta"):
        return None
    if when := meant_when(f"{value.rstrip('.!')} UTC"):
        return _Meant(key, f"if it is UTC, write: {key}: {when}")
    hint = f"write a colon and a time, such as `{key}: 30m`"
    return _Meant(key, hint) if is_field and not _SENTENCE.match(value) else None


def _value(key: str, after: re.Match[str]) -> str:
    """What the field would hold; empty where the words are not its value."""
    value = after["value"].strip()
    bare = value.rstrip(".!")
    if key in ("next update", "eta"):
        return "none" if key == "eta" and bare.casefold() == "none" else meant_when(value)
    if key == "workaround":
        return "" if _SENTENCE.match(value) and not after["mark"].strip() else value
    if key == "impact":
        return bare if find_word(bare, Impact) else ""
    if key == "edited":
        return meant_time(bare)
    return bare if bare.casefold() in _YES_NO else ""


def _what_is_wrong(text: str, key: str) -> tuple[str, bool]:
    """The sentence, and whether the line is only indented."""
    after = text.strip()[len(key) :]
    is_indented = re.match(r":[ \t]", after) is not None
    message = f"a colon is missing after '{key}'"
    if is_indented:
        message = f"'{key}' does not stand at the beginning of the line"
    elif after.startswith(":"):
        message = f"a space is missing after '{key}:'"
    return f"{message}, so it is read as text, and customers will see it", is_indented
