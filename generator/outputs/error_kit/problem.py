"""An outage as problem details (RFC 9457) and as plain text, for programs."""

import json
import textwrap

from generator.model.site import Settings
from generator.outputs.feeds.addresses import ascii_address

#: seconds after which a client may ask again, where nobody said otherwise
RETRY_AFTER = 60

_OURS = "The fault is on our side, not on yours."
_CARE = (
    "It is not known whether this request was carried out. Before you repeat one that changes "
    "something, check what it did."
)


def problem_details(settings: Settings, retry_after: int = RETRY_AFTER) -> str:
    """The body of a 503 as application/problem+json, in ASCII; every key is always there."""
    url = ascii_address(settings.url)
    details = {
        "type": f"{url}/errors/503.html",
        "title": "Service unavailable",
        "status": 503,
        "detail": f"{_OURS} {_CARE} What is wrong is on the status page.",
        "retry_after": retry_after,
        "status_page": f"{url}/",
        "mirrors": [f"{ascii_address(mirror)}/" for mirror in settings.mirrors],
        "contact": settings.contact,
    }
    return json.dumps(details, indent=2) + "\n"


def problem_text(settings: Settings) -> str:
    """The same as text, in lines that a terminal shows whole but for long addresses."""
    parts = [
        "503 Service unavailable",
        textwrap.fill(f"{_OURS} {_CARE}", 76),
        f"What is wrong, and when you hear more:\n{settings.url}/",
    ]
    if settings.mirrors:
        parts.append("The same, elsewhere:\n" + "\n".join(f"{each}/" for each in settings.mirrors))
    if settings.contact:
        parts.append(f"Ask us: {settings.contact}")
    return "\n\n".join(parts) + "\n"
