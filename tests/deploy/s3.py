"""A store on loopback that speaks as much S3 as Fogbell needs, and fails as it is told to."""

import socket
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import md5
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from urllib.parse import parse_qs, unquote, urlsplit
from xml.etree import ElementTree as ET

BUCKET = "acme-status"
RESET_BEFORE, RESET_AFTER, HANG = "reset before", "reset after", "hang"
#: what S3 answers with a status; servers like to repeat what they were sent
CODES = {403: "SignatureDoesNotMatch", 409: "ConditionalRequestConflict", 503: "SlowDown"}


@dataclass
class S3:
    objects: dict[str, bytes] = field(default_factory=dict)
    #: what was sent with an object
    headers: dict[str, dict[str, str]] = field(default_factory=dict)
    #: by "PUT key" and the like: a status, or one of the words above
    faults: dict[str, list[int | str]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    #: what If-Match must look like; Ceph wants it without quotes, moto with them
    wants_quotes: bool | None = None
    keeps_conditions: bool = True
    address: str = ""
    #: told of every request, before it is done and after
    look: Callable[[str], None] = lambda _command: None
    over: Event = field(default_factory=Event)
    lock: Lock = field(default_factory=Lock)

    def environment(self, prefix: str = "", secret: str = "open-sesame") -> dict[str, str]:
        told = {
            "AWS_ACCESS_KEY_ID": "sesame",
            "AWS_SECRET_ACCESS_KEY": secret,
            "AWS_ENDPOINT_URL": self.address,
            "AWS_REGION": "eu-central-1",
        }
        return {f"{prefix}{name}": value for name, value in told.items()}

    def puts(self) -> list[str]:
        """What was written or might have been, without the test of conditions."""
        keys = [each.removeprefix("PUT ") for each in self.asked if each.startswith("PUT ")]
        return [key for key in keys if not key.endswith("_status/probe")]

    def etag(self, key: str) -> str:
        return md5(self.objects[key]).hexdigest()

    def holds(self, key: str, headers: dict[str, str]) -> bool:
        """Whether the conditions of a PUT are met."""
        if not self.keeps_conditions:
            return True
        if "if-none-match" in headers:
            return key not in self.objects
        given = headers.get("if-match", "")
        is_quoted = given.startswith('"')
        if self.wants_quotes is not None and given and is_quoted != self.wants_quotes:
            return False
        return not given or (key in self.objects and given.strip('"') == self.etag(key))


@contextmanager
def s3_server() -> Iterator[S3]:
    """A server that is gone at the end."""
    store = S3()

    class Handler(_Handler):
        s3 = store

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    store.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    try:
        yield store
    finally:
        store.over.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    s3: S3
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    wbufsize = -1

    def do_PUT(self) -> None:
        self._serve()

    def do_GET(self) -> None:
        self._serve()

    def do_HEAD(self) -> None:
        self._serve()

    def do_DELETE(self) -> None:
        self._serve()

    def do_POST(self) -> None:
        """Only to delete several, or one."""
        self._serve()

    def log_message(self, *_words: object) -> None:
        """Silence."""

    def _serve(self) -> None:
        s3, parts = self.s3, urlsplit(self.path)
        body = self.rfile.read(int(self.headers.get("content-length") or 0))
        bucket, _, key = unquote(parts.path).removeprefix("/").partition("/")
        if self.command == "POST":
            self.command = "DELETE"
            key = next(each.text or "" for each in ET.fromstring(body).iter() if _is_key(each))
        with s3.lock:
            s3.asked.append(f"{self.command} {key}")
            waiting = s3.faults.get(f"{self.command} {key}", [])
            fault = waiting.pop(0) if waiting else ""
        if isinstance(fault, int):
            return self._error(fault, CODES.get(fault, "InternalError"))
        if fault == RESET_BEFORE:
            return self._reset()
        if fault == HANG:
            s3.over.wait(30)
            return self._reset()
        if bucket != BUCKET:
            return self._error(404, "NoSuchBucket")
        with s3.lock:
            s3.look(self.command)
            answer = self._answer(key, body, parse_qs(parts.query))
            s3.look(self.command)
        return self._reset() if fault == RESET_AFTER else self._reply(*answer)

    def _answer(
        self, key: str, body: bytes, query: dict[str, list[str]]
    ) -> tuple[int, dict[str, str], bytes]:
        s3, headers = self.s3, {name.lower(): value for name, value in self.headers.items()}
        if self.command == "PUT":
            if not s3.holds(key, headers):
                return 412, {}, _error("PreconditionFailed")
            s3.objects[key], s3.headers[key] = body, headers
            return 200, {"ETag": f'"{s3.etag(key)}"'}, b""
        if self.command == "DELETE":
            s3.objects.pop(key, None)
            root = ET.Element("DeleteResult")
            ET.SubElement(ET.SubElement(root, "Deleted"), "Key").text = key
            return 200, {"Content-Type": "application/xml"}, ET.tostring(root)
        if "list-type" in query:
            prefix = query.get("prefix", [""])[0]
            return 200, {"Content-Type": "application/xml"}, self._listing(prefix)
        if key not in s3.objects:
            return 404, {}, _error("NoSuchKey")
        sent = {
            "ETag": f'"{s3.etag(key)}"',
            "Last-Modified": "Fri, 20 Nov 2026 12:00:00 GMT",
            "Content-Type": s3.headers[key].get("content-type", ""),
        }
        return 200, sent, s3.objects[key]

    def _listing(self, prefix: str) -> bytes:
        root = ET.Element("ListBucketResult")
        ET.SubElement(root, "IsTruncated").text = "false"
        for key in sorted(self.s3.objects):
            if key.startswith(prefix):
                each = ET.SubElement(root, "Contents")
                ET.SubElement(each, "Key").text = key
                ET.SubElement(each, "LastModified").text = "2026-11-20T12:00:00.000Z"
                ET.SubElement(each, "ETag").text = f'"{self.s3.etag(key)}"'
                ET.SubElement(each, "Size").text = str(len(self.s3.objects[key]))
        data: bytes = ET.tostring(root)
        return data

    def _error(self, status: int, code: str) -> None:
        self._reply(status, {}, _error(code, str(self.headers)))

    def _reply(self, status: int, headers: dict[str, str], body: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _reset(self) -> None:
        """Not even a goodbye: RST instead of FIN."""
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.close_connection = True
        self.connection.close()


def _is_key(element: ET.Element) -> bool:
    return element.tag.rpartition("}")[2] == "Key"


def _error(code: str, echo: str = "") -> bytes:
    root = ET.Element("Error")
    ET.SubElement(root, "Code").text = code
    ET.SubElement(root, "StringToSign").text = echo
    data: bytes = ET.tostring(root)
    return data
