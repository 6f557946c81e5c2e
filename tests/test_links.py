"""`fogbell links`: what the forms of a git host are opened with, and what becomes of it."""

import re
import subprocess
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.cli import main
from generator.content.incidents import parse_incident
from generator.content.maintenance import parse_maintenance
from generator.content.settings import parse_settings
from generator.content.source import parse_source
from generator.content.templates import load_templates
from generator.errors import UserError
from generator.model.site import Settings
from generator.model.template import FIELDS_BY_NAME, TemplateKind
from generator.writing.forms import TIME, Form, Occasion, forms_of
from generator.writing.handout import as_markdown
from generator.writing.handout_page import as_html
from generator.writing.host import HostKind, Repository, repository_of

ROOT = Path(__file__).parent.parent
SITE = """\
title: T
url: https://status.acme.example
contact: help@acme.example
components: [{id: api, name: API}]
"""
NOW = datetime(2026, 11, 20, 12, 15, tzinfo=UTC)
TEMPLATES = {each.name: each for each in load_templates(ROOT)[0]}
GITHUB = Repository(kind=HostKind.GITHUB, address="https://github.com/acme/status", branch="main")


def site_settings() -> Settings:
    source, _ = parse_source(SITE.encode(), "content/site.yml")
    assert source
    settings, problems = parse_settings(source)
    assert settings
    assert not problems
    return settings


FORMS = {form.name: form for form in forms_of(TEMPLATES.values(), site_settings())}


def errors_of(form: Form, text: str) -> list[str]:
    """What keeps `text` from being published, as a file of its own."""
    before = ""
    if not form.occasion.makes_a_file:
        first = "Investigating" if form.occasion is Occasion.GOES_ON else "Scheduled"
        window = (
            ""
            if first == "Investigating"
            else "scheduled: 2026-11-19 01:00Z to 2026-11-21 02:00Z\n"
        )
        impact = "" if window else "impact: none\n"
        before = f"---\ntitle: T\n{window}{impact}---\n\n## {first} — 2026-11-18 10:00 UTC\n\nx\n\n"
        if form.name == "postmortem":
            before += "## Resolved — 2026-11-18 11:00 UTC\n\nx\n\n"
    source, problems = parse_source((before + text).encode(), "a.md")
    assert source
    parse = parse_incident if "incidents" in form.occasion.folder else parse_maintenance
    _, found = parse(source, frozenset({"api"}))
    return [problem.message for problem in [*problems, *found] if problem.severity == "error"]


def with_words(text: str) -> str:
    """As somebody fills it in."""
    text = re.sub(
        r"\[([a-z_]+)\]", lambda f: "Some words." if f[1] in FIELDS_BY_NAME else f[0], text
    )
    text = text.replace(TIME, "2026-11-20 12:15 UTC").replace("  COMPONENT", "  api")
    return text.replace("START", "2026-11-22 01:00 UTC").replace("END", "2026-11-22 02:00 UTC")


@pytest.mark.parametrize("name", TEMPLATES)
def test_every_form_is_right_once_it_is_filled_in(name: str) -> None:
    assert errors_of(FORMS[name], with_words(FORMS[name].text)) == []


@pytest.mark.parametrize("name", TEMPLATES)
def test_no_form_can_be_published_as_it_stands(name: str) -> None:
    said = " ".join(errors_of(FORMS[name], FORMS[name].text))
    assert f"'{TIME}' is not a time" in said


@pytest.mark.parametrize("name", [n for n, form in FORMS.items() if form.occasion.makes_a_file])
def test_a_component_and_a_window_must_be_named(name: str) -> None:
    left = FORMS[name].text.replace(TIME, "2026-11-20 12:15 UTC")
    if FORMS[name].occasion is Occasion.PLANNED:
        assert any("START" in message for message in errors_of(FORMS[name], left))
    project_ids = re.search(r"# COMPONENT is one of: (.*)", left)
    assert project_ids
    assert project_ids[1] == "api"


def test_a_message_knows_whom_to_ask_and_when_the_next_comes() -> None:
    assert "help@acme.example" in FORMS["resolved"].text
    assert "next update" not in FORMS["resolved"].text
    assert "next update: 30m\n" in FORMS["nothing-new"].text


def test_each_template_has_its_occasion() -> None:
    assert {form.occasion for form in FORMS.values()} == set(Occasion)
    assert FORMS["planned"].occasion is Occasion.PLANNED
    of_work = {n for n, each in TEMPLATES.items() if each.kind is TemplateKind.MAINTENANCE}
    assert of_work == {n for n, form in FORMS.items() if "maintenance" in form.occasion.folder}


# Addresses


@pytest.mark.parametrize(
    ("remote", "kind", "address"),
    [
        ("https://github.com/acme/status.git", "github", "https://github.com/acme/status"),
        ("https://me:secret@github.com/acme/status", "github", "https://github.com/acme/status"),
        ("git@github.com:acme/status.git", "github", "https://github.com/acme/status"),
        ("ssh://git@gitlab.com:2222/a/b/c.git/", "gitlab", "https://gitlab.com/a/b/c"),
        ("https://codeberg.org/acme/status", "gitea", "https://codeberg.org/acme/status"),
        ("http://gitea.acme.example:3000/a/b", "gitea", "http://gitea.acme.example:3000/a/b"),
    ],
)
def test_a_remote_is_seen_at_an_address(remote: str, kind: str, address: str) -> None:
    repository = repository_of(remote, "main")
    assert (repository.kind, repository.address) == (kind, address)


@pytest.mark.parametrize(
    "remote",
    ["/srv/git/status", "../status", "javascript:alert(1)", "https://x", "https://h/a b", "-x", ""],
)
def test_what_is_no_address_is_refused_and_not_repeated(remote: str) -> None:
    with pytest.raises(UserError, match=r"https://github\.com/acme/status") as refused:
        repository_of(remote, "main")
    assert not remote or f" {remote}" not in str(refused.value)


def test_an_unknown_host_must_be_named() -> None:
    with pytest.raises(UserError, match="--host: github, gitlab, gitea"):
        repository_of("https://git.acme.example/a/b", "main")
    named = repository_of("https://git.acme.example/a/b", "main", HostKind.GITLAB)
    assert named.edit("content/x.md") == "https://git.acme.example/a/b/-/edit/main/content/x.md"


HOSTILE = '---\ntitle: "a&b=c#d?e"\n---\n\n+ % é 日本 (x) [y]\r\n'


@pytest.mark.parametrize(
    ("kind", "path", "key"),
    [
        (HostKind.GITHUB, "/acme/status/new/rel/1", "filename"),
        (HostKind.GITEA, "/acme/status/_new/rel/1", "filename"),
    ],
)
def test_a_form_is_opened_with_every_byte_of_the_text(kind: HostKind, path: str, key: str) -> None:
    address = "https://git.acme.example/acme/status"
    repository = Repository(kind=kind, address=address, branch="rel/1", prefix="site/")
    unnamed = urlsplit(repository.new_file("content/incidents", HOSTILE))
    assert unnamed.path == f"{path}/site/content/incidents"
    assert parse_qs(unnamed.query) == {"value": [HOSTILE]}
    named = urlsplit(repository.new_file("content/incidents", HOSTILE, "a b.md"))
    assert named.path == path
    assert parse_qs(named.query) == {key: ["site/content/incidents/a b.md"], "value": [HOSTILE]}
    assert not named.fragment


def test_gitlab_takes_no_text_so_that_it_stands_beside_the_link() -> None:
    gitlab = Repository(kind=HostKind.GITLAB, address="https://gitlab.com/a/b", branch="main")
    assert "?" not in gitlab.new_file("content/incidents", HOSTILE)
    form = FORMS["unexpected-outage"]
    assert f"```text\n{form.text}```" in as_markdown(gitlab, [form])
    assert f"```text\n{form.text}```" not in as_markdown(GITHUB, [form])


def test_a_text_that_no_address_can_hold_is_left_out() -> None:
    long = Form("x", "", Occasion.BEGINS, "é" * 3000)
    assert GITHUB.new_file("content", long.text) == f"{GITHUB.address}/new/main/content"
    assert long.text in as_markdown(GITHUB, [long])


# The pages


def test_the_page_links_each_form() -> None:
    page = as_markdown(GITHUB, list(FORMS.values()))
    for form in FORMS.values():
        if form.occasion.makes_a_file:
            assert f"]({GITHUB.new_file(form.occasion.folder, form.text)})" in page
        else:
            assert form.text in page
    assert "time of now" not in page


def test_no_text_closes_its_fence() -> None:
    form = Form("x", "", Occasion.GOES_ON, "````\n# out\n````\n")
    assert f"`````text\n{form.text}`````" in as_markdown(GITHUB, [form])


class Page(HTMLParser):
    """What a page would fetch, and what stands in its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_page_for_a_phone_stands_alone_and_is_inert() -> None:
    text = 'a </textarea><script>alert(1)</script> "&lt;\n'
    forms = [Form('x"y', "<b>all</b>", occasion, text) for occasion in Occasion]
    page = Page(as_html(GITHUB, forms))
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert not {"src", "srcset", "onclick"} & {key for _, each in page.tags for key in each}
    assert "b" not in [tag for tag, _ in page.tags]
    named = [each["data-named"] for tag, each in page.tags if "data-named" in each]
    assert named == [GITHUB.new_file(f.occasion.folder, text, f.file) for f in (forms[0], forms[2])]


# The command


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content" / "incidents").mkdir(parents=True)
    (tmp_path / "content" / "templates").mkdir()
    (tmp_path / "content" / "site.yml").write_text(SITE, "utf-8")
    template = (ROOT / "content" / "templates" / "unexpected-outage.md").read_text("utf-8")
    (tmp_path / "content" / "templates" / "outage.md").write_text(template, "utf-8")
    incident = with_words(FORMS["unexpected-outage"].text)
    (tmp_path / "content" / "incidents" / "2026-11-20-a.md").write_text(incident, "utf-8")
    return tmp_path


def run(project: Path, *words: str) -> int:
    return main(["links", "--project", str(project), "--now", NOW.isoformat(), *words])


def test_the_remote_and_the_branch_come_from_git(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    remote = "https://me:secret@github.com/acme/status.git"
    for words in (
        ["init", "--quiet", "--initial-branch=main"],
        ["remote", "add", "origin", remote],
        ["symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/live"],
    ):
        subprocess.run(["git", *words], cwd=project, check=True)
    assert run(project) == 0
    said = capsys.readouterr().out
    assert "(https://github.com/acme/status/new/live/content/incidents?value=---" in said
    assert "secret" not in said
    assert run(project, "--html", "--branch", "other") == 0
    assert "/new/other?filename=content/incidents/YYYY-MM-DD-outage.md&" in capsys.readouterr().out


def test_an_incident_is_linked_alone(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project, "11-20", "--repo", GITHUB.address) == 0
    place = "edit/main/content/incidents/2026-11-20-a.md"
    assert capsys.readouterr().out == f"{GITHUB.address}/{place}\n"


def test_what_is_missing_is_said(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(project) == 2
    assert "say where the repository is, with --repo" in capsys.readouterr().err
    (project / "content" / "templates" / "outage.md").unlink()
    assert run(project, "--repo", GITHUB.address) == 2
    assert "there is no template" in capsys.readouterr().err
