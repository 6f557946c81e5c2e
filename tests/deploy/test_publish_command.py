"""`fogbell publish`: its steps, where it stops, and what an emergency lets pass."""

from pathlib import Path

import pytest

from tests.deploy.project import INCIDENT, Project
from tests.deploy.test_deploy_command import UPLOADS, folder_origin

Say = pytest.CaptureFixture[str]
#: the policy stops it, the format does not
LATE = INCIDENT.replace("Uploading", "We guarantee that this never happens again. Uploading")
SECRET = INCIDENT.replace("Uploading", "The key is AKIAIOSFODNN7EXAMPLQ. Uploading")
BROKEN = INCIDENT.replace("impact: major", "impact: mayor")


@pytest.fixture
def www(tmp_path: Path) -> Path:
    (tmp_path / "www").mkdir()
    return tmp_path / "www"


def project(folder: Path, www: Path, text: str = INCIDENT) -> Project:
    """Committed, but not built."""
    made = Project(folder / "site", folder_origin(www))
    made.incident(UPLOADS, text)
    made.commit()
    return made


def page(www: Path) -> Path:
    return www / f"mirror/current/incidents/{UPLOADS}.html"


def test_all_four_steps(www: Path, tmp_path: Path, capsys: Say) -> None:
    assert project(tmp_path, www).run("publish") == 0
    said = capsys.readouterr().out
    places = [said.index(f"{n} of 4: {name}") for n, name in STEPS]
    assert places == sorted(places)
    assert "mirror: live, generation 1" in said
    assert "mirror: fine" in said
    assert page(www).is_file()


STEPS = tuple(enumerate(("check", "build", "deploy", "verify"), 1))


def test_a_dry_run_ends_before_anything_is_published(
    www: Path, tmp_path: Path, capsys: Say
) -> None:
    assert project(tmp_path, www).run("publish", "--dry-run") == 0
    assert "mirror: would be live" in capsys.readouterr().out
    assert list(www.iterdir()) == []


def test_without_origins(tmp_path: Path, capsys: Say) -> None:
    assert Project(tmp_path / "site").run("publish") == 0
    assert capsys.readouterr().out.startswith("Nothing is published")


@pytest.mark.parametrize(("text", "code"), [(LATE, 0), (SECRET, 1), (BROKEN, 1)])
def test_what_stops_it_and_what_in_an_emergency(
    text: str, code: int, www: Path, tmp_path: Path, capsys: Say
) -> None:
    made = project(tmp_path, www, text)
    assert made.run("publish") == 1
    assert "ended at check (exit code 1): nothing was published" in capsys.readouterr().out
    assert list(www.iterdir()) == []
    assert made.run("publish", "--urgent") == code
    assert page(www).is_file() == (not code)


def test_in_an_emergency_the_broken_file_of_others_stops_nothing(
    www: Path, tmp_path: Path, capsys: Say
) -> None:
    made = project(tmp_path, www)
    made.incident("2026-11-20-old", BROKEN)
    made.commit()
    made.incident(UPLOADS, INCIDENT.replace("with an error", "with error 17"))
    made.commit()
    assert made.run("publish") == 1
    assert made.run("publish", "--urgent") == 0
    assert "warning KEY-04" in capsys.readouterr().err
    assert "with error 17" in page(www).read_text("utf-8")


def test_what_is_not_committed_is_not_published(www: Path, tmp_path: Path, capsys: Say) -> None:
    made = project(tmp_path, www)
    made.incident("2026-11-20-second", INCIDENT)
    assert made.run("publish") == 2
    assert "not committed: content/incidents/2026-11-20-second.md" in capsys.readouterr().err


def test_it_ends_where_deploying_fails(www: Path, tmp_path: Path, capsys: Say) -> None:
    made = project(tmp_path, www)
    (www / "mirror").touch()
    assert made.run("publish") == 4
    said = capsys.readouterr().out
    assert "ended at deploy (exit code 4)" in said
    assert "4 of 4" not in said


def test_an_older_commit_is_superseded(www: Path, tmp_path: Path) -> None:
    made = project(tmp_path, www)
    made.write("content/README.md", "newer")
    made.commit()
    assert made.run("publish") == 0
    made.git("checkout", "-q", "HEAD~1")
    assert made.run("publish") == 5
