"""HTTP on loopback: files of one folder, and a stream that tells pages of each build."""

import errno
import socketserver
import sys
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any

from generator import __version__
from generator.errors import UserError
from generator.serve.board import Board
from generator.serve.files import HTML, INDEX, content_type, locate
from generator.serve.pages import EVENTS, decorated, stand_in

HOST = "127.0.0.1"
#: another name in a request means that a page of somebody else's is asking (DNS rebinding)
OUR_NAMES = ("127.0.0.1", "localhost")
FIRST_PORT, LAST_PORT = 8000, 8099
#: a stream says something this often, and so notices that nobody listens any more
HEARTBEAT = 10.0
NOT_FOUND = "404.html"


class WebServer(socketserver.ThreadingMixIn, socketserver.TCPServer):
    """Serves `root` and tells of `board`. A thread for each request; none is waited for."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(self, port: int, root: Path, board: Board) -> None:
        super().__init__((HOST, port), _Handler)
        self.root, self.board = root, board

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A browser that goes away is nothing to tell of."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


def open_server(root: Path, board: Board, port: int | None) -> WebServer:
    """A server on `port`, or on the first free one from 8000. Raises UserError if there is none."""
    ports = range(FIRST_PORT, LAST_PORT + 1) if port is None else (port,)
    for candidate in ports:
        try:
            return WebServer(candidate, root, board)
        except OSError as wrong:
            if port is not None:
                raise UserError(_no_port(port, wrong)) from None
            if wrong.errno != errno.EADDRINUSE:
                raise
    message = f"every port from {FIRST_PORT} to {LAST_PORT} is taken; name another with --port"
    raise UserError(message)


def _no_port(port: int, wrong: OSError) -> str:
    if wrong.errno == errno.EADDRINUSE:
        return f"port {port} is taken; name another, or leave --port out for the next free one"
    return f"port {port} cannot be used ({wrong.strerror}); name another with --port"


class _Handler(BaseHTTPRequestHandler):
    server: WebServer
    timeout = 60

    def do_GET(self) -> None:
        self._answer()

    def do_HEAD(self) -> None:
        self._answer()

    def version_string(self) -> str:
        return f"fogbell/{__version__}"

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class says so
        """Requests are not news; builds are."""

    def _answer(self) -> None:
        address = self.path.partition("?")[0].partition("#")[0]
        if not self._is_for_us():
            self._send(
                403, "text/plain; charset=utf-8", b"This server answers to localhost only.\n"
            )
        elif address == EVENTS:
            self._stream()
        elif file := locate(self.server.root, address):
            self._send_file(200, file)
        elif file := locate(self.server.root, f"/{NOT_FOUND}"):
            self._send_file(404, file)
        elif locate(self.server.root, f"/{INDEX}"):
            self._send(404, "text/plain; charset=utf-8", b"There is no such page.\n")
        else:
            self._send(503, HTML, stand_in(self.server.board.token, self.server.board.built))

    def _is_for_us(self) -> bool:
        name = self.headers.get("Host", "").rpartition(":")
        return (name[0] or name[2]).lower() in OUR_NAMES

    def _send_file(self, status: int, file: Path) -> None:
        kind = content_type(file)
        # before the file is read: a build in between must make the browser load it again
        token, built = self.server.board.token, self.server.board.built
        try:
            data = file.read_bytes()
        except OSError:  # a build has just taken it away
            self._send(404, "text/plain; charset=utf-8", b"There is no such page.\n")
            return
        self._send(status, kind, decorated(data, token, built) if kind == HTML else data)

    def _send(self, status: int, kind: str, data: bytes) -> None:
        self._begin(status, kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(data)

    def _begin(self, status: int, kind: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")

    def _stream(self) -> None:
        """Server-sent events: the token of the last build, at once and whenever it changes."""
        self._begin(200, "text/event-stream; charset=utf-8")
        self.end_headers()
        if self.command == "HEAD":
            return
        board, said = self.server.board, ""
        while not board.closed:
            token = board.token
            line = f"retry: 1000\ndata: {token}\n\n" if token != said else ": still here\n\n"
            self.wfile.write(line.encode())
            said = token
            board.wait(said, HEARTBEAT)
