"""What is not ours in output/ stays as it is; what somebody did to ours is made good."""

from pathlib import Path

import pytest

from generator.errors import UserError
from generator.outputs.artifact import Artifact
from generator.writer import MANIFEST, write_site
from tests.writing import SITE, tree, write


@pytest.fixture
def output(tmp_path: Path) -> Path:
    """Where the site goes; not there yet."""
    return tmp_path / "output"


def test_only_what_is_ours_goes(output: Path) -> None:
    write(output, {**SITE, "history/2026-11.html": "old"})
    for foreign in ("CNAME", "incidents/mine.html", "empty/keep.txt"):
        (output / foreign).parent.mkdir(exist_ok=True)
        (output / foreign).write_text("mine", "utf-8")
    written = write(output, {"index.html": "home"})
    assert sorted(written.pruned) == [
        "history/2026-11.html",
        "incidents/a.html",
        "incidents/b.html",
    ]
    assert sorted(tree(output)) == ["CNAME", "empty/keep.txt", "incidents/mine.html", "index.html"]
    assert not (output / "history").exists()


@pytest.mark.parametrize(
    "line",
    [
        "../outside.txt",
        "incidents/../../outside.txt",
        "{outside}",
        "link/outside.txt",
        "linked.txt",
        ".",
        "",
        "empty",
        "x" * 5000,
        "a\0b",
    ],
)
def test_a_damaged_list_is_harmless(output: Path, tmp_path: Path, line: str) -> None:
    outside = tmp_path / "outside.txt"
    outside.write_text("not ours", "utf-8")
    write(output, SITE)
    (output / "link").symlink_to(tmp_path)
    (output / "linked.txt").symlink_to(outside)
    (output / "empty").mkdir()
    (output / MANIFEST).write_text(f"{line.format(outside=outside)}\n", "utf-8")
    assert write(output, SITE).pruned == ()
    assert outside.read_text("utf-8") == "not ours"
    assert (output / "empty").is_dir()
    assert sorted(set(tree(output)) - set(SITE)) == ["link", "linked.txt"]


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"", b"\n\n\n", None])
def test_a_list_that_cannot_be_read_removes_nothing(output: Path, data: bytes | None) -> None:
    write(output, SITE)
    (output / MANIFEST).unlink()
    if data is not None:
        (output / MANIFEST).write_bytes(data)
    assert write(output, {"index.html": "home"}).pruned == ()
    assert tree(output) == SITE


@pytest.mark.parametrize("path", ["/etc/x", "../x", "a/../../x", "a\\..\\x"])
def test_nothing_is_written_outside(output: Path, path: str) -> None:
    with pytest.raises(UserError, match="outside of the site"):
        write_site([Artifact(path, 1, bytes)], output, {})


@pytest.mark.parametrize("with_cache", [True, False])
def test_what_somebody_changed_by_hand_is_restored(output: Path, with_cache: bool) -> None:
    first = write(output, SITE)
    entries = first.entries if with_cache else {}
    target = output.parent / "elsewhere.html"
    target.write_text("not ours", "utf-8")
    (output / "incidents/a.html").write_text("Z", "utf-8")  # as many bytes as before
    (output / "incidents/b.html").unlink()
    (output / "index.html").unlink()
    (output / "index.html").symlink_to(target)
    assert len(write(output, SITE, entries).changed) == 3
    assert tree(output) == SITE
    assert target.read_text("utf-8") == "not ours"


def test_output_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "output").symlink_to("real")
    write(tmp_path / "output", SITE)
    write(tmp_path / "output", {"index.html": "home"})
    assert tree(tmp_path / "real") == {"index.html": "home"}
    assert (tmp_path / "output").is_symlink()


@pytest.mark.parametrize("obstacle", ["folder", "file", "link", "dead link", "list"])
def test_obstacles_are_refused_before_anything_moves(output: Path, obstacle: str) -> None:
    output.mkdir()
    match obstacle:
        case "folder":
            (output / "index.html").mkdir()
        case "file":
            (output / "incidents").write_text("mine", "utf-8")
        case "link":
            (output.parent / "elsewhere").mkdir()
            (output / "incidents").symlink_to("../elsewhere")
        case "dead link":
            (output / "incidents").symlink_to("../nowhere")
        case "list":
            (output / MANIFEST).mkdir()
    before = sorted(output.rglob("*"))
    with pytest.raises(UserError, match="move it away"):
        write(output, {"a.html": "first", **SITE})
    assert sorted(output.rglob("*")) == before
    assert not list(output.parent.glob("elsewhere/*"))
