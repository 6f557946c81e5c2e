"""Mixtures of everyday constructs read as the git host's preview does.

A text is drawn as blocks and written in one of the many ways people write them.
"""

from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.render.test_markup_preview import RENDERERS, assert_same

Block = list[str]
Blocks = st.SearchStrategy[Block]

WORDS = st.lists(
    st.sampled_from(
        [
            *(
                "we",
                "see",
                "errors",
                "word.",
                "it's",
                "5 * 3",
                "50%",
                "R&D",
                "a < b",
                "—",
                "é",
                "!",
            ),
            *("snake_case", "`code`", "`` a`b ``", "**bold**", "*em*", "__bold__", "_em_", "a*b*c"),
            *("**a *b* c**", "~~gone~~", "\\*", "C:\\temp", "&amp;", "(see", "that)", "**Note:**"),
            *("[t](https://a.example/x)", "[t](<https://a.example/y> 'z')", "<https://a.example>"),
            *("https://a.example/x_y", "(https://a.example/z)", "help@example.org", "![i](x.png)"),
            *("[a] b", "#12", "+1", "1.5", "-x"),
        ]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
PARAGRAPH = st.tuples(
    st.sampled_from(["", "", "", "[ ] ", "[x] "]),
    st.lists(WORDS, min_size=1, max_size=3),
    st.sampled_from(["\n", "\n", "  \n", " \\\n"]),
).map(lambda parts: (parts[0] + parts[2].join(parts[1])).split("\n"))
FENCE = st.tuples(
    st.sampled_from(["```", "~~~", "````"]),
    st.sampled_from(["", "sh", " json"]),
    st.lists(st.sampled_from(["ls -l", "  x", "", "# y", "- z", "a <- b", "``"]), max_size=4),
).map(lambda parts: [parts[0] + parts[1], *parts[2], parts[0]])
HEADING = st.tuples(st.sampled_from(["###", "####"]), WORDS).map(lambda parts: [" ".join(parts)])
TABLE = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=3).map(
    lambda rows: ["| a | b |", "|---|:-:|", *(f"| {one} | {two} |" for one, two in rows)]
)
RULE = st.sampled_from([["***"], ["- - -"], ["___"]])
LEAF = st.one_of(PARAGRAPH, PARAGRAPH, PARAGRAPH, FENCE, HEADING, TABLE)


def quoted(blocks: list[Block]) -> Block:
    return [f"> {line}".rstrip() for line in "\n\n".join(map("\n".join, blocks)).split("\n")]


@st.composite
def listed(draw: st.DrawFn, items: st.SearchStrategy[list[Block]], *, sloppy: bool) -> Block:
    """A list; a sloppy one may be indented by less than its marks are wide."""
    mark = draw(st.sampled_from(["- ", "* ", "+ ", "1. ", "1) ", "7. ", "-   "]))
    indents = [len(mark), len(mark), 2, 3, 4]
    indent = draw(st.sampled_from([one for one in indents if sloppy or one >= len(mark)]))
    gap = draw(st.sampled_from([[], [], [""]]))
    lines: Block = []
    for number, (first, *rest) in enumerate(draw(st.lists(items, min_size=1, max_size=3)), 1):
        sign = f"{number}{mark[1:]}" if mark[0] == "1" else mark
        body = [*first[1:], *(line for block in rest for line in (*gap, *block))]
        lines += [*(gap if lines else []), sign + first[0]]
        lines += [" " * indent + line if line else "" for line in body]
    return lines


def texts(*, sloppy: bool) -> st.SearchStrategy[str]:
    def nested(inner: Blocks) -> Blocks:
        several = st.lists(inner, min_size=1, max_size=2)
        one: Blocks = listed(several, sloppy=sloppy)
        return st.one_of(one, one, several.map(quoted))

    blocks: st.SearchStrategy[Any] = st.recursive(LEAF, nested, max_leaves=6)
    gaps = st.sampled_from(["", "\n"])
    return st.lists(st.tuples(st.one_of(blocks, blocks, RULE), gaps), min_size=1, max_size=4).map(
        lambda parts: "".join("\n".join(block) + "\n" + gap for block, gap in parts)
    )


@pytest.mark.parametrize("renderer", RENDERERS)
@given(text=texts(sloppy=False))
@settings(max_examples=300, deadline=None)
def test_mixtures_read_as_in_the_preview(renderer: Callable[[str], str], text: str) -> None:
    assert_same(text, renderer)


# Here others do not agree with the host, so that the host's own renderer alone is asked.
@pytest.mark.parametrize("renderer", RENDERERS[1:])
@given(text=texts(sloppy=True))
@settings(max_examples=300, deadline=None)
def test_sloppy_mixtures_read_as_in_the_preview(renderer: Callable[[str], str], text: str) -> None:
    assert_same(text, renderer)
