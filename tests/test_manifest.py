"""theme.toml and site.yml's wishes: what they may change, and every sentence about a mistake."""

import re
from pathlib import Path

import pytest

from generator.errors import Location, Problem, Severity, UserError
from generator.model.site import ThemeOption
from generator.render.manifest import OptionValue
from generator.render.theme import Theme, open_theme
from generator.render.toml_places import key_place

BASE = """
name = "default"
[options]
bars = true
days = 90
motto = "All is well"
[style]
accent = "#0a5bd3"
paper = "#fff"
font = "system-ui, sans-serif"
[style.dark]
accent = "#7fb2ff"
"""
ALLOWED = "only one of: true or false, a whole number, text in quotes"
KEYS = "known here: name, extends, options, style"
NAME, TEXT = Location("content/site.yml", 5, 5), Location("content/site.yml", 5, 11)


def opened(folder: Path, *manifests: str, wishes: tuple[ThemeOption, ...] = ()) -> Theme:
    """The last of a chain of themes: `default`, `t1`, which extends it, and so on."""
    names = ["default", *(f"t{number}" for number in range(1, len(manifests)))]
    for name, parent, manifest in zip(names, ["", *names], manifests, strict=False):
        (folder / "themes" / name).mkdir(parents=True, exist_ok=True)
        extends = f'extends = "{parent}"\n' if parent else ""
        (folder / "themes" / name / "theme.toml").write_text(f"{extends}{manifest}\n", "utf-8")
    return open_theme(names[-1], (folder / "themes",), {}, wishes)


def wish(name: str, text: str) -> ThemeOption:
    return ThemeOption(name=name, text=text, name_place=NAME, text_place=TEXT)


def told(theme: Theme) -> list[str]:
    """The problems of a theme, each with its hint, without excerpts."""
    return [
        line
        for each in theme.problems
        for line in (f"{each.location}: {each.severity} {each.code} {each.message}", each.hint)
        if line
    ]


# What a manifest may do


def test_a_child_has_what_its_parents_declare(tmp_path: Path) -> None:
    theme = opened(tmp_path, BASE, "")
    assert theme.options == {"bars": True, "days": 90, "motto": "All is well"}
    assert theme.look.style["accent"] == "#0a5bd3"
    assert theme.look.dark == {"accent": "#7fb2ff"}


def test_a_child_of_a_child_changes_what_it_names(tmp_path: Path) -> None:
    child = '[options]\nbars = false\ndays = 30\n[style]\naccent = "#123456"\n'
    grandchild = '[options]\ndays = 7\n[style]\nfont = "Georgia"\n[style.dark]\npaper = "#111"\n'
    theme = opened(tmp_path, BASE, child, grandchild)
    assert theme.options == {"bars": False, "days": 7, "motto": "All is well"}
    assert theme.look.style == {"accent": "#123456", "paper": "#fff", "font": "Georgia"}
    assert theme.look.dark == {"accent": "#7fb2ff", "paper": "#111"}


def test_a_theme_may_have_options_of_its_own(tmp_path: Path) -> None:
    parts = tmp_path / "themes" / "t1" / "parts"
    parts.mkdir(parents=True)
    (parts / "x.html").write_text("{% if options.compact %}x{% endif %}", "utf-8")
    assert opened(tmp_path, BASE, "[options]\ncompact = true\n").options["compact"] is True


def test_an_option_that_nothing_uses_is_no_mistake_yet(tmp_path: Path) -> None:
    """Whoever adds one saves the manifest before the template, or after it."""
    theme = opened(tmp_path, BASE, "[options]\nbar = true\n'a-b' = 1\n")
    assert theme.options["bar"] is True
    assert told(theme) == [
        "themes/t1/theme.toml:3:1: warning THM-02 nothing uses the option 'bar'",
        "did you mean 'bars'?",
        "themes/t1/theme.toml:4:1: warning THM-02 nothing uses the option 'a-b'",
        "known here: bars, days, motto",
    ]


@pytest.mark.parametrize(
    "value",
    ['"Source Serif", serif', "oklch(70% 0.1 200)", "#0B5", "min(46rem, 100%)", "rgb(1 2 3)"],
)
def test_what_may_be_a_style(value: str, tmp_path: Path) -> None:
    assert opened(tmp_path, BASE, f"[style]\nfont = '{value}'").look.style["font"] == value


# Mistakes


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ("[style]\nacent = '#000'", "[style] has no 'acent'; did you mean 'accent'?"),
        ("[style]\nzzz = '#000'", "[style] has no 'zzz'; known here: accent, paper, font"),
        ("[style.dark]\nPaper = '#000'", "[style.dark] has no 'Paper'; did you mean 'paper'?"),
        ("[style]\nfont = 5", "[style] 'font' is text in quotes, not 5"),
        ("[style]\nfont = ' '", "[style] 'font' is text in quotes, not \" \""),
        ("[style]\nfont = ['a']", "[style] 'font' is text in quotes, not a list"),
        ("[style]\npaper = '#fff;x'", "[style] 'paper' must not hold `;`"),
        ("[style]\npaper = '#fff}a{'", "[style] 'paper' must not hold `{`"),
        ("[style]\npaper = '</style>'", "[style] 'paper' must not hold `<`"),
        ("[style]\npaper = 'URL(x)'", "[style] 'paper' must not hold `url(`"),
        ("[style]\npaper = 'image-set(\"x\" 1x)'", "[style] 'paper' must not hold `image-set(`"),
        ("[style]\npaper = '\"//a.example\"'", "[style] 'paper' must not hold `//`"),
        ("[style]\npaper = '@import'", "[style] 'paper' must not hold `@`"),
        ("[style]\npaper = '\\75rl(x)'", "[style] 'paper' must not hold `\\`"),
        ("[style]\npaper = '#fff/*'", "[style] 'paper' must not hold `/*`"),
        ('[style]\npaper = "a\\nb"', "[style] 'paper' must be one line"),
        ("[style]\nfont = '\"Arial'", "[style] 'font' has a quote that is not closed"),
        ("[style]\npaper = 'rgb(1 2 3'", "[style] 'paper' has a bracket without its other half"),
        ("[style]\npaper = '([)]'", "[style] 'paper' has a bracket without its other half"),
        ("style = '#000'", "'style' is not a value; write [style], and its lines below"),
        (
            "[style]\ndark = 'x'",
            "[style] 'dark' is not a value; write [style.dark], and its lines below",
        ),
        ("options = 1", "'options' is not a value; write [options], and its lines below"),
        ("[options]\nbars = 'no'", "the option 'bars' is true or false, not \"no\""),
        ("[options]\nbars = 0", "the option 'bars' is true or false, not 0"),
        ("[options]\ndays = true", "the option 'days' is a whole number, not true"),
        ("[options]\ndays = 1.5", "the option 'days' is a whole number, not 1.5"),
        ("[options]\nmotto = 3", "the option 'motto' is text in quotes, not 3"),
        (
            "[options]\nnew = [1]",
            f"the option 'new' cannot be a list, {ALLOWED}",
        ),
        ("[style.drak]\npaper = '#000'", "there is no table [style.drak]; did you mean 'dark'?"),
        (
            "[style.print]\npaper = '#000'",
            "there is no table [style.print]; the only one of its kind is [style.dark]",
        ),
        (
            "[colors]\na = 1",
            "'colors' is not a key of a theme; known here: name, extends, options, style",
        ),
        ("[styles]\na = 1", "'styles' is not a key of a theme; did you mean 'style'?"),
        ("name = 1", "'name' is text in quotes, not 1"),
    ],
)
def test_a_mistake_in_a_manifest(manifest: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as wrong:
        opened(tmp_path, BASE, manifest)
    # above it is `extends`; a table that is wrong as a whole is told at its own line
    line = "3" if manifest.startswith(("[options]", "[style]", "[style.dark]")) else "2"
    place = "2:2" if line == "2" and manifest.startswith("[") else line
    assert str(wrong.value) == f"themes/t1/theme.toml:{place}: {says}"


def test_all_mistakes_of_a_manifest_are_told_at_once(tmp_path: Path) -> None:
    wrong_three = "colour = 1\n[options]\nbars = 1\n[style]\nfont = ';'\n"
    with pytest.raises(UserError) as wrong:
        opened(tmp_path, BASE, wrong_three, "")
    assert str(wrong.value).splitlines() == [
        f"themes/t1/theme.toml:2: 'colour' is not a key of a theme; {KEYS}",
        "themes/t1/theme.toml:4: the option 'bars' is true or false, not 1",
        "themes/t1/theme.toml:6: [style] 'font' must not hold `;`",
    ]


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ("[style]\nA = 'x'", "[style] 'A' cannot be a name: small letters, digits and `-`"),
        ("[style]\n'a:b' = 'x'", "[style] 'a:b' cannot be a name: small letters, digits and `-`"),
        ("[style.dark]\na = 'x'", "[style.dark] has no 'a'; known here: none"),
        (
            "[options]\na = 1.5",
            f"the option 'a' cannot be 1.5, {ALLOWED}",
        ),
    ],
)
def test_a_mistake_in_the_first_manifest(manifest: str, says: str, tmp_path: Path) -> None:
    with pytest.raises(UserError) as wrong:
        opened(tmp_path, manifest)
    assert str(wrong.value) == f"themes/default/theme.toml:2: {says}"


def test_a_manifest_that_is_no_text(tmp_path: Path) -> None:
    opened(tmp_path, BASE)
    (tmp_path / "themes" / "default" / "theme.toml").write_bytes(b"name = '\xff'")
    with pytest.raises(UserError) as wrong:
        open_theme("default", (tmp_path / "themes",), {})
    assert str(wrong.value) == (
        "themes/default/theme.toml:1:9: is not UTF-8: byte 8 (0xff) does not belong there; "
        "it looks like another encoding, such as Latin-1; save the file as UTF-8"
    )


@pytest.mark.parametrize(
    ("manifest", "says"),
    [
        ('name = "a"\nextends "b"\n', "2:9: this is not TOML: Expected '=' after a key"),
        ("a = 1\nb = [", "2: this is not TOML: Invalid value"),
        ("a = 1\na = 2\n", "2:6: this is not TOML: Cannot overwrite a value"),
    ],
)
def test_a_manifest_that_is_no_toml(manifest: str, says: str, tmp_path: Path) -> None:
    opened(tmp_path, BASE)
    (tmp_path / "themes" / "default" / "theme.toml").write_text(manifest, "utf-8")
    with pytest.raises(UserError, match=f"^themes/default/theme.toml:{re.escape(says)}"):
        open_theme("default", (tmp_path / "themes",), {})


# What site.yml wishes


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("bars", "no", False),
        ("bars", "False", False),
        ("Bars", "YES", True),
        ("days", "30", 30),
        ("days", "-1", -1),
        ("motto", "no", "no"),
        ("motto", "90", "90"),
    ],
)
def test_a_wish_is_met(name: str, text: str, value: OptionValue, tmp_path: Path) -> None:
    theme = opened(tmp_path, BASE, wishes=(wish(name, text),))
    assert theme.options[name.casefold()] == value
    assert type(theme.options[name.casefold()]) is type(value)
    assert theme.problems == ()


@pytest.mark.parametrize(
    ("name", "text", "problem"),
    [
        ("bars", "maybe", ("KEY-04", "'maybe' is neither yes nor no", TEXT, "")),
        ("days", "many", ("KEY-09", "'many' is not a whole number like 90", TEXT, "")),
        ("days", "1.5", ("KEY-09", "'1.5' is not a whole number like 90", TEXT, "")),
        (
            "bar",
            "no",
            ("KEY-01", "'bar' is not an option of the theme 't1'", NAME, "did you mean 'bars'?"),
        ),
        (
            "zzz",
            "no",
            (
                "KEY-01",
                "'zzz' is not an option of the theme 't1'",
                NAME,
                "it has: bars, days, motto",
            ),
        ),
    ],
)
def test_a_wish_that_cannot_be_met(
    name: str, text: str, problem: tuple[str, str, Location, str], tmp_path: Path
) -> None:
    theme = opened(tmp_path, BASE, "", wishes=(wish(name, text), wish("motto", "Hello")))
    code, message, place, hint = problem
    assert theme.problems == (Problem(code, Severity.ERROR, message, place, hint),)
    assert theme.options == {"bars": True, "days": 90, "motto": "Hello"}


def test_a_theme_without_options_says_so(tmp_path: Path) -> None:
    (problem,) = opened(tmp_path, "", wishes=(wish("bars", "no"),)).problems
    assert (problem.message, problem.hint) == (
        "'bars' is not an option of the theme 'default'",
        "",
    )


# What templates see


def test_templates_and_their_macros_see_the_options(tmp_path: Path) -> None:
    manifest = "[options]\nitems = true\nmotto = 'a < b'\n"
    opened(tmp_path, manifest)
    folder = tmp_path / "themes" / "default"
    (folder / "marks.html").write_text(
        "{% macro motto() %}{{ options.motto }}{% endmacro %}", "utf-8"
    )
    (folder / "page.html").write_text(
        '{% import "marks.html" as marks %}{{ options.items }} {{ marks.motto() }}', "utf-8"
    )
    theme = opened(tmp_path, manifest, wishes=(wish("items", "no"),))
    assert theme.render("page.html", None) == b"False a &lt; b"
    (folder / "page.html").write_text("{{ options.gone }}", "utf-8")
    with pytest.raises(UserError) as wrong:
        opened(tmp_path, manifest).render("page.html", None)
    assert str(wrong.value) == (
        "themes/default/page.html:1: the theme has no option 'gone'; it has: items, motto"
    )


def test_an_option_is_in_the_fingerprint(tmp_path: Path) -> None:
    plain = opened(tmp_path, BASE).fingerprint
    assert opened(tmp_path, BASE, wishes=(wish("days", "30"),)).fingerprint != plain
    assert opened(tmp_path, BASE, wishes=(wish("bars", "yes"),)).fingerprint == plain


# Where keys stand

PLACES = """\
# a = 0
a = 1
"b c" = 2
[style]
  a = 3
dark.a = 4
inner = {x = 1}
[ style . print ]
a = 5
[options]
a = 6
"""


@pytest.mark.parametrize(
    ("table", "key", "place"),
    [
        ("", "a", (2, 1, 1)),
        ("", "b c", (3, 1, 5)),
        ("style", "a", (5, 3, 1)),
        ("style.dark", "a", (6, 1, 6)),
        ("style", "dark", (6, 1, 6)),
        ("style.print", "a", (9, 1, 1)),
        ("style", "print", (8, 2, 15)),
        ("", "options", (10, 2, 7)),
        ("options", "a", (11, 1, 1)),
        ("style.inner", "x", (7, 1, 5)),
        ("options", "gone", (10, 2, 7)),
        ("", "gone", (1, 1, 1)),
    ],
)
def test_a_key_is_found_where_it_stands(table: str, key: str, place: tuple[int, int, int]) -> None:
    assert key_place(PLACES, table, key) == place
