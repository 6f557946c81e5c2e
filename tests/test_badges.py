"""Badges: a state in words, the same words as everywhere, in a picture that anybody can read."""

import re
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.colour import TEXT_RATIO, WHITE, contrast, parse_colour
from generator.model.component import Component, ComponentStatus, Group
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.outputs.badges import (
    LOOKS,
    MOST_WIDTH,
    BadgeView,
    badges,
    cut,
    draw,
    width_of,
)
from generator.render.filters import FILTERS
from generator.render.theme import open_theme
from generator.state.records import Indicator
from tests.golden import SITES
from tests.state.making import component, incident, maintenance, says, state

THEME = open_theme("default", (SITES.parent.parent / "themes",), FILTERS)
SVG = "{http://www.w3.org/2000/svg}"
LAYOUT = (component("api"), component("web"), component("old", retired="2026-01-01"))
#: what XML 1.0 may not hold
ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
BROKEN = incident("broken", says("12:00", "investigating"), touches="api=partial_outage")
STATES = [*((i, i.description) for i in Indicator), *((s, s.label) for s in ComponentStatus)]


def drawn(*events: Incident | Maintenance, now: str = "18:00") -> dict[str, bytes]:
    """Every badge of a site of these events."""
    found = state(*events, now=now, layout=LAYOUT)
    return {each.path: each.render() for each in badges(found, THEME)}


def read(data: bytes) -> tuple[str, list[str]]:
    """The title and the drawn words."""
    root = ET.fromstring(data)
    return root.findtext(f"{SVG}title") or "", [each.text or "" for each in root.iter(f"{SVG}text")]


def badge(name: str, words: str = "Operational") -> bytes:
    """A badge under any name."""
    return draw(BadgeView(name, words, LOOKS[ComponentStatus.OPERATIONAL]))


# --- what they say


def test_every_component_and_the_page_have_one() -> None:
    titles = {path: read(data)[0] for path, data in drawn().items()}
    assert titles == {
        "badge.svg": "Acme: All systems operational",
        "components/api.svg": "api: Operational",
        "components/web.svg": "web: Operational",
        "components/old.svg": "old: Retired",
    }


def test_an_incident_changes_its_component_and_the_page_and_nothing_else() -> None:
    before, after = drawn(), drawn(BROKEN)
    changed = {path for path in before if before[path] != after[path]}
    assert changed == {"badge.svg", "components/api.svg"}
    assert read(after["components/api.svg"]) == ("api: Partial outage", ["api", "Partial outage"])
    assert read(after["badge.svg"]) == (
        "Acme: Partial system outage",
        ["Acme", "Partial system outage"],
    )


def test_an_open_incident_without_a_component_reaches_the_page() -> None:
    found = drawn(incident("vague", says("12:00", "investigating"), impact="minor"))
    assert read(found["badge.svg"])[0] == "Acme: Partially degraded service"


def test_planned_work_shows_while_it_goes_on() -> None:
    window = maintenance("upgrade", "12:00 to 14:00")
    assert read(drawn(window, now="11:00")["components/api.svg"])[0] == "api: Operational"
    assert read(drawn(window, now="13:00")["components/api.svg"])[0] == "api: Under maintenance"


def test_an_hour_alone_changes_no_byte() -> None:
    assert drawn(BROKEN, now="13:00") == drawn(BROKEN, now="14:00")


def test_two_components_of_one_name_say_which_is_meant() -> None:
    groups = [
        Group(id=name, name=name.upper(), components=(Component(id=f"{name}-api", name="API"),))
        for name in ("eu", "us")
    ]
    found = {each.path: each.render() for each in badges(state(layout=groups), THEME)}
    assert read(found["components/eu-api.svg"])[0] == "EU – API: Operational"
    assert read(found["components/us-api.svg"])[0] == "US – API: Operational"


# --- how they look


@pytest.mark.parametrize(("key", "words"), STATES, ids=[str(key) for key, _ in STATES])
def test_words_are_read_on_their_plate(key: Indicator | ComponentStatus, words: str) -> None:
    root = ET.fromstring(draw(BadgeView("API", words, LOOKS[key])))
    plates = [parse_colour(each.attrib["fill"]) for each in root.findall(f"{SVG}path")]
    assert len(plates) == 2
    assert all(plate and contrast(plate, WHITE) >= TEXT_RATIO for plate in plates)
    (white,) = root.findall(f"{SVG}g")
    assert parse_colour(white.attrib["fill"]) == WHITE


def test_each_harm_has_a_shape_of_its_own_and_a_colour() -> None:
    for kind in (Indicator, ComponentStatus):
        assert len({LOOKS[each].shape for each in kind}) == len(kind)
        assert len({LOOKS[each].colour for each in kind}) == len(kind)


def test_it_is_one_picture_with_a_name_and_asks_for_nothing() -> None:
    data = badge("API")
    root = ET.fromstring(data)
    assert root.attrib["role"] == "img"
    assert root[0].tag == f"{SVG}title"
    assert data.decode().replace("http://www.w3.org/2000/svg", "").count("http") == 0
    assert not re.search(rb"<script|<style|href|url\(|@import|\son\w+=", data)
    assert len(data) < 1000


def test_its_size_holds_its_words() -> None:
    root = ET.fromstring(badge("Payments (EU)", "Degraded performance"))
    width = int(root.attrib["width"])
    assert root.attrib["viewBox"] == f"0 0 {width} 20"
    edge = 0.0
    for each in root.iter(f"{SVG}text"):
        half = int(each.attrib["textLength"]) / 2
        assert float(each.attrib["x"]) - half > edge
        edge = float(each.attrib["x"]) + half
    assert edge < width


# --- names


def test_a_long_name_is_cut_in_the_drawing_and_whole_in_the_title() -> None:
    name = "Synchronisation of " + "very " * 180 + "many calendars"
    title, (shown, words) = read(badge(name))
    assert title == f"{name}: Operational"
    assert shown.startswith("Synchronisation of very")
    assert shown.endswith("…")
    assert words == "Operational"
    assert int(ET.fromstring(badge(name)).attrib["width"]) < 400


@pytest.mark.parametrize(
    ("name", "is_right_to_left"),
    [
        ("API", False),
        ("واجهة برمجة", True),
        ("שירות", True),
        ("(الدفع)", True),
        ("API الدفع", False),
    ],
)
def test_a_name_runs_as_its_first_letter_does(name: str, is_right_to_left: bool) -> None:
    first = next(ET.fromstring(badge(name)).iter(f"{SVG}text"))
    assert (first.attrib.get("direction") == "rtl") is is_right_to_left


def test_a_letter_keeps_its_marks_and_a_family_its_members() -> None:
    assert cut("e\u0301" * 100).removesuffix("…").endswith("e\u0301")
    family = "\U0001f469\u200d\U0001f469\u200d\U0001f467"
    assert not cut(family * 30).removesuffix("…").endswith("\u200d")
    assert cut("\U0001f469\u200d" * 40).removesuffix("…")[-1:] != "\u200d"


def test_markup_in_a_name_is_just_characters() -> None:
    name = "</title><script>alert(1)</script> & \"']]>"
    title, (shown, _) = read(badge(name))
    assert title == f"{name}: Operational"
    assert shown.startswith("</title>")


@given(st.text(max_size=300))
def test_any_name_gives_a_small_picture(name: str) -> None:
    data = badge(name)
    title, (shown, _) = read(data)
    assert not ILLEGAL.search(data.decode())
    assert title.endswith(": Operational")
    assert width_of(shown) <= MOST_WIDTH + 1
    assert len(data) < 800 + 2 * len(name.encode()) * 5


@given(st.text(max_size=300))
def test_what_is_short_is_not_cut_and_what_is_cut_is_its_beginning(name: str) -> None:
    shown = cut(name)
    assert shown == name or name.startswith(shown.removesuffix("…"))
    assert (shown == name) == (width_of(name) <= MOST_WIDTH)


def test_a_renamed_component_keeps_its_address() -> None:
    renamed = replace(component("api"), name="Interface")
    found = {e.path: e.render() for e in badges(state(layout=(renamed,)), THEME)}
    assert read(found["components/api.svg"])[0] == "Interface: Operational"
