"""Whether the brand can be seen: the accent as text, the logo as a picture, and what it weighs."""

from collections.abc import Iterator
from datetime import datetime
from math import floor

from generator.content.logo import logo_of
from generator.errors import Problem, warning
from generator.model.colour import (
    TEXT_RATIO,
    WHITE,
    as_hex,
    contrast,
    is_seen,
    parse_colour,
    readable,
)
from generator.model.site import Site

#: in bytes
HEAVY_LOGO = 4 * 1024


def pale_accent(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-18: the accent is too pale for text on white."""
    settings = site.settings
    accent = parse_colour(settings.accent)
    if accent is None or contrast(accent, WHITE) >= TEXT_RATIO:
        return
    ratio = floor(contrast(accent, WHITE) * 10) / 10  # never said to reach what it does not
    message = (
        f"the accent {settings.accent} is too pale for text on white "
        f"({ratio}:1, it takes {TEXT_RATIO}:1): links use a darker one"
    )
    hint = f"of the same hue, {as_hex(readable(accent, [WHITE]))} is dark enough"
    yield warning("CON-18", settings.accent_place, message, hint)


def invisible_logo(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-19: an SVG logo of which nothing can be made out on white."""
    logo = logo_of(site)
    if logo and logo.colours and not is_seen(logo.colours, WHITE):
        message = "the logo has only pale colours: on white it stands on a dark plate"
        hint = "choose the logo that was made for white paper"
        yield warning("CON-19", site.settings.logo_place, message, hint)


def heavy_logo(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-20: a logo that weighs more than the page around it."""
    logo = logo_of(site)
    if logo and logo.size > HEAVY_LOGO:
        message = f"the logo has {logo.size:,} bytes, and every page carries it"
        hint = f"up to {HEAVY_LOGO:,} are fine: a simple SVG, or a PNG 56 pixels high"
        yield warning("CON-20", site.settings.logo_place, message, hint)
