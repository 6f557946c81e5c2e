"""The writer: only what changed, and all or nothing."""

import errno
import os
import stat
from pathlib import Path

import pytest

from generator.cache import Entry, key_of
from generator.errors import UserError
from generator.outputs.artifact import Artifact
from generator.writer import MANIFEST, STAGING, write_site
from tests.writing import SITE, artifacts, tree, write


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where the site goes; not there yet."""
    return tmp_path / "output"


def test_the_first_build_writes_everything(output: Path) -> None:
    written = write(output, SITE)
    assert tree(output) == SITE
    assert (sorted(written.changed), written.unchanged, written.pruned) == (sorted(SITE), (), ())
    assert (output / MANIFEST).read_text("utf-8").splitlines() == sorted(SITE)


def test_the_index_comes_last(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Readers come in by the index: what it links to is there by then."""
    moved: list[str] = []
    replace = Path.replace

    def watched(self: Path, target: Path) -> Path:
        moved.append(target.name)
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", watched)
    write(output, SITE)
    assert [name for name in moved if name != MANIFEST] == ["a.html", "b.html", "index.html"]


@pytest.mark.parametrize("with_cache", [True, False])
def test_what_is_the_same_keeps_its_time(output: Path, with_cache: bool) -> None:
    first = write(output, SITE)
    entries = first.entries if with_cache else {}
    for path in SITE:
        os.utime(output / path, (1_000_000_000, 1_000_000_000))
    before = {path: (output / path).stat() for path in [*SITE, MANIFEST]}
    written = write(output, {**SITE, "index.html": "new"}, entries)
    assert written.changed == ("index.html",)
    assert sorted(written.unchanged) == ["incidents/a.html", "incidents/b.html"]
    for path in ("incidents/a.html", "incidents/b.html", MANIFEST):
        after = (output / path).stat()
        assert (after.st_mtime_ns, after.st_ino) == (
            before[path].st_mtime_ns,
            before[path].st_ino,
        )


def test_what_the_cache_knows_is_not_rendered(output: Path) -> None:
    entries = write(output, SITE).entries

    def never() -> bytes:
        raise AssertionError("it was rendered")

    known = [Artifact(path, text, never) for path, text in SITE.items()]
    assert write_site(known, output, entries).changed == ()
    with pytest.raises(AssertionError, match="it was rendered"):
        write_site(known, output, {})


@pytest.mark.parametrize("other", ["index.html", "Index.html"])
def test_two_for_one_path_are_refused(output: Path, other: str) -> None:
    both = [Artifact("index.html", 1, bytes), Artifact(other, 2, bytes)]
    with pytest.raises(UserError, match=f"index.html and {other}"):
        write_site(both, output, {})
    assert tree(output) == {}


def test_a_failing_render_leaves_all_as_it_was(output: Path) -> None:
    write(output, SITE)
    before = {path: (output / path).stat().st_mtime_ns for path in [*SITE, MANIFEST]}

    def fails() -> bytes:
        raise RuntimeError("no such filter")

    broken = [*artifacts({"incidents/a.html": "new", "new.html": "new"}), Artifact("x", 1, fails)]
    with pytest.raises(RuntimeError):
        write_site(broken, output, {})
    assert tree(output) == SITE
    assert {path: (output / path).stat().st_mtime_ns for path in before} == before
    assert not list(output.glob(f"{STAGING}*"))


def test_a_full_disk_leaves_all_as_it_was(output: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(output, SITE)

    def full(self: Path, data: bytes) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write(output, {**SITE, "index.html": "new"})
    assert tree(output) == SITE
    assert not list(output.glob(f"{STAGING}*"))


def test_what_a_killed_build_left_is_swept_away(output: Path) -> None:
    write(output, SITE)
    (output / f"{STAGING}abc" / "incidents").mkdir(parents=True)
    (output / f"{STAGING}abc" / "incidents" / "half.html").write_text("ha", "utf-8")
    write(output, SITE)
    assert tree(output) == SITE


def test_a_build_that_stops_while_it_moves_leaves_no_orphans(
    output: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The list names them before they are there."""
    write(output, SITE)
    replace = Path.replace

    def stopped(self: Path, target: Path) -> Path:
        if target.name == "index.html":
            raise KeyboardInterrupt
        return replace(self, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", stopped)
        with pytest.raises(KeyboardInterrupt):
            write(output, {"incidents/c.html": "C", **SITE, "index.html": "new"})
    assert tree(output) == {"incidents/c.html": "C", **SITE}
    assert write(output, SITE).pruned == ("incidents/c.html",)


def test_a_web_server_may_read_it_whatever_the_umask(output: Path) -> None:
    old = os.umask(0o077)
    try:
        write(output, SITE)
    finally:
        os.umask(old)
    modes = {
        path.relative_to(output.parent).as_posix(): stat.S_IMODE(path.stat().st_mode)
        for path in [output, *output.rglob("*")]
    }
    assert {mode for path, mode in modes.items() if (output.parent / path).is_dir()} == {0o755}
    assert {mode for path, mode in modes.items() if (output.parent / path).is_file()} == {0o644}


def test_a_cache_is_never_trusted_over_what_is_there(output: Path) -> None:
    """It remembers another text under the right key: the file decides."""
    write(output, {"index.html": "old"})
    lie = {"index.html": Entry(key_of("new"), "f" * 64, 3, 12)}
    assert write(output, {"index.html": "new"}, lie).changed == ("index.html",)
    assert tree(output) == {"index.html": "new"}
