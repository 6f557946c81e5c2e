"""Themes: what a child puts in the place of the default, and what it leaves."""

import shutil
from pathlib import Path

import pytest

from generator.build import Options, build
from generator.errors import UserError
from generator.model.colour import contrast, parse_colour
from generator.render.filters import FILTERS
from generator.render.theme import Theme, open_theme
from tests import pages
from tests.golden import CASES, SITES, tree

THEMES = Path(__file__).parent.parent / "themes"
CHILD = Path(__file__).parent / "themes" / "child"
CASE = "bad-day"
HOME = "https://status.acme.example"


def built(folder: Path, *, child: bool) -> dict[str, bytes]:
    """The case in the child theme, or in the default."""
    project = folder / ("with" if child else "without")
    shutil.copytree(SITES / CASE / "content", project / "content")
    if child:
        shutil.copytree(CHILD, project / "themes" / "child")
        with (project / "content" / "site.yml").open("a", encoding="utf-8") as settings:
            settings.write("theme: child\n")
    options = Options(project=project, output=project / "output", now=CASES[CASE])
    assert build(options).written
    return tree(project / "output")


@pytest.fixture(scope="module")
def child(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The pages in the child theme."""
    return built(tmp_path_factory.mktemp("child"), child=True)


@pytest.fixture(scope="module")
def default(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The pages in the default theme."""
    return built(tmp_path_factory.mktemp("default"), child=False)


def test_a_slot_is_in_every_page(child: dict[str, bytes]) -> None:
    themed = {
        path: data
        for path, data in child.items()
        if path.endswith(".html") and not path.startswith(("errors/", "embed."))
    }
    assert len(themed) > 10
    for path, data in themed.items():
        assert data.count(b"<p>Footer of the child theme on Acme Status.</p>") == 1, path


def test_a_part_is_in_every_list(child: dict[str, bytes], default: dict[str, bytes]) -> None:
    for path in ("index.html", "history.html", "history/2026-11.html", "components/api.html"):
        rows = default[path].count(b'<p class="row-title"')
        assert child[path].count(b'class="row child-row"') == rows
        assert b'class="row child-row"' in child[path]


def test_a_template_builds_on_the_one_it_replaces(child: dict[str, bytes]) -> None:
    page = child["history.html"].decode()
    assert page.index("<h1>History</h1>") < page.index("More is in our chronicle.")


def test_what_the_child_lacks_is_the_default_s(
    child: dict[str, bytes], default: dict[str, bytes]
) -> None:
    assert sorted(child) == sorted(default)
    ours = b"<p>Footer of the child theme on Acme Status.</p>\n"
    page = "incidents/2026-11-20-uploads.html"
    assert child[page].replace(ours, b"") == default[page]


def test_pages_of_the_child_are_good_too(child: dict[str, bytes]) -> None:
    for path, data in child.items():
        if not path.endswith(".html"):
            continue
        found = [*pages.grammar(data), *pages.structure(data), *pages.safety(data)]
        assert [path, *found, *pages.links(path, child, HOME)] == [path]


def test_an_empty_script_takes_the_parents_away(tmp_path: Path) -> None:
    _make(tmp_path, "mine", "")
    (tmp_path / "mine" / "script.js").write_text("loud()", "utf-8")
    _make(tmp_path, "quiet", 'extends = "mine"')
    assert "script-src" in _open("quiet", tmp_path).inlined("")["csp"]
    (tmp_path / "quiet" / "script.js").write_text("", "utf-8")
    assert _open("quiet", tmp_path).inlined("")["script"] == ""
    assert "script-src" not in _open("quiet", tmp_path).inlined("")["csp"]


def test_a_head_is_made_once_for_each_accent(tmp_path: Path) -> None:
    theme = _open("default", tmp_path)
    assert theme.inlined("#123456") is theme.inlined("#123456")
    assert theme.inlined("#123456") != theme.inlined("#654321")


def test_a_manifest_alone_gives_other_colours() -> None:
    theme, parent = (_open(name, CHILD.parent) for name in ("grandchild", "child"))
    assert [name for name, _ in theme.chain] == ["grandchild", "child", "default"]
    assert theme.options == {**parent.options, "bars": False}
    css, before = theme.inlined("")["css"], parent.inlined("")["css"]
    assert css == before.replace("--paper:#fff;", "--paper:#fffaf0;").replace(
        "--paper:#15181c;", "--paper:#102018;"
    )
    assert css != before


def test_our_own_colours_can_be_read() -> None:
    look = _open("default", CHILD.parent).look
    assert set(look.dark) == set(look.style) - {"font", "measure"}
    for style in (look.style, {**look.style, **look.dark}):
        for name in ("ink", "soft", "accent", "ok", "work", "slow", "part", "down"):
            for paper in ("paper", "fill"):
                text, ground = parse_colour(style[name]), parse_colour(style[paper])
                assert text
                assert ground
                assert contrast(text, ground) >= 4.5, (name, paper)


def test_every_byte_of_a_theme_is_in_its_fingerprint(tmp_path: Path) -> None:
    shutil.copytree(CHILD, tmp_path / "child")
    before = _open("child", tmp_path).fingerprint
    assert _open("child", tmp_path).fingerprint == before
    (tmp_path / "child" / "slots" / "footer.html").write_text("", "utf-8")
    assert _open("child", tmp_path).fingerprint != before


def test_a_theme_that_extends_nothing_builds_on_the_default(tmp_path: Path) -> None:
    _make(tmp_path, "plain", "")
    assert [name for name, _ in _open("plain", tmp_path).chain] == ["plain", "default"]


def test_a_project_may_put_its_own_theme_in_the_place_of_ours(tmp_path: Path) -> None:
    _make(tmp_path, "default", "")
    assert _open("default", tmp_path).chain == (("default", tmp_path / "default"),)


@pytest.mark.parametrize(
    ("name", "themes", "words"),
    [
        ("gone", {}, "there is no theme 'gone'; there are: "),
        ("a", {"a": 'extends = "gone"'}, "there is no theme 'gone'"),
        ("a", {"a": 'extends = "b"', "b": 'extends = "a"'}, "'a' extends itself, by way of b"),
        ("a", {"a": "extends = "}, r"a/theme.toml:1:11: this is not TOML: Invalid value"),
    ],
)
def test_a_theme_that_cannot_be_opened(
    name: str, themes: dict[str, str], words: str, tmp_path: Path
) -> None:
    for each, manifest in themes.items():
        _make(tmp_path, each, manifest)
    with pytest.raises(UserError, match=words):
        _open(name, tmp_path)


def _open(name: str, project_themes: Path) -> Theme:
    return open_theme(name, (project_themes, THEMES), FILTERS)


def _make(folder: Path, name: str, manifest: str) -> None:
    (folder / name).mkdir()
    (folder / name / "theme.toml").write_text(f"{manifest}\n", "utf-8")
