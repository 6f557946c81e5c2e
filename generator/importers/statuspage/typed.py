"""Values of foreign JSON, taken by type: what is not what it should be counts as absent."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime
from urllib.parse import urlsplit

from generator.importers.text.clean import clean_line

#: the years that a content file may name
FIRST_YEAR, LAST_YEAR = 2000, 2100

Item = Mapping[str, object]

_HOST = re.compile(r"[a-z0-9][a-z0-9.-]*")
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


def parse_json(text: str) -> object:
    """Strict JSON. Raises ValueError with the reason, also where it is nested too deep."""
    try:
        return json.loads(text, parse_constant=_no_number)
    except RecursionError:
        raise ValueError("it is nested too deep") from None


def _no_number(name: str) -> object:
    raise ValueError(f"{name} is no number in JSON")


def as_item(value: object) -> Item:
    """An object; an empty one where `value` is none."""
    return value if isinstance(value, dict) else {}


def items(value: object) -> Iterator[Item]:
    """The objects in a list; whatever else is in it is passed over."""
    if isinstance(value, list):
        yield from (each for each in value if isinstance(each, dict))


def raw_text(item: Item, key: str) -> str:
    """A text as it is; empty where there is none."""
    value = item.get(key)
    return value if isinstance(value, str) else ""


def line(item: Item, key: str) -> str:
    """A text in one line."""
    return clean_line(raw_text(item, key))


def code_of(item: Item, key: str) -> str:
    """An id that may stand in a file's name; empty where it is none."""
    return as_code(raw_text(item, key))


def as_code(text: str) -> str:
    """`text`, where it may stand in a file's name; else empty."""
    return text if _CODE.fullmatch(text) else ""


def extras(item: Item, keys: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `keys` that have a value."""
    return tuple(key for key in keys if item.get(key))


def word(item: Item, key: str) -> str:
    """A status or an impact: small letters, `_` between words."""
    return as_word(line(item, key))


def as_word(text: str) -> str:
    """`In progress` as `in_progress`."""
    return "_".join(text.casefold().replace("-", " ").split())


def flag(item: Item, key: str) -> bool:
    """Whether a value is `true`."""
    return item.get(key) is True


def whole(item: Item, key: str) -> int:
    """A whole number; 0 where there is none."""
    value = item.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        return 0
    return value if abs(value) < 10**9 else 0


def host_of(url: str) -> str:
    """The host of an address; empty where it has none that can be one."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "") if parts.scheme in ("http", "https") else ""
    except ValueError:
        return ""
    return host if _HOST.fullmatch(host) else ""


def moment(item: Item, key: str) -> datetime | None:
    """A time in UTC; None where there is none, or none that a content file may name."""
    return as_moment(raw_text(item, key))


def as_moment(text: str) -> datetime | None:
    """An ISO 8601 time in UTC; one without a zone is taken for UTC."""
    try:
        found = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return within_reach(found if found.tzinfo else found.replace(tzinfo=UTC))


def within_reach(found: datetime) -> datetime | None:
    """The time in UTC; None outside the years that a content file may name."""
    if not FIRST_YEAR < found.year < LAST_YEAR:  # a zone may move it over the edge
        return None
    return found.astimezone(UTC)


def day(item: Item, key: str) -> date | None:
    """A day; None where there is none."""
    try:
        found = date.fromisoformat(raw_text(item, key))
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
