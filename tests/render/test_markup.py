"""What an author's Markdown becomes, construct by construct, and what it never becomes."""

import pytest

from generator.render.markup import to_html, to_inline_html, to_plain

REL = 'rel="nofollow noopener"'


def line(text: str) -> str:
    return to_html(text).removeprefix("<p>").removesuffix("</p>")


def flat(html: str) -> str:
    return html.replace("\n", "")


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("*a* _b_ **c** __d__", "<em>a</em> <em>b</em> <strong>c</strong> <strong>d</strong>"),
        ("***a***", "<em><strong>a</strong></em>"),
        ("**a *b* c**", "<strong>a <em>b</em> c</strong>"),
        ("snake_case_name, __init__py", "snake_case_name, __init__py"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("5*6*7", "5<em>6</em>7"),
        ("**Note:**we", "**Note:**we"),
        ("~~a~~ ~b~ but ~5 min or ~10 min", "<del>a</del> <del>b</del> but ~5 min or ~10 min"),
        ("~~~a~~~", "~~~a~~~"),
        (r"\*a\* \_b\_ \~~c~~", "*a* _b_ ~~c~~"),
    ],
)
def test_emphasis_begins_and_ends_where_the_host_says(typed: str, html: str) -> None:
    assert line(f"x {typed}") == f"x {html}"


def test_every_ascii_punctuation_can_be_escaped() -> None:
    signs = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"
    typed = "".join(f"\\{sign}" for sign in signs)
    assert to_plain(f"a{typed}") == f"a{signs}"
    assert to_plain(r"\a \é C:\temp") == r"\a \é C:\temp"


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("`a`", "<code>a</code>"),
        ("`` a`b ``", "<code>a`b</code>"),
        ("`<b>&amp;*x*`", "<code>&lt;b&gt;&amp;amp;*x*</code>"),
        ("`a", "`a"),
        (r"`\`", r"<code>\</code>"),
        ("`  `", "<code>  </code>"),
    ],
)
def test_code_spans(typed: str, html: str) -> None:
    assert line(typed) == html


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("<b>x</b>", "&lt;b&gt;x&lt;/b&gt;"),
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ("<1min, a < b, a<b", "&lt;1min, a &lt; b, a&lt;b"),
        ("R&D &amp; &lt;b&gt; &copy; &#233; &nosuch;", "R&amp;D &amp; &lt;b&gt; © é &amp;nosuch;"),
        ("&amp;lt;", "&amp;lt;"),
        ("</title></script>]]>", "&lt;/title&gt;&lt;/script&gt;]]&gt;"),
    ],
)
def test_raw_html_is_shown_as_text(typed: str, html: str) -> None:
    assert line(typed) == html


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("a <!-- b --> c", "a c"),
        ("a <!-- b\nc --> d", "a d"),
        ("<!-- a\n\nb -->\nc", "c"),
        ("- a\n  <!-- b\n\n  c -->\n- d", "a d"),
        ("a\n<!-- b -->\nc", "a c"),
        ("<!-- a --> b <!-- c --> d", "b d"),
        ("<!-- a --> b <!-- c", "b"),
        ("> <!-- a\n\nb", "b"),
        ("a\n\n<!-- b\n\nc", "a"),
        ("a <!-- b\n\nc", "a <!-- b c"),
        ("`<!-- a -->`", "<!-- a -->"),
        ("```\n<!-- a -->\n```", "<!-- a -->"),
        ("    <!-- a -->", "<!-- a -->"),
        ("a <!--> b -->", "a b -->"),
    ],
)
def test_comments_are_dropped_where_the_host_hides_them(typed: str, words: str) -> None:
    assert to_plain(typed) == words


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        " javascript:alert(1)",
        "java\\script:alert(1)",
        "&#106;avascript:alert(1)",
        "&#x6a;avascript&colon;alert(1)",
        "javascript&#58;alert(1)",
        "<java\tscript:alert(1)>",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:https://a.example/x",
        "ws://a.example",
        "ftp://a.example",
        "//evil.example",
        "\\\\\\\\evil.example",
        "/\\evil.example",
        "https:evil.example",
        "https:/evil.example",
        "https:///evil.example",
        "https://good.example@evil.example",
        "https://good.example\\\\@evil.example",
        "https://user:word@evil.example",
        "https://?",
        "#fragment",
        "other.md",
        "../x.md#y",
        "",
    ],
)
def test_no_other_address_is_linked(address: str) -> None:
    for html in (to_html(f"[word]({address})"), to_html(f"[word][r]\n\n[r]: {address}x")):
        assert "<a" not in html
        assert "href" not in html
        assert "word" in html
    assert "<a" not in to_html(f"<{address}>")
    assert "src" not in to_html(f"![word]({address})")


@pytest.mark.parametrize(
    ("typed", "address", "words"),
    [
        ("[t](https://a.example/x?a=1&b=2)", "https://a.example/x?a=1&amp;b=2", "t"),
        ('[t](<https://a.example/x y> "title")', "https://a.example/x%20y", "t"),
        ("[t](https://a.example/(x))", "https://a.example/(x)", "t"),
        ("[t][R]\n\n[r]: https://a.example 'title'", "https://a.example", "t"),
        ("[r]\n\n[r]: https://a.example", "https://a.example", "r"),
        ("[r][]\n\n[r]:\n  <https://a.example>", "https://a.example", "r"),
        ("<https://a.example/x_y_z>", "https://a.example/x_y_z", "https://a.example/x_y_z"),
        ("https://a.example/x_y_z", "https://a.example/x_y_z", "https://a.example/x_y_z"),
        ("[https://a.example](https://b.example)", "https://b.example", "https://a.example"),
        (
            "https://a.example:8443/%C3%A9",
            "https://a.example:8443/%C3%A9",
            "https://a.example:8443/%C3%A9",
        ),
        ("https://[::1]:80/x", None, "https://[::1]:80/x"),
    ],
)
def test_links_outside(typed: str, address: str | None, words: str) -> None:
    html = f'<a href="{address}" {REL}>{words}</a>' if address else words
    assert line(typed) == html


@pytest.mark.parametrize(
    ("typed", "linked"),
    [
        ("see https://a.example.", "https://a.example"),
        ("see https://a.example/x, then", "https://a.example/x"),
        ("(https://a.example/x)", "https://a.example/x"),
        ("(https://a.example/x_(y))", "https://a.example/x_(y)"),
        ("https://a.example/x_(y)", "https://a.example/x_(y)"),
        ("**https://a.example/**", "https://a.example/"),
        ("~~https://a.example/x~~", "https://a.example/x"),
        ("is it https://a.example/?!", "https://a.example/"),
        ('"https://a.example/x"', "https://a.example/x"),
        ("https://a.example/x&lt; y", "https://a.example/x"),
        ("<b>https://a.example/x</b>", "https://a.example/x"),
        ("www.a.example/x", "http://www.a.example/x"),
        ("write to help@a.example.", "mailto:help@a.example"),
        ("[t](mailto:help@a.example)", "mailto:help@a.example"),
        ("<help@a.example>", "mailto:help@a.example"),
    ],
)
def test_bare_addresses_end_before_the_punctuation_of_the_words(typed: str, linked: str) -> None:
    html = to_html(typed)
    assert html.count("<a ") == 1
    assert f'<a href="{linked}"' in html


@pytest.mark.parametrize(
    "typed", ["xhttps://a.example", "https://", "a@b", "http://a_b.example_c/", "@here"]
)
def test_what_looks_like_an_address_and_is_none(typed: str) -> None:
    assert line(typed) == typed


def test_relative_addresses_lead_to_their_published_places() -> None:
    targets = {
        "other.md": "other.html",
        "../media/x.png": "../media/1f.png?a&b",
        "a\\_b.md": "ab.html",
    }
    html = to_html('[t](other.md) ![A "b" *c*](../media/x.png) [u](a\\_b.md)', targets)
    assert html == (
        '<p><a href="other.html">t</a>'
        ' <img alt="A &quot;b&quot; c" loading="lazy" src="../media/1f.png?a&amp;b">'
        ' <a href="ab.html">u</a></p>'
    )
    assert to_html("[t](other.md) ![alt](../media/x.png)") == "<p>t alt</p>"
    assert to_inline_html("[t](other.md)", targets) == '<a href="other.html">t</a>'


def test_images_come_from_nowhere_else() -> None:
    for address in (
        "https://a.example/x.png",
        "//a.example/x.png",
        "data:image/svg+xml,x",
        "x.png",
    ):
        assert to_html(f"![the chart]({address})", {"y.png": "z"}) == "<p>the chart</p>"


def test_the_wall_holds_even_if_a_target_is_hostile() -> None:
    html = to_html("[a](x) ![b](y)", {"x": "javascript:alert(1)", "y": 'z" onerror="alert(1)'})
    assert "javascript" not in html
    assert 'onerror="' not in html


@pytest.mark.parametrize(
    ("typed", "levels"),
    [
        ("# a", (3, 4, 6)),
        ("## a ##", (3, 4, 6)),
        ("a\n===", (3, 4, 6)),
        ("a\n---", (3, 4, 6)),
        ("### a", (3, 4, 6)),
        ("#### a", (4, 5, 6)),
        ("###### a", (6, 6, 6)),
    ],
)
def test_headings_are_lowered(typed: str, levels: tuple[int, int, int]) -> None:
    for shift, level in zip((0, 1, 9), levels, strict=True):
        assert to_html(typed, shift=shift) == f"<h{level}>a</h{level}>"


def test_tasks_say_their_state_in_words() -> None:
    html = flat(to_html("- [ ] one\n- [x] two\n- [X] *three*\n- [] four\n\n1. [ ] five"))
    assert '<li class="task"><span class="task-state">To do:</span> one</li>' in html
    assert '<li class="task"><span class="task-state">Done:</span> two</li>' in html
    assert '<span class="task-state">Done:</span> <em>three</em></li>' in html
    assert "<li>[] four</li>" in html
    assert "input" not in html
    loose = flat(to_html("- [ ] one\n\n- two"))
    assert '<li class="task"><p><span class="task-state">To do:</span> one</p></li>' in loose


def test_tables_scroll_and_have_heads() -> None:
    html = flat(to_html("| a | b |\n|:--|--:|\n| `x\\|y` | **2** |\n| only |\n\nafter"))
    assert html == (
        '<section aria-label="Table" class="table" tabindex="0"><table>'
        '<thead><tr><th class="left" scope="col">a</th>'
        '<th class="right" scope="col">b</th></tr></thead>'
        '<tbody><tr><td class="left"><code>x|y</code></td>'
        '<td class="right"><strong>2</strong></td></tr>'
        '<tr><td class="left">only</td><td class="right"></td></tr></tbody>'
        "</table></section><p>after</p>"
    )


def test_code_keeps_its_lines_and_scrolls() -> None:
    html = to_html("1. a\n\n   ```sh\n   \tx  <y>\n\n     z\n   ```\n2. b\n\n~~~~\n~~~\n~~~~")
    assert '<pre tabindex="0"><code>\tx  &lt;y&gt;\n\n  z\n</code></pre>' in html
    assert '<pre tabindex="0"><code>~~~\n</code></pre>' in html
    assert html.count("<ol>") == 1


def test_breaks_are_hard_only_when_asked_for() -> None:
    assert to_html("a\nb") == "<p>a\nb</p>"
    assert flat(to_html("a  \nb\\\nc     \nd")) == "<p>a<br>b<br>c<br>d</p>"
    assert to_html("a\\ \nb \nc\\") == "<p>a\\ \nb \nc\\</p>"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("**Bold** `code` [link](x.md) ![image](y.png)", "Bold code link image"),
        ("# Title\n\n- a\n- b\n\n> c\n\n|d|e|\n|-|-|\n|f|g|", "Title a b c d e f g"),
        ("a  \nb\n\n\n c\t d", "a b c d"),
        ("AT&amp;T <b> &amp;lt; a > b", "AT&T <b> &lt; a > b"),
        ("https://a.example/x & help@a.example", "https://a.example/x & help@a.example"),
        ("\n \n", ""),
        ("API: errors #123 *", "API: errors #123 *"),
    ],
)
def test_plain_words(text: str, words: str) -> None:
    assert to_plain(text) == words


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Pass `--serial` and **wait**.", "Pass <code>--serial</code> and <strong>wait</strong>."),
        ("# not a heading", "# not a heading"),
        ("- not a list", "- not a list"),
        ("  two\nlines ", "two lines"),
        ("a <!-- b --> c", "a  c"),
        ("<i>", "&lt;i&gt;"),
        ("", ""),
    ],
)
def test_inline_html_is_one_line(text: str, html: str) -> None:
    assert to_inline_html(text) == html


@pytest.mark.parametrize(
    "text",
    [
        "{{7*7}}",
        "{% include x %}",
        "${x}",
        "<%= x %>",
        '--8<-- "/etc/x"',
        "{0.a}",
        "[TOC]",
        "{#id .c}",
    ],
)
def test_no_template_language_is_understood(text: str) -> None:
    assert to_plain(text) == text
    assert to_plain(f"# a {text}") == f"a {text}"


def test_characters_that_no_page_may_hold_are_replaced() -> None:
    for typed in ("\0", "\x08", "\x7f", "\ud800", "\ufffe", "\U0010ffff", "&#0;", "&#xd800;"):
        assert to_plain(f"a{typed}b") == "a\ufffdb"
    assert "\u202e" not in to_html("a\u202eb &#x202e; &#8238;")


def test_line_endings_are_all_alike() -> None:
    text = "a\n\n- b\n  - c\n\n```\nd\n```\n"
    assert to_html(text) == to_html(text.replace("\n", "\r\n")) == to_html(text.replace("\n", "\r"))


def test_no_call_leaves_anything_for_the_next() -> None:
    assert to_html("[a][b]\n\n[b]: https://a.example", {"x": "y"}, shift=2) != to_html("[a][b]")
    assert to_html("[a][b] [x](x)\n# h") == "<p>[a][b] x</p>\n<h3>h</h3>"
    to_inline_html("x")
    assert to_html("- a") == "<ul><li>a</li>\n</ul>"
