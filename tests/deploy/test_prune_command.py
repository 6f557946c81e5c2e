"""`fogbell prune`: what may go, what must stay, and who may publish meanwhile."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from generator.content.times import parse_time
from generator.deploy.manifest import FOLDER, Entry, Manifest, manifest_bytes, manifest_path
from generator.deploy.state import STATE_PATH, Phase, Pin, as_bytes, parse_state
from tests.deploy.project import NOW, Project
from tests.deploy.s3 import BUCKET, S3, s3_server
from tests.deploy.test_deploy_command import OBSTORE, folder_origin, made, origin

Say = pytest.CaptureFixture[str]
#: the server says of every file that it was written on 2026-11-20 12:00 UTC
LATER = (parse_time(NOW) + timedelta(days=8)).isoformat()
FILES = ("badge-old.svg", "page.html", "media/old.png")
MINE = "somebody/elses.txt"
ENTRY = Entry("0", 1, "1")


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3]:
    pytest.importorskip("obstore", reason=OBSTORE)
    with s3_server() as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        yield server


@pytest.fixture
def project(tmp_path: Path, s3: S3, monkeypatch: pytest.MonkeyPatch) -> Project:
    """Four builds; only the first named FILES, which are still there. And a stranger's file."""
    monkeypatch.setattr("generator.deploy.prune.KEPT", 2)
    project = made(tmp_path, origin("store", f"s3://{BUCKET}/"))
    output = project.folder / "output"
    listed = output / ".fogbell-files"
    before = listed.read_text("utf-8")
    (output / "media").mkdir(exist_ok=True)
    for path in FILES:
        (output / path).write_text(path, "utf-8")
    listed.write_text("\n".join([*before.splitlines(), *FILES]), "utf-8")
    assert project.deploy("--quiet") == 0
    listed.write_text(before, "utf-8")
    for minutes in range(1, 4):
        now = (parse_time(NOW) + timedelta(minutes=minutes)).isoformat()
        project.build(now)
        assert project.run("deploy", "--quiet", now=now) == 0
    s3.objects[MINE], s3.headers[MINE] = b"mine", {}
    s3.asked.clear()
    return project


def change(s3: S3, **more: object) -> None:
    state = parse_state(s3.objects[STATE_PATH])
    s3.objects[STATE_PATH] = as_bytes(replace(state, **more))  # type: ignore[arg-type]


def manifests(s3: S3) -> list[str]:
    return sorted(path for path in s3.objects if path.startswith(FOLDER))


def deleted(s3: S3) -> list[str]:
    return [each.removeprefix("DELETE ") for each in s3.asked if each.startswith("DELETE ")]


def test_what_no_late_build_names_goes_but_no_page(project: Project, s3: S3) -> None:
    old, oldest = manifests(s3)[:2], parse_state(s3.objects[STATE_PATH])
    before = set(s3.objects)
    assert project.run("prune", now=LATER) == 0
    assert before - set(s3.objects) == {"badge-old.svg", "media/old.png", *old}
    assert deleted(s3)[-2:] == old
    state = parse_state(s3.objects[STATE_PATH])
    assert (state.phase, state.manifest) == (Phase.LIVE, oldest.manifest)
    assert state.generation == oldest.generation + 1
    assert project.run("verify") == 0
    s3.asked.clear()
    assert project.run("prune", now=LATER) == 0
    assert (deleted(s3), s3.puts()) == ([], [])


def test_a_dry_run_changes_nothing(project: Project, s3: S3, capsys: Say) -> None:
    assert project.run("prune", "--dry-run", now=LATER) == 0
    assert "store: would delete 4 files: badge-old.svg, media/old.png, " in capsys.readouterr().out
    assert not [each for each in s3.asked if not each.startswith("GET")]


def test_what_is_young_stays(project: Project, s3: S3) -> None:
    assert project.run("prune") == 0
    assert (deleted(s3), s3.puts()) == ([], [])


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"phase": Phase.UPLOADING}, "the last deploy (generation 4) has not ended"),
        ({"pin": Pin(reason="wrong numbers", by="")}, "it is pinned (wrong numbers)"),
        ({"manifest": f"{FOLDER}x.json"}, "is not among the newest"),
    ],
)
def test_when_nothing_may_go(
    project: Project, s3: S3, capsys: Say, more: dict[str, object], words: str
) -> None:
    change(s3, **more)
    assert project.run("prune", now=LATER) == 4
    assert words in capsys.readouterr().out
    assert (deleted(s3), s3.puts()) == ([], [])


def test_not_where_what_is_live_is_damaged(project: Project, s3: S3, capsys: Say) -> None:
    del s3.objects["updates.rss"]
    assert project.run("prune", now=LATER) == 4
    assert "gone or changed: fogbell verify --repair" in capsys.readouterr().out
    assert deleted(s3) == []


def test_not_where_a_late_manifest_is_damaged(project: Project, s3: S3, capsys: Say) -> None:
    s3.objects[manifests(s3)[-2]] = b"{}"
    assert project.run("prune", now=LATER) == 4
    assert "cannot be read: nothing is deleted" in capsys.readouterr().out
    assert deleted(s3) == []


def test_what_somebody_wrote_since_is_not_ours(project: Project, s3: S3) -> None:
    s3.objects["media/old.png"] = b"somebody else's"
    assert project.run("prune", now=LATER) == 0
    assert "media/old.png" in s3.objects


def test_the_first_error_ends_it(project: Project, s3: S3, capsys: Say) -> None:
    s3.faults = {"DELETE badge-old.svg": [503]}
    assert project.run("prune", now=LATER) == 4
    assert "deleted 0 files; the store has trouble of its own (503" in capsys.readouterr().out
    assert deleted(s3) == ["badge-old.svg"]
    assert project.run("prune", now=LATER) == 0
    assert "media/old.png" not in s3.objects


def test_256_are_enough(project: Project, s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.deploy.prune.MOST", 1)
    for expected in (["badge-old.svg"], ["media/old.png"]):
        s3.asked.clear()
        assert project.run("prune", now=LATER) == 0
        assert deleted(s3) == expected


def test_who_publishes_between_the_look_and_the_claim_wins(
    project: Project, s3: S3, capsys: Say
) -> None:
    """Another publisher's claim lands right before ours."""

    def another(command: str) -> None:
        if command == "PUT":
            s3.look = lambda _command: None
            change(s3, generation=20, owner="another", phase=Phase.UPLOADING)

    s3.look = another
    assert project.run("prune", now=LATER) == 4
    assert "somebody publishes just now: nothing was deleted" in capsys.readouterr().out
    assert deleted(s3) == []


def test_a_claim_after_ours_ends_it_before_the_next_batch(
    project: Project, s3: S3, monkeypatch: pytest.MonkeyPatch, capsys: Say
) -> None:
    monkeypatch.setattr("generator.deploy.prune.BATCH", 1)

    def another(command: str) -> None:
        if command == "DELETE":
            s3.look = lambda _command: None
            change(s3, generation=20, owner="another", phase=Phase.UPLOADING)

    s3.look = another
    assert project.run("prune", now=LATER) == 4
    assert "deleted 1 file; generation 20 was claimed meanwhile" in capsys.readouterr().out
    assert deleted(s3) == ["badge-old.svg"]


def test_what_was_made_live_while_it_went_is_told(project: Project, s3: S3, capsys: Say) -> None:
    def another(command: str) -> None:
        if command == "DELETE":
            s3.look = lambda _command: None
            live = Manifest(
                generation=20, commit="c", open_incidents=(), files={"badge-old.svg": ENTRY}
            )
            path = manifest_path(20, manifest_bytes(live))
            s3.objects[path], s3.headers[path] = manifest_bytes(live), {}
            change(s3, generation=20, owner="another", manifest=path)

    s3.look = another
    assert project.run("prune", now=LATER) == 4
    assert "badge-old.svg was published while it was being deleted" in capsys.readouterr().out


def test_a_folder_needs_none(tmp_path: Path, capsys: Say) -> None:
    (tmp_path / "www").mkdir()
    project = made(tmp_path, folder_origin(tmp_path / "www"))
    project.deploy("--quiet")
    assert project.run("prune", now=LATER) == 0
    assert "mirror: it keeps its newest ten releases by itself" in capsys.readouterr().out
