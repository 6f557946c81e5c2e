"""nginx: a server of the site's files."""

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
    with_charset,
)
from generator.outputs.server_settings.tree import Dialect, Gap, Line, Node, Note, block, line
from generator.outputs.server_settings.tree import written as written_in
from generator.outputs.server_settings.wish import Wish

_PLAIN = re.compile(r"[^\s;{}\"'\\#]+")
_HEAD = """The status page itself, on nginx.

1. Save this text as /etc/nginx/conf.d/status.conf. It is made from the table by which Fogbell \
publishes; print it again after an update of Fogbell instead of changing it.
2. nginx -t && systemctl reload nginx"""
_HTTPS = """HTTPS: your certificate and the redirection to it belong here. `certbot --nginx` adds \
both by itself; by hand, a certificate is
    listen 443 ssl;
    ssl_certificate /path/to/fullchain.pem;
    ssl_certificate_key /path/to/privkey.pem;
and the redirection a `server` of its own for port 80: return 301 https://$host$request_uri;"""
#: html is among them anyhow, and nginx complains of saying so
_ALWAYS = "text/html"


def nginx_text(wish: Wish) -> str:
    """The settings of a server that has the files on its own disk."""
    rules = header_rules(wish.policy)
    nodes = (
        Note(f"{_HEAD}\n\nThe files lie in {wish.root}"),
        Gap(),
        *maps(rules, "$uri"),
        block(
            "server",
            *opening(wish),
            line("root", wish.root),
            Gap(),
            *common(rules),
            Gap(),
            line("error_page", "403", "404", "=404", "/404.html"),
            *_files(),
        ),
    )
    return written(nodes)


def written(nodes: tuple[Node, ...]) -> str:
    """The text of settings in nginx's language."""
    return written_in(nodes, Dialect(_quoted, ";"))


def maps(rules: tuple[Rule, ...], path: str) -> Iterator[Node]:
    """What a header says, where it differs from file to file; `path`: the variable that has it."""
    for rule in rules:
        if not rule.choices:
            continue
        variable = _variable(rule) + ("_of_file" if rule.header == CACHE else "")
        cases = [line(f"~{regex_of(choice.patterns)}", choice.value) for choice in rule.choices]
        yield block(f"map {path} {variable}", line("default", rule.rest), *cases)
    cache = next(_variable(rule) for rule in rules if rule.header == CACHE)
    yield Note("No error may outlive its cause.")
    yield block(f"map $status {cache}", line("default", f"{cache}_of_file"), line("~^[45]", NEVER))
    yield Note("What browsers ask before a program on another page sends If-None-Match.")
    asked = f"~^OPTIONS {regex_of(shared_patterns(rules)).removeprefix('^')}"
    for name, value in (("methods", "GET, HEAD"), ("headers", "*")):
        words = ("map", f"$request_method {path}", f"$fogbell_allow_{name}")
        yield Line(words, (line("default", ""), line(asked, value)))
    allowed = (line("default", "GET, HEAD, OPTIONS"), line("GET", ""), line("HEAD", ""))
    yield block("map $request_method $fogbell_allow", *allowed)
    yield Gap()


def opening(wish: Wish) -> Iterator[Node]:
    """Where it listens, for whom, and which path is meant."""
    yield line("listen", "80")
    yield line("listen", "[::]:80")
    yield line("server_name", wish.name)
    yield Note(_HTTPS)
    yield Gap()
    yield line("server_tokens", "off")
    if wish.prefix:
        yield line("rewrite", f"^{re.escape(wish.prefix)}(/.*)$", "$1")
        yield Line(("location", "=", wish.prefix), (line("return", "301", f"{wish.prefix}/"),))
    yield line("rewrite", "^/$", "/index.html")


def common(rules: tuple[Rule, ...]) -> Iterator[Node]:
    """Headers, compression, and what is refused."""
    for rule in rules:
        yield line(
            "add_header", rule.header, _variable(rule) if rule.choices else rule.rest, "always"
        )
    yield line("add_header", "Access-Control-Allow-Methods", "$fogbell_allow_methods")
    yield line("add_header", "Access-Control-Allow-Headers", "$fogbell_allow_headers")
    yield line("add_header", "Allow", "$fogbell_allow", "always")
    yield Gap()
    yield line("gzip", "on")
    yield line("gzip_vary", "on")
    yield line("gzip_proxied", "any")
    yield line("gzip_min_length", str(LEAST_COMPRESSED))
    yield line("gzip_types", *(each for each in compressible() if each != _ALWAYS))
    yield Gap()
    yield Line(("if", "($request_method", "=", "OPTIONS)"), (line("return", "204"),))
    yield Line(("if", "($request_method", "!~", "^(GET|HEAD)$)"), (line("return", "405"),))
    yield Note("What publishing keeps beside the site, and files that no build makes.")
    yield Line(("location", "^~", f"/{KEPT.removesuffix('*')}"), (line("return", "404"),))
    yield Line(("location", "~", r"/\."), (line("return", "404"),))


def _files() -> Iterator[Node]:
    """Files as they lie there, each with its media type; no folder is listed."""
    by_type: dict[str, list[str]] = {}
    for end, named in TYPES.items():
        by_type.setdefault(named.partition(";")[0], []).append(end)
    yield line("charset", "utf-8")
    yield line("charset_types", *(each for each in with_charset() if each != _ALWAYS))
    yield line("default_type", "application/octet-stream")
    yield Line(("types",), tuple(line(named, *ends) for named, ends in by_type.items()))
    found = line("try_files", "$uri", "=404")
    yield block("location /", found)
    yield Line(("location", "^~", f"/{WELL_KNOWN.removesuffix('*')}"), (found,))
    for pattern, named in TYPES_OF_FILES.items():
        typed = (Line(("types",), ()), line("default_type", named), found)
        yield Line(("location", "~", regex_of([pattern])), typed)


def _variable(rule: Rule) -> str:
    return f"$fogbell_{rule.header.lower().replace('-', '_')}"


def _quoted(word: str) -> str:
    if _PLAIN.fullmatch(word):
        return word
    escaped = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
