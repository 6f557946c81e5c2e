"""The cache may be lost, damaged or somebody else's: then it counts as none."""

import json
from pathlib import Path

import pytest

from generator.cache import Entry, read_cache, write_cache

ENTRIES = {"index.html": Entry("key", "digest", 1, 2)}
MARK = "theme and output"


@pytest.mark.parametrize(
    "stored",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[]",
        b"null",
        b"17",
        b'{"mark": "another"}',
        b"[" * 100_000,
        {"mark": None},
        {"files": []},
        {"files": {"index.html": 1}},
        {"files": {"index.html": ["key"]}},
        {"files": {"index.html": [1, "digest", 1, 2]}},
        {"files": {"index.html": ["key", "digest", "1", 2]}},
        {"files": {"index.html": {"key": 1}}},
    ],
)
def test_a_damaged_or_foreign_cache_counts_as_none(
    tmp_path: Path, stored: bytes | dict[str, object]
) -> None:
    file = tmp_path / "build.json"
    write_cache(file, MARK, ENTRIES)
    assert read_cache(file, MARK)
    if isinstance(stored, dict):
        stored = json.dumps({**json.loads(file.read_bytes()), **stored}).encode()
    file.write_bytes(stored)
    assert read_cache(file, MARK) == {}


def test_a_cache_is_read_back_for_the_same_theme_only(tmp_path: Path) -> None:
    file = tmp_path / ".cache" / "build.json"
    write_cache(file, MARK, ENTRIES)
    assert read_cache(file, MARK) == ENTRIES
    assert read_cache(file, "another theme") == {}
    assert {path.name for path in file.parent.iterdir()} == {"build.json", ".gitignore"}
    assert (file.parent / ".gitignore").read_text("ascii") == "*\n"  # git need not be told


def test_a_cache_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / ".cache").write_text("a file", "utf-8")
    write_cache(tmp_path / ".cache" / "build.json", MARK, ENTRIES)
    (tmp_path / "folder" / "build.json").mkdir(parents=True)
    write_cache(tmp_path / "folder" / "build.json", MARK, ENTRIES)
    assert {path.name for path in (tmp_path / "folder").iterdir()} == {"build.json", ".gitignore"}
