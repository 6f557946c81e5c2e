"""Ids as Statuspage has them: 12 letters and digits, made of what never changes."""

import hashlib
from collections.abc import Iterable, Mapping
from itertools import product

from generator.errors import UserError

LENGTH = 12

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_PAIRS = tuple("".join(pair) for pair in product(_DIGITS, repeat=2))


def short_id(identity: str, name: str) -> str:
    """The id of `name` on the site of this identity: the digest of `tag:<identity>:<name>`.

    An event's name is its id, an update's `<event id>/<UTC time>`, so that these are the tags of
    the feeds; `component:<id>` and `group:<id>` cannot be an event's, and the page's is empty.
    """
    digest = hashlib.sha256(f"tag:{identity}:{name}".encode()).digest()
    number, pairs = int.from_bytes(digest[:16]), []
    for _ in range(LENGTH // 2):
        number, rest = divmod(number, len(_PAIRS))
        pairs.append(_PAIRS[rest])
    return "".join(pairs)


def short_ids(identity: str, names: Iterable[str]) -> Mapping[str, str]:
    """The id of each name. UserError where two share one: once in some 10 ** 11 large sites."""
    ids: dict[str, str] = {}
    taken: dict[str, str] = {}
    for name in names:
        ids[name] = short_id(identity, name)
        other = taken.setdefault(ids[name], name)
        if other != name:
            message = f"'{other}' and '{name}' have one API id; give the newer one another `id:`"
            raise UserError(message)
    return ids
