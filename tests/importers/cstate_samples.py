"""Invented cState sites, small ones, and what importing them gives."""

from datetime import UTC, datetime
from pathlib import Path

from generator.checks import run_checks
from generator.content.load import load
from generator.errors import format_problem
from generator.importers.cstate.recipe import import_cstate
from generator.importers.report import Report, Weight
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from tests.importers.samples import sentences, site

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)

CONFIG = """title: Acme Status
baseURL: https://status.acme.example/
params:
  categories:
    - name: Core
    - name: Rest
      untitled: true
  systems:
    - name: API
      displayName: Public API
      description: What programs talk to
      category: Core
    - name: Console
      category: Rest
"""

FRONT = {
    "title": "Uploads fail",
    "date": "2026-03-09 09:00:00",
    "resolved": "true",
    "resolvedWhen": "2026-03-09 10:00:00",
    "severity": "down",
    "affected": "[API]",
    "section": "issue",
}


def issue(body: str = "Words.", **more: str | None) -> str:
    """A file of an issue; None leaves a key out."""
    lines = [f"{key}: {value}" for key, value in {**FRONT, **more}.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", body, ""])


def cstate(folder: Path, files: dict[str, str | bytes], config: str = CONFIG) -> Path:
    """A checkout with these files in content/issues; gives its folder."""
    (folder / "content" / "issues").mkdir(parents=True, exist_ok=True)
    if config:
        (folder / "config.yml").write_text(config, "utf-8")
    for name, text in files.items():
        path = folder / "content" / "issues" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def bring(source: Path, project: Path, now: datetime = NOW) -> Report:
    """Import; afterwards `fogbell check` has to find no error."""
    project.mkdir(parents=True, exist_ok=True)
    report = import_cstate(str(source), project, now)
    loaded = load(project)
    found = list(loaded.problems)
    if loaded.site:
        found += run_checks(loaded.site, now)
    assert [format_problem(each) for each in found if each.severity == "error"] == []
    return report


def told(project: Path, text: str | bytes, name: str = "a.md") -> str:
    """Import a site with one issue; gives what the report says, without what the folder lacks."""
    return sentences(bring(cstate(project.parent / "src", {name: text}), project))


def only(project: Path) -> Incident:
    (found,) = site(project).incidents
    return found


def only_plan(project: Path) -> Maintenance:
    (found,) = site(project).maintenances
    return found


def problems(report: Report) -> str:
    return sentences(report, Weight.PROBLEM)
