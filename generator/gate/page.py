"""A page stands alone: nothing from elsewhere, nothing inline that its policy does not allow."""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

#: elements without an end
VOID = frozenset(
    {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "wbr"}
)
#: what a <link> may name elsewhere: nothing is fetched for these
_NAMES_ONLY = frozenset({"canonical", "alternate", "me", "license", "help", "next", "prev"})
#: attributes whose address a browser fetches by itself
_FETCHED = frozenset(
    {"src", "srcset", "data", "poster", "background", "action", "formaction", "ping"}
)
_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:)?//", re.IGNORECASE)
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?(?!data:)|@import|image-set\(", re.IGNORECASE)
_POLICY = re.compile(rb'http-equiv="Content-Security-Policy" content="([^"]*)"')
_BLOCK = re.compile(rb"<(style|script)(\s[^>]*)?>(.*?)</\1>", re.DOTALL | re.IGNORECASE)
_REMOTE = re.compile(
    rb"<(?:img|script|iframe|source|video|audio|embed|object|input)\b[^>]*\s"
    rb"(?:src|srcset|data|poster)\s*=\s*[\"']?\s*(?:https?:)?//",
    re.IGNORECASE,
)


def cheap_page_faults(data: bytes) -> Iterator[str]:
    """What can be seen without parsing: other hosts, and blocks that the policy does not allow."""
    if _REMOTE.search(data):
        yield "asks another host for something"
    policies = _POLICY.findall(data)
    if len(policies) != 1:
        yield f"has {len(policies)} policies (Content-Security-Policy), and needs one"
        return
    policy = unescape(policies[0].decode("utf-8", "replace"))
    if not policy.startswith("default-src 'none';"):
        yield "has a policy that does not begin with default-src 'none'"
    for tag, _, content in _BLOCK.findall(data):
        name = tag.decode().lower()
        if f"'{_hash(content)}'" not in _sources(policy, f"{name}-src"):
            yield f"has a <{name}> that its policy does not allow"


def page_faults(data: bytes) -> Iterator[str]:
    """Everything: the cheap checks, and what an HTML parser sees."""
    yield from cheap_page_faults(data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        yield "is not UTF-8"
        return
    reader = _Reader()
    reader.feed(text)
    reader.close()
    yield from reader.faults
    yield from (f"<{tag}> is never closed" for tag in reader.open)
    yield from (f"the id {name} is there {n} times" for name, n in reader.ids.items() if n > 1)


class _Reader(HTMLParser):
    """Notes what is wrong with elements and their attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.ids: Counter[str] = Counter()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Its attributes; whether it is still open."""
        self._look_at(tag, attrs)
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Within SVG, `<path/>` is whole."""
        self._look_at(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        """Closes what was opened last."""
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> in line {self.getpos()[0]} closes nothing")

    def handle_data(self, data: str) -> None:
        """A style sheet may ask for files too."""
        if self.open[-1:] == ["style"] and _CSS_ADDRESS.search(data):
            self.faults.append("has a style sheet that asks for a file")

    def _look_at(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        named = {name: value or "" for name, value in attrs}
        if len(named) != len(attrs):
            self.faults.append(f"<{tag}> has an attribute twice")
        for name, value in named.items():
            if name == "style" or name.startswith("on"):
                self.faults.append(f"<{tag}> has {name}=, which the policy does not allow")
            if name in _FETCHED and _ELSEWHERE.match(value):
                self.faults.append(f"<{tag} {name}> asks another host: {value[:80]}")
            if name == "href" and value.strip().lower().startswith("javascript:"):
                self.faults.append(f"<{tag}> leads to a script")
        if "id" in named:
            self.ids[named["id"]] += 1
        if tag == "link" and not set(named.get("rel", "").split()) <= _NAMES_ONLY:
            self._look_at_fetched_link(named)
        if tag == "meta" and named.get("http-equiv", "").lower() == "refresh":
            self.faults.append("loads itself again (<meta refresh>)")

    def _look_at_fetched_link(self, named: dict[str, str]) -> None:
        if not named.get("href", "").startswith("data:"):
            self.faults.append(f"<link rel={named.get('rel')}> asks for a file")


def _sources(policy: str, directive: str) -> str:
    parts = (part.strip().partition(" ") for part in policy.split(";"))
    return next((sources for name, _, sources in parts if name == directive), "")


@lru_cache(maxsize=64)
def _hash(content: bytes) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(content).digest()).decode()
