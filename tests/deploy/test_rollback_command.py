"""`fogbell rollback`: an older commit goes out again, knowingly, and stays until told."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

from generator.content.times import parse_time
from generator.deploy.state import STATE_PATH, OriginState, parse_state
from tests.deploy.project import INCIDENT, NOW, RESOLVED, Project
from tests.deploy.s3 import BUCKET, S3, s3_server
from tests.deploy.test_deploy_command import OBSTORE, UPLOADS, folder_origin, origin

Say = pytest.CaptureFixture[str]
SECOND = "2026-11-20-second"
WHY = ("--reason", "wrong numbers")
LATER = (parse_time(NOW) + timedelta(minutes=30)).isoformat()


@pytest.fixture
def www(tmp_path: Path) -> Path:
    (tmp_path / "www").mkdir()
    return tmp_path / "www"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3]:
    pytest.importorskip("obstore", reason=OBSTORE)
    with s3_server() as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        yield server


def published(folder: Path, *origins: str, more: str = "content/README.md") -> tuple[Project, str]:
    """Two commits, both of which were live; and the first one."""
    project = Project(folder / "site", *origins)
    project.incident(UPLOADS)
    first = project.commit()
    assert project.run("publish", "--quiet") == 0
    project.write(more, INCIDENT.replace("Uploads fail", "Pages are slow"))
    project.commit()
    assert project.run("publish", "--quiet") == 0
    return project, first


def state(www: Path) -> OriginState:
    return parse_state((www / "mirror/current" / STATE_PATH).read_bytes())


def test_back_to_a_commit_and_forward_again(www: Path, tmp_path: Path, capsys: Say) -> None:
    project, first = published(tmp_path, folder_origin(www))
    assert project.run("rollback", "--to", first[:9], *WHY, now=LATER) == 0
    said = capsys.readouterr().out
    assert "no incident becomes another by it" in said
    assert "PINNED: nothing newer goes out there" in said
    now = state(www)
    assert (now.commit, now.generation) == (first, 3)
    assert now.pin
    assert now.pin.reason == "wrong numbers"
    assert now.built_at == parse_time(LATER)
    assert project.run("verify", now=LATER) == 0
    assert project.run("publish", now=LATER) == 2
    assert "pinned (wrong numbers)" in capsys.readouterr().out
    assert project.run("publish", "--over", "3", now=LATER) == 0
    assert state(www).pin is None


def test_the_project_is_left_alone(www: Path, tmp_path: Path) -> None:
    project, first = published(tmp_path, folder_origin(www))
    before = project.git("status", "--porcelain", "--branch"), project.git("worktree", "list")
    output = (project.folder / "output/index.html").read_bytes()
    assert project.run("rollback", "--to", first, *WHY, now=LATER) == 0
    after = project.git("status", "--porcelain", "--branch"), project.git("worktree", "list")
    assert after == before
    assert (project.folder / "output/index.html").read_bytes() == output


def test_an_open_incident_is_not_hidden_unasked(www: Path, tmp_path: Path, capsys: Say) -> None:
    second = f"content/incidents/{SECOND}.md"
    project, first = published(tmp_path, folder_origin(www), more=second)
    assert project.run("rollback", "--to", first, *WHY, now=LATER) == 2
    said = capsys.readouterr().out
    assert f"open now, and would be hidden: {SECOND}" in said
    assert "say it again with --yes" in said
    assert state(www).generation == 2
    assert project.run("rollback", "--to", first, *WHY, "--yes", now=LATER) == 0
    assert not (www / f"mirror/current/incidents/{SECOND}.html").exists()


def test_what_would_be_open_again(www: Path, tmp_path: Path, capsys: Say) -> None:
    project, first = published(tmp_path, folder_origin(www))
    project.incident(UPLOADS, INCIDENT + RESOLVED)
    project.commit()
    later = "2026-11-20 14:00 UTC"
    assert project.run("publish", "--quiet", now=later) == 0
    assert project.run("rollback", "--to", first, *WHY, now=later) == 0
    assert f"over now, and would be open again: {UPLOADS}" in capsys.readouterr().out


def test_origins_with_other_generations(www: Path, tmp_path: Path, s3: S3, capsys: Say) -> None:
    store = origin("store", f"s3://{BUCKET}/")
    project, first = published(tmp_path, folder_origin(www), store)
    project.build(now=LATER)
    assert project.run("deploy", "--origin", "store", now=LATER) == 0
    latest = (parse_time(LATER) + timedelta(minutes=1)).isoformat()
    assert project.run("rollback", "--to", first, *WHY, now=latest) == 0
    states = [state(www), parse_state(s3.objects[STATE_PATH])]
    assert [each.generation for each in states] == [3, 4]
    assert {each.commit for each in states} == {first}


@pytest.mark.parametrize("kind", ["folder", "store"])
def test_back_to_a_generation(kind: str, www: Path, tmp_path: Path, s3: S3, capsys: Say) -> None:
    place = folder_origin(www) if kind == "folder" else origin("store", f"s3://{BUCKET}/")
    project, first = published(tmp_path, place)
    assert project.run("rollback", "--to", "1", *WHY, now=LATER) == 0
    data = s3.objects.get(STATE_PATH) or (www / "mirror/current" / STATE_PATH).read_bytes()
    assert parse_state(data).commit == first
    assert project.run("rollback", "--to", "99", *WHY, now=LATER) == 2
    assert "no origin knows that generation any more" in capsys.readouterr().err


def test_one_origin_that_cannot_be_asked(www: Path, tmp_path: Path, s3: S3, capsys: Say) -> None:
    store = origin("store", f"s3://{BUCKET}/")
    project, first = published(tmp_path, folder_origin(www), store)
    s3.faults = {f"GET {STATE_PATH}": [403] * 9}
    assert project.run("rollback", "--to", first, *WHY, now=LATER) == 3
    assert state(www).commit == first


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--to", "nothing", *WHY), "git knows no commit 'nothing'"),
        (("--to", "--all", *WHY), "expected one argument"),
        (("--to", "HEAD", "--reason", " "), "--reason: say why"),
        (("--to", "HEAD", "--reason", "x" * 301), "at most 300 characters"),
        (("--to", "HEAD"), "--reason"),
    ],
)
def test_what_is_asked_for_wrongly(
    www: Path, tmp_path: Path, capsys: Say, words: tuple[str, ...], said: str
) -> None:
    project, _ = published(tmp_path, folder_origin(www))
    try:
        assert project.run("rollback", *words) == 2
    except SystemExit as end:
        assert end.code == 2  # noqa: PT017
    assert said in capsys.readouterr().err
    assert state(www).generation == 2


def test_a_commit_that_cannot_be_built(www: Path, tmp_path: Path, capsys: Say) -> None:
    project, _ = published(tmp_path, folder_origin(www))
    project.incident(SECOND, INCIDENT.replace("impact: major", "impact: mayor"))
    broken = project.commit()
    assert project.run("rollback", "--to", broken, *WHY) == 1
    assert "cannot be built; name another" in capsys.readouterr().out
    assert state(www).generation == 2
