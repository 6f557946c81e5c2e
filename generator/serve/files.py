"""Which file an address means, and what kind of file it is; never one outside of the folder."""

from pathlib import Path
from urllib.parse import unquote

HTML = "text/html; charset=utf-8"
#: by suffix, whatever the system's own tables say: the same on every machine
CONTENT_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".avif": "image/avif",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gif": "image/gif",
    ".html": HTML,
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".png": "image/png",
    ".rss": "application/rss+xml; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".xml": "application/xml; charset=utf-8",
}
#: the one folder with a dot that belongs to a site (RFC 8615)
WELL_KNOWN = ".well-known"
INDEX = "index.html"


def locate(root: Path, address: str) -> Path | None:
    """The file that the path of an address (`/a/b.html`) means; None where there is none."""
    first, *names = unquote(address).split("/")
    if first or not names:
        return None
    if not names[-1]:
        names[-1] = INDEX
    if not all(map(_is_served, names)):
        return None
    try:
        path = root.joinpath(*names).resolve(strict=True)
    except (OSError, ValueError, RuntimeError):  # not there, no name for a file, links in a circle
        return None
    return path if path.is_file() and path.is_relative_to(root.resolve()) else None


def content_type(path: Path) -> str:
    """The Content-Type of a file, by its suffix."""
    if not path.suffix:  # such as `_headers`
        return CONTENT_TYPES[".txt"]
    return CONTENT_TYPES.get(path.suffix.lower(), "application/octet-stream")


def _is_served(name: str) -> bool:
    """Not a way up, not an empty name, not what a tool keeps for itself."""
    return bool(name) and "\\" not in name and (name[0] != "." or name == WELL_KNOWN)
