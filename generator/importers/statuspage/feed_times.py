"""The times in a history feed, which name no year and the zone by its letters, become UTC."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from generator.importers.statuspage.typed import FIRST_YEAR, LAST_YEAR

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

#: minutes east of UTC, as the names mean on the pages that use them most
_ZONES = (
    ("UTC", 0), ("GMT", 0), ("Z", 0), ("WET", 0), ("WEST", 60), ("BST", 60), ("CET", 60),
    ("CEST", 120), ("EET", 120), ("EEST", 180), ("SAST", 120), ("MSK", 180), ("IST", 330),
    ("SGT", 480), ("HKT", 480), ("AWST", 480), ("PHT", 480), ("JST", 540), ("KST", 540),
    ("ACST", 570), ("ACDT", 630), ("AEST", 600), ("AEDT", 660), ("NZST", 720), ("NZDT", 780),
    ("NST", -210), ("NDT", -150), ("BRT", -180), ("ART", -180), ("AST", -240), ("ADT", -180),
    ("EST", -300), ("EDT", -240), ("CST", -360), ("CDT", -300), ("MST", -420), ("MDT", -360),
    ("PST", -480), ("PDT", -420), ("AKST", -540), ("AKDT", -480), ("HST", -600), ("HDT", -540),
)  # fmt: skip
_OFFSET = re.compile(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?")
_DAY = re.compile(r"([A-Za-z]{3})[a-z]*\.?\s+(\d{1,2})(?:\s*,)?\s+(\d{1,2}):(\d{2})")
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})")
_WHEN = re.compile(rf"{_DAY.pattern}\s*(\S*)")
_WINDOW = re.compile(
    rf"{_DAY.pattern}\s*[-–—]\s*(?:([A-Za-z]{{3}})[a-z]*\.?\s+(\d{{1,2}})(?:\s*,)?\s+)?"
    rf"{_CLOCK.pattern}\s*(\S*)"
)


@dataclass(frozen=True, slots=True)
class YearlessTime:
    """`Jun 8, 19:13 PST`."""

    month: int
    day: int
    hour: int
    minute: int
    zone: str

    def in_year(self, year: int, offset: int) -> datetime | None:
        """The moment in UTC; None where the year has no such day."""
        try:
            local = datetime(year, self.month, self.day, self.hour, self.minute, tzinfo=UTC)
        except ValueError:
            return None
        return local - timedelta(minutes=offset)


def parse_yearless(text: str) -> YearlessTime | None:
    """The time in `text`; None where there is none."""
    found = _WHEN.search(text)
    return _time(found[1], found[2], found[3], found[4], found[5]) if found else None


def parse_window(text: str) -> tuple[YearlessTime, YearlessTime] | None:
    """The two times of `Jun 8, 12:00 - 16:00 UTC`, or with a day in both."""
    found = _WINDOW.search(text)
    if not found:
        return None
    zone = found[9]
    start = _time(found[1], found[2], found[3], found[4], zone)
    end = _time(found[5] or found[1], found[6] or found[2], found[7], found[8], zone)
    return (start, end) if start and end else None


def offset_of(zone: str, fallback: int) -> tuple[int, bool]:
    """Minutes east of UTC, and whether the name is known; else the fallback."""
    known = dict(_ZONES).get(zone.upper())
    if known is not None:
        return known, True
    found = _OFFSET.fullmatch(zone)
    if not found:
        return fallback, False
    minutes = int(found[2]) * 60 + int(found[3] or 0)
    return (-minutes if found[1] == "-" else minutes), True


def nearest(
    time: YearlessTime, anchor: datetime, offset: int, not_after: datetime | None = None
) -> datetime | None:
    """The moment in the year that brings it nearest to `anchor`, none later than `not_after`."""
    found = _moments(time, anchor, offset)
    if not_after is not None:
        found = [moment for moment in found if moment <= not_after]
    return min(found, key=lambda moment: abs(moment - anchor), default=None)


def backwards(
    times: Sequence[YearlessTime], anchor: datetime, made: datetime, offsets: Sequence[int]
) -> list[datetime | None]:
    """The moments of a timeline, the newest first: each at or before the one ahead of it.

    The newest is that nearest to `anchor`, since a feed's own date may be of another update, but
    not after the feed was `made`. A day is allowed for, where zones change in between.
    """
    a_day = timedelta(days=1)
    moments: list[datetime | None] = []
    limit: datetime | None = None
    for time, offset in zip(times, offsets, strict=True):
        if limit is None:
            moment = nearest(time, anchor, offset, made + a_day)
        else:
            earlier = [each for each in _moments(time, limit, offset) if each <= limit + a_day]
            moment = max(earlier, default=None)
        moments.append(moment)
        limit = moment or limit
    return moments


def _moments(time: YearlessTime, anchor: datetime, offset: int) -> list[datetime]:
    """The moments that it may mean, in the years around `anchor` (a leap day comes every eight)."""
    years = range(max(FIRST_YEAR + 1, anchor.year - 9), min(LAST_YEAR, anchor.year + 2))
    return [moment for year in years if (moment := time.in_year(year, offset))]


def _time(month: str, day: str, hour: str, minute: str, zone: str) -> YearlessTime | None:
    name = month.casefold()
    if name not in _MONTHS:
        return None
    return YearlessTime(_MONTHS.index(name) + 1, int(day), int(hour), int(minute), zone)
