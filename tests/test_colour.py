"""Colours: known contrasts, and what holds for every colour that is made readable."""

import colorsys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.colour import (
    BLACK,
    WHITE,
    Rgb,
    as_hex,
    contrast,
    is_seen,
    luminance,
    parse_colour,
    readable,
)

DARK = (0x15, 0x18, 0x1C)
CHANNEL = st.integers(0, 255)
COLOURS = st.tuples(CHANNEL, CHANNEL, CHANNEL)


def known(text: str) -> Rgb:
    colour = parse_colour(text)
    assert colour is not None
    return colour


@pytest.mark.parametrize(
    ("text", "colour"),
    [
        ("#0b5", (0, 0xBB, 0x55)),
        ("#00BB55", (0, 0xBB, 0x55)),
        ("#fff", WHITE),
        ("", None),
        ("white", None),
        ("#ff", None),
        ("#ffff", None),
        ("#ggg", None),
        ("#fff\n", None),
    ],
)
def test_what_is_a_colour(text: str, colour: Rgb | None) -> None:
    assert parse_colour(text) == colour


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000", "#fff", 21.0),
        ("#777", "#fff", 4.48),
        ("#767676", "#fff", 4.54),
        ("#00bb55", "#fff", 2.55),
        ("#f00", "#fff", 4.0),
        ("#0000ff", "#ffffff", 8.59),
        ("#abc", "#abc", 1.0),
        ("#0f6e84", "#fff", 5.86),
    ],
)
def test_known_contrasts(one: str, other: str, ratio: float) -> None:
    assert contrast(known(one), known(other)) == pytest.approx(ratio, abs=0.005)
    assert contrast(known(other), known(one)) == contrast(known(one), known(other))


def test_known_luminances() -> None:
    assert luminance(BLACK) == 0
    assert luminance(WHITE) == pytest.approx(1)
    assert luminance((255, 0, 0)) == pytest.approx(0.2126)


@pytest.mark.parametrize(
    ("colour", "paper", "expected"),
    [
        ("#0f6e84", "#ffffff", "#0f6e84"),
        ("#777777", "#ffffff", "#767676"),
        ("#00bb55", "#ffffff", "#00893e"),
        ("#00bb55", "#15181c", "#00bb55"),
        ("#0a5bd3", "#15181c", "#4281dd"),
        ("#ffffff", "#ffffff", "#757575"),
    ],
)
def test_known_readable_colours(colour: str, paper: str, expected: str) -> None:
    assert as_hex(readable(known(colour), [known(paper)])) == expected


@given(COLOURS)
def test_a_colour_is_what_its_text_says(colour: Rgb) -> None:
    assert parse_colour(as_hex(colour)) == colour


@given(COLOURS, COLOURS)
def test_contrast_is_from_1_to_21(one: Rgb, other: Rgb) -> None:
    assert 1 <= contrast(one, other) <= 21


@given(COLOURS, COLOURS)
def test_the_result_can_be_read_on_any_paper(colour: Rgb, paper: Rgb) -> None:
    assert contrast(readable(colour, [paper]), paper) >= 4.5


@given(COLOURS)
def test_the_result_can_be_read_on_each_paper(colour: Rgb) -> None:
    papers = [WHITE, (0xF5, 0xF6, 0xF8)]
    assert min(contrast(readable(colour, papers), paper) for paper in papers) >= 4.5


@given(COLOURS, COLOURS)
def test_what_can_be_read_is_left_alone(colour: Rgb, paper: Rgb) -> None:
    once = readable(colour, [paper])
    assert (once == colour) is (contrast(colour, paper) >= 4.5)
    assert readable(once, [paper]) == once


@given(COLOURS, COLOURS)
def test_to_reach_the_ratio_is_enough(colour: Rgb, paper: Rgb) -> None:
    assert readable(colour, [paper], contrast(colour, paper)) == colour


@given(COLOURS, st.sampled_from([WHITE, DARK]))
def test_the_hue_stays(colour: Rgb, paper: Rgb) -> None:
    result = readable(colour, [paper])
    chroma = max(result) - min(result)
    if chroma < 8:  # next to grey, rounding to whole channels is a large part of the hue
        return
    before, after = (
        colorsys.rgb_to_hsv(*(part / 255 for part in each))[0] for each in (colour, result)
    )
    difference = abs(before - after)
    assert min(difference, 1 - difference) * 360 <= 60 / chroma + 0.001


def test_papers_that_are_far_apart_get_the_better_end() -> None:
    assert readable((0x80, 0, 0), [WHITE, (0x60, 0x60, 0x60)]) == BLACK
    assert readable((0x80, 0, 0), [BLACK, (0xA0, 0xA0, 0xA0)]) == WHITE


def test_on_no_paper_a_colour_stays() -> None:
    assert readable((1, 2, 3), []) == (1, 2, 3)


@given(COLOURS)
def test_no_colour_is_lost_on_white_and_on_dark_pages(colour: Rgb) -> None:
    assert is_seen([colour], WHITE) or is_seen([colour], DARK)
