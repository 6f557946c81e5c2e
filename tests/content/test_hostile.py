"""Hostile and hapless input: a sentence with a place, in bounded time, and never a traceback."""

import os
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checks import run_checks
from generator.cli import main
from generator.content.events import id_fault
from generator.content.fields import Problems
from generator.content.incidents import parse_incident
from generator.content.maintenance import parse_maintenance
from generator.content.settings import parse_settings
from generator.content.source import MAX_BYTES, MAX_SETTINGS_BYTES, parse_source
from generator.errors import (
    MOST_OF_A_FILE,
    format_problem,
    has_errors,
    in_order,
    the_first,
)
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Settings, Site
from generator.state import derive

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
IDS = frozenset({"api", "operational", "investigating", "2fa"})
FILE = "content/incidents/x.md"
SITE = "title: Acme Status\nurl: https://status.acme.example\ncomponents: [{id: api, name: API}]\n"
HEAD = "---\ntitle: x\nimpact: major\n---\n"
OPENED = f"{HEAD}## Investigating — 2026-11-20 10:15 UTC\n\n"


def incident(data: str | bytes) -> tuple[Incident | None, Problems]:
    data = data.encode() if isinstance(data, str) else data
    source, problems = parse_source(data, FILE)
    if source is None:
        return None, problems
    event, found = parse_incident(source, IDS)
    return event, [*problems, *found]


def maintenance(text: str) -> tuple[Maintenance | None, Problems]:
    source, problems = parse_source(text.encode(), "content/maintenance/x.md")
    assert source is not None, problems
    return parse_maintenance(source, IDS)


def site(text: str) -> tuple[Settings | None, Problems]:
    source, problems = parse_source(text.encode(), "content/site.yml")
    return parse_settings(source) if source else (None, problems)


def codes(problems: Problems) -> list[str]:
    return [problem.code for problem in in_order(problems)]


def good(text: str) -> Incident:
    event, problems = incident(text)
    assert event is not None, "\n".join(map(format_problem, problems))
    return event


def fields(text: str) -> str:
    return f"---\n{text}\n---\n## Investigating — 2026-11-20 10:15 UTC\n"


def full(text: str, room: int = MAX_BYTES - 400) -> str:
    """`text` again and again, as often as a file may hold it."""
    return text * (room // len(text.encode()))


# --- YAML (H01, H02, H04, H05, H06, H09) --------------------------------------------------------

BOMB = "\n".join(f"a{n}: &a{n} [{f'*a{n - 1},' * 9}]" for n in range(1, 10))
REFUSED_YAML = {
    "alias bomb": (BOMB, "YAML-02"),
    "self reference": ("a: &a [*a]", "YAML-02"),
    "merge key": ("<<: {title: x}", "YAML-02"),
    "python object": ("a: !!python/object/apply:os.system [id]", "YAML-02"),
    "binary": ("a: !!binary aGk=", "YAML-02"),
    "set": ("a: !!set {b}", "YAML-02"),
    "custom tag": ("a: !x y", "YAML-02"),
    "tag on a list": ("a: !x [y]", "YAML-02"),
    "deep lists": (f"a: {'[' * 5_000}", "YAML-04"),
    "deep maps": ("\n".join(" " * n + "a:" for n in range(500)), "YAML-04"),
    "many keys": ("\n".join(f"k{n}: v" for n in range(20_000)), "YAML-04"),
    "many items": (f"a: [{'b,' * 50_000}]", "YAML-04"),
    "twice": ("a: 1\na: 2", "YAML-03"),
    "twice by case": ("a: 1\nA: 2", "YAML-03"),
    "twice by accents": ("é: 1\ne\u0301: 2", "YAML-03"),
    "twice by quotes": ('a: 1\n"a": 2', "YAML-03"),
    "NUL by code": ('title: "a\\0b"', "FILE-04"),
    "bell by code": ('title: "a\\ab"', "FILE-04"),
    "C1 by code": ('title: "a\\x85b\\x9fc"', "FILE-04"),
    "non-character by code": ('title: "a\\uFFFEb"', "FILE-04"),
    "bidi by code": ('title: "a\\u202Eb"', "FILE-04"),
    "surrogate by code": ('title: "a\\ud800b"', "YAML-01"),
    "a list for a key": ("? [a, b]\n: c", "YAML-01"),
    "a map for a key": ("{a: b}: c", "YAML-01"),
}


@pytest.mark.parametrize("name", REFUSED_YAML)
def test_yaml_that_is_refused(name: str) -> None:
    text, code = REFUSED_YAML[name]
    event, problems = incident(fields(f"{text}\ntitle: x\nimpact: major"))
    assert event is None
    assert code in codes(problems)
    if code not in ("YAML-03", "YAML-02"):
        assert len(problems) == 1


@pytest.mark.parametrize(
    "text", ["%YAML 9.9\n---\n" + SITE, "%TAG ! tag:x\n---\n" + SITE, SITE + "---\n" + SITE]
)
def test_directives_and_further_documents_are_refused(text: str) -> None:
    assert codes(site(text)[1]) in (["YAML-02"], ["YAML-01"])


@pytest.mark.parametrize(
    "text", ["12:30", "no", "on", "~", "null", "010", "1_000", ".inf", "1e3", "0x1f", "2026-11-20"]
)
def test_every_scalar_is_text(text: str) -> None:
    assert good(fields(f"title: {text}\nimpact: none\nreference: '{text}'")).title == text
    _, problems = incident(fields(f"title: x\nimpact: none\nstarted: {text}"))
    assert codes(problems) == ["KEY-05"]


# --- bytes (H09, H10) ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xff", "FILE-03"),
        (b"\xc0\xaf", "FILE-03"),
        (b"\xed\xa0\x80", "FILE-03"),
        (b"\xf4\x90\x80\x80", "FILE-03"),
        ("Störung".encode("latin-1"), "FILE-03"),
        (b"\x00", "FILE-04"),
        (b"\x08", "FILE-04"),
        (b"\x0b", "FILE-04"),
        (b"\x1b[2J", "FILE-04"),
        (b"\x7f", "FILE-04"),
        ("\u0085".encode(), "FILE-04"),
        ("\ufffe".encode(), "FILE-04"),
        ("\ufdd0".encode(), "FILE-04"),
        (b"\n<<<<<<< HEAD", "FILE-05"),
        (b"\n>>>>>>> x", "FILE-05"),
        (b"\n||||||| x", "FILE-05"),
    ],
)
def test_bytes_that_are_no_text(data: bytes, code: str) -> None:
    event, problems = incident(OPENED.encode() + b"It fails " + data + b" now.\n")
    assert event is None
    assert codes(problems) == [code]
    (problem,) = problems
    assert problem.location.line == 7 + data.startswith(b"\n")
    said = format_problem(problem)
    assert not set(said) & {chr(n) for n in (*range(10), *range(11, 32), *range(127, 160))}


def test_utf16_is_told_by_name() -> None:
    for encoding in ("utf-16", "utf-16-le", "utf-16-be"):
        event, problems = incident(OPENED.encode(encoding))
        assert event is None
        assert len(problems) == 1
    assert "UTF-16" in incident(OPENED.encode("utf-16"))[1][0].hint


def test_line_ends_and_marks_at_the_beginning_mean_nothing() -> None:
    text = f"{OPENED}One.\n\n```\ncode\n```\n"
    expected = good(text)
    for end in ("\r\n", "\r", "\u2028", "\u2029"):
        assert good(text.replace("\n", end)) == expected
    assert good(f"\ufeff{text}") == good(f"\ufeff\ufeff{text}") == expected
    assert good(text.rstrip("\n")) == expected


def test_what_web_pages_leave_in_copied_text_is_left_out() -> None:
    text = OPENED.replace("## ", "## \u200b").replace("impact: ", "impact:\u2060 ")
    assert (
        good(f"{text}Sawasdee\u200b and ไทย\u200bไทย").updates[0].text
        == "Sawasdee and ไทย\u200bไทย"
    )


# --- time (H02, H03, H19, H20, H21, H30) --------------------------------------------------------

LADDER = " ".join("`" * n for n in range(1, 700))
SLOW = {
    **{
        f"text: {name}": OPENED + text
        for name, text in {
            "brackets": full("["),
            "images": full("![["),
            "links in brackets": "[" + full("[x](y)"),
            "images in brackets": "[" + full("![x]"),
            "an endless address": "[a](" + full("b"),
            "addresses": full("[a](b "),
            "an endless title": '[a](b "' + full("x"),
            "links": full("[x](a.md)\n"),
            "definitions": full("[a]: b\n"),
            "backticks": LADDER,
            "backslashes": full("\\`"),
            "comments": full("<!-- x -->"),
            "open comments": full("a <!--\n"),
            "comments over lines": full("a <!--\n-->\n"),
            "code and comments": full("`a`<!--x-->"),
            "list in list": full("- "),
            "numbers in numbers": full("1. "),
            "deeper and deeper": "\n".join(" " * n + "- a" for n in range(700)),
            "fences": full("```\n"),
            "longer fences": "\n".join("`" * n for n in range(3, 700)),
            "quotes": full("> "),
            "almost a field": "eta" + full(" "),
            "fields": full("eta 1\n"),
            "almost updates": full("Resolved — 2026-11-20 10:00 UTC\n"),
            "days": full("2026-11-20"),
            "wide": full("障"),
            "marks on a letter": "a" + full("\u0301"),
            "ligatures": full("\ufdfa"),
            "line ends": full("\r"),
            "bidi": full("\u202e\n"),
            "conflicts": full("<<<<<<< x\n"),
            "controls": full("\x01\n"),
        }.items()
    },
    **{
        f"headings: {name}": HEAD + text
        for name, text in {
            "empty": full("## \n"),
            "wrong": full("## Investigating x\n"),
            "dots": full("## Investigating " + "." * 150 + " x\n"),
            "dashes": "## a " + full("-"),
            "spaces": "## a" + full(" "),
            "hashes": "## a" + full(" #"),
            "fields": "## Resolved — 2026-11-20 10:15 UTC\n" + full("a: b\n"),
            "near fields": "## Resolved — 2026-11-20 10:15 UTC\n" + full("next updte: b\n"),
        }.items()
    },
    **{
        f"fields: {name}": fields(text)
        for name, text in {
            "brackets": "a: " + full("["),
            "one key": full("x") + ": 1",
            "a value": "title: " + full("x"),
            "colons": "title: " + full("x: "),
            "hashes": "title: " + full(" #"),
            "an open quote": 'a: "' + full("x\n"),
            "questions": full("? "),
            "dashes": full("- "),
            "comments": full("# x\n"),
            "nothing": full("\n"),
            "a mistake, then brackets": "a: b: c\n" + full("["),
            "unknown keys": "\n".join(f"k{n}: b" for n in range(950)),
            "unknown components": "components:\n" + "\n".join(f"  c{n}: x" for n in range(900)),
            "an id": "title: x\nimpact: none\nid: " + full("x"),
        }.items()
    },
    "no end of the front matter": "---\n" + full("a\n"),
    "dashes": full("-\n"),
}


@pytest.mark.parametrize("name", SLOW)
def test_nothing_takes_long(name: str) -> None:
    data = SLOW[name].encode()
    assert len(data) <= MAX_BYTES
    began = time.process_time()
    event, problems = incident(data)
    for problem in in_order(the_first(problems)):
        assert format_problem(problem)
    if event is not None:
        list(run_checks(Site(settings=ACME, incidents=(event,)), NOW))
    assert time.process_time() - began < 1


ACME = site(SITE)[0] or pytest.fail("the settings of this test are wrong")
FULL = MAX_SETTINGS_BYTES - 200
LIST = f"{SITE.partition('components')[0]}components:\n"
SLOW_SITES = {
    "an error at the end": LIST + full("  - {id: x, name: X}\n", FULL // 8) + "x: y: z\n",
    "unknown keys": "".join(f"k{n}: 1\n" for n in range(29_000)),
    "one component again": LIST + full("  - {id: x, name: X}\n", FULL // 8),
    "no component": LIST + full("  - id:c\n", FULL // 8),
    "brackets": f"{SITE}x: {full('[', FULL)}",
    "a mail address": f"{SITE}contact: a@{full('.', FULL)}@",
    "a zone": f"{SITE}timezone: {full('x', FULL)}",
    "an open quote": f'{SITE}x: "' + full("a\n", FULL),
}


@pytest.mark.parametrize("name", SLOW_SITES)
def test_site_yml_takes_not_long_either(name: str) -> None:
    began = time.process_time()
    _, problems = site(SLOW_SITES[name])
    said = [format_problem(problem) for problem in in_order(the_first(problems))]
    assert time.process_time() - began < 2
    assert 1 <= len(said) <= MOST_OF_A_FILE
    assert sum(map(len, said)) < 200_000


def test_thousands_of_updates_are_read() -> None:
    text = HEAD + "## Investigating — 2026-11-01T00:00:00Z\n"
    moments = (
        f"2026-11-{1 + n // 1440:02}T{n // 60 % 24:02}:{n % 60:02}" for n in range(1, 10_000)
    )
    for moment in moments:
        text += f"## Update — {moment}Z\n"
        if len(text.encode()) > MAX_BYTES - 60:
            break
    began = time.process_time()
    event = good(text)
    assert len(event.updates) > 7_000
    site_of = Site(settings=ACME, incidents=(event,))
    assert not has_errors(run_checks(site_of, NOW))
    derive(site_of, NOW)
    assert time.process_time() - began < 2


def test_a_file_with_thousands_of_problems_tells_some() -> None:
    _, problems = incident(OPENED + full("# One\n"))
    told = the_first(problems)
    assert len(told) == MOST_OF_A_FILE
    assert "more problems in this file)" in told[-1].message


# --- ids (H11, H12, H13, H14) -------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        *("../x", "/etc/x", "%2e%2e%2f", "..\\x", "a/b", ".", "..", "", "index", "INDEX", "-rf"),
        *("unresolved", "x" * 101, "障" * 100, "trailing.", "with space", "tab\t", "a\nb", "a\0b"),
        *("\U0001f600", "a\u200bb", "a\u200db", "a\u202eb", "a\u00a0b", "$(id)", "`id`", "a;b"),
        *("a:b", "a*b", "a?b", 'a"b', "a|b", "a<b", "a#b", "\ud800", "\u0301a", ".hidden"),
    ],
    ids=ascii,
)
def test_what_cannot_be_an_id(text: str) -> None:
    assert id_fault(text)


@pytest.mark.parametrize(
    "text",
    ["a", "2026-11-20-uploads", "CON", "a.b_c-d", "störung", "障害", "हिन्दी", "x" * 100, "_x"],
)
def test_what_can_be_an_id(text: str) -> None:
    assert id_fault(text) == ""


@given(st.text(max_size=120))
def test_an_id_is_always_one_file_name(text: str) -> None:
    if not id_fault(text):
        name = f"{text}.html"
        assert Path(name).name == name
        assert len(name.encode()) <= 255
        assert name.isprintable()


ODD_NAMES = [
    *(b"CON.md", b"\xff\xfe.md", b"a\nb.md", b"-rf.md", b"$(id).md", b"`x`.md", b"a'b\".md"),
    *(b"trailing .md", b"dot..md", b"x::error::y.md", b"%0A.md", b"con .md", b"~.md", b"x.MD"),
    *(b"\x1b[31m.md", b"...md", b".md", b"*.md", b"a\\b.md", b"a|b.md", b"a" * 240 + b".md"),
    *("x\u202ey.md".encode(), "x\u200dy.md".encode(), "\U0001f600.md".encode(), b"STRASSE.md"),
    *("stra\u00dfe.md".encode(), "\u00e9.md".encode(), "e\u0301.md".encode()),
]


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content" / "incidents").mkdir(parents=True)
    (tmp_path / "content" / "site.yml").write_text(SITE, "utf-8")
    return tmp_path


def told(project: Path, capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main([*words, "--project", str(project), "--now", "2026-11-20 12:00 UTC"])
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    return code, captured.err + captured.out


@pytest.mark.parametrize("form", ["text", "json", "github"])
def test_any_name_of_a_file_or_folder(
    form: str, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = project / "content" / "incidents"
    for name in ODD_NAMES:
        (folder / os.fsdecode(name)).write_text(OPENED, "utf-8")
    for name in (b"a\nfolder", b"\xff", b"deep" + b"/d" * 50):
        inner = folder / os.fsdecode(name)
        inner.mkdir(parents=True)
        (inner / "x.md").write_text(OPENED, "utf-8")
    os.mkfifo(folder / "pipe.md")
    (folder / "zero.md").symlink_to("/dev/zero")
    (folder / "folder.md").mkdir()
    code, text = told(project, capsys, "check", "--format", form)
    assert code == 1
    assert text.isascii() or text.encode()
    assert "\x1b" not in text
    assert "\na\n" not in text
    assert "lies more than 32 folders deep" in text
    assert text.count("FILE-01") == 3
    assert text.count("CON-04") == 2
    code, _ = told(project, capsys, "build", "--keep-going")
    assert code == 1
    pages = sorted(path.name for path in (project / "output" / "incidents").iterdir())
    assert pages == ["CON.html", "STRASSE.html", "\u00e9.html"]


def test_twins_that_look_the_same_are_told_apart(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("\u00e9", "e\u0301"):
        (project / "content" / "incidents" / f"{name}.md").write_text(OPENED, "utf-8")
    _, text = told(project, capsys, "check")
    assert "their accents are stored in two ways" in text


def test_a_picture_with_an_impossible_name(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("%00.png", "%0a.png", "a" * 300 + ".png", "%ff.png", "../" * 40 + "x.png"):
        file = project / "content" / "incidents" / "x.md"
        file.write_text(f"{OPENED}![x]({name})\n", "utf-8")
        code, text = told(project, capsys, "check")
        assert code == 1
        assert text.count("CON-12") == 1


# --- at random ----------------------------------------------------------------------------------

WRONG = Path(__file__).parent.parent / "wrong"
CORPUS = sorted(path.read_bytes() for path in WRONG.rglob("*.md") if path.is_file())
CORPUS += [SITE.encode(), OPENED.encode() + b"next update: 30m\n"] * 20
FRAGMENTS = st.sampled_from(
    [
        *(
            b"## ",
            b"---\n",
            b"\n",
            b"\n\n",
            b": ",
            b"- ",
            b"[",
            b"]",
            b"{",
            b"}",
            b'"',
            b"'",
            b" #",
        ),
        *(
            b"|",
            b">",
            b"&a ",
            b"*a",
            b"!",
            b"%",
            b"@",
            b"`",
            b"```\n",
            b"<!--",
            b"-->",
            b"\t",
            b"\r",
        ),
        *(b"\x00", b"\xff", b"\xef\xbb\xbf", b"\xe2\x80\x94", b"2026-11-20 12:15 UTC", b"24:00"),
        *(
            b"+99:99",
            b"30m",
            b"api: major_outage\n",
            b"components:\n",
            b"title: ",
            b"impact: none\n",
        ),
        *(b"next update: ", b"## Resolved - 2026-11-20 11:00 UTC\n", b"[a](b.md)", b"![](x.png)"),
        *(b"<<: ", b"? ", b"...\n", b"\\", b"ended: unknown\n", b"reopened: yes\n", b"id: x\n"),
        *("\u2028\u202e\u200b\u00a0１２".encode(), b"scheduled: ", b" to ", b"A" * 300),  # noqa: RUF001
    ]
)


@st.composite
def spoilt(draw: st.DrawFn) -> bytes:
    """A file of the corpus with some of its bytes gone, doubled or replaced."""
    data = draw(st.sampled_from(CORPUS))
    for _ in range(draw(st.integers(1, 5))):
        at = draw(st.integers(0, len(data)))
        gone = draw(st.integers(0, 12))
        data = data[:at] + draw(FRAGMENTS | st.binary(max_size=3)) + data[at + gone :]
    return data


def readings(data: bytes) -> Iterator[tuple[object, Problems, int]]:
    for file, parse in (
        (FILE, parse_incident),
        ("content/maintenance/x.md", parse_maintenance),
        ("content/site.yml", parse_settings),
    ):
        source, problems = parse_source(data, file)
        if source is None:
            yield None, problems, data.count(b"\n") + data.count(b"\r") + 2
        else:
            read, found = parse(source)
            yield read, [*problems, *found], len(source.lines) + 1


@settings(max_examples=400)
@given(spoilt() | st.binary(max_size=200))
def test_whatever_a_file_holds_it_is_read_or_refused_with_a_place(data: bytes) -> None:
    for read, problems, lines in readings(data):
        assert read is not None or has_errors(problems)
        for problem in problems:
            assert 1 <= problem.location.line <= lines
            assert problem.location.column >= 1
            assert format_problem(problem).encode()
            assert "\x1b" not in format_problem(problem)
        if isinstance(read, Incident | Maintenance):
            whole = Site(
                settings=ACME,
                incidents=(read,) if isinstance(read, Incident) else (),
                maintenances=(read,) if isinstance(read, Maintenance) else (),
            )
            if not has_errors(run_checks(whole, NOW)):
                derive(whole, NOW)
