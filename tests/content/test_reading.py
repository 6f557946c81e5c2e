"""What of a file is read, and as what: headings, fields, fences, comments, text."""

from datetime import UTC, datetime

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.content.incidents import parse_incident
from generator.content.links import targets_in
from generator.content.maintenance import parse_maintenance
from generator.content.sections import split_sections
from generator.content.settings import parse_settings
from generator.content.source import Source, parse_source
from generator.errors import format_problem
from generator.model.incident import Incident

OPENED = """\
---
title: x
impact: major
---
## Investigating — 2026-11-20 10:15 UTC

"""
IDS = frozenset({"api", "operational", "investigating", "2fa"})
SITE = "title: Acme Status\nurl: https://status.acme.example\ncomponents:\n"


def good(text: str) -> Incident:
    source, _ = parse_source(text.encode(), "content/incidents/x.md")
    assert source is not None
    event, problems = parse_incident(source, IDS)
    assert event is not None, "\n".join(map(format_problem, problems))
    return event


def test_components_may_be_called_like_a_status_or_begin_with_a_digit() -> None:
    listed = "".join(f"  - {{id: {name}, name: X}}\n" for name in sorted(IDS))
    source, _ = parse_source(f"{SITE}{listed}".encode(), "content/site.yml")
    assert source is not None
    assert parse_settings(source)[1] == []
    text = OPENED.rstrip("\n") + "\noperational: major_outage\ninvestigating: Partial outage\n"
    event = good(f"{text}2fa: degraded-performance\nAPI: OPERATIONAL\n\nIt fails.\n")
    assert [name for name, _ in event.updates[0].components] == [
        "operational",
        "investigating",
        "2fa",
        "api",
    ]


@pytest.mark.parametrize(
    "heading",
    [
        "## In progress — 2026-11-20 10:15 UTC",
        "##   In   progress   —   2026-11-20   10:15   UTC   ##",
        "  ## IN PROGRESS - 2026-11-20T10:15Z",
        "##\tin-progress|2026-11-20 10:15 UTC",
        "## in_progress·2026-11-20 10:15 +00:00",
        "## In\u00a0progress\u00a0—\u00a02026-11-20\u00a010:15\u00a0UTC",
        "## In progress -- 2026-11-20 10:15:00 UTC",
    ],
)
def test_headings_with_odd_spacing(heading: str) -> None:
    text = "---\ntitle: x\nscheduled: 2026-11-20 10:00 UTC to 2026-11-20 11:00 UTC\n---\n"
    source, _ = parse_source(f"{text}{heading}\n".encode(), "content/maintenance/x.md")
    assert source is not None
    event, problems = parse_maintenance(source)
    assert event is not None, problems
    assert event.updates[0].status == "in_progress"
    assert event.updates[0].at == datetime(2026, 11, 20, 10, 15, tzinfo=UTC)


BODIES = {
    "fence in a list": ("- a\n  ```\n  ## Resolved — 2026-11-20 11:00 UTC\n  ```\n", 1),
    "fence in a list, by number": ("1. a\n\n   ~~~\n   ## x\n   ~~~\n", 1),
    "fence begun on the item's line": ("- ```\n  ## x\n  ```\n", 1),
    "fence that ends with its item": ("- ```\n  ## x\n## Resolved — 2026-11-20 11:00 UTC\n", 2),
    "longer fence": ("````\n```\n## x\n```\n````\n", 1),
    "other fence": ("~~~\n```\n## x\n~~~\n", 1),
    "quoted": ("> ## Resolved — 2026-11-20 11:00 UTC\n", 1),
    "quoted fence": ("> ```\n> ## x\n## Resolved — 2026-11-20 11:00 UTC\n", 2),
    "comment over lines": ("<!--\n## Resolved — 2026-11-20 11:00 UTC\n-->\n", 1),
    "comment in a paragraph": ("a <!-- b\nc --> d\n\n## Resolved — 2026-11-20 11:00 UTC\n", 2),
    "comment in code": ("`<!--`\n\n## Resolved — 2026-11-20 11:00 UTC\n\n`-->`\n", 2),
    "comment in a fence": ("```\n<!--\n```\n## Resolved — 2026-11-20 11:00 UTC\n", 2),
    "fence in a comment": ("<!--\n```\n-->\n## Resolved — 2026-11-20 11:00 UTC\n", 2),
    "shortest comment": ("<!-->\n## Resolved — 2026-11-20 11:00 UTC\n", 2),
    "after a comment": ("<!-- x --> ## Resolved — 2026-11-20 11:00 UTC\n", 1),
    "lazy line after a list": ("- a\nb\n```\n## x\n```\n", 1),
    "number in a paragraph": ("in\n2021. That\n   ```\n   ## x\n   ```\n", 1),
    "underline": ("Title\n---\n\n## Resolved — 2026-11-20 11:00 UTC\n", 2),
    "closing hashes": ("## Resolved — 2026-11-20 11:00 UTC ##\n", 2),
    "a fence closed with spaces": ("```\n## x\n   ```   \n## Resolved — 2026-11-20 11:00 UTC\n", 2),
}


@pytest.mark.parametrize("name", BODIES)
def test_what_opens_an_update(name: str) -> None:
    body, count = BODIES[name]
    assert len(good(OPENED + body).updates) == count


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("a <!-- b --> c\n", "a  c"),
        ("a <!-- b\nb -->c\n", "a \nc"),
        ("<!-- a -->\nb\n", "b"),
        ("<!--\na\n--> b\nc\n", "b\nc"),
        ("`<!-- a -->` <!-- b -->\n", "`<!-- a -->` "),
        ("```\n<!-- a -->\n```\n", "```\n<!-- a -->\n```"),
        (" \n\na\n \n\t\n", "a"),
        ("    code\n", "    code"),
    ],
)
def test_text_without_its_comments(body: str, text: str) -> None:
    assert good(OPENED + body).updates[0].text == text


def test_text_that_looks_like_fields_is_text() -> None:
    body = "Impact: uploads fail.\nWorkaround: wait.\n\nRoot cause: a switch.\n"
    event = good(f"{OPENED.rstrip()}\nnotify: no\n\nSo far:\n\n{body}")
    assert event.updates[0].text == f"So far:\n\n{body}".rstrip("\n")
    assert event.updates[0].workaround is None


# --- as the git host shows it -------------------------------------------------------------------

HOST = MarkdownIt("commonmark").enable("table")
LINES = st.sampled_from(
    [
        *("## H", " ## H1", "  ## H2", "   ## H3", "# one", "### three", "", "", "text", "  text"),
        *("```", "````", "~~~", "~~~~", "``` sh", "  ```", "   ```", "\t```", "- ```", "> ```"),
        *("- item", "  - nested", "1. one", "10) x", "12. x", "- 1. deep", "-\ttab", "- > quote"),
        *("> quote", "> ## q", "* * *", "---x", "***", "- - -", "<!-- c -->", "`code", "``"),
        *("text `a` <!-- b --> c", "<!-- a", "b -->"),
    ]
)


@settings(max_examples=500)
@given(st.lists(LINES, max_size=10))
def test_headings_are_those_that_the_host_shows(lines: list[str]) -> None:
    sections, problems = split_sections(Source("x", tuple(lines)), 1)
    # an open fence or comment is an error of its own
    assume(not {problem.code for problem in problems} & {"UPD-10", "UPD-12"})
    ours = {section.number for section in sections}
    tokens = HOST.parse("\n".join(lines))
    shown = [t for t in tokens if t.type == "heading_open" and t.tag == "h2" and t.markup == "##"]
    theirs = {token.map[0] + 1: token.level for token in shown if token.map}
    # a heading inside a list item opens an update as well; inside a quote it does not
    assert {number for number, level in theirs.items() if level == 0} <= ours
    assert ours <= set(theirs)


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("[a](b.md)", ["b.md"]),
        ("[a](<b c.md>)", ["b c.md"]),
        ("[a](b.md 'title (x)')", ["b.md"]),
        ('![a](b.png "t")', ["b.png"]),
        ("[a](b_(c).md)", ["b_(c).md"]),
        ("[![a](b.png)](c.md)", ["c.md", "b.png"]),
        ("[a [b] c](d.md)", ["d.md"]),
        ("[wow!](a.md) ![b](c.png)", ["a.md", "c.png"]),
        ("[a]: b.md\n[c]: <d.md>", ["b.md", "d.md"]),
        ("`[a](b.md)` ``[c](`d.md)``", []),
        ("```\n[a](b.md)\n```\n[c](d.md)", ["d.md"]),
        ("~~~\n[a](b.md)", []),
        ("A ` here.\n\n[a](b.md)\n\nA ` there.", ["b.md"]),
        ("\\`[a](b.md)\\`", ["b.md"]),
        ("[a] (b.md)", []),
        ("[a](b.md", []),
    ],
)
def test_addresses_in_a_text(text: str, addresses: list[str]) -> None:
    assert [target.address for target in targets_in(text)] == addresses
