"""A folder as an origin: whole at every moment, whoever dies, and whatever the disk says."""

import errno
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread

import pytest

from generator.deploy.dialogue import End
from generator.deploy.drive import Driver, Pace
from generator.deploy.folder import FolderStore, open_folder
from generator.deploy.protocol import Outcome, publish
from generator.deploy.releases import KEPT
from generator.deploy.state import STATE_PATH, parse_state
from generator.deploy.store import Trouble
from tests.deploy.samples import COMMITS, release, upload, wish

#: run as a program: publish release ARGV[2] in ARGV[1], and be killed at change ARGV[3]
KILLED = """
import os, signal, sys
from pathlib import Path
from tests.deploy.test_folder import deploy
left = [int(sys.argv[3])]
def die(step):
    left[0] -= 1
    if not left[0]:
        print(step, flush=True)
        os.kill(os.getpid(), signal.SIGKILL)
deploy(Path(sys.argv[1]), int(sys.argv[2]), die)
print("end", flush=True)
"""


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody pulls the plug here."""
    monkeypatch.setattr(os, "fsync", lambda _: None)


def deploy(
    root: Path, number: int, at: Callable[[str], None] = lambda _: None, minutes: int = 0
) -> Outcome:
    """Publish release `number`; `at` is told of each change before it is made."""
    with open_folder(root, Event(), at, longest_wait=1.0) as store:
        driver = Driver(store, Event(), Pace(threads=1))
        return driver.run(publish(release(number, minutes=minutes), wish()))


def shown(root: Path) -> dict[str, bytes]:
    """What a web server shows, without our own documents."""
    current = root / "current"
    files = (path for path in current.rglob("*") if path.is_file())
    found = {path.relative_to(current).as_posix(): path.read_bytes() for path in files}
    return {path: data for path, data in found.items() if not path.startswith("_status/")}


def whole(number: int, minutes: int = 0) -> dict[str, bytes]:
    files = release(number, minutes=minutes).files
    return {each.path: each.source for each in files if isinstance(each.source, bytes)}


def test_the_first_release_and_the_next(tmp_path: Path) -> None:
    assert deploy(tmp_path, 2).end is End.LIVE
    assert shown(tmp_path) == whole(2)
    assert deploy(tmp_path, 3).generation == 2
    assert shown(tmp_path) == whole(3)
    assert not (tmp_path / "current").readlink().is_absolute()


def test_what_did_not_change_is_one_file_on_the_disk(tmp_path: Path) -> None:
    deploy(tmp_path, 2)
    before = (tmp_path / "current/incidents/0.html").stat()
    outcome = deploy(tmp_path, 3)
    after = (tmp_path / "current/incidents/0.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert outcome.written == 5  # the new page, history, feed, status.json, index.html


def test_the_same_again_changes_nothing(tmp_path: Path) -> None:
    deploy(tmp_path, 2)
    steps: list[str] = []
    assert deploy(tmp_path, 2, steps.append).end is End.UNCHANGED
    assert steps == []


def test_older_content_never_replaces_newer(tmp_path: Path) -> None:
    deploy(tmp_path, 3)
    assert deploy(tmp_path, 2).end is End.SUPERSEDED
    assert shown(tmp_path) == whole(3)


def test_a_web_server_may_read_it_whatever_the_umask(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        deploy(tmp_path / "status", 1)
    finally:
        os.umask(before)
    folders = [tmp_path / "status", *(p for p in (tmp_path / "status").rglob("*") if p.is_dir())]
    assert {oct(folder.stat().st_mode)[-3:] for folder in folders} == {"755"}
    assert oct((tmp_path / "status/current/index.html").stat().st_mode)[-3:] == "644"


def test_ten_releases_stay(tmp_path: Path) -> None:
    for minutes in range(KEPT + 3):
        deploy(tmp_path, 1, minutes=minutes)
    assert len(list((tmp_path / "releases").iterdir())) == KEPT
    assert shown(tmp_path) == whole(1, KEPT + 2)


def test_there_is_no_moment_without_a_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    deploy(tmp_path, 2)
    gone: list[Path] = []
    unlink = Path.unlink

    def watched(self: Path, missing_ok: bool = False) -> None:
        gone.append(self)
        unlink(self, missing_ok)

    monkeypatch.setattr(Path, "unlink", watched)
    assert deploy(tmp_path, 3).end is End.LIVE
    assert tmp_path / ".current-next" in gone
    assert tmp_path / "current" not in gone


def test_all_is_on_the_disk_for_good_before_it_is_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: set[tuple[int, int]] = set()

    def fsync(descriptor: int) -> None:
        status = os.fstat(descriptor)
        synced.add((status.st_dev, status.st_ino))

    def at(step: str) -> None:
        if step != "replace the link":
            return
        (made,) = (tmp_path / "releases").iterdir()
        for path in (tmp_path, made.parent, made, *made.rglob("*")):
            status = path.stat()
            assert (status.st_dev, status.st_ino) in synced, path

    monkeypatch.setattr(os, "fsync", fsync)
    assert deploy(tmp_path, 2, at).end is End.LIVE


def steps_of_a_deploy(root: Path) -> int:
    deploy(root, 2)
    steps: list[str] = []
    deploy(root, 3, steps.append)
    return len(steps)


def test_killed_at_every_step_the_old_or_the_new_is_there(tmp_path: Path) -> None:
    count = steps_of_a_deploy(tmp_path / "whole")
    assert count > 12
    for die_at in range(1, count + 2):
        root = tmp_path / f"die-{die_at}"
        deploy(root, 2)
        reader = Watcher(root)
        said = subprocess.run(
            [sys.executable, "-c", KILLED, str(root), "3", str(die_at)],
            capture_output=True,
            text=True,
            check=False,
            cwd=Path(__file__).parents[2],
        )
        # a child that ended by itself: there are no more steps
        assert (said.returncode == 0) == (die_at == count + 1), said.stderr
        reader.close()
        assert not reader.faults, said.stdout
        generation = parse_state((root / "current" / STATE_PATH).read_bytes()).generation
        assert shown(root) == whole(generation + 1), said.stdout
        after = deploy(root, 3)
        assert after.end is (End.LIVE if generation == 1 else End.UNCHANGED)
        assert shown(root) == whole(3)
        assert sorted(p.name[:2] for p in (root / "releases").iterdir()) == ["1-", "2-"]


class Watcher:
    """Fetches the home page all the time, and what it says is there with it."""

    def __init__(self, root: Path) -> None:
        self.faults: list[str] = []
        self._root, self._stop = root, Event()
        self._thread = Thread(target=self._watch)
        self._thread.start()

    def close(self) -> None:
        self._stop.set()
        self._thread.join()

    def _watch(self) -> None:
        while not self._stop.is_set():
            # as a server does that opens a folder once for a request
            here = Path(os.path.realpath(self._root / "current"))
            count, commit, _ = (
                (here / "index.html").read_text("utf-8").replace(" incidents", "").split()
            )
            pages = [here / f"incidents/{each}.html" for each in range(int(count))]
            missing = [str(each) for each in pages if not each.is_file()]
            told = json.loads((here / "status.json").read_text("utf-8"))["commit"]
            self.faults += missing if told == commit else [*missing, f"{told} and {commit}"]


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.ENOSPC, "the disk is full: make room"), (errno.EACCES, "may not write there")],
)
def test_a_disk_that_fails_leaves_what_was_there(tmp_path: Path, number: int, words: str) -> None:
    deploy(tmp_path, 2)

    def fail(step: str) -> None:
        if step == "write status.json":
            raise OSError(number, os.strerror(number))

    outcome = deploy(tmp_path, 3, fail)
    assert outcome.end is End.FAILED
    assert words in outcome.why
    assert shown(tmp_path) == whole(2)
    assert [p.name[:2] for p in (tmp_path / "releases").iterdir()] == ["1-"]
    assert deploy(tmp_path, 3).end is End.LIVE


def test_one_at_a_time(tmp_path: Path) -> None:
    busy = pytest.raises(Trouble, match="another deploy is at work")
    with open_folder(tmp_path, Event()), busy:
        deploy(tmp_path, 1)
    assert deploy(tmp_path, 1).end is End.LIVE


def test_what_is_not_ours_stays(tmp_path: Path) -> None:
    (tmp_path / "current").mkdir()
    (tmp_path / "current/index.html").write_text("theirs", "utf-8")
    with pytest.raises(Trouble, match="current is not a link, and must be one: move it away"):
        deploy(tmp_path, 1)
    (tmp_path / "current").rename(tmp_path / "theirs")
    (tmp_path / "current").symlink_to("theirs")
    outcome = deploy(tmp_path, 1)
    assert outcome.end is End.REFUSED
    assert "there are files already (index.html" in outcome.why
    assert shown(tmp_path) == {"index.html": b"theirs"}


def test_releases_of_another_tool_are_left_alone(tmp_path: Path) -> None:
    theirs = tmp_path / "releases" / "20-0123abcd"
    theirs.mkdir(parents=True)
    deploy(tmp_path, 1)
    assert theirs.is_dir()


def test_a_folder_that_is_not_there_is_not_made_out_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="there is no such folder: make it"):
        deploy(tmp_path / "not-mounted" / "status", 1)


def test_a_file_that_somebody_changed_is_written_again(tmp_path: Path) -> None:
    deploy(tmp_path, 2)
    changed = tmp_path / "current/incidents/0.html"
    changed.unlink()
    changed.write_text("hacked", "utf-8")
    assert deploy(tmp_path, 2).end is End.LIVE
    assert shown(tmp_path) == whole(2)


def test_it_can_be_read_without_a_lock(tmp_path: Path) -> None:
    deploy(tmp_path, 2)
    store = FolderStore(tmp_path)
    with open_folder(tmp_path, Event()):
        found = store.read("index.html")
    assert found
    assert COMMITS[2] in found.data.decode()
    assert store.read("../../etc/passwd") is None
    with pytest.raises(Trouble, match="opened for reading only"):
        store.write(upload("x.html", "x"), None)
