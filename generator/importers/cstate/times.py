"""Times as cState's authors write them: the usual forms, without a zone, and with slips."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from generator.content.times import LONGEST, parse_time

_TIME = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})"
    r"(?:[T ]+(?P<hour>[0-9]{1,2}):(?P<minute>[0-9]{1,2})"
    r"(?::(?P<second>[0-9]{1,2})(?:[.,][0-9]+)?)?"
    r" ?(?P<zone>Z|UTC|GMT|[+-][0-9]{2}(?::?[0-9]{2})?)?(?: (?:UTC|GMT))?)?",
    re.IGNORECASE,
)
_DAY_IN_NAME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class ReadTime:
    """In UTC, to the second; `remark` says what was mended, empty where nothing was."""

    at: datetime
    remark: str = ""


def read_time(text: str) -> ReadTime | None:
    """The time that `text` means; None where it means none. Without a zone it is in UTC."""
    found = _TIME.fullmatch(text.strip()) if len(text) <= LONGEST else None
    if found is None:
        return None
    parts = {name: int(found[name] or 0) for name in ("month", "day", "hour", "minute", "second")}
    day = f"{found['year']}-{parts['month']:02}-{parts['day']:02}"
    clock = f"{parts['hour']:02}:{parts['minute']:02}:{parts['second']:02}"
    try:
        at = parse_time(f"{day} {clock} {_zone(found['zone'] or '')}")
    except ValueError:
        return None
    if found["hour"] is None:
        return ReadTime(at, "a time without a clock is taken as midnight in UTC")
    is_short = any(len(found[name]) == 1 for name in ("month", "day", "hour", "minute"))
    return ReadTime(at, "a time with a digit missing is read as if it had it" if is_short else "")


def day_in_name(stem: str) -> datetime | None:
    """The midnight of the day that a file's name begins with."""
    found = _DAY_IN_NAME.match(stem)
    read = read_time(found[0]) if found else None
    return read.at if read else None


def nearby(one: datetime, other: datetime) -> bool:
    """Whether two times differ by no more than rounding."""
    return abs(one - other) < timedelta(minutes=1)


def to_minute(moment: datetime) -> datetime:
    """`moment` in UTC, without its seconds."""
    return moment.astimezone(UTC).replace(second=0, microsecond=0)


def _zone(zone: str) -> str:
    return f"{zone}:00" if len(zone) == 3 and zone[0] in "+-" else zone.replace("GMT", "") or "UTC"
