"""What the doctor sees in a built site: nothing in ours, and every check has its mutant."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.deploy.doctor import CHECKS
from generator.deploy.doctor.records import Kind, Result
from tests.deploy.patients import PRODUCT, results, subject, with_built
from tests.golden import CASES, build_case

Change = Callable[[bytes], bytes]
BUILT = sorted({check.id for check in CHECKS if check.kind is Kind.BUILT})


@pytest.fixture(scope="module", params=CASES)
def any_site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("built")
    build_case(request.param, folder)
    return folder


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("built")
    build_case("bad-day", folder)
    return folder


@pytest.mark.parametrize("check", BUILT)
def test_nothing_is_wrong_with_what_we_build(any_site: Path, check: str) -> None:
    found = results(with_built(any_site), check)
    assert [result for result, _ in found] == [Result.OK], found


@pytest.mark.parametrize("check", BUILT)
def test_without_a_build_nobody_can_tell(check: str) -> None:
    assert results(subject(PRODUCT), check) == [(Result.UNKNOWN, "nothing is built yet")]


def swap(old: str, new: str) -> Change:
    """Puts `new` where `old` first stands."""

    def change(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return change


def with_(more: str) -> Change:
    """Puts something into the main part of a page."""
    return swap("</main>", f"{more}</main>")


PAGE = "incidents/2026-11-20-uploads.html"
#: check, path, what changes it, how bad that is, what is said
MUTANTS: dict[str, tuple[str, str, Change, Result, str]] = {
    "a font from elsewhere": (
        "IND-01",
        PAGE,
        swap("</title>", '</title><link rel="stylesheet" href="https://fonts.example/a.css">'),
        Result.ERROR,
        "<link rel=stylesheet> asks for a file",
    ),
    "a script that fetches": (
        "IND-01",
        "widget.js",
        lambda data: data + b"\nfetch('https://counter.example/hit')",
        Result.ERROR,
        "has a script with the address https://counter.example",
    ),
    "a picture that asks": (
        "IND-01",
        "badge.svg",
        swap("</svg>", '<image href="//a.example/"/></svg>'),
        Result.ERROR,
        "a picture asks for nothing",
    ),
    "a picture from the product": (
        "IND-02",
        PAGE,
        with_('<img src="https://www.acme.example/p.png" alt="">'),
        Result.ERROR,
        "<img src> names www.acme.example",
    ),
    "a link that is no plain one": (
        "IND-02",
        PAGE,
        swap("</title>", '</title><link rel="alternate" href="https://acme.example/feed">'),
        Result.ERROR,
        "<link href> names acme.example",
    ),
    "a script that asks the product": (
        "IND-02",
        "widget.js",
        lambda data: data + b"\nfetch('//api.acme.example/up')",
        Result.ERROR,
        "names api.acme.example",
    ),
    "a status in colour only": (
        "IND-03",
        "index.html",
        with_('<p>API <span class="dot major_outage"></span></p>'),
        Result.ERROR,
        "shows major_outage by its class alone",
    ),
    "a headline that only script shows": (
        "IND-03",
        "index.html",
        swap('<p class="state">', '<p class="state" hidden>'),
        Result.ERROR,
        "does not say “Major service outage”",
    ),
    "a base": (
        "IND-04",
        PAGE,
        swap("<title>", '<base href="https://status.acme.example/"><title>'),
        Result.ERROR,
        "has <base>",
    ),
    "a link from the root": (
        "IND-04",
        PAGE,
        with_('<a href="/history.html">x</a>'),
        Result.ERROR,
        "leads to /history.html, which is not there",
    ),
    "a cookie": (
        "IND-05",
        "index.html",
        swap("<script>", "<script>document.cookie='a=1';"),
        Result.ERROR,
        "has a script that uses document.cookie",
    ),
    "a password": (
        "IND-05",
        "subscribe.html",
        with_('<input type="password">'),
        Result.ERROR,
        'has <input type="password',
    ),
    "a page without its age": (
        "IND-06",
        "index.html",
        lambda data: data.replace(b"2026-11-20T12:50:00Z", b"2026-11-20T12:51:00Z"),
        Result.ERROR,
        "does not hold generated_at",
    ),
    "an API without a build": (
        "IND-06",
        "status.json",
        swap('"build":', '"made":'),
        Result.ERROR,
        "has no build",
    ),
    "a heavy home page": (
        "IND-07",
        "index.html",
        with_("<p>much</p>" * 10_000),
        Result.WARNING,
        "over 100 KiB",
    ),
    "a home page with a file": (
        "IND-07",
        "index.html",
        with_('<img src="media/photo.jpg" alt="">'),
        Result.WARNING,
        "asks for media/photo.jpg",
    ),
    "an error page with a file": (
        "IND-27",
        "errors/503.html",
        swap("</body>", '<img src="logo.png" alt=""></body>'),
        Result.ERROR,
        "asks for logo.png",
    ),
    "an error page too large": (
        "IND-27",
        "errors/maintenance.html",
        swap("</body>", "<p>much</p>" * 5_000 + "</body>"),
        Result.ERROR,
        "over 40 KiB",
    ),
    "Cloudflare's page without its token": (
        "IND-27",
        "errors/cloudflare-500.html",
        lambda data: data.replace(b"::CLOUDFLARE_ERROR_500S_BOX::", b""),
        Result.ERROR,
        "without the token",
    ),
}


@pytest.mark.parametrize("mutant", MUTANTS)
def test_a_mutant_is_seen(site: Path, tmp_path: Path, mutant: str) -> None:
    check, path, change, result, said = MUTANTS[mutant]
    shutil.copytree(site, tmp_path, dirs_exist_ok=True)
    before = (tmp_path / path).read_bytes()
    (tmp_path / path).write_bytes(change(before))
    assert (tmp_path / path).read_bytes() != before
    found = results(with_built(tmp_path), check)
    assert found[0][0] is result, found
    assert any(said in words for _, words in found), found


def test_every_check_of_a_build_has_a_mutant() -> None:
    assert {check for check, *_ in MUTANTS.values()} == set(BUILT)


def test_a_missing_error_page_is_told(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path, dirs_exist_ok=True)
    (tmp_path / "404.html").unlink()
    found = results(with_built(tmp_path), "IND-27")
    assert found == [(Result.ERROR, "404.html: is not there")]


def test_words_and_plain_links_may_name_the_product(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path, dirs_exist_ok=True)
    page = tmp_path / PAGE
    link = '<p>https://www.acme.example/a <a href="https://www.acme.example/">Acme</a></p>'
    page.write_bytes(with_(link)(page.read_bytes()))
    counts = []
    for folder in (site, tmp_path):
        ((result, said),) = results(with_built(folder), "IND-02")
        assert result is Result.OK
        counts += re.findall(r"\((\d+) of them\)", said)
    assert int(counts[1]) == int(counts[0]) + 1


def test_without_domains_nothing_can_be_compared(site: Path) -> None:
    ((result, _),) = results(with_built(site, ""), "IND-02")
    assert result is Result.UNDECLARED


def test_of_many_faults_the_first_are_told(site: Path, tmp_path: Path) -> None:
    shutil.copytree(site, tmp_path, dirs_exist_ok=True)
    page = tmp_path / PAGE
    links = "".join(f'<a href="gone-{number}.html">x</a>' for number in range(9))
    page.write_bytes(with_(links)(page.read_bytes()))
    found = results(with_built(tmp_path), "IND-04")
    assert len(found) == 6
    assert found[-1][1] == "4 more such faults"
