"""The logo as pages carry it: its bytes inside, and the plate that it may need."""

import base64
from dataclasses import dataclass

from generator.content.logo import logo_of as picture_of
from generator.model.colour import WHITE, Rgb, is_seen
from generator.model.site import Media
from generator.state.records import State

_TYPES = {"svg": "svg+xml", "jpg": "jpeg"}
#: dark paper of a usual kind; a theme's own is not far from it
_DARK: Rgb = (0x15, 0x18, 0x1C)


@dataclass(frozen=True, slots=True)
class Logo:
    #: a data: address, so that a page needs no second request
    href: str
    #: pages on which it cannot be made out without a plate of the other kind behind it:
    #: `light`, `dark`, or empty. No colour is lost on both
    plate: str


def logo_of(state: State) -> Logo | None:
    """The logo of a site; None where it has none."""
    media = picture_of(state.site)
    if media is None:
        return None
    suffix = media.path.suffix[1:].lower()
    data = base64.b64encode(media.path.read_bytes()).decode()
    return Logo(f"data:image/{_TYPES.get(suffix, suffix)};base64,{data}", _plate(media))


def _plate(media: Media) -> str:
    if not media.colours:
        return "dark"  # a picture whose colours cannot be told was most likely made for white
    if not is_seen(media.colours, WHITE):
        return "light"
    return "" if is_seen(media.colours, _DARK) else "dark"
