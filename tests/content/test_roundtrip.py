"""`parse(print(x)) == x`, and adding an update changes no other byte."""

import string
import unicodedata
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from generator.content.edit import (
    EditError,
    append_update,
    print_incident,
    print_maintenance,
    print_update,
)
from generator.content.events import id_fault
from generator.content.incidents import parse_incident
from generator.content.maintenance import parse_maintenance
from generator.content.source import parse_source
from generator.errors import format_problem
from generator.model.component import ComponentStatus
from generator.model.incident import End, Incident, IncidentClass, IncidentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.update import Impact, Nothing, Update

# --- what people may write ----------------------------------------------------------------------

MOMENTS = st.integers(1_500_000_000, 2_000_000_000).map(lambda at: datetime.fromtimestamp(at, UTC))
DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
#: but for the marks of nothing, which the reader drops
LETTERS = st.characters(
    exclude_categories=["Cs", "Cc", "Cn", "Co"], exclude_characters="\ufeff\u2060\u200b"
)
#: what YAML, Markdown and this format take for something else
TRAPS = st.sampled_from(
    [
        *(": ", " #", "#", "- ", "[", "]", "{", "}", "&", "*", "!", "|", ">", "%", "@", "`", "'"),
        *(
            '"',
            "\\",
            "no",
            "~",
            "null",
            "010",
            "12:30",
            "2026-11-20",
            "<<",
            "---",
            "...",
            "? ",
            ",",
        ),
        *("“", "”", "«x»", "\u00a0", "é", "e\u0301", "日本", "\U0001f600", "=", "none", "\t", "  "),
    ]
)
PIECES = st.lists(st.text(LETTERS, max_size=6) | TRAPS, min_size=1, max_size=5).map("".join)


def as_read(text: str) -> str:
    """`text` as it comes out of a file: normal form, without what no file keeps."""
    source, _ = parse_source(text.encode(), "x")
    assert source is not None
    return "\n".join(source.lines)


def one_line(text: str) -> str:
    return " ".join(as_read(text).split())


LINES = PIECES.map(one_line).filter(bool)
KEYS = LINES.filter(lambda key: len(key) < 60)
IDS = st.text(st.characters(categories=["L", "Nd", "M"]) | st.sampled_from(".-_"), min_size=1)
IDS = IDS.map(lambda text: unicodedata.normalize("NFC", text)).filter(
    lambda each: not id_fault(each)
)
COMPONENTS = st.text(string.ascii_lowercase + string.digits + "-", min_size=1, max_size=50).filter(
    lambda text: (
        text[0] != "-"
        and text not in {"workaround", "eta", "notify", "edited", "impact", "reopened"}
    )
)
CHANGES = st.dictionaries(COMPONENTS, st.sampled_from(ComponentStatus), max_size=3).map(
    lambda changes: tuple(changes.items())
)

#: everyday texts, and the odd ones that a parser stumbles on
BLOCKS = st.sampled_from(
    [
        *("Uploads fail.", "next update: 30m", "Note: it is slow", "workaround: none\neta: 2h", ""),
        *(
            "```\n## in a fence\n\n  two  \n```",
            "~~~~sh\n```\n~~~\n~~~~",
            "    code\n\n    ## more",
        ),
        *(
            "- item\n  - nested\n\n  more",
            "1. one\n   ```\n   ## x\n   ```",
            "- ```\n  ## x\nafter",
        ),
        *(
            "> ## quoted\n> ```\nlazy",
            "### Deeper\n#### What we do",
            "#5 is a number\n#tag",
            "* * *",
        ),
        *("\ttab", "`a` ``b` c``", "| a | b |\n|---|---|", "<b>raw</b>", "![x](x.png)", "[a]: b"),
        *("Title\n---", "Title\n===", "api: operational", "2fa: major_outage", "Impact: many"),
        *("edited: 2026-11-20 12:00 UTC", "trailing  \n\\", "&amp; &#35;", "in\n2021. That", "##"),
        *("Resolved", "2026-11-20 12:15 UTC", "`<!-- shown -->`", "```\n<!--\n```", "   \nx\n \t"),
    ]
)
BLOCK_LISTS = st.lists(st.tuples(BLOCKS | PIECES, st.sampled_from(["\n", "\n\n"])), max_size=4)


def in_file(blocks: list[tuple[str, str]]) -> str:
    """The blocks as one update of a file says them; something else where they cannot stand."""
    lines = (
        "---\ntitle: x\nimpact: none\n---\n## Investigating — 2026-11-20 10:00 UTC\nnotify: no\n"
    )
    text = "".join(block + gap for block, gap in blocks)
    source, _ = parse_source(f"{lines}\n{text}".encode(), "content/incidents/x.md")
    assert source is not None
    incident, found = parse_incident(source)
    has_comment = any(problem.code == "UPD-11" for problem in found)
    if incident is None or len(incident.updates) != 1 or has_comment:
        return "Something else."
    return incident.updates[0].text


TEXTS = BLOCK_LISTS.map(in_file)


@st.composite
def updates_of(draw: st.DrawFn, statuses: type[Any], *, is_incident: bool) -> tuple[Any, ...]:
    """Updates in order of time; only the first must say a status."""
    times = sorted(draw(st.sets(MOMENTS, min_size=1, max_size=3)))
    return tuple(
        draw(update_at(at, statuses, is_first=at == times[0], is_incident=is_incident))
        for at in times
    )


@st.composite
def update_at(
    draw: st.DrawFn, at: datetime, statuses: type[Any], *, is_first: bool, is_incident: bool
) -> Update[Any]:
    later = st.integers(1, 10**7).map(lambda seconds: at + timedelta(seconds=seconds))
    word = LINES.map(lambda text: text.strip()).filter(lambda text: text.casefold() != "none")
    word = word.filter(lambda text: "<!--" not in text)
    own: dict[str, Any] = {}
    if is_incident:
        own = {
            "impact": draw(st.none() | st.sampled_from(Impact)),
            "reopened": draw(st.booleans()),
        }
    status = st.sampled_from(statuses)
    return Update(
        at=at,
        status=draw(status if is_first else st.none() | status),
        text=draw(TEXTS),
        next_update=draw(st.none() | later),
        workaround=draw(st.none() | st.just(Nothing.NONE) | word),
        eta=draw(st.none() | st.just(Nothing.NONE) | later),
        components=draw(CHANGES),
        notify=draw(st.booleans()),
        edited=draw(st.none() | MOMENTS),
        **own,
    )


def shared() -> dict[str, st.SearchStrategy[Any]]:
    notes = st.dictionaries(KEYS, LINES | st.lists(LINES, min_size=1, max_size=3).map(tuple))
    return {
        "id": IDS,
        "title": LINES,
        "components": CHANGES,
        "reference": st.just("") | LINES,
        "overrides": distinct(st.dictionaries(KEYS, LINES, max_size=2)),
        "internal": distinct(notes),
        "backfilled": st.booleans(),
        "drill": st.booleans(),
    }


def distinct(pairs: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Pairs whose keys differ by more than their case."""
    return pairs.map(
        lambda found: {key.casefold(): (key, value) for key, value in found.items()}
    ).map(lambda found: tuple(found.values()))


INCIDENTS = st.builds(
    Incident,
    **shared(),
    impact=st.sampled_from(Impact),
    updates=updates_of(IncidentStatus, is_incident=True),
    started=st.none() | MOMENTS,
    detected=st.none() | MOMENTS,
    ended=st.none() | st.just(End.UNKNOWN) | MOMENTS,
    kind=st.none() | st.sampled_from(IncidentClass),
    errors=st.lists(LINES, max_size=3).map(tuple),
    postmortem_due=st.none() | DAYS,
)
MAINTENANCES = st.builds(
    lambda start, length, **rest: Maintenance(start=start, end=start + length, **rest),
    start=MOMENTS,
    length=st.integers(1, 10**6).map(lambda seconds: timedelta(seconds=seconds)),
    **shared(),
    updates=updates_of(MaintenanceStatus, is_incident=False),
    auto_complete=st.booleans(),
    emergency=st.just("") | LINES,
)
STEMS = st.just("") | IDS

# --- the properties -----------------------------------------------------------------------------

slow = settings(
    max_examples=80,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.data_too_large,
        HealthCheck.filter_too_much,
    ],
)


def read(data: bytes, file: str) -> Incident | Maintenance:
    source, problems = parse_source(data, file)
    assert source is not None, problems
    in_maintenance = "maintenance" in file
    event, found = (parse_maintenance if in_maintenance else parse_incident)(source)
    assert event is not None, "\n".join(map(format_problem, found))
    return event


def write(event: Incident | Maintenance, stem: str) -> tuple[bytes, str]:
    if isinstance(event, Incident):
        return print_incident(event, stem).encode(), f"content/incidents/{stem}.md"
    return print_maintenance(event, stem).encode(), f"content/maintenance/{stem}.md"


@slow
@given(INCIDENTS | MAINTENANCES, STEMS)
def test_what_is_printed_is_read_back(event: Incident | Maintenance, stem: str) -> None:
    data, file = write(event, stem or event.id)
    assert read(data, file) == event


@slow
@given(INCIDENTS | MAINTENANCES, st.randoms(use_true_random=False))
def test_the_order_of_updates_does_not_matter(event: Incident | Maintenance, random: Any) -> None:
    data, file = write(event, event.id)
    head = data.decode().partition("\n---\n")[0] + "\n---\n"
    updates: tuple[Update[Any], ...] = event.updates
    sections = [f"\n{print_update(update)}" for update in updates]
    assert head + "".join(sections) == data.decode()
    random.shuffle(sections)
    assert read((head + "".join(sections)).encode(), file) == event


ENDS = {
    "as printed": lambda data: data,
    "no final newline": lambda data: data.rstrip(b"\n"),
    "CRLF": lambda data: data.replace(b"\n", b"\r\n"),
    "CRLF, no final newline": lambda data: data.replace(b"\n", b"\r\n").rstrip(b"\r\n"),
    "CR": lambda data: data.replace(b"\n", b"\r"),
    "BOM": lambda data: b"\xef\xbb\xbf" + data,
    "blank lines": lambda data: data + b"\n \n\t\n\n",
}


@slow
@given(
    st.data(),
    INCIDENTS | MAINTENANCES,
    st.sampled_from(sorted(ENDS)),
)
def test_adding_an_update_changes_no_other_byte(
    data: st.DataObject, event: Incident | Maintenance, end: str
) -> None:
    printed, file = write(event, event.id)
    before = ENDS[end](printed)
    is_incident = isinstance(event, Incident)
    statuses: type[Any] = IncidentStatus if is_incident else MaintenanceStatus
    at = data.draw(MOMENTS)
    assume(at not in {update.at for update in event.updates})
    update = data.draw(
        update_at(at, statuses, is_first=at < event.updates[0].at, is_incident=is_incident)
    )
    after = append_update(before, file, update)
    assert after.startswith(before)
    found = read(after, file)
    assert found.updates == tuple(sorted((*event.updates, update), key=lambda each: each.at))
    newlines = after[len(before) :].count(b"\n")
    assert after[len(before) :].count(b"\r\n") == (newlines if b"\r\n" in before else 0)


@slow
@given(INCIDENTS, st.sampled_from(["LF", "CRLF", "CR"]))
def test_line_ends_mean_nothing(incident: Incident, ends: str) -> None:
    data, file = write(incident, incident.id)
    end = {"LF": b"\n", "CRLF": b"\r\n", "CR": b"\r"}[ends]
    assert read(data.replace(b"\n", end), file) == incident


# --- cases ---------------------------------------------------------------------------------------

UPDATE = Update(
    at=datetime(2026, 11, 20, 11, tzinfo=UTC),
    status=IncidentStatus.RESOLVED,
    components=(("2fa", ComponentStatus.OPERATIONAL),),
)
DOCUMENT = "---\ntitle: x\nimpact: none\n---\n\n## Investigating — 2026-11-20 10:00 UTC\n"


def test_a_component_whose_id_begins_with_a_digit() -> None:
    before = f"{DOCUMENT}2fa: major_outage\n\nIt fails.\n".encode()
    after = append_update(before, "content/incidents/x.md", UPDATE)
    found = read(after, "content/incidents/x.md")
    assert [update.components for update in found.updates] == [
        (("2fa", ComponentStatus.MAJOR_OUTAGE),),
        (("2fa", ComponentStatus.OPERATIONAL),),
    ]


@pytest.mark.parametrize(
    "text",
    ["```\nlog", "<!-- note", "a <!-- note", "## Resolved", "##Resolved — 2026-11-20 10:30 UTC"],
)
def test_nothing_is_added_to_a_file_that_is_broken(text: str) -> None:
    with pytest.raises(EditError, match=r"content/incidents/x\.md:\d+:\d+: error [A-Z]+-\d+ "):
        append_update(f"{DOCUMENT}\n{text}\n".encode(), "content/incidents/x.md", UPDATE)


@pytest.mark.parametrize("text", ["```\nlog", "## x", "# x", "<!-- x -->", "a\n<!-- x -->\nb"])
def test_an_update_that_would_not_be_read_back_is_refused(text: str) -> None:
    update = Update(at=UPDATE.at, status=IncidentStatus.RESOLVED, text=text)
    with pytest.raises(EditError):
        append_update(f"{DOCUMENT}\nIt fails.\n".encode(), "content/incidents/x.md", update)
