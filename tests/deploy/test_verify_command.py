"""`fogbell verify`: what it finds, how it says so, and what `--repair` mends."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from generator.content.times import parse_time
from generator.deploy.state import STATE_PATH, Phase, Pin, as_bytes, parse_state
from generator.outputs.delivery import class_of
from tests.deploy.patients import Server, serving
from tests.deploy.project import NOW, Project
from tests.deploy.s3 import BUCKET, S3, s3_server
from tests.deploy.test_deploy_command import OBSTORE, folder_origin, made, origin

Say = pytest.CaptureFixture[str]


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


def stored(folder: Path, s3: S3) -> Project:
    """A project that is live in a store."""
    project = made(folder, origin("store", f"s3://{BUCKET}/"))
    assert project.deploy("--quiet") == 0
    return project


def change(s3: S3, **more: object) -> None:
    state = parse_state(s3.objects[STATE_PATH])
    s3.objects[STATE_PATH] = as_bytes(replace(state, **more))  # type: ignore[arg-type]


def later(minutes: int) -> str:
    return (parse_time(NOW) + timedelta(minutes=minutes)).isoformat()


def test_all_is_fine(www: Path, tmp_path: Path, s3: S3, capsys: Say) -> None:
    project = made(tmp_path, folder_origin(www), origin("store", f"s3://{BUCKET}/"))
    project.deploy("--quiet")
    s3.asked.clear()
    assert project.run("verify") == 0
    said = capsys.readouterr().out
    assert "mirror: fine; has generation 1, commit " in said
    assert ", of 2026-11-20 12:20 UTC, good until 2026-11-20 14:20 UTC" in said
    assert "store: fine" in said
    assert not [each for each in s3.asked if not each.startswith("GET")]


def test_without_origins_it_is_a_notice(tmp_path: Path, capsys: Say) -> None:
    assert Project(tmp_path / "site").run("verify") == 0
    assert "Nothing is published" in capsys.readouterr().out


def test_an_origin_that_was_never_published_to(www: Path, tmp_path: Path, capsys: Say) -> None:
    project = made(tmp_path, folder_origin(www, "one"), folder_origin(www, "two"))
    assert project.run("verify") == 4
    assert project.deploy("--origin", "one") == 0
    assert project.run("verify") == 3
    assert "two: not as it should be\n  nothing was ever published" in capsys.readouterr().out
    assert not (www / "two").exists()
    assert project.run("verify", "--repair") == 0
    assert project.run("verify", "--origin", "two") == 0


def test_a_damaged_file_is_found_and_mended(tmp_path: Path, s3: S3, capsys: Say) -> None:
    project = stored(tmp_path, s3)
    whole = dict(s3.objects)
    s3.objects["history.html"] = b"somebody else's"
    del s3.objects["updates.rss"]
    assert project.run("verify") == 4
    assert "somebody else wrote them (history.html, 2 in all)" in capsys.readouterr().out
    s3.asked.clear()
    assert project.run("verify", "--repair") == 0
    assert {path: s3.objects[path] for path in ("history.html", "updates.rss")} == {
        path: whole[path] for path in ("history.html", "updates.rss")
    }
    assert len(s3.puts()) == 5  # both, and the claim, the manifest, the commit


def test_an_origin_that_is_behind(www: Path, tmp_path: Path, capsys: Say) -> None:
    project = made(tmp_path, folder_origin(www, "one"), folder_origin(www, "two"))
    project.deploy("--quiet")
    project.write("content/README.md", "newer")
    project.commit()
    project.build()
    project.deploy("--quiet", "--origin", "two")
    assert project.run("verify") == 3
    assert "one: not as it should be" in (said := capsys.readouterr().out)
    assert "has an older commit than two: fogbell verify --repair" in said
    assert project.run("verify", "--repair") == 0


def test_repair_never_goes_back(www: Path, tmp_path: Path, capsys: Say) -> None:
    project = made(tmp_path, folder_origin(www, "one"), folder_origin(www, "two"))
    project.deploy("--quiet")
    project.write("content/README.md", "newer")
    newer = project.commit()
    project.build()
    project.deploy("--quiet", "--origin", "two")
    project.git("checkout", "-q", "HEAD~1")
    project.build()
    assert project.run("verify", "--repair") == 3
    state = parse_state((www / "two/current" / STATE_PATH).read_bytes())
    assert state.commit == newer


def test_two_histories(www: Path, tmp_path: Path, capsys: Say) -> None:
    project = made(tmp_path, folder_origin(www, "one"), folder_origin(www, "two"))
    project.deploy("--quiet")
    for branch, name in (("left", "one"), ("right", "two")):
        project.git("checkout", "-q", "-b", branch, "main")
        project.write("content/README.md", branch)
        project.commit()
        project.build()
        assert project.deploy("--quiet", "--origin", name) == 0
    assert project.run("verify") == 4
    assert capsys.readouterr().out.count("not in the history of what") == 2


@pytest.mark.parametrize(("minutes", "code"), [(2, 0), (4, 4)])
def test_a_claim_that_never_ends(
    minutes: int, code: int, tmp_path: Path, s3: S3, capsys: Say
) -> None:
    project = stored(tmp_path, s3)
    change(s3, phase=Phase.UPLOADING, generation=2)
    assert project.run("verify", now=later(minutes)) == code
    said = capsys.readouterr().out
    told = "(generation 2) and never ended: publish the newest commit"
    assert (told in said) == bool(code)
    assert project.run("verify", "--repair", now=later(minutes)) == 0
    assert parse_state(s3.objects[STATE_PATH]).phase is (Phase.LIVE if code else Phase.UPLOADING)


def test_old_pages(tmp_path: Path, s3: S3, capsys: Say) -> None:
    project = stored(tmp_path, s3)
    assert project.run("verify", now=later(121)) == 4
    assert "the pages say that they are old, since 2026-11-20 14:20" in capsys.readouterr().out


def test_a_pin_is_never_quiet(tmp_path: Path, s3: S3, capsys: Say) -> None:
    project = stored(tmp_path, s3)
    change(s3, pin=Pin(reason="wrong numbers", by="Ada"))
    assert project.run("verify", "--quiet") == 0
    said = capsys.readouterr().out
    assert "PINNED by Ada: wrong numbers." in said
    assert "fogbell publish --origin store --over 1" in said


def test_one_that_cannot_be_asked(www: Path, tmp_path: Path, s3: S3, capsys: Say) -> None:
    project = made(tmp_path, folder_origin(www), origin("store", f"s3://{BUCKET}/"))
    project.deploy("--quiet")
    s3.faults = {f"GET {STATE_PATH}": [403]}
    assert project.run("verify") == 3
    said = capsys.readouterr().out
    assert "store: not as it should be\n  _status/state.json: the store does not know" in said
    assert "sesame" not in said


def test_garbage_instead_of_a_state(tmp_path: Path, s3: S3, capsys: Say) -> None:
    project = stored(tmp_path, s3)
    s3.objects[STATE_PATH] = b"garbage"
    assert project.run("verify") == 4
    assert f"{STATE_PATH} is no JSON" in capsys.readouterr().out


def test_a_manifest_that_is_gone(tmp_path: Path, s3: S3, capsys: Say) -> None:
    project = stored(tmp_path, s3)
    del s3.objects[parse_state(s3.objects[STATE_PATH]).manifest]
    assert project.run("verify") == 4
    assert "the list of what is live cannot be read" in capsys.readouterr().out
    assert project.run("verify", "--repair") == 0


class Public(Server):
    """A web server that shows what is in a store."""

    def show(self, s3: S3) -> None:
        self.files = {path: data for path, data in s3.objects.items() if path[0] != "_"}


@pytest.fixture
def public() -> Iterator[Public]:
    with serving(Public(files={}, headers=_sent())) as server:
        assert isinstance(server, Public)
        yield server


def _sent(**more: str) -> dict[str, str]:
    return {"Cache-Control": class_of("index.html").cache_control, **more}


@pytest.fixture
def live(
    tmp_path: Path, s3: S3, public: Public, monkeypatch: pytest.MonkeyPatch
) -> tuple[Project, Public]:
    """A project that is live, and what its readers see."""
    monkeypatch.setattr("generator.deploy.verify._plain", lambda _type: "")  # one type for all
    project = made(tmp_path, origin("store", f"s3://{BUCKET}/", public=public.address))
    s3.look = lambda _command: public.show(s3)
    assert project.deploy("--quiet") == 0
    s3.look = lambda _command: None
    return project, public


def test_readers_find_all_of_it(live: tuple[Project, Public], capsys: Say) -> None:
    project, _ = live
    assert project.run("verify") == 0, capsys.readouterr().out


@pytest.mark.parametrize(
    ("more", "status", "words"),
    [
        ({"Set-Cookie": "a=b"}, 404, "sets a cookie"),
        ({"Cache-Control": "max-age=31536000"}, 404, "says 'max-age=31536000' how long"),
        ({"Cache-Control": ""}, 404, "does not say how long it may be kept"),
        ({}, 200, "answers 200, and should answer 404"),
    ],
)
def test_what_readers_get_wrong(
    live: tuple[Project, Public], capsys: Say, more: dict[str, str], status: int, words: str
) -> None:
    project, public = live
    public.headers, public.status = _sent(**more), status
    assert project.run("verify", now=later(10)) == 4
    assert words in capsys.readouterr().out


def test_readers_of_another_build(live: tuple[Project, Public], capsys: Say) -> None:
    project, public = live
    public.files["status.json"] = json.dumps({"generated_at": "2026-11-19T00:00:00Z"}).encode()
    assert project.run("verify", now=later(10)) == 4
    assert "/status.json: shows another build" in capsys.readouterr().out
