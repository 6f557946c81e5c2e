"""`fogbell emergency`: no repository, no build, only a text and what lies at the origins."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from lxml import etree

from generator.cli import main
from generator.deploy.state import STATE_PATH, parse_state
from generator.outputs.api.schemas import STATUS_SCHEMA, schemas
from tests.deploy.project import INCIDENT, Project
from tests.deploy.s3 import BUCKET, S3, s3_server

TEXT = "Logins fail for everybody. We are looking into it."
LATER = "2026-11-20 12:30 UTC"
ID = "2026-11-20-emergency-1230"
PAGE, KEPT = f"incidents/{ID}.html", f"_status/emergencies/{ID}.md"
UPLOADS = "2026-11-20-uploads"
OBSTORE = "object stores need obstore: pip install 'fogbell[deploy]'"


@pytest.fixture
def www(tmp_path: Path) -> Path:
    (tmp_path / "www").mkdir()
    return tmp_path / "www"


@pytest.fixture
def empty(tmp_path: Path) -> Path:
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


@pytest.fixture
def s3(monkeypatch: pytest.MonkeyPatch) -> Iterator[S3]:
    pytest.importorskip("obstore", reason=OBSTORE)
    with s3_server() as server:
        for name, value in server.environment().items():
            monkeypatch.setenv(name, value)
        yield server


def emergency(project: Path, *words: str, text: str = TEXT, now: str = LATER) -> int:
    return main(["emergency", text, *words, "--project", str(project), "--now", now])


def to(*urls: object) -> list[str]:
    return [word for url in urls for word in ("--origin", str(url))]


def deployed(tmp_path: Path, url: str) -> Project:
    project = Project(tmp_path / "site", f"{{name: one, url: '{url}'}}")
    project.incident(UPLOADS, INCIDENT)
    project.commit()
    project.build()
    assert project.deploy() == 0
    return project


def shown(www: Path) -> dict[str, bytes]:
    current = www / "current"
    files = (each for each in current.rglob("*") if each.is_file())
    return {str(each.relative_to(current)): each.read_bytes() for each in files}


def read(files: dict[str, bytes], path: str) -> Any:
    return json.loads(files[path])


def ids(feed: bytes) -> list[str]:
    root = etree.fromstring(feed)
    return [
        str(each) for each in root.xpath("//*[local-name()='entry']/*[local-name()='id']/text()")
    ]


def commit_what_was_printed(project: Project, said: str) -> None:
    """As somebody who pastes it into a shell."""
    begin, end = f"cat > content/incidents/{ID}.md <<'END-{ID}'\n", f"END-{ID}\n"
    project.incident(ID, said.partition(begin)[2].partition(end)[0])
    project.commit()


# Of nothing but a text


def test_to_an_empty_folder(empty: Path, www: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert emergency(empty, *to(www.as_uri()), "--next", "20m") == 0
    files = shown(www)
    assert {path for path in files if not path.startswith("_status/")} == {
        "index.html",
        "status.json",
        PAGE,
    }
    home = files["index.html"].decode()
    assert '<h1 dir="auto">Logins fail for everybody</h1>' in home
    assert TEXT in home
    assert "20 Nov 2026, 12:50 UTC" in home
    assert "in an emergency" in home
    assert not re.search(r"(?:src|href)=.(?:https?:|/)", home)
    status = read(files, "status.json")
    assert (status["indicator"], status["emergency"], status["open_count"]) == ("major", True, 1)
    assert status["open"][0]["next_update"] == "2026-11-20T12:50:00Z"
    assert status["generated_at"] < status["valid_until"]
    said = capsys.readouterr().out
    assert "live, generation 1" in said
    assert files[KEPT].decode() in said


def test_what_is_there_stays_and_is_told_of(
    empty: Path, www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(tmp_path, www.as_uri())
    before = shown(www)
    assert emergency(empty, *to(www.as_uri()), "--component", "api=major_outage") == 0
    after = shown(www)
    public = [path for path in before if not path.startswith("_status/")]
    changed = {path for path in public if after[path] != before[path]}
    assert changed >= {"index.html", "status.json", "updates.atom", "badge.svg", "embed.html"}
    assert not [p for p in changed if p.startswith(("history/", "incidents/", "errors"))]
    home = after["index.html"].decode()
    assert "Acme Status" in home
    assert 'API: <span class="status major_outage">Major outage</span>' in home
    assert f'<a href="incidents/{UPLOADS}.html" dir="auto">Uploads fail</a>' in home
    assert 'href="history.html"' in home
    assert "but:" not in capsys.readouterr().out


def test_status_json_obeys_its_schema(empty: Path, www: Path, tmp_path: Path) -> None:
    deployed(tmp_path, www.as_uri())
    before = read(shown(www), "status.json")
    assert emergency(empty, *to(www.as_uri()), "--impact", "critical") == 0
    after = read(shown(www), "status.json")
    jsonschema.validate(after, schemas()[STATUS_SCHEMA])
    assert [each["id"] for each in after["open"]] == [ID, UPLOADS]
    assert after["open"][1] == before["open"][0]
    assert after["indicator"] == "critical"
    assert after["commit"] == before["commit"]
    assert after["build"] != before["build"]


def test_every_feed_has_one_entry_more(empty: Path, www: Path, tmp_path: Path) -> None:
    deployed(tmp_path, www.as_uri())
    before = shown(www)
    assert emergency(empty, *to(www.as_uri()), "--component", "api=major_outage") == 0
    after = shown(www)
    for path in ("updates.atom", "history.atom", "components/api.atom"):
        first, *rest = ids(after[path])
        assert ID in first
        assert rest == ids(before[path])
    for path in ("updates.json", "feed.json"):
        first, *rest = read(after, path)["items"]
        assert ID in first["id"]
        assert rest == read(before, path)["items"]
    for path in ("updates.rss", "history.rss"):
        assert after[path].count(b"<item>") == before[path].count(b"<item>") + 1
        assert b"<lastBuildDate>Fri, 20 Nov 2026 12:30:00 +0000</lastBuildDate>" in after[path]


def test_the_api_tells_of_it(empty: Path, www: Path, tmp_path: Path) -> None:
    deployed(tmp_path, www.as_uri())
    assert emergency(empty, *to(www.as_uri()), "--component", "api=major_outage") == 0
    files = shown(www)
    assert read(files, "api/v2/status.json")["status"]["indicator"] == "critical"
    summary = read(files, "api/v2/summary.json")
    names = ["Logins fail for everybody", "Uploads fail"]
    assert [each["name"] for each in summary["incidents"]] == names
    assert summary["components"][0]["status"] == "major_outage"
    assert summary["incidents"][0]["id"] == read(files, "status.json")["open"][0]["api_id"]


# What comes after


def test_the_printed_file_carries_on(
    empty: Path, www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = deployed(tmp_path, www.as_uri())
    assert emergency(empty, *to(www.as_uri()), "--component", "api=major_outage") == 0
    there = {path: ids(shown(www)[path])[0] for path in ("updates.atom", "history.atom")}
    commit_what_was_printed(project, capsys.readouterr().out)
    project.build("2026-11-20 12:40 UTC")
    assert project.deploy() == 0
    after = shown(www)
    assert {path: ids(after[path])[0] for path in there} == there
    assert "emergency" not in read(after, "status.json")
    assert b"in an emergency" not in after["index.html"] + after[PAGE]


def test_without_that_file_nothing_goes_out(
    empty: Path, www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    project = deployed(tmp_path, www.as_uri())
    assert emergency(empty, *to(www.as_uri())) == 0
    page = shown(www)["index.html"]
    assert project.deploy() == 5  # what was built before
    project.build("2026-11-20 13:30 UTC")
    assert project.deploy() == 2  # the same commit, by a schedule
    project.write("content/README.md", "newer")
    project.commit()
    project.build("2026-11-20 13:40 UTC")
    capsys.readouterr()
    assert project.deploy() == 2
    said = capsys.readouterr().out
    assert "commit the file that `fogbell emergency` printed" in said
    assert f"--allow-gone {ID}" in said
    assert shown(www)["index.html"] == page
    assert project.deploy("--allow-gone", ID) == 0


def test_an_older_commit_stays_out(empty: Path, www: Path, tmp_path: Path) -> None:
    project = deployed(tmp_path, www.as_uri())
    project.write("content/README.md", "newer")
    project.commit()
    project.build()
    assert project.deploy() == 0
    assert emergency(empty, *to(www.as_uri())) == 0
    project.git("checkout", "-q", "HEAD~1")
    project.build("2026-11-20 14:00 UTC")
    assert project.deploy() == 5


def test_the_first_deploy_comes_after(
    empty: Path, www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert emergency(empty, *to(www.as_uri())) == 0
    said = capsys.readouterr().out
    project = Project(tmp_path / "site", f"{{name: one, url: '{www.as_uri()}'}}")
    project.commit()
    project.build("2026-11-20 12:40 UTC")
    assert project.deploy() == 2
    commit_what_was_printed(project, said)
    project.build("2026-11-20 12:45 UTC")
    assert project.deploy() == 0


def test_another_one_keeps_the_first(empty: Path, www: Path) -> None:
    assert emergency(empty, *to(www.as_uri())) == 0
    assert emergency(empty, *to(www.as_uri()), text="Mail too.", now="2026-11-20 12:50 UTC") == 0
    files = shown(www)
    assert f'href="incidents/{ID}.html"' in files["index.html"].decode()
    assert PAGE in files
    assert read(files, "status.json")["open_count"] == 2


def test_more_about_the_same(
    empty: Path, www: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """An origin that was dead at first has the newest words; the file has them all."""
    one, two = www / "one", www / "two"
    project = deployed(tmp_path, one.as_uri())
    assert emergency(empty, *to(one.as_uri()), "--component", "api=major_outage") == 0
    again = ("--id", ID, "--next", "1h")
    urls = to(one.as_uri(), two.as_uri())
    text = "We have found the cause."
    capsys.readouterr()
    assert emergency(empty, *urls, *again, text=text, now="2026-11-20 12:50:10 UTC") == 0
    said = capsys.readouterr().out
    for folder in (one, two):
        files = shown(folder)
        assert text in files["index.html"].decode()
        assert read(files, "status.json")["open_count"] == 1 + (folder is one)
    assert TEXT in shown(one)["index.html"].decode()
    there = {path: ids(shown(one)[path]) for path in ("updates.atom", "history.atom")}
    assert len(there["updates.atom"]) == 3
    assert len(there["history.atom"]) == 2
    commit_what_was_printed(project, said)
    project.build("2026-11-20 12:55 UTC")
    assert project.deploy() == 0
    assert {path: ids(shown(one)[path]) for path in there} == there


# Object stores, several origins


def test_a_store_and_a_dead_one(
    empty: Path, www: Path, tmp_path: Path, s3: S3, capsys: pytest.CaptureFixture[str]
) -> None:
    project = deployed(tmp_path, f"s3://{BUCKET}/")
    count = len(s3.objects)
    s3.asked.clear()
    urls = (f"s3://{BUCKET}/", "s3://no-such-bucket/", www.as_uri())
    assert emergency(empty, *to(*urls)) == 3
    assert "origin-2 (s3://no-such-bucket/): failed" in capsys.readouterr().out
    assert TEXT.encode() in s3.objects["index.html"]
    assert TEXT.encode() in (www / "current/index.html").read_bytes()
    *_, home, manifest, state = s3.puts()
    assert (home, state) == ("index.html", STATE_PATH)
    assert manifest.startswith("_status/manifests/000000002-")
    assert len(s3.objects) == count + 3  # the page, the file, the manifest
    assert s3.headers["index.html"]["content-type"] == "text/html; charset=utf-8"
    assert s3.headers["index.html"]["cache-control"].startswith("public, max-age=30")
    project.build("2026-11-20 13:30 UTC")
    assert project.deploy() == 2


def test_who_is_faster_is_claimed_over(empty: Path, tmp_path: Path, s3: S3) -> None:
    """A deploy that claims in the middle of it stops a moment later, and the page is there."""
    deployed(tmp_path, f"s3://{BUCKET}/")
    original = s3.objects[STATE_PATH]
    state = json.loads(original)
    other = {**state, "generation": 3, "phase": "uploading", "owner": "somebody else"}

    def claim(_command: str) -> None:
        now = parse_state(s3.objects[STATE_PATH])
        if now.generation == 2 and PAGE in s3.objects:
            s3.objects[STATE_PATH] = json.dumps(other).encode()

    s3.look = claim
    assert emergency(empty, *to(f"s3://{BUCKET}/")) == 0
    assert parse_state(s3.objects[STATE_PATH]).generation == 4
    assert TEXT.encode() in s3.objects["index.html"]


def test_a_pin_stays_and_stops_no_emergency(empty: Path, tmp_path: Path, s3: S3) -> None:
    deployed(tmp_path, f"s3://{BUCKET}/")
    state = json.loads(s3.objects[STATE_PATH])
    state["pin"] = {"reason": "went back", "by": "a person"}
    s3.objects[STATE_PATH] = json.dumps(state).encode()
    assert emergency(empty, *to(f"s3://{BUCKET}/")) == 0
    after = parse_state(s3.objects[STATE_PATH])
    assert after.pin
    assert after.pin.reason == "went back"


def test_a_feed_that_is_none_is_left_alone(
    empty: Path, tmp_path: Path, s3: S3, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(tmp_path, f"s3://{BUCKET}/")
    s3.objects["updates.rss"] = b"<html>"
    s3.objects["feed.json"] = b"[1]"
    s3.objects["status.json"] = b"<html>"
    assert emergency(empty, *to(f"s3://{BUCKET}/")) == 0
    said = capsys.readouterr().out
    assert "but: updates.rss is not a feed of this kind, and is left as it is" in said
    assert "but: feed.json is not a feed of this kind" in said
    assert s3.objects["updates.rss"] == b"<html>"
    assert json.loads(s3.objects["status.json"])["emergency"] is True


def test_feeds_of_nobody_knows_whom_are_left_alone(
    empty: Path, tmp_path: Path, s3: S3, capsys: pytest.CaptureFixture[str]
) -> None:
    deployed(tmp_path, f"s3://{BUCKET}/")
    for path in ("updates.atom", "history.atom"):
        s3.objects[path] = b"<feed/>"
    before = s3.objects["updates.json"]
    assert emergency(empty, *to(f"s3://{BUCKET}/")) == 0
    assert "but: the feeds are left as they are" in capsys.readouterr().out
    assert s3.objects["updates.json"] == before


# What is refused


def test_what_must_not_be_public_is_not_sent(
    empty: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "The database at db-7.prod.internal does not answer."
    assert emergency(empty, *to(www.as_uri()), text=text) == 2
    assert "COM-41" in capsys.readouterr().err
    assert list(www.iterdir()) == []


def test_a_dry_run_writes_nothing(
    empty: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert emergency(empty, *to(www.as_uri()), "--dry-run") == 0
    said = capsys.readouterr().out
    assert "would be live" in said
    assert f"would write {KEPT}, status.json, {PAGE}, index.html" in said
    assert f"cat > content/incidents/{ID}.md" in said
    assert list(www.iterdir()) == []


def test_files_of_others_are_not_written_over(
    empty: Path, www: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (www / "releases/1").mkdir(parents=True)
    (www / "releases/1/shop.html").write_text("buy", "utf-8")
    (www / "current").symlink_to("releases/1")
    assert emergency(empty, *to(www.as_uri())) == 2
    assert "check the address" in capsys.readouterr().out
    assert emergency(empty, *to(www.as_uri()), "--over", "0") == 0
    assert shown(www)["shop.html"] == b"buy"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "where to? Name every origin: --origin s3://"),
        (["--origin", "ftp://x/"], "is not the address of a store"),
        (["--origin", "file:///srv/x", "--component", "api"], "write api=STATUS"),
        (["--origin", "file:///srv/x", "--next", "soon"], "does not say when"),
        (["--origin", "file:///srv/x", "--id", "uploads"], "it looks like 2026-11-20-emergency"),
    ],
)
def test_what_is_wrong_is_said(
    empty: Path, capsys: pytest.CaptureFixture[str], words: list[str], said: str
) -> None:
    assert emergency(empty, *words) == 2
    assert said in capsys.readouterr().err


def test_origins_of_a_project(www: Path, tmp_path: Path) -> None:
    project = Project(tmp_path / "site", f"{{name: one, url: '{www.as_uri()}'}}")
    assert emergency(project.folder, "--component", "API=partial_outage") == 0
    home = shown(www)["index.html"].decode()
    assert "Acme Status" in home
    assert "API: <span" in home
    assert emergency(project.folder, "--origin", "two") == 2
