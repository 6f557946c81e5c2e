"""A site with a theme of its own: what site.yml wishes of it, its script, and its mistakes."""

import base64
import hashlib
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import Options, build
from generator.cli import main
from tests.golden import CASES, SITES

CASE = "bad-day"
MANIFEST = """
[options]
motto = "All is well"
loud = false
"""
SCRIPT = """
// This page is only a stand-in.
if (document.title) {
  document.title += "!" // a shout
}
"""


def own(project: Path, theme: str = "mine") -> Path:
    """A project with a theme of its own."""
    shutil.copytree(SITES / CASE / "content", project / "content")
    folder = project / "themes" / "mine"
    (folder / "slots").mkdir(parents=True)
    (folder / "theme.toml").write_text(MANIFEST, "utf-8")
    (folder / "script.js").write_text(SCRIPT, "utf-8")
    (folder / "slots" / "footer.html").write_text(
        "<p>{{ options.motto }}{{ '!' if options.loud }}</p>\n", "utf-8"
    )
    wish(project, theme)
    return project


def wish(project: Path, theme: str) -> None:
    """Let site.yml say that this is its theme."""
    settings = project / "content" / "site.yml"
    text = re.sub(r"^theme:.*\n", "", settings.read_text("utf-8"), flags=re.MULTILINE)
    settings.write_text(f"{text}theme: {theme}\n", "utf-8")


def options(project: Path) -> Options:
    return Options(project=project, output=project / "output", now=CASES[CASE])


def test_the_policy_of_a_page_allows_its_style_and_its_script(tmp_path: Path) -> None:
    project = own(tmp_path)
    assert build(options(project)).written
    for path in ("index.html", "incidents/2026-11-20-uploads.html"):
        page = (project / "output" / path).read_text("utf-8")
        policy = re.findall(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        hashes, inside = [], ""
        for tag in ("style", "script"):
            (inside,) = re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
            digest = base64.b64encode(hashlib.sha256(inside.encode()).digest()).decode()
            hashes.append(f"{tag}-src 'sha256-{digest}'")
        allowed = f"default-src 'none'; {hashes[0]}; {hashes[1]}; connect-src 'self'"
        assert policy == [f"{allowed}; img-src 'self' data:; base-uri 'none'; form-action 'none'"]
        assert '\nif (document.title) {\ndocument.title += "!" // a shout\n}' in f"\n{inside}"


def test_site_yml_may_choose_options(tmp_path: Path) -> None:
    project = own(tmp_path, "{name: mine, options: {loud: yes, motto: Hello}}")
    report = build(options(project))
    assert report.written
    assert report.problems == ()
    assert "<p>Hello!</p>" in (project / "output" / "index.html").read_text("utf-8")


def test_another_option_reaches_pages_whose_content_is_the_same(tmp_path: Path) -> None:
    project = own(tmp_path)
    page = project / "output" / "incidents" / "2026-11-20-uploads.html"
    assert build(options(project)).written
    assert "<p>All is well</p>" in page.read_text("utf-8")
    wish(project, "{name: mine, options: {loud: yes}}")
    assert build(options(project)).written
    assert "<p>All is well!</p>" in page.read_text("utf-8")
    wish(project, "{name: mine, options: {loud: true}}")
    report = build(options(project))
    assert report.written
    assert report.written.changed == ()


def test_check_finds_a_wish_that_cannot_be_met(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = own(tmp_path, "{name: mine, options: {loud: perhaps, mutto: Hello}}")
    told = [
        "error KEY-04 'perhaps' is neither yes nor no\n",
        "error KEY-01 'mutto' is not an option of the theme 'mine'\n",
        "    = did you mean 'motto'?\n",
    ]
    for command in ("check", "build"):
        assert main([command, "--project", str(project), "--now", "2026-11-20 12:50 UTC"]) == 1
        said = capsys.readouterr().err
        assert [line for line in told if line not in said] == []
    assert not (project / "output").exists()


def test_an_emergency_is_published_without_the_wish(tmp_path: Path) -> None:
    project = own(tmp_path, "{name: mine, options: {loud: perhaps, motto: Hello}}")
    emergency = replace(options(project), keep_going=True)
    report = build(emergency)
    assert report.written
    assert [each.code for each in report.problems] == ["KEY-04"]
    assert "<p>Hello</p>" in (project / "output" / "index.html").read_text("utf-8")


@pytest.mark.usefixtures("without_policy")
def test_a_manifest_with_a_mistake_stops_check_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = own(tmp_path, "{name: mine, options: {loud: yes}}")
    (project / "themes" / "mine" / "theme.toml").write_text("[style]\nacent = '#000'", "utf-8")
    arguments = ["--project", str(project), "--now", "2026-11-20 12:50 UTC"]
    assert main(["build", *arguments]) == 2
    assert capsys.readouterr().err == (
        "fogbell: themes/mine/theme.toml:2: [style] has no 'acent'; did you mean 'accent'?\n"
    )
    assert main(["check", *arguments]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == (
        "themes/mine/theme.toml:2:1: error THM-01 [style] has no 'acent'\n"
        "    2 | acent = '#000'\n"
        "      | ^^^^^\n"
        "    = did you mean 'accent'?\n"
        "\n1 error\n"
    )
