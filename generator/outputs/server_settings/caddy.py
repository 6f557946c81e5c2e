"""Caddy: a server of the site's files."""

import re
from collections.abc import Iterator

from generator.outputs.delivery import NEVER, TYPES, TYPES_OF_FILES
from generator.outputs.server_settings.rules import (
    CACHE,
    KEPT,
    LEAST_COMPRESSED,
    WELL_KNOWN,
    Rule,
    compressible,
    header_rules,
    regex_of,
    shared_patterns,
)
from generator.outputs.server_settings.tree import (
    Dialect,
    Gap,
    Line,
    Node,
    Note,
    block,
    line,
    written,
)
from generator.outputs.server_settings.wish import Wish

_PLAIN = re.compile(r"[^\s\"`#]+")
_HEAD = """The status page itself, on Caddy.

1. Put this text into your Caddyfile. It is made from the table by which Fogbell publishes; print \
it again after an update of Fogbell instead of changing it.
2. caddy validate --config /etc/caddy/Caddyfile && systemctl reload caddy

Caddy gets the certificate and redirects to HTTPS by itself; a certificate of your own is a line \
`tls /path/to/fullchain.pem /path/to/privkey.pem` at the top of the block."""
_OPTIONS = "What browsers ask before a program on another page sends If-None-Match."
_HIDDEN = "What publishing keeps beside the site, and files that no build makes."
_WEAK = "The same tag whether compressed or not, so that it may not claim the same bytes."
_READ = ("GET", "HEAD", "OPTIONS")
_CONDITIONS = (
    "-If-Match",
    "-If-Modified-Since",
    "-If-None-Match",
    "-If-Unmodified-Since",
    "-Range",
)


def caddy_text(wish: Wish) -> str:
    """The settings of a server that has the files on its own disk."""
    rules = header_rules(wish.policy)
    site = block(
        wish.name if wish.is_secure else f"http://{wish.name}",
        line("root", "*", wish.root),
        Line(("route",), (*_said(wish, rules), *_files())),
        Gap(),
        Line(("handle_errors",), tuple(_errors())),
    )
    nodes = (Note(f"{_HEAD}\n\nThe files lie in {wish.root}"), Gap(), site)
    return written(nodes, Dialect(_quoted, ""))


def _said(wish: Wish, rules: tuple[Rule, ...]) -> Iterator[Node]:
    if wish.prefix:
        yield line("redir", wish.prefix, f"{wish.prefix}/", "301")
        yield line("uri", "strip_prefix", wish.prefix)
    yield line("header", "-Server")
    for rule in rules:
        yield from _header(rule)
    yield Gap()
    yield line("@written", "not", "method", *_READ)
    yield line("header", "@written", "Allow", ", ".join(_READ))
    yield line("error", "@written", "405")
    yield Note(_OPTIONS)
    yield line("@asked", "method", "OPTIONS")
    shared = line("path_regexp", regex_of(shared_patterns(rules)))
    yield block("@asked_elsewhere", line("method", "OPTIONS"), shared)
    yield line("header", "@asked", "Allow", ", ".join(_READ))
    yield line("header", "@asked_elsewhere", "Access-Control-Allow-Methods", "GET, HEAD")
    yield line("header", "@asked_elsewhere", "Access-Control-Allow-Headers", "*")
    yield line("respond", "@asked", "204")
    yield Gap()


def _header(rule: Rule) -> Iterator[Node]:
    """A header; a matcher for each value that not all files have."""
    if not rule.choices:
        yield line("header", rule.header, rule.rest)
        return
    named = f"@{rule.header.lower().replace('-', '_')}"
    if rule.rest:
        patterns = [pattern for choice in rule.choices for pattern in choice.patterns]
        yield line(f"{named}_rest", "not", "path_regexp", regex_of(patterns))
        yield line("header", f"{named}_rest", rule.header, rule.rest)
    for number, choice in enumerate(rule.choices, 1):
        if choice.value:
            yield line(f"{named}_{number}", "path_regexp", regex_of(choice.patterns))
            yield line("header", f"{named}_{number}", rule.header, choice.value)


def _files() -> Iterator[Node]:
    """Files as they lie there, each with its media type; no folder is listed."""
    yield Note(_HIDDEN)
    yield block(
        "@hidden",
        line("path_regexp", r"/\."),
        line("not", "path", f"/{WELL_KNOWN}"),
    )
    yield line("error", "@hidden", "404")
    yield line("error", f"/{KEPT}", "404")
    yield Gap()
    special = [line(f"~{regex_of([pattern])}", named) for pattern, named in TYPES_OF_FILES.items()]
    usual = [line(rf"~(?i)\.{end}$", named) for end, named in TYPES.items()]
    other = (line("/", TYPES["html"]), line("default", "application/octet-stream"))
    yield Line(("map", "{path}", "{fogbell_type}"), (*special, *usual, *other))
    yield line("header", "Content-Type", "{fogbell_type}")
    yield Line(("header",), (line("Vary", "Accept-Encoding"), line("defer")))
    yield from _compression()
    yield Note(_WEAK)
    yield Line(("header",), (line("ETag", '^"', 'W/"'), line("defer")))
    yield Line(("file_server",), (line("hide", KEPT.removesuffix("/*")),))


def _compression() -> Iterator[Node]:
    types = (line("header", "Content-Type", f"{each}*") for each in compressible())
    least = line("minimum_length", str(LEAST_COMPRESSED))
    yield Line(("encode", "zstd", "gzip"), (least, Line(("match",), tuple(types))))


def _errors() -> Iterator[Node]:
    yield Note("No error may outlive its cause.")
    yield line("header", CACHE, NEVER)
    yield line("header", "-Server")
    yield line("@missing", "expression", "{http.error.status_code} in [403, 404]")
    yield block(
        "handle @missing",
        *(line("request_header", each) for each in _CONDITIONS),
        line("header", "Content-Type", TYPES["html"]),
        line("rewrite", "*", "/404.html"),
        Line(("file_server",), (line("status", "404"),)),
    )


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    return f"`{word}`" if "`" not in word else '"' + word.replace('"', '\\"') + '"'
