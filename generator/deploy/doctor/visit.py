"""Public addresses are asked as a reader's program would; all at once, and none for long."""

import http.client
import os
import socket
import ssl
import threading
import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from queue import Empty, SimpleQueue
from urllib.parse import SplitResult, quote, urlsplit

from generator import __version__
from generator.deploy.doctor.addresses import Place
from generator.deploy.doctor.records import Answer, Certificate, Visit

#: a server that is silent for so long is left
SECONDS = 5.0
#: all visits together
LONGEST = 20.0
MOST_BYTES = 2_000_000
#: a path that nobody has; no cache has it either
WRONG = "no-such-page-{now:%Y%m%d%H%M%S}.html"
_HEADERS = {"User-Agent": f"fogbell/{__version__} (doctor)", "Accept": "*/*"}


def visit_all(
    places: Sequence[Place], now: datetime, *, seconds: float = SECONDS, longest: float = LONGEST
) -> tuple[Visit, ...]:
    """A visit to every address, in their order; takes `longest` seconds at most."""
    done: SimpleQueue[tuple[int, Visit]] = SimpleQueue()
    for number, place in enumerate(places):
        words = (number, place, now, seconds, done)
        # asking for a host's address cannot be cut short: nobody waits for a daemon
        threading.Thread(target=_visit_into, args=words, daemon=True).start()
    found: dict[int, Visit] = {}
    deadline = time.monotonic() + longest
    while len(found) < len(places) and (left := deadline - time.monotonic()) > 0:
        try:
            number, visit = done.get(timeout=left)
        except Empty:
            break
        found[number] = visit
    return tuple(
        found.get(number) or _silent(place, longest) for number, place in enumerate(places)
    )


def visit(place: Place, now: datetime, seconds: float = SECONDS) -> Visit:
    """What comes back from an address: its certificate, two pages, and two that are not there."""
    name, address = place.name, place.address
    try:
        parts = urlsplit(address)
        trust = ssl.create_default_context()
        certificate = _certificate(parts, trust, seconds) if parts.scheme == "https" else None
        paths = ("", "status.json", WRONG.format(now=now), "404.html")
        home, status, wrong, not_found = (_get(parts, path, trust, seconds) for path in paths)
    except ssl.SSLCertVerificationError as refused:
        if not _trusts_anybody():
            failure = "this machine has no list of certificate authorities"
            return Visit(name=name, address=address, failure=failure)
        return Visit(name=name, address=address, distrust=refused.verify_message)
    except (OSError, http.client.HTTPException, ValueError) as failed:
        return Visit(name=name, address=address, failure=_cause(failed))
    return Visit(
        name=name,
        address=address,
        certificate=certificate,
        home=home,
        status=status,
        wrong=wrong,
        not_found=not_found,
    )


def _trusts_anybody() -> bool:
    """Whether this machine came with authorities; small containers often do without."""
    paths = ssl.get_default_verify_paths()
    file, folder = Path(paths.cafile or os.devnull), Path(paths.capath or os.devnull)
    return (file.is_file() and file.stat().st_size > 0) or (
        folder.is_dir() and any(folder.iterdir())
    )


def _visit_into(
    number: int,
    place: Place,
    now: datetime,
    seconds: float,
    done: "SimpleQueue[tuple[int, Visit]]",
) -> None:
    done.put((number, visit(place, now, seconds)))


def _silent(place: Place, longest: float) -> Visit:
    failure = f"no whole answer within {longest:g} seconds"
    return Visit(name=place.name, address=place.address, failure=failure)


def _cause(failed: Exception) -> str:
    if isinstance(failed, TimeoutError):
        return "no answer in time"
    if isinstance(failed, socket.gaierror):
        return "its name leads nowhere"
    words = failed.strerror if isinstance(failed, OSError) else ""
    return (words or str(failed) or type(failed).__name__)[:100]


def _certificate(parts: SplitResult, trust: ssl.SSLContext, seconds: float) -> Certificate | None:
    """What the server shows, once it is trusted. Raises OSError."""
    host = parts.hostname or ""
    with (
        socket.create_connection((host, parts.port or 443), seconds) as plain,
        trust.wrap_socket(plain, server_hostname=host) as secure,
    ):
        shown = secure.getpeercert()
    if not shown:
        return None
    ends = datetime.fromtimestamp(ssl.cert_time_to_seconds(str(shown["notAfter"])), UTC)
    names = (pair[1] for pair in shown.get("subjectAltName", ()) if isinstance(pair[1], str))
    return Certificate(ends, tuple(name.casefold() for name in names))


def _get(parts: SplitResult, path: str, trust: ssl.SSLContext, seconds: float) -> Answer:
    """One request, without following anything. Raises OSError, HTTPException, ValueError."""
    host = parts.hostname or ""
    if parts.scheme == "https":
        connection: http.client.HTTPConnection = http.client.HTTPSConnection(
            host, parts.port, timeout=seconds, context=trust
        )
    else:
        connection = http.client.HTTPConnection(host, parts.port, timeout=seconds)
    with closing(connection):
        connection.request("GET", quote(f"{parts.path}/{path}", safe="/%"), headers=_HEADERS)
        response = connection.getresponse()
        cookies = response.headers.get_all("Set-Cookie", [])
        return Answer(
            response.status,
            response.read(MOST_BYTES),
            tuple(cookie.partition("=")[0].strip() for cookie in cookies),
            response.headers.get("Location", ""),
        )
