"""A body as Statuspage keeps it, text with some HTML, becomes Markdown that means the same.

Every line of the source becomes a paragraph of its own: Statuspage breaks lines where the author
did, and a paragraph does so on every git host and in every editor, while a backslash or two spaces
at the end of a line are noise or lost. Lines that look like a list are one.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.importers.text.clean import clean_text
from generator.importers.text.escape import escape_all, guard
from generator.importers.text.html_tree import (
    BLOCKS,
    HEADINGS,
    Node,
    parse_html,
    text_of,
)
from generator.importers.text.inline import (
    Line,
    Part,
    Piece,
    pieces_of,
    print_line,
    split_lines,
)

_BULLET = re.compile(r"\s*[-*+]\s+")
_NUMBERED = re.compile(r"\s*(\d{1,9})[.)]\s+")
_FENCE = re.compile(r"(?m)^```[^\n`]*\n((?:(?!```)[^\n]*\n)*?)```[ \t]*$")


@dataclass(frozen=True, slots=True)
class Body:
    """An update's words."""

    markdown: str
    #: the words alone, to compare with another capture's
    words: str


@dataclass(frozen=True, slots=True)
class _Block:
    text: str
    #: `-` or `1` for an item of a list; else empty
    item: str = ""
    number: int = 0


def to_markdown(raw: str, *, newline_breaks: bool) -> Body:
    """`raw` as Markdown; a line end breaks the line in the API's JSON, but not in a feed's HTML."""
    text = clean_text(raw)
    blocks: list[_Block] = []
    words: list[str] = []
    for part, is_code in _fenced(text) if newline_breaks else [(text, False)]:
        if is_code:
            blocks.append(_Block(_fence(part)))
            words.append(part)
        else:
            tree = parse_html(part)
            blocks += _blocks(tree.children, newline_breaks)
            words.append(text_of(tree))
    return Body(_joined(blocks), "\n".join(words))


def to_plain_markdown(words: str) -> str:
    """The words alone, each line a paragraph in which nothing acts: the way out for odd texts."""
    lines = (" ".join(line.split()) for line in words.split("\n"))
    return "\n\n".join(guard(escape_all(line)) for line in lines if line)


def _fenced(text: str) -> Iterable[tuple[str, bool]]:
    """The text, and the insides of whole fences in it, in turn."""
    place = 0
    for found in _FENCE.finditer(text):
        yield text[place : found.start()], False
        yield found[1].strip("\n"), True
        place = found.end()
    yield text[place:], False


def _blocks(children: Iterable["Node | str"], newline_breaks: bool) -> list[_Block]:
    """The blocks of a container: runs of inline content, and the blocks between them."""
    blocks: list[_Block] = []
    run: list[Node | str] = []
    for child in children:
        if isinstance(child, str) or not _holds_block(child):
            run.append(child)
            continue
        blocks += _lines(run, newline_breaks)
        run = []
        blocks += _block(child, newline_breaks)
    return [*blocks, *_lines(run, newline_breaks)]


def _holds_block(node: Node) -> bool:
    """Whether a node breaks the paragraph: `<b><p>x</p></b>` does."""
    if node.tag in BLOCKS or node.tag in HEADINGS:
        return True
    return any(isinstance(child, Node) and _holds_block(child) for child in node.children)


def _block(node: Node, newline_breaks: bool) -> list[_Block]:
    if node.tag == "hr":
        return [_Block("***")]  # `---` under a line would make it a heading
    if node.tag == "pre":
        code = text_of(node).strip("\n")
        return [_Block(_fence(code))] if code.strip() else []
    if node.tag in HEADINGS:
        words = " ".join(block.text for block in _lines(node.children, newline_breaks))
        return [_Block(f"{_heading(node.tag)} {words}")] if words else []
    if node.tag in ("ul", "ol"):
        return _items(node, newline_breaks)
    inner = _blocks(node.children, newline_breaks)
    if node.tag == "blockquote" and inner:
        return [_Block(_prefixed(_joined(inner), "> ", "> "))]
    return inner


def _heading(tag: str) -> str:
    """`###` at most: the page and the update have the levels above."""
    return "#" * max(3, int(tag[1]))


def _items(node: Node, newline_breaks: bool) -> list[_Block]:
    """The items of a list; what stands in it outside an item is one as well."""
    items: list[_Block] = []
    for child in node.children:
        inside = child.children if isinstance(child, Node) and child.tag == "li" else [child]
        text = _joined(_blocks(inside, newline_breaks))
        if not text:
            continue
        number = len(items) + 1 if node.tag == "ol" else 0
        marker = f"{number}. " if number else "- "
        item = _prefixed(text, marker, " " * len(marker))
        items.append(_Block(item, "1" if number else "-", number))
    return items


def _lines(run: Iterable["Node | str"], newline_breaks: bool) -> list[_Block]:
    """Each line of inline content as a paragraph, or as an item where it looks like one."""
    blocks: list[_Block] = []
    for line in split_lines(pieces_of(run, newline_breaks=newline_breaks)):
        last = blocks[-1] if blocks else _Block("")
        block = _line_block(line, last)
        if block.text:
            blocks.append(block)
    return blocks


def _line_block(line: Line, last: _Block) -> _Block:
    first = line[0].text if line and line[0].part is Part.TEXT else ""
    bullet, numbered = _BULLET.match(first), _NUMBERED.match(first)
    marker = bullet or numbered
    inside = print_line(_without(line, marker.end())) if marker else ""
    if bullet and inside:
        return _Block(f"- {guard(inside)}", "-")
    expected = last.number + 1 if last.item == "1" else 1
    if numbered and inside and int(numbered[1]) == expected:
        return _Block(f"{expected}. {guard(inside)}", "1", expected)
    return _Block(guard(print_line(line)))


def _without(line: Line, width: int) -> Line:
    """The line without the marker of its item."""
    return (Piece(Part.TEXT, line[0].text[width:]), *line[1:])


def _fence(code: str) -> str:
    """Code as a fenced block, whatever backticks it holds."""
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    mark = "`" * max(3, longest + 1)
    lines = (_harmless(line.rstrip()) for line in code.split("\n"))
    return "\n".join([mark, *lines, mark])


def _harmless(line: str) -> str:
    """A line of code that git would take for a conflict moves one column."""
    return f" {line}" if re.match(r"(<{7}|>{7}|\|{7})( |\Z)", line) else line


def _prefixed(text: str, first: str, rest: str) -> str:
    lines = text.split("\n")
    return "\n".join(
        (first if not number else rest if line else rest.rstrip()) + line
        for number, line in enumerate(lines)
    )


def _joined(blocks: Iterable[_Block]) -> str:
    """The blocks, one blank line between them; items of one list stand line under line."""
    text = ""
    last = _Block("")
    for block in blocks:
        is_next = bool(block.item) and block.item == last.item
        text += ("" if not text else "\n" if is_next else "\n\n") + block.text
        last = block
    return text
