"""widget.js as a file: small, plain, in the theme's colours, and explained."""

import gzip
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.outputs.widget import _tight, widget
from generator.render.filters import FILTERS
from generator.render.theme import open_theme
from tests.state.making import incident, says, state

ROOT = Path(__file__).parent.parent
THEMES = sorted(path.parent.name for path in (ROOT / "themes").glob("*/theme.toml"))
GUIDE = (ROOT / "docs" / "widget.md").read_text("utf-8")


def script(theme: str = "default", accent: str = "") -> str:
    """The widget of a site on a bad day, with a theme that we ship."""
    found = state(incident("canary", says("12:00", "investigating")), now="12:30")
    settings = replace(found.site.settings, accent=accent)
    site = replace(found, site=replace(found.site, settings=settings))
    (made,) = widget(site, open_theme(theme, (ROOT / "themes",), FILTERS))
    assert made.path == "widget.js"
    return made.render().decode("ascii")


@pytest.mark.parametrize("theme", THEMES)
def test_it_is_under_three_thousand_bytes(theme: str) -> None:
    assert len(gzip.compress(script(theme, "#7a1f5c").encode(), 9)) < 3000


def test_it_says_nothing_of_the_moment() -> None:
    """So it is the same file until the theme changes, and may be kept."""
    assert "anary" not in script()
    assert "2026" not in script()


def test_it_asks_for_one_file_and_keeps_nothing() -> None:
    text = script()
    assert text.count("fetch(") == 1
    assert "http" not in text
    found = re.findall(
        r"innerHTML|insertAdjacent|eval|Function\(|document\.write|cookie|[a-z]+Storage|indexedDB"
        r"|sendBeacon|XMLHttpRequest|WebSocket|import\(|@import|url\(|window\.",
        text,
    )
    assert found == []


def test_its_colours_are_the_themes_and_the_accent_the_sites() -> None:
    style = open_theme("default", (ROOT / "themes",), FILTERS).look.style
    text = script(accent="#7a1f5c")
    assert f"--down:{style['down']}" in text
    assert "--accent:#7a1f5c" in text
    assert "--measure" not in text
    asked = set(re.findall(r"var\(--(\w+)\)", text))
    assert asked <= {*style, "tone", "mark"}


def test_every_option_and_every_word_is_explained() -> None:
    source = (ROOT / "themes" / "default" / "widget.js").read_text("utf-8")
    table = source.partition("const words = {")[2].partition("...script.dataset")[0]
    words = dict(re.findall(r"^ +(\w+): '(.+)',$", table, re.MULTILINE))
    assert len(words) == 7
    options = set(re.findall(r"\bwords\.(\w+)", source)) | words.keys()
    assert [name for name in options if f"`data-{name}" not in GUIDE] == []
    assert [text for name, text in words.items() if text not in GUIDE] == []


# --- the style sheet


def test_spaces_go_and_strings_stay() -> None:
    css = (
        """.a , .b { content: " { ; } " ; font: 1px/1 a , 'b , c' } @media x { p { x: "\\"; " } }"""
    )
    assert _tight(css) == (
        """.a,.b{content: " { ; } ";font: 1px/1 a,'b , c'}@media x{p{x: "\\"; "}}"""
    )


@given(st.text(alphabet="ab {};,\"':"))
def test_only_spaces_go(css: str) -> None:
    assert _tight(css).replace(" ", "") == css.replace(" ", "")
