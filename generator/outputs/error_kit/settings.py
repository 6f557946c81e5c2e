"""What each kind of server must be told to show the error kit: texts in servers/, filled in."""

import json
import re
import shlex
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from generator.model.site import Settings
from generator.outputs.error_kit.files import FOLDER, MAINTENANCE, OUTAGE, PROBLEM, TEXT
from generator.outputs.error_kit.problem import problem_details
from generator.outputs.feeds.addresses import ascii_address

_TEXTS = Path(__file__).parent / "servers"


@dataclass(frozen=True, slots=True)
class Server:
    #: as people type it
    name: str
    help: str
    #: its settings, a file of servers/ with a `@@word@@` for each thing that varies
    file: str


#: To add a server: a file in servers/, and its line here.
SERVERS = (
    Server("nginx", "nginx", "nginx.conf"),
    Server("caddy", "Caddy", "Caddyfile"),
    Server("cloudfront", "Amazon CloudFront", "cloudfront.sh"),
    Server("cloudflare", "Cloudflare", "cloudflare.sh"),
    Server("apigateway", "Amazon API Gateway", "apigateway.sh"),
)
#: what a server shows from its own disk
_ON_DISK = (OUTAGE, MAINTENANCE, PROBLEM, TEXT)


def server_settings(server: Server, settings: Settings, retry_after: int) -> str:
    """The text to paste; `retry_after` in seconds."""
    values = _values(settings, retry_after)
    text = (_TEXTS / server.file).read_text("utf-8")
    return re.sub(r"@@(\w+)@@", lambda word: values[word[1]], text)


def _values(settings: Settings, retry_after: int) -> Mapping[str, str]:
    url = ascii_address(settings.url)
    kit, parts = f"{url}/{FOLDER}", urlsplit(url)
    details = json.dumps(json.loads(problem_details(settings, retry_after)))
    # API Gateway and Cloudflare would put values in the place of `$name` and `::NAME::`
    details = details.replace("$", r"\u0024").replace("::", r":\u003a")
    is_https = parts.scheme == "https"
    return {
        "retry_after": str(retry_after),
        "kit": kit,
        "kit_files": shlex.quote(f"{kit}/{{{','.join(_ON_DISK)}}}"),
        "kit_host": shlex.quote(parts.hostname or ""),
        "kit_prefix": parts.path,
        "kit_protocol": "https-only" if is_https else "http-only",
        "http_port": str((not is_https and parts.port) or 80),
        "https_port": str((is_https and parts.port) or 443),
        "problem_as_text": json.dumps(details),
    }
