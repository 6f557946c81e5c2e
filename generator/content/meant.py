"""Times in the forms of other countries and tools become ours, for a hint: never for a value.

Each function gives what was certainly meant, in a form that reads, or an empty text. A day such as
05/06/2026, which is another one in another country, is certain to nobody; so is a zone like CST.
"""

import re
from collections.abc import Callable
from datetime import UTC, datetime

from generator.content.times import LONGEST, parse_date, parse_time, parse_when

_MONTHS = (
    "january", "february", "march", "april", "may", "june",
    "july", "august", "september", "october", "november", "december",
)  # fmt: skip
_MONTH = r"(?P<word>[a-z]{3,9})\.?"
_YEAR = r"(?P<year>[0-9]{4})"
_DAY_FIRST = re.compile(rf"(?<![0-9])([0-9]{{1,2}})([./-])([0-9]{{1,2}})\2{_YEAR}(?![0-9])")
_YEAR_FIRST = re.compile(r"(?<![0-9])([0-9]{4})([./-])([0-9]{1,2})\2([0-9]{1,2})(?![0-9])")
_DAY_AND_WORD = re.compile(
    rf"\b(?P<day>[0-9]{{1,2}})(?:st|nd|rd|th|\.)? {_MONTH},? {_YEAR}\b", re.IGNORECASE
)
_WORD_AND_DAY = re.compile(
    rf"\b{_MONTH} (?P<day>[0-9]{{1,2}})(?:st|nd|rd|th)?,? {_YEAR}\b", re.IGNORECASE
)

#: what stands between a day and a clock, or before a moment, and means nothing
_BETWEEN = re.compile(r"(?<=-[0-9]{2})(?:,| at\b|, at\b|T(?= ))\s*", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:(?:is|due|expected|in|at|by|within|about|around|approx|on|no later than|the next)\b|[~@])"
    r"[\s.]*",
    re.IGNORECASE,
)
_SINGLE_HOUR = re.compile(r"(?<![0-9:])([0-9]:[0-9]{2})")
_HALF_DAY = re.compile(
    r"(?<![0-9:])(?P<hour>1[0-2]|0?[1-9])(?P<minute>:[0-5][0-9])?(?P<second>:[0-5][0-9])?"
    r" ?(?P<half>[ap])\.?m\b\.?",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    r"(?<=[0-9])\s*(?:UTC|GMT)?\s?([+-])([0-9]{1,2})(?::?([0-9]{2}))?$", re.IGNORECASE
)
_NAMED = re.compile(r"(?<=[0-9])\s*\(?([A-Z]{3,5})\)?$", re.IGNORECASE)
#: the names that mean one offset and no other
_ZONES = {
    "gmt": "UTC", "wet": "UTC", "west": "+01:00", "cet": "+01:00", "cest": "+02:00",
    "mez": "+01:00", "mesz": "+02:00", "eet": "+02:00", "eest": "+03:00", "msk": "+03:00",
    "sgt": "+08:00", "hkt": "+08:00", "jst": "+09:00", "aest": "+10:00", "aedt": "+11:00",
    "nzst": "+12:00", "nzdt": "+13:00", "est": "-05:00", "edt": "-04:00", "cdt": "-05:00",
    "mst": "-07:00", "mdt": "-06:00", "pst": "-08:00", "pdt": "-07:00",
}  # fmt: skip

_SOME_DAY = datetime(2020, 1, 1, tzinfo=UTC)


def meant_time(text: str) -> str:
    """A whole time; empty where it is not certain which."""
    return _if_it_reads(_in_our_form(text), parse_time)


def meant_date(text: str) -> str:
    """A day; empty where it is not certain which."""
    return _if_it_reads(_in_our_form(text), parse_date)


def meant_when(text: str) -> str:
    """A duration, a time of day or a whole time, as `next update` takes them; or empty."""
    bare = _without_words(text)
    return _if_it_reads(_in_our_form(bare), lambda meant: parse_when(meant, _SOME_DAY))


def time_hint(text: str, mean: Callable[[str], str], write: Callable[[str], str]) -> str:
    """The hint for a time that could not be read: `mean` is one of the above.

    `write` makes a hint of what was meant.
    """
    if meant := mean(text):
        return write(meant)
    ours = _in_our_form(text)
    if ours != text and (meant := mean(f"{text} UTC")):
        hint = write(meant)
        return f"if it is UTC, {hint}" if hint else ""
    found = _DAY_FIRST.search(ours)
    if not found or int(found[1]) > 12 or int(found[3]) > 12:
        return ""
    year, first, second = found["year"], int(found[1]), int(found[3])
    days = f"{year}-{second:02}-{first:02} or {year}-{first:02}-{second:02}"
    return f"which day is it? write the year first: {days}"


def _if_it_reads(meant: str, parse: Callable[[str], object]) -> str:
    try:
        parse(meant)
    except ValueError:
        return ""
    return meant


def _without_words(text: str) -> str:
    """`in about 30 min.` without what people say around it."""
    text = text.strip(" \t*_").rstrip(".!") if len(text) <= LONGEST else ""
    while found := _BEFORE.match(text):
        text = text[found.end() :]
    return re.sub(r"^an?(?= (?:hour|day)$)", "1", text, flags=re.IGNORECASE)


def _in_our_form(text: str) -> str:
    if len(text) > LONGEST:
        return ""
    text = " ".join(text.split())
    for pattern, day in (
        (_DAY_FIRST, _day_first),
        (_YEAR_FIRST, _year_first),
        (_DAY_AND_WORD, _in_words),
        (_WORD_AND_DAY, _in_words),
    ):
        text = pattern.sub(day, text, count=1)
    text = _HALF_DAY.sub(_whole_day, _BETWEEN.sub(" ", text))
    text = _SINGLE_HOUR.sub(r"0\1", text)
    return _with_offset(text)


def _day_first(found: re.Match[str]) -> str:
    """A day and a month, in the order that only one of the two allows."""
    first, second = int(found[1]), int(found[3])
    if first <= 12 and second <= 12 and first != second:
        return found[0]
    day, month = (second, first) if second > 12 else (first, second)
    return f"{found['year']}-{month:02}-{day:02}"


def _year_first(found: re.Match[str]) -> str:
    month, day = int(found[3]), int(found[4])
    if month > 12 >= day:
        month, day = day, month
    return f"{found[1]}-{month:02}-{day:02}"


def _in_words(found: re.Match[str]) -> str:
    word = found["word"].casefold()
    month = next((n for n, name in enumerate(_MONTHS, 1) if name.startswith(word)), 0)
    return f"{found['year']}-{month:02}-{int(found['day']):02}" if month else found[0]


def _whole_day(found: re.Match[str]) -> str:
    hour = int(found["hour"]) % 12 + (12 if found["half"] in "pP" else 0)
    return f"{hour:02}{found['minute'] or ':00'}{found['second'] or ''}"


def _with_offset(text: str) -> str:
    """`12:15 CET` and `12:15 UTC+1` with the offset that they mean."""
    if not re.search(r"[0-9]:[0-9]{2}", text):
        return text  # the end of a day is no offset
    if found := _OFFSET.search(text):
        offset = f"{found[1]}{int(found[2]):02}:{found[3] or '00'}"
        return f"{text[: found.start()]} {offset}"
    found = _NAMED.search(text)
    zone = _ZONES.get(found[1].casefold()) if found else None
    return f"{text[: found.start()]} {zone}" if found and zone else text
