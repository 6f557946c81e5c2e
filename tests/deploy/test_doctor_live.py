"""Visits to real servers on loopback: what a reader's program gets from hosts good and bad."""

import json
import socket
import socketserver
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from generator.commands.doctor_lines import doctor_lines
from generator.deploy.doctor import CHECKS, examine, fails
from generator.deploy.doctor.addresses import Place, places_of
from generator.deploy.doctor.records import Kind, Result, Subject, Visit
from generator.deploy.doctor.visit import visit_all
from tests.deploy.patients import (
    HAS_OPENSSL,
    NOW,
    PRODUCT,
    Server,
    certificate,
    results,
    serving,
    settings_of,
    subject,
)
from tests.golden import build_case, tree

OK, ERROR, WARNING = Result.OK, Result.ERROR, Result.WARNING
UNKNOWN, UNDECLARED = Result.UNKNOWN, Result.UNDECLARED
LIVE = [check.id for check in CHECKS if check.kind is Kind.LIVE]
needs_openssl = pytest.mark.skipif(not HAS_OPENSSL, reason="openssl is not installed")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("built")
    build_case("bad-day", folder)
    return tree(folder)


@pytest.fixture
def stack() -> Iterator[ExitStack]:
    with ExitStack() as opened:
        yield opened


def looked(*servers: Server, now: datetime = NOW) -> Subject:
    """After a visit to each server."""
    places = [Place(f"o{number}", server.address) for number, server in enumerate(servers)]
    visits = visit_all(places, NOW, seconds=2.0, longest=10.0)
    assert [each.address for each in visits] == [place.address for place in places]
    return replace(subject(PRODUCT), visits=visits, now=now)


def live(of: Subject, check: str) -> list[tuple[Result, str]]:
    return results(of, check, Kind.LIVE)


def test_a_good_server_passes(files: dict[str, bytes], stack: ExitStack) -> None:
    seen = looked(stack.enter_context(serving(Server(files))))
    found = {check: live(seen, check) for check in LIVE}
    assert found.pop("IND-14") == [(WARNING, "no TLS at all")]
    assert {result for each in found.values() for result, _ in each} == {OK}, found


def test_a_cookie_is_seen(files: dict[str, bytes], stack: ExitStack) -> None:
    server = Server(files, headers={"Set-Cookie": "__bot=1; Path=/"})
    seen = looked(stack.enter_context(serving(server)))
    assert live(seen, "IND-05") == [(ERROR, "sets the cookie __bot")]


@pytest.mark.parametrize(
    ("status", "missing", "said"),
    [
        (200, "index.html", "a wrong path is answered with 200"),
        (403, "none", "a wrong path is answered with 403"),
        (404, "none", "a wrong path shows a page that is not ours"),
        (404, "index.html", "a wrong path shows a page that is not ours"),
    ],
)
def test_wrong_paths(
    files: dict[str, bytes], stack: ExitStack, status: int, missing: str, said: str
) -> None:
    server = Server(files, status=status, missing=missing)
    seen = looked(stack.enter_context(serving(server)))
    assert live(seen, "IND-17") == [(WARNING, said)]


def test_a_host_without_our_404_is_not_taken_for_one(
    files: dict[str, bytes], stack: ExitStack
) -> None:
    bare = {path: data for path, data in files.items() if path != "404.html"}
    seen = looked(stack.enter_context(serving(Server(bare))))
    assert live(seen, "IND-17") == [(WARNING, "a wrong path shows a page that is not ours")]


def made(files: dict[str, bytes], build: str, later: timedelta = timedelta()) -> Server:
    """A server with another build."""
    told = json.loads(files["status.json"])
    moment = f"{NOW + later:%Y-%m-%dT%H:%M:%SZ}"
    told |= {"build": build, "generated_at": moment}
    return Server({**files, "status.json": json.dumps(told).encode()})


def test_an_origin_that_is_behind(files: dict[str, bytes], stack: ExitStack) -> None:
    old, new = Server(files), made(files, "newer", timedelta(minutes=25))
    seen = looked(*(stack.enter_context(serving(each)) for each in (old, new)))
    assert live(seen, "IND-28") == [
        (ERROR, "is 25 minutes behind the newest"),
        (OK, "answers anybody, with build newer"),
    ]


def test_a_deploy_may_be_under_way(files: dict[str, bytes], stack: ExitStack) -> None:
    old, new = Server(files), made(files, "newer", timedelta(minutes=1))
    seen = looked(*(stack.enter_context(serving(each)) for each in (old, new)))
    assert [result for result, _ in live(seen, "IND-28")] == [WARNING, OK]


def test_pages_that_are_out_of_date(files: dict[str, bytes], stack: ExitStack) -> None:
    server = stack.enter_context(serving(Server(files)))
    seen = looked(server, now=NOW + timedelta(days=1))
    assert live(seen, "IND-28") == [(ERROR, "is out of date: made 2026-11-20 12:50 UTC")]


def test_a_server_that_refuses_plain_clients(files: dict[str, bytes], stack: ExitStack) -> None:
    server = Server(files, refuses=403)
    seen = looked(stack.enter_context(serving(server)))
    assert live(seen, "IND-28") == [(ERROR, "a plain client gets 403")]


def test_a_redirection_is_told(files: dict[str, bytes], stack: ExitStack) -> None:
    server = Server(files, refuses=301, headers={"Location": "https://login.example/"})
    seen = looked(stack.enter_context(serving(server)))
    assert live(seen, "IND-28") == [(ERROR, "a plain client gets 301 to https://login.example/")]


def test_a_server_without_our_status(stack: ExitStack) -> None:
    seen = looked(stack.enter_context(serving(Server({"index.html": b"hello"}))))
    assert live(seen, "IND-28") == [(ERROR, "it shows no status.json of ours")]


def test_of_two_servers_one_is_dead(files: dict[str, bytes], stack: ExitStack) -> None:
    dead = Server(files, address=closed_port())
    seen = looked(stack.enter_context(serving(Server(files))), dead)
    (_, said), second = live(seen, "IND-28")
    assert said.startswith("does not answer, and others do: Connection refused")
    assert second[0] is OK


def test_where_nothing_answers_nothing_is_told(files: dict[str, bytes]) -> None:
    seen = looked(Server(files, address=closed_port()))
    assert {live(seen, check)[0] for check in LIVE} == {(UNKNOWN, "Connection refused")}
    assert not fails(examine(seen), with_live=True)


def closed_port() -> str:
    """An address at which nobody listens."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{taken.getsockname()[1]}"


def test_a_name_that_leads_nowhere() -> None:
    (found,) = visit_all([Place("url", "https://status.invalid")], NOW, longest=5.0)
    assert found.failure
    assert not found.answers


def test_a_silent_server_is_left(files: dict[str, bytes], stack: ExitStack) -> None:
    listening = stack.enter_context(socket.socket())
    listening.bind(("127.0.0.1", 0))
    listening.listen()
    address = f"http://127.0.0.1:{listening.getsockname()[1]}"
    good = stack.enter_context(serving(Server(files)))
    places = [Place("silent", address), Place("good", good.address)]
    silent, other = visit_all(places, NOW, seconds=0.2, longest=5.0)
    assert silent.failure == "no answer in time"
    assert other.home
    assert other.home.status == 200
    (cut,) = visit_all(places[:1], NOW, seconds=60, longest=0.2)
    assert cut.failure == "no whole answer within 0.2 seconds"


def body(text: bytes, more: bytes = b"") -> bytes:
    return b"HTTP/1.1 200 OK\r\n%sContent-Length: %d\r\n\r\n%s" % (more, len(text), text)


NONSENSE = [
    b"",
    b"\x16\x03\x01 this is no HTTP \x1b[2J" * 30,
    b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n",
    body(b"[" * 100_000),
    body(b'{"build": "x", "generated_at": "9999-12-31T23:59:59-23:00"}'),
    body(b'{"build": null, "generated_at": {}}', b"Set-Cookie: \x1b[31mred\xff=1\r\n"),
    b"HTTP/1.1 302 Found\r\nLocation: \x1b[2J\r\nContent-Length: 0\r\n\r\n",
]


@pytest.mark.parametrize("nonsense", NONSENSE, ids=range(len(NONSENSE)))
def test_whatever_a_server_says_becomes_a_row(
    files: dict[str, bytes], stack: ExitStack, nonsense: bytes
) -> None:
    class Rude(socketserver.BaseRequestHandler):
        def handle(self) -> None:
            self.request.recv(4096)
            self.request.sendall(nonsense)

    rude = stack.enter_context(socketserver.ThreadingTCPServer(("127.0.0.1", 0), Rude))
    threading.Thread(target=rude.serve_forever, args=(0.02,)).start()
    stack.callback(rude.shutdown)
    good = stack.enter_context(serving(Server(files)))
    bad = Server({}, address=f"http://127.0.0.1:{rude.server_address[1]}")
    rows = examine(looked(good, bad))
    said = "\n".join(doctor_lines(rows, shows_all=True, is_live=True))
    assert "\x1b" not in said
    (of_bad,) = [row for row in rows if row.id == "IND-28" and bad.address in row.finding.looked_at]
    assert of_bad.finding.result is ERROR


def test_each_address_is_visited_once() -> None:
    settings = settings_of(
        "mirrors: [https://two.example, https://three.example]\n"
        "deploy:\n- {name: one, url: 's3://a/', public: 'https://status.acme.example'}\n"
        "- {name: two, url: 's3://b/', public: 'https://two.example'}\n"
        "- {name: four, url: 's3://c/'}\n"
    )
    assert [(place.name, place.address) for place in places_of(settings)] == [
        ("one", "https://status.acme.example"),
        ("two", "https://two.example"),
        ("mirror", "https://three.example"),
    ]
    seen = replace(subject(), settings=settings, visits=())
    assert live(seen, "IND-28") == [(UNDECLARED, "where readers find 'four' is not said")]


def test_a_site_may_lie_below_a_path(files: dict[str, bytes], stack: ExitStack) -> None:
    server = Server({f"acme/{path}": data for path, data in files.items()})
    stack.enter_context(serving(server))
    visit_all([Place("one", f"{server.address}/acme")], NOW)
    assert server.asked == [
        "acme/",
        "acme/status.json",
        "acme/no-such-page-20261120125000.html",
        "acme/404.html",
    ]


# Certificates


def shown(
    stack: ExitStack, monkeypatch: pytest.MonkeyPatch, made: Path, *, trusted: bool = True
) -> Subject:
    """What is seen of a server with a certificate."""
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(made))
    server = stack.enter_context(serving(Server({"index.html": b"x"}), made))
    return looked(server, now=datetime.now(UTC))


@needs_openssl
@pytest.mark.parametrize(
    ("days", "result", "said"), [(60, OK, "59"), (15, WARNING, "14"), (3, ERROR, "2")]
)
def test_days_of_a_certificate(
    tmp_path: Path,
    stack: ExitStack,
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    result: Result,
    said: str,
) -> None:
    seen = shown(stack, monkeypatch, certificate(tmp_path / "tls", timedelta(days=days)))
    found = live(seen, "IND-14")
    assert found == [(result, f"its certificate holds for {said} more days")]


@needs_openssl
def test_a_certificate_that_has_run_out(
    tmp_path: Path, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = shown(stack, monkeypatch, certificate(tmp_path / "tls", timedelta(days=-1)))
    assert live(seen, "IND-14") == [(ERROR, "not trusted: certificate has expired")]
    (of_readers,) = live(seen, "IND-28")
    assert of_readers == (ERROR, "programs refuse it: certificate has expired")


@needs_openssl
def test_a_certificate_that_nobody_trusts(
    tmp_path: Path, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = certificate(tmp_path / "tls", timedelta(days=60))
    seen = shown(stack, monkeypatch, made, trusted=False)
    ((result, said),) = live(seen, "IND-14")
    assert result is ERROR
    assert "self-signed certificate" in said


@needs_openssl
def test_a_machine_without_authorities_cannot_tell(
    tmp_path: Path, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = certificate(tmp_path / "tls", timedelta(days=60))
    monkeypatch.setenv("SSL_CERT_FILE", "/nowhere")
    monkeypatch.setenv("SSL_CERT_DIR", "/nowhere")
    seen = shown(stack, monkeypatch, made, trusted=False)
    assert live(seen, "IND-14")[0][0] is UNKNOWN


@needs_openssl
@pytest.mark.parametrize("shared", ["DNS:*.acme.example", "DNS:acme.example"])
def test_a_certificate_that_is_the_products_too(
    tmp_path: Path, stack: ExitStack, monkeypatch: pytest.MonkeyPatch, shared: str
) -> None:
    names = f"IP:127.0.0.1, {shared}"
    seen = shown(stack, monkeypatch, certificate(tmp_path / "tls", timedelta(days=60), names))
    found = live(seen, "IND-14")
    assert found[0] == (ERROR, f"its certificate is the product's too: {shared[4:]}")


@needs_openssl
def test_the_pages_own_name_is_not_the_products(
    tmp_path: Path, stack: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = "IP:127.0.0.1, DNS:status.acme.example"
    seen = shown(stack, monkeypatch, certificate(tmp_path / "tls", timedelta(days=60), names))
    assert [result for result, _ in live(seen, "IND-14")] == [OK]


def test_what_a_visit_shows_fails_nothing_unless_asked() -> None:
    seen = Visit(name="one", address="https://a.example", distrust="certificate has expired")
    rows = [row for row in examine(replace(subject(), visits=(seen,))) if row.kind is Kind.LIVE]
    assert fails(rows, with_live=True)
    assert not fails(rows)
