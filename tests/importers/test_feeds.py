"""Atom and RSS: whole timelines whose times name no year, and a zone by its letters."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.importers.report import Note
from generator.importers.statuspage.feed_times import (
    backwards,
    offset_of,
    parse_window,
    parse_yearless,
)
from generator.importers.statuspage.feeds import read_feed
from generator.importers.statuspage.xml_events import NotAFeed, parse_feed
from generator.model.maintenance import Maintenance
from generator.model.update import Impact
from tests.importers.samples import (
    atom,
    atom_update,
    bring,
    only_incident,
    only_maintenance,
    put,
    rss,
    sentences,
    site,
    statuses,
)


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


def dated(newest_first: list[str], anchor: str, made: str) -> list[str]:
    times = [time for text in newest_first if (time := parse_yearless(text))]
    found = backwards(times, utc(anchor), utc(made), [0] * len(times))
    return [f"{moment:%Y-%m-%d %H:%M}" if moment else "?" for moment in found]


YEARS = [
    (
        "within a year",
        ["Jun  8, 19:13 UTC", "Jun  8, 18:48 UTC"],
        "2022-06-08T19:13",
        ["2022-06-08 19:13", "2022-06-08 18:48"],
    ),
    (
        "over New Year",
        ["Jan 2, 01:00 UTC", "Dec 31, 23:50 UTC"],
        "2024-01-02T01:00",
        ["2024-01-02 01:00", "2023-12-31 23:50"],
    ),
    (
        "over most of a year",
        ["Dec 1, 00:00 UTC", "Feb 1, 00:00 UTC"],
        "2023-12-01T00:00",
        ["2023-12-01 00:00", "2023-02-01 00:00"],
    ),
    (
        "announced the year before",
        ["Mar 1, 00:00 UTC", "Apr 1, 00:00 UTC"],
        "2024-03-01T00:00",
        ["2024-03-01 00:00", "2023-04-01 00:00"],
    ),
    (
        "a postmortem after the feed's date",
        ["Dec 26, 10:22 UTC", "Dec 24, 11:21 UTC"],
        "2013-12-24T11:21",
        ["2013-12-26 10:22", "2013-12-24 11:21"],
    ),
    ("a text corrected long after", ["Feb 3, 10:00 UTC"], "2024-07-01T00:00", ["2024-02-03 10:00"]),
    (
        "a leap day",
        ["Mar 1, 00:10 UTC", "Feb 29, 23:50 UTC"],
        "2024-03-01T00:10",
        ["2024-03-01 00:10", "2024-02-29 23:50"],
    ),
]


@pytest.mark.parametrize(
    ("newest_first", "anchor", "wanted"), [case[1:] for case in YEARS], ids=[c[0] for c in YEARS]
)
def test_the_year_is_found_going_backwards(
    newest_first: list[str], anchor: str, wanted: list[str]
) -> None:
    assert dated(newest_first, anchor, "2025-01-01T00:00") == wanted


def test_no_update_is_after_the_feed_was_made() -> None:
    assert dated(["Dec 20, 10:00 UTC"], "2024-06-30T00:00", "2024-07-01T00:00") == [
        "2023-12-20 10:00"
    ]


@pytest.mark.parametrize(
    ("zone", "minutes"),
    [
        ("UTC", 0),
        ("PST", -480),
        ("pdt", -420),
        ("CEST", 120),
        ("+03", 180),
        ("-0330", -210),
        ("UTC+1", 60),
        ("JST", 540),
    ],
)
def test_zones_are_known_by_name(zone: str, minutes: int) -> None:
    assert offset_of(zone, 999) == (minutes, True)


def test_an_unknown_zone_takes_the_feeds_offset() -> None:
    assert offset_of("XYZ", -60) == (-60, False)
    assert offset_of("", 90) == (90, False)


def test_windows_name_one_day_or_two() -> None:
    one = parse_window("Jun 8, 12:00 - 16:00 UTC")
    two = parse_window("Jun 8, 22:00 - Jun 9, 02:00 PDT")
    assert one
    assert two
    assert (one[0].day, one[1].day, one[1].hour) == (8, 8, 16)
    assert (two[1].day, two[1].hour, two[0].zone) == (9, 2, "PDT")
    assert parse_window("Jun 8, 12:00") is None


def test_a_feed_becomes_an_incident(tmp_path: Path) -> None:
    html = (
        atom_update(
            "Mar <var data-var='date'> 9</var>, <var data-var='time'>11:20</var> UTC",
            "Resolved",
            "Works again.<br />Sorry.",
        )
        + atom_update(
            "Mar <var data-var='date'> 9</var>, <var data-var='time'>11:05</var> UTC",
            "Update",
            "Still on it.",
        )
        + atom_update(
            "Mar <var data-var='date'> 9</var>, <var data-var='time'>11:05</var> UTC",
            "Identified",
            "Found &lt;it&gt;.",
        )
        + atom_update(
            "Mar <var data-var='date'> 9</var>, <var data-var='time'>10:00</var> UTC",
            "Investigating",
            "Looking.",
        )
    )
    source = put(
        tmp_path / "src",
        history_atom=atom([("code00000001", "API down", "2026-03-09T11:20:31Z", html)]),
    )
    report = bring(source, tmp_path / "site")
    incident = only_incident(tmp_path / "site")
    assert statuses(incident) == ["investigating", "identified", "update", "resolved"]
    assert [f"{update.at:%H:%M:%S}" for update in incident.updates] == [
        "10:00:00",
        "11:05:00",
        "11:05:01",
        "11:20:00",
    ]
    assert incident.updates[1].text == "Found &lt;it>."
    assert incident.updates[3].text == "Works again.\n\nSorry."
    assert incident.impact is Impact.MINOR
    assert "impact that the source does not tell becomes `minor`" in sentences(report)
    assert site(tmp_path / "site").settings.title == "Acme Status"


def test_rss_in_another_zone(tmp_path: Path) -> None:
    html = atom_update("Jan  1, 09:09 PST", "Resolved", "Done.") + atom_update(
        "Dec 31, 23:17 PST", "Investigating", "Looking."
    )
    items = [("code00000001", "Errors", "Wed, 01 Jan 2014 09:09:00 -0800", html)]
    source = put(tmp_path / "src", history_rss=rss(items, "Thu, 09 Jan 2014 16:00:23 -0800"))
    bring(source, tmp_path / "site")
    incident = only_incident(tmp_path / "site")
    assert [f"{update.at:%Y-%m-%d %H:%M}" for update in incident.updates] == [
        "2014-01-01 07:17",
        "2014-01-01 17:09",
    ]


def test_the_new_layout_with_white_space_is_read() -> None:
    html = "<p> <small>Aug <var data-var='date'>18</var>, <var data-var='time'>10:23</var> UTC</small><br> <strong>Resolved</strong> - Done. </p> <p> <small>Aug 18, 09:36 UTC</small><br> <strong>Investigating</strong> - Looking. </p>"  # noqa: E501
    notes: list[Note] = []
    feed = atom([("code00000001", "x", "2026-08-18T10:23:00Z", html)], "2026-08-20T00:00:00Z")
    capture = read_feed(parse_feed(feed.encode()), "x", notes)
    assert capture
    assert [(update.status, update.text) for update in capture.events[0].updates] == [
        ("investigating", "Looking."),
        ("resolved", "Done."),
    ]
    assert notes == []


def maintenance_of(tmp_path: Path, html: str) -> Maintenance:
    feed = atom([("code00000001", "Upgrade", "2026-03-01T10:00:00Z", html)], "2026-03-05T00:00:00Z")
    bring(put(tmp_path / "src", history_atom=feed), tmp_path / "site")
    return only_maintenance(tmp_path / "site")


def test_a_scheduled_event_says_its_window(tmp_path: Path) -> None:
    html = (
        "<p><strong>THIS IS A SCHEDULED EVENT Mar <var data-var='date'>20</var>, "
        "<var data-var='time'>22:00</var>&nbsp;-&nbsp;Mar 21, <var data-var='time'>02:00</var> UTC"
        "</strong></p>" + atom_update("Mar  1, 10:00 UTC", "Scheduled", "We upgrade.")
    )
    found = maintenance_of(tmp_path, html)
    assert (f"{found.start:%Y-%m-%d %H:%M}", f"{found.end:%Y-%m-%d %H:%M}") == (
        "2026-03-20 22:00",
        "2026-03-21 02:00",
    )
    assert statuses(found) == ["scheduled"]


def test_a_maintenance_that_was_done_has_the_window_of_the_work(tmp_path: Path) -> None:
    html = "".join(
        atom_update(when, status, "x")
        for when, status in (
            ("Mar  3, 12:30 UTC", "Completed"),
            ("Mar  3, 12:00 UTC", "In progress"),
            ("Mar  1, 10:00 UTC", "Scheduled"),
        )
    )
    found = maintenance_of(tmp_path, html)
    assert (f"{found.start:%d %H:%M}", f"{found.end:%d %H:%M}") == ("03 12:00", "03 12:30")
    assert statuses(found) == ["scheduled", "in_progress", "completed"]


BOMB = b'<?xml version="1.0"?><!DOCTYPE feed [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><feed xmlns="http://www.w3.org/2005/Atom">&b;</feed>'
OUTSIDE = b'<!DOCTYPE feed SYSTEM "file:///etc/passwd"><feed xmlns="http://www.w3.org/2005/Atom"/>'


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (BOMB, "document type"),
        (OUTSIDE, "document type"),
        (b'<feed xmlns="http://www.w3.org/2005/Atom"><entry></feed>', "not XML"),
        (b"<svg/>", "neither Atom nor RSS: <svg>"),
        (b"<?xml version='1.0' encoding='nonsense'?><feed/>", "not"),
        (b"", "not XML"),
    ],
)
def test_what_is_no_feed_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(NotAFeed, match=reason):
        parse_feed(data)


def test_a_deep_tree_is_no_harm() -> None:
    deep = b'<feed xmlns="http://www.w3.org/2005/Atom">' + b"<a>" * 200_000 + b"</a>" * 200_000
    assert parse_feed(deep + b"</feed>").entries == []


def test_what_cannot_be_read_in_an_entry_is_said() -> None:
    notes: list[Note] = []
    entries = [
        ("", "no code", "2026-03-01T10:00:00Z", atom_update("Mar 1, 10:00 UTC", "Resolved", "x")),
        ("code00000001", "no updates", "2026-03-01T10:00:00Z", "<p>nothing</p>"),
        (
            "code00000002",
            "no time",
            "2026-03-01T10:00:00Z",
            atom_update("some day", "Resolved", "x"),
        ),
        (
            "code00000003",
            "odd day",
            "2026-03-01T10:00:00Z",
            atom_update("Feb 30, 10:00 UTC", "Resolved", "x"),
        ),
    ]
    capture = read_feed(parse_feed(atom(entries).encode()), "f.atom", notes)
    assert capture
    assert capture.events == ()
    said = {note.words for note in notes}
    assert "an entry whose address holds no usable code is left out" in said
    assert "an entry in which no update is recognised is left out" in said
    assert "an update without a usable time is left out" in said
