"""nginx before a site that lies elsewhere: it keeps copies, and shows them while that is dead."""

from collections.abc import Iterator
from ipaddress import ip_address
from urllib.parse import urlsplit

from generator.outputs.server_settings.nginx import common, maps, opening, written
from generator.outputs.server_settings.rules import Rule, header_rules
from generator.outputs.server_settings.tree import Gap, Line, Node, Note, block, line
from generator.outputs.server_settings.wish import Wish

_HEAD = """The status page, fetched from where it lies by an nginx that keeps copies.

While its origin does not answer, readers get the last copy of every page that anybody asked for \
in the last thirty days. The page itself tells them how old it is.

1. Save this text as /etc/nginx/conf.d/status.conf, and fill in what is marked with <-. It is made \
from the table by which Fogbell publishes; print it again after an update of Fogbell instead of \
changing it.
2. nginx -t && systemctl reload nginx"""
_RESOLVER = "<- a name server of yours, such as the one in /etc/resolv.conf. Addresses change."
_AUTHORITIES = "<- as on Debian; Fedora has them in /etc/pki/tls/certs/ca-bundle.crt"
_KEPT = "@fogbell_kept"
#: an origin that answers so may as well be dead
_DEAD = ("error", "timeout", "invalid_header", "http_500", "http_502", "http_503", "http_504")
#: a bucket that was closed or emptied by mistake; publishing never takes a page away
_GONE = ("http_403", "http_404")
#: of the request: nothing of it is the origin's business
_WITHHELD = ("Accept-Encoding", "Authorization", "Connection", "Cookie")


def nginx_cache_text(wish: Wish) -> str:
    """The settings of a server that fetches the files from `wish.origin`."""
    rules = header_rules(wish.policy)
    nodes = (
        Note(f"{_HEAD}\n\nIts origin: {wish.origin}"),
        Gap(),
        line(
            *("proxy_cache_path", "/var/cache/fogbell", "levels=1:2", "keys_zone=fogbell:10m"),
            *("max_size=1g", "inactive=30d", "use_temp_path=off"),
        ),
        *maps(rules, "$fogbell_path"),
        block(
            "server",
            *opening(wish),
            Note("Every path is one file, whatever comes after `?`."),
            line("set", "$fogbell_path", "$uri"),
            Gap(),
            *common(rules),
            Gap(),
            *_copies(),
            Gap(),
            *_fetching(wish.origin, rules),
        ),
    )
    return written(nodes)


def _copies() -> Iterator[Node]:
    yield line("proxy_cache", "fogbell")
    yield line("proxy_cache_key", "$fogbell_path")
    yield Note(
        "For how long is what the origin says in Cache-Control; this, where it says nothing."
    )
    yield line("proxy_cache_valid", "200", "30s")
    yield line("proxy_cache_use_stale", *_DEAD, *_GONE, "http_429")
    yield line("proxy_cache_background_update", "on")
    yield line("proxy_cache_revalidate", "on")
    yield line("proxy_cache_lock", "on")
    yield line("proxy_ignore_headers", "Set-Cookie", "Vary", "X-Accel-Expires")


def _fetching(origin: str, rules: tuple[Rule, ...]) -> Iterator[Node]:
    parts = urlsplit(origin)
    for name in _WITHHELD:
        yield line("proxy_set_header", name, "")
    yield line("proxy_set_header", "Host", parts.netloc)
    for name in (*(rule.header for rule in rules), "Set-Cookie"):
        yield line("proxy_hide_header", name)
    yield line("proxy_http_version", "1.1")
    yield line("proxy_connect_timeout", "3s")
    yield line("proxy_read_timeout", "10s")
    if not _is_address(parts.hostname or ""):
        yield Note(_RESOLVER)
        yield line("resolver", "127.0.0.53", "valid=60s")
        yield line("resolver_timeout", "3s")
    if parts.scheme == "https":
        yield line("proxy_ssl_server_name", "on")
        yield line("proxy_ssl_verify", "on")
        yield line("proxy_ssl_verify_depth", "4")
        yield Note(_AUTHORITIES)
        yield line("proxy_ssl_trusted_certificate", "/etc/ssl/certs/ca-certificates.crt")
    yield line("proxy_intercept_errors", "on")
    yield line("error_page", "403", "404", "=404", "/404.html")
    yield line("error_page", "502", "504", "=", _KEPT)
    fetched = (
        line("set", "$fogbell_origin", parts.netloc),
        line("rewrite", "^(.*)$", f"{parts.path}$1?", "break"),
        line("proxy_pass", f"{parts.scheme}://$fogbell_origin"),
    )
    yield block("location /", *fetched)
    yield Line(("location", "^~", "/.well-known/"), fetched)
    yield Note("No name server: only here does nginx look for a copy, as nobody ever answers.")
    yield block(f"location {_KEPT}", line("proxy_pass", "http://unix:/var/empty/fogbell-nobody"))


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
