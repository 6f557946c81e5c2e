"""What earlier runs read is used only where it is what would be read now."""

import json
import os
import pickle
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.content.load import load
from generator.content.memory_file import Row, read_kept, write_kept
from generator.content.reader import Lean
from generator.errors import in_order
from generator.reading import MEMORY_FILE, read_checked, read_site
from tests.parse_cache import (
    DATABASE,
    INCIDENTS,
    LOGINS,
    MAILS,
    NOW,
    OLD,
    OPEN,
    PLANNED,
    SITE,
    UPLOADS,
    new_site,
    problems_in,
    put,
    remember,
    remembering_few,
    same,
)

FILES = (LOGINS, MAILS, UPLOADS, DATABASE, f"{INCIDENTS}/deep/2026-03-05-more.md")
TEXTS = (
    OLD,
    OPEN,
    PLANNED,
    OLD.replace("Logins fail", "Mounts fail"),  # as long as before
    OLD.replace("title", "tilte"),
    OLD.replace("api:", "app:"),
    OLD.replace("12:00 UTC\n", "12:00 UTC\nweb: major_outage\n"),
    OLD.replace("Logins work.", "See [the other](2026-03-02-mails.md)."),
    OLD.replace("Logins work.", "![]() ![the graph](../media/graph.png)"),
    OLD.replace("impact", "id: mails\nimpact"),
    OLD.replace("impact", "drill: yes\nimpact"),
    OLD.replace("## Resolved", "## Monitoring"),
    OPEN.replace("2026-11-20 12:00", "2026-12-01 12:00"),
    "no front matter\n",
    "\u202e" + OLD,
)
SITES = (
    SITE,
    SITE.replace("id: web", "id: shop"),
    SITE.replace("name: API", "name: API\n    retired: 2026-02-01"),
    SITE.replace("name: API", "name: API\n    since: 2026-06-01"),
    SITE.replace("Acme", "Apex"),
    "title: [",
)

Step = Callable[[Path], object]


def _written(file: str, text: str) -> Step:
    return lambda project: put(project, file, text)


def _written_unseen(file: str, text: str) -> Step:
    """Somebody sets the clock of the file back."""

    def write(project: Path) -> None:
        before = (project / file).lstat() if (project / file).exists() else None
        path = put(project, file, text)
        if before is not None:
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))

    return write


def _moved(file: str, to: str) -> Step:
    def move(project: Path) -> None:
        if (project / file).exists():
            (project / to).parent.mkdir(parents=True, exist_ok=True)
            (project / file).replace(project / to)

    return move


def _deleted(file: str) -> Step:
    return lambda project: (project / file).unlink(missing_ok=True)


def _checked_out(project: Path) -> None:
    """Every file looks new, and is as it was."""
    shutil.copytree(project / "content", project / "copy", copy_function=shutil.copyfile)
    shutil.rmtree(project / "content")
    (project / "copy").rename(project / "content")


STEPS: st.SearchStrategy[Step] = st.one_of(
    st.builds(_written, st.sampled_from(FILES), st.sampled_from(TEXTS)),
    st.builds(_written_unseen, st.sampled_from(FILES), st.sampled_from(TEXTS)),
    st.builds(_moved, st.sampled_from(FILES), st.sampled_from(FILES)),
    st.builds(_deleted, st.sampled_from(FILES)),
    st.builds(_written, st.just("content/site.yml"), st.sampled_from(SITES)),
    st.just(_checked_out),
)


@pytest.fixture(autouse=True, scope="module")
def _even_few() -> Iterator[None]:
    with remembering_few():
        yield


@settings(max_examples=40)
@given(steps=st.lists(STEPS, max_size=6), drill=st.booleans())
def test_a_site_is_the_same_with_and_without_a_memory(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step], drill: bool
) -> None:
    project = new_site(tmp_path_factory.mktemp("site"))
    for step in [lambda _: None, *steps]:
        step(project)
        told = {
            file: problems_in(project, file)
            for file in (*FILES, "content/site.yml")
            if (project / file).exists()
        }
        read = read_site(project, NOW, drill=drill).loaded
        assert same(read, load(project, drill=drill))
        _, problems = read_checked(project, NOW, has_memory=False)
        for file, few in told.items():
            assert few == tuple(p for p in in_order(problems) if p.location.file == file)


def test_nothing_is_read_twice(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = load(new_site(tmp_path))
    remember(tmp_path)
    _forbid_parsing(monkeypatch)
    assert same(read_site(tmp_path, NOW).loaded, before)
    _checked_out(tmp_path)
    assert same(read_site(tmp_path, NOW).loaded, before)


def _forbid_parsing(monkeypatch: pytest.MonkeyPatch) -> None:
    def parse(*_: object) -> object:
        raise AssertionError("this was read before")

    monkeypatch.setattr("generator.content.load.parse_incident", parse)
    monkeypatch.setattr("generator.content.load.parse_maintenance", parse)


def test_a_file_that_is_saved_again_at_once_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever the disk's clock is: on this one all is saved in the same moment."""
    monkeypatch.setattr("generator.content.reader.look_of", lambda path: (len_of(path), 1, 1))
    monkeypatch.setattr("generator.content.memory.moment_on_disk", lambda _: 1)
    project = new_site(tmp_path)
    read_site(project, NOW)
    put(project, LOGINS, OLD.replace("Logins", "Mounts"))
    assert same(read_site(project, NOW).loaded, load(project))


def len_of(path: str) -> int:
    return Path(path).stat().st_size


def test_how_a_file_is_read_depends_on_the_site_too(tmp_path: Path) -> None:
    project = new_site(tmp_path)
    for number, text in enumerate(TEXTS):
        put(project, f"{INCIDENTS}/2026-03-09-{number}.md", text)
    for site in (*SITES, SITE):
        put(project, "content/site.yml", site)
        assert same(read_site(project, NOW).loaded, load(project))


def test_one_changed_file_is_not_worth_writing_all_the_others(tmp_path: Path) -> None:
    new_site(tmp_path)
    for number in range(200):
        put(tmp_path, f"{INCIDENTS}/2026-03-03-{number}.md", OLD)
    memory = remember(tmp_path)
    before = memory.stat().st_mtime_ns
    put(tmp_path, LOGINS, OLD.replace("Logins", "Mounts"))
    remember(tmp_path)
    assert memory.stat().st_mtime_ns == before
    for number in range(200):
        put(tmp_path, f"{INCIDENTS}/2026-03-03-{number}.md", OLD.replace("Logins", "Mounts"))
    remember(tmp_path)
    assert memory.stat().st_mtime_ns > before


class _Trap:
    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, ("trapped",)


def _damaged(data: bytes) -> list[bytes]:
    head, _, rest = data.partition(b"\n")
    facts = json.loads(head)
    table = json.loads(rest[: facts["length"]])
    rows: tuple[object, ...] = (None, [], [1] * 8, ["x"] * 8, {}, 7)
    tables: list[object] = [[], None]
    tables += [dict.fromkeys(table, row) for row in rows]
    lengths: tuple[object, ...] = (-1, 10**30, "x", None)
    return [
        b"",
        b"\n",
        head,
        data[: len(data) // 2],
        data[:-200],
        head + b"\n" + rest.replace(b"Logins fail", b"Logins FAIL", 1),
        b"Logins FAIL".join(data.rsplit(b"Logins fail", 1)),
        b"[" * 100_000,
        b"{" + data,
        pickle.dumps(_Trap()),
        pickle.dumps(_Trap()) + b"\n" + data,
        *(_with_table(facts, each, rest[facts["length"] :]) for each in tables),
        *(_with_table({**facts, "length": length}, table, b"") for length in lengths),
    ]


def _with_table(facts: dict[str, object], table: object, packed: bytes) -> bytes:
    text = json.dumps(table).encode()
    head = {"length": len(text), **facts, "check": crc32(text)}
    head["length"] = len(text) if isinstance(facts["length"], int) else facts["length"]
    return json.dumps(head).encode() + b"\n" + text + packed


def test_a_damaged_or_hostile_memory_counts_as_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = load(new_site(tmp_path))
    memory = remember(tmp_path)
    titles = {"Logins fail", "Mails fail", "Database upgrade"}
    for data in _damaged(memory.read_bytes()):
        memory.write_bytes(data)
        site = read_site(tmp_path, NOW, lean=Lean(NOW)).loaded.site
        assert site is not None
        assert {each.title for each in site.settled} <= titles
        memory.write_bytes(data)
        assert same(read_site(tmp_path, NOW).loaded, before)
    assert not (tmp_path / "trapped").exists()


PACKED = [
    b"[null,[]]",
    b"[{},[]]",
    b'[{"id": 1},[]]',
    b"[" * 100_000,
    b"\xff",
    pickle.dumps(_Trap()),
]


@pytest.mark.parametrize("packed", PACKED)
def test_a_row_that_stands_for_nothing_is_read_again(
    tmp_path: Path, packed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = load(new_site(tmp_path))
    memory = remember(tmp_path)
    head = json.loads(memory.read_bytes().partition(b"\n")[0])
    kept = read_kept(memory, head["mark"])
    rows = [(file, Row(*row), packed) for file, row in kept.rows.items()]
    write_kept(memory, head["mark"], head["terms"], rows)
    assert same(read_site(tmp_path, NOW).loaded, before)
    assert not (tmp_path / "trapped").exists()


@pytest.mark.parametrize("settled", [[0], [1, 2, 3, 4, 5, 6], [0, "x", "y", None, None], 7, "x"])
def test_a_row_that_says_nonsense_of_what_is_settled(tmp_path: Path, settled: object) -> None:
    before = load(new_site(tmp_path))
    memory = remember(tmp_path)
    head = json.loads(memory.read_bytes().partition(b"\n")[0])
    kept = read_kept(memory, head["mark"])
    rows = [
        (file, Row(*row)._replace(settled=settled), kept.packed(Row(*row)) or b"")
        for file, row in kept.rows.items()
    ]
    write_kept(memory, head["mark"], head["terms"], rows)
    lean = read_site(tmp_path, NOW, lean=Lean(NOW))
    assert not lean.loaded.site or not lean.loaded.site.settled
    assert same(read_site(tmp_path, NOW).loaded, before)


def test_a_folder_that_takes_the_place_of_another_is_read(tmp_path: Path) -> None:
    new_site(tmp_path)
    put(tmp_path, f"{INCIDENTS}/a/2026-03-05-one.md", OLD)
    put(tmp_path, "spare/2026-03-05-one.md", OLD.replace("Logins", "Badges"))
    remember(tmp_path)
    (tmp_path / INCIDENTS / "a").rename(tmp_path / "gone")
    (tmp_path / "spare").rename(tmp_path / INCIDENTS / "a")
    site = read_site(tmp_path, NOW).loaded.site
    assert site
    assert "Badges fail" in {incident.title for incident in site.incidents}


def test_a_memory_that_is_no_file_of_ours_is_left_alone(tmp_path: Path) -> None:
    before = load(new_site(tmp_path))
    secret = put(tmp_path, "secret", "mine")
    memory = tmp_path / MEMORY_FILE
    memory.parent.mkdir()
    memory.symlink_to(secret)
    assert same(read_site(tmp_path, NOW).loaded, before)
    assert secret.read_text("utf-8") == "mine"
    memory.unlink()
    os.mkfifo(memory)
    assert same(read_site(tmp_path, NOW).loaded, before)


def test_where_nothing_can_be_kept_all_is_read(tmp_path: Path) -> None:
    before = load(new_site(tmp_path))
    put(tmp_path, ".cache", "no folder")
    assert same(read_site(tmp_path, NOW).loaded, before)
    assert same(read_site(tmp_path, NOW).loaded, before)


def test_nothing_is_left_behind_beside_the_memory(tmp_path: Path) -> None:
    memory = remember(new_site(tmp_path))
    put(tmp_path, LOGINS, OLD)
    remember(tmp_path)
    assert {path.name for path in memory.parent.iterdir()} == {memory.name, ".gitignore"}
    assert memory.stat().st_mode & 0o077 == 0  # what is internal is for its owner


def test_without_a_memory_nothing_is_kept(tmp_path: Path) -> None:
    read_site(new_site(tmp_path), NOW, has_memory=False)
    assert not (tmp_path / MEMORY_FILE).parent.exists()


def test_a_small_site_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.content.memory.FEW", 5)
    read_site(new_site(tmp_path), NOW)
    assert not (tmp_path / MEMORY_FILE).parent.exists()
