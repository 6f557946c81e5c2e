"""How each file is to be served: one table of classes, for `_headers` and for whoever deploys."""

from dataclasses import dataclass
from fnmatch import fnmatchcase

FRESH = "public, max-age=30, s-maxage=30, stale-while-revalidate=30, stale-if-error=86400"
POLLED = "public, max-age=60, s-maxage=60, stale-if-error=86400"
CALM = "public, max-age=300, s-maxage=300, stale-while-revalidate=600, stale-if-error=604800"
FOREVER = "public, max-age=31536000, immutable"
#: an error page must not outlive the error
NEVER = "no-cache"

#: by the end of a name
TYPES = {
    "html": "text/html; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "atom": "application/atom+xml",
    "rss": "application/rss+xml",
    "xml": "application/xml",
    "json": "application/json",
    "svg": "image/svg+xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
}
#: JSON of a kind that has a name of its own: JSON Feed 1.1, RFC 9457
TYPES_OF_FILES = {
    "feed.json": "application/feed+json",
    "updates.json": "application/feed+json",
    "components/*.json": "application/feed+json",
    "errors/*.json": "application/problem+json",
}


@dataclass(frozen=True, slots=True)
class FileClass:
    """Files that are served alike."""

    #: from the top; `*` is the rest of the path
    pattern: str
    cache_control: str
    #: programs on other people's pages may read it (`Access-Control-Allow-Origin: *`)
    is_shared: bool = False
    #: other people's pages may show it, and its own policy is all there is
    is_for_others: bool = False


#: Every file is of the first class that matches. But for the last, no two overlap: some hosts join
#: the headers of all rules that match.
CLASSES = (
    FileClass(".well-known/*", CALM),
    FileClass("api/*", FRESH, is_shared=True),
    FileClass("components/*", POLLED, is_shared=True),
    FileClass("errors/*", NEVER, is_for_others=True),
    FileClass("history/*", CALM),
    FileClass("incidents/*", FRESH),
    FileClass("ledger/*", CALM, is_shared=True),
    FileClass("maintenance/*", FRESH),
    FileClass("media/*", FOREVER),
    FileClass("schema/*", CALM, is_shared=True),
    FileClass("badge.svg", FRESH, is_shared=True),
    FileClass("embed.html", FRESH, is_for_others=True),
    FileClass("errors.json", FRESH, is_shared=True),
    FileClass("feed.json", POLLED, is_shared=True),
    FileClass("history.atom", POLLED, is_shared=True),
    FileClass("history.rss", POLLED, is_shared=True),
    FileClass("ledger.csv", POLLED, is_shared=True),
    FileClass("ledger.json", POLLED, is_shared=True),
    FileClass("maintenance.ics", POLLED, is_shared=True),
    FileClass("status.json", FRESH, is_shared=True),
    FileClass("updates.atom", POLLED, is_shared=True),
    FileClass("updates.json", POLLED, is_shared=True),
    FileClass("updates.rss", POLLED, is_shared=True),
    FileClass("widget.js", CALM, is_shared=True),
    FileClass("*", FRESH),
)

#: with every file
SECURITY_HEADERS = (
    ("Permissions-Policy", "camera=(), geolocation=(), microphone=()"),
    ("Referrer-Policy", "no-referrer"),
    ("Strict-Transport-Security", "max-age=31536000"),
    ("X-Content-Type-Options", "nosniff"),
)
POLICY = "Content-Security-Policy"


def class_of(path: str) -> FileClass:
    """The class of the file at `path`, from the top."""
    return next(each for each in CLASSES if fnmatchcase(path, each.pattern))


def content_type(path: str) -> str:
    """The media type of the file at `path`, from the top."""
    for pattern, named in TYPES_OF_FILES.items():
        if fnmatchcase(path, pattern):
            return named
    return TYPES.get(path.rpartition(".")[2].lower(), "application/octet-stream")


def headers(path: str, policy: str) -> dict[str, str]:
    """All that a server should say with the file at `path`; `policy`: that of the pages."""
    return {"Content-Type": content_type(path), **class_headers(class_of(path), policy)}


def class_headers(kind: FileClass, policy: str) -> dict[str, str]:
    """What a server should say with every file of a class.

    The policy is in each page's <meta> too, but for what cannot be there: who may frame it.
    """
    said = dict(SECURITY_HEADERS)
    said["Cache-Control"] = kind.cache_control
    if kind.is_shared:
        said["Access-Control-Allow-Origin"] = "*"
    if not kind.is_for_others:
        said[POLICY] = f"{policy}; frame-ancestors 'none'"
    return said
