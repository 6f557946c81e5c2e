"""The dev server, over real HTTP on loopback."""

import base64
import hashlib
import html
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.errors import UserError
from generator.serve import Built, DevServer, clock_from
from generator.serve.files import locate
from generator.serve.pages import EVENTS, widened

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PAGE = """<!doctype html>
<html lang="en"><head><title>t</title>
<meta http-equiv="Content-Security-Policy"
 content="default-src &#39;none&#39;; style-src &#39;sha256-x&#39;">
</head><body><h1>Hello</h1></body></html>
"""
PATIENCE = 10.0


class Stand:
    """A running server with a builder that does what the test says."""

    def __init__(self, folder: Path) -> None:
        self.root, self.sources = folder / "root", folder / "sources"
        self.root.mkdir()
        self.sources.mkdir()
        self.times: list[datetime] = []
        self.reports: list[Built] = []
        self.now = NOW
        self.build: Callable[[], Built] = self.good
        self.server = DevServer(
            self.root, self.builder, (self.sources,), port=0, clock=lambda: self.now
        )
        self.port = int(self.server.url.rsplit(":", 1)[1].strip("/"))

    def good(self) -> Built:
        (self.root / "index.html").write_text(PAGE, "utf-8")
        return Built("All is well.")

    def builder(self, now: datetime) -> Built:
        self.times.append(now)
        return self.build()

    @contextmanager
    def running(self) -> Iterator["Stand"]:
        thread = threading.Thread(target=self.server.run, args=(self.reports.append,))
        thread.start()
        try:
            until(lambda: self.reports)
            yield self
        finally:
            self.server.stop()
            thread.join(PATIENCE)
            assert not thread.is_alive()

    def get(self, path: str, method: str = "GET", **headers: str) -> "Answer":
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, headers=headers)
            response = connection.getresponse()
            return Answer(response.status, dict(response.getheaders()), response.read().decode())
        finally:
            connection.close()

    def wait_for_build(self, number: int) -> None:
        until(lambda: len(self.reports) >= number)


class Answer:
    def __init__(self, status: int, headers: dict[str, str], body: str) -> None:
        self.status, self.headers, self.body = status, headers, body


def until(condition: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)


@pytest.fixture
def stand(tmp_path: Path) -> Iterator[Stand]:
    with Stand(tmp_path).running() as running:
        yield running


def token_in(body: str) -> str:
    found = re.search(r'data-built="([^"]+)"', body)
    assert found
    return found[1]


# Files


def test_a_page_is_served_with_a_script_that_is_not_in_the_file(stand: Stand) -> None:
    answer = stand.get("/")
    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
    assert answer.headers["Cache-Control"] == "no-store"
    assert "<h1>Hello</h1>" in answer.body
    assert "EventSource" in answer.body
    assert answer.body.endswith("</script>\n</body></html>\n")
    assert (stand.root / "index.html").read_text("utf-8") == PAGE


def test_the_policy_of_the_page_allows_the_script_and_nothing_else(stand: Stand) -> None:
    body = stand.get("/index.html").body
    script = re.search(r"<script[^>]*>(.*?)</script>", body, re.DOTALL)
    policy = re.search(r'Security-Policy"\s+content="([^"]*)"', body)
    assert script
    assert policy
    digest = base64.b64encode(hashlib.sha256(script[1].encode()).digest()).decode()
    directives = html.unescape(policy[1]).split("; ")
    assert directives[0] == "default-src 'none'"
    assert directives[1].startswith("style-src 'sha256-x' 'sha256-")
    assert directives[2:] == [f"script-src 'sha256-{digest}'", "connect-src 'self'"]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        ("default-src 'none'", "default-src 'none'; script-src 'sha256-s'"),
        ("script-src 'sha256-a'", "script-src 'sha256-a' 'sha256-s'"),
        ("Script-Src 'none'; img-src *", "script-src 'sha256-s'; img-src *"),
        ("default-src 'self'", "default-src 'self'; script-src 'self' 'sha256-s'"),
        ("img-src *", "img-src *"),
        ("script-src 'unsafe-inline'", "script-src 'unsafe-inline'"),
        (
            "script-src 'unsafe-inline' 'nonce-a'",
            "script-src 'unsafe-inline' 'nonce-a' 'sha256-s'",
        ),
        ("script-src 'self'; script-src *;;", "script-src 'self' 'sha256-s'"),
    ],
)
def test_a_policy_is_widened_by_one_source(policy: str, expected: str) -> None:
    assert widened(policy, {"script-src": "'sha256-s'"}) == expected


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("history.atom", "application/atom+xml; charset=utf-8"),
        ("history.rss", "application/rss+xml; charset=utf-8"),
        ("maintenance.ics", "text/calendar; charset=utf-8"),
        ("status.json", "application/json; charset=utf-8"),
        ("badge.svg", "image/svg+xml; charset=utf-8"),
        ("a b.PNG", "image/png"),
        ("_headers", "text/plain; charset=utf-8"),
        ("thing.xyz", "application/octet-stream"),
        (".well-known/security.txt", "text/plain; charset=utf-8"),
    ],
)
def test_every_file_has_its_type_and_its_own_bytes(stand: Stand, name: str, kind: str) -> None:
    path = stand.root / name
    path.parent.mkdir(exist_ok=True)
    path.write_text("</body> stays", "utf-8")
    answer = stand.get("/" + name.replace(" ", "%20") + "?v=1")
    assert (answer.status, answer.body) == (200, "</body> stays")
    assert answer.headers["Content-Type"] == kind
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_head_is_get_without_the_body(stand: Stand) -> None:
    whole, head = stand.get("/"), stand.get("/", "HEAD")
    assert (head.status, head.body) == (200, "")
    assert head.headers["Content-Length"] == whole.headers["Content-Length"]


def test_other_methods_are_refused(stand: Stand) -> None:
    assert stand.get("/", "POST").status == 501


def test_an_address_that_leads_nowhere_gets_the_sites_own_page(stand: Stand) -> None:
    assert stand.get("/no.html").status == 404
    (stand.root / "404.html").write_text("<body>gone</body>", "utf-8")
    answer = stand.get("/no.html")
    assert answer.status == 404
    assert answer.body.startswith("<body>gone")
    assert "EventSource" in answer.body


ESCAPES = [
    "/../secret.txt",
    "/%2e%2e/secret.txt",
    "/..%2fsecret.txt",
    "/a/../../secret.txt",
    "/%2e%2e%5csecret.txt",
    "/..\\secret.txt",
    "//secret.txt",
    "/.%00/secret.txt",
    "/%00",
    "/.hidden",
    "/./index.html",
    "/a//b.html",
    "secret.txt",
    "",
    "/" + "x" * 5000,
    "/folder",
    "/folder/",
    "/index.html/",
]


@pytest.mark.parametrize("address", ESCAPES)
def test_no_address_leads_out_of_the_folder(tmp_path: Path, address: str) -> None:
    root = tmp_path / "root"
    (root / "folder").mkdir(parents=True)
    (root / "a").mkdir()
    for path in (tmp_path / "secret.txt", root / ".hidden", root / "index.html"):
        path.write_text("secret", "utf-8")
    assert locate(root, address) is None


def test_the_refusals_hold_over_http(stand: Stand) -> None:
    (stand.root.parent / "secret.txt").write_text("secret", "utf-8")
    for address in ESCAPES:
        if address.startswith("/") and "\\" not in address:
            answer = stand.get(address)
            assert answer.status == 404, address
            assert "secret" not in answer.body


def test_links_out_of_the_folder_are_not_followed(stand: Stand) -> None:
    outside = stand.root.parent / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("secret", "utf-8")
    (stand.root / "file.txt").symlink_to(outside / "secret.txt")
    (stand.root / "folder").symlink_to(outside)
    (stand.root / "circle.txt").symlink_to("circle.txt")
    (stand.root / "inside.html").symlink_to("index.html")
    for address in ("/file.txt", "/folder/secret.txt", "/circle.txt"):
        assert stand.get(address).status == 404, address
    assert stand.get("/inside.html").status == 200


def test_a_page_of_somebody_elses_cannot_read_it_under_another_name(stand: Stand) -> None:
    assert stand.get("/", Host=f"evil.example:{stand.port}").status == 403
    assert stand.get("/", Host="evil.example").status == 403
    assert stand.get("/", Host=f"localhost:{stand.port}").status == 200
    assert stand.get("/", Host="localhost").status == 200


# Builds


def test_a_change_of_the_sources_builds_again_and_tells_the_pages(stand: Stand) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", stand.port, timeout=PATIENCE)
    connection.request("GET", EVENTS)
    stream = connection.getresponse()
    assert stream.getheader("Content-Type") == "text/event-stream; charset=utf-8"
    assert stream.readline() == b"retry: 1000\n"
    first = stream.readline()
    assert first == f"data: {token_in(stand.get('/').body)}\n".encode()
    (stand.sources / "new.md").write_text("x", "utf-8")
    line = stream.readline()
    while not line.startswith(b"data:"):
        line = stream.readline()
    assert line != first
    assert line == f"data: {token_in(stand.get('/').body)}\n".encode()
    connection.close()


def test_many_changes_at_once_are_one_build(stand: Stand) -> None:
    for number in range(50):
        (stand.sources / f"{number}.md").write_text("x", "utf-8")
    stand.wait_for_build(2)
    time.sleep(0.6)
    assert len(stand.reports) <= 3


def test_reading_sources_and_leftovers_of_editors_are_no_change(stand: Stand) -> None:
    (stand.sources / "a.md").write_text("x", "utf-8")
    stand.wait_for_build(2)
    time.sleep(0.6)
    before = len(stand.reports)
    for name in (".a.md.swp", "a.md~", "#a.md#", "4.tmp"):
        (stand.sources / name).write_text("x", "utf-8")
    (stand.sources / "a.md").read_text("utf-8")
    time.sleep(0.8)
    assert len(stand.reports) == before


def test_a_file_saved_by_renaming_is_a_change(stand: Stand) -> None:
    (stand.sources / "deep").mkdir()
    stand.wait_for_build(2)
    time.sleep(0.6)
    before = len(stand.reports)
    (stand.sources / "deep" / ".a.tmp").write_text("x", "utf-8")
    (stand.sources / "deep" / ".a.tmp").rename(stand.sources / "deep" / "a.md")
    stand.wait_for_build(before + 1)


def test_problems_are_shown_escaped_over_the_last_good_site(stand: Stand) -> None:
    problem = "content/a.md:3:7: error KEY-04 '<script>alert(1)</script>' is not one of: none"
    stand.build = lambda: Built("1 error.", (problem, "b.md:1:1"), failed=True)
    (stand.sources / "a.md").write_text("x", "utf-8")
    stand.wait_for_build(2)
    answer = stand.get("/")
    assert answer.status == 200
    assert "<h1>Hello</h1>" in answer.body
    assert html.escape(problem) in answer.body
    assert "<script>alert" not in answer.body
    assert '<details id="dev-problems" open>' in answer.body
    style = re.search(r"<style>(.*?)</style>", answer.body, re.DOTALL)
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert f"sha256-{digest}" in answer.body
    stand.build = stand.good
    (stand.sources / "a.md").write_text("y", "utf-8")
    stand.wait_for_build(3)
    assert "dev-problems" not in stand.get("/").body


def test_warnings_alone_do_not_stand_in_the_way(stand: Stand) -> None:
    stand.build = lambda: Built("1 warning.", ("a.md:1:1: warning",))
    (stand.sources / "a.md").write_text("x", "utf-8")
    stand.wait_for_build(2)
    body = stand.get("/").body
    assert '<details id="dev-problems">' in body
    assert "as it was before" not in body


def test_where_nothing_is_built_yet_the_problems_are_the_page(tmp_path: Path) -> None:
    stand = Stand(tmp_path)
    stand.build = lambda: Built("1 error.", ("site.yml:1:1: <b>",), failed=True)
    with stand.running():
        answer = stand.get("/incidents/x.html")
        assert answer.status == 503
        assert "site.yml:1:1: &lt;b&gt;" in answer.body
        assert "EventSource" in answer.body


@pytest.mark.parametrize(
    ("wrong", "said"),
    [(UserError("there is no theme 'x'"), "there is no theme"), (KeyError("<odd>"), "KeyError")],
)
def test_a_builder_that_fails_is_tried_again(tmp_path: Path, wrong: Exception, said: str) -> None:
    stand = Stand(tmp_path)

    def fail() -> Built:
        raise wrong

    stand.build = fail
    with stand.running():
        assert stand.reports[0].failed
        assert said in stand.get("/").body
        stand.build = stand.good
        (stand.sources / "a.md").write_text("x", "utf-8")
        stand.wait_for_build(2)
        assert stand.get("/").status == 200


def test_a_template_that_fails_is_named_with_its_line(tmp_path: Path) -> None:
    stand = Stand(tmp_path)
    template = compile("\n1 / 0", "themes/mine/index.html", "exec")

    def fail() -> Built:
        exec(template)
        raise AssertionError

    stand.build = fail
    with stand.running():
        said = "themes/mine/index.html:2: ZeroDivisionError: division by zero"
        assert stand.reports[0].problems == (said,)


def test_it_builds_again_when_the_time_has_come(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.serve.LOOK", 0.05)
    stand = Stand(tmp_path)
    later = NOW + timedelta(hours=1)
    stand.build = lambda: Built("Fine.", next_change=later if stand.now < later else None)
    with stand.running():
        time.sleep(0.3)
        assert stand.times == [NOW]
        stand.now = later + timedelta(seconds=1)
        stand.wait_for_build(2)
        time.sleep(0.3)
        assert stand.times == [NOW, stand.now]


def test_a_clock_runs_on_from_its_start() -> None:
    clock = clock_from(NOW)
    assert timedelta() <= clock() - NOW <= timedelta(seconds=PATIENCE)
    assert clock().microsecond == 0


# Ports


def test_a_port_that_is_taken_is_named_or_the_next_one_is_used(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken = other.getsockname()[1]
        with pytest.raises(UserError, match=f"port {taken} is taken"):
            DevServer(tmp_path, lambda _: Built(""), (), port=taken, clock=lambda: NOW)


def test_without_a_port_the_next_free_one_is_taken(tmp_path: Path) -> None:
    servers = [
        DevServer(tmp_path, lambda _: Built(""), (), port=None, clock=lambda: NOW) for _ in "ab"
    ]
    ports = [int(server.url.rsplit(":", 1)[1].strip("/")) for server in servers]
    for server in servers:
        server._web.server_close()
    assert 8000 <= ports[0] < ports[1] <= 8099


# The command


SITE = "title: Acme Status\nurl: https://status.acme.example\ncomponents:\n- {id: api, name: API}\n"


@contextmanager
def serving(project: Path, *options: str) -> Iterator[tuple[subprocess.Popen[str], int]]:
    command = [sys.executable, "-m", "generator", "--project", str(project), "serve", *options]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    environment.pop("SOURCE_DATE_EPOCH", None)
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as process:
        try:
            assert process.stdout
            found = re.match(r"Serving http://127.0.0.1:(\d+)/ ", process.stdout.readline())
            assert found
            yield process, int(found[1])
        finally:
            process.kill()


def body_of(port: int) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request("GET", "/")
        return connection.getresponse().read().decode()
    finally:
        connection.close()


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text(SITE, "utf-8")
    return tmp_path


def test_the_command_shows_a_change_and_an_error(project: Path) -> None:
    with serving(project, "--port", "0") as (process, port):
        assert "Acme Status" in body_of(port)
        settings = project / "content" / "site.yml"
        settings.write_text(SITE.replace("Acme", "Zenith"), "utf-8")
        until(lambda: "Zenith Status" in body_of(port))
        settings.write_text(SITE.replace("title", "titel"), "utf-8")
        until(lambda: "content/site.yml:1:1: error KEY-01" in body_of(port))
        assert "Zenith Status" in body_of(port)
        process.send_signal(signal.SIGINT)
        said, complaints = process.communicate(timeout=PATIENCE)
        assert process.returncode == 130
        assert "content/site.yml:1:1: error KEY-01" in said
        assert not complaints
    written = [path.read_text("utf-8") for path in (project / "output").glob("**/*.html")]
    assert written
    assert not any("EventSource" in page for page in written)


def test_it_stops_when_it_is_told_to(project: Path) -> None:
    with serving(project, "--port", "0") as (process, port):
        assert body_of(port)
        process.send_signal(signal.SIGTERM)
        _, complaints = process.communicate(timeout=PATIENCE)
        assert (process.returncode, complaints) == (75, "")


def test_a_folder_without_content_is_said_at_once(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "generator", "--project", str(tmp_path), "serve"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    assert done.returncode == 2
    assert "fogbell init DIR" in done.stderr


@pytest.mark.parametrize("port", ["70000", "-1", "http"])
def test_a_port_must_be_one(project: Path, port: str) -> None:
    command = [sys.executable, "-m", "generator", "--project", str(project), "serve"]
    done = subprocess.run(
        [*command, f"--port={port}"], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 2
    assert "is not a number from 0 to 65535" in done.stderr
