"""What was typed behind a command becomes values of the model, or a sentence that says why not."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TypeVar

from generator.content.incidents import parse_incident
from generator.content.source import parse_source
from generator.content.times import format_time, parse_date, parse_duration, parse_when
from generator.content.words import component_hint, find_word, suggest
from generator.errors import Problem, UserError, has_errors
from generator.model.component import ComponentStatus, worst
from generator.model.site import Settings
from generator.model.update import ComponentChange, Impact, Nothing
from generator.writing.hush import told

#: how soon the next word is promised where nobody says
NEXT = "30m"
#: `--next 12:10 UTC` at 12:15 means tomorrow: more often than not it is a slip
_LONG = timedelta(hours=12)
_DAY = timedelta(days=1)
_FRAME = (
    "---\ntitle: x\nimpact: none\n---\n\n## Investigating — 2000-01-01 00:00 UTC\nnotify: no\n\n"
)
_IMPACTS = {
    ComponentStatus.DEGRADED_PERFORMANCE: Impact.MINOR,
    ComponentStatus.PARTIAL_OUTAGE: Impact.MAJOR,
    # `critical` is for a person to say: it is more than one component's status can tell
    ComponentStatus.MAJOR_OUTAGE: Impact.MAJOR,
}

EnumT = TypeVar("EnumT", bound=StrEnum)


def text_of(words: str) -> str:
    """Markdown as a file gives it back. Raises UserError where it would be more than text."""
    source, problems = parse_source((_FRAME + _utf8(words, "the text")).encode(), "TEXT")
    incident = None
    if source is not None:
        incident, found = parse_incident(source)
        problems = [*problems, *found]
    if incident is None:
        wrong = (_in_text(problem) for problem in problems if has_errors([problem]))
        raise UserError(f"the text cannot be read\n{told(wrong)}")
    if any(problem.code == "UPD-11" for problem in problems):
        raise UserError(
            "the text holds a comment (<!-- … -->), which nobody would read: leave it out"
        )
    if len(incident.updates) != 1:
        raise UserError("a line of the text opens an update of its own; begin it with `###`")
    return incident.updates[0].text


def required_text(words: str) -> str:
    """As `text_of`; raises UserError where there are no words in it."""
    text = text_of(words)
    if not text:
        raise UserError("TEXT is empty: say what customers see, and what you do about it")
    return text


def _in_text(problem: Problem) -> Problem:
    place, hint = problem.location, problem.hint
    if place.line <= _FRAME.count("\n"):  # it is of the whole text
        return replace(problem, location=replace(place, line=1, text=""))
    if (words := place.text.strip()).startswith("## "):  # here it cannot be meant as an update
        hint = f"a heading inside a text has three: #{words}"
    line = max(1, place.line - _FRAME.count("\n"))
    return replace(problem, location=replace(place, line=line), hint=hint)


def line_of(words: str, what: str) -> str:
    """One line without needless space. Raises UserError where nothing is left of it."""
    line = " ".join(_utf8(words, what).split())
    source, problems = parse_source(line.encode(), what)
    if source is None:
        raise UserError(f"{what}: {problems[0].message}")
    if not source.lines[0].strip():
        raise UserError(f"{what} is empty")
    return source.lines[0].strip()


def _utf8(words: str, what: str) -> str:
    try:
        words.encode()
    except UnicodeEncodeError:
        raise UserError(f"{what} is not UTF-8") from None
    return words


def changes_of(
    given: Iterable[str], settings: Settings, usual: ComponentStatus | None = None
) -> tuple[ComponentChange, ...]:
    """`api=major_outage`, by id or by name; `usual` where no status is given.

    Raises UserError with what was probably meant.
    """
    names = {component.name.casefold(): component.id for component in settings.components}
    names |= {component.id: component.id for component in settings.components}
    ids = [component.id for component in settings.components]
    changes: dict[str, ComponentStatus] = {}
    for each in given:
        name, _, status = (part.strip() for part in each.partition("="))
        if name.casefold() not in names:
            hint = component_hint(name, ids)
            raise UserError(f"--component {each}: no component '{name}' in site.yml; {hint}")
        component = names[name.casefold()]
        if not status and usual is None:
            raise UserError(f"--component {each}: write {component}=STATUS, {_one_of()}")
        if component in changes:
            raise UserError(f"--component {each}: '{component}' is here twice")
        changes[component] = word_of(status or str(usual), ComponentStatus, "--component")
    return tuple(changes.items())


def _one_of() -> str:
    return f"STATUS being one of: {', '.join(ComponentStatus)}"


def word_of(text: str, words: type[EnumT], flag: str) -> EnumT:
    """A word from a fixed list, as people type it. Raises UserError with the one that was meant."""
    word = find_word(text, words)
    if word is None:
        hint = suggest(text, words) or f"there are: {', '.join(words)}"
        raise UserError(f"{flag}: '{text}' is not one of ours; {hint}")
    return word


def when_of(text: str, at: datetime, flag: str, *, opens: bool = False) -> datetime:
    """A moment after `at`, which is now, or (`opens`) when a window opens.

    Raises UserError where it is none, has no zone, or is not after that.
    """
    try:
        moment = parse_when(text, at)
    except ValueError as wrong:
        raise UserError(f"{flag}: {wrong}") from None
    if moment <= at:
        why = "a window ends after it begins, which is" if opens else "this is past; it is"
        raise UserError(f"{flag} {text}: {why} {format_time(at)}")
    if moment - at > _LONG and re.match(r"\d{1,2}:", text.strip()):
        why = "before it begins; for the next day" if opens else "past today; for tomorrow"
        raise UserError(f"{flag} {text}: this is {why} write '{format_time(moment)}'")
    whole = moment.replace(second=0)
    return whole if parse_duration(text) and whole > at else moment


def past_of(text: str, now: datetime, flag: str) -> datetime:
    """A moment that is not after `now`: how long ago, `HH:MM UTC` of today, or a whole time.

    A time of the evening before is taken too. Raises UserError where it is none, or to come.
    """
    if ago := parse_duration(text):
        return now - ago
    try:
        moment = parse_when(text, now - _DAY)
    except ValueError as wrong:
        raise UserError(f"{flag}: {wrong}") from None
    if moment > now:
        raise UserError(f"{flag} {text}: this is still to come; it is {format_time(now)}")
    is_clock = re.match(r"\d{1,2}:", text.strip())
    if is_clock and moment.date() != now.date() and now - moment > _LONG:
        why = "this is still to come; for yesterday"
        raise UserError(f"{flag} {text}: {why} write '{format_time(moment)}'")
    return moment


def due_of(text: str, at: datetime) -> datetime:
    """The end of a day (UTC), or what `when_of` knows. Raises UserError where it is past."""
    try:
        day = parse_date(text)
    except ValueError as wrong:
        if not re.search("[a-zA-Z:]", text):
            raise UserError(f"--due: {wrong}") from None
        return when_of(text, at, "--due")
    return when_of(f"{day} 23:59 UTC", at, "--due")


def eta_of(text: str | None, at: datetime) -> datetime | Nothing | None:
    """An estimate; `none` takes the earlier one back; None where nothing was said."""
    if text is None:
        return None
    return Nothing.NONE if text.casefold() == "none" else when_of(text, at, "--eta")


def workaround_of(text: str | None) -> str | Nothing | None:
    """What customers can do; `none` takes the earlier one back; None where nothing was said."""
    if text is None:
        return None
    line = line_of(text, "--workaround")
    return Nothing.NONE if line.casefold() == "none" else line


def impact_of(changes: Iterable[ComponentChange]) -> Impact:
    """What the statuses of components say of the whole."""
    return _IMPACTS.get(worst(status for _, status in changes), Impact.NONE)
