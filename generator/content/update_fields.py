"""The fields of an update become values: promises, workarounds, statuses of components."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from generator.content.fields import Problems
from generator.content.meant import meant_time, meant_when, time_hint
from generator.content.times import format_time, parse_time, parse_when
from generator.content.words import find_word, parse_word
from generator.errors import Location, error
from generator.model.component import ComponentStatus
from generator.model.update import Impact, Nothing

_YES_NO = ("yes", "no", "true", "false")


@dataclass(frozen=True, slots=True)
class UpdateField:
    key: str
    value: str
    location: Location
    #: where the value stands
    exact: Location


def is_field_value(key: str, text: str) -> bool:
    """Whether `text` would do as the value of one of the fields that make a promise."""
    if key in ("notify", "reopened"):
        return text.casefold() in _YES_NO
    try:
        parse_time(text) if key == "edited" else parse_when(text, datetime(2020, 1, 1, tzinfo=UTC))
    except ValueError:
        return False
    return True


class FieldValues:
    """The values of an update's fields, as keyword arguments of Update."""

    def __init__(self, at: datetime, named: tuple[str, ...], problems: Problems) -> None:
        self.at, self.named, self.problems = at, named, problems
        self.taken: dict[str, Any] = {}
        self.seen: dict[str, int] = {}

    def take(self, field: UpdateField) -> None:
        """Take a field's value, or record what is wrong with it."""
        key = field.key.casefold()
        if key in self.seen:
            message = f"'{field.key}:' is here twice; it is also on line {self.seen[key]}"
            self.problems.append(error("UPD-06", field.location, message, "keep one of the two"))
            return
        self.seen[key] = field.location.line
        if not field.value:
            self.problems.append(_empty(key, field))
        elif key in self.named:
            self._take_named(key, field)
        else:
            status = parse_word(field.value, ComponentStatus, field.exact, self.problems)
            if status:
                self.taken["components"] = (*self.taken.get("components", ()), (key, status))

    def _take_named(self, key: str, field: UpdateField) -> None:
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
            self.taken["impact"] = self._impact(field)
        elif key == "edited":
            self.taken["edited"] = self._time(field)

    def _impact(self, field: UpdateField) -> Impact | None:
        impact = find_word(field.value, Impact)
        if impact is None and " " in field.value:
            message = f"'{field.value}' is not one of: {', '.join(Impact)}"
            hint = "if it is text, begin the line with another word, such as `What you see:`"
            self.problems.append(error("KEY-04", field.exact, message, hint))
            return None
        return impact or parse_word(field.value, Impact, field.exact, self.problems)

    def _when(self, field: UpdateField) -> datetime | None:
        try:
            when = parse_when(field.value, self.at)
        except ValueError as wrong:
            hint = time_hint(field.value, meant_when, lambda meant: f"write: {field.key}: {meant}")
            self.problems.append(error("KEY-06", field.exact, str(wrong), hint))
            return None
        if when <= self.at:
            message = f"this is not after the update itself, which is {format_time(self.at)}"
            self.problems.append(error("KEY-06", field.exact, message))
        return when

    def _time(self, field: UpdateField) -> datetime | None:
        try:
            return parse_time(field.value)
        except ValueError as wrong:
            hint = time_hint(field.value, meant_time, lambda meant: f"write: {field.key}: {meant}")
            self.problems.append(error("KEY-05", field.exact, str(wrong), hint))
            return None

    def _yes_no(self, field: UpdateField) -> bool:
        if field.value.casefold() not in _YES_NO:
            message = f"'{field.value}' is neither yes nor no"
            self.problems.append(error("KEY-04", field.exact, message))
        return field.value.casefold() in ("yes", "true")


def _empty(key: str, field: UpdateField) -> Any:
    hint = {"workaround": "write it on the same line, or `none`", "eta": "such as 30m, or `none`"}
    return error("KEY-03", field.location, f"'{field.key}:' has no value", hint.get(key, ""))
