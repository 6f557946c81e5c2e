"""Colours of a theme that are none, or that words cannot be read in."""

import re
from collections.abc import Iterator, Mapping
from itertools import product
from math import floor

from generator.errors import Problem, did_you_mean, warning
from generator.model.colour import TEXT_RATIO, as_hex, contrast, parse_colour, readable
from generator.render.manifest import Look, Manifest
from generator.render.theme_fault import NO_EFFECT

TEXT = ("ink", "soft", "accent", "ok", "work", "slow", "part", "down")
PAPERS = ("paper", "fill")

_FUNCTION = re.compile(
    r"(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color|color-mix|light-dark|device-cmyk|var|calc)\(.*\)"
)
_HEX = re.compile(r"#(?:[0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})")
#: CSS Color 4, 6.1 and 6.2
_WORDS = """
    aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet
    brown burlywood cadetblue chartreuse chocolate coral cornflowerblue cornsilk crimson cyan
    darkblue darkcyan darkgoldenrod darkgray darkgreen darkgrey darkkhaki darkmagenta
    darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue
    darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey
    dodgerblue firebrick floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray
    green greenyellow grey honeydew hotpink indianred indigo ivory khaki lavender lavenderblush
    lawngreen lemonchiffon lightblue lightcoral lightcyan lightgoldenrodyellow lightgray lightgreen
    lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray lightslategrey
    lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue
    mediumorchid mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise
    mediumvioletred midnightblue mintcream mistyrose moccasin navajowhite navy oldlace olive
    olivedrab orange orangered orchid palegoldenrod palegreen paleturquoise palevioletred
    papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue
    saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray
    slategrey snow springgreen steelblue tan teal thistle tomato turquoise violet wheat white
    whitesmoke yellow yellowgreen transparent currentcolor inherit
    accentcolor accentcolortext activetext buttonborder buttonface buttontext canvas canvastext
    field fieldtext graytext highlight highlighttext linktext mark marktext selecteditem
    selecteditemtext visitedtext
"""
_NAMES = tuple(_WORDS.split())


def colour_warnings(manifest: Manifest, before: Look, look: Look) -> Iterator[Problem]:
    """What a manifest's own colours do not do; `before` has those of the theme it extends."""
    for table in ("style", "style.dark"):
        for name, value in manifest.table(table).items():
            was = before.style.get(name, "")
            if isinstance(value, str) and is_colour(was) and not is_colour(value):
                message = f"'{value}' is no colour: browsers show '{name}' as if it were not there"
                hint = did_you_mean(value, _NAMES) or f"write one like {was}"
                yield warning(NO_EFFECT, manifest.place(table, name), message, hint)
    yield from _pale(manifest, "style", look.style, "light")
    yield from _pale(manifest, "style.dark", {**look.style, **look.dark}, "dark")


def is_colour(value: str) -> bool:
    """Whether a browser would take it for a colour; the inside of `rgb(…)` is not looked at."""
    word = value.strip().casefold()
    return word in _NAMES or bool(_HEX.fullmatch(word) or _FUNCTION.fullmatch(word))


def _pale(
    manifest: Manifest, table: str, style: Mapping[str, str], pages: str
) -> Iterator[Problem]:
    """Words on paper that not everybody can read, where the manifest names one of the two."""
    own = manifest.table(table)
    papers = [paper for each in PAPERS if (paper := parse_colour(style.get(each, "")))]
    for name in TEXT:
        colour = parse_colour(style.get(name, ""))
        named = next((each for each in (name, *PAPERS) if each in own), "")
        if colour is None or not named or not papers:
            continue
        ratio = min(contrast(front, paper) for front, paper in product([colour], papers))
        if ratio < TEXT_RATIO:
            message = (
                f"'{name}' {style[name]} cannot be read by everybody on {pages} pages "
                f"({floor(ratio * 10) / 10}:1, it takes {TEXT_RATIO}:1)"
            )
            hint = f"of the same hue, {as_hex(readable(colour, papers))} can be read"
            yield warning(NO_EFFECT, manifest.place(table, named), message, hint)
