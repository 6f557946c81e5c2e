"""`fogbell deploy`: what it prints, leaves and exits with."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from generator.deploy.asks import Write, WriteAll
from generator.deploy.bring import Brought
from generator.deploy.dialogue import End, Steps
from generator.deploy.plan import Plan
from generator.deploy.protocol import Outcome
from generator.deploy.release import Release
from generator.deploy.report import exit_code
from generator.model.origin import Origin
from tests.deploy.project import INCIDENT, NOW, RESOLVED, Project
from tests.deploy.s3 import BUCKET, HANG, S3, s3_server

ROOT = Path(__file__).parents[2]
OBSTORE = "object stores need obstore: pip install 'fogbell[deploy]'"
UPLOADS = "2026-11-20-uploads"


def origin(name: str, url: object, **more: str) -> str:
    told = "".join(f", {key}: '{value}'" for key, value in more.items())
    return f"{{name: {name}, url: '{url}'{told}}}"


@pytest.fixture
def www(tmp_path: Path) -> Path:
    (tmp_path / "www").mkdir()
    return tmp_path / "www"


@pytest.fixture
def s3() -> Iterator[S3]:
    pytest.importorskip("obstore", reason=OBSTORE)
    with s3_server() as server:
        yield server


def made(folder: Path, *origins: str) -> Project:
    project = Project(folder / "site", *origins)
    project.incident(UPLOADS)
    project.commit()
    project.build()
    return project


def folder_origin(www: Path, name: str = "mirror") -> str:
    return origin(name, (www / name).as_uri())


def tree(folder: Path) -> dict[str, int]:
    return {str(path): path.lstat().st_mtime_ns for path in folder.rglob("*")}


def test_without_origins_it_is_a_notice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Project(tmp_path / "site")
    assert project.deploy() == 0
    assert "Nothing is published: content/site.yml names no origin" in capsys.readouterr().out


def test_to_a_folder(www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = made(tmp_path, folder_origin(www))
    assert project.deploy() == 0
    assert "mirror: live, generation 1, " in capsys.readouterr().out
    shown = (www / "mirror/current/index.html").read_bytes()
    assert shown == (project.folder / "output/index.html").read_bytes()
    (row,) = project.report()["origins"]
    assert (row["end"], row["generation"], row["verified"]) == ("live", 1, None)
    before = tree(www)
    assert project.deploy() == 0
    assert project.report()["origins"][0]["end"] == "unchanged"
    assert tree(www) == before


def test_a_dry_run_changes_nothing(
    www: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    s3: S3,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in s3.environment().items():
        monkeypatch.setenv(name, value)
    project = made(tmp_path, folder_origin(www), origin("store", f"s3://{BUCKET}/"))
    before = tree(tmp_path)
    assert project.deploy("--dry-run") == 0
    said = capsys.readouterr().out
    assert "mirror: would be live" in said
    assert "store: would write 404.html, _headers, " in said
    assert tree(tmp_path) == before
    assert not [each for each in s3.asked if not each.startswith("GET")]


def test_not_even_a_mistake_of_ours_writes_in_a_dry_run(
    tmp_path: Path, s3: S3, monkeypatch: pytest.MonkeyPatch
) -> None:
    def writes(release: Release, _wish: object) -> Steps[Plan]:
        yield WriteAll((Write(release.files[0], None),))
        return Plan(End.LIVE)

    for name, value in s3.environment().items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr("generator.deploy.bring.plan", writes)
    project = made(tmp_path, origin("store", f"s3://{BUCKET}/"))
    assert project.deploy("--dry-run") == 0
    assert s3.asked == []


def test_only_what_changed_is_put(tmp_path: Path, s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in s3.environment("MINE_").items():
        monkeypatch.setenv(name, value)
    project = made(tmp_path, origin("store", f"s3://{BUCKET}/site/", env="MINE_"))
    for number in range(30):
        at = f"2026-10-{number + 1:02} 12:15 UTC"
        text = INCIDENT.replace("2026-11-20 12:15 UTC", at).replace("next update", "eta")
        text = text.replace("eta: 2026-11-20 12:45 UTC\n", "")
        resolved = RESOLVED.replace("2026-11-20 13:00", at.replace("12:15", "13:00")[:16])
        project.incident(f"2026-10-{number + 1:02}-old", text + resolved)
    project.commit()
    project.build()
    assert project.deploy() == 0
    count = len(s3.puts())
    s3.asked.clear()
    assert project.deploy() == 0
    assert s3.puts() == []
    project.incident(UPLOADS, INCIDENT + RESOLVED)
    project.commit()
    project.build("2026-11-20 14:00 UTC")
    s3.asked.clear()
    assert project.deploy() == 0
    assert len(s3.puts()) < count / 3
    *_, home, manifest, state = s3.puts()
    assert (home, state) == ("site/index.html", "site/_status/state.json")
    assert manifest.startswith("site/_status/manifests/")


def test_a_dead_origin_never_keeps_another_waiting(
    www: Path,
    tmp_path: Path,
    s3: S3,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for name, value in s3.environment().items():
        monkeypatch.setenv(name, value)
    s3.faults = {"GET _status/state.json": [403]}
    project = made(tmp_path, origin("store", f"s3://{BUCKET}/"), folder_origin(www))
    assert project.deploy() == 3
    said = capsys.readouterr().out
    assert "mirror: live" in said
    assert "store: failed" in said
    assert "next: mend the cause, then deploy again" in said
    assert [each["end"] for each in project.report()["origins"]] == ["failed", "live"]


def test_a_wrong_secret_is_nowhere(
    tmp_path: Path, s3: S3, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in s3.environment(secret="WRONG-secret-of-mine").items():
        monkeypatch.setenv(name, value)
    s3.faults = {"GET _status/state.json": [403]}
    project = made(tmp_path, origin("store", f"s3://{BUCKET}/"))
    assert project.deploy() == 4
    said = capsys.readouterr()
    report = (project.folder / "deploy-report.json").read_text("utf-8")
    for text in (said.out, said.err, report):
        assert "WRONG" not in text
        assert "sesame" not in text
    assert "the store does not know the secret key" in report


def test_a_fault_of_ours_tells_its_place_and_no_more(
    www: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("with a secret in it")

    monkeypatch.setattr("generator.deploy.bring.publish", fail)
    assert made(tmp_path, folder_origin(www)).deploy() == 4
    said = capsys.readouterr().out
    assert "a fault of ours, please report it: RuntimeError at test_deploy_command.py:" in said
    assert "secret" not in said


def test_an_origin_without_its_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    pytest.importorskip("obstore", reason=OBSTORE)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody else's")
    project = made(tmp_path, origin("store", f"s3://{BUCKET}/", env="MINE_"))
    assert project.deploy() == 4
    assert "no variable begins with MINE_: set MINE_AWS_ACCESS_KEY_ID" in capsys.readouterr().out


def test_without_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setitem(sys.modules, "obstore.store", None)
    project = made(tmp_path, origin("store", f"s3://{BUCKET}/"))
    assert project.deploy() == 4
    assert "pip install 'fogbell[deploy]'" in capsys.readouterr().out


def test_what_is_gone_must_be_named(
    www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = made(tmp_path, folder_origin(www))
    assert project.deploy() == 0
    (project.folder / f"content/incidents/{UPLOADS}.md").unlink()
    project.commit()
    project.build()
    assert project.deploy() == 2
    assert f"--allow-gone {UPLOADS}" in capsys.readouterr().out
    assert (www / f"mirror/current/incidents/{UPLOADS}.html").exists()
    assert project.deploy("--allow-gone", UPLOADS) == 0
    assert not (www / f"mirror/current/incidents/{UPLOADS}.html").exists()


def test_an_older_commit_is_superseded(www: Path, tmp_path: Path) -> None:
    project = made(tmp_path, folder_origin(www))
    project.write("content/README.md", "newer")
    project.commit()
    project.build()
    assert project.deploy() == 0
    project.git("checkout", "-q", "HEAD~1")
    project.build()
    assert project.deploy() == 5
    assert project.deploy("--over", "1") == 0


def test_one_origin_of_two(www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = made(tmp_path, folder_origin(www, "one"), folder_origin(www, "two"))
    assert project.deploy("--origin", "two", "--quiet") == 0
    assert not (www / "one").exists()
    assert project.deploy("--origin", "tow") == 2
    assert "no such origin; did you mean 'two'?" in capsys.readouterr().err


def test_broken_settings(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = Project(tmp_path / "site", "{name: one, url: 'ftp://x/'}")
    assert project.deploy() == 2
    assert "content/site.yml:6:22: error KEY-10" in capsys.readouterr().err


def test_a_signal_lets_the_current_write_end_and_nothing_more(tmp_path: Path, s3: S3) -> None:
    project = made(tmp_path, origin("store", f"s3://{BUCKET}/"))
    s3.faults = {"PUT index.html": [HANG]}
    words = [sys.executable, str(ROOT / "build.py"), "deploy", "--project", str(project.folder)]
    child = subprocess.Popen(
        [*words, "--now", NOW],
        env={**os.environ, **s3.environment()},
        stdout=subprocess.PIPE,
        text=True,
    )
    deadline = time.monotonic() + 60
    while "PUT index.html" not in s3.asked and time.monotonic() < deadline:
        time.sleep(0.02)
    child.send_signal(signal.SIGTERM)
    s3.over.set()  # now the server hangs up on what it was sent
    said, _ = child.communicate(timeout=60)
    assert child.returncode == 75
    assert "stopped before it was finished" in said
    assert s3.puts()[-1] == "index.html"
    assert s3.puts().count("index.html") == 1
    (row,) = project.report()["origins"]
    assert row["end"] == "failed"


def test_that_nobody_listens_stops_no_deploy(www: Path, tmp_path: Path) -> None:
    project = made(tmp_path, folder_origin(www))
    words = [sys.executable, str(ROOT / "build.py"), "deploy", "--project", str(project.folder)]
    child = subprocess.Popen([*words, "--now", NOW], stdout=subprocess.PIPE)
    assert child.stdout
    child.stdout.close()
    child.wait(60)
    assert project.report()["exit_code"] == 0
    assert (www / "mirror/current/index.html").is_file()


LIVE = Brought(origin=Origin(name="one", url="s3://x/"), outcome=Outcome(end=End.LIVE), faults=())


def ended(*ends: End) -> list[Brought]:
    return [replace(LIVE, outcome=Outcome(end=end)) for end in ends]


@pytest.mark.parametrize(
    ("ends", "code"),
    [
        ((End.LIVE, End.UNCHANGED), 0),
        ((End.LIVE, End.SUPERSEDED), 0),
        ((End.LIVE, End.FAILED), 3),
        ((End.UNCHANGED, End.REFUSED), 3),
        ((End.SUPERSEDED, End.FAILED), 3),
        ((End.FAILED, End.FAILED), 4),
        ((End.FAILED, End.REFUSED), 4),
        ((End.SUPERSEDED, End.SUPERSEDED), 5),
        ((End.REFUSED, End.REFUSED), 2),
    ],
)
def test_exit_codes(ends: tuple[End, ...], code: int) -> None:
    assert exit_code(ended(*ends)) == code


def test_what_readers_do_not_get_is_not_all() -> None:
    assert exit_code([LIVE, replace(LIVE, faults=("shows another build",))]) == 3
