"""Markdown from elsewhere, such as a postmortem, becomes Markdown that fits below an update."""

import re
from collections.abc import Iterator

from generator.importers.text.clean import clean_text
from generator.importers.text.html_to_markdown import Body, to_markdown
from generator.importers.text.html_tree import decode, parse_html, text_of

_BLOCK_TAG = re.compile(r"<(?:p|div|ul|ol|li|pre|blockquote|hr|h[1-6])[\s/>]", re.IGNORECASE)
# from where white space begins, so that a long run of it is looked at once
_BREAK = re.compile(r"(?:(?<![ \t])[ \t]+)?<br\s*/?>[ \t]*", re.IGNORECASE)
_MARKS = (
    (re.compile(r"</?(?:b|strong)>", re.IGNORECASE), "**"),
    (re.compile(r"</?(?:i|em)>", re.IGNORECASE), "*"),
    (re.compile(r"</?code>", re.IGNORECASE), "`"),
)
_ANCHOR = re.compile(r"<a\s[^<>]*?href=[\"']([^\"'<>\s]+)[\"'][^<>]*>([^<>]*)</a>", re.IGNORECASE)
_FENCE = re.compile(r" {0,3}(`{3,}(?=[^`]*\Z)|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|\Z)[ \t]*(.*)\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*\Z")
_PARAGRAPH = re.compile(r" {0,3}(?![-+*>#=]|\d{1,9}[.)]\s)\S")
_RELATIVE = re.compile(
    r"!?\[([^\[\]]*)\]\(\s*<?(?![A-Za-z][A-Za-z0-9+.-]*:|//|#|/)[^\s<>()]+>?[^()]*\)"
)
_IMAGE = re.compile(r"!\[([^\[\]]*)\](?=\()")
#: outside `code`: what a git host would read as HTML; an address in pointed brackets is none
_HTML = re.compile(r"(`+)(?!`).+?(?<!`)\1(?!`)|<(?=[A-Za-z/!?])(?!(?:https?|mailto):)")


def keep_markdown(raw: str, *, newline_breaks: bool, shift: int = 2) -> Body:
    """`raw` with its Markdown kept: headings go `shift` levels down, pictures become links."""
    text = clean_text(raw)
    words = text_of(parse_html(text))
    if not newline_breaks:
        if _BLOCK_TAG.search(text):
            return to_markdown(raw, newline_breaks=False)
        text = decode(" ".join(text.split("\n")))
    text = _BREAK.sub("\n", text)
    for tag, mark in _MARKS:
        text = tag.sub(mark, text)
    text = _ANCHOR.sub(r"[\2](\1)", text)
    lines = [line.strip() if not newline_breaks else line.rstrip() for line in text.split("\n")]
    return Body("\n".join(_settled(lines, shift)).strip("\n"), words)


def _settled(lines: list[str], shift: int) -> Iterator[str]:
    """The lines with their headings below ours, and no fence left open."""
    fence = ""
    held: str | None = None
    for line in lines:
        found = _FENCE.match(line)
        if fence or found:
            yield from [held] if held is not None else []
            held = None
            fence = _next_fence(fence, line, found)
            yield line
        elif held is not None and _UNDERLINE.match(line) and _PARAGRAPH.match(held):
            yield f"{'#' * (shift + (1 if '=' in line else 2))} {held.strip()}"
            held = None
        else:
            yield from [held] if held is not None else []
            held = _line(line, shift)
    yield from [held] if held is not None else []
    if fence:
        yield fence


def _next_fence(fence: str, line: str, found: re.Match[str] | None) -> str:
    """The fence that stands after `line`; empty where none does."""
    if not fence:
        return found[1] if found else ""
    closes = found and found[1].startswith(fence) and line.strip() == found[1]
    return "" if closes else fence


def _line(line: str, shift: int) -> str:
    heading = _HEADING.match(line)
    if heading:
        line = f"{'#' * min(6, len(heading[1]) + shift)} {heading[2]}".rstrip()
    line = _RELATIVE.sub(r"\1", line)
    line = _IMAGE.sub(lambda found: f"[{found[1] or 'picture'}]", line)
    return _HTML.sub(lambda found: found[0] if found[1] else "&lt;", line)
