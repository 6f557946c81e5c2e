"""Times, durations and promises as people type them; everything comes out aware and in UTC."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone

TIME_EXAMPLE = "2026-11-20 12:15 UTC"

_TIME = re.compile(
    r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ] ?(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)(?:\.\d+)?)?"
    r" ?(?P<zone>UTC|Z|[+-]\d{2}:?\d{2})?(?P<rest>.*)",
    re.IGNORECASE,
)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2}) ?(UTC|Z|[+-]\d{2}:?\d{2})", re.IGNORECASE)
_BARE_CLOCK = re.compile(r"\d{1,2}:\d{2}")
_PART = re.compile(r"(\d+) ?(d|days?|h|hrs?|hours?|m|mins?|minutes?)(?![a-z])", re.IGNORECASE)
_UNITS = {"d": timedelta(days=1), "h": timedelta(hours=1), "m": timedelta(minutes=1)}


def parse_time(text: str) -> datetime:
    """A whole time, such as `2026-11-20 12:15 UTC` (RFC 3339 forms too), in UTC.

    Raises ValueError with the sentence that says what is wrong.
    """
    found = _TIME.fullmatch(text.strip())
    if not found:
        raise ValueError(f"'{text}' is not a time; write one like {TIME_EXAMPLE}")
    if found["clock"] is None:
        raise ValueError(f"'{text}' is only a day; add the time and zone, like {TIME_EXAMPLE}")
    if found["rest"].strip():
        raise ValueError(
            f"'{found['rest'].strip()}' is not a zone; write UTC, or an offset such as +01:00"
        )
    if found["zone"] is None:
        raise ValueError(f"the time '{text}' has no zone; add it: '{text.strip()} UTC'")
    try:
        day = date.fromisoformat(found["day"])
        moment = datetime.combine(day, _clock(found["clock"]), _zone(found["zone"]))
    except ValueError:
        raise ValueError(f"there is no such time as '{text}'") from None
    return _within_reach(moment, text)


def parse_date(text: str) -> date:
    """A day, such as `2026-11-27`. Raises ValueError with the sentence that says what is wrong."""
    try:
        day = datetime.strptime(text.strip(), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise ValueError(f"'{text}' is not a day; write one like 2026-11-27") from None
    if not 2000 <= day.year <= 2100:
        raise ValueError(f"the year of '{text}' is not between 2000 and 2100")
    return day


def parse_duration(text: str) -> timedelta | None:
    """`20m`, `1h30m`, `30 min`, `2 hours`; None where `text` is no duration."""
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
    duration = parse_duration(text)
    if duration is not None:
        if not duration:
            raise ValueError(f"'{text}' is no time at all; write one like 30m")
        return _within_reach(after + duration, text)
    found = _CLOCK.fullmatch(text.strip())
    if found:
        return _next_moment(found, text, after)
    if _BARE_CLOCK.fullmatch(text.strip()):
        raise ValueError(f"the time '{text}' has no zone; add it: '{text.strip()} UTC'")
    if not _TIME.fullmatch(text.strip()):
        raise ValueError(f"'{text}' does not say when; write 30m, 12:30 UTC or {TIME_EXAMPLE}")
    return parse_time(text)


def format_time(moment: datetime) -> str:
    """As the format writes it: `2026-11-20 12:15 UTC`, with seconds only where there are some."""
    utc = moment.astimezone(UTC)
    seconds = f":{utc.second:02}" if utc.second else ""
    return f"{utc.date().isoformat()} {utc.hour:02}:{utc.minute:02}{seconds} UTC"


def _next_moment(found: re.Match[str], text: str, after: datetime) -> datetime:
    try:
        clock = time(int(found[1]), int(found[2]), tzinfo=_zone(found[3]))
    except ValueError:
        raise ValueError(f"there is no such time as '{text}'") from None
    moment = datetime.combine(after.astimezone(clock.tzinfo).date(), clock)
    if moment <= after:
        moment += timedelta(days=1)
    return _within_reach(moment, text)


def _clock(text: str) -> time:
    hour, minute, *second = (int(part) for part in text.split(":"))
    return time(hour, minute, second[0] if second else 0)


def _zone(text: str) -> timezone:
    if text.upper() in ("UTC", "Z"):
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:])
    if hours > 14 or minutes > 59:
        raise ValueError("no such offset")
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if text[0] == "-" else offset)


def _within_reach(moment: datetime, text: str) -> datetime:
    # the year first: converting near year 1 or 9999 overflows
    if not 2000 <= moment.year <= 2100:
        raise ValueError(f"the year of '{text}' is not between 2000 and 2100")
    return moment.astimezone(UTC)
