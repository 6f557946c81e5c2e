"""Colours and how well one is read on another (WCAG 2.2: relative luminance, contrast ratio)."""

import re
from collections.abc import Iterable, Sequence
from math import inf

#: red, green and blue, each 0 to 255
Rgb = tuple[int, int, int]

BLACK: Rgb = (0, 0, 0)
WHITE: Rgb = (255, 255, 255)
#: what text takes (WCAG 1.4.3, level AA), and what a picture does (1.4.11)
TEXT_RATIO, PICTURE_RATIO = 4.5, 3.0

_STEPS = 100
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", re.IGNORECASE)


def parse_colour(text: str) -> Rgb | None:
    """The colour that `#rgb` or `#rrggbb` names; None for any other text."""
    if not _HEX.fullmatch(text):
        return None
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
    return int(digits[0:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def as_hex(colour: Rgb) -> str:
    """A colour as `#rrggbb`."""
    return "#{:02x}{:02x}{:02x}".format(*colour)


def contrast(one: Rgb, other: Rgb) -> float:
    """The contrast ratio of two colours, whichever is the text: from 1 to 21."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: Rgb) -> float:
    """The relative luminance: 0 for black, 1 for white."""
    red, green, blue = (_linear(channel / 255) for channel in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def is_seen(colours: Iterable[Rgb], paper: Rgb) -> bool:
    """Whether a picture of these colours can be made out on `paper`."""
    return any(contrast(colour, paper) >= PICTURE_RATIO for colour in colours)


def readable(colour: Rgb, papers: Sequence[Rgb], ratio: float = TEXT_RATIO) -> Rgb:
    """The nearest colour of the same hue that reaches `ratio` on each of `papers`.

    It is mixed with black or with white, whichever takes less. Where neither is enough (for papers
    that are far apart) it is the better of the two.
    """
    for step in range(_STEPS + 1):
        for end in (BLACK, WHITE):
            mixed = _mixed(colour, end, step / _STEPS)
            if _least(mixed, papers) >= ratio:
                return mixed
    return max(BLACK, WHITE, key=lambda end: _least(end, papers))


def _least(colour: Rgb, papers: Sequence[Rgb]) -> float:
    return min((contrast(colour, paper) for paper in papers), default=inf)


def _mixed(colour: Rgb, end: Rgb, share: float) -> Rgb:
    red, green, blue = (
        round(channel + (goal - channel) * share) for channel, goal in zip(colour, end, strict=True)
    )
    return red, green, blue


def _linear(channel: float) -> float:
    """A channel of sRGB, 0 to 1, as light."""
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
