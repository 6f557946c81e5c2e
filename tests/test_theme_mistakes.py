"""Mistakes in a theme of one's own: each is told with its file, its line and what was meant."""

import json
import shutil
from pathlib import Path

import pytest

from generator.cli import main
from tests.golden import SITES

pytestmark = pytest.mark.usefixtures("without_policy")

NOW = "2026-11-20 12:50 UTC"
OURS = Path(__file__).parent.parent / "themes" / "default"
MINE = 'extends = "default"\n'


def project(folder: Path, files: dict[str, str], theme: str = "mine") -> Path:
    """A bad day with a theme of these files."""
    shutil.copytree(SITES / "bad-day" / "content", folder / "content")
    with (folder / "content" / "site.yml").open("a", encoding="utf-8") as settings:
        settings.write(f"theme: {theme}\n")
    for name, text in {"theme.toml": MINE, **files}.items():
        path = folder / "themes" / "mine" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str]:
    """The exit code, and all that was said."""
    code = main([*map(str, words), "--now", NOW])
    said = capsys.readouterr()
    return code, said.out + said.err


LINES = "<p>one</p>\n<p>two</p>\n"
TAKE_TEXT = "TypeError: markdown, inline and plain take text, and this is none: "
FOOTER = [
    ("{{ 1/0 }}", "ZeroDivisionError: division by zero", ""),
    ("{{ view.frame|markdown }}", f"{TAKE_TEXT}Frame(", ""),
    ("{{ 5|inline }}", f"{TAKE_TEXT}5", ""),
    ("{{ optons.bars }}", "'optons' is undefined", "did you mean 'options'?"),
    ("{% set link = 1 %}{{ lnk }}", "'lnk' is undefined", "did you mean 'link'?"),
    ("{{ options.closing }}", "the theme has no option 'closing'; it has: bars, figures", ""),
    ("{{ options.bar }}", "the theme has no option 'bar'; did you mean 'bars'?", ""),
    ("{{ view.frame.titel }}", "Frame has no 'titel'; did you mean 'title'?", ""),
    ("{{ none.x }}", "there is nothing here (None) that could have a 'x': ask for it first", ""),
    (
        '{% import "parts/marks.html" as marks %}{{ marks.tme() }}',
        "parts/marks.html has no 'tme'; did you mean 'time'?",
        "",
    ),
    (
        '{% include "slots/haed.html" %}',
        "there is no template 'slots/haed.html'",
        "did you mean 'slots/head.html'?",
    ),
    ('{% include ".hidden.html" %}', "there is no template '.hidden.html'", ""),
    ("{{ 'a'|markdwn }}", "there is no filter 'markdwn'", "did you mean 'markdown'?"),
    ("{% if 1 is defind %}{% endif %}", "there is no test 'defind'", "did you mean 'defined'?"),
    ("{% if %}", "Expected an expression, got 'end of statement block'", ""),
    (
        "{{ ''.__class__.__mro__ }}",
        "access to attribute '__class__' of 'str' object is unsafe.",
        "",
    ),
    ('{% include "slots/footer.html" %}', "RecursionError: maximum recursion depth exceeded", ""),
]


@pytest.mark.parametrize(("line", "message", "hint"), FOOTER)
def test_a_mistake_in_a_template_is_told_with_its_line(
    line: str, message: str, hint: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, {"slots/footer.html": f"{LINES}{line}\n"})
    code, said = run(capsys, "build", "--project", folder)
    whole = "; ".join(filter(None, (message, hint)))
    assert said.startswith(f"fogbell: themes/mine/slots/footer.html:3: {whole}")
    assert hint == "" or said.endswith(f"{whole}\n")
    assert "Traceback" not in said
    assert code == 2
    assert not (folder / "output" / "index.html").exists()
    code, said = run(capsys, "check", "--project", folder)
    assert code == 1
    assert said.startswith(f"themes/mine/slots/footer.html:3:1: error THM-01 {message}")
    assert hint == "" or f"\n    = {hint}\n" in said
    assert "no problems" not in said


def test_markdown_and_inline_take_plain_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    options = f"{MINE}[options]\nclosing = 'We **write** <b onclick=x>hourly</b>'\n"
    footer = "<div>{{ options.closing|markdown }}</div><p>{{ options.closing|inline }}</p>"
    folder = project(tmp_path, {"theme.toml": options, "slots/footer.html": footer})
    assert run(capsys, "build", "--project", folder)[0] == 0
    page = (folder / "output" / "index.html").read_text("utf-8")
    assert "<p>We <strong>write</strong>" in page.replace("<div>", "")
    assert page.count("We <strong>write</strong>") == 2
    assert "onclick=x>" not in page


@pytest.mark.parametrize(
    ("template", "says"),
    [
        (
            '{% extends "!defalt/404.html" %}\n',
            (
                "themes/mine/404.html:1: there is no template '!defalt/404.html'; "
                "did you mean '!default/404.html'?"
            ),
        ),
        (
            '{% extends "!default/404.html" %}\n{% block main %}\n{{ view.nope }}\n{% endblock %}',
            "themes/mine/404.html:3: NotFoundView has no 'nope'; it has: frame, home, history",
        ),
    ],
)
def test_a_page_of_ones_own(
    template: str, says: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, {"404.html": template})
    assert run(capsys, "build", "--project", folder) == (2, f"fogbell: {says}\n")


def test_a_template_that_is_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, {})
    (folder / "themes" / "mine" / "404.html").write_bytes(b"<p>\n caf\xe9")
    assert run(capsys, "build", "--project", folder) == (
        2,
        (
            "fogbell: themes/mine/404.html:2:5: is not UTF-8: byte 8 (0xe9) does not belong there; "
            "it looks like another encoding, such as Latin-1; save the file as UTF-8\n"
        ),
    )


def test_a_mistake_in_a_template_that_no_page_uses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, {"parts/own.html": "\n{% endif %}", "404.html": "'parts/own.html'"})
    code, said = run(capsys, "check", "--project", folder)
    assert code == 1
    assert said.startswith("themes/mine/parts/own.html:2:1: error THM-01 Encountered unknown tag")


# Links


def test_no_link_in_a_theme_is_followed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    folder = project(tmp_path / "site", {})
    mine = folder / "themes" / "mine"
    (mine / "slots").symlink_to(tmp_path)
    (mine / "more.css").symlink_to(secret)
    (mine / ".#more.css").symlink_to("nobody@nowhere")  # an editor's lock
    assert run(capsys, "build", "--project", folder) == (
        2,
        (
            "fogbell: themes/mine/more.css:1: is not a regular file "
            "(a link, a folder or a device); put the text itself here: links are not followed\n"
            "themes/mine/slots:1: is a link to a folder, and links are not followed; "
            "put the folder itself here\n"
        ),
    )
    code, said = run(capsys, "check", "--project", folder)
    assert code == 1
    assert "themes/mine/more.css:1:1: error FILE-01 is not a regular file" in said


@pytest.mark.parametrize("name", ["themes", "themes/mine"])
def test_a_theme_that_is_a_link(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path / "site", {})
    (folder / name).rename(tmp_path / "elsewhere")
    (folder / name).symlink_to(tmp_path / "elsewhere")
    code, said = run(capsys, "build", "--project", folder)
    assert code == 2
    assert f"{name}:1: is a link to a folder, and links are not followed" in said


# Names of themes


def test_a_theme_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, {}, theme="mien")
    line = (folder / "content" / "site.yml").read_text("utf-8").splitlines().index("theme: mien")
    place = f"content/site.yml:{line + 1}:8"
    assert run(capsys, "build", "--project", folder) == (
        2,
        f"fogbell: {place}: there is no theme 'mien'; did you mean 'mine'?\n",
    )
    code, said = run(capsys, "check", "--project", folder)
    assert code == 1
    assert said.startswith(f"{place}: error THM-01 there is no theme 'mien'\n")
    assert "| theme: mien\n" in said


def test_a_theme_that_is_not_there_in_the_long_form(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, {}, theme="{name: zzz, options: {bars: no}}")
    code, said = run(capsys, "build", "--project", folder)
    assert code == 2
    assert ":15: there is no theme 'zzz'; there are: default, mine, paper\n" in said


def test_a_parent_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, {"theme.toml": '# mine\nextends = "defalt"\n'})
    assert run(capsys, "build", "--project", folder) == (
        2,
        "fogbell: themes/mine/theme.toml:2: there is no theme 'defalt'; did you mean 'default'?\n",
    )


def test_a_folder_without_a_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = project(tmp_path, {})
    (folder / "themes" / "mine" / "theme.toml").unlink()
    code, said = run(capsys, "build", "--project", folder)
    assert code == 2
    assert said.endswith(
        ":8: the theme 'mine' has no theme.toml; "
        'write themes/mine/theme.toml with the line: extends = "default"\n'
    )


# What has no effect


def warnings_of(capsys: pytest.CaptureFixture[str], folder: Path) -> list[str]:
    """What `check` warns of, each with its hint."""
    assert main(["check", "--format", "json", "--project", str(folder), "--now", NOW]) == 0
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert {each["code"] for each in problems} <= {"THM-02"}
    return [
        f"{each['file']}:{each['line']}:{each['column']}: {each['message']} | {each['hint']}"
        for each in problems
    ]


UNREAD = "a template is read where another one includes it, or as one that it replaces"
NO_EFFECT: list[tuple[dict[str, str], list[str]]] = [
    ({"README.md": "mine", "LICENSE": "", ".DS_Store": ""}, []),
    ({"slots/footer.html": '{% include "own/x.html" %}', "own/x.html": "x"}, []),
    (
        {"slots/foter.html": "x"},
        ["slots/foter.html:1:1: is not read | did you mean 'slots/footer.html'?"],
    ),
    (
        {"templates/index.html": "x"},
        ["templates/index.html:1:1: is not read | did you mean 'index.html'?"],
    ),
    ({"zzz.html": "x"}, [f"zzz.html:1:1: is not read | {UNREAD}"]),
    (
        {"a.png": "x"},
        ["a.png:1:1: is not read | pages carry no other files; pictures go into content/media/"],
    ),
    (
        {"404.html": '{% extends "!default/404.html" %}\n{# a\nb #}{% block man %}x{% endblock %}'},
        [
            (
                "404.html:3:1: the block 'man' is in no template that this one extends: not printed"
                " | did you mean 'main'?"
            )
        ],
    ),
    (
        {
            "404.html": '{% extends "!default/404.html" %}\n'
            "{% block main %}{% block own %}x{% endblock %}{% endblock %}"
        },
        [],
    ),
    (
        {"more.css": "/* { */\n.a { color: red\n.b { content: '}' }\n"},
        ["more.css:2:4: this `{` is never closed: browsers drop rules below it | "],
    ),
    (
        {"more.css": ".a { color: red } }\n"},
        ["more.css:1:19: this `}` closes nothing: browsers drop rules below it | "],
    ),
    (
        {"more.css": "\n/* open"},
        ["more.css:2:1: this `/*` is never closed: browsers drop rules below it | "],
    ),
    (
        {"theme.toml": f'name = "yours"\n{MINE}'},
        [
            (
                "theme.toml:1:1: the name 'yours' has no effect: a theme is called as its folder,"
                " 'mine' | "
            )
        ],
    ),
    (
        {"theme.toml": f'{MINE}[style]\naccent = "reddish"\npaper = "whit"\nfont = "x"\n'},
        [
            (
                "theme.toml:3:1: 'reddish' is no colour: "
                "browsers show 'accent' as if it were not there | did you mean 'red'?"
            ),
            (
                "theme.toml:4:1: 'whit' is no colour: browsers show 'paper' as if it were not there"
                " | did you mean 'white'?"
            ),
        ],
    ),
    ({"theme.toml": f'{MINE}[style]\nok = "green"\nwork = "oklch(40% 0.1 200)"\n'}, []),
    (
        {"theme.toml": f'{MINE}[style]\naccent = "#ffcc00"\n[style.dark]\naccent = "#333333"\n'},
        [
            (
                "theme.toml:3:1: 'accent' #ffcc00 cannot be read by everybody on light pages"
                " (1.3:1, it takes 4.5:1) | of the same hue, #8a6e00 can be read"
            ),
            (
                "theme.toml:5:1: 'accent' #333333 cannot be read by everybody on dark pages"
                " (1.2:1, it takes 4.5:1) | of the same hue, #898989 can be read"
            ),
        ],
    ),
]


@pytest.mark.parametrize(("files", "told"), NO_EFFECT)
def test_what_has_no_effect(
    files: dict[str, str], told: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, files)
    assert warnings_of(capsys, folder) == [f"themes/mine/{each}" for each in told]
    assert main(["build", "--project", str(folder), "--now", NOW]) == 0


def test_the_brands_accent_wins_over_the_themes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, {"theme.toml": f'{MINE}[style]\naccent = "#7a1f5c"\n'})
    with (folder / "content" / "site.yml").open("a", encoding="utf-8") as settings:
        settings.write('brand: {accent: "#0b6623"}\n')
    assert run(capsys, "build", "--project", folder)[0] == 0
    page = (folder / "output" / "index.html").read_text("utf-8")
    assert "--accent:#0b6623" in page
    assert "#7a1f5c" not in page


# check


def test_check_is_content_only_when_the_theme_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, {"slots/footer.html": "<p>{{ view.frame.site_title }}</p>"})
    assert run(capsys, "check", "--project", folder) == (
        0,
        f"no problems in {folder / 'content'}\n",
    )


def test_check_finds_what_the_gate_would_refuse(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    picture = '<img src="https://cdn.example/x.png" alt="">'
    folder = project(tmp_path, {"slots/footer.html": picture})
    assert run(capsys, "build", "--project", folder)[0] == 1
    code, said = run(capsys, "check", "--project", folder)
    assert code == 1
    assert (
        "themes/mine/theme.toml:1:1: error THM-01 what is made with this theme must not be" in said
    )
    assert "cdn.example" in said


@pytest.mark.parametrize("form", ["json", "github"])
def test_check_tells_programs_too(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, {"slots/footer.html": "\n{{ optons }}"})
    code, said = run(capsys, "check", "--format", form, "--project", folder)
    assert code == 1
    if form == "github":
        assert said == (
            "::error file=themes/mine/slots/footer.html,line=2,col=1,title=THM-01"
            "::'optons' is undefined%0Adid you mean 'options'?\n"
        )
    else:
        assert json.loads(said)["problems"] == [
            {
                "code": "THM-01",
                "severity": "error",
                "file": "themes/mine/slots/footer.html",
                "line": 2,
                "column": 1,
                "message": "'optons' is undefined",
                "hint": "did you mean 'options'?",
            }
        ]


# fogbell theme


def test_the_default_theme_can_be_copied_from(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project(tmp_path, {})
    code, said = run(capsys, "theme", "--project", folder)
    assert code == 0
    assert said.splitlines()[0] == str(OURS)
    assert "  slots/footer.html" in said.splitlines()
    copy = ("theme", "--project", folder, "--copy", "new", "404.html", "parts/row.html")
    new = folder / "themes" / "new"
    assert run(capsys, *copy) == (
        0,
        "".join(f"Wrote {new / name}\n" for name in ("theme.toml", "404.html", "parts/row.html")),
    )
    assert (new / "404.html").read_bytes() == (OURS / "404.html").read_bytes()
    assert (new / "theme.toml").read_text("utf-8") == 'extends = "default"\n'
    taken = f"fogbell: {new / '404.html'} is there already; nothing was copied\n"
    assert run(capsys, *copy) == (2, taken)
    assert run(capsys, "theme", "--project", folder, "--copy", "new", "405.html") == (
        2,
        "fogbell: the default theme has no 405.html to copy. did you mean '404.html'?\n",
    )
    for name in ("../x", ".", ".."):
        code, said = run(capsys, "theme", "--project", folder, "--copy", name, "404.html")
        assert (code, said.startswith("fogbell: say to which theme: ")) == (2, True)
    assert sorted(path.name for path in (folder / "themes").iterdir()) == ["mine", "new"]
