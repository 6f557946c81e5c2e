"""Markdown that means harm: any text gives sound HTML from a short list of tags, and soon."""

import re
import time
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.markup import to_html, to_inline_html, to_plain

SIZE = 65_536
SECONDS = 2.0
VOID = {"br", "hr", "img"}
NONE: frozenset[str] = frozenset()
ALLOWED = {
    **dict.fromkeys(("p", "h3", "h4", "h5", "h6", "ul", "code", "blockquote", "hr", "br"), NONE),
    **dict.fromkeys(("em", "strong", "del", "table", "thead", "tbody", "tr"), NONE),
    "a": {"href", "rel"},
    "img": {"src", "alt", "loading"},
    "ol": {"start"},
    "pre": {"tabindex"},
    "li": {"class"},
    "span": {"class"},
    "th": {"class", "scope"},
    "td": {"class"},
    "section": {"class", "tabindex", "aria-label"},
}

REPEATED = [
    *(
        "[",
        "![",
        "![[]()",
        "*a_ ",
        "**a ",
        "*a **b ",
        "_a __b ",
        "`",
        "`` ` ",
        "a`",
        "~~a ",
        "~a~~ ",
    ),
    *(
        "> ",
        "- ",
        "-\t",
        "1. ",
        "#",
        "|",
        "a|",
        "<",
        "<!--",
        "<!-- -->",
        "<!-",
        "<a:",
        "<a@b",
        "<b>",
    ),
    *(
        "&",
        "&amp;",
        "&#x",
        "\\",
        "\n",
        " ",
        "\t",
        "\r\n",
        "(",
        "[a](",
        "[a](<",
        "[a](\\(x",
        "]",
        "](",
    ),
    *('[a](b "', "[a](b '", "[a](b (", "[a](b)", "![a](b)", "[a]: b\n", '[a]: b "', "[a][b]", "]["),
    *("http://", "http://a.b/)", "http://a.b;", "www.a.b ", "a@b.c ", "a@", "mailto:a@", "x", "**"),
    *("* ", "*\n", "- a\n\n", "- a\n", "> a\n", "```\n", "a\n=\n", "|a|\n|-|\n", "a  \n", "a\\\n"),
    *("- [x] a\n", "\u200b", "€*", "**[a*](", "*[a]*(b)", "[[[a]]]", "`a``b```c", "\0", "\ud800"),
]
SHAPED = {
    "backtick ladder": "".join("`" * n + " " for n in range(1, 360)),
    "nested lists": "\n".join("  " * n + "- a" for n in range(250)),
    "nested quotes": "".join(">" * (n % 500) + "a\n" for n in range(250)),
    "quotes in items": ("- > " * 300 + "a\n") * 50,
    "open and close": "[" * 20_000 + "a" + "](b)" * 10_000,
    "images in images": "![" * 15_000 + "a" + "](b)" * 8_000,
    "long runs": "*" * 30_000 + "a" + "*" * 30_000,
    "mixed runs": "*_" * 16_000 + "a" + "_*" * 16_000,
    "wide table": "|a" * 3_000 + "\n" + "|-" * 3_000 + "\n" + "a\n" * 20_000,
    "long table": "|a|b|\n|-|-|\n" + "|x\n" * 18_000,
    "parentheses behind an address": "http://a.b/" + ")" * 65_000,
    "dots behind an address": "http://a.b/" + "." * 65_000,
    "entities behind an address": "http://a.b/" + "&a;" * 20_000,
    "long mail name": "a" * 65_000 + "@b.c",
    "long mail host": "a@" + "b." * 30_000,
    "long address used often": f"[a]: http://x/{'y' * 30_000}\n\n" + "[a] " * 9_000,
    "many definitions": "".join(f"[a{n}]: b\n\n" for n in range(6_000)),
    "long label": "[" + "a" * 65_000 + "]",
    "spaces in a heading": "# a" + " " * 65_000 + "b",
    "hashes in a heading": "# a" + " #" * 32_000,
    "spaces before a break": "a" + " " * 65_000 + "\nb",
    "space in a link": "[a](b" + " " * 65_000,
    "lazy lines": "> > > > > > > a\n" + "b\n" * 30_000,
    "open comment": "a <!-- b " * 7_000,
    "open fence": "```\n" + "``\n" * 20_000,
    "blank lines in code": "    a\n\n" * 9_000,
    "underlined at last": "a\n" * 30_000 + "===",
    "long entity": "&" + "a" * 65_000,
    "escaped parentheses": ("[a](" + "\\(" * 20) * 1_400,
}


class Reader(HTMLParser):
    """Fails on a tag or attribute outside the list, or one that is not closed in its turn."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.deepest = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert {name for name, _ in attrs} <= ALLOWED[tag], (tag, attrs)
        for name, value in attrs:
            if name in {"href", "src"}:
                assert re.match(r"https?://[^@/]+(?:/|$)|https?://[^@/?#]+|mailto:", value or "")
        if tag not in VOID:
            self.open.append(tag)
            self.deepest = max(self.deepest, len(self.open))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(f"a comment: {data}")

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(f"a declaration: {decl}")


def check(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def in_time(text: str) -> str:
    started = time.process_time()
    html = to_html(text)
    to_inline_html(text)
    to_plain(text)
    assert time.process_time() - started < 3 * SECONDS
    return html


@pytest.mark.parametrize("unit", REPEATED, ids=ascii)
def test_repetition_is_read_in_time(unit: str) -> None:
    html = in_time((unit * (SIZE // len(unit) + 1))[:SIZE])
    assert len(html) < 20 * SIZE


@pytest.mark.parametrize("text", SHAPED.values(), ids=SHAPED.keys())
def test_hostile_shapes_are_read_in_time(text: str) -> None:
    html = in_time(text)
    assert len(html) < 20 * SIZE
    assert check(html).deepest < 100


def test_time_grows_with_the_text_and_no_faster() -> None:
    """Four times the text takes at most nine times as long: a square would take sixteen."""
    for unit in ("![[]()", "*a_ ", "<!--", "[a](\\(x", "`` ` ", "http://a.b/)", "[a]: b\n\n"):
        short, long = (quickest(unit * (size // len(unit))) for size in (20_000, 80_000))
        assert long < 9 * short + 0.05, unit


def quickest(text: str) -> float:
    """CPU seconds; the best of three, as a busy machine makes some runs slow."""
    taken = []
    for _ in range(3):
        started = time.process_time()
        to_html(text)
        taken.append(time.process_time() - started)
    return min(taken)


ATOMS = st.sampled_from(
    [
        *(
            "*",
            "**",
            "_",
            "`",
            "``",
            "~~",
            "[",
            "]",
            "(",
            ")",
            "![",
            "](",
            "<",
            ">",
            "&",
            "\\",
            "!",
            '"',
        ),
        *(
            "\n",
            "\n\n",
            "  \n",
            "    ",
            "\t",
            "- ",
            "1. ",
            "> ",
            "# ",
            "```\n",
            "|",
            "|-|-|\n",
            "---\n",
        ),
        *(
            "<b>",
            "<!--",
            "-->",
            "<script>",
            "javascript:",
            "https://a.example",
            "//evil",
            "a@b.example",
        ),
        *(
            "x",
            " ",
            "é",
            "\u00a0",
            "\u202e",
            "\0",
            "\ud800",
            "&lt;",
            "&#0;",
            "[r]: /x\n",
            "[r]",
            "- [ ] ",
        ),
        *(
            "<img src=x onerror=y>",
            'href="x"',
            "data:text/html,x",
            "]]>",
            "{{7*7}}",
            "=\n",
            "www.a.example",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(ATOMS, max_size=40).map("".join)))
@settings(max_examples=400, deadline=None)
def test_any_text_gives_sound_html(text: str) -> None:
    check(to_html(text))
    check(to_inline_html(text))
    assert "\n" not in to_plain(text)


@given(st.lists(ATOMS, max_size=30).map("".join))
@settings(max_examples=100, deadline=None)
def test_a_second_reading_gives_the_same(text: str) -> None:
    first = to_html(text)
    to_html("[r]: https://a.example\n\n- > `", {"x": "y"}, shift=3)
    assert to_html(text) == first
