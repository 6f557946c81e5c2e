"""Records to JSON and back: fields by name, those at their default left out, types checked."""

import types
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

T = TypeVar("T")


def encode(record: object) -> Any:
    """What `json.dumps` takes, for a record of records."""
    if is_dataclass(record):
        return {
            field.name: encode(value)
            for field in fields(record)
            if (value := getattr(record, field.name)) != field.default
        }
    if isinstance(record, tuple):
        return [encode(each) for each in record]
    if isinstance(record, Enum):
        return record.value
    if isinstance(record, date):
        return record.isoformat()
    return record


def decode(kind: type[T], value: object) -> T:
    """The record that `value` is the encoding of. Raises ValueError where it is of none."""
    found = _decoded(kind, value)
    if not isinstance(found, kind):
        raise ValueError(f"{value!r:.40} is no {kind.__name__}")
    return found


def _decoded(hint: Any, value: object) -> Any:
    origin = get_origin(hint)
    if origin in (Union, types.UnionType):
        inner = next(each for each in get_args(hint) if each is not type(None))
        return None if value is None else _decoded(inner, value)
    if origin is tuple:
        return _decoded_tuple(get_args(hint), value)
    if is_dataclass(hint):
        return _decoded_record(hint, value)
    if not isinstance(value, bool if hint is bool else int if hint is int else str):
        raise ValueError(f"{value!r:.40} is no {hint.__name__}")
    if hint in (datetime, date):
        found = hint.fromisoformat(value)
        if isinstance(found, datetime) and found.tzinfo is None:
            raise ValueError(f"{value!r:.40} has no zone")
        return found
    return hint(value)


def _decoded_tuple(hints: tuple[Any, ...], value: object) -> tuple[Any, ...]:
    if not isinstance(value, list):
        raise ValueError(f"{value!r:.40} is no list")
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_decoded(hints[0], each) for each in value)
    return tuple(_decoded(hint, each) for hint, each in zip(hints, value, strict=True))


def _decoded_record(kind: Any, value: object) -> Any:
    if not isinstance(value, dict):
        raise ValueError(f"{value!r:.40} is no {kind.__name__}")
    hints = _hints(kind)
    known: dict[str, Field[Any]] = {field.name: field for field in fields(kind)}
    if unknown := value.keys() - known.keys():
        raise ValueError(f"{kind.__name__} has no {min(unknown)}")
    missing = [
        name for name, field in known.items() if name not in value and field.default is MISSING
    ]
    if missing:
        raise ValueError(f"{kind.__name__} lacks {missing[0]}")
    return kind(**{name: _decoded(hints[name], each) for name, each in value.items()})


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
