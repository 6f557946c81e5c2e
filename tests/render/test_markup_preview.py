"""The rule: what the git host previews is what the page shows.

Each text is rendered by us and by the renderers of others, and the trees are compared: words,
marks, links and nesting, without what is ours alone (classes, wrappers, words for a task's box).
"""

import json
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from markdown_it import MarkdownIt

from generator.render.markup import to_html

DATA = Path(__file__).parents[3] / "shared" / "data"
BLOCKS = {
    *("p", "h3", "h4", "h5", "h6", "ul", "ol", "li", "pre", "blockquote", "hr", "br"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}
VOID = {"br", "hr", "img", "input"}
PUBLISHED = re.compile(r"(?i)https?://(?:[\w.~%-]+)(?::\d{1,5})?(?:[/?#]|\Z)|mailto:")
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)

Node = str | tuple[str, str, tuple[Any, ...]]


class Tree(HTMLParser):
    """HTML as nested (tag, detail, children)."""

    def __init__(self) -> None:
        super().__init__()
        self.stack: list[tuple[str, dict[str, str | None], list[Node]]] = [("", {}, [])]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.stack.append((tag, dict(attrs), []))
        if tag in VOID:
            self.handle_endtag(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag in VOID and self.stack[-1][0] != tag:
            return
        name, attrs, children = self.stack.pop()
        assert name == tag
        if tag == "code" and not any(outer == "pre" for outer, _, _ in self.stack):
            # the host keeps the indent of a paragraph's line inside a code span, the others do not
            children = ["".join(map(str, children)).strip(" ")]
        self.stack[-1][2].extend(plainest(tag, {k: v or "" for k, v in attrs.items()}, children))

    def handle_data(self, data: str) -> None:
        is_code = any(tag == "pre" for tag, _, _ in self.stack)
        self.stack[-1][2].append(data if is_code else re.sub(r"[ \t\n]+", " ", data))


def plainest(tag: str, attrs: dict[str, str], children: list[Node]) -> list[Node]:
    """An element as all renderers can agree on it, or what stands in its place."""
    words = {
        "img": re.sub(r"\s+", " ", attrs.get("alt", "")),
        "input": "[x]" if "checked" in attrs else "[ ]",
        "span": "[ ]" if children == ["To do:"] else "[x]",
    }
    if tag in words:
        return [words[tag]]
    if tag == "section" or (tag == "a" and not is_published(attrs, children)):
        return children
    if tag == "code":  # some end a last line that nobody ended, others do not
        return [(tag, "", ("".join(map(str, children)).rstrip("\n"),))]
    kept = folded(children)
    if tag == "li" and len(kept) > 1 and kept[0] in {"[ ]", "[x]"} and kept[1][0] == "p":
        # In a list with gaps the host puts a task's box before the paragraph, we put it inside.
        kept = (("p", "", folded([f"{kept[0]} ", *kept[1][2]])), *kept[2:])
    detail = {
        "a": unquote(attrs.get("href", "")),
        "ol": attrs.get("start", ""),
        "th": alignment(attrs),
        "td": alignment(attrs),
    }.get(tag, "")
    return [({"s": "del", "h1": "h3", "h2": "h3"}.get(tag, tag), detail, kept)]


def alignment(attrs: dict[str, str]) -> str:
    style = attrs.get("style", "").removeprefix("text-align:")
    return attrs.get("class") or attrs.get("align") or style


def is_published(attrs: dict[str, str], children: list[Node]) -> bool:
    """Whether a link is one that we print, and every renderer sees.

    A bare `www.` is a link for the host and for us, but not for each of the others.
    """
    is_bare = bool(children) and str(children[0]).startswith("www.")
    return bool(children and PUBLISHED.match(unquote(attrs.get("href", "")))) and not is_bare


def folded(children: list[Node]) -> tuple[Node, ...]:
    """Children without the white space that a browser does not show."""
    joined: list[Node] = []
    for child in children:
        if isinstance(child, str) and joined and isinstance(joined[-1], str):
            joined[-1] += child
        else:
            joined.append(child)
    kept: list[Node] = []
    for index, child in enumerate(joined):
        if isinstance(child, str):
            words = re.sub(r" +", " ", child)
            before, after = joined[index - 1 : index], joined[index + 1 : index + 2]
            words = words.lstrip(" ") if not before or before[0][0] in BLOCKS else words
            words = words.rstrip(" ") if not after or after[0][0] in BLOCKS else words
            kept += [words] if words else []
        else:
            kept.append(child)
    return tuple(kept)


def tree(page: str) -> tuple[Node, ...]:
    reader = Tree()
    reader.feed(page)
    reader.close()
    assert len(reader.stack) == 1
    return folded(reader.stack[0][2])


def has_html(text: str) -> bool:
    """Whether a text holds HTML other than comments, which we show and the host interprets."""
    return bool(re.search(r"<(?!https?:|\S+@)[A-Za-z/!?]", COMMENT.sub("", text)))


def markdown_it(text: str) -> str:
    """By markdown-it; comments are the only HTML it reads, and it drops them as the host does."""
    renderer = MarkdownIt("gfm-like", {"html": "<!--" in text and not has_html(text)})
    renderer.linkify.set({"fuzzy_link": False})  # type: ignore[union-attr]
    for name in ("html_block", "html_inline"):
        renderer.add_render_rule(
            name, lambda _, tokens, at, *__: COMMENT.sub("", tokens[at].content)
        )
    return str(renderer.render(text))


def github(text: str) -> str:
    """By GitHub's own renderer, before its filter of HTML."""
    cmark: Any = import_module("cmarkgfm.cmark")
    extensions = ["table", "strikethrough", "autolink", "tasklist"]
    return str(cmark.markdown_to_html_with_extensions(text, 1 << 17, extensions))


NO_GITHUB = "GitHub's renderer is not installed (pip install cmarkgfm)"
RENDERERS = [
    pytest.param(markdown_it, id="markdown-it"),
    pytest.param(
        github, id="github", marks=pytest.mark.skipif(not find_spec("cmarkgfm"), reason=NO_GITHUB)
    ),
]


def is_same(text: str, renderer: Callable[[str], str]) -> bool:
    return tree(to_html(text)) == tree(renderer(text))


def assert_same(text: str, renderer: Callable[[str], str]) -> None:
    assert tree(to_html(text)) == tree(renderer(text)), text


def messages() -> Iterator[str]:
    """The texts of real incident writers, where they are at hand."""
    lines = (DATA / "statuspage-github-history" / "incidents.jsonl").read_text("utf-8").splitlines()
    for incident in map(json.loads, lines):
        yield from (update["message"] for update in incident["updates"])
    for path in sorted((DATA / "cstate-jenkins" / "content" / "issues").glob("*.md")):
        yield path.read_text("utf-8").split("\n---\n", 1)[-1]


@pytest.mark.skipif(not DATA.is_dir(), reason=f"no real texts at {DATA}")
@pytest.mark.parametrize("renderer", RENDERERS)
def test_real_texts_read_as_in_the_preview(renderer: Callable[[str], str]) -> None:
    texts = [text for text in messages() if renderer is markdown_it or not has_html(text)]
    different = [text for text in texts if not is_same(text, renderer)]
    assert len(texts) > 4_000
    assert different == []
