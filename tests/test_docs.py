"""The documents: their examples are right, their links lead somewhere, nothing is forgotten."""

import re
import shlex
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.checks import run_checks
from generator.cli import main
from generator.commands import COMMANDS
from generator.content import incidents, maintenance, settings
from generator.content.layout import COMPONENT_KEYS
from generator.content.load import load
from generator.content.updates import COMMON_FIELDS, INCIDENT_FIELDS
from generator.errors import format_problem
from generator.manual import POLICY as RULES
from generator.manual.problems import PROBLEMS as TEXTS
from generator.model.component import ComponentStatus
from generator.model.incident import Incident, IncidentStatus
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.update import Impact

ROOT = Path(__file__).parent.parent
FORMAT, README = ROOT / "docs" / "format.md", ROOT / "README.md"
POLICY = ROOT / "docs" / "policy.md"
PROBLEMS = ROOT / "docs" / "problems.md"
NOW = datetime(2026, 11, 25, 12, 0, tzinfo=UTC)
SITE = (
    "title: T\nurl: https://status.acme.example\ncomponents:\n"
    "- {id: updates, name: U}\n- {id: console, name: C}\n- {id: api, name: A}\n"
)
WORDS: set[str] = {
    *(*settings.KEYS, *settings.LATER_KEYS, *COMPONENT_KEYS),
    *(*incidents.KEYS, *maintenance.KEYS, *COMMON_FIELDS, *INCIDENT_FIELDS),
    *(word.value for word in (*Impact, *ComponentStatus)),
    *(status.label for status in (*IncidentStatus, *MaintenanceStatus)),
}
PAGES = sorted(
    path
    for pattern in ("*.md", "docs/*.md", "content/*.md", ".github/*.md")
    for path in ROOT.glob(pattern)
)


def text_of(path: Path) -> str:
    return path.read_text("utf-8")


def examples(path: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", text_of(path), re.DOTALL | re.MULTILINE)


def events(project: Path, folder: str, *files: str) -> tuple[Incident | Maintenance, ...]:
    """What these files say; they must have no problem."""
    (project / "content" / folder).mkdir(parents=True)
    (project / "content" / "site.yml").write_text(SITE, "utf-8")
    for number, text in enumerate(files):
        (project / "content" / folder / f"{number}.md").write_text(text, "utf-8")
    loaded = load(project)
    assert loaded.site
    found = [*loaded.problems, *run_checks(loaded.site, NOW)]
    assert not found, "\n".join(map(format_problem, found))
    return (*loaded.site.incidents, *loaded.site.maintenances)


# docs/problems.md


def problems_page() -> str:
    head = """# Problems

What each code of `fogbell check` means; `fogbell check --explain CODE` prints the same. This page
is made from `generator/manual/problems.py` (`make golden` writes it anew). The codes COM-… are
rules of the [communication policy](policy.md).

A problem is an **error** (nothing is built until it is mended) or a **warning** (worth a look).
"""
    return head + "".join(f"\n## {code}\n\n{as_markdown(text)}\n" for code, text in TEXTS.items())


def as_markdown(text: str) -> str:
    """A text of the manual is plain, but for `words` that are typed as they stand."""
    parts = re.split(r"(`[^`]+`)", text)
    return "".join(
        part
        if part.startswith("`") and len(part) > 1
        else re.sub(r"([\\<>*\[\]#|])", r"\\\1", part)
        for part in parts
    )


def test_the_page_of_problems_is_that_of_the_manual(update_golden: bool) -> None:
    if update_golden:
        PROBLEMS.write_text(problems_page(), "utf-8")
    assert text_of(PROBLEMS) == problems_page(), "stale: run `make golden`"


# docs/policy.md


def policy_page() -> str:
    head = """# The communication policy

What `fogbell check` says of the words in incidents and planned work; `fogbell check --explain CODE`
prints the same. This page is made from `generator/manual/` (`make golden` writes it anew).
[How to set it up, and how often it is wrong](policy-evaluation.md).

| code | what it wants | severity |
|---|---|---|
"""
    rows = (
        f"| [{code}](#{code.lower()}) | {as_markdown(text.rule)} | {text.severity} |\n"
        for code, text in RULES.items()
    )
    return head + "".join(rows) + "".join(policy_section(code) for code in RULES)


def policy_section(code: str) -> str:
    text = RULES[code]
    said = [f"**{as_markdown(text.rule)}** ({text.severity})", as_markdown(text.why)]
    said += [f"Not: *{as_markdown(text.bad)}*"] if text.bad else []
    said += [f"But: *{as_markdown(text.good)}*"] if text.good else []
    return f"\n## {code}\n\n" + "\n\n".join(said) + "\n"


def test_the_page_of_the_policy_is_that_of_the_manual(update_golden: bool) -> None:
    if update_golden:
        POLICY.write_text(policy_page(), "utf-8")
    assert text_of(POLICY) == policy_page(), "stale: run `make golden`"


# Examples


def test_the_examples_of_the_format_are_right(tmp_path: Path) -> None:
    incident, planned = examples(FORMAT, "markdown")
    (told,) = events(tmp_path / "a", "incidents", incident)
    assert [update.status for update in told.updates] == [
        IncidentStatus.INVESTIGATING,
        IncidentStatus.IDENTIFIED,
        IncidentStatus.RESOLVED,
        IncidentStatus.POSTMORTEM,
    ]
    assert len(events(tmp_path / "b", "maintenance", planned)) == 1


def test_the_settings_in_the_format_are_right_and_complete(tmp_path: Path) -> None:
    (example,) = examples(FORMAT, "yaml")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text(example, "utf-8")
    assert load(tmp_path).problems == ()
    assert set(re.findall(r"^(\w+):", example, re.MULTILINE)) == set(settings.KEYS)


def test_the_incident_of_the_readme_is_right_at_every_step(tmp_path: Path) -> None:
    parts = examples(README, "markdown")
    for count in range(1, len(parts) + 1):
        (incident,) = events(tmp_path / str(count), "incidents", "\n".join(parts[:count]))
        assert len(incident.updates) == count


def test_the_mistake_in_the_readme_is_told_as_it_says(tmp_path: Path) -> None:
    file = tmp_path / "content" / "incidents" / "2026-11-20-uploads-fail.md"
    file.parent.mkdir(parents=True)
    (tmp_path / "content" / "site.yml").write_text(SITE, "utf-8")
    file.write_text(examples(README, "markdown")[0].replace("major", "mayor"), "utf-8")
    (problem,) = load(tmp_path).problems
    shown = "\n".join(f"    {line}" for line in format_problem(problem).splitlines())
    assert shown in text_of(README)


# Nothing is forgotten, nothing is left over


@pytest.mark.parametrize("word", sorted(WORDS))
def test_the_format_tells_of_every_word(word: str) -> None:
    assert f"`{word}`" in text_of(FORMAT)


def test_the_readme_names_every_command_and_no_other() -> None:
    named = set(re.findall(r"^\| `fogbell ([\w-]+)", text_of(README), re.MULTILINE))
    assert named == {command.name for command in COMMANDS} - {"build"}


def test_the_readme_can_be_read_in_one_go() -> None:
    assert len(text_of(README).splitlines()) < 120


def anchors(path: Path) -> set[str]:
    """The anchors that a git host gives to headings."""
    titles = re.findall(r"^#+ (.*)$", text_of(path), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


@pytest.mark.parametrize("page", PAGES, ids=[path.relative_to(ROOT).as_posix() for path in PAGES])
def test_links_lead_somewhere(page: Path) -> None:
    fenced = re.compile(r"^```.*?^```", re.DOTALL | re.MULTILINE)
    outside_code = re.sub(r"`[^`\n]*`", "", fenced.sub("", text_of(page)))
    for link in re.findall(r"(?<!\\)\]\(([^)\s]+)\)", outside_code):
        address, _, anchor = link.partition("#")
        if "://" in address:
            continue
        target = (page.parent / address) if address else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


def test_the_commands_of_the_readme_write_what_it_shows(tmp_path: Path) -> None:
    """Typed one after the other, they begin, continue and end the incident of the example."""
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text(SITE, "utf-8")
    typed = re.findall(
        r"^    (fogbell (?:new|update|resolve).*?(?:\\\n.*)?)$", text_of(README), re.MULTILINE
    )
    moments = ("2026-11-20 12:15 UTC", "2026-11-20 12:40 UTC", "2026-11-20 13:05 UTC")
    for line, now in zip(typed, moments, strict=True):
        words = shlex.split(line.replace("\\\n", " "))[1:]
        assert main([*words, "--project", str(tmp_path), "--now", now]) == 0
        if words[0] == "new":
            (file,) = (tmp_path / "content" / "incidents").glob("*.md")
            assert file.read_text("utf-8") == examples(README, "markdown")[0]
    loaded = load(tmp_path)
    assert loaded.site
    (incident,) = loaded.site.incidents
    statuses = [update.status for update in incident.updates]
    assert statuses == [
        IncidentStatus.INVESTIGATING,
        IncidentStatus.IDENTIFIED,
        IncidentStatus.RESOLVED,
    ]
