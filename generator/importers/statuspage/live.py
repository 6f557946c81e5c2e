"""The answers of a live Statuspage, with limits on how long and how much."""

from collections.abc import Iterator
from threading import Thread
from urllib.parse import urlsplit

from generator import __version__
from generator.errors import UserError
from generator.importers.report import Notes, problem
from generator.importers.statuspage.gather import MAX_FILE_BYTES, Found

ANSWERS = (
    "api/v2/summary.json",
    "api/v2/components.json",
    "api/v2/incidents.json",
    "api/v2/scheduled-maintenances.json",
)
#: the second only where the first is missing
FEEDS = ("history.atom", "history.rss")

#: seconds without a byte, and in all for one answer
_SILENCE = 20.0
_IN_ALL = 120.0


def fetch_page(source: str, notes: Notes) -> Iterator[Found]:
    """Each answer of the page at `source`; one that fails is a note. Raises UserError.

    The address may be that of the page or of one of its answers.
    """
    base = _base(source)
    for path in ANSWERS:
        yield from _fetch(f"{base}/{path}", notes)
    for path in FEEDS:
        found = list(_fetch(f"{base}/{path}", notes))
        if found:
            yield from found
            return


def _base(source: str) -> str:
    try:
        parts = urlsplit(source)
        is_good = parts.scheme in ("http", "https") and parts.hostname and not parts.username
        parts.port  # noqa: B018 - raises where it is no number
    except ValueError:
        is_good = False
    if not is_good:
        raise UserError(f"'{source}' is not an address like https://status.example.com")
    base = source.partition("?")[0].partition("#")[0].rstrip("/")
    for path in (*ANSWERS, *FEEDS, "api/v2", "history"):
        base = base.removesuffix(f"/{path}")
    return base


def _fetch(address: str, notes: Notes) -> Iterator[Found]:
    """One answer, within its time: a server that drips is left behind."""
    answer: list[bytes | str] = []
    thread = Thread(target=lambda: answer.append(_get(address)), daemon=True)
    thread.start()
    thread.join(_IN_ALL)
    got = answer[0] if answer else f"no whole answer within {_IN_ALL:.0f} seconds"
    if isinstance(got, bytes):
        yield Found(address, got)
    else:
        notes.append(problem("could not be fetched", f"{address}: {got}"))


def _get(address: str) -> bytes | str:
    """The bytes of an answer, or why there are none."""
    from http.client import HTTPException
    from urllib.error import HTTPError
    from urllib.request import Request, urlopen

    headers = {"User-Agent": f"fogbell/{__version__}", "Accept": "*/*"}
    try:
        request = Request(address, headers=headers)  # noqa: S310 - _base lets http and https through
        with urlopen(request, timeout=_SILENCE) as response:  # noqa: S310 - and urllib follows none to a file
            data = response.read(MAX_FILE_BYTES + 1)
    except HTTPError as wrong:
        return f"HTTP {wrong.code} {wrong.reason}"
    except (OSError, ValueError, HTTPException) as wrong:
        return str(wrong) or type(wrong).__name__
    return data if len(data) <= MAX_FILE_BYTES else f"more than {MAX_FILE_BYTES:,} bytes"
