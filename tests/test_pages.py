"""Whole small sites: what they become, and what may never be in a page."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.model.component import ComponentStatus
from generator.model.incident import IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.update import Impact
from generator.state.records import Indicator
from tests import pages
from tests.golden import CASES, SITES, accept, build_case, expected, reviewable, tree

THEMES = (Path(__file__).parent.parent / "themes", Path(__file__).parent / "themes")

#: what stands in these sites where nobody may ever read it
CANARY = b"CANARY"


@pytest.fixture(scope="module", params=sorted(CASES))
def case(request: pytest.FixtureRequest) -> str:
    """The name of a case."""
    return str(request.param)


@pytest.fixture(scope="module")
def files(case: str, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """All that a case becomes."""
    output = tmp_path_factory.mktemp(case)
    build_case(case, output)
    return tree(output)


def html(files: dict[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The pages among the files."""
    return ((path, data) for path, data in files.items() if path.endswith(".html"))


def test_there_is_a_case_for_each_folder() -> None:
    assert sorted(path.name for path in SITES.iterdir()) == sorted(CASES)


def test_a_site_becomes_what_it_should(
    case: str, files: dict[str, bytes], update_golden: bool
) -> None:
    """`make golden` accepts what is made now; `git diff` then shows what that changes."""
    found = reviewable(case, files)
    if update_golden:
        accept(case, found)
    wanted = expected(case)
    assert sorted(found) == sorted(wanted)
    for path, data in found.items():
        if path.endswith((".png", ".svg")):
            assert data == wanted[path], path
        else:
            assert data.decode() == wanted[path].decode(), path


def test_pages_are_good_html(files: dict[str, bytes]) -> None:
    for path, data in html(files):
        assert [path, *pages.grammar(data)] == [path]


def test_pages_are_well_built(files: dict[str, bytes]) -> None:
    for path, data in html(files):
        assert [path, *pages.structure(data)] == [path]


def test_pages_stand_alone(files: dict[str, bytes]) -> None:
    for path, data in html(files):
        assert [path, *pages.safety(data)] == [path]


def test_links_lead_somewhere(case: str, files: dict[str, bytes]) -> None:
    settings = (SITES / case / "content" / "site.yml").read_text("utf-8")
    found = re.search(r"^url: (\S+)$", settings, re.MULTILINE)
    assert found
    for path, _ in html(files):
        assert [path, *pages.links(path, files, found[1])] == [path]


def test_nothing_internal_is_published(case: str, files: dict[str, bytes]) -> None:
    assert [path for path, data in files.items() if CANARY in data or CANARY in path.encode()] == []


def test_the_canary_is_there_to_be_found() -> None:
    sources = tree(SITES / "every-field" / "content")
    assert sum(data.count(CANARY) for data in sources.values()) >= 4


BAD = """<!doctype html><html lang="en"><head>
<meta http-equiv="Content-Security-Policy" content="style-src 'sha256-x'"><title>x</title>
<style>a{}</style><link rel="stylesheet" href="https://elsewhere.example/a.css"></head><body>
<h1 id="a">x</h1><h3 id="a" style="color:red">y</h3><p onclick="x()">z<div></p></div>
<img src="//elsewhere.example/p.png"><a href="gone.html">x</a><a href="#gone">y</a>
<a href="https://here.example/gone">z</a></body></html>
"""


@pytest.mark.parametrize(
    ("check", "faults"),
    [
        (pages.grammar, ["unexpected-end-tag", "</p> closes nothing"]),
        (pages.structure, ["id a is there 2 times", "h3 follows h1", "an <img> has no alt"]),
        (
            pages.safety,
            ["<h3> has style=", "<p> has onclick=", "allow this <style>", "a.css", "p.png"],
        ),
    ],
)
def test_a_bad_page_is_seen_to_be_bad(check: object, faults: list[str]) -> None:
    assert callable(check)
    found = "\n".join(check(BAD.encode()))
    assert [fault for fault in faults if fault not in found] == []


def test_a_link_to_nowhere_is_seen() -> None:
    found = list(pages.links("a.html", {"a.html": BAD.encode()}, "https://here.example"))
    assert found == [
        "gone.html leads nowhere",
        "#gone has no such place",
        "gone leads nowhere",
    ]


WORDS = {
    word.value
    for words in (ComponentStatus, IncidentStatus, MaintenanceStatus, Indicator, Impact)
    for word in words
}
_EXPRESSION = re.compile(r"\{[%{].*?[%}]\}", re.DOTALL)
_QUOTED = re.compile(r"""(["'])(\w+)\1""")


def status_words(template: str) -> list[str]:
    """The status words that stand in a template's expressions."""
    found = (_QUOTED.findall(each) for each in _EXPRESSION.findall(template))
    return [word for each in found for _, word in each if word in WORDS]


def test_no_template_works_out_a_status() -> None:
    for folder in THEMES:
        for path in sorted(folder.rglob("*.html")):
            assert [path, *status_words(path.read_text("utf-8"))] == [path]


def test_a_template_that_does_is_seen() -> None:
    text = "{% if view.status.kind == 'major_outage' %}{{ x if y in [\"resolved\"] }}{% endif %}"
    assert status_words(text) == ["major_outage", "resolved"]
