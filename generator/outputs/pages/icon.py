"""The small picture of a browser's tab: the state as a shape and a colour, without a request."""

from functools import cache
from urllib.parse import quote
from xml.etree import ElementTree as ET

from generator.state.records import Indicator

#: the shapes of the style sheet's marks, and colours that hold on light and on dark tabs
_LOOKS = {
    Indicator.NONE: ("M8 1a7 7 0 1 0 .01 0z", "#2f9e66"),
    Indicator.MAINTENANCE: ("M2 2h12v12H2z", "#4f7fd0"),
    Indicator.MINOR: ("M8 0l8 8-8 8-8-8z", "#c8962a"),
    Indicator.MAJOR: ("M8 1l8 14H0z", "#d9772a"),
    Indicator.CRITICAL: ("M8 15L0 1h16z", "#d0444d"),
}
_PLAIN = ("M8 1a7 7 0 1 0 .01 0z", "#7a828c")


@cache
def icon(indicator: Indicator | None = None) -> str:
    """A data: address of an SVG; without an indicator, one that says nothing about now."""
    shape, colour = _LOOKS[indicator] if indicator else _PLAIN
    svg = ET.Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox="0 0 16 16")
    ET.SubElement(svg, "path", d=shape, fill=colour)
    return "data:image/svg+xml," + quote(ET.tostring(svg, "unicode"), safe="/:='")
