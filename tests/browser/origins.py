"""Web servers on this machine, each an origin of its own, which count what they are asked."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from urllib.parse import urlsplit

#: what a server says with the file at a path, from the top
Headers = Callable[[str], dict[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    method: str
    path: str
    #: as the server answered it
    status: int
    #: the headers that could tell who asks, and what is there already
    headers: dict[str, str]


@dataclass(slots=True)
class Origin:
    """What a server has and how it behaves; a test may change both at any moment."""

    said: Headers
    pages: dict[str, bytes] = field(default_factory=dict)
    #: answers of another kind than 200
    trouble: dict[str, int] = field(default_factory=dict)
    #: paths that answer only once the event is set
    held: dict[str, Event] = field(default_factory=dict)
    asked: list[Asked] = field(default_factory=list)
    url: str = ""

    def requests(self, path: str) -> list[Asked]:
        """What it was asked for at `path`."""
        return [each for each in self.asked if each.path == path]


@contextmanager
def serving(origin: Origin) -> Iterator[Origin]:
    """Serve an origin on a free port; `origin.url` ends without a slash."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = urlsplit(self.path).path.lstrip("/")
            if path in origin.held:
                origin.held[path].wait(60)
            body = origin.pages.get(path, b"")
            status = origin.trouble.get(path, 200 if path in origin.pages else 404)
            tag = f'"{hashlib.sha256(body).hexdigest()[:16]}"'
            if status == 200 and self.headers["If-None-Match"] == tag:
                status, body = 304, b""
            origin.asked.append(Asked("GET", path, status, dict(self.headers)))
            with suppress(OSError):  # who asked may have given up
                self._answer(path, status, tag, body)

        def _answer(self, path: str, status: int, tag: str, body: bytes) -> None:
            self.send_response(status)
            for name, value in origin.said(path).items():
                self.send_header(name, value)
            self.send_header("ETag", tag)
            if status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_OPTIONS(self) -> None:
            path = urlsplit(self.path).path.lstrip("/")
            origin.asked.append(Asked("OPTIONS", path, 405, dict(self.headers)))
            self.send_response(405)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - its name there
            """The test reads `asked`."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    origin.url = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield origin
    finally:
        for each in origin.held.values():
            each.set()
        server.shutdown()
        server.server_close()
