"""What the doctor's tests look at: settings from YAML, a built site to change, servers to visit."""

import json
import shutil
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from generator.content.settings import parse_settings
from generator.content.source import parse_source
from generator.deploy.doctor import CHECKS, examine
from generator.deploy.doctor.gather import built_in
from generator.deploy.doctor.records import Kind, Result, Subject, Workflow
from generator.errors import has_errors
from generator.gate.house import House
from generator.model.site import Settings
from tests.golden import CASES

CASE = "bad-day"
NOW = CASES[CASE]
URL = "https://status.acme.example"
HEAD = f"title: Acme Status\nurl: {URL}\n"
PRODUCT = "independence: {product: {domains: [acme.example]}}\n"


def settings_of(yaml: str) -> Settings:
    """The settings in `yaml`, which has no error."""
    source, problems = parse_source((HEAD + yaml).encode(), "content/site.yml")
    assert source
    settings, more = parse_settings(source)
    assert not has_errors([*problems, *more]), (problems, more)
    assert settings
    return settings


def subject(yaml: str = "", *workflows: str, remotes: tuple[str, ...] | None = ()) -> Subject:
    """A project that was never built."""
    files = tuple(Workflow(f"w{number}.yml", text) for number, text in enumerate(workflows))
    return Subject(settings=settings_of(yaml), now=NOW, workflows=files, remotes=remotes)


def with_built(folder: Path, yaml: str = PRODUCT) -> Subject:
    """A project with what lies in `folder`."""
    url = json.loads((folder / "status.json").read_bytes())["page"]["url"]
    house = House(url=url, components=3, told=500)
    return replace(subject(yaml), built=built_in(folder, house))


def results(looked: Subject, check: str, kind: Kind | None = None) -> list[tuple[Result, str]]:
    """What one check says, the worst first."""
    assert check in {each.id for each in CHECKS}
    rows = [row for row in examine(looked) if row.id == check and kind in (None, row.kind)]
    assert all(row.why for row in rows)
    assert all(row.finding.change for row in rows if row.finding.result in (*Result,)[:2])
    return [(row.finding.result, row.finding.found) for row in rows]


@dataclass
class Server:
    """A web server as a host might set it up, well or badly."""

    files: dict[str, bytes]
    headers: Mapping[str, str] = field(default_factory=dict)
    #: what a wrong path gets
    status: int = 404
    missing: str = "404.html"
    #: what everything gets
    refuses: int = 0
    asked: list[str] = field(default_factory=list)
    address: str = ""


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, server: Server, *given: object) -> None:
        self.kind = server
        super().__init__(*given)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """A file, or what a wrong path gets."""
        path = self.path.lstrip("/") or "index.html"
        self.kind.asked.append(path)
        body = self.kind.files.get(path)
        status = 200 if body is not None else self.kind.status
        body = self.kind.files.get(self.kind.missing, b"gone") if body is None else body
        self.send_response(self.kind.refuses or status)
        for name, value in self.kind.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
        """Nothing is printed."""


@contextmanager
def serving(server: Server, certificate: Path | None = None) -> Iterator[Server]:
    """The server on loopback, by TLS where there is a certificate; knows its address."""
    handler: Callable[..., BaseHTTPRequestHandler] = partial(_Handler, server)
    listening = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    scheme = "http"
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate)
        # a refused handshake is the client's affair, in the thread that answers it
        listening.socket = context.wrap_socket(
            listening.socket, server_side=True, do_handshake_on_connect=False
        )
        scheme = "https"
    server.address = f"{scheme}://127.0.0.1:{listening.server_address[1]}"
    listening.handle_error = lambda *_: None  # type: ignore[method-assign]
    thread = threading.Thread(target=listening.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield server
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


_CONFIG = """
[ca]
default_ca = here
[here]
database = {folder}/index
serial = {folder}/serial
new_certs_dir = {folder}
default_md = sha256
policy = names
x509_extensions = more
[names]
commonName = supplied
[more]
subjectAltName = {names}
basicConstraints = critical, CA:TRUE
keyUsage = critical, digitalSignature, keyCertSign
[req]
distinguished_name = nobody
[nobody]
"""


def certificate(folder: Path, left: timedelta, names: str = "IP:127.0.0.1") -> Path:
    """A certificate with its key that is good for so long from this very moment on."""
    folder.mkdir()
    config, key, asked, made = (folder / name for name in ("config", "key", "csr", "made"))
    config.write_text(_CONFIG.format(folder=folder, names=names), "utf-8")
    (folder / "index").touch()
    (folder / "serial").write_text("01\n", "utf-8")
    end = datetime.now(UTC) + left
    dates = ["-startdate", f"{end - timedelta(days=90):%Y%m%d%H%M%SZ}"]
    dates += ["-enddate", f"{end:%Y%m%d%H%M%SZ}"]
    curve = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    _openssl("req", "-new", *curve, "-subj", "/CN=127.0.0.1", "-config", config, "-keyout", key,
             "-out", asked)  # fmt: skip
    _openssl("ca", "-batch", "-selfsign", "-notext", "-keyfile", key, "-in", asked, "-out", made,
             "-config", config, *dates)  # fmt: skip
    whole = folder / "whole.pem"
    whole.write_bytes(key.read_bytes() + made.read_bytes())
    return whole


def _openssl(*words: str | Path) -> None:
    subprocess.run(["openssl", *map(str, words)], check=True, capture_output=True)


HAS_OPENSSL = shutil.which("openssl") is not None
