"""Feeds: whatever people wrote, strict readers find no fault, and sizes are bounded."""

from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.load import load
from generator.outputs.feeds.legal import clean, plain_title
from generator.outputs.feeds.select import MOST_EVENTS, MOST_UPDATES
from generator.state import derive
from generator.state.records import State
from tests.feeds import faults, html_faults, read, written
from tests.golden import CASES, SITES, build_case, tree
from tests.state.making import at, component, incident, maintenance, plans, says, site, state

HOME = "https://status.acme.example"
TITLES = [
    "Quotes \" and '",
    "]]> ends nothing",
    "</script><script>alert(1)</script>",
    "<b>bold</b> & <!-- gone",
    "AT&T, R&D, &lt;b&gt; &#60; &amp; &x1;",
    "a < b > c",
    "Störung 🚒 👩‍🚒 in Zürich",
    "خدمة الدفع لا تعمل",
    "bell \x07, escape \x1b[31m, next line \x85, null \x00",
    "half \ud83d a pair, \ufffe and \uffff",
    "\u202eturned around\u202c",
    "long " * 200,
    "=",
]


def with_title(title: str, text: str = "") -> State:
    """An open incident of this name."""
    said = replace(says("12:00", "investigating"), text=text)
    return state(replace(incident("a", said, touches="api=major_outage"), title=title))


@pytest.mark.parametrize("case", sorted(CASES))
def test_the_feeds_of_every_site_have_no_fault(case: str) -> None:
    site_ = load(SITES / case).site
    assert site_
    assert not faults(written(derive(site_, CASES[case])), site_.settings.url)


@pytest.mark.parametrize("title", TITLES)
def test_no_title_breaks_a_feed(title: str) -> None:
    files = written(with_title(title, text=title))
    assert not faults(files, HOME)
    (item,) = read(files["feed.json"]).values()
    assert item.title == f"[Investigating] {' '.join(clean(title).split())}"


@given(st.text(), st.text())
def test_no_text_breaks_a_feed(title: str, text: str) -> None:
    assert not faults(written(with_title(f"x{title}", text)), HOME)


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("a < b, R&D & 3 > 2", "a < b, R&D & 3 > 2"),
        ("</script>", "\u2039/script\u203a"),
        ("<b", "\u2039b"),
        ("&lt; &#60; &x;", "\uff06lt; \uff06#60; &x;"),
    ],
)
def test_titles_in_xml_do_not_look_like_html(title: str, shown: str) -> None:
    assert plain_title(title) == shown


def test_tables_and_pictures_and_links_are_what_readers_take() -> None:
    site_ = load(SITES / "postmortem").site
    assert site_
    files = written(derive(site_, CASES["postmortem"]))
    content = read(files["history.atom"])[
        "tag:status.acme.example,2000:2026-11-02-api-down"
    ].content
    assert f'src="{site_.settings.url}/media/' in content
    assert "<section>" in content
    assert not list(html_faults(content))


def test_a_fault_would_be_found() -> None:
    assert list(html_faults('<p><a href="x.html">x</a>')) == ["href=x.html"]
    assert list(html_faults('<section aria-label="Table"></section>'))
    files = written(with_title("x"))
    broken = files | {"history.atom": files["history.atom"].replace(b'rel="self"', b'rel="via"')}
    assert faults(broken, HOME) == ["history.atom: self is []"]
    broken = files | {"history.rss": files["history.rss"].replace(b":a</guid>", b":b</guid>")}
    assert faults(broken, HOME) == ["history: the forms have different entries"]


def test_what_an_entry_says() -> None:
    """All updates newest first; the promise that stands; links to the page and to the update."""
    told = incident(
        "a",
        replace(says("12:00", "investigating", next_update="12:30"), text="We *look*."),
        replace(
            says("12:20", "identified", next_update="13:00", workaround="Wait.", eta="15:00"),
            text="Disk.",
        ),
        says("12:40", api="major_outage", next_update="13:30"),
        touches="api=partial_outage",
    )
    files = written(state(told, now="12:45"))
    (item,) = read(files["history.atom"]).values()
    assert item.title == "[Identified] A"
    assert item.link == f"{HOME}/incidents/a.html"
    order = ["Update", "Major outage", "Identified", "Disk.", "Investigating"]
    places = [item.content.index(word) for word in order]
    assert places == sorted(places)
    assert "<em>look</em>" in item.content
    assert "<strong>Workaround:</strong> Wait." in item.content
    assert "13:30 UTC" in item.content
    assert "13:00 UTC" not in item.content
    _, second, _ = read(files["updates.json"]).values()
    assert "13:00 UTC" in second.content
    assert "15:00 UTC" in second.content
    latest, *_ = read(files["updates.rss"]).items()
    assert latest[0] == "tag:status.acme.example,2026:a/2026-11-20T12:40:00Z"
    assert latest[1].title == "[Identified] A"
    assert latest[1].link == f"{HOME}/incidents/a.html#u20261120T124000Z"


def test_maintenance_is_in_the_feeds_with_its_window() -> None:
    files = written(state(maintenance("m", "20:00 to 22:00")))
    for path in ("history.atom", "updates.atom", "components/api.json"):
        (item,) = read(files[path]).values()
        assert item.title == "[Scheduled] M"
        assert "20:00 UTC" in item.content


def test_each_component_has_its_own_events_alone() -> None:
    files = written(
        state(
            incident("a", says("12:00", "investigating"), touches="api=major_outage"),
            incident("b", says("12:00", "investigating"), says("12:30", web="partial_outage")),
            maintenance("m", "20:00 to 22:00"),
            layout=(component("api"), component("web"), component("mail")),
        )
    )
    ids = {path: [each.rpartition(":")[2] for each in read(data)] for path, data in files.items()}
    assert ids["components/api.rss"] == ["a", "m"]
    assert ids["components/web.atom"] == ["b"]
    assert ids["components/mail.json"] == []
    assert sorted(ids["feed.json"]) == ["a", "b", "m"]
    told = (read(files[path]).values() for path in ("history.atom", "history.rss", "feed.json"))
    assert {tuple(item.tags for item in items) for items in told} == {
        (("web",), ("api",), ("api",))
    }


def test_an_empty_feed_is_a_feed_and_knows_no_clock() -> None:
    files = written(state())
    assert len(files) == 12
    assert not faults(files, HOME)
    assert written(state(now="2030-01-01 00:00")) == files
    assert b"<updated>2000-01-01T00:00:00+00:00</updated>" in files["updates.atom"]


def test_entries_of_one_second_differ_in_atom_by_a_fraction_of_it() -> None:
    events = [incident(name, says("12:00", "investigating")) for name in ("a", "b", "c")]
    files = written(state(*events))
    assert not faults(files, HOME)
    assert files["history.atom"].count(b"<updated>2026-11-20T12:00:00+00:00</updated>") == 2  # feed
    alone = written(state(events[0]))["history.atom"]
    assert b"<updated>2026-11-20T12:00:00." not in alone


def many(count: int, updates: int = 1) -> State:
    """So many incidents, an hour apart."""
    start = at("2025-01-01 00:00")

    def moment(number: int) -> str:
        return f"{start + timedelta(hours=number):%Y-%m-%d %H:%M}"

    return state(
        *(
            incident(
                f"i{number:05}",
                says(moment(number), "investigating"),
                *(says(f"{moment(number)}:{second:02}") for second in range(1, updates)),
            )
            for number in range(count)
        )
    )


def test_feeds_hold_the_newest_and_no_more() -> None:
    found = many(130)
    files = written(found)
    events, updates = read(files["history.atom"]), read(files["updates.rss"])
    assert len(events) == MOST_EVENTS
    assert len(updates) == MOST_UPDATES
    assert [each[-6:] for each in events][:2] == ["i00129", "i00128"]
    assert list(events)[-1].endswith("i00080")
    assert "i00030/" in list(updates)[-1]


def test_what_moved_last_comes_first_however_old_it_is() -> None:
    found = many(60)
    old = incident("old", says("2024-01-01 00:00", "investigating"), says("11:00", "resolved"))
    both = replace(found.site, incidents=(*found.site.incidents, old))
    history = read(written(derive(both, at("18:00")))["history.atom"])
    assert next(iter(history)).endswith(":old")
    assert len(history) == MOST_EVENTS


def test_an_incident_with_65_updates_is_told_whole() -> None:
    found = many(1, updates=60)
    long = found.site.incidents[0]
    more = [says(f"2025-01-01 01:0{minute}") for minute in range(5)]
    long = replace(long, updates=(*long.updates, *more))
    files = written(derive(replace(found.site, incidents=(long,)), at("18:00")))
    assert not faults(files, HOME)
    (item,) = read(files["history.rss"]).values()
    assert item.content.count("<hr>") == 64
    assert len(read(files["updates.json"])) == 65


def test_a_build_looks_at_no_text_of_old_events(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def spy(text: str, *_: object, **__: object) -> str:
        asked.append(text)
        return "<p>x</p>"

    found = many(130)
    old = replace(says("2024-01-01 00:00", "investigating"), text="OLD")
    new = replace(says("12:00", "investigating"), text="NEW")
    events = (*found.site.incidents, incident("old", old), incident("new", new))
    monkeypatch.setattr("generator.render.markup.to_html", spy)
    written(derive(replace(found.site, incidents=events), at("18:00")))
    assert asked == ["NEW"]  # once, for all feeds and forms


@pytest.mark.parametrize("url", [f"{HOME}/a/b", "https://störung.example/wo"])
def test_addresses_are_absolute_below_the_sites_own(url: str) -> None:
    sample = site(incident("störung", says("12:00", "investigating"), touches="api=major_outage"))
    settings = replace(sample.settings, url=url)
    files = written(derive(replace(sample, settings=settings), at("18:00")))
    ascii_url = url.replace("störung", "störung".encode("idna").decode())
    assert not faults(files, ascii_url)
    (name,) = read(files["history.rss"])
    assert name == "tag:status.acme.example,2026:st%C3%B6rung"


def test_what_is_not_news_is_in_no_feed() -> None:
    told = incident("a", says("12:00", "investigating"), touches="api=major_outage")
    planned = maintenance("m", "20:00 to 22:00")
    hidden = (replace(told, id="b", backfilled=True), replace(told, id="c", drill=True))
    unseen = (replace(planned, backfilled=True), replace(planned, id="n", drill=True))
    assert written(state(told, *hidden, *unseen)) == written(state(told))


def test_internal_words_are_nowhere() -> None:
    told = replace(
        incident("a", says("12:00", "investigating"), touches="api=major_outage"),
        internal=(("ticket", "OPS-123"),),
    )
    assert not any(b"OPS-123" in data for data in written(state(told)).values())


def test_every_page_names_the_feeds(tmp_path: Path) -> None:
    build_case("bad-day", tmp_path)
    files = tree(tmp_path)
    for path, data in files.items():
        if path.endswith(".html") and b'<nav aria-label="Site">' in data:  # a page of the site
            root = "../" * path.count("/")
            for end, media in (("history.atom", "atom+xml"), ("feed.json", "feed+json")):
                assert f'rel="alternate" type="application/{media}"' in data.decode(), path
                assert f'href="{root}{end}"' in data.decode(), path
    assert 'href="../components/api.rss"' in files["components/api.html"].decode()


def test_a_window_that_opens_by_the_clock_moves_its_entry() -> None:
    """To the moment that the file says, not to the one of the build."""
    planned = maintenance("m", "20:00 to 22:00", auto_complete=True)
    seen = []
    for now in ("19:59", "20:30", "21:30", "22:30", "23:59"):
        (item,) = read(written(state(planned, now=now))["history.atom"]).values()
        seen.append((item.title, item.updated))
    announced = datetime.fromisoformat("2026-11-01T09:00:00Z")
    assert seen[0] == ("[Scheduled] M", announced)
    assert seen[1] == seen[2] == ("[In progress] M", at("20:00"))
    assert seen[3] == seen[4] == ("[Completed] M", at("22:00"))
    begun = maintenance("m", "20:00 to 22:00", plans("19:00", "in_progress"))
    (item,) = read(written(state(begun, now="20:30"))["history.atom"]).values()
    assert item.updated == at("19:00")
