"""docs/publishing.md and docs/runbook.md: their commands exist, their examples can be used."""

import json
import re
import shlex
from pathlib import Path

import pytest

from generator.cli import _parser
from generator.content.load import load
from tests.deploy.project import SITE
from tests.workflows import ROOT, SKELETON

PUBLISHING, RUNBOOK = (ROOT / "docs" / name for name in ("publishing.md", "runbook.md"))
COMMAND = re.compile(r"(?:\S*/)?fogbell\s[^;&|}>#`]+")


def lines_of(page: Path) -> list[str]:
    """The lines that people type, and what stands in backticks."""
    text = page.read_text("utf-8").replace("\\\n", " ")
    typed = [line for line in text.splitlines() if line.startswith("    ")]
    return typed + re.findall(r"`(fogbell [a-z][^`]*)`", text)


def commands() -> list[str]:
    found = [
        each.strip()
        for page in (PUBLISHING, RUNBOOK, SKELETON / "README.md")
        for line in lines_of(page)
        for each in COMMAND.findall(line)
    ]
    return sorted({each for each in found if "--help" not in each})


@pytest.mark.parametrize("command", commands())
def test_what_is_typed_is_understood(command: str) -> None:
    words = shlex.split(re.sub(r"\bGEN(ERATION)?\b", "12", command))[1:]
    # in a sentence a command may stand without what it is given
    lacks = {"resolve": ["ID"], "init": ["DIR"], "emergency": ["TEXT"]}
    if len(words) == 1:
        words += lacks.get(words[0], [])
    _parser(words).parse_args(words)


def test_the_commands_are_found() -> None:
    assert len(commands()) > 20


def examples(language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```", PUBLISHING.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )


def test_the_settings_are_right(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    for text in examples("yaml"):
        (tmp_path / "content" / "site.yml").write_text(SITE + text, "utf-8")
        loaded = load(tmp_path)
        assert not loaded.problems
        assert loaded.site
        assert [each.name for each in loaded.site.settings.origins] == ["primary", "mirror"]


def test_the_policies_are_json() -> None:
    assert [list(json.loads(text)) for text in examples("json")] == [
        ["Version", "Statement"],
        ["CORSRules"],
        ["Version", "Statement"],
    ]


def test_the_variables_of_the_page_are_those_of_the_workflow() -> None:
    workflow = (ROOT / ".github/workflows/publish.yml").read_text("utf-8")
    named = set(re.findall(r"\b(?:STATUS|MIRROR)_[A-Z_]+[A-Z]\b", PUBLISHING.read_text("utf-8")))
    assert {"STATUS_ORIGINS", "STATUS_PAGES", "MIRROR_AWS_ACCESS_KEY_ID"} <= named
    assert not [name for name in named if name not in workflow]


def test_each_page_of_the_runbook_says_how_to_know_that_it_worked() -> None:
    parts = re.split(r"^## ", RUNBOOK.read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert len(parts) == 8
    assert all("**It worked when**" in part for part in parts)
