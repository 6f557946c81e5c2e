"""A body becomes Markdown that shows the same words, and that no reader of ours trips on."""

import html
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.importers.text.escape import escape
from generator.importers.text.safety import body_of, is_safe
from generator.render.markup import to_html

_GIT_HOST = MarkdownIt("gfm-like")


def json_body(raw: str) -> str:
    return body_of(raw, newline_breaks=True).markdown


def feed_body(raw: str) -> str:
    return body_of(raw, newline_breaks=False).markdown


def postmortem(raw: str) -> str:
    return body_of(raw, newline_breaks=True, is_postmortem=True).markdown


CASES = [
    ("bold", "<b>Impact:</b> none, <strong>really</strong>", "**Impact:** none, **really**"),
    ("italics", "<i>so</i> and <em>so</em>", "*so* and *so*"),
    ("struck out", "<del>no</del> <s>no</s>", "~~no~~ ~~no~~"),
    ("space inside marks moves out", "a<b> loud </b>b", "a **loud** b"),
    ("marks that could not act go", 'a<b>"x"</b>b', 'a"x"b'),
    ("bold in bold", "<b>a <b>b</b></b>", "**a b**"),
    ("bold over a break", "<b>a<br>b</b>", "**a**\n\n**b**"),
    ("link", '<a href="https://a.example/b">words</a>', "[words](https://a.example/b)"),
    (
        "link with odd address",
        "<a href='https://a.example/(b)'>x</a>",
        "[x](https://a.example/%28b%29)",
    ),
    ("link of itself", '<a href="https://a.example">https://a.example</a>', "https://a.example"),
    ("link of mail", '<a href="mailto:a@b.example">write</a>', "[write](mailto:a@b.example)"),
    ("link that is a script", "<a href='javascript:alert(1)'>x</a>", "x"),
    ("link within the host", "<a href='/incidents'>x</a>", "x"),
    ("no picture", '!<a href="https://a.example">x</a>', "&#33;[x](https://a.example)"),
    ("code", "<code>a`b</code>", "``a`b``"),
    ("paragraphs", "<p>a</p><p>b</p>", "a\n\nb"),
    ("breaks", "a<br>b<br />c<br/><br>d", "a\n\nb\n\nc\n\nd"),
    ("list", "<ul><li>a</li><li>b</li></ul>", "- a\n- b"),
    ("numbers", "<ol><li>a</li><li>b</li></ol>", "1. a\n2. b"),
    ("list in list", "<ul><li>a<ul><li>b</li></ul></li></ul>", "- a\n\n  - b"),
    ("list without ends", "<ul><li>a<li>b</ul>c", "- a\n- b\n\nc"),
    ("quote", "<blockquote>a<br>b</blockquote>", "> a\n>\n> b"),
    ("pre", "<pre>a\n  *b*\n```\n</pre>", "````\na\n  *b*\n```\n````"),
    ("headings", "<h1>A</h1><h2>B</h2><h5>C</h5>", "### A\n\n### B\n\n##### C"),
    ("rule", "a<hr>b", "a\n\n***\n\nb"),
    (
        "unknown tags stay",
        "<foo> and <marquee>x</marquee>",
        "&lt;foo> and &lt;marquee>x&lt;/marquee>",
    ),
    ("a literal", "it takes <1min, < 2%", "it takes <1min, < 2%"),
    ("comment stays", "a <!-- b --> c", "a &lt;!-- b --> c"),
    (
        "entities once",
        "&amp;lt; &lt;b&gt; &copy; &nosuch; ?a=1&copy=2",
        "&amp;lt; &lt;b> © &amp;nosuch; ?a=1&copy=2",
    ),
    ("looks only", "<span style='x'>a</span> <u>b</u>", "a b"),
    ("line ends", "a\r\nb\rc\u2028d\n\ne", "a\n\nb\n\nc\n\nd\n\ne"),
    ("lines that look like a list", "x:\n- a\n* b\n+ c\ny", "x:\n\n- a\n- b\n- c\n\ny"),
    ("numbered lines", "1. a\n2) b\n3. c", "1. a\n2. b\n3. c"),
    ("a number alone", "2. a\n1. b\n1. c\n2026. d", "2\\. a\n\n1. b\n\n1\\. c\n\n2026\\. d"),
    ("indented", "    a\n\tb", "a\n\nb"),
    ("no heading", "# a\n## b\n####### c", "\\# a\n\n\\## b\n\n####### c"),
    ("no quote", "> a", "\\> a"),
    ("no rule", "---\n***\n___\n===\n- - -", "\\---\n\n\\***\n\n\\___\n\n\\===\n\n- \\- -"),
    ("no emphasis", "*a* _b_ ~~c~~", "\\*a\\* \\_b\\_ \\~\\~c\\~\\~"),
    ("marks that do not act stay", "a * b, 2*3, a_b_c, ~20%", "a * b, 2*3, a_b_c, ~20%"),
    ("code in backticks stays", "run `a *b*` now", "run `a *b*` now"),
    ("backticks alone", "it's `so", "it's \\`so"),
    ("no link", "[a](b.md) [c]: d", "[a]\\(b.md) [c]\\: d"),
    ("no task", "- [ ] a", "- \\[ ] a"),
    ("backslash", "a\\*b C:\\dir", "a\\\\*b C:\\dir"),
    ("addresses", "see https://a.example/b_c_d.", "see https://a.example/b_c_d."),
    ("odd addresses", "https://a.example/*x*", "<https://a.example/*x>\\*"),
    ("whole fences", "a\n```\n## x\n```\nb", "a\n\n```\n## x\n```\n\nb"),
    ("half a fence", "```\n## x", "\\`\\`\\`\n\n\\## x"),
    (
        "conflict markers",
        "<<<<<<< a\n>>>>>>> b\n||||||| c",
        "&lt;<<<<<< a\n\n\\>>>>>>> b\n\n\\||||||| c",
    ),
    ("control characters", "a\x00b\x1bc\ud800d\u202ee", "abcde"),
    ("nothing", "  \n<br>\n ", ""),
]


@pytest.mark.parametrize(("raw", "wanted"), [case[1:] for case in CASES], ids=[c[0] for c in CASES])
def test_a_body_becomes_markdown(raw: str, wanted: str) -> None:
    assert json_body(raw) == wanted


def test_a_line_end_in_a_feed_is_white_space() -> None:
    assert feed_body("<p>a\nb<br>\nc</p>") == "a b\n\nc"


POSTMORTEMS = [
    ("headings go down", "# A\n\n## B\n#### C", "### A\n\n#### B\n###### C"),
    ("underlined headings", "A\n===\nB\n---\n\n- x\n---", "### A\n#### B\n\n- x\n---"),
    (
        "Markdown stays",
        "*a* [b](https://c.example)\n- x\n  - y",
        "*a* [b](https://c.example)\n- x\n  - y",
    ),
    ("code stays", "```\n# a\n```\n# b", "```\n# a\n```\n### b"),
    ("an open fence is closed", "a\n```\nb", "a\n```\nb\n```"),
    (
        "pictures become links",
        "![plot](https://a.example/b.png)",
        "[plot](https://a.example/b.png)",
    ),
    ("links to files go", "[a](b.md) ![c](d.png)", "a c"),
    ("breaks and bold", "a<br /><br />b <b>c</b>", "a\n\nb **c**"),
    ("other HTML is text", "a <script>b</script> `<x>`", "a &lt;script>b&lt;/script> `<x>`"),
]


@pytest.mark.parametrize(
    ("raw", "wanted"), [case[1:] for case in POSTMORTEMS], ids=[c[0] for c in POSTMORTEMS]
)
def test_a_postmortem_is_markdown_already(raw: str, wanted: str) -> None:
    assert postmortem(raw) == wanted


def test_a_postmortem_in_html_is_converted() -> None:
    found = body_of("<h2>Why</h2><p>a *b*</p>", newline_breaks=False, is_postmortem=True)
    assert found.markdown == "### Why\n\na \\*b\\*"


PIECES = st.lists(
    st.sampled_from(
        [
            *"ab*_~`[]()<>&\\!|#.:\"'=$^é中",
            *("foo", "x1", " ", "  ", "\t", "**", "__", "~~", "``", "](", "]:", "{{", "}}"),
            *("&amp;", "&lt;", "<1min", "<foo>", "<!--", "-->", "<br>", "<u>"),
            *("<b>", "</b>", "<i>", "</i>", "<del>", "</del>", "<code>", "</code>"),
            *('<a href="https://q.example/s">', "</a>", "https://a.example/b_c", "www.a.example"),
        ]
    ),
    max_size=14,
).map("".join)
#: no line begins like an item of a list, whose mark would not be shown as a character
LINES = st.lists(PIECES.map("x {}".format), max_size=3).map("\n".join)


@given(LINES)
def test_every_character_is_shown_as_it_was(raw: str) -> None:
    body = body_of(raw, newline_breaks=True)
    wanted = _squeezed(body.words)
    for rendered in (_GIT_HOST.render(body.markdown), to_html(body.markdown)):
        shown = _squeezed(html.unescape(re.sub(r"<[^>]*>", "", rendered)))
        # code between equal backticks is code on purpose: only its ticks may go
        same = shown if "`" not in wanted else shown.replace("`", "")
        assert same == (wanted if "`" not in wanted else wanted.replace("`", ""))


@given(st.text(alphabet="#-+*>=_~`<! 1.)\n\tab|:[]", max_size=60), st.booleans(), st.booleans())
def test_nothing_a_body_says_opens_a_block_of_ours(raw: str, breaks: bool, last: bool) -> None:
    assert is_safe(body_of(raw, newline_breaks=breaks, is_postmortem=last).markdown)


@given(st.text(max_size=200))
def test_any_text_gives_a_body(raw: str) -> None:
    for is_postmortem in (False, True):
        body = body_of(raw, newline_breaks=True, is_postmortem=is_postmortem)
        assert is_safe(body.markdown)


def test_escaping_is_only_done_where_something_would_act() -> None:
    calm = "Between 10:00 and 11:30 UTC (UTC+1) 5% of calls to v2/items_list failed; see #123 & co."
    assert escape(calm) == calm


@pytest.mark.parametrize(
    "unit", ["*a ", "`a``b", "[a](", "<b>", "<ul><li>", "<a a ", "- a\n", "&a"]
)
def test_a_long_hostile_body_does_not_take_long(unit: str) -> None:
    raw = unit * (100_000 // len(unit))
    started = time.monotonic()
    body_of(raw, newline_breaks=True)
    assert time.monotonic() - started < 10


def _squeezed(text: str) -> str:
    return "".join(text.split())
