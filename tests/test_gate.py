"""The gate: nothing to say of what we build, and every rule has a mutant that it catches."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import Options, build
from generator.cli import main
from generator.errors import Unfit
from generator.gate import Fault, Gate, faults_of_built
from generator.gate.house import House, house_of
from generator.state import derive
from tests.golden import CASES, SITES, build_case, tree

CASE = "bad-day"
URL = "https://status.acme.example"
INCIDENT = "incidents/2026-11-20-uploads.html"
Change = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = tmp_path_factory.mktemp("built")
    build_case(CASE, folder)
    return tree(folder)


def faults(files: dict[str, bytes], house: House | None = None) -> list[str]:
    gate = Gate(house or House(url=URL, components=3, told=500), whole=None)
    for path, data in files.items():
        gate.read(path, data)
    gate.close(files)
    return [str(fault) for fault in gate.faults]


def test_nothing_is_wrong_with_what_we_build(files: dict[str, bytes]) -> None:
    assert faults(files) == []


def swap(old: str, new: str) -> Change:
    """Puts `new` where `old` first stands."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def with_(more: str) -> Change:
    """Puts something into the main part of a page."""
    return swap("</main>", f"{more}</main>")


MUTANTS: dict[str, tuple[str, Change, str]] = {
    "a remote font": (
        "index.html",
        swap("</title>", '</title><link rel="stylesheet" href="https://fonts.example/a.css">'),
        "<link rel=stylesheet> asks for a file",
    ),
    "a font in the style": (
        "index.html",
        swap("<style>", "<style>@font-face{src:url(https://fonts.example/a)}"),
        "has a style sheet that asks for a file",
    ),
    "a picture from elsewhere": (
        INCIDENT,
        with_('<img src="//elsewhere.example/p.png" alt="">'),
        "asks another host",
    ),
    "a frame": ("index.html", with_('<iframe src="https://a.example/"></iframe>'), "asks another"),
    "a script that came in": (
        INCIDENT,
        with_("<script>alert(1)</script>"),
        "has a <script> that its policy does not allow",
    ),
    "a changed script": (
        "index.html",
        swap("<script>", "<script>1;"),
        "has a <script> that its policy does not allow",
    ),
    "an event attribute": (INCIDENT, with_('<p onclick="x()">x</p>'), "<p> has onclick="),
    "a style attribute": (INCIDENT, with_('<p style="color:red">x</p>'), "<p> has style="),
    "a link to a script": (INCIDENT, with_('<a href="javascript:x">x</a>'), "leads to a script"),
    "a page that reloads": (
        "index.html",
        swap("</title>", '</title><meta http-equiv="refresh" content="60">'),
        "loads itself again",
    ),
    "no policy": (
        "index.html",
        lambda data: re.sub(rb'<meta http-equiv="Content-Security-Policy"[^>]*>', b"", data),
        "has 0 policies",
    ),
    "a lax policy": (
        "index.html",
        swap("default-src 'none'", "default-src *"),
        "does not begin with default-src 'none'",
    ),
    "an id twice": (INCIDENT, with_('<p id="main">x</p>'), "the id main is there 2 times"),
    "an attribute twice": (INCIDENT, with_('<p lang="en" lang="de">x</p>'), "attribute twice"),
    "an element left open": (INCIDENT, with_("<section>"), "</main> in line"),
    "a link to nowhere": (
        "history.html",
        with_('<a href="incidents/gone.html">x</a>'),
        "leads to incidents/gone.html, which is not there",
    ),
    "a place that is not there": (
        "index.html",
        with_(f'<a href="{INCIDENT}#u1">x</a>'),
        f"leads to {INCIDENT}#u1, and there is no such place",
    ),
    "a page that is not UTF-8": (INCIDENT, lambda data: data + b"\xff", "is not UTF-8"),
    "a heavy home page": (
        "index.html",
        with_("".join(f"<p>{n * n * 7919 % 100003} {n * 104729 % 99991}</p>" for n in range(3000))),
        "and may weigh 13,500",
    ),
    "an illegal character in a feed": ("history.atom", swap("<title", "\x0b<title"), "is not XML"),
    "one by reference": ("history.rss", swap("<title>", "<title>&#8;"), "is not XML"),
    "a character that is none": (
        "updates.atom",
        swap("</title>", "\uffff</title>"),
        "holds a character that XML cannot have",
    ),
    "a feed cut off": ("components/api.rss", lambda data: data[:-20], "is not XML"),
    "a document type": (
        "updates.rss",
        swap("<rss", "<!DOCTYPE rss []><rss"),
        "has a document type",
    ),
    "a badge with a script": ("badge.svg", swap("</svg>", "<script/></svg>"), "holds a script"),
    "a badge that asks": (
        "badge.svg",
        swap("</svg>", '<image href="https://a.example/"/></svg>'),
        "holds a script or an address",
    ),
    "JSON with NaN": ("status.json", swap('"indicator":', '"x":NaN,"indicator":'), "NaN"),
    "a key twice": ("status.json", swap("{", '{"indicator":"none",'), "a key is there twice"),
    "JSON with more behind it": ("feed.json", lambda data: data + b"x", "is not strict JSON"),
    "a calendar in lines of Unix": (
        "maintenance.ics",
        lambda data: data.replace(b"\r\n", b"\n"),
        "do not end in CR LF",
    ),
    "a long line in a calendar": (
        "maintenance.ics",
        swap("SUMMARY:", "SUMMARY:" + "x" * 80),
        "more than 75 octets",
    ),
    "a character cut by a fold": (
        "maintenance.ics",
        lambda data: data.replace(b"SUMMARY:", b"SUMMARY:\xc3\r\n \xbc", 1),
        "cuts a character in two",
    ),
    "a calendar without its end": (
        "maintenance.ics",
        swap("END:VCALENDAR\r\n", ""),
        "has a part without its end",
    ),
    "a table of another encoding": ("ledger.csv", lambda data: data + b"\xe4", "is not UTF-8"),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_is_caught(files: dict[str, bytes], mutant: str) -> None:
    path, change, said = MUTANTS[mutant]
    found = faults({**files, path: change(files[path])})
    assert any(fault.startswith(f"{path}: ") and said in fault for fault in found), found


@pytest.mark.parametrize(
    ("path", "old"),
    [
        (INCIDENT, "</main>"),
        ("status.json", '"indicator":'),
        ("history.atom", "</title>"),
        ("updates.json", '"title":'),
    ],
)
def test_an_internal_word_is_caught_wherever_it_is(
    files: dict[str, bytes], path: str, old: str
) -> None:
    mark = {"</main>": "<p>OPS-4711.</p></main>", "</title>": " OPS-4711</title>"}
    new = mark.get(old, f'"note":"see OPS-4711",{old}')
    house = House(url=URL, internal=frozenset({"OPS-4711"}), components=3, told=500)
    found = faults({**files, path: swap(old, new)(files[path])}, house)
    assert found == [f"{path}: holds what is under `internal:` in an event (OP…)"]


def test_what_customers_are_told_on_purpose_is_no_leak(files: dict[str, bytes]) -> None:
    house = House(url=URL, internal=frozenset({"2026-11-20-uploads"}), components=3, told=500)
    assert faults(files, house) != []
    assert faults(files, replace(house, is_public=lambda word: True)) == []


def test_it_knows_what_is_internal_in_a_site() -> None:
    options = Options(project=SITES / "every-field", output=Path(), now=CASES["every-field"])
    from generator.build import read

    site, _ = read(options)
    assert site
    house = house_of(derive(site, options.now))
    assert "CANARY-OPS-123" in house.internal
    assert not house.is_public("CANARY-OPS-123")
    assert house.is_public("ECONNRESET")


def test_of_many_pages_of_a_sort_the_later_ones_get_the_cheap_checks(
    files: dict[str, bytes],
) -> None:
    bad = with_('<script>1</script><p id="main">x</p>')(files[INCIDENT])
    gate = Gate(House(url=URL), whole=2)
    for number in range(3):
        gate.read(f"incidents/{number}.html", bad)
    twice = [fault.path for fault in gate.faults if "the id main" in fault.message]
    script = [fault.path for fault in gate.faults if "<script>" in fault.message]
    assert twice == ["incidents/0.html", "incidents/1.html"]
    assert script == [f"incidents/{number}.html" for number in range(3)]


THEME = "extends = 'default'\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A bad day whose theme asks another host for a picture."""
    import shutil

    shutil.copytree(SITES / CASE / "content", tmp_path / "content")
    with (tmp_path / "content" / "site.yml").open("a") as settings:
        settings.write("theme: mine\n")
    slots = tmp_path / "themes" / "mine" / "slots"
    slots.mkdir(parents=True)
    (slots.parent / "theme.toml").write_text(THEME)
    (slots / "footer.html").write_text('<img src="https://count.example/p.png" alt="">\n')
    return tmp_path


def test_a_build_that_fails_writes_nothing(project: Path) -> None:
    output = project / "output"
    options = Options(project=project, output=output, now=CASES[CASE])
    with pytest.raises(
        Unfit, match=r"slow-console.html and \d+ more: asks another host for something"
    ):
        build(options)
    assert tree(output) == {}
    assert build(replace(options, has_gate=False)).written
    assert "index.html" in tree(output)


def test_a_failed_build_leaves_what_was_there(project: Path) -> None:
    output = project / "output"
    footer = project / "themes" / "mine" / "slots" / "footer.html"
    bad = footer.read_text()
    footer.write_text("<p>Good.</p>\n")
    options = Options(project=project, output=output, now=CASES[CASE])
    build(options)
    before = tree(output)
    footer.write_text(bad)
    with pytest.raises(Unfit):
        build(options)
    assert tree(output) == before


def test_the_commands_say_it(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    now = ["--now", "2026-11-20 12:50 UTC", "--project", str(project)]
    assert main([*now]) == 1
    said = capsys.readouterr().err
    assert said.startswith("fogbell: nothing was written: what was made is not fit to be published")
    assert "With a theme of your own, look there first" in said
    assert main([*now, "--no-gate"]) == 0
    assert main([*now, "check", "--output"]) == 1
    found = capsys.readouterr()
    assert "404.html and " in found.err
    assert " more: asks another host for something" in found.err
    assert re.search(r"\d+ faults in \d+ files of ", found.out)


def test_a_built_site_is_checked_whole(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_case(CASE, tmp_path / "site")
    assert faults_of_built(tmp_path / "site", House(url=URL, components=3, told=500))[0] == []
    (tmp_path / "site" / INCIDENT).write_bytes(b"<p>")
    found, _ = faults_of_built(tmp_path / "site", House(url=URL, components=3, told=500))
    assert Fault(INCIDENT, "<p> is never closed") in found
    project = ["--project", str(SITES / CASE), "--now", "2026-11-20 12:50 UTC"]
    assert main([*project, "check", "--output", str(tmp_path / "site")]) == 1
    assert main([*project, "check", "--output", str(tmp_path)]) == 2
    assert "there is no built site; run `fogbell build` first" in capsys.readouterr().err


def test_the_weight_of_a_page_never_depends_on_what_people_write(tmp_path: Path) -> None:
    """Hundreds of windows, long words everywhere, a heavy logo: an outage is still published."""
    lines = ["title: " + "Status " * 40, "url: https://status.acme.example", "components:"]
    lines += [
        f"  - {{id: c{n}, name: {f'N{n} ' * 20}, description: {f'd{n}x ' * 90}}}" for n in range(30)
    ]
    noise = "".join(f"{n * 7919 % 99991:x}" for n in range(9000))
    lines.append("brand: {logo: media/logo.svg}")
    content = tmp_path / "content"
    for folder in ("incidents", "maintenance", "media"):
        (content / folder).mkdir(parents=True)
    (content / "site.yml").write_text("\n".join(lines) + "\n")
    svg = f"<svg xmlns='http://www.w3.org/2000/svg'><path d='M0 0' id='x{noise}'/></svg>"
    (content / "media" / "logo.svg").write_text(svg)
    for n in range(300):
        (content / "maintenance" / f"{n}.md").write_text(
            f"---\ntitle: W{n}\nscheduled: 2026-12-01 02:{n % 60:02} UTC to 2026-12-01 04:00 UTC\n"
            f"components: [c{n % 30}]\n---\n\n## Scheduled — 2026-11-01 09:00 UTC\n\n{n}.\n"
        )
    for n in range(40):
        told = " ".join(f"{n * m * 104729 % 999983:x}" for m in range(1200))
        (content / "incidents" / f"i{n}.md").write_text(
            f"---\ntitle: {told[:900]}\nimpact: major\n---\n\n"
            f"## Investigating — 2026-11-20 12:00 UTC\n\n{told}\n"
        )
    report = build(Options(project=tmp_path, output=tmp_path / "output", now=CASES[CASE]))
    assert report.written
