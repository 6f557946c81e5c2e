"""Converters that only site.yml needs: numbers, addresses, zones and colours."""

import re
from decimal import Decimal
from functools import cache
from importlib import resources
from urllib.parse import urlsplit

from generator.content.fields import Problems, as_line, as_words
from generator.content.yamlio import Node, Scalar
from generator.errors import did_you_mean, error

_MAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


def as_number(node: Node, problems: Problems) -> Decimal | None:
    """A plain decimal number that is not negative."""
    text = as_words(node, problems)
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return Decimal(text)
    problems.append(error("KEY-09", node.location, f"'{text}' is not a number like 0.3"))
    return None


def as_address(node: Node, problems: Problems) -> str | None:
    """An http(s) address, without a final slash."""
    text = as_line(node, problems)
    if text is None:
        return None
    parts = urlsplit(text) if _well_formed(text) else None
    if parts and parts.scheme in ("http", "https") and parts.hostname and not parts.username:
        return text.rstrip("/")
    hint = f"write: https://{text}" if "://" not in text and "." in text else ""
    message = f"'{text}' is not an address that begins with https://"
    problems.append(error("KEY-10", node.location, message, hint))
    return None


def as_contact(node: Node, problems: Problems) -> str | None:
    """A mail address or an http(s) address."""
    if isinstance(node, Scalar) and _MAIL.fullmatch(node.text):
        return node.text
    return as_address(node, problems)


def _well_formed(text: str) -> bool:
    try:
        urlsplit(text)
    except ValueError:
        return False
    return not re.search(r"[\s<>\"'`\\]", text)


def as_zone(node: Node, problems: Problems) -> str | None:
    """The name of a time zone in the IANA database."""
    text = as_words(node, problems)
    if text is None or text in _zone_names():
        return text
    hint = did_you_mean(text, _zone_names()) or "names are like Europe/Berlin; see `UTC` for none"
    problems.append(error("KEY-11", node.location, f"there is no time zone '{text}'", hint))
    return None


def as_colour(node: Node, problems: Problems) -> str | None:
    """A colour, `#rgb` or `#rrggbb`, in quotes; comes out as `#rrggbb`."""
    text = as_words(node, problems)
    if text is None:
        return None
    if re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        return text.lower()
    if re.fullmatch(r"#[0-9A-Fa-f]{3}", text):
        return "#" + "".join(digit * 2 for digit in text[1:].lower())
    message = f'\'{text}\' is not a colour like "#0b5" or "#00bb55" (in quotes)'
    problems.append(error("KEY-04", node.location, message))
    return None


@cache
def _zone_names() -> frozenset[str]:
    """From the tzdata package, so that every machine knows the same zones."""
    names = resources.files("tzdata").joinpath("zones").read_text("ascii")
    return frozenset(names.split())
