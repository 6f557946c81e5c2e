"""Whatever stands in a cState site: no word is lost, it is checked clean, and twice is once."""

import html
import re
import tempfile
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.content.load import load
from generator.model.update import Update
from generator.render.markup import to_html
from tests.importers.cstate_samples import CONFIG, bring, cstate, issue
from tests.importers.samples import snapshot

MARKS = [
    *("\n", "\n\n", " ", "  \n", "\t", "    ", "> ", "- ", "* ", "1. ", "# ", "## ", "### ", "##"),
    *("```\n", "~~~\n", "`", "``", "*", "**", "_", "---\n", "===\n", "***\n", "|", "\\", "&"),
    *("<b>", "</b>", "<p>", "</p>", "<div class='x'>\n", "<ul><li>", "</ul>\n", "<br>", "<pre>"),
    *("<details>", "<script>", "<table><tr><td>", "<", "&lt;", "[", "](", ")", "!["),
    *("](x.png)", "](/x)", "](y.md)", "notify: no\n", "\nimpact: none\n", "next update: 20m\n"),
    *("## Resolved — 2026-03-09 09:30 UTC\n", "### Update — 2026-03-09 09:30 UTC\n", "api: x\n"),
    *("*Resolved* - ", "*Investigating* - ", '{{< x "y" >}}', '{{< track "soon" >}}', "{{"),
    *('{{< track "2026-03-09 09:30:00" >}}', '{{< track "2026-03-09 09:20:00" >}}', "\r\n"),
    *("<<<<<<< a\n", ">>>>>>> b\n", "|||||||\n", "=======\n", "\ufeff", "\x00", "\u202e", "\u2028"),
    *("é", "+++\n", "<!-- x -->", "-->"),
]  # fmt: skip
BODIES = st.lists(st.one_of(st.sampled_from(MARKS), st.just("WORD")), max_size=40)
ODD = st.one_of(
    st.text(max_size=20),
    st.sampled_from(
        [
            "",
            "true",
            "[",
            "{a: b}",
            "&a b",
            "*a",
            "!x y",
            "2026-13-01",
            "2999-01-01",
            "- a",
            '"',
            "#",
        ]
    ),
)
KEYS = ("title", "date", "resolved", "resolvedWhen", "severity", "affected", "section", "draft")

patient = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def shown(updates: tuple[Update, ...]) -> Counter[str]:  # type: ignore[type-arg]
    """The words that a reader sees."""
    pages = " ".join(to_html(update.text) for update in updates)
    return Counter(re.findall(r"word\d+z", html.unescape(re.sub(r"</?[a-z][^>]*>", " ", pages))))


@given(BODIES)
@patient
def test_no_word_of_a_body_is_lost(tokens: list[str]) -> None:
    body = "".join(
        f"word{number}z" if token == "WORD" else token for number, token in enumerate(tokens)
    )
    with tempfile.TemporaryDirectory() as folder:
        source, project = Path(folder) / "src", Path(folder) / "site"
        bring(cstate(source, {"a.md": issue(body)}), project)
        loaded = load(project)
        assert loaded.site
        (incident,) = loaded.site.incidents
        # what stands behind the mark of a fence is the name of a language
        said = re.sub(r"(`{3,}|~{3,})[^\n]*", " ", body)
        assert Counter(re.findall(r"word\d+z", said)) - shown(incident.updates) == Counter()


@given(st.dictionaries(st.sampled_from(KEYS), ODD), BODIES, ODD)
@patient
def test_any_front_matter_is_read_or_named_and_twice_is_once(
    more: dict[str, str], tokens: list[str], config: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, project = Path(folder) / "src", Path(folder) / "site"
        files = {"a.md": issue("".join(tokens), **more), "é b/index.md": issue("Words.")}
        cstate(source, dict(files), CONFIG + f"brand: {config}\nparams2: {config}\n")
        report = bring(source, project)
        written = snapshot(project)
        again = bring(source, project)
        assert again.files == ()
        assert snapshot(project) == written
        assert again.failed == report.failed


@given(st.binary(max_size=200), st.binary(max_size=200))
@patient
def test_any_bytes_give_no_traceback(data: bytes, config: bytes) -> None:
    with tempfile.TemporaryDirectory() as folder:
        source, project = Path(folder) / "src", Path(folder) / "site"
        cstate(source, {"a.md": data, "b.md": b"---\n" + data})
        (source / "config.yml").write_bytes(config)
        bring(source, project)
