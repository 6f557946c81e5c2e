"""Where each feed is, what it is called there, and the links by which pages announce it."""

from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote, urlsplit, urlunsplit

HISTORY, UPDATES = "history", "updates"
#: in an address, what may stay as it is; `%`: what is quoted already
_SAFE = "/%:@!$&'()*+,;=~"


class Form(StrEnum):
    """The forms that every feed comes in, by the ends of their files' names."""

    ATOM = "atom"
    RSS = "rss"
    JSON = "json"

    @property
    def media_type(self) -> str:
        return "application/feed+json" if self is Form.JSON else f"application/{self}+xml"

    @property
    def label(self) -> str:
        return {Form.ATOM: "Atom", Form.RSS: "RSS", Form.JSON: "JSON Feed"}[self]


@dataclass(frozen=True, slots=True)
class Alternate:
    """A feed as a page's `<link rel="alternate">` names it."""

    type: str
    title: str
    href: str


def component_feed(component: str) -> str:
    """The name of a component's feed."""
    return f"components/{component}"


def feed_path(name: str, form: Form) -> str:
    """Where a feed is, from the top."""
    if name == HISTORY and form is Form.JSON:
        return "feed.json"  # as readers look for it; `history.json` is another thing elsewhere
    return f"{name}.{form}"


def alternates(name: str, title: str, root: str) -> tuple[Alternate, ...]:
    """The links to a feed in all its forms, on a page whose way home is `root`."""
    return tuple(
        Alternate(form.media_type, f"{title} ({form.label})", root + quote(feed_path(name, form)))
        for form in Form
    )


def ascii_address(url: str) -> str:
    """A site's address as feeds must have it: in ASCII alone."""
    if url.isascii():
        return url
    parts = urlsplit(url)
    try:
        host = parts.netloc.encode("idna").decode()
    except UnicodeError:
        host = quote(parts.netloc, safe=_SAFE)
    return urlunsplit(parts._replace(netloc=host, path=quote(parts.path, safe=_SAFE)))
