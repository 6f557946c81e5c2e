"""Object stores by obstore: on a small S3 of ours, and on a real one where the environment has it.

FOGBELL_TEST_S3 is the address of a server, such as moto or Ceph's gateway, with the bucket
`acme-status` and the keys in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from threading import Barrier, Event, Thread
from uuid import uuid4

import pytest

from generator.deploy.asks import Lost
from generator.deploy.dialogue import End
from generator.deploy.drive import Driver, Pace
from generator.deploy.objectstore import ObjectStore, open_store
from generator.deploy.protocol import Outcome, publish
from generator.deploy.state import STATE_PATH
from generator.deploy.store import Kind, Store, Trouble
from generator.model.origin import Origin
from tests.deploy.s3 import BUCKET, HANG, RESET_AFTER, RESET_BEFORE, S3, s3_server
from tests.deploy.samples import differences, release, upload, wish

pytest.importorskip("obstore", reason="object stores need obstore: pip install 'fogbell[deploy]'")

REAL = os.environ.get("FOGBELL_TEST_S3", "")
QUICK = Pace(first_wait=0.01, threads=4)


@pytest.fixture
def s3() -> Iterator[S3]:
    with s3_server() as server:
        yield server


def opened(
    s3: S3, monkeypatch: pytest.MonkeyPatch, *, secret: str = "open-sesame", bucket: str = BUCKET
) -> ObjectStore:
    environment = s3.environment(secret=secret)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    return open_store(Origin(name="primary", url=f"s3://{bucket}/site/"), environment)


@pytest.fixture
def store(s3: S3, monkeypatch: pytest.MonkeyPatch) -> ObjectStore:
    return opened(s3, monkeypatch)


@pytest.fixture(params=["ours", "real"])
def any_store(
    request: pytest.FixtureRequest, s3: S3, monkeypatch: pytest.MonkeyPatch
) -> ObjectStore:
    """The same tests for a real server."""
    if request.param == "ours":
        return opened(s3, monkeypatch)
    if not REAL:
        pytest.skip("FOGBELL_TEST_S3 names no real S3 server")
    monkeypatch.setenv("AWS_ENDPOINT_URL", REAL)
    place = f"s3://{BUCKET}/{uuid4().hex}/"
    return open_store(Origin(name="real", url=place, region="us-east-1"), os.environ)


def deploy(store: Store, number: int = 2, owner: str = "a") -> Outcome:
    return Driver(store, Event(), QUICK).run(publish(release(number), wish(owner)))


def test_create_only_and_over_what_is_known(any_store: ObjectStore) -> None:
    first = any_store.write(upload("a/b c+é.html", "one"), None)
    assert isinstance(first, str)
    assert any_store.write(upload("a/b c+é.html", "two"), None) == Lost()
    second = any_store.write(upload("a/b c+é.html", "two"), first)
    assert isinstance(second, str)
    assert any_store.write(upload("a/b c+é.html", "three"), first) == Lost()
    assert any_store.write(upload("new.html", "three"), first) == Lost()
    found = any_store.read("a/b c+é.html")
    assert found
    assert (found.data, found.version) == (b"two", second)
    assert any_store.list() == {"a/b c+é.html": second}
    assert any_store.read("new.html") is None


def test_a_deploy_and_the_next(any_store: ObjectStore) -> None:
    assert deploy(any_store).end is End.LIVE
    assert deploy(any_store).end is End.UNCHANGED
    after = deploy(any_store, 3)
    assert (after.end, after.generation, after.written) == (End.LIVE, 2, 5)
    assert deploy(any_store, 1).end is End.SUPERSEDED


def test_of_many_who_write_at_once_one_wins(any_store: ObjectStore) -> None:
    first = any_store.write(upload(STATE_PATH, "0"), None)
    assert isinstance(first, str)
    for round_ in range(5):
        found = any_store.read(STATE_PATH)
        assert found
        start, results = Barrier(8), list[object]()

        def race(who: int, over: str, start: Barrier, results: list[object], round_: int) -> None:
            start.wait()
            try:
                results.append(any_store.write(upload(STATE_PATH, f"{round_} {who}"), over))
            except Trouble as trouble:  # S3 may say 409 to one of two at once, Ceph 500
                results.append(trouble)

        crew = [
            Thread(target=race, args=(who, found.version, start, results, round_))
            for who in range(8)
        ]
        for each in crew:
            each.start()
        for each in crew:
            each.join()
        winners = [each for each in results if isinstance(each, str)]
        failed = [each for each in results if isinstance(each, Trouble)]
        assert len(results) == 8
        assert all(each.kind is not Kind.FINAL for each in failed), failed
        after = any_store.read(STATE_PATH)
        assert after
        assert winners == [after.version], results


def test_publishers_at_once_end_with_the_newest(any_store: ObjectStore) -> None:
    deploy(any_store, 1)
    ends: dict[int, Outcome] = {}

    def one(number: int) -> None:
        ends[number] = deploy(any_store, number, f"p{number}")

    crew = [Thread(target=one, args=(number,)) for number in (2, 3, 4)]
    for each in crew:
        each.start()
    for each in crew:
        each.join()
    last = deploy(any_store, 4, "last")
    assert last.end in (End.UNCHANGED, End.LIVE), ends
    home = any_store.read("index.html")
    assert home
    assert home.data == release(4).files[-1].source


def test_headers_go_with_the_file(s3: S3, store: ObjectStore) -> None:
    store.write(upload("index.html", "x"), None)
    sent = s3.headers["site/index.html"]
    assert sent["content-type"] == "text/html; charset=utf-8"
    assert sent["cache-control"] == "max-age=30"


def test_nothing_changed_and_nothing_is_written(s3: S3, store: ObjectStore) -> None:
    deploy(store)
    s3.asked.clear()
    assert deploy(store).end is End.UNCHANGED
    assert s3.puts() == []


@pytest.mark.parametrize("wants_quotes", [True, False])
def test_servers_differ_in_how_they_read_if_match(
    s3: S3, store: ObjectStore, wants_quotes: bool
) -> None:
    s3.wants_quotes = wants_quotes
    assert deploy(store).end is End.LIVE
    assert deploy(store, 3).end is End.LIVE
    assert s3.objects["site/index.html"] == release(3).files[-1].source


def test_a_store_without_conditions_is_refused(s3: S3, store: ObjectStore) -> None:
    s3.keeps_conditions = False
    outcome = deploy(store)
    assert outcome.end is End.FAILED
    assert "ignores conditions on writes" in outcome.why
    assert list(s3.objects) == ["site/_status/probe"]


@pytest.mark.parametrize("path", ["index.html", STATE_PATH])
@pytest.mark.parametrize("fault", [409, 429, 500, 503, RESET_BEFORE, RESET_AFTER])
def test_what_passes_is_tried_again(
    s3: S3, store: ObjectStore, path: str, fault: int | str
) -> None:
    s3.faults = {f"PUT site/{path}": [fault, fault]}
    assert deploy(store).end is End.LIVE
    assert s3.objects["site/index.html"] == release(2).files[-1].source


def test_a_server_that_hangs(s3: S3, store: ObjectStore, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.deploy.objectstore.TIMEOUT", "1s")
    quick = opened(s3, monkeypatch)
    s3.faults = {"GET site/index.html": [HANG]}
    with pytest.raises(Trouble, match="does not answer in time") as caught:
        quick.read("index.html")
    assert caught.value.kind is Kind.UNSURE


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        (403, "the store does not know the secret key: look at the origin's keys"),
        (301, "the bucket is in another place"),
        (400, "the store refuses it"),
    ],
)
def test_what_will_not_pass_is_told_at_once(
    s3: S3, store: ObjectStore, fault: int, words: str
) -> None:
    s3.faults = {"PUT site/index.html": [fault] * 9}
    outcome = deploy(store)
    assert outcome.end is End.FAILED
    assert words in outcome.why
    assert s3.puts().count("site/index.html") == 1


def test_a_bucket_that_is_not_there(s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    outcome = deploy(opened(s3, monkeypatch, bucket="another"))
    assert (outcome.end, outcome.why) == (
        End.FAILED,
        f"{STATE_PATH}: there is no such bucket: make it, or look at `url` in content/site.yml",
    )


def test_a_server_that_is_not_there(s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    s3.address = "http://127.0.0.1:1"
    outcome = deploy(opened(s3, monkeypatch))
    assert outcome.why == f"{STATE_PATH}: nothing answers at its address (5 tries)"


def test_a_secret_is_in_no_message(s3: S3, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a server repeats of what it was sent."""
    store = opened(s3, monkeypatch, secret="WRONG-secret-of-mine")
    for status in (400, 403, 404, 500):
        s3.faults = {"GET site/x": [status], "PUT site/x": [status]}
        for ask in (lambda: store.read("x"), lambda: store.write(upload("x", "x"), None)):
            try:
                ask()
            except Trouble as trouble:
                said = f"{trouble} {trouble!r} {trouble.__suppress_context__}"
                assert "WRONG" not in said
                assert "sesame" not in said
                assert said.endswith("True")  # no traceback shows the library's own words


#: run as a program: publish release ARGV[2] at the server ARGV[1]
CHILD = """
import os, sys
from generator.deploy.objectstore import open_store
from generator.model.origin import Origin
from tests.deploy.test_objectstore import BUCKET, deploy
os.environ["AWS_ENDPOINT_URL"] = sys.argv[1]
deploy(open_store(Origin(name="child", url=f"s3://{BUCKET}/site/"), os.environ), int(sys.argv[2]))
"""


class Killer:
    """Kills a publisher around one of its writes, and looks at the home page all the time."""

    def __init__(self, s3: S3, at: int) -> None:
        self.s3, self.left, self.faults = s3, at, list[str]()
        self.count = 0
        s3.look = self.look
        self.child = subprocess.Popen(
            [sys.executable, "-c", CHILD, s3.address, "4"],
            env={**os.environ, **s3.environment()},
            cwd=Path(__file__).parents[2],
        )

    def look(self, command: str) -> None:
        count = int(self.s3.objects["site/index.html"].split()[0])
        pages = [f"site/incidents/{number}.html" for number in range(count)]
        self.faults += [page for page in pages if page not in self.s3.objects]
        self.faults += ["it went back"] if count < self.count else []
        self.count = max(self.count, count)
        self.left -= command == "PUT"
        if self.left == 0 and self.child.poll() is None:
            self.child.kill()
            self.child.wait()


def test_killed_before_and_after_every_write_the_next_one_finishes_it(
    s3: S3, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at in range(1, 999):
        s3.objects.clear()
        s3.look = lambda _: None
        deploy(opened(s3, monkeypatch), 2)
        killer = Killer(s3, at)
        was_killed = killer.child.wait() != 0
        assert deploy(opened(s3, monkeypatch), 4).end in (End.LIVE, End.UNCHANGED)
        assert not killer.faults, at
        assert not differences(
            {k.removeprefix("site/"): v for k, v in s3.objects.items()}, release(4)
        ), at
        if not was_killed:
            assert at > 12
            return


@pytest.mark.skipif(not REAL, reason="FOGBELL_TEST_S3 names no real S3 server")
def test_a_real_server_refuses_a_wrong_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", REAL)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "WRONG-secret-of-mine")
    outcome = deploy(open_store(Origin(name="real", url=f"s3://{BUCKET}/x/"), os.environ))
    if "moto" in os.environ.get("FOGBELL_TEST_S3_IS", ""):
        pytest.skip("moto lets every secret through")
    assert outcome.end is End.FAILED
    assert "the store does not know the secret key" in outcome.why
    assert "WRONG" not in outcome.why
