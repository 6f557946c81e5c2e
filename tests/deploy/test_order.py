"""The order in which files go out, looked at with the pages of sites that were really built."""

import re
from collections.abc import Iterable
from pathlib import Path
from posixpath import dirname, join, normpath

import pytest

from generator.deploy.asks import Upload
from generator.deploy.release import Rank, in_order, rank_of
from tests.golden import build_case, tree
from tests.pages import attributes, read

MOST = 3
ABSOLUTE = re.compile(rb"https://status\.acme\.example(?:/live)?/([^\s\"'<>\\)#?]*)")


@pytest.fixture(scope="module", params=["bad-day", "planned", "every-field"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("built")
    build_case(request.param, folder)
    return folder


def uploads(paths: Iterable[str]) -> list[Upload]:
    return [Upload(path=path, sha256="", size=0, source=b"") for path in paths]


def named_by(path: str, files: dict[str, bytes]) -> set[str]:
    """The files of the site that a file names: links of pages, addresses in whatever else."""
    if path.endswith(".html"):
        found = (attributes(each) for each in read(files[path]).query("[href], [src]"))
        links = ((each.get("href") or each.get("src", "")).partition("#")[0] for each in found)
        named = {normpath(join(dirname(path), link)) for link in links if link}
    else:
        named = {each.decode() for each in ABSOLUTE.findall(files[path])}
    return named & set(files)


def test_whatever_a_page_names_is_there_before_readers_can_see_the_page(site: Path) -> None:
    files = tree(site)
    names = {path: named_by(path, files) for path in files}
    pages = sorted(path for path in files if path != "index.html")
    assert names["index.html"]
    assert names["sitemap.xml"]
    # every third file is new, in three ways; then the whole site is
    for start in (0, 1, 2, None):
        new = set(files) if start is None else set(pages[start::3])
        there = set(files) - new
        batches = in_order(uploads(files), frozenset(there), MOST)
        assert sorted(each.path for batch in batches for each in batch) == sorted(files)
        assert [each.path for each in batches[-1]] == ["index.html"]
        for batch in batches:
            paths = {each.path for each in batch}
            assert len(paths) <= MOST
            for path in paths - new | paths & {"index.html"}:
                assert names[path] <= there | {"index.html"}, path
            there |= paths


def test_what_is_changed_goes_out_by_rank(site: Path) -> None:
    files = tree(site)
    batches = in_order(uploads(files), files, len(files))
    ranks = [rank_of(batch[0].path) for batch in batches]
    assert ranks == sorted(set(ranks))
    assert ranks[-1] is Rank.HOME


@pytest.mark.parametrize(
    ("path", "rank"),
    [
        ("media/0f.png", Rank.ASSETS),
        ("incidents/x.html", Rank.DETAILS),
        ("components/api.html", Rank.DETAILS),
        ("history/2026-11.html", Rank.LISTINGS),
        ("components/api.json", Rank.FEEDS),
        ("components/api.svg", Rank.DATA),
        ("api/v2/summary.json", Rank.DATA),
        ("history/index.html", Rank.LISTINGS),
        ("index.html", Rank.HOME),
    ],
)
def test_ranks(path: str, rank: Rank) -> None:
    assert rank_of(path) is rank
