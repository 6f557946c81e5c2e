"""The pieces of a JSON Schema (2020-12), as an editor shows them.

Only words that mean the same in draft 7 are used: many editors know no later one.
"""

from collections.abc import Iterable
from enum import StrEnum
from typing import Any

from generator.content.times import TIME_EXAMPLE

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
DAY = r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
_CLOCK = r"[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?"
_ZONE = "([Uu][Tt][Cc]|[Zz]|[+-][0-9]{2}:?[0-9]{2})"
TIME = f"{DAY}[Tt ] ?{_CLOCK} ?{_ZONE}"
COMPONENT_ID = "^[a-z0-9][a-z0-9-]{0,99}$"


def document(title: str, keys: Schema, needed: tuple[str, ...]) -> Schema:
    """A whole file."""
    return {"$schema": _DIALECT, "title": title, **table(keys, "", needed)}


def table(keys: Schema, description: str, needed: tuple[str, ...] = ()) -> Schema:
    """Lines of `key: value`, with these keys and no others."""
    return described(description, type="object", properties=keys, required=[*needed]) | {
        "additionalProperties": False
    }


def mapping(value: Schema, description: str, key_pattern: str = "") -> Schema:
    """Lines of `key: value`, with keys that the author chooses."""
    names = {"propertyNames": {"pattern": key_pattern}} if key_pattern else {}
    return described(description, type="object", additionalProperties=value, **names)


def rows(item: Schema, description: str) -> Schema:
    """A list of such items."""
    return described(description, type="array", items=item)


def words(description: str) -> Schema:
    """The reader takes whatever stands there as text, also `404` and `true`."""
    return described(description, type=["string", "number", "boolean"])


def matching(pattern: str, description: str) -> Schema:
    """Text of this form."""
    return described(description, type="string", pattern=pattern)


def moment(description: str) -> Schema:
    """A whole time."""
    return matching(f"^{TIME}$", f"{description}. Like {TIME_EXAMPLE}")


def day(description: str) -> Schema:
    """A day."""
    return matching(f"^{DAY}$", f"{description}. Like 2026-11-27")


def yes_no(description: str) -> Schema:
    """An editor that knows YAML 1.2 reads `yes` as text and `true` as a truth value."""
    return described(description, enum=["yes", "no", True, False])


def one_of(words: Iterable[StrEnum], description: str) -> Schema:
    """One of these words."""
    return described(description, enum=[word.value for word in words])


def described(description: str, **schema: Any) -> Schema:
    """A schema with its description, if it has one."""
    return {**({"description": description} if description else {}), **schema}
