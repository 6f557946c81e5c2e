"""Moments, durations and figures in words. English; no locale, no clock."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


#: between a number and its unit, which belong on one line
_NO_BREAK = "\u00a0"
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Form(StrEnum):
    """How a moment is put; a page's script puts it likewise in the reader's zone."""

    #: `20 Nov 2026, 13:15 CET`
    FULL = "full"
    #: `13:15 CET` on the day of the build, else `21 Nov, 13:15 CET`
    BRIEF = "brief"
    #: `Friday 20 November 2026, 13:15 CET`
    LONG = "long"
    #: as LONG; on the day of the moment before it, `15:15 CET`
    END = "end"


@dataclass(frozen=True, slots=True)
class When:
    """A moment for `<time>`: for programs, and for people in the site's zone."""

    #: RFC 3339 in UTC
    iso: str
    text: str
    form: Form = Form.FULL


@cache
def zone(name: str) -> ZoneInfo:
    """A zone of the IANA database, from the tzdata package: the same on every machine."""
    with resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as stream:
        return ZoneInfo.from_file(stream, key=name)


def when(moment: datetime, zone_name: str) -> When:
    """`20 Nov 2026, 13:15 CET`."""
    return When(iso(moment), f"{short_day(moment, zone_name)}, {clock(moment, zone_name)}")


def brief(moment: datetime, zone_name: str, now: datetime) -> When:
    """`13:15 CET` where that is today, `21 Nov, 13:15 CET` where it is not."""
    local, today = moment.astimezone(zone(zone_name)), now.astimezone(zone(zone_name))
    said = clock(moment, zone_name)
    if local.date() != today.date():
        year = "" if local.year == today.year else f" {local.year}"
        said = f"{local.day} {MONTHS[local.month - 1][:3]}{year}, {said}"
    return When(iso(moment), said, Form.BRIEF)


def span(start: datetime, end: datetime, zone_name: str) -> tuple[When, When]:
    """`Friday 20 November 2026, 13:15 CET` and `15:15 CET`, or with its day where that differs."""
    first, last = (each.astimezone(zone(zone_name)).date() for each in (start, end))
    ends = clock(end, zone_name)
    if first != last:
        ends = f"{_long_day(last)}, {ends}"
    begins = f"{_long_day(first)}, {clock(start, zone_name)}"
    return When(iso(start), begins, Form.LONG), When(iso(end), ends, Form.END)


def iso(moment: datetime) -> str:
    """RFC 3339 in UTC: `2026-11-20T12:15:00Z`."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def clock(moment: datetime, zone_name: str) -> str:
    """`13:15 CET`, with the zone always said."""
    local = moment.astimezone(zone(zone_name))
    return f"{local.hour:02}:{local.minute:02} {zone_label(local)}"


def zone_label(local: datetime) -> str:
    """`CET`, or `UTC+05:45` for a zone without letters of its own."""
    name = local.tzname() or "UTC"
    if name[0] not in "+-":
        return name
    return f"UTC{name[:3]}:{name[3:]}".removesuffix(":")


def short_day(moment: datetime, zone_name: str) -> str:
    """`20 Nov 2026`, in the site's zone."""
    local = moment.astimezone(zone(zone_name))
    return f"{local.day} {MONTHS[local.month - 1][:3]} {local.year}"


def day_name(day: date) -> str:
    """`20 November 2026`."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def _long_day(day: date) -> str:
    return f"{WEEKDAYS[day.weekday()]} {day_name(day)}"


def month_name(year: int, month: int) -> str:
    """`November 2026`."""
    return f"{MONTHS[month - 1]} {year}"


def short_month(year: int, month: int) -> str:
    """`Nov 2026`."""
    return f"{MONTHS[month - 1][:3]} {year}"


def duration(length: timedelta) -> str:
    """The two largest parts: `2 days 3 h`, `1 h 25 min`, `45 s`."""
    seconds = int(length.total_seconds())
    days, rest = divmod(seconds, 86_400)
    hours, rest = divmod(rest, 3_600)
    minutes, left = divmod(rest, 60)
    parts = [
        (days, "day" if days == 1 else "days"),
        (hours, "h"),
        (minutes, "min"),
        (left, "s"),
    ]
    first = next((n for n, (count, _) in enumerate(parts) if count), 3)
    said = [f"{count}{_NO_BREAK}{unit}" for count, unit in parts[first : first + 2] if count]
    return " ".join(said) or f"0{_NO_BREAK}s"


def percentage(value: Decimal | None) -> str:
    """Two decimals, rounded down: only what is exactly 100 says so. A dash where nothing counts."""
    if value is None:
        return "–"
    floor = value.quantize(Decimal("0.01"), ROUND_FLOOR)
    return f"{floor.normalize():f}%" if floor == 100 else f"{floor}%"


def exact_percentage(value: Decimal) -> str:
    """A figure that somebody typed, as exact as it was typed: `99.995%`, `30%`."""
    text = f"{value:f}"
    return f"{text.rstrip('0').rstrip('.') if '.' in text else text}%"


def listed(words: Sequence[str]) -> str:
    """`A`, `A and B`, `A, B and C`."""
    *most, last = words or ("",)
    return f"{', '.join(most)} and {last}" if most else last


def as_sentence(text: str) -> str:
    """A title as a sentence: with a full stop, unless it ends in a mark of its own script."""
    return text if unicodedata.category(text[-1:] or " ") == "Po" else f"{text}."


def counted(number: int, word: str) -> str:
    """`1 incident`, `2 incidents`."""
    return f"{number} {word}" if number == 1 else f"{number} {word}s"
