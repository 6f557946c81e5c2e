"""A frozen record becomes JSON and the same record again: data that can run nothing.

How a record is packed is read from the types of its fields. What is not of these types is refused
when it is unpacked, whatever it is.
"""

import json
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import UTC, date, datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from generator.errors import Location

#: file names that are no text have lone surrogates
_UTF8 = ("utf-8", "surrogatepass")

_WRONG = (ValueError, TypeError, LookupError, AttributeError, RecursionError, StopIteration)

#: takes a value, and the file that places in it lie in unless they say another
Step = Callable[[Any, str], Any]


class Unusable(Exception):
    """A value is not of the type that was named, or bytes are not what was packed."""


def pack(kind: Any, value: object, file: str) -> bytes:
    """`value`, which is a `kind` (a class, or a type made of such), as bytes.

    Raises Unusable where it is not.
    """
    try:
        packed = _codec(kind).pack(value, file)
        return json.dumps(packed, ensure_ascii=False, separators=(",", ":")).encode(*_UTF8)
    except _WRONG as wrong:
        raise Unusable from wrong


def unpack(kind: Any, data: bytes, file: str) -> Any:
    """What `pack` was given. Raises Unusable where `data` is anything else."""
    try:
        return _codec(kind).unpack(json.loads(data.decode(*_UTF8)), file)
    except _WRONG as wrong:
        raise Unusable from wrong


@dataclass(frozen=True, slots=True)
class _Codec:
    pack: Step
    unpack: Step


@cache
def _codec(kind: Any) -> _Codec:
    origin, args = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        return _one_of(args)
    if origin is tuple and args[-1] is ...:
        return _many(_codec(args[0]))
    if origin is tuple:
        return _row([_codec(arg) for arg in args])
    if is_dataclass(origin or kind) and kind is not Location:
        return _record(origin or kind, args)
    return _single(kind)


def _single(kind: Any) -> _Codec:
    if kind in (str, int, bool, NoneType):
        return _plain(kind)
    if kind in (datetime, date):
        return _moment(kind)
    if kind is Location:
        return _Codec(_pack_place, _unpack_place)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return _Codec(lambda value, _: value.value, lambda value, _: kind(value))
    raise TypeError(f"nothing is known of how to pack {kind}")


def _plain(kind: type) -> _Codec:
    def check(value: Any, _: str) -> Any:
        if type(value) is not kind:
            raise TypeError(f"no {kind}")
        return value

    return _Codec(lambda value, _: value, check)


def _moment(kind: type[date]) -> _Codec:
    def read(value: Any, _: str) -> date:
        moment = kind.fromisoformat(value)
        if isinstance(moment, datetime) and moment.tzinfo is not UTC:
            raise ValueError("not in UTC")
        return moment

    return _Codec(lambda value, _: value.isoformat(), read)


def _pack_place(place: Location, file: str) -> list[object]:
    packed: list[object] = [place.line, place.column, place.width, place.text]
    return packed if place.file == file else [*packed, place.file]


def _unpack_place(packed: Any, file: str) -> Location:
    line, column, width, text, *elsewhere = packed
    place = Location(elsewhere[0] if elsewhere else file, line, column, width, text)
    if not (type(line) is type(column) is type(width) is int and type(text) is str):
        raise TypeError("no place")
    if type(place.file) is not str or len(elsewhere) > 1:
        raise TypeError("no file")
    return place


def _one_of(kinds: tuple[Any, ...]) -> _Codec:
    """Of several types the number says which it is; nothing needs to be said of None."""
    several = [kind for kind in kinds if kind is not NoneType]
    codecs = [_codec(kind) for kind in several]
    classes = [get_origin(kind) or kind for kind in several]
    has_none = len(several) < len(kinds)

    def pack_one(value: Any, file: str) -> Any:
        if value is None:
            return None
        number = next(n for n, each in enumerate(classes) if isinstance(value, each))
        packed = codecs[number].pack(value, file)
        return packed if len(codecs) == 1 else [number, packed]

    def unpack_one(packed: Any, file: str) -> Any:
        if packed is None:
            if has_none:
                return None
            raise TypeError("nothing")
        if len(codecs) == 1:
            return codecs[0].unpack(packed, file)
        number, packed = packed
        return codecs[abs(number)].unpack(packed, file)

    return _Codec(pack_one, unpack_one)


def _many(one: _Codec) -> _Codec:
    pack_one, unpack_one = one.pack, one.unpack

    def read(packed: Any, file: str) -> tuple[Any, ...]:
        if type(packed) is not list:
            raise TypeError("no list")
        return tuple([unpack_one(each, file) for each in packed])

    return _Codec(lambda value, file: [pack_one(each, file) for each in value], read)


def _row(parts: list[_Codec]) -> _Codec:
    def write(value: Any, file: str) -> list[Any]:
        return [part.pack(each, file) for part, each in zip(parts, value, strict=True)]

    def read(packed: Any, file: str) -> tuple[Any, ...]:
        return tuple([part.unpack(each, file) for part, each in zip(parts, packed, strict=True)])

    return _Codec(write, read)


def _record(cls: Any, args: tuple[Any, ...]) -> _Codec:
    """A dataclass, without the fields that hold what they hold by default."""
    hints = get_type_hints(cls)
    meant = dict(zip(getattr(cls, "__parameters__", ()), args, strict=True))
    codecs = {each.name: _codec(_with(hints[each.name], meant)) for each in fields(cls)}
    usual = {each.name: each.default for each in fields(cls)}

    def write(value: Any, file: str) -> dict[str, Any]:
        found = ((name, getattr(value, name)) for name in codecs)
        return {
            name: codecs[name].pack(held, file)
            for name, held in found
            if usual[name] is MISSING or held != usual[name]
        }

    def read(packed: Any, file: str) -> Any:
        return cls(**{name: codecs[name].unpack(held, file) for name, held in packed.items()})

    return _Codec(write, read)


def _with(hint: Any, meant: dict[Any, Any]) -> Any:
    """A type in which variables stand for what they mean here: the status of an update."""
    if isinstance(hint, TypeVar):
        return meant[hint]
    wanted = tuple(meant[each] for each in getattr(hint, "__parameters__", ()))
    return hint[wanted] if wanted else hint
