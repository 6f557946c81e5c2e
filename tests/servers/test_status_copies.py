"""nginx with the settings of `server-settings nginx --origin`: the origin dies, the page stays."""

import io
import shutil
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, redirect_stderr
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socketserver import BaseRequestHandler, ThreadingUDPServer
from threading import Thread
from urllib.parse import unquote

import pytest

from generator.cli import main
from generator.outputs.delivery import NEVER, headers
from generator.outputs.server_settings.wish import lasting
from tests.golden import build_case
from tests.servers.conftest import PATH
from tests.servers.status_server import Holder, printed, running, said, usual
from tests.servers.test_status_served import policy_of

#: for so long are copies fresh: seconds, as the origin of these tests says
FRESH = 1
ASKED = ("index.html", "status.json", "updates.atom", "incidents/störung-1.html", "badge.svg")
BELOW = "/pages"


@dataclass
class Bucket:
    """An object store that holds the site below a folder, and how it is just now."""

    site: Path
    #: 200: it is well; anything else is all that it answers
    status: int = 200
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)


def handler(bucket: Bucket) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        """Answers as S3 does: by the whole name only, 403 for what is not there."""

        def do_GET(self) -> None:
            bucket.asked.append((self.path, dict(self.headers)))
            path = unquote(self.path).removeprefix(f"{BELOW}/")
            file = bucket.site / path
            status = bucket.status
            if status == 200 and not (self.path.startswith(BELOW) and file.is_file()):
                status = 403
            body = file.read_bytes() if status == 200 else b"<Error/>"
            self.send_response(status)
            self.send_header("Content-Type", headers(path, "")["Content-Type"])
            self.send_header("Content-Length", str(len(body)))
            self.send_header("ETag", '"5d41402abc4b2a76b9719d911017c592"')
            self.send_header("Cache-Control", f"max-age={FRESH}")
            self.send_header("Set-Cookie", "a=b")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
            """Nothing."""

    return Handler


@contextmanager
def serving(bucket: Bucket) -> Iterator[int]:
    """The store, alive; gives its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler(bucket))
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if shutil.which("nginx", path=PATH) is None:
        pytest.skip("no nginx here (on Debian: apt-get install nginx)")
    folder = tmp_path_factory.mktemp("site")
    build_case("every-field", folder)
    return folder


@contextmanager
def before(folder: Path, port: int, host: str = "127.0.0.1") -> Iterator[Holder]:
    """An nginx before a store at this port."""
    settings = printed("nginx", "--origin", f"http://{host}:{port}{BELOW}")
    with running("nginx", folder / "server", settings) as holder:
        yield holder


def assert_served(holder: Holder, site: Path, paths: tuple[str, ...] = ASKED) -> None:
    policy = lasting(policy_of(site))
    for path in paths:
        answer = holder.ask(f"/{path}")
        assert (answer.status, answer.body) == (200, (site / path).read_bytes()), path
        assert said(answer) == usual(headers(path, policy)), path


@pytest.fixture(scope="module")
def well(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Holder, Bucket]]:
    """An nginx before a store that is well."""
    bucket = Bucket(site)
    with serving(bucket) as port, before(tmp_path_factory.mktemp("well"), port) as holder:
        yield holder, bucket


def test_every_file_is_sent_as_the_table_says(well: tuple[Holder, Bucket], site: Path) -> None:
    holder, _ = well
    files = (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    assert_served(holder, site, tuple(path for path in files if path[0] not in "._"))


def test_who_has_it_already_is_told_so(well: tuple[Holder, Bucket]) -> None:
    holder, _ = well
    for encoding in ("gzip", "identity"):
        first = holder.ask("/", Accept_Encoding=encoding)
        tag = first.headers["Etag"]
        again = holder.ask("/", Accept_Encoding=encoding, If_None_Match=tag)
        assert (again.status, again.body) == (304, b"")


def test_what_is_missing_is_missing_in_our_words(well: tuple[Holder, Bucket], site: Path) -> None:
    holder, bucket = well
    for path in ("/no.html", "/api/no.json", "/_status/state.json", "/.git/config"):
        answer = holder.ask(path)
        assert (answer.status, answer.body) == (404, (site / "404.html").read_bytes())
        assert answer.headers["Cache-Control"] == NEVER
    assert not [path for path, _ in bucket.asked if "_status" in path or ".git" in path]


def test_the_origin_learns_nothing_of_readers(well: tuple[Holder, Bucket]) -> None:
    """And what comes after `?` makes no other copy: nobody can wear the origin out so."""
    holder, bucket = well
    holder.ask("/history.html?a=1", Cookie="c=1", Authorization="Bearer 1", Accept_Encoding="gzip")
    holder.ask("/history.html?a=2")
    ((path, told),) = [each for each in bucket.asked if "history.html" in each[0]][-1:]
    assert path == f"{BELOW}/history.html"
    assert {"Cookie", "Authorization", "Accept-Encoding"}.isdisjoint(told)


def test_a_program_on_another_page_may_ask_beforehand(well: tuple[Holder, Bucket]) -> None:
    holder, _ = well
    answer = holder.ask("/status.json", "OPTIONS", Origin="https://acme.example")
    assert (answer.status, answer.headers["Access-Control-Allow-Origin"]) == (204, "*")
    assert holder.ask("/status.json", "POST").status == 405


def test_the_origin_dies_and_the_page_stays(site: Path, tmp_path: Path) -> None:
    with running_before_a_store(site, tmp_path) as (holder, bucket, die):
        assert_served(holder, site)
        asked = len(bucket.asked)
        die()
        time.sleep(FRESH + 1.1)
        assert_served(holder, site)
        assert holder.ask("/").body == (site / "index.html").read_bytes()
        assert len(bucket.asked) == asked
        nobody = holder.ask("/uptime.html")
        assert nobody.status == 502, "nobody has asked for it before"
        assert nobody.headers["Cache-Control"] == NEVER


def test_an_origin_that_answers_with_an_error_may_as_well_be_dead(
    site: Path, tmp_path: Path
) -> None:
    with running_before_a_store(site, tmp_path) as (holder, bucket, _):
        assert_served(holder, site)
        time.sleep(FRESH + 1.1)
        asked = len(bucket.asked)
        for bucket.status in (403, 404, 429, 500, 502, 503, 504):
            assert_served(holder, site)
        assert len(bucket.asked) == asked + 7 * len(ASKED)


def test_an_origin_that_is_well_again_is_believed(site: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine"
    shutil.copytree(site, mine)
    with running_before_a_store(mine, tmp_path) as (holder, bucket, _):
        assert_served(holder, mine)
        bucket.status = 500
        (mine / "status.json").write_text("{}", "utf-8")
        time.sleep(FRESH + 1.1)
        assert holder.ask("/status.json").body == (site / "status.json").read_bytes()
        bucket.status = 200
        assert holder.ask("/status.json").body == b"{}"


@contextmanager
def running_before_a_store(
    site: Path, folder: Path
) -> Iterator[tuple[Holder, Bucket, Callable[[], None]]]:
    """An nginx, the store behind it, and what kills that."""
    bucket = Bucket(site)
    store = ExitStack()
    port = store.enter_context(serving(bucket))
    with store, before(folder, port) as holder:
        yield holder, bucket, store.close


class Names(BaseRequestHandler):
    """A name server for whom every name is this machine (RFC 1035)."""

    def handle(self) -> None:
        query, replies = self.request
        count = int(query[-3] == 1)  # asked for an IPv4 address; there is none of IPv6
        head = query[:2] + struct.pack(">5H", 0x8180, 1, count, 0, 0)
        found = b"\xc0\x0c" + struct.pack(">HHIH4B", 1, 1, 1, 4, 127, 0, 0, 1)
        replies.sendto(head + query[12:] + found * count, self.client_address)


@contextmanager
def names() -> Iterator[int]:
    """The name server, alive; gives its port."""
    with ThreadingUDPServer(("127.0.0.1", 0), Names) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield int(server.server_address[1])
        server.shutdown()


def test_names_are_no_longer_known_and_the_page_stays(site: Path, tmp_path: Path) -> None:
    """In some outages the name server falls first."""
    with serving(Bucket(site)) as port, ExitStack() as alive:
        settings = printed("nginx", "--origin", f"http://store.acme.example:{port}{BELOW}")
        resolver = "resolver 127.0.0.53 valid=60s"
        assert resolver in settings
        here = f"resolver 127.0.0.1:{alive.enter_context(names())} valid=1s"
        with running("nginx", tmp_path / "server", settings.replace(resolver, here)) as holder:
            assert_served(holder, site)
            alive.close()
            time.sleep(FRESH + 1.1)
            assert_served(holder, site, ASKED[:1])


def test_https_is_checked(site: Path) -> None:
    settings = printed("nginx", "--origin", "https://acme-status.s3.amazonaws.com")
    assert "proxy_ssl_verify on;" in settings
    assert "proxy_ssl_server_name on;" in settings


@pytest.mark.parametrize("kind", ["caddy", "cloudfront", "cloudflare"])
def test_servers_that_keep_no_copies_say_so(kind: str) -> None:
    words = io.StringIO()
    with redirect_stderr(words):
        assert main(["server-settings", kind, "--origin", "https://acme.example"]) == 2
    assert "--origin is for nginx" in words.getvalue()
