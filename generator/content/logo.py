"""The logo: which picture it is, and the colours that an SVG is painted with."""

import re
from xml.parsers import expat

from generator.content.links import resolve
from generator.model.colour import BLACK, Rgb, parse_colour
from generator.model.site import Media, Site

#: the basic colours of CSS; whoever uses rarer names gets no advice
_NAMED = {
    "black": "#000000",
    "silver": "#c0c0c0",
    "gray": "#808080",
    "grey": "#808080",
    "white": "#ffffff",
    "maroon": "#800000",
    "red": "#ff0000",
    "purple": "#800080",
    "fuchsia": "#ff00ff",
    "magenta": "#ff00ff",
    "green": "#008000",
    "lime": "#00ff00",
    "olive": "#808000",
    "yellow": "#ffff00",
    "navy": "#000080",
    "blue": "#0000ff",
    "teal": "#008080",
    "aqua": "#00ffff",
    "cyan": "#00ffff",
    "orange": "#ffa500",
    "currentcolor": "#000000",  # in an <img> nothing gives it another colour
}
_NO_PAINT = re.compile(r"|none|transparent|inherit|initial|unset|url\(.*|context-.*", re.DOTALL)
_RGB = re.compile(r"rgba?\(\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*[,\s]\s*(\d{1,3})\s*(?:[,/].*)?\)")
_WITH_ALPHA = re.compile(r"(#[0-9a-f]{3})[0-9a-f]|(#[0-9a-f]{6})[0-9a-f]{2}")
_PAINTS = ("fill", "stroke", "stop-color")
_DECLARED = re.compile(r"(?<![\w-])(fill|stroke|stop-color)\s*:\s*([^;}!]*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)

_SHAPES = {"path", "rect", "circle", "ellipse", "polygon", "polyline", "text"}
#: what is drawn in these only cuts other shapes
_CUTTERS = {"clipPath", "mask"}
#: pictures of colours that cannot be told
_FOREIGN = {"image", "feImage", "foreignObject"}


def logo_of(site: Site) -> Media | None:
    """The picture that site.yml names as the logo; None where there is none."""
    file = resolve(site.settings.logo, site.settings.location.file)
    found = (media for media in site.media if media.file == file)
    return next(found, None) if site.settings.logo else None


def colours_of(file: str, data: bytes) -> tuple[Rgb, ...] | None:
    """The colours in an SVG, each once; None where they cannot be told, as in any other picture."""
    if not file.casefold().endswith(".svg"):
        return None
    drawing = _Drawing()
    try:
        drawing.read(data)
        return drawing.colours()
    except (expat.ExpatError, ValueError, LookupError):
        return None


class _Drawing:
    """Collects paint while expat walks through the elements; whatever it cannot tell, it raises."""

    def __init__(self) -> None:
        self.paints: set[str] = set()
        self.sheet = ""
        self.uses_default = False
        #: for each open element its name, and whether it or one around it says how to fill
        self.open: list[tuple[str, bool]] = []

    def read(self, data: bytes) -> None:
        """Take in a whole file. Entities are refused, so nothing in it can grow or be fetched."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartDoctypeDeclHandler = _refuse_declarations
        parser.StartElementHandler = self._start
        parser.EndElementHandler = lambda _: self.open.pop()
        parser.CharacterDataHandler = self._text
        parser.Parse(data, True)

    def colours(self) -> tuple[Rgb, ...]:
        """What was collected; a shape that nothing fills is black."""
        declared = _DECLARED.findall(_COMMENT.sub("", self.sheet))
        self.paints.update(paint for _, paint in declared)
        found = {colour for paint in self.paints if (colour := _colour(paint))}
        styled = any(name == "fill" for name, _ in declared)
        return tuple(sorted(found | {BLACK} if self.uses_default and not styled else found))

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        if name in _FOREIGN:
            raise ValueError(name)
        paints = {key: attributes[key] for key in _PAINTS if key in attributes}
        paints |= dict(_DECLARED.findall(attributes.get("style", "")))
        around = bool(self.open) and self.open[-1][1]
        is_filled = around or "fill" in paints or name in _CUTTERS
        self.paints.update(paints.values())
        self.uses_default |= name in _SHAPES and not is_filled
        self.open.append((name, is_filled))

    def _text(self, text: str) -> None:
        if self.open[-1][0] == "style":
            self.sheet += text


def _refuse_declarations(*doctype: object) -> None:
    has_internal_subset = doctype[-1]
    if has_internal_subset:
        raise ValueError("declarations")


def _colour(paint: str) -> Rgb | None:
    """The colour of a paint; None where it paints nothing. Raises ValueError for one unknown."""
    text = paint.strip().lower()
    if _NO_PAINT.fullmatch(text):
        return None
    if numbers := _RGB.fullmatch(text):
        red, green, blue = (min(255, int(number)) for number in numbers.groups())
        return red, green, blue
    if digits := _WITH_ALPHA.fullmatch(text):
        text = digits[1] or digits[2]
    colour = parse_colour(_NAMED.get(text, text))
    if colour is None:
        raise ValueError(paint)
    return colour
