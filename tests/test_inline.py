"""What goes into every page's head: squeezed, with colours that can be read, and its policy."""

import base64
import hashlib
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.errors import UserError
from generator.model.colour import contrast, parse_colour
from generator.render.inline import inlined, squeezed_css, squeezed_script, tokens
from generator.render.manifest import Look

LOOK = Look(
    options={},
    style={"paper": "#fff", "fill": "#f5f6f8", "accent": "#0a5bd3", "font": '"A", serif'},
    dark={"paper": "#15181c", "fill": "#1e2227", "accent": "#7fb2ff"},
)
BARE = Look(options={}, style={}, dark={})


def hash_of(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


# Squeezing


@pytest.mark.parametrize(
    ("css", "squeezed"),
    [
        ("", ""),
        ("  a {\n    color: red;\n  }\n", "a { color: red; }"),
        ("/* a */\na{}/* b */\n\n/* c */ b{}", "a{} b{}"),
        ("a/**/b/* x */.c{}", "a/**/b/**/.c{}"),
        ("/* don't */ a{}", "a{}"),
        ("a{}\n/* open", "a{}"),
        ("a{content:'  /* no */  '}", "a{content:'  /* no */  '}"),
        ('a{content:"\\"  /*"} /* */ b{}', 'a{content:"\\"  /*"} b{}'),
        (".a\\'  b{}", ".a\\' b{}"),
        ("a{background:url(data:x/*'y)}  b{}", "a{background:url(data:x/*'y)} b{}"),
        ("a{background:url( 'x  y' )}", "a{background:url( 'x  y' )}"),
    ],
)
def test_a_style_sheet_is_squeezed(css: str, squeezed: str) -> None:
    assert squeezed_css(css) == squeezed
    assert squeezed_css(squeezed_css(css)) == squeezed_css(css)


@given(st.lists(st.sampled_from(["a", "b:c;", "{", "}", "'x  y'", '"/* z */"', "\\'"])))
def test_only_gaps_are_squeezed(words: list[str]) -> None:
    spaced = "\n /* it's */\t".join(words)
    assert squeezed_css(spaced) == " ".join(words)


@pytest.mark.parametrize(
    ("script", "squeezed"),
    [
        ("", ""),
        ("\n// only words\n\n", ""),
        ("// a\nif (b) {\n  c() // d\n\n  }\n", "if (b) {\nc() // d\n}"),
        ("a = 'http://x'\n", "a = 'http://x'"),
    ],
)
def test_a_script_is_squeezed(script: str, squeezed: str) -> None:
    assert squeezed_script(script) == squeezed


# Custom properties


def test_the_custom_properties_of_a_look() -> None:
    assert tokens(LOOK) == (
        ':root{--paper:#fff;--fill:#f5f6f8;--accent:#0a5bd3;--font:"A", serif}'
        "@media(prefers-color-scheme:dark){"
        ":root{--paper:#15181c;--fill:#1e2227;--accent:#7fb2ff}}"
    )
    assert tokens(BARE) == ""


@pytest.mark.parametrize("accent", ["#00bb55", "#0f6e84", "#000000", "#ffffff", "#ffd400"])
def test_an_accent_can_be_read_in_both_modes(accent: str) -> None:
    light, dark = (
        dict(re.findall(r"--(\w+):(#\w+)", part)) for part in tokens(LOOK, accent).split("@media")
    )
    for style in (light, dark):
        colour, *papers = (parse_colour(style[name]) for name in ("accent", "paper", "fill"))
        assert colour
        assert min(contrast(colour, paper) for paper in papers if paper) >= 4.5
        assert "--accent" in tokens(LOOK, accent)


def test_an_accent_that_can_be_read_is_taken_as_it_is() -> None:
    light, dark = tokens(LOOK, "#0f6e84").split("@media")
    assert "--accent:#0f6e84" in light
    assert "--accent:#4b92a3" in dark


def test_a_dark_page_inherits_the_paper_that_it_does_not_change() -> None:
    look = Look(options={}, style={"paper": "#fff"}, dark={})
    assert tokens(look, "#00bb55").count("--accent:#00893e") == 2


def test_on_papers_that_are_no_plain_colours_the_accent_stays() -> None:
    look = Look(options={}, style={"paper": "Canvas"}, dark={})
    assert tokens(look, "#ffff00").count("--accent:#ffff00") == 2


# The policy


def test_the_policy_allows_just_what_is_there() -> None:
    head = inlined("a { }", "// x\nb()", LOOK, "")
    assert head["css"] == tokens(LOOK) + "a { }"
    assert head["script"] == "b()"
    assert head["csp"] == (
        f"default-src 'none'; style-src '{hash_of(head['css'])}'; script-src '{hash_of('b()')}'; "
        "connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize("script", ["", "  \n", "// nothing yet\n"])
def test_without_a_script_none_may_run(script: str) -> None:
    head = inlined("a{}", script, BARE, "")
    assert head["script"] == ""
    assert head["csp"] == (
        f"default-src 'none'; style-src '{hash_of('a{}')}'; "
        "img-src 'self' data:; base-uri 'none'; form-action 'none'"
    )


@pytest.mark.parametrize(
    ("css", "script", "says"),
    [
        ("a{content:'</STYLE>'}", "", "the theme's style holds `</style`, which would end it"),
        ("", "a = '</script>'", "the theme's script holds `</script`, which would end it"),
    ],
)
def test_what_would_end_its_element_is_refused(css: str, script: str, says: str) -> None:
    with pytest.raises(UserError) as wrong:
        inlined(css, script, BARE, "")
    assert str(wrong.value) == says
