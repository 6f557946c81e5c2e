"""errors/: what readers and programs get while the product is down, the same on any day."""

import base64
import json
import re
import shutil
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from generator.build import Options, build
from generator.errors import format_problem
from generator.outputs.delivery import content_type
from generator.outputs.error_kit.files import MOST_BYTES
from tests import pages
from tests.golden import CASES, SITES, tree

PAGES = ("503.html", "maintenance.html", "cloudflare-500.html")
FILES = {*PAGES, "503.json", "503.txt"}
NOW = datetime.fromisoformat("2026-11-20T12:00:00Z")
SITE = "title: Acme Status\nurl: https://status.acme.example/eu\n"
EVENT = """---
title: {title}
impact: critical
components: {{api: major_outage}}
---

## Investigating — 2026-11-20 11:50 UTC
next update: 30m

Nothing answers.
"""


def kit(project: Path, now: datetime = NOW) -> dict[str, bytes]:
    """The files of errors/ that a project becomes."""
    options = Options(project=project, output=project / "out", now=now, use_cache=False)
    report = build(options)
    assert report.written, "\n".join(map(format_problem, report.problems))
    files = tree(project / "out")
    return {path[7:]: data for path, data in files.items() if path.startswith("errors/")}


def site(folder: Path, settings: str = "") -> Path:
    """A site with an API and whatever else `settings` say."""
    (folder / "content" / "incidents").mkdir(parents=True)
    text = f"{SITE}components: [{{id: api, name: API}}]\n{settings}"
    (folder / "content" / "site.yml").write_text(text, "utf-8")
    return folder


def words(data: bytes) -> str:
    """What a page says, on one line."""
    return " ".join(pages.read(data).query("body")[0].to_text().split())


@pytest.fixture(params=sorted(CASES))
def files(request: pytest.FixtureRequest, tmp_path: Path) -> dict[str, bytes]:
    """The kit of each small site."""
    shutil.copytree(SITES / request.param / "content", tmp_path / "content")
    return kit(tmp_path, CASES[request.param])


def test_every_site_has_all_of_it(files: dict[str, bytes]) -> None:
    assert set(files) == FILES


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_good_and_stands_alone(files: dict[str, bytes], name: str) -> None:
    data = files[name]
    assert [*pages.grammar(data), *pages.structure(data), *pages.safety(data)] == []
    assert len(data) < MOST_BYTES
    page = pages.read(data)
    assert page.query("script, nav, form, iframe, link[rel=stylesheet]") == []
    for each in page.query("[href], [src]"):
        named = pages.attributes(each)
        address = named.get("href") or named["src"]
        assert address.startswith(("https://", "mailto:", "data:image/")), address
    assert '<meta name="robots" content="noindex">' in data.decode()
    assert pages.attributes(page.query("html")[0])["lang"] == "en"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_says_whose_fault_it_is_what_to_do_and_where_to_look(
    tmp_path: Path, name: str
) -> None:
    mirrors = "mirrors: [https://a.example/x, https://b.example]\ncontact: help@acme.example\n"
    data = kit(site(tmp_path, mirrors))[name]
    said = words(data)
    for each in ("Your device and your internet connection are fine", "may not have been saved"):
        assert each in said
    assert "our side" in said or "We closed this service" in said
    links = [pages.attributes(each)["href"] for each in pages.read(data).query("a")]
    assert links == [
        "https://status.acme.example/eu/",
        "https://a.example/x/",
        "https://b.example/",
        "mailto:help@acme.example",
    ]


def test_only_cloudflares_page_has_its_word(tmp_path: Path) -> None:
    files = kit(site(tmp_path))
    assert [name for name in PAGES if b"::CLOUDFLARE_ERROR_500S_BOX::" in files[name]] == [
        "cloudflare-500.html"
    ]


def test_the_json_is_a_problem_of_rfc_9457(tmp_path: Path) -> None:
    data = kit(site(tmp_path, "mirrors: [https://büro.example]\ncontact: help@acme.example\n"))
    assert data["503.json"].isascii()
    problem = json.loads(data["503.json"])
    assert {key: problem[key] for key in problem if key != "detail"} == {
        "type": "https://status.acme.example/eu/errors/503.html",
        "title": "Service unavailable",
        "status": 503,
        "retry_after": 60,
        "status_page": "https://status.acme.example/eu/",
        "mirrors": ["https://xn--bro-hoa.example/"],
        "contact": "help@acme.example",
    }
    assert "on our side" in problem["detail"]


def test_the_json_has_every_key_without_mirrors_and_contact(tmp_path: Path) -> None:
    problem = json.loads(kit(site(tmp_path))["503.json"])
    assert (problem["mirrors"], problem["contact"]) == ([], "")


def test_the_text_says_the_same_in_short_lines(tmp_path: Path) -> None:
    text = kit(site(tmp_path, "mirrors: [https://a.example]\ncontact: help@acme.example\n"))
    lines = text["503.txt"].decode().splitlines()
    assert lines[0].startswith("503")
    assert max(map(len, lines)) <= 76
    for address in ("https://status.acme.example/eu/", "https://a.example/"):
        assert address in lines
    assert "Ask us: help@acme.example" in lines


def test_it_is_delivered_as_what_it_is() -> None:
    assert content_type("errors/503.json") == "application/problem+json"
    assert content_type("errors/503.txt") == "text/plain; charset=utf-8"


# Timeless


def test_an_outage_changes_no_byte_of_it(tmp_path: Path) -> None:
    calm = kit(site(tmp_path))
    incident = tmp_path / "content" / "incidents" / "2026-11-20-down.md"
    incident.write_text(EVENT.format(title="Everything is down"), "utf-8")
    assert kit(tmp_path) == calm
    home = (tmp_path / "out" / "index.html").read_bytes()
    assert b"Everything is down" in home, "the incident was not seen at all"


def test_a_day_changes_no_byte_of_it(tmp_path: Path) -> None:
    project = site(tmp_path)
    assert kit(project) == kit(project, NOW + timedelta(days=400))


def test_a_second_build_leaves_it_alone(tmp_path: Path) -> None:
    project = site(tmp_path)
    first = Options(project=project, output=project / "out", now=NOW)
    build(first)
    incident = project / "content" / "incidents" / "2026-11-20-down.md"
    incident.write_text(EVENT.format(title="Down"), "utf-8")
    before = {path: path.stat().st_mtime_ns for path in (project / "out" / "errors").iterdir()}
    build(replace(first, now=NOW + timedelta(hours=1)))
    assert {path: path.stat().st_mtime_ns for path in before} == before


def test_the_settings_do_change_it(tmp_path: Path) -> None:
    one, other = site(tmp_path / "a"), site(tmp_path / "b", "contact: help@acme.example\n")
    files, others = kit(one), kit(other)
    assert [name for name in sorted(FILES) if files[name] == others[name]] == []


# Titles and logos as they come


@pytest.mark.parametrize(
    "title",
    ['Ac"me & <b>Söhne</b>', "</title><script>x</script>", "{{ 7*7 }}", "حالة الخدمة", "🙂" * 300],
)
def test_any_title_is_shown_as_it_is(tmp_path: Path, title: str) -> None:
    project = site(tmp_path)
    settings = project / "content" / "site.yml"
    text = settings.read_text("utf-8").replace("Acme Status", json.dumps(title, ensure_ascii=False))
    settings.write_text(text, "utf-8")
    for name, data in kit(project).items():
        if name.endswith(".html"):
            faults = [*pages.grammar(data), *pages.structure(data), *pages.safety(data)]
            assert faults == []
            (brand,) = pages.read(data).query(".brand")
            assert brand.to_text().strip() == title
            assert pages.attributes(brand)["dir"] == "auto"
            assert len(data) < MOST_BYTES


@pytest.mark.parametrize(("size", "is_shown"), [(2_000, True), (30_000, False)])
def test_a_logo_is_there_if_it_fits(tmp_path: Path, size: int, is_shown: bool) -> None:
    project = site(tmp_path, "brand: {logo: logo.png}\n")
    png = base64.b64decode(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    )
    (project / "content" / "logo.png").write_bytes(png + bytes(size))
    for name in PAGES:
        data = kit(project)[name]
        assert len(data) < MOST_BYTES
        assert bool(pages.read(data).query("img")) is is_shown


# Themes


def test_a_theme_gives_its_colours_and_may_replace_a_page(tmp_path: Path) -> None:
    project = site(tmp_path, "theme: mine\n")
    mine = project / "themes" / "mine"
    (mine / "errors").mkdir(parents=True)
    (mine / "theme.toml").write_text('name = "mine"\n[style]\nink = "#123456"\n', "utf-8")
    page = '{% extends "!default/errors/503.html" %}{% block footer %}<p>Ours.</p>{% endblock %}'
    (mine / "errors" / "503.html").write_text(page, "utf-8")
    files = kit(project)
    assert all(b"--ink:#123456" in files[name] for name in PAGES)
    assert [name for name in PAGES if words(files[name]).endswith("Ours.")] == ["503.html"]


def test_its_style_has_room_for_light_dark_and_paper(tmp_path: Path) -> None:
    page = kit(site(tmp_path))["503.html"].decode()
    assert '<meta name="color-scheme" content="light dark">' in page
    for each in (r"prefers-color-scheme:\s*dark", "@media print", "var\\(--paper\\)"):
        assert re.search(each, page)
