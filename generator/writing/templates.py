"""A template and values become a text; what is still missing is named, in the order of the text."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from generator.content.template_text import FIELD
from generator.model.site import Settings
from generator.model.template import FIELDS_BY_NAME, Template, TemplateField
from generator.render.words import listed, when
from generator.writing.plain import plain_duration

_PARAGRAPH_END = re.compile(r"\n(?:[ \t]*\n)+")
#: what Markdown would obey inside a line; `_` between letters is only an underscore
_MARKS = re.compile(
    r"(?P<comment><(?=!--))|(?P<entity>&(?=#?\w+;))|[\\`*\[\]<~|]|_(?![^\W_])|(?<![^\W_])_"
)
#: what may stand before its beginning: a list, a task, a quote
_BEFORE = re.compile(r"(?:[ \t>]|[*+-][ \t]|[0-9]{1,9}[.)][ \t]|\[[ xX]\][ \t])*")
#: and what it would obey at the beginning of one
_BEGINNING = re.compile(r"(?P<mark>[#>+=:-])|(?P<number>[0-9]{1,9})(?P<after>[.)])")
_ENDS = (".", "!", "?", "…", "。", "؟", "।")

Values = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a command knows of the event that it writes; all times are aware and in UTC."""

    #: the ids of what it is about
    components: tuple[str, ...] = ()
    title: str = ""
    start: datetime | None = None
    end: datetime | None = None
    noticed: datetime | None = None
    #: when customers heard of it first
    told: datetime | None = None
    #: the end to which planned work is being moved
    new_end: datetime | None = None
    next_update: datetime | None = None
    eta: datetime | None = None
    workaround: str = ""


def in_order_of_need(templates: Iterable[Template]) -> tuple[Template, ...]:
    """As they are looked for: by status as an event goes on, the usual before the special, by name.

    What leaves the status as it was comes before a fix is watched, and before work is verified.
    """

    def need(template: Template) -> tuple[float, bool, str]:
        statuses = [status.value for status in template.kind.statuses]
        # between the second and the third, which of both kinds are the ones named above
        place = statuses.index(template.status.value) if template.status else 1.5
        return place, template.incident_class is not None, template.name

    return tuple(sorted(templates, key=need))


def fill(template: Template, values: Values) -> str:
    """The text with every field replaced by its value, as plain text.

    A paragraph whose optional field has no value is left out. Values are put in once: what they
    hold is never read as a field or as Markdown. Raises LookupError where a required one is not
    there.
    """
    if needed := missing(template, values):
        raise LookupError(needed[0].name)
    return "\n\n".join(_filled(paragraph, values) for paragraph in _kept(template, values))


def missing(template: Template, values: Values) -> tuple[TemplateField, ...]:
    """The required fields without a value, in the order of the text."""
    names = [name for paragraph in _kept(template, values) for name in _names(paragraph)]
    fields = (FIELDS_BY_NAME[name] for name in dict.fromkeys(names))
    return tuple(each for each in fields if not values.get(each.name) and not each.is_optional)


def questions(template: Template, values: Values) -> tuple[TemplateField, ...]:
    """What somebody at a terminal is to be asked: what is missing, and what may be said.

    An optional field that is in `values`, though empty, was asked about and is not again.
    """
    needed = {each.name for each in missing(template, values)}
    fields = (FIELDS_BY_NAME[name] for name in dict.fromkeys(_names(template.text)))
    return tuple(
        each
        for each in fields
        if each.name in needed
        or (each.is_optional and not each.is_known and each.name not in values)
    )


def fields_of(template: Template) -> tuple[str, ...]:
    """The names of its fields, each once, in the order of the text."""
    return tuple(dict.fromkeys(_names(template.text)))


def preview(template: Template, name: str, values: Values) -> str:
    """The paragraph in which a field stands first, with what is known so far filled in."""
    paragraphs = _PARAGRAPH_END.split(template.text)
    paragraph = next((each for each in paragraphs if name in _names(each)), "")
    return _filled(paragraph, {key: value for key, value in values.items() if value})


def known_values(facts: Facts, settings: Settings) -> dict[str, str]:
    """What the fields say by themselves, in the words of the event's page; nothing unknown."""
    zone, names = settings.timezone, {each.id: each.name for each in settings.components}
    start, end = facts.start, facts.end
    moments = {
        "start": start,
        "end": end,
        "new_end": facts.new_end,
        "noticed": facts.noticed,
        "told": facts.told,
        "next_update": facts.next_update,
        "eta": facts.eta,
    }
    values = {
        "component": listed([names.get(each, each) for each in facts.components]),
        "title": facts.title,
        "contact": settings.contact,
        "duration": plain_duration(start, end) if start and end and end > start else "",
        "workaround": facts.workaround,
        **{name: when(moment, zone).text if moment else "" for name, moment in moments.items()},
    }
    return {name: value for name, value in values.items() if value}


def _kept(template: Template, values: Values) -> Iterator[str]:
    """The paragraphs that no empty optional field takes away."""
    for paragraph in _PARAGRAPH_END.split(template.text):
        optional = (name for name in _names(paragraph) if FIELDS_BY_NAME[name].is_optional)
        if all(values.get(name) for name in optional):
            yield paragraph


def _names(text: str) -> list[str]:
    return [name for name in FIELD.findall(text) if name in FIELDS_BY_NAME]


def _filled(paragraph: str, values: Values) -> str:
    """In one pass, so that no value is looked at again; a field without a value stays."""

    def replacement(found: re.Match[str]) -> str:
        name = found[1]
        if name not in values or name not in FIELDS_BY_NAME:
            return found[0]
        after = paragraph[found.end() : found.end() + 1]
        before = paragraph[: found.start()].rpartition("\n")[2]
        value = _punctuated(" ".join(values[name].split()), FIELDS_BY_NAME[name], after)
        shown = as_plain(value)
        return _kept_in_line(shown, after) if _BEFORE.fullmatch(before) else shown

    return FIELD.sub(replacement, paragraph)


def _punctuated(value: str, field: TemplateField, after: str) -> str:
    """A sentence ends with a mark; no mark stands twice where the template has one."""
    if after and after in ".,;:!?":
        return value.rstrip(".")
    return value if not field.is_sentence or value.endswith(_ENDS) else f"{value}."


def as_plain(value: str) -> str:
    """A line as Markdown that shows it as it is, within a line."""
    return _MARKS.sub(_escaped, value)


def _kept_in_line(shown: str, after: str) -> str:
    """The same at the beginning of a line, where more would be obeyed; `after` comes behind it."""
    found = _BEGINNING.match(shown + after)
    if not found:
        return shown
    number = found["number"] or ""
    return f"{number}\\{shown[len(number) :]}"


def _escaped(found: re.Match[str]) -> str:
    # a comment's first mark is seen even behind a backslash, where files are read
    return "&lt;" if found["comment"] else f"\\{found[0]}"
