"""Converters that only site.yml needs: numbers, addresses, zones and colours."""

import re
from decimal import Decimal
from functools import cache
from importlib import resources
from urllib.parse import SplitResult, urlsplit

from generator.content.fields import Problems, as_line, as_words
from generator.content.yamlio import Node, Scalar
from generator.errors import did_you_mean, error

_MAIL = re.compile(r"[^@\s<>\"'`\\]+@[^@\s<>\"'`\\]+\.[^@\s<>\"'`\\]+")
#: as mail servers have it; and longer ones would take the pattern a while
LONGEST_MAIL = 254
_EXPECTED = "an address that begins with https://"


def as_number(node: Node, problems: Problems) -> Decimal | None:
    """A plain decimal number that is not negative."""
    text = as_words(node, problems)
    if text is None:
        return None
    if re.fullmatch(r"[0-9]{1,9}(\.[0-9]{1,9})?", text):
        return Decimal(text)
    hint = ""
    if re.fullmatch(r"[0-9]+,[0-9]+", text):
        hint = f"write: {text.replace(',', '.')}"
    elif re.fullmatch(r"[0-9.]+ ?%", text):
        hint = "write it without the `%` (of 30% the number is 0.3)"
    problems.append(error("KEY-09", node.location, f"'{text}' is not a number like 0.3", hint))
    return None


def as_site_address(node: Node, problems: Problems) -> str | None:
    """An http(s) address below which pages lie: no query, and no final slash."""
    text = as_address(node, problems)
    if text is None or not re.search(r"[?#]", text):
        return text
    message = "the address of a site has no `?` and no `#`"
    problems.append(error("KEY-10", node.location, message))
    return None


def as_address(node: Node, problems: Problems, expected: str = _EXPECTED) -> str | None:
    """An http(s) address, without a final slash."""
    text = as_line(node, problems)
    if text is None:
        return None
    parts = _split(text)
    if parts and parts.scheme in ("http", "https") and parts.hostname and "@" not in parts.netloc:
        return text.rstrip("/")
    message, hint = f"'{text}' is not {expected}", ""
    if parts and "@" in parts.netloc:
        message = "an address must not hold a name or a password: everybody reads it"
        hint = "delete what stands before the `@`"
    elif "://" not in text and re.match(r"[\w-]+(\.[\w-]+)+", text):
        hint = f"write: https://{text}"
    problems.append(error("KEY-10", node.location, message, hint))
    return None


def as_contact(node: Node, problems: Problems) -> str | None:
    """A mail address or an http(s) address."""
    is_short = isinstance(node, Scalar) and len(node.text) <= LONGEST_MAIL
    if isinstance(node, Scalar) and is_short and _MAIL.fullmatch(node.text):
        return node.text
    return as_address(node, problems, f"a mail address, or {_EXPECTED}")


def _split(text: str) -> SplitResult | None:
    """The parts of an address; None where it is not well formed."""
    if re.search(r"[\s<>\"'`\\]", text):
        return None
    try:
        parts = urlsplit(text)
        return parts if parts.port != 0 else None
    except ValueError:
        return None


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
