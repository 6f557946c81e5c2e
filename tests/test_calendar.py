"""Calendars of planned work: what subscribers see before and after a change, whatever is typed."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from generator.model.maintenance import Maintenance, MaintenanceUpdate
from generator.model.site import Site
from generator.outputs.calendar import MOST_WINDOWS, calendars
from generator.outputs.calendar.ical import MOST_NAMES, MOST_WORDS
from generator.render.filters import FILTERS
from generator.render.theme import open_theme
from generator.state import derive
from generator.state.records import State
from tests.golden import CASES, SITES, build_case
from tests.state.making import at, component, incident, maintenance, plans, says, site, state

#: as icalendar reads it: each property by its name
Event = Any

THEME = open_theme("default", (SITES.parent.parent / "themes",), FILTERS)
LAYOUT = (component("api"), component("web"), component("old", retired="2026-01-01"))
SAID = plans("2026-11-01 09:00", "scheduled")
HOSTILE = [
    'a, b; c \\ d "q": e',
    "C:\\New\\now \\, \\; \\\\",
    "x" * 1000,
    "ترقية قاعدة البيانات، المرحلة ٢",
    "データベース" * 60,
    "🚧👩‍👩‍👧‍👦 work " * 30,
    "END:VEVENT",
    "]]> </script> & <b> &amp; %2C %0A ^n",
    "  spaces   at both ends  ",
]


def upgrade(
    *more: MaintenanceUpdate, window: str = "2026-12-01 02:00 to 2026-12-01 04:00"
) -> Maintenance:
    """A maintenance of api, announced on 1 November; `more` are later updates."""
    return maintenance("upgrade", window, SAID, *more)


def titled(title: str, text: str = "") -> Maintenance:
    return replace(upgrade(), title=title, updates=(replace(SAID, text=text),))


def files(found: State) -> dict[str, bytes]:
    """Every calendar of a State."""
    return {each.path: each.render() for each in calendars(found, THEME)}


def of(*events: Maintenance, now: str = "18:00") -> dict[str, bytes]:
    """Every calendar of a site of these events."""
    return files(state(*events, now=now, layout=LAYOUT))


def events(data: bytes) -> list[Event]:
    """The events that another program reads."""
    return list(Calendar.from_ical(data).walk("VEVENT"))


def only(*planned: Maintenance, now: str = "18:00") -> Event:
    """The one event of the calendar of everything."""
    (event,) = events(of(*planned, now=now)["maintenance.ics"])
    return event


def alarms(event: Event) -> int:
    return len(event.walk("VALARM"))


def changed(before: Event, after: Event) -> set[str]:
    """The properties that differ."""
    keys = {*before, *after}
    return {key for key in keys if before.get(key) != after.get(key)}


# --- what is there


def test_each_component_has_one_and_it_exists_even_if_empty() -> None:
    found = of(upgrade())
    counts = {path: len(events(data)) for path, data in found.items()}
    assert counts == {
        "maintenance.ics": 1,
        "components/api.ics": 1,
        "components/web.ics": 0,
        "components/old.ics": 0,
    }


@pytest.mark.parametrize("planned", [(), (upgrade(),)], ids=["empty", "one window"])
def test_every_calendar_has_what_the_standard_wants(planned: tuple[Maintenance, ...]) -> None:
    for path, data in of(*planned).items():
        calendar = Calendar.from_ical(data)
        assert {"PRODID", "VERSION"} <= set(calendar)
        assert "METHOD" not in calendar  # it would call for an ORGANIZER
        assert calendar["SOURCE"] == f"https://status.acme.example/{path}"
        assert len(calendar.subcomponents) == 1  # RFC 5545: there must be one


def test_a_calendar_says_its_name_and_when_to_look_again() -> None:
    lines = of()["components/api.ics"].decode().split("\r\n")
    assert "X-WR-CALNAME:Acme: api\\, planned maintenance" in lines
    assert "NAME:Acme: api\\, planned maintenance" in lines
    assert "REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
    assert "X-PUBLISHED-TTL:PT1H" in lines


def test_an_event_says_what_a_subscriber_needs() -> None:
    text = "The database will be **away**.\n\n- Save your work\n- See [more](https://a.example)"
    planned = replace(upgrade(), updates=(replace(SAID, text=text),))
    event = only(planned)
    assert event["SUMMARY"] == "Upgrade"
    assert event.decoded("DTSTART") == at("2026-12-01 02:00")
    assert event.decoded("DTEND") == at("2026-12-01 04:00")
    assert event.decoded("DTSTAMP") == event.decoded("CREATED") == SAID.at
    assert (event["SEQUENCE"], event["STATUS"]) == (0, "CONFIRMED")
    assert event["TRANSP"] == "TRANSPARENT"
    assert event["URL"] == "https://status.acme.example/maintenance/upgrade.html"
    assert event["DESCRIPTION"] == (
        "Scheduled, 1 Nov 2026, 09:00 UTC\n"
        "The database will be away.\n- Save your work\n- See more\n\n"
        "Affects: api\n\nhttps://status.acme.example/maintenance/upgrade.html"
    )
    (alarm,) = event.walk("VALARM")
    assert alarm["ACTION"] == "DISPLAY"
    assert alarm["TRIGGER"].dt == timedelta(hours=-1)
    assert alarm["DESCRIPTION"] == "Upgrade"


def test_times_are_universal() -> None:
    lines = of(upgrade())["maintenance.ics"].decode().split("\r\n")
    assert {"DTSTART:20261201T020000Z", "DTEND:20261201T040000Z"} <= set(lines)


def test_an_event_is_the_same_in_every_calendar() -> None:
    found = of(upgrade())
    assert events(found["maintenance.ics"]) == events(found["components/api.ics"])


@pytest.mark.parametrize(
    "planned", [replace(upgrade(), drill=True), replace(upgrade(), backfilled=True)]
)
def test_subscribers_hear_nothing_of_exercises_and_of_what_came_after_the_fact(
    planned: Maintenance,
) -> None:
    assert of(planned) == of()


def test_incidents_are_in_no_calendar() -> None:
    broken = incident("broken", says("12:00", "investigating"), touches="api=major_outage")
    assert files(state(broken, layout=LAYOUT)) == of()


def test_what_is_internal_stays_inside() -> None:
    secret = replace(upgrade(), internal=(("ticket", "OPS-123"),))
    assert of(secret) == of(upgrade())


# --- before and after


def test_an_hour_alone_changes_no_byte() -> None:
    assert of(upgrade(), now="12:00") == of(upgrade(), now="13:00")


def test_a_moved_window_is_the_same_event_at_another_time() -> None:
    before = only(upgrade())
    move = replace(plans("2026-11-10 09:00"), text="Moved by a day.")
    after = only(upgrade(move, window="2026-12-02 02:00 to 2026-12-02 04:00"))
    assert changed(before, after) == {
        *("DTSTART", "DTEND", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED", "DESCRIPTION"),
    }
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert after.decoded("LAST-MODIFIED") == move.at
    assert "Moved by a day." in after["DESCRIPTION"]


def test_a_cancelled_window_stays_and_says_so() -> None:
    before = only(upgrade())
    after = only(upgrade(plans("2026-11-10 09:00", "cancelled")))
    assert after["UID"] == before["UID"]
    assert after["STATUS"] == "CANCELLED"
    assert after["SUMMARY"] == "Cancelled: Upgrade"
    assert after["SEQUENCE"] > before["SEQUENCE"]
    assert (alarms(before), alarms(after)) == (1, 0)
    assert after["DTSTART"] == before["DTSTART"]


def test_a_renamed_file_with_its_old_id_is_the_same_event() -> None:
    before = only(upgrade())
    after = only(replace(upgrade(), title="Upgrade of the database"))
    assert changed(before, after) == {"SUMMARY"}


def test_a_corrected_text_is_a_revision() -> None:
    typed, corrected = (replace(SAID, text=text) for text in ("Two hours", "Four hours"))
    before = only(replace(upgrade(), updates=(typed,)))
    corrected = replace(corrected, edited=at("2026-11-03 10:00"))
    after = only(replace(upgrade(), updates=(corrected,)))
    assert changed(before, after) == {"DESCRIPTION", "SEQUENCE", "DTSTAMP", "LAST-MODIFIED"}
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after.decoded("DTSTAMP") == at("2026-11-03 10:00")


def test_the_sequence_never_falls_while_a_story_is_told() -> None:
    story = [
        plans("2026-11-05 09:00"),
        plans("2026-12-01 02:01", "in_progress"),
        plans("2026-12-01 03:00", "verifying"),
        plans("2026-12-01 03:30", "completed"),
    ]
    found = [only(upgrade(*story[:told]), now="2026-12-01 05:00") for told in range(5)]
    assert [event["SEQUENCE"] for event in found] == [0, 1, 2, 3, 4]
    assert len({event["UID"] for event in found}) == 1


def test_what_ended_early_keeps_its_planned_end() -> None:
    done = plans("2026-12-01 02:40", "completed")
    assert only(upgrade(done), now="2026-12-02 12:00").decoded("DTEND") == at("2026-12-01 04:00")


def test_nobody_is_woken_for_what_has_begun() -> None:
    assert alarms(only(upgrade(), now="2026-12-01 01:59")) == 1
    assert alarms(only(upgrade(), now="2026-12-01 02:00")) == 0


def test_a_word_that_is_not_said_yet_is_not_in_it() -> None:
    later = plans("2026-11-30 09:00", "cancelled")
    assert only(upgrade(later), now="2026-11-20 12:00") == only(upgrade())


def moved_house(found: Site) -> Site:
    """The same site under another address and title."""
    settings = replace(found.settings, url="https://other.example/status", title="New")
    return replace(found, settings=settings)


def test_another_address_and_title_keep_every_uid() -> None:
    here = site(upgrade(), layout=LAYOUT)
    (before,) = events(files(derive(here, at("18:00")))["maintenance.ics"])
    (after,) = events(files(derive(moved_house(here), at("18:00")))["maintenance.ics"])
    assert changed(before, after) == {"URL", "DESCRIPTION"}
    assert after["URL"] == "https://other.example/status/maintenance/upgrade.html"


def test_another_identity_or_id_is_another_event() -> None:
    uids = {only(replace(upgrade(), id=name))["UID"] for name in ("a", "b", "ü", "b" * 100)}
    assert len(uids) == 4
    assert all(len(uid) == 36 for uid in uids)
    here = site(upgrade())
    other = replace(here, settings=replace(here.settings, identity="b.example,2026"))
    (event,) = events(files(derive(other, at("18:00")))["maintenance.ics"])
    assert event["UID"] != only(upgrade())["UID"]


# --- bounds


def windows(total: int, first: datetime) -> list[Maintenance]:
    """So many windows, a day each, completed by the clock."""
    found = []
    for number in range(total):
        start = first + timedelta(days=number)
        each = maintenance(f"no-{number:04}", "02:00 to 03:00", auto_complete=True)
        said = replace(SAID, at=first - timedelta(days=30))
        hour = timedelta(hours=1)
        found.append(replace(each, start=start, end=start + hour, updates=(said,)))
    return found


def test_all_to_come_is_in_it_and_of_the_past_the_newest() -> None:
    total, ahead = MOST_WINDOWS + 50, 20
    first = at("18:00") - timedelta(days=total - ahead)
    found = events(of(*windows(total, first + timedelta(hours=1)))["maintenance.ics"])
    starts = [event.decoded("DTSTART") for event in found]
    assert len(starts) == MOST_WINDOWS
    assert starts == sorted(starts)
    assert sum(start > at("18:00") for start in starts) == ahead
    assert starts[-1] - starts[0] == timedelta(days=MOST_WINDOWS - 1)


def test_where_too_much_is_to_come_the_next_ones_are_in_it() -> None:
    found = windows(MOST_WINDOWS + 50, at("2026-12-01 02:00"))
    starts = [event.decoded("DTSTART") for event in events(of(*found)["maintenance.ics"])]
    assert starts[0] == at("2026-12-01 02:00")
    assert len(starts) == MOST_WINDOWS


def test_long_words_and_many_components_are_cut() -> None:
    layout = [component(f"c-{number:03}") for number in range(300)]
    touches = " ".join(f"{each.id}=under_maintenance" for each in layout)
    planned = maintenance("all", "2026-12-01 02:00 to 2026-12-01 04:00", touches=touches)
    said = replace(SAID, text="word " * 2000)
    found = files(state(replace(planned, updates=(said,)), layout=layout))["maintenance.ics"]
    (event,) = events(found)
    assert f"and {300 - MOST_NAMES} more\n" in event["DESCRIPTION"]
    assert event["DESCRIPTION"].count("word") <= MOST_WORDS / 5
    assert "word …\n" in event["DESCRIPTION"]


# --- hostile text


def octet_rules(data: bytes) -> None:
    """Lines of 75 octets that end with CRLF, whole letters in each, no control characters."""
    assert data.endswith(b"\r\n")
    lines = data.split(b"\r\n")
    for line in lines:
        assert len(line) <= 75
        assert not re.search(rb"[\x00-\x08\x0a-\x1f\x7f]", line)
        line.decode()


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_any_title_is_read_back_as_it_was_typed(text: str) -> None:
    data = of(titled(text, text="see"))["maintenance.ics"]
    octet_rules(data)
    (event,) = events(data)
    assert event["SUMMARY"] == " ".join(text.split())
    assert event.walk("VALARM")[0]["DESCRIPTION"] == event["SUMMARY"]


def test_control_characters_become_a_mark() -> None:
    data = of(titled("a\x00b\x07\x1b[31m\r\nc\u2028d\x85\u202ee", text="x\x00y"))["maintenance.ics"]
    octet_rules(data)
    (event,) = events(data)
    assert event["SUMMARY"] == "a�b��[31m c d��e"
    assert "x�y" in event["DESCRIPTION"]


def test_code_rows_and_lists_keep_their_lines() -> None:
    code, items = "```\nfirst, line\nsecond\n```", "1. one\n2. two\n\n   more"
    text = f"{code}\n\n{items}\n\n| a | b |\n|---|---|\n| 1 | 2 |"
    said = only(titled("T", text=text))["DESCRIPTION"].split("\n")
    assert said[1:8] == ["first, line", "second", "- one", "- two", "more", "a | b", "1 | 2"]


@cache
def base() -> Maintenance:
    return upgrade()


@given(st.text(max_size=400), st.text(max_size=400))
def test_whatever_is_typed_can_be_read(title: str, name: str) -> None:
    named = replace(component("api"), name=name)
    found = state(replace(base(), title=title), layout=(named,))
    for data in files(found).values():
        octet_rules(data)
        (event,) = events(data)
        assert len(event["SUMMARY"].splitlines()) <= 1
        assert len(event["SUMMARY"]) <= len(title)
        assert event["URL"].endswith("/maintenance/upgrade.html")


PRINTABLE = st.characters(blacklist_categories=("C", "Z"))


@given(st.text(PRINTABLE, max_size=300))
def test_folding_and_escaping_lose_nothing(title: str) -> None:
    (event,) = events(files(state(replace(base(), title=title)))["maintenance.ics"])
    assert event.get("SUMMARY", "") == title


@given(st.text(st.sampled_from('\\;,nN:"^ é漢🚧'), max_size=200))
def test_marks_of_the_format_are_just_characters(title: str) -> None:
    (event,) = events(files(state(replace(base(), title=title)))["maintenance.ics"])
    assert event.get("SUMMARY", "") == " ".join(title.split())


# --- whole builds


def test_builds_an_hour_apart_are_the_same(tmp_path: Path) -> None:
    folder, name = tmp_path, "planned"
    moment = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
    assert moment > CASES[name]
    for number in range(2):
        build_case(name, folder / str(number), moment + timedelta(hours=number))
    for pattern in ("**/*.ics", "**/*.svg"):
        found = sorted((folder / "0").glob(pattern))
        assert found
        for path in found:
            other = folder / "1" / path.relative_to(folder / "0")
            assert path.read_bytes() == other.read_bytes()
