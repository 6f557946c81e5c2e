"""Times, durations and promises as people type them; everything comes out aware and in UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

TIME_EXAMPLE = "2026-11-20 12:15 UTC"
#: No time is longer than this; what is, need not be looked at any closer.
LONGEST = 100

# [0-9] throughout: `\d` would take the digits of every script
_ZONE = r"UTC|Z|[+-][0-9]{2}:?[0-9]{2}"
_DAY = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}")
_TIME = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"(?:[T ] ?(?P<clock>[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)(?:\.[0-9]+)?)?"
    rf" ?(?P<zone>{_ZONE})?(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
_CLOCK = re.compile(rf"([0-9]{{1,2}}):([0-9]{{2}}) ?({_ZONE})", re.IGNORECASE)
_BARE_CLOCK = re.compile(r"[0-9]{1,2}:[0-9]{2}")
_HALF_DAY = re.compile(r"[ap]\.?m\b", re.IGNORECASE)
_PART = re.compile(
    r"([0-9]+) ?(d|days?|h|hrs?|hours?|m|mins?|minutes?)(?![a-z])", re.IGNORECASE | re.ASCII
)
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


def parse_time(text: str) -> datetime:
    """A whole time, such as `2026-11-20 12:15 UTC` (RFC 3339 forms too), in UTC.

    Raises ValueError with the sentence that says what is wrong.
    """
    text = text.strip()
    found = _TIME.fullmatch(text) if len(text) <= LONGEST else None
    if not found:
        if _CLOCK.fullmatch(text):
            raise ValueError(f"'{text}' has no day; write one like {TIME_EXAMPLE}")
        raise ValueError(f"'{_short(text)}' is not a time; write one like {TIME_EXAMPLE}")
    if found["clock"] is None and not found["rest"].strip():
        raise ValueError(f"'{text}' is only a day; add the time and zone, like {TIME_EXAMPLE}")
    if found["rest"].strip():
        raise ValueError(_not_a_zone(found))
    if found["zone"] is None:
        raise ValueError(f"the time '{text}' has no zone; add it: '{text} UTC'")
    moment = datetime.combine(
        _day(found["day"]), _clock(found["clock"], text), _zone(found["zone"], text)
    )
    return _within_reach(moment, text)


def parse_date(text: str) -> date:
    """A day, such as `2026-11-27`. Raises ValueError with the sentence that says what is wrong."""
    text = text.strip()
    if not _DAY.fullmatch(text):
        raise ValueError(f"'{_short(text)}' is not a day; write one like 2026-11-27")
    day = _day(text)
    if not 2000 <= day.year <= 2100:
        raise ValueError(f"the year of '{text}' is not between 2000 and 2100")
    return day


def parse_duration(text: str) -> timedelta | None:
    """`20m`, `1h30m`, `30 min`, `2 hours`; None where `text` is no duration."""
    if len(text) > LONGEST:
        return None
    parts = list(_PART.finditer(text.strip()))
    if not parts or _PART.sub("", text).strip(" ,"):
        return None
    total = timedelta()
    for part in parts:
        if len(part[1]) > 6:
            return None
        total += int(part[1]) * _UNITS[part[2][0].lower()]
    return total if total <= timedelta(days=366) else None


def parse_when(text: str, after: datetime) -> datetime:
    """When, seen from `after`: a duration, `HH:MM UTC` (the next such moment), or a whole time.

    Raises ValueError with the sentence that says what is wrong.
    """
    text = text.strip()
    duration = parse_duration(text)
    if duration is not None:
        if not duration:
            raise ValueError(f"'{text}' is no time at all; write one like 30m")
        return _within_reach(after + duration, text)
    found = _CLOCK.fullmatch(text)
    if found:
        return _next_moment(found, text, after)
    if _BARE_CLOCK.fullmatch(text):
        raise ValueError(f"the time '{text}' has no zone; add it: '{text} UTC'")
    if not _TIME.fullmatch(text[:LONGEST]):
        raise ValueError(
            f"'{_short(text)}' does not say when; write 30m, 12:30 UTC or {TIME_EXAMPLE}"
        )
    return parse_time(text)


def format_time(moment: datetime) -> str:
    """As the format writes it: `2026-11-20 12:15 UTC`, with seconds only where there are some."""
    utc = moment.astimezone(UTC)
    seconds = f":{utc.second:02}" if utc.second else ""
    return f"{utc.date().isoformat()} {utc.hour:02}:{utc.minute:02}{seconds} UTC"


def _next_moment(found: re.Match[str], text: str, after: datetime) -> datetime:
    clock = _clock(f"{found[1]}:{found[2]}", text).replace(tzinfo=_zone(found[3], text))
    moment = datetime.combine(after.astimezone(clock.tzinfo).date(), clock)
    if moment <= after:
        moment += timedelta(days=1)
    return _within_reach(moment, text)


def _not_a_zone(found: re.Match[str]) -> str:
    rest, clock = _short(found["rest"].strip()), found["clock"]
    if clock is None:
        return f"'{_short(found.string)}' is not a time; write one like {TIME_EXAMPLE}"
    if found["zone"]:
        return f"'{rest}' does not belong behind a time; write it below, as text"
    if half := _HALF_DAY.match(rest):
        hours = int(clock.partition(":")[0]) % 12 + (12 if half.group()[0] in "pP" else 0)
        clock = f"{hours:02}:{clock.partition(':')[2]}"
        return f"hours go from 00 to 23: {clock}"
    return f"'{rest}' is not a zone; write UTC, or an offset such as +01:00"


def _day(text: str) -> date:
    year, month, day = (int(part) for part in text.split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        hint = "; the order is year, month, day" if month > 12 >= day else ""
        raise ValueError(f"there is no such day as {text}{hint}") from None


def _clock(clock: str, text: str) -> time:
    hour, minute, *second = (int(part) for part in clock.split(":"))
    try:
        return time(hour, minute, second[0] if second else 0)
    except ValueError:
        last = "23:59:59" if second else "23:59"
        raise ValueError(f"there is no such time as '{text}': a day ends at {last}") from None


def _zone(zone: str, text: str) -> timezone:
    if zone.upper() in ("UTC", "Z"):
        return UTC
    hours, minutes = int(zone[1:3]), int(zone[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError(f"there is no such offset as {zone} in '{text}'")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if zone[0] == "-" else offset)


def _within_reach(moment: datetime, text: str) -> datetime:
    # the year first: converting near year 1 or 9999 overflows
    if not 2000 <= moment.year <= 2100:
        raise ValueError(f"the year of '{text}' is not between 2000 and 2100")
    return moment.astimezone(UTC)


def _short(text: str) -> str:
    """Enough of a long text to recognise it."""
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
