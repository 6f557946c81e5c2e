"""Turns an author's Markdown into safe HTML that reads as the git host's preview does.

Python-Markdown runs the steps and prints the tree. The steps themselves are ours, put in where it
lets them be replaced: its own do not see what incident writers type (a list right under a line, two
spaces of nesting, fences), and take minutes over hostile text.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from urllib.parse import quote
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from generator.render.markup_blocks import BlockReader
from generator.render.markup_elements import dissolve
from generator.render.markup_grammar import legal, unescaped
from generator.render.markup_inline import fill

EMPTY: Mapping[str, str] = MappingProxyType({})

_TAG = re.compile(r"<[^>]*>")
_NEW_LINE = re.compile(r"\r\n?")
_EXTERNAL = re.compile(
    r"(https?://(?:[\w.~%-]+|\[[0-9A-Fa-f:.]+\])(?::[0-9]{1,5})?)((?:[/?#].*)?)\Z",
    re.IGNORECASE | re.DOTALL,
)
_MAIL = re.compile(r"(mailto:)([^\s\\]+)\Z", re.IGNORECASE)
_IN_ADDRESS = "!#$%&'()*+,-./:;=?@_~"
_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_HIGHEST, _LOWEST = 3, 6
_TABLE = MappingProxyType({"class": "table", "tabindex": "0", "aria-label": "Table"})


def to_html(text: str, targets: Mapping[str, str] = EMPTY, *, shift: int = 0) -> str:
    """The HTML of a text in Markdown; any text gives some, none gives an error.

    `targets` maps an author's relative link or image address, exactly as typed, to its published
    address; other relative links are printed as their words, other images as theirs. `shift` lowers
    headings: `###` is h3 with 0, h4 with 1; `#` and `##` count as `###`; none goes below h6.
    """
    return _wall().clean(_engine().render(text, _Rules(targets, shift)))


def to_inline_html(text: str, targets: Mapping[str, str] = EMPTY) -> str:
    """The HTML of one line of inline Markdown, such as a field's value, without a paragraph."""
    return _wall().clean(_engine().render(text, _Rules(targets, is_inline=True)))


def to_plain(text: str) -> str:
    """The words of a text in Markdown alone, in one line, for titles and descriptions."""
    words = _TAG.sub("", _engine().render(text, _Rules(EMPTY)))
    return " ".join(html.unescape(words).split())


@dataclass(frozen=True, slots=True)
class _Rules:
    """What one call asks for."""

    targets: Mapping[str, str]
    shift: int = 0
    is_inline: bool = False


class _Engine(Markdown):
    """Python-Markdown with our steps in the place of its own."""

    parser: BlockReader
    rules = _Rules(EMPTY)

    def build_parser(self) -> "_Engine":
        self.preprocessors = Registry()
        self.parser = BlockReader(self)
        self.inlinePatterns = Registry()
        self.treeprocessors = Registry()
        self.treeprocessors.register(_Inline(self), "inline", 20)
        self.treeprocessors.register(_Publisher(self), "publisher", 10)
        self.postprocessors = Registry()
        return self

    def render(self, text: str, rules: _Rules) -> str:
        """The HTML of a text, before the wall. Nothing of a call outlives it."""
        self.rules = rules
        self.parser.is_inline = rules.is_inline
        try:
            return self.convert(legal(_NEW_LINE.sub("\n", text)).removesuffix("\n"))
        finally:
            self.rules = _Rules(EMPTY)
            self.parser.reset()


class _Inline(Treeprocessor):
    md: _Engine

    def run(self, root: Element) -> None:  # noqa: ARG002 # the parser kept the elements at hand
        found = self.md.parser.found
        for element in found.prose:
            fill(element, found)


class _Publisher(Treeprocessor):
    """Decides what of a tree may be published, and how."""

    md: _Engine

    def run(self, root: Element) -> None:
        rules = self.md.rules
        for element in list(root.iter()):
            if element.tag == "a":
                _publish_link(element, rules.targets)
            elif element.tag == "img":
                _publish_image(element, rules.targets)
            elif element.tag in _HEADINGS:
                level = max(int(element.tag[1]), _HIGHEST) + rules.shift
                element.tag = f"h{min(level, _LOWEST)}"
            elif element.tag == "li":
                _publish_task(element)
            elif element.tag == "pre":
                element.set("tabindex", "0")  # so that a keyboard can scroll it
            elif element.tag == "section" and element is not root:
                element.attrib.update(_TABLE)
            _escape_ampersands(element)


def _publish_link(element: Element, targets: Mapping[str, str]) -> None:
    """Sends a link to its published address, or leaves its words alone if it has none."""
    typed = element.attrib.pop("typed", None)
    address = None if typed is None else targets.get(typed)
    if address is None:
        address = _outside(element.get("href", "") if typed is None else unescaped(typed))
        if address and not _MAIL.match(address):
            element.set("rel", "nofollow noopener")
    if address and (element.text or len(element)):
        element.set("href", address)
    else:
        dissolve(element)


def _outside(address: str) -> str:
    """The address if it may be linked to, with what needs it quoted; else "".

    Nothing may stand before the host: `https://good.example@evil.example` leads to the second.
    """
    found = _EXTERNAL.match(address) or _MAIL.match(address)
    return found[1] + quote(found[2], safe=_IN_ADDRESS) if found else ""


def _publish_image(element: Element, targets: Mapping[str, str]) -> None:
    typed = element.attrib.pop("typed")
    if typed in targets:
        element.set("src", targets[typed])
        element.set("loading", "lazy")
    else:
        element.text = element.get("alt")
        dissolve(element)


def _publish_task(item: Element) -> None:
    """Puts the state of a task before its words: words, where the host draws a box."""
    state = item.attrib.pop("state", None)
    if state is None:
        return
    label = Element("span", {"class": "task-state"})
    label.text = state
    words = item[0]
    label.tail = " " + (words.text or "")
    words.text = None
    words.insert(0, label)


def _escape_ampersands(element: Element) -> None:
    """Makes the serialiser print each `&` as the character it is here.

    It would take `&lt;` for an entity, but entities were read long before.
    """
    if element.text and "&" in element.text:
        element.text = element.text.replace("&", "&amp;")
    if element.tail and "&" in element.tail:
        element.tail = element.tail.replace("&", "&amp;")
    for name, value in element.items():
        if "&" in value:
            element.set(name, value.replace("&", "&amp;"))


@cache
def _engine() -> _Engine:
    return _Engine(output_format="html")


@cache
def _wall() -> nh3.Cleaner:
    """The second wall: whatever the first lets through, nothing but this reaches a page."""
    aligned = frozenset({"left", "center", "right"})
    return nh3.Cleaner(
        tags={
            *("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "code", "blockquote", "hr"),
            *("br", "em", "strong", "del", "a", "img", "span"),
            *("section", "table", "thead", "tbody", "tr", "th", "td"),
        },
        attributes={"*": set(), "a": {"href"}, "img": {"src", "alt"}, "ol": {"start"}},
        tag_attribute_values={
            "a": {"rel": {"nofollow noopener"}},
            "section": {name: {value} for name, value in _TABLE.items()},
            "img": {"loading": {"lazy"}},
            "li": {"class": {"task"}},
            "pre": {"tabindex": {"0"}},
            "span": {"class": {"task-state"}},
            "td": {"class": aligned},
            "th": {"class": aligned, "scope": {"col"}},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )
