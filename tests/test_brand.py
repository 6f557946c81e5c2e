"""The brand: an accent that can be read, a logo that can be seen, and what the checks say."""

import base64
from datetime import UTC, datetime
from pathlib import Path

import pytest

from generator.build import Options, read
from generator.content.logo import colours_of
from generator.errors import Problem
from generator.model.colour import as_hex
from generator.outputs.pages.logo import Logo, logo_of
from generator.state import derive

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)
SITE = "title: T\nurl: https://status.acme.example\n"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}</svg>'
WHITE, BLACK = "#ffffff", "#000000"


def found(project: Path, brand: str) -> tuple[Problem, ...]:
    """What is said of a site with this brand."""
    (project / "content").mkdir(exist_ok=True)
    (project / "content" / "site.yml").write_text(f"{SITE}brand: {{{brand}}}\n", "utf-8")
    return read(Options(project=project, output=project / "output", now=NOW))[1]


def logo(project: Path, name: str, data: bytes) -> tuple[Logo | None, tuple[Problem, ...]]:
    """The logo as pages have it, and what is said of it."""
    (project / "content").mkdir()
    (project / "content" / name).write_bytes(data)
    problems = found(project, f"logo: {name}")
    site = read(Options(project=project, output=project / "output", now=NOW))[0]
    assert site
    return logo_of(derive(site, NOW)), problems


def colours(inside: str) -> list[str] | None:
    told = colours_of("logo.svg", SVG.format(inside).encode())
    return None if told is None else [as_hex(colour) for colour in told]


# The accent


@pytest.mark.parametrize("accent", ["#767676", "#0f6e84", "#000"])
def test_an_accent_that_can_be_read_is_no_news(accent: str, tmp_path: Path) -> None:
    assert found(tmp_path, f'accent: "{accent}"') == ()


@pytest.mark.parametrize(
    ("accent", "says"),
    [
        ("#777", "the accent #777777 is too pale for text on white (4.4:1, it takes 4.5:1)"),
        ("#00BB55", "the accent #00bb55 is too pale for text on white (2.5:1, it takes 4.5:1)"),
        ("#fff", "the accent #ffffff is too pale for text on white (1.0:1, it takes 4.5:1)"),
    ],
)
def test_a_pale_accent_is_told(accent: str, says: str, tmp_path: Path) -> None:
    (problem,) = found(tmp_path, f'accent: "{accent}"')
    assert problem.message == f"{says}: links use a darker one"
    assert str(problem.location) == "content/site.yml:3:17"


def test_the_tone_that_is_named_would_do(tmp_path: Path) -> None:
    (problem,) = found(tmp_path, 'accent: "#0b5"')
    assert problem.hint == "of the same hue, #00893e is dark enough"
    assert found(tmp_path, 'accent: "#00893e"') == ()


def test_the_demo_has_a_good_brand() -> None:
    site, problems = read(Options(project=ROOT, output=ROOT / "output", now=NOW))
    assert site
    assert site.settings.accent
    assert not [each for each in problems if each.location.file == "content/site.yml"]
    shown = logo_of(derive(site, NOW))
    assert shown
    assert shown.plate == ""


# The logo


@pytest.mark.parametrize(
    ("inside", "plate"),
    [
        ('<path fill="#fff" d="M0 0h9"/>', "light"),
        ('<path d="M0 0h9"/>', "dark"),
        ('<path fill="#123" d="M0 0h9"/>', "dark"),
        ('<path fill="#777" d="M0 0h9"/>', ""),
        ('<g fill="white"><path d="M0 0h9"/></g><path fill="#111" d="M0 0h9"/>', ""),
        ('<path fill="hotpink" d="M0 0h9"/>', "dark"),
        ("<path", "dark"),
    ],
)
def test_the_plate_that_a_drawing_needs(inside: str, plate: str, tmp_path: Path) -> None:
    shown, problems = logo(tmp_path, "logo.svg", SVG.format(inside).encode())
    assert shown
    assert shown.plate == plate
    assert [each.code for each in problems] == (["CON-19"] if plate == "light" else [])


def test_a_photograph_was_made_for_white(tmp_path: Path) -> None:
    shown, problems = logo(tmp_path, "logo.JPG", b"jpeg")
    assert shown == Logo(f"data:image/jpeg;base64,{base64.b64encode(b'jpeg').decode()}", "dark")
    assert problems == ()


def test_the_address_of_a_drawing_holds_it(tmp_path: Path) -> None:
    data = SVG.format("<path/>").encode()
    shown, _ = logo(tmp_path, "logo.svg", data)
    assert shown
    head, _, code = shown.href.partition(",")
    assert (head, base64.b64decode(code)) == ("data:image/svg+xml;base64", data)


@pytest.mark.parametrize("brand", ["logo: gone.svg", 'accent: "#000"'])
def test_no_logo(brand: str, tmp_path: Path) -> None:
    found(tmp_path, brand)
    site, _ = read(Options(project=tmp_path, output=tmp_path / "output", now=NOW))
    assert site
    assert logo_of(derive(site, NOW)) is None


@pytest.mark.parametrize(("size", "codes"), [(4096, []), (4097, ["CON-20"])])
def test_what_a_logo_may_weigh(size: int, codes: list[str], tmp_path: Path) -> None:
    shown, problems = logo(tmp_path, "logo.png", b"x" * size)
    assert shown
    assert [each.code for each in problems] == codes
    assert [each.message for each in problems] == [
        "the logo has 4,097 bytes, and every page carries it" for _ in codes
    ]


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<path fill="#fff"/>', [WHITE]),
        ('<path fill=" #FFFFFF "/><path stroke="#000" fill="none"/>', [BLACK, WHITE]),
        ('<path style="fill:#fff;stroke-width:2;stroke: rgb(1, 2,3)"/>', ["#010203", WHITE]),
        ('<path fill="rgba(255 255 255 / 50%)"/>', [WHITE]),
        ('<path fill="#ffff"/><path fill="#11223344"/>', ["#112233", WHITE]),
        ("<style>path{fill:#fff}</style><path/>", [WHITE]),
        ("<style><![CDATA[.a>b{stop-color:navy}]]></style>", ["#000080"]),
        ("<style>path{fill:#fff/*;stroke:#123*/}</style><path/>", [WHITE]),
        ("<style>path{fill:#fff!important}</style><path/>", [WHITE]),
        (
            '<linearGradient><stop stop-color="#fff"/></linearGradient><path fill="url(#a)"/>',
            [WHITE],
        ),
        ('<g fill="#fff"><path/><g><circle/></g></g>', [WHITE]),
        ('<clipPath><path/></clipPath><mask><rect/></mask><path fill="#fff"/>', [WHITE]),
        ('<path fill="#fff"/><path/>', [BLACK, WHITE]),
        ('<path fill="currentColor"/>', [BLACK]),
        ("<path/>", [BLACK]),
        ('<path fill="inherit"/><path fill="transparent"/>', []),
        ('<path fill="hsl(0 0% 0%)"/>', None),
        ('<path fill="var(--a)"/>', None),
        ('<path fill="#12345"/>', None),
        ('<image href="x.png"/>', None),
        ("<path>", None),
        ("<path fill='#fff' fill='#000'/>", None),
    ],
)
def test_the_colours_of_a_drawing(inside: str, expected: list[str] | None) -> None:
    assert colours(inside) == expected


BOMB = '<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>'
FILE = '<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
PUBLIC = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://a.example/svg11.dtd">'


@pytest.mark.parametrize(
    ("before", "encoding", "expected"),
    [
        ("", "utf-8", ["#ffffff"]),
        ('<?xml version="1.0" encoding="UTF-16"?>', "utf-16", ["#ffffff"]),
        (PUBLIC, "utf-8", ["#ffffff"]),
        (BOMB, "utf-8", None),
        (BOMB, "utf-16", None),
        (FILE, "utf-8", None),
        ('<?xml version="1.0" encoding="nonsense"?>', "utf-8", None),
    ],
)
def test_a_drawing_may_declare_nothing(
    before: str, encoding: str, expected: list[str] | None
) -> None:
    data = (before + SVG.format('<path fill="#fff"/>')).encode(encoding)
    told = colours_of("x.SVG", data)
    assert (told and [as_hex(colour) for colour in told]) == expected


def test_what_is_no_drawing_has_no_known_colours() -> None:
    assert colours_of("logo.png", SVG.encode()) is None
    assert colours_of("logo.svg", b"") is None
    assert colours_of("logo.svg", b"\xff\x00<") is None
