"""How files are served: the table, and that `_headers`, robots.txt and sitemap.xml say the same."""

import re
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from itertools import combinations
from urllib.robotparser import RobotFileParser
from xml.etree import ElementTree as ET

import pytest

from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Security
from generator.outputs.delivery import CLASSES, class_of, content_type, headers
from generator.outputs.meta import meta
from generator.render.filters import FILTERS
from generator.render.theme import Theme, open_theme
from tests.golden import CASES, SITES, build_case, tree
from tests.state.making import incident, maintenance, says, state
from tests.test_themes_shipped import ROOT

POLICY = "default-src 'none'"
Rules = dict[str, dict[str, str]]


def theme() -> Theme:
    return open_theme("default", (ROOT / "themes",), FILTERS)


def made(path: str, *events: Incident | Maintenance) -> str:
    """A file about the files, of a site with these events."""
    (found,) = (each for each in meta(state(*events, now="12:30"), theme()) if each.path == path)
    return found.render().decode()


def rules(text: str) -> Rules:
    """What a `_headers` file says, by its paths."""
    found: Rules = {}
    path = ""
    for line in text.splitlines():
        if line.startswith("  "):
            name, _, value = line.strip().partition(": ")
            assert name not in found[path]
            found[path][name] = value
        elif line:
            path = line
            assert path not in found
            found[path] = {}
    return found


def said_of(path: str, said: Rules) -> dict[str, list[str]]:
    """What a host says of a file: it joins all rules that match."""
    joined: dict[str, list[str]] = {}
    for pattern, named in said.items():
        if fnmatchcase(f"/{path}", pattern):
            for name, value in named.items():
                joined.setdefault(name, []).append(value)
    return joined


@pytest.mark.parametrize("case", sorted(CASES))
def test_hosts_that_read_headers_say_what_the_table_says(
    case: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp(case)
    build_case(case, folder)
    files = tree(folder)
    said = rules(files["_headers"].decode())
    (policy,) = re.findall(r'-Policy" content="(default-src[^"]*)"', files["index.html"].decode())
    for path in files.keys() - {"_headers", "robots.txt", "sitemap.xml"}:
        wanted = headers(path, policy)
        found = said_of(path, said)
        assert {name: values for name, values in found.items() if len(values) > 1} == {}, path
        # hosts know a type by the end of a name, but for what is a kind of JSON
        del wanted["Content-Type"]
        assert {name: found.get(name, [""])[0] for name in wanted} == wanted, path
        assert found.keys() - wanted.keys() <= {"Content-Type"}, path


def test_the_limits_of_hosts_are_kept() -> None:
    said = rules(made("_headers"))
    assert len(said) <= 100
    assert all(pattern.count("*") <= 1 for pattern in said)
    assert all(len(line) < 2000 for line in made("_headers").splitlines())


def test_no_two_classes_overlap() -> None:
    """But for the last, which takes what is left."""
    for one, other in combinations(CLASSES[:-1], 2):
        first, second = one.pattern.rstrip("*"), other.pattern.rstrip("*")
        assert not first.startswith(second), (one, other)
        assert not second.startswith(first), (one, other)


def test_every_kind_of_file_has_a_type() -> None:
    for case in CASES:
        for path in tree(SITES / case / "expected"):
            if path != "_headers":
                assert content_type(path) != "application/octet-stream", path
    assert content_type("feed.json") == content_type("components/api.json")
    assert content_type("status.json") == "application/json"
    assert content_type("incidents/störung.html") == "text/html; charset=utf-8"


def test_what_is_for_programs_may_be_read_from_other_pages() -> None:
    shared = ["status.json", "api/v2/summary.json", "feed.json", "badge.svg", "components/a.atom"]
    assert [
        path for path in shared if headers(path, POLICY).get("Access-Control-Allow-Origin") != "*"
    ] == []
    for path in ("index.html", "incidents/a.html", "errors/503.html"):
        assert "Access-Control-Allow-Origin" not in headers(path, POLICY)


def test_only_the_page_for_frames_may_be_framed() -> None:
    assert "Content-Security-Policy" not in headers("embed.html", POLICY)
    assert headers("index.html", POLICY)["Content-Security-Policy"].endswith(
        "frame-ancestors 'none'"
    )


def test_must_revalidate_is_never_beside_leave_to_serve_what_is_stale() -> None:
    for each in CLASSES:
        assert not re.search(r"must-revalidate.*stale|stale.*must-revalidate", each.cache_control)
    assert "immutable" in class_of("media/0123456789abcdef.png").cache_control


def test_crawlers_may_read_everything_but_copies() -> None:
    robots = RobotFileParser()
    robots.parse(made("robots.txt").splitlines())
    assert robots.can_fetch("any", "/index.html")
    assert robots.can_fetch("any", "/errors.html")
    assert not robots.can_fetch("any", "/errors/503.html")
    (sitemap,) = robots.site_maps() or []
    assert sitemap == "https://status.acme.example/sitemap.xml"


def test_the_sitemap_names_pages_with_the_time_of_their_last_word() -> None:
    events = (
        incident(
            "a", says("12:00", "investigating", api="major_outage"), says("12:20", "resolved")
        ),
        maintenance("b", "13:00 to 14:00"),
    )
    root = ET.fromstring(made("sitemap.xml", *events))
    space = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
    found = {each.findtext(f"{space}loc"): each.findtext(f"{space}lastmod") for each in root}
    home = "https://status.acme.example/"
    assert found[home] is None
    assert found[f"{home}incidents/a.html"] == "2026-11-20T12:20:00Z"
    assert f"{home}maintenance/b.html" in found
    assert f"{home}components/api.html" in found


def test_security_txt_is_there_where_somebody_is_named() -> None:
    """RFC 9116: contact and expiry must be there, in these words."""
    named = Security(contact="security@acme.example", expires=date(2027, 6, 30))
    found = state(now="12:30")
    assert ".well-known/security.txt" not in [each.path for each in meta(found, theme())]
    settings = replace(found.site.settings, security=named)
    told = replace(found, site=replace(found.site, settings=settings))
    (file,) = (each for each in meta(told, theme()) if each.path == ".well-known/security.txt")
    assert file.render().decode().splitlines() == [
        "Contact: mailto:security@acme.example",
        "Expires: 2027-06-30T23:59:59Z",
        "Preferred-Languages: en",
        "Canonical: https://status.acme.example/.well-known/security.txt",
    ]
    assert headers(file.path, POLICY)["Content-Type"] == "text/plain; charset=utf-8"
