"""The HTML that people put into updates becomes a small forgiving tree; what is no HTML is text."""

import html
import re
from dataclasses import dataclass, field
from html.entities import html5

from generator.importers.text.clean import clean_text

#: tags that mean something in Markdown
BLOCKS = frozenset({"p", "div", "ul", "ol", "li", "pre", "blockquote", "hr"})
HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
INLINE = frozenset({"b", "strong", "i", "em", "del", "s", "strike", "code", "a", "br"})
#: tags that change only the looks
PLAIN = frozenset({"span", "font", "small", "u"})
KNOWN = BLOCKS | HEADINGS | INLINE | PLAIN
VOID = frozenset({"br", "hr"})

#: deeper tags are read as if they were not there
MAX_DEPTH = 20

_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9]*)(?P<rest>(?:\s[^<>]*)?)/?>")
#: only with its semicolon: `?a=1&copy=2` is an address
_ENTITY = re.compile(r"&(#\d{1,7}|#[xX][0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_HREF = re.compile(r"\shref\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)


@dataclass(slots=True)
class Node:
    """A tag and what is in it; the text of the whole tree is in order."""

    tag: str
    href: str = ""
    children: list["Node | str"] = field(default_factory=list)


def parse_html(body: str) -> Node:
    """The tree of `body`, entities decoded once; any text gives one, none gives an error."""
    root = Node("")
    stack = [root]
    place = 0
    for found in _TAG.finditer(body):
        name = found["name"].casefold()
        if name not in KNOWN:
            continue
        _add_text(stack, body[place : found.start()])
        place = found.end()
        if found["close"] and name not in VOID:
            _close(stack, name)
        elif not found["close"] or name == "br":
            _open(stack, name, found["rest"])
    _add_text(stack, body[place:])
    return root


def decode(text: str) -> str:
    """`text` with its entities decoded, once; unknown ones stay."""
    return clean_text(_ENTITY.sub(_character, text)) if "&" in text else text


def _character(found: re.Match[str]) -> str:
    if found[1].startswith("#"):
        return html.unescape(found[0])
    return html5.get(f"{found[1]};", found[0])


def text_of(node: Node) -> str:
    """The words of a tree; a tag that breaks lines breaks them here."""
    parts: list[str] = []
    _collect(node, parts)
    return "".join(parts)


def _collect(node: Node, parts: list[str]) -> None:
    for child in node.children:
        if isinstance(child, str):
            parts.append(child)
            continue
        _collect(child, parts)
        if child.tag in VOID or child.tag in BLOCKS or child.tag in HEADINGS:
            parts.append("\n")


def _add_text(stack: list[Node], raw: str) -> None:
    if raw:
        stack[-1].children.append(decode(raw))


def _open(stack: list[Node], name: str, rest: str) -> None:
    if name in BLOCKS or name in HEADINGS:
        _close_implied(stack, name)
    if name not in VOID and len(stack) > MAX_DEPTH:
        return
    found = _HREF.search(rest) if name == "a" else None
    href = decode(next(filter(None, found.groups()), "")) if found else ""
    node = Node(name, href)
    stack[-1].children.append(node)
    if name not in VOID:
        stack.append(node)


def _close_implied(stack: list[Node], name: str) -> None:
    """A block ends an open paragraph; an item ends the item before it."""
    if stack[-1].tag == "p":
        stack.pop()
    if name == "li":
        tags = [node.tag for node in stack]
        lists = max((at for at, tag in enumerate(tags) if tag in ("ul", "ol")), default=0)
        if "li" in tags[lists + 1 :]:
            del stack[lists + 1 :]


def _close(stack: list[Node], name: str) -> None:
    """End the nearest open tag of this name and all within it; without one, nothing happens."""
    for at in range(len(stack) - 1, 0, -1):
        if stack[at].tag == name:
            del stack[at:]
            return
        if stack[at].tag in ("ul", "ol", "blockquote") and name in INLINE:
            return
