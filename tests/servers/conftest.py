"""Real web servers with the settings that `fogbell error-pages` prints, before a product of ours.

Each runs on loopback, as whoever runs the tests, and skips where it is not installed.
"""

import http.client
import io
import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from generator.cli import main
from tests.golden import SITES, build_case

#: where the settings look for the kit; in tests it is elsewhere
KIT = "/srv/error-kit"
#: Debian keeps nginx where only root looks
PATH = f"{os.environ['PATH']}:/usr/sbin"
SLOW = 3.0
#: what the product says by itself, even in trouble
OWN_WORDS = {"/": 200, "/missing": 404, "/busy": 503}


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Front:
    """A web server that stands before the product."""

    port: int
    #: a copy of errors/ on its disk
    kit: Path

    def ask(
        self, path: str = "/", method: str = "GET", body: bytes | None = None, **headers: str
    ) -> Answer:
        """One request; `_` in a header's name is `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, named)
        response = connection.getresponse()
        answer = Answer(response.status, dict(response.getheaders()), response.read())
        connection.close()
        return answer


class Product(BaseHTTPRequestHandler):
    """Answers with its own words; at /slow, too late."""

    def do_GET(self) -> None:
        if self.path == "/slow":
            time.sleep(SLOW)
        words = b"the product itself"
        self.send_response(OWN_WORDS.get(self.path, 200))
        self.send_header("Content-Type", "text/x-product")
        self.send_header("Content-Length", str(len(words)))
        self.end_headers()
        self.wfile.write(words)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - as it is called
        """Nothing."""


@contextmanager
def product() -> Iterator[int]:
    """The product, alive; gives its port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Product)
    server.daemon_threads = True
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield server.server_port
    server.shutdown()
    server.server_close()


def free_port() -> int:
    """A port at which nobody listens now."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def nginx(folder: Path, settings: str, port: int, behind: int) -> list[str]:
    """The command line of nginx with these settings."""
    (folder / "error-kit.conf").write_text(settings, "utf-8")
    temporary = "\n".join(
        f"{kind}_temp_path {folder}/{kind};"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    config = folder / "nginx.conf"
    config.write_text(
        f"""daemon off; master_process off; pid {folder}/pid; error_log {folder}/error.log;
events {{ }}
http {{
  access_log off; {temporary}
  server {{
    listen 127.0.0.1:{port};
    include {folder}/error-kit.conf;
    location / {{ proxy_pass http://127.0.0.1:{behind}; proxy_read_timeout 1s; }}
  }}
}}""",
        "utf-8",
    )
    return ["nginx", "-e", f"{folder}/error.log", "-p", str(folder), "-c", str(config)]


def caddy(folder: Path, settings: str, port: int, behind: int) -> list[str]:
    """The command line of Caddy with these settings."""
    config = folder / "Caddyfile"
    config.write_text(
        f"""{{
	admin off
	auto_https off
	storage file_system {folder}/storage
}}
{settings}
http://127.0.0.1:{port} {{
	import error_kit
	reverse_proxy 127.0.0.1:{behind} {{
		transport http {{
			response_header_timeout 1s
		}}
	}}
}}
""",
        "utf-8",
    )
    return ["caddy", "run", "--config", str(config), "--adapter", "caddyfile"]


COMMANDS: Mapping[str, Callable[[Path, str, int, int], list[str]]] = {
    "nginx": nginx,
    "caddy": caddy,
}


@pytest.fixture(scope="module")
def errors(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """errors/ of a built site."""
    output = tmp_path_factory.mktemp("site")
    build_case("every-field", output)
    return output / "errors"


@pytest.fixture(scope="module", params=sorted(COMMANDS))
def kind(request: pytest.FixtureRequest) -> str:
    """A server that is installed here."""
    name = str(request.param)
    if shutil.which(name, path=PATH) is None:
        pytest.skip(f"no {name} here (on Debian: apt-get install {name})")
    return name


@contextmanager
def running(kind: str, folder: Path, errors: Path, behind: int) -> Iterator[Front]:
    """The server before whatever listens at the port `behind`."""
    port, kit = free_port(), folder / "kit"
    shutil.copytree(errors, kit)
    settings = _printed(kind).replace(KIT, str(kit))
    command = COMMANDS[kind](folder, settings, port, behind)
    mine = {"PATH": PATH, **dict.fromkeys(("HOME", "XDG_CONFIG_HOME"), str(folder))}
    with (folder / "said").open("wb") as said:
        server = subprocess.Popen(command, stdout=said, stderr=said, cwd=folder, env=mine)
    try:
        _wait(server, port, folder)
        yield Front(port, kit)
    finally:
        server.terminate()
        server.wait(10)


def _printed(kind: str) -> str:
    """What the command prints, as somebody would save it."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        assert main(["error-pages", "--for", kind, "--project", str(SITES / "every-field")]) == 0
    return printed.getvalue()


def _wait(server: subprocess.Popen[bytes], port: int, folder: Path) -> None:
    for _ in range(200):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        if server.poll() is not None:
            break
        time.sleep(0.05)
    logs = [path for path in (folder / "said", folder / "error.log") if path.exists()]
    pytest.fail("\n".join(path.read_text("utf-8") for path in logs))


@pytest.fixture(scope="module")
def down(kind: str, errors: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A server whose product is dead."""
    with running(kind, tmp_path_factory.mktemp(kind), errors, free_port()) as front:
        yield front


@pytest.fixture(scope="module")
def up(kind: str, errors: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Front]:
    """A server whose product is alive."""
    folder = tmp_path_factory.mktemp(kind)
    with product() as behind, running(kind, folder, errors, behind) as front:
        yield front
