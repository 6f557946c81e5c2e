"""New sites and the demo of a bad day, as `fogbell init` writes them."""

import os
import re
import subprocess
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.checks import run_checks
from generator.cli import main
from generator.content import incidents, maintenance
from generator.content.load import load
from generator.content.settings import parse_settings
from generator.content.source import parse_source
from generator.content.updates import COMMON_FIELDS, INCIDENT_FIELDS
from generator.errors import format_problem
from generator.model.component import ComponentStatus
from generator.model.incident import IncidentStatus
from generator.model.maintenance import MaintenanceStatus
from generator.model.site import Site
from generator.model.update import Impact
from generator.scaffold import SKELETON, _words, filled, title_from
from generator.state import derive
from generator.state.records import Indicator

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 20, 12, 15, tzinfo=UTC)
#: any day will do, also around midnight, the turn of a year and a leap day
MOMENTS = [
    NOW,
    datetime(2027, 1, 1, 0, 3, 59, tzinfo=UTC),
    datetime(2028, 2, 29, 23, 59, tzinfo=UTC),
    datetime(2031, 7, 1, 5, 30, tzinfo=UTC),
]


def init(folder: Path, *options: str, now: datetime = NOW) -> int:
    return main(["init", str(folder), *options, "--now", now.isoformat()])


def site_of(project: Path, now: datetime) -> Site:
    """The site, which must have no problem at all."""
    loaded = load(project)
    assert loaded.site
    found = [*loaded.problems, *run_checks(loaded.site, now)]
    assert not found, "\n".join(map(format_problem, found))
    return loaded.site


def texts(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def test_a_new_site_has_its_files_and_no_problem(tmp_path: Path) -> None:
    assert init(tmp_path / "acme-status") == 0
    files = sorted(texts(tmp_path / "acme-status"))
    assert [path for path in files if not path.startswith("content/templates/")] == [
        ".github/CODEOWNERS",
        ".github/PULL_REQUEST_TEMPLATE.md",
        ".github/dependabot.yml",
        ".github/workflows/check.yml",
        ".github/workflows/publish.yml",
        ".github/workflows/watch.yml",
        ".gitignore",
        ".gitlab-ci.example.yml",
        "README.md",
        "content/incidents/README.md",
        "content/maintenance/README.md",
        "content/site.yml",
    ]
    site = site_of(tmp_path / "acme-status", NOW)
    assert site.settings.title == "Acme Status"
    assert site.settings.url == "https://status.acme.example"
    assert site.settings.identity == "status.acme.example,2026"
    assert not site.incidents
    assert derive(site, NOW).indicator is Indicator.NONE


def test_the_examples_of_a_new_site_can_be_copied(tmp_path: Path) -> None:
    init(tmp_path)
    for folder in ("incidents", "maintenance"):
        readme = tmp_path / "content" / folder / "README.md"
        lines = readme.read_text("utf-8").splitlines()
        example = "\n".join(line[4:] for line in lines if line.startswith("    "))
        (readme.parent / f"{folder}.md").write_text(example, "utf-8")
    site = site_of(tmp_path, NOW + timedelta(hours=2))
    assert [len(incident.updates) for incident in site.incidents] == [3]
    assert [len(incident.errors) for incident in site.incidents] == [1]
    assert [incident.updates[1].workaround for incident in site.incidents]
    assert [m.status for m in derive(site, NOW).maintenances] == [MaintenanceStatus.SCHEDULED]


def test_the_format_in_short_names_every_word(tmp_path: Path) -> None:
    init(tmp_path)
    readme = (tmp_path / "README.md").read_text("utf-8")
    words = [
        *(*incidents.KEYS, *maintenance.KEYS, *COMMON_FIELDS, *INCIDENT_FIELDS),
        *(word.value for word in (*Impact, *ComponentStatus)),
        *(status.label for status in (*IncidentStatus, *MaintenanceStatus)),
    ]
    assert not [word for word in words if f"`{word}`" not in readme]


def test_the_links_of_a_new_site_lead_somewhere(tmp_path: Path) -> None:
    init(tmp_path)
    for page in tmp_path.rglob("*.md"):
        for address in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
            assert (page.parent / address).exists(), address


@pytest.mark.parametrize("demo", [False, True])
def test_the_same_moment_gives_the_same_bytes(tmp_path: Path, demo: bool) -> None:
    options = ["--demo"] if demo else []
    init(tmp_path / "a" / "site", *options)
    init(tmp_path / "b" / "site", *options)
    assert texts(tmp_path / "a") == texts(tmp_path / "b")
    ours = {path: data for path, data in texts(tmp_path / "a").items() if ".github/" not in path}
    assert not [path for path, data in ours.items() if b"{{" in data]


@pytest.mark.parametrize("now", MOMENTS)
def test_the_demo_is_a_bad_day_at_any_time(tmp_path: Path, now: datetime) -> None:
    init(tmp_path, "--demo", now=now)
    state = derive(site_of(tmp_path, now), now)
    assert state.indicator is Indicator.CRITICAL
    worst, paid, late = state.open_incidents
    assert worst.promise
    assert timedelta() < worst.promise.due - now < timedelta(minutes=15)
    assert worst.workaround
    assert worst.incident.errors
    assert paid.status is IncidentStatus.MONITORING
    assert late.promise
    assert late.promise.overdue
    assert timedelta(minutes=12) <= now - late.promise.due < timedelta(minutes=13)
    (planned,) = state.planned_maintenances
    assert (planned.maintenance.start.date() - now.date()).days == 1
    closed = [each for each in state.incidents if not each.is_open]
    assert len(closed) >= 3
    assert any(each.incident.updates[-1].status is IncidentStatus.POSTMORTEM for each in closed)
    assert any(component.is_retired for component in state.components)


def test_the_demo_names_each_file_by_the_day_it_began(tmp_path: Path) -> None:
    init(tmp_path, "--demo")
    site = site_of(tmp_path, NOW)
    for incident in site.incidents:
        assert incident.id.startswith(incident.began.date().isoformat())
    for planned in site.maintenances:
        assert planned.id.startswith(planned.start.date().isoformat())


# What is in the way


def refused(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    before = texts(folder) if folder.is_dir() else {}
    assert init(folder) == 2
    assert (texts(folder) if folder.is_dir() else {}) == before
    return capsys.readouterr().err


def test_files_in_the_way_are_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine", "utf-8")
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "other.txt").write_text("mine", "utf-8")
    said = refused(tmp_path, capsys)
    assert "has files in the way: README.md, content/other.txt. Nothing was written." in said
    assert "name a folder that is new or empty" in said


def test_no_list_of_files_is_endless(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "content").mkdir()
    for number in range(40):
        (tmp_path / "content" / f"{number:02}.txt").touch()
    assert "content/04.txt and 35 more." in refused(tmp_path, capsys)


def test_a_link_in_the_way_is_not_followed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "README.md").symlink_to(tmp_path / "elsewhere")
    assert "README.md" in refused(site, capsys)
    assert not (tmp_path / "elsewhere").exists()
    (site / "README.md").unlink()
    (tmp_path / "other").mkdir()
    (site / "content").symlink_to(tmp_path / "other")
    assert "content" in refused(site, capsys)


def test_a_file_is_no_folder(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "site").touch()
    assert "is a file" in refused(tmp_path / "site", capsys)


def test_what_does_not_stand_in_the_way_may_stay(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / "LICENSE").write_text("mine", "utf-8")
    (tmp_path / "content").mkdir()
    assert init(tmp_path) == 0
    assert (tmp_path / "LICENSE").read_text("utf-8") == "mine"


# What is said


def test_the_commands_that_it_names_work(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [str(ROOT / "build.py")])
    init(tmp_path / "our site")
    said = capsys.readouterr().out
    command = next(line for line in said.splitlines() if " check " in line).partition("#")[0]
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert "no problems" in done.stdout


def program_of(capsys: pytest.CaptureFixture[str]) -> str:
    """What comes before `--project` in the commands that were named."""
    lines = capsys.readouterr().out.splitlines()
    return next(line for line in lines if " check " in line).strip().partition(" --project")[0]


@pytest.mark.parametrize(
    ("called", "program"),
    [
        (".venv/bin/fogbell", ".venv/bin/fogbell"),
        ("our tools/fogbell", "'our tools/fogbell'"),
        ("/opt/on-no-path/fogbell", "/opt/on-no-path/fogbell"),
    ],
)
def test_the_program_is_named_as_it_was_called(
    called: str,
    program: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sys, "argv", [called])
    init(tmp_path)
    assert program_of(capsys) == program


def test_a_program_on_the_path_is_named_briefly(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "bin" / "fogbell"
    program.parent.mkdir()
    program.write_text("#!/bin/sh\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setattr(sys, "argv", [str(program)])
    init(tmp_path / "site")
    assert program_of(capsys) == "fogbell"


def test_the_module_is_named_with_its_python(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", [str(ROOT / "generator" / "__main__.py")])
    init(tmp_path)
    assert program_of(capsys).endswith("python -m generator")


def test_quiet_says_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    init(tmp_path, "--quiet")
    assert capsys.readouterr() == ("", "")


# Names and times


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("acme", "Acme Status"),
        ("status", "Status"),
        ("ACME_status-page", "ACME Status Page"),
        ("zürich.example", "Zürich Example Status"),
        ("a: b # [c]", "A B C Status"),
        ("---", "Status"),
    ],
)
def test_a_title_comes_from_the_folder(name: str, title: str) -> None:
    assert title_from(Path("/somewhere") / name) == title


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.characters(exclude_characters="/\0", codec="utf-8"), min_size=1, max_size=60))
def test_any_folder_gives_a_site_that_can_be_read(tmp_path: Path, name: str) -> None:
    template = (SKELETON / "site" / "content" / "site.yml").read_text("utf-8")
    text = filled(template, NOW, _words(tmp_path / name, NOW))
    source, problems = parse_source(text.encode(), "content/site.yml")
    assert source
    found = parse_settings(source)
    assert found[0], [*problems, *found[1]]
    assert not [*problems, *found[1]]


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("{{+0m}}", "2026-11-20 12:15 UTC"),
        ("{{-2d +14m}}", "2026-11-18 12:29 UTC"),
        ("{{-13h clock}}", "23:15 UTC"),
        ("{{+1d at 03:00}}", "2026-11-21 03:00 UTC"),
        ("{{+1d at 03:00 day}}", "21 November"),
        ("{{+41d date}}", "2026-12-31"),
        ("{{title}} {{-1m}}", "T 2026-11-20 12:14 UTC"),
    ],
)
def test_a_placeholder_is_a_time_seen_from_now(template: str, expected: str) -> None:
    assert filled(template, NOW + timedelta(seconds=59), {"title": "T"}) == expected


@pytest.mark.parametrize("template", ["{{nonsense}}", "{{+1d noon}}", "{{+1d 03:00}}"])
def test_a_placeholder_that_means_nothing_is_a_mistake_of_ours(template: str) -> None:
    with pytest.raises(LookupError):
        filled(template, NOW, {})


def test_the_wheel_carries_the_skeleton(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        archive.extractall(tmp_path / "installed")
    wanted = {path.relative_to(ROOT).as_posix() for path in SKELETON.rglob("*") if path.is_file()}
    assert wanted <= names
    environment = {**os.environ, "PYTHONPATH": str(tmp_path / "installed")}
    site = tmp_path / "site"
    for arguments in (["init", "--demo", str(site)], ["--project", str(site), "build"]):
        command = [sys.executable, "-m", "generator", *arguments]
        done = subprocess.run(
            command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert re.search(r"Wrote \d+ files|Major service outage", done.stdout)
