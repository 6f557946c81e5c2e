"""The themes we ship, and the page that explains how to make one: colours hold, examples work."""

import re
import shutil
from itertools import product
from pathlib import Path

import pytest

from generator.build import Options, build
from generator.model.colour import contrast, parse_colour
from generator.render.filters import FILTERS
from generator.render.manifest import Look
from generator.render.theme import open_theme
from tests import pages
from tests.golden import CASES, SITES, tree

ROOT = Path(__file__).parent.parent
THEMES = sorted(path.parent.name for path in (ROOT / "themes").glob("*/theme.toml"))
GUIDE = (ROOT / "docs" / "themes.md").read_text("utf-8")
TEXT = ("ink", "soft", "accent", "ok", "work", "slow", "part", "down")
PAPERS = ("paper", "fill")


def look(theme: str) -> Look:
    return open_theme(theme, (ROOT / "themes",), FILTERS).look


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("is_dark", [False, True], ids=["light", "dark"])
def test_every_word_can_be_read(theme: str, is_dark: bool) -> None:
    """WCAG 2.2, 1.4.3: text has a contrast of 4.5:1 with what it stands on."""
    found = look(theme)
    style = {**found.style, **(found.dark if is_dark else {})}
    colours = {name: parse_colour(style[name]) for name in (*TEXT, *PAPERS)}
    pale = {
        (name, paper): round(contrast(front, behind), 2)
        for name, paper in product(TEXT, PAPERS)
        if (front := colours[name]) and (behind := colours[paper])
        if contrast(front, behind) < 4.5
    }
    assert pale == {}


def site(project: Path, theme: str) -> Path:
    """A bad day with a theme."""
    shutil.copytree(SITES / "bad-day" / "content", project / "content")
    with (project / "content" / "site.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"theme: {theme}\n")
    return project


def built(project: Path) -> dict[str, bytes]:
    output = project / "output"
    report = build(Options(project=project, output=output, now=CASES["bad-day"]))
    assert report.problems == ()
    assert report.written
    return tree(output)


@pytest.mark.parametrize("theme", THEMES)
def test_its_pages_are_good(theme: str, tmp_path: Path) -> None:
    files = built(site(tmp_path, theme))
    for path, data in files.items():
        if path.endswith(".html"):
            faults = [*pages.grammar(data), *pages.structure(data), *pages.safety(data)]
            assert [path, *faults] == [path]


def examples(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


def test_the_guides_examples_make_a_theme(tmp_path: Path) -> None:
    """All of them together, as somebody would who reads it from top to bottom."""
    manifest, own_options = examples("toml")
    (rules,) = examples("css")
    footer, not_found, closing = examples("html")
    folder = site(tmp_path, "mine") / "themes" / "mine"
    (folder / "slots").mkdir(parents=True)
    (folder / "theme.toml").write_text(manifest + own_options, "utf-8")
    (folder / "more.css").write_text(rules, "utf-8")
    (folder / "slots" / "footer.html").write_text(footer + closing, "utf-8")
    (folder / "404.html").write_text(not_found, "utf-8")
    files = {path: data.decode() for path, data in built(tmp_path).items()}
    assert "--accent:#7a1f5c" in files["index.html"]
    assert files["index.html"].index(".card { padding") < files["index.html"].index(rules.strip())
    assert "Acme Ltd · " in files["index.html"]
    assert "We write at least every hour" in files["history.html"]
    assert "If a link brought you here" in files["404.html"]


def test_the_guides_settings_are_right(tmp_path: Path) -> None:
    brand, options = examples("yaml")
    project = site(tmp_path, "default")
    settings = project / "content" / "site.yml"
    plain = settings.read_text("utf-8").replace("theme: default\n", "")
    (project / "content" / "media").mkdir()
    logo = "<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0h9' stroke='#777'/></svg>"
    (project / "content" / "media" / "logo.svg").write_text(logo, "utf-8")
    settings.write_text(plain + brand + options, "utf-8")
    page = built(project)["index.html"].decode()
    assert "data:image/svg+xml;base64," in page
    assert 'class="bars"' not in page


def test_the_guide_names_every_slot_option_and_page() -> None:
    default = ROOT / "themes" / "default"
    for slot in (default / "slots").glob("*.html"):
        assert f"`slots/{slot.name}`" in GUIDE
    for template in default.glob("*.html"):
        assert f"{template.name}`" in GUIDE
    for option in look("default").options:
        assert f"| `{option}` |" in GUIDE
