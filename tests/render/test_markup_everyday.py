"""What incident writers type on a bad day (all made up) reads as the git host's preview does."""

from collections.abc import Callable

import pytest

from generator.render.markup import to_html
from tests.render.test_markup_preview import RENDERERS, assert_same

TEXTS = {
    "one line": "We are looking into failing log-ins.",
    "two lines of one paragraph": "Updates may fail with an error.\nWe are looking into it.",
    "paragraphs": "Updates may fail.\n\nWe are looking into it.\n\n\nSorry for the trouble.",
    "list right under a line": "What you may see:\n- errors on save\n- slow pages\n- empty lists",
    "stars right under a line": "Affected:\n* API\n* Console",
    "list, then a line": "- API\n- Console\nThe web site is fine.",
    "list, gap, line": "- API\n- Console\n\nThe web site is fine.",
    "numbers right under a line": "Try this:\n1. Sign out\n2. Wait a minute\n3. Sign in",
    "parentheses behind numbers": "1) Sign out\n2) Sign in",
    "a list that starts at 4": "4. Restart\n5. Check",
    "a year that is no list": "This first happened in\n2019. It has not come back since.",
    "a number that is no list": "The rate of errors is now\n14. It was 90.",
    "every number is 1": "1. Stop\n1. Wait\n1. Start",
    "two spaces of nesting": "- Europe\n  - Frankfurt\n  - Dublin\n- Asia\n  - Tokyo",
    "three spaces of nesting": "1. Europe\n   - Frankfurt\n   - Dublin\n2. Asia",
    "four spaces of nesting": "- Europe\n    - Frankfurt\n        - eu-1\n- Asia",
    "two spaces under a number": "1. Europe\n  - Frankfurt\n2. Asia\n  - Tokyo",
    "a tab of nesting": "- Europe\n\t- Frankfurt\n\t- Dublin",
    "three levels": "* a\n  * b\n    * c\n  * d\n* e",
    "numbers in bullets": "- Before:\n  1. Save\n  2. Sign out\n- After:\n  1. Sign in",
    "loose list": "- API\n\n- Console\n\n- Feeds",
    "half loose list": "- API\n- Console\n\n- Feeds",
    "paragraphs in an item": "- API\n\n  Errors on save.\n\n  Reads are fine.\n- Console",
    "a line too far left in an item": "- API answers with errors\non save only\n- Console",
    "the mark changes": "- API\n- Console\n* Feeds\n+ Mail",
    "the kind changes": "- API\n- Console\n1. First\n2. Second",
    "a list behind a bold line": "**Affected**\n- API\n\n**Not affected**\n- Console",
    "empty item": "- API\n-\n- Console",
    "wide marks": "-   API\n-   Console\n\n    Only writing.",
    "tasks": "### What we change\n- [x] Roll back\n- [ ] Check settings against a canary first",
    "tasks with gaps": "- [ ] One\n\n- [x] Two",
    "fence": "Run:\n\n```\nacme stack update --serial\n```\n\nand wait.",
    "fence right under a line": "Run:\n```sh\nacme stack update --serial\n```\nand wait.",
    "fence with blank lines": "```\nfirst\n\n\nsecond\n```",
    "fence in an item": "1. Run\n   ```sh\n   acme login\n   ```\n2. Try again",
    "fence in an item with a gap": "- Run\n\n  ```\n  acme login\n\n  acme up\n  ```\n\n- Again",
    "fence in a nested item": "- Linux\n  - Run\n    ```\n    acme login\n    ```\n- Windows",
    "tildes": "~~~\nHTTP/1.1 500\n~~~",
    "a fence that holds a fence": "````\n```\ninner\n```\n````",
    "a log with hashes": "```\n## not a heading\n# nor this\n- nor a list\n```",
    "a fence left open": "Here is the log:\n```\nerror 1\nerror 2",
    "indented code": "The answer is\n\n    HTTP/1.1 503\n    Retry-After: 30\n\nfor most calls.",
    "indented line that is no code": "The answer is\n    HTTP/1.1 503",
    "marks in a sentence": "**Update:** the fix is *nearly* out; `retry` is ~~slow~~ fast.",
    "bold with a colon": "**Impact**: all of Europe. __Cause__: _unknown_.",
    "names with underscores": "Set max_conn_age and __init__ in my_app/my_conf.py to 30_000.",
    "sums and stars": "2 * 3 = 6, 4*5*6, **, a ** b and * c",
    "stars left open": "We saw *some errors and **more of them.",
    "code with a backtick": "Type `` echo `date` `` or ` `` `.",
    "code keeps its marks": "`*not bold*` and `<b>` and `&amp;` and `\\`",
    "escapes": "\\*not bold\\*, 5 \\> 4, C:\\temp\\new, \\# and \\[x\\]",
    "less and more": "Latency is < 200 ms (was > 2 s), so 3 < 4 > 2 & all is well.",
    "tags people mean as text": "Replace <your-token> in <b>config</b>, it takes <1min.",
    "entities": "R&D &amp; Ops, 5 &lt; 6, &copy; &#8364; &nosuch; &",
    "hard breaks": "09:00 UTC found  \n09:10 UTC fixed\\\n09:20 UTC watched\n09:30 UTC closed",
    "bare addresses": "See https://docs.example.com/a_b_c. Or (https://docs.example.com/x)!",
    "bare address with parentheses": "https://docs.example.com/Retry_(policy), see there",
    "bare address with a query": "Status: https://api.example.com/v2?id=1&full=yes#top, thanks",
    "bare address in bold": "**https://docs.example.com/retry**",
    "bare address in a list": "- https://docs.example.com/a\n- http://docs.example.com/b/",
    "pointed addresses": "<https://docs.example.com/a_b> and <help@example.com>",
    "mail": "Write to help@example.com, or to first.last+tag@mail.example.com.",
    "links": "[a guide](https://docs.example.com/x), [more](<https://docs.example.com/y> 'z')",
    "links with marks in them": "[**the** `retry` guide](https://docs.example.com/retry)",
    "brackets that are no link": "[EU] Errors [1] and [see below] (soon) [x] y",
    "references": "See [the guide][g], [g] and [G][].\n\n[g]: https://docs.example.com 'Guide'",
    "headings": "### What happened\nA disk failed.\n#### Why\nIt was old.\n### Next ###\nA new.",
    "underlined": "What happened\n---\nA disk failed.\n\nWhy\n===\nIt was old.",
    "hash without a space": "#1 priority is mail.\n#hashtag",
    "rules": "Before\n\n---\n\nAfter\n***\nLast",
    "quote": "> All systems are back.\n> — the team\n\nThat was too early.",
    "lazy quote": "> All systems\nare back.\n\n> Really",
    "quote in a quote": "> We said:\n> > All is well\n>\n> It was not.",
    "list in a quote": "> Affected:\n> - API\n>   - write\n> - Console",
    "quote in a list": "- They said\n  > it works\n- We said\n  > it does not",
    "table": "| Region | State |\n|---|---|\n| eu-1 | **down** |\n| us-1 | up |",
    "table, aligned, under a line": "By region:\n| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |\nEnd",
    "table with few bars": "Region | State\n--- | ---\neu-1 | down\nus-1",
    "table with bars in cells": "| call | count |\n|-|-|\n| `a \\| b` | 1 \\| 2 |\n| x | 1 | 2 |",
    "a bar that is no table": "yes | no\nmaybe | perhaps",
    "other scripts": "- 我们正在**调查**。\n- Ошибка *исправлена* — спасибо.\n- تم الحل",
    "symbols": "✅ **API** is up — 🚨 *Console* isn't. “Quoted”… 50 % → 99.9 %",
    "times and ranges": "12:15–12:40 UTC (~25 min), ~10 % of calls, v1.2.3 -> v1.2.4",
    "a long update": (
        "We have found a *faulty setting*:\n\n1. Stacks with more than five resources fail.\n\n"
        "   Pass `--serial`:\n\n   ```sh\n   acme up --serial\n   ```\n\n2. Smaller ones work\n"
        "   - in Europe\n   - in Asia\n\n> Nothing is lost.\n\nNext update at 13:00 UTC, see\n"
        "https://status.example.com.\n"
    ),
}


@pytest.mark.parametrize("renderer", RENDERERS)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_everyday_texts_read_as_in_the_preview(
    text: str, renderer: Callable[[str], str], request: pytest.FixtureRequest
) -> None:
    if "tags people" in request.node.name and renderer is not RENDERERS[0].values[0]:
        pytest.skip("the host interprets a tag, we show it")
    assert_same(text, renderer)


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Affected:\n- API\n- Console", "<p>Affected:</p><ul><li>API</li><li>Console</li></ul>"),
        ("- a\n  - b", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("- a\n\n- b", "<ul><li><p>a</p></li><li><p>b</p></li></ul>"),
        ("in\n2019. It", "<p>in2019. It</p>"),
        ("4) a", '<ol start="4"><li>a</li></ol>'),
        ("- a\n* b", "<ul><li>a</li></ul><ul><li>b</li></ul>"),
        ("> a\nb", "<blockquote><p>ab</p></blockquote>"),
        ("a\n***", "<p>a</p><hr>"),
    ],
)
def test_blocks_are_what_they_look_like(text: str, html: str) -> None:
    """A few in full, so that the comparison above is not the only witness."""
    assert to_html(text).replace("\n", "") == html
