"""Settings for the servers that hold the status page, made from the one table of classes."""

from collections.abc import Callable
from dataclasses import dataclass

from generator.outputs.server_settings.caddy import caddy_text
from generator.outputs.server_settings.cloudflare import cloudflare_text
from generator.outputs.server_settings.cloudfront import cloudfront_text
from generator.outputs.server_settings.nginx import nginx_text
from generator.outputs.server_settings.nginx_cache import nginx_cache_text
from generator.outputs.server_settings.wish import Wish, lasting

__all__ = ["KINDS", "Kind", "Wish", "lasting"]

Maker = Callable[[Wish], str]


@dataclass(frozen=True, slots=True)
class Kind:
    #: as people type it
    name: str
    help: str
    #: of files in `wish.root`
    text: Maker
    #: of a site that lies elsewhere, at `wish.origin`; None where such a server keeps no copies
    cache_text: Maker | None = None
    #: it has files on its own disk
    has_root: bool = False


#: To add a server: a module with a function of a Wish, and its line here.
KINDS = (
    Kind("nginx", "nginx", nginx_text, nginx_cache_text, has_root=True),
    Kind("caddy", "Caddy", caddy_text, has_root=True),
    Kind("cloudfront", "Amazon CloudFront before an S3 bucket", cloudfront_text),
    Kind("cloudflare", "Cloudflare, before whatever holds the files", cloudflare_text),
)
