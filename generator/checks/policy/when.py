"""Times in words: which have no zone, which count from a now that readers do not know."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from zoneinfo import ZoneInfo

from generator.checks.policy.case import Case
from generator.checks.policy.prose import Told, phrases
from generator.errors import Problem, warning

#: a time of day: 14:00, 2:30 pm, 2pm; no part of a longer number, an address or a percentage
_CLOCK = re.compile(
    r"(?<![\w:.,/#@$+-])(?P<hour>[01]?\d|2[0-3])"
    r"(?::(?P<minute>[0-5]\d)(?::[0-5]\d(?:\.\d{1,6})?)?(?:\s?(?P<half>[ap])\.?m\b)?"
    r"|\s?(?P<only>[ap])\.?m\b)(?![\w:/%])(?!\.\d)",
    re.IGNORECASE,
)
_ZONE = re.compile(
    r"\.?[\s(,/\[]{0,3}(?!local\b)(?:hours |hrs? |h )?(?:\w+[ /])?"
    r"(?:utc|gmt|z|zulu|[pemc][sd]?t|[cwem]es?t|bst|ist|jst|kst|a[ewc][sd]t|nz[sd]t|sgt|msk|hkt|"
    r"sast|brt|wib|hst|eastern|pacific|central european|(?:\w+ )?(?:local )?time|local|"
    r"in (?-i:[A-Z])\w+|"
    r"[+-]\d\d(?::?\d\d)?)(?!\w)",
    re.IGNORECASE,
)
#: what joins the two ends of a span; its zone stands behind the second
_JOINT = re.compile(
    r"\s{0,3}(?:on |\(?\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? |\d{1,2}(?:st|nd|rd|th)? \w{3,9},? )?"
    r"(?:-|–|—|→|/|,|to|and|until|till|through|or)\s{0,3}(?:on |about |around |approximately )?"
    r"(?:\w{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,?(?: \d{4},?)? (?:at )?"
    r"|\d{1,2}(?:st|nd|rd|th)? \w{3,9},?(?: \d{4},?)? (?:at )?"
    r"|\d{4}-\d\d-\d\d[ T]|\d\d?/\d\d?/\d{2,4} )?",
    re.IGNORECASE,
)
#: a text that names a zone anywhere means it all along
_NAMED = re.compile(r"\b(?:utc|gmt|all times|times are)\b", re.IGNORECASE)

_FROM_NOW = phrases(
    r"(?:in|within|over(?= the (?:next|coming))) "
    r"(?:the next |the coming |another |about |approximately |around |roughly |under )?"
    r"(?:\d{1,2} ?(?:-|–|to|or) ?)?(?P<number>\d{1,3}|an|half an|one|two|three|the next|the) ?"
    r"(?P<unit>min(?:ute)?s?|hours?|hrs?)",
)
#: what is said of news and of the end, rather than of how long a request takes
_TO_COME = re.compile(
    r"\b(?:updat|information|news|report|expect|estimat|eta\b|back\b|next\b|again|plan|anticipat|"
    r"going to|resolv|recover|restor|fix|complet|maintenance|mitigat|roll)",
    re.IGNORECASE,
)
#: where it is over, only what says so plainly is still to come
_STILL_TO_COME = re.compile(r"\b(?:will|'ll|expect|next update)\b", re.IGNORECASE)
_DAY = phrases(
    "later today|tonight|later tonight",
    "(?P<tomorrow>tomorrow)(?: (?:morning|afternoon|evening|night))?",
    "(?P<yesterday>yesterday|last night)(?: (?:morning|afternoon|evening|night))?(?!')",
    "(?:later )?this (?:morning|afternoon|evening)",
    r"in the (?:morning|afternoon|evening)(?=[.,;]|\s*\Z)",
)
_DATED = re.compile(
    r"\d{4}-\d\d-\d\d|\d(?:st|nd|rd|th)?,? (?:of )?"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)|"
    r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.? \d",
    re.IGNORECASE,
)
_NUMBERS = {
    "an": 1.0,
    "the": 1.0,
    "the next": 1.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "half an": 0.5,
}


#: so many of a text are enough
_MOST = 50


def utc_clock(moment: datetime) -> str:
    """A moment as `14:00 UTC`, in whole minutes."""
    return f"{moment.astimezone(UTC):%H:%M} UTC"


def times_have_zones(case: Case) -> Iterator[Problem]:
    """COM-28: a time of day has its zone."""
    for each in case.told:
        bare = None
        for found in _CLOCK.finditer(each.text):
            if _has_zone(each.text, found):  # whoever names it once means it all along
                break
            bare = bare or found
        else:
            if bare and not _NAMED.search(each.text):
                yield warning(
                    "COM-28",
                    each.place(bare),
                    f"'{each.words(bare)}' has no zone, and readers are in many",
                    _with_zone(case, each, bare),
                )


def times_are_absolute(case: Case) -> Iterator[Problem]:
    """COM-28: no time that counts from when it is read."""
    for each in case.told:
        start = each.update.at if each.update else case.now
        if found := _from_now(each):
            yield warning(
                "COM-28",
                each.place(found),
                f"'{each.words(found)}' counts from now, and feeds and mail are read later",
                f"write the time itself: by {_moment(start + _length(found), start)}",
            )
        elif (found := _DAY.search(each.text)) and not _is_dated(each, found):
            yield warning(
                "COM-28",
                each.place(found),
                f"'{each.words(found)}' is another day for who reads it later or elsewhere",
                f"write the date: {_date(start, found)}",
            )


def _has_zone(text: str, found: re.Match[str]) -> bool:
    """Whether a zone follows, or stands behind the end of the span that begins here."""
    at = found.end()
    for _ in range(4):
        if _ZONE.match(text, at):
            return True
        joint = _JOINT.match(text, at)
        other = _CLOCK.match(text, joint.end()) if joint else None
        if not other:
            return False
        at = other.end()
    return False


def _from_now(each: Told) -> re.Match[str] | None:
    is_to_come = _STILL_TO_COME if each.is_over else _TO_COME
    for found in islice(_FROM_NOW.finditer(each.text), _MOST):
        if is_to_come.search(each.sentence(found)):
            return found
    return None


def _is_dated(each: Told, found: re.Match[str]) -> bool:
    """Whether the day is named beside, or the hour of this very day."""
    sentence, words = each.sentence(found), found.group().lower()
    is_this_day = "morrow" not in words and not found["yesterday"]
    return bool(_DATED.search(sentence) or (is_this_day and _NAMED.search(sentence)))


def _length(found: re.Match[str]) -> timedelta:
    words = " ".join(found["number"].lower().split())
    number = _NUMBERS.get(words) or float(words)
    return timedelta(hours=number) if found["unit"][0] in "hH" else timedelta(minutes=number)


def _moment(moment: datetime, start: datetime) -> str:
    """With its day where that is another one."""
    same = moment.date() == start.date()
    return utc_clock(moment) if same else f"{utc_clock(moment)} on {moment.day} {moment:%B}"


def _with_zone(case: Case, each: Told, found: re.Match[str]) -> str:
    hour, half = int(found["hour"]), (found["half"] or found["only"] or "").lower()
    if half:
        hour = hour % 12 + 12 * (half == "p")
    minute, zone = int(found["minute"] or 0), case.site.settings.timezone
    here = f"{hour:02}:{minute:02} UTC"
    day = each.update.at if each.update else case.now
    there = utc_clock(day.astimezone(ZoneInfo(zone)).replace(hour=hour, minute=minute))
    hint = f"write the time with its zone: {here}"
    return hint if here == there else f"{hint}, or {there} if this is the time in {zone}"


def _date(day: datetime, found: re.Match[str]) -> str:
    days = 1 if found["tomorrow"] else -1 if found["yesterday"] else 0
    day += timedelta(days=days)
    return f"{day.day} {day:%B}"
