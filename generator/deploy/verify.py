"""After a deploy: whether readers get what was published, asked as a reader asks."""

import hashlib
import json
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from http.client import HTTPException
from threading import Event
from time import monotonic
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

from generator.content.times import parse_time
from generator.deploy.asks import Upload
from generator.deploy.release import Release
from generator.render.words import iso

#: what differs in every build, and where a reader finds it; the first tells of which build it is
PLACES = {"status.json": "/status.json", "index.html": "/"}
#: of one request, in seconds
TIMEOUT = 10.0
#: so long caches may show the build before: `s-maxage` and `stale-while-revalidate`, and a little
PATIENCE = 75.0
#: an own page is never larger
MOST_BYTES = 8_000_000
_WAITS = (0.5, 1.0, 2.0, 4.0, 8.0)


@dataclass(frozen=True, slots=True)
class Reply:
    status: int
    #: by name in small letters
    headers: Mapping[str, str]
    body: bytes


class Unreachable(Exception):
    """No reply; its text says why."""


Fetch = Callable[[str], Reply]


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader found."""

    #: sentences; none where all is right
    faults: tuple[str, ...] = ()
    #: a while later it may be right: a cache still holds what was there before
    may_pass: bool = False


def verify(public: str, release: Release, stop: Event, patience: float = PATIENCE) -> Seen:
    """What readers of `public` find of `release`; waits, up to `patience` seconds, for caches."""
    until = monotonic() + patience
    waits = iter(_WAITS)
    while True:
        seen = look(public, release, fetch)
        seconds = next(waits, _WAITS[-1])
        if not seen.may_pass or monotonic() + seconds > until or stop.wait(seconds):
            return seen


def look(public: str, release: Release, fetch: Fetch) -> Seen:
    """What readers of `public` find now."""
    faults: list[str] = []
    may_pass = is_newer = False
    uploads = {each.path: each for each in release.files}
    for path in (path for path in PLACES if path in uploads):
        address = f"{public.rstrip('/')}{PLACES[path]}"
        try:
            reply = fetch(address)
        except Unreachable as wrong:
            faults.append(f"{address}: {wrong}")
            may_pass = True
            continue
        is_newer = is_newer or _built_at(reply.body) > release.built_at
        seen = _compare(reply, uploads[path], release, is_newer=is_newer)
        faults += [f"{address}: {each}" for each in seen.faults]
        may_pass = may_pass or seen.may_pass
    return Seen(tuple(faults), may_pass)


def _compare(reply: Reply, upload: Upload, release: Release, *, is_newer: bool) -> Seen:
    """What is wrong with a reply. Where a newer build is there, somebody published since."""
    if reply.status != 200:
        return Seen((f"answers {reply.status}",), may_pass=True)
    faults = []
    wanted = dict(upload.headers).get("Content-Type", "")
    given = reply.headers.get("content-type", "")
    if _plain(given) not in (_plain(wanted), _plain(wanted).partition(";")[0]):
        faults.append(f"is sent as '{given}', and should be '{wanted}'")
    if "set-cookie" in reply.headers:
        faults.append("sets a cookie: switch that off, for a status page needs none")
    is_right = is_newer or _is_ours(reply.body, upload, release)
    if not is_right:
        faults.append("shows another build than the one that was published")
    return Seen(tuple(faults), may_pass=not is_right)


def _is_ours(body: bytes, upload: Upload, release: Release) -> bool:
    """By its bytes; or, where a cache has tidied them up, by what it says of its build."""
    if hashlib.sha256(body).hexdigest() == upload.sha256:
        return True
    if upload.path == "status.json":
        return _built_at(body) == release.built_at
    return f"{release.commit} {iso(release.built_at)}".encode() in body


def _built_at(body: bytes) -> datetime:
    """When a status.json was made; ages ago where that cannot be told."""
    try:
        return parse_time(json.loads(body)["generated_at"])
    except (ValueError, KeyError, TypeError, RecursionError):
        return datetime.min.replace(tzinfo=UTC)


def _plain(content_type: str) -> str:
    """As it may be compared. A page says itself that it is in UTF-8."""
    return content_type.lower().replace(" ", "")


def fetch(address: str) -> Reply:
    """A reader's request. Raises Unreachable."""
    headers = {"User-Agent": "fogbell", "Accept": "*/*"}
    request = Request(address, headers=headers)  # noqa: S310 - http and https only: site.yml's rule
    try:
        with urlopen(request, timeout=TIMEOUT) as reply:  # noqa: S310 - the same
            said = {name.lower(): value for name, value in reply.headers.items()}
            return Reply(reply.status, said, reply.read(MOST_BYTES))
    except HTTPError as wrong:
        return Reply(wrong.code, {}, b"")
    except (URLError, OSError, HTTPException) as wrong:
        raise Unreachable(_why(wrong)) from None


def _why(wrong: Exception) -> str:
    reason = wrong.reason if isinstance(wrong, URLError) else wrong
    if isinstance(reason, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {reason.verify_message}"
    if isinstance(reason, TimeoutError):
        return f"does not answer in {TIMEOUT:.0f} s"
    said = reason.strerror if isinstance(reason, OSError) and reason.strerror else ""
    return f"cannot be reached: {said or type(reason).__name__}"
