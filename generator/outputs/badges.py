"""badge.svg and components/<id>.svg: a state in words, as a picture for other people's pages."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from types import MappingProxyType
from xml.etree import ElementTree as ET

from generator.model.colour import WHITE, Rgb, as_hex
from generator.model.component import ComponentStatus
from generator.outputs.addresses import BADGE, badge_path
from generator.outputs.artifact import Artifact
from generator.outputs.pages.frame import desk
from generator.render.theme import Theme
from generator.state.records import Indicator, State

#: in pixels
HEIGHT, BASELINE, FONT_SIZE = 20, 14, 11
FONT = "system-ui,sans-serif"
#: space beside words, and the room of the shape before a state
PAD, SHAPE = 7, 15
#: a longer name is cut in the drawing
MOST_WIDTH = 200
#: behind the name
PLATE: Rgb = (0x34, 0x3A, 0x42)

_ROUND_LEFT = "a4 4 0 0 1-4-4V4a4 4 0 0 1 4-4"
_ROUND_RIGHT = "a4 4 0 0 1 4 4v12a4 4 0 0 1-4 4"
_JOINER = "\u200d"
#: of Latin letters, in hundredths of the font's size
_WIDTHS = MappingProxyType(
    {
        character: width
        for characters, width in (
            ("ijl'|", 24),
            (" .,:;!/\\fIt[]·", 30),
            ('()-r"`{}*°', 36),
            ("ckszvxyJ", 52),
            ("abdeghnopqu0123456789$?_", 58),
            ("wCDGHNOQRU&+<>=#~–", 74),
            ("ABEFKLPSTVXYZ", 68),
            ("mMW@%—…", 92),
        )
        for character in characters
    }
)


@dataclass(frozen=True, slots=True)
class Look:
    """How a state is drawn: a shape of its own, ten wide around 0, and a colour under white."""

    shape: str
    colour: Rgb


_ROUND, _SQUARE, _DIAMOND = "M0-4a4 4 0 1 0 .01 0z", "M-4-4h8v8h-8z", "M0-5l5 5-5 5-5-5z"
_FINE = Look(_ROUND, (0x2A, 0x7D, 0x4F))
_WORK = Look(_SQUARE, (0x3B, 0x62, 0xC0))
_SLOW = Look(_DIAMOND, (0x8A, 0x61, 0x00))
_PART = Look("M0-5l5 9h-10z", (0xB3, 0x47, 0x0F))
_DOWN = Look("M0 5l5-9h-10z", (0xB3, 0x20, 0x2C))
_GONE = Look("M-4-1h8v2h-8z", (0x56, 0x5D, 0x66))
LOOKS = MappingProxyType(
    {
        Indicator.NONE: _FINE,
        Indicator.MAINTENANCE: _WORK,
        Indicator.MINOR: _SLOW,
        Indicator.MAJOR: _PART,
        Indicator.CRITICAL: _DOWN,
        ComponentStatus.OPERATIONAL: _FINE,
        ComponentStatus.UNDER_MAINTENANCE: _WORK,
        ComponentStatus.DEGRADED_PERFORMANCE: _SLOW,
        ComponentStatus.PARTIAL_OUTAGE: _PART,
        ComponentStatus.MAJOR_OUTAGE: _DOWN,
    }
)


@dataclass(frozen=True, slots=True)
class BadgeView:
    #: whose state it is
    name: str
    words: str
    look: Look


def badges(state: State, _theme: Theme) -> Iterator[Artifact]:
    """The badge of the page, and one for each component."""
    indicator = state.indicator
    of_page = BadgeView(state.site.settings.title, indicator.description, LOOKS[indicator])
    yield _badge(BADGE, of_page)
    names = desk(state).names
    for each in state.components:
        words, look = (
            ("Retired", _GONE) if each.is_retired else (each.status.label, LOOKS[each.status])
        )
        view = BadgeView(names[each.component.id], words, look)
        yield _badge(badge_path(each.component.id), view)


def _badge(path: str, view: BadgeView) -> Artifact:
    return Artifact(path, view, partial(draw, view))


def draw(view: BadgeView) -> bytes:
    """The SVG: one picture whose title has all words, whatever was cut in the drawing."""
    from generator.render.markup_grammar import legal_line

    whole = legal_line(view.name)
    name = cut(whole)
    name_width, words_width = width_of(name), width_of(view.words)
    left, right = name_width + 2 * PAD, SHAPE + words_width + 2 * PAD
    size = {"width": str(left + right), "height": str(HEIGHT)}
    svg = ET.Element("svg", {"xmlns": "http://www.w3.org/2000/svg", "role": "img", **size})
    svg.set("viewBox", f"0 0 {left + right} {HEIGHT}")
    ET.SubElement(svg, "title").text = f"{whole}: {view.words}"
    # the left half reaches under the right one, so that no seam shows where both are scaled
    ET.SubElement(svg, "path", d=f"M{left + 1} 0v20H4{_ROUND_LEFT}z", fill=as_hex(PLATE))
    colour = as_hex(view.look.colour)
    ET.SubElement(svg, "path", d=f"M{left} 20V0h{right - 4}{_ROUND_RIGHT}z", fill=colour)
    white = ET.SubElement(svg, "g", {"fill": as_hex(WHITE), "font-family": FONT})
    white.set("font-size", str(FONT_SIZE))
    place = f"translate({left + PAD + 5} {HEIGHT // 2})"
    ET.SubElement(white, "path", d=view.look.shape, transform=place)
    _write(white, name, PAD, name_width)
    _write(white, view.words, left + PAD + SHAPE, words_width)
    return ET.tostring(svg, "unicode").encode()


def _write(parent: ET.Element, text: str, start: int, width: int) -> None:
    """Words that are as wide as we say in every font: the glyphs are scaled, never moved apart."""
    facts = {"x": f"{start + width / 2:g}", "y": str(BASELINE), "text-anchor": "middle"}
    element = ET.SubElement(parent, "text", facts)
    element.set("textLength", str(width))
    element.set("lengthAdjust", "spacingAndGlyphs")
    if _is_right_to_left(text):
        element.set("direction", "rtl")
    element.text = text


def width_of(text: str) -> int:
    """About how wide a text is in a usual sans-serif font, in pixels."""
    return max(1, round(sum(map(_width, text)) * FONT_SIZE / 100))


def cut(text: str) -> str:
    """A text that fits, with `…` where it was longer; no letter is parted from its marks."""
    if width_of(text) <= MOST_WIDTH:
        return text
    used, end = _width("…"), 0
    while (used + _width(text[end])) * FONT_SIZE <= MOST_WIDTH * 100:
        used += _width(text[end])
        end += 1
    while end and (_belongs(text[end]) or text[end - 1] == _JOINER):
        end -= 1
    return f"{text[:end].rstrip()}…"


def _width(character: str) -> int:
    """In hundredths of the font's size."""
    if _belongs(character):
        return 0
    if character in _WIDTHS:
        return _WIDTHS[character]
    if unicodedata.east_asian_width(character) in "WF":
        return 100
    if unicodedata.bidirectional(character) == "AL":
        return 48
    return 72 if character.isupper() else 60


def _belongs(character: str) -> bool:
    """Whether it is drawn on the one before, or not at all."""
    return unicodedata.category(character) in {"Mn", "Me", "Cf"}


def _is_right_to_left(text: str) -> bool:
    """As its first letter is: what a browser finds by itself in HTML, but not in a drawing."""
    directions = map(unicodedata.bidirectional, text)
    return next((each for each in directions if each in {"L", "R", "AL"}), "L") != "L"
