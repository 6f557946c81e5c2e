"""What happens to files: no byte but the new ones, two writers at once, disks that refuse."""

import errno
import os
import signal
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.edit import append_update
from generator.content.incidents import parse_incident
from generator.content.source import parse_source
from generator.errors import UserError
from generator.model.incident import Incident, IncidentUpdate
from generator.model.update import Update
from generator.writing import save
from generator.writing.compose import append, moment_after
from generator.writing.desk import open_desk, refuse_closed
from generator.writing.words import text_of
from tests.desk import CLOSED, NOW, OPEN, UPLOADS, Fogbell, new_project, snapshot, write

ROOT = Path(__file__).parent.parent
AT = datetime(2026, 11, 20, 12, 15, tzinfo=UTC)
INCIDENTS = sorted((ROOT / "tests" / "sites").glob("*/content/incidents/*.md"))
FOGBELL = (sys.executable, "-m", "generator")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path.resolve())


@pytest.fixture
def fogbell(project: Path, capsys: pytest.CaptureFixture[str]) -> Fogbell:
    return Fogbell(project, capsys)


# --- every other byte stays ---------------------------------------------------------------------


@given(
    st.sampled_from([*(path.read_bytes() for path in INCIDENTS), CLOSED.encode()]),
    st.sampled_from([b"\n", b"\r\n"]),
    st.sampled_from([b"", b"\xef\xbb\xbf"]),
    st.sampled_from([b"", b"\n", b"\n\n \t\n", b"cut"]),
    st.text(max_size=40),
)
def test_what_was_there_stays(
    data: bytes, newline: bytes, bom: bytes, end: bytes, text: str
) -> None:
    data = bom + data.replace(b"\n", newline)
    data = data.rstrip() if end == b"cut" else data + end
    try:
        words = text_of(text)
    except UserError:
        return
    source, _ = parse_source(data, "content/incidents/x.md")
    incident = parse_incident(source)[0] if source else None
    assert incident is not None
    at = moment_after(incident, AT)
    update: IncidentUpdate = Update(at=at, status=None, text=words)
    after = append_update(data, "content/incidents/x.md", update)
    assert after.startswith(data)
    assert newline == b"\n" or b"\n" not in after[len(data) :].replace(b"\r\n", b"")
    again, _ = parse_source(after, "content/incidents/x.md")
    found = parse_incident(again)[0] if again else None
    assert found is not None
    assert found.updates == (*incident.updates, update)


def test_there_are_incidents_to_append_to() -> None:
    assert len(INCIDENTS) > 5


@given(st.text(max_size=60))
def test_a_text_stays_what_it_is(text: str) -> None:
    try:
        words = text_of(text)
    except UserError:
        return
    assert text_of(words) == words


def test_a_file_as_others_left_it(project: Path, fogbell: Fogbell) -> None:
    file = project / UPLOADS
    file.write_bytes(b"\xef\xbb\xbf" + OPEN.rstrip().replace("\n", "\r\n").encode())
    file.chmod(0o640)
    before = file.read_bytes()
    assert fogbell("update", "uploads", "One.\nTwo.") == 0, fogbell.err
    after = file.read_bytes()
    assert after == before + (
        b"\r\n\r\n## Update \xe2\x80\x94 2026-11-20 12:15 UTC\r\n"
        b"next update: 2026-11-20 12:45 UTC\r\n\r\nOne.\r\nTwo.\r\n"
    )
    assert file.stat().st_mode & 0o777 == 0o640


# --- two at once --------------------------------------------------------------------------------


def test_many_at_once_lose_nothing(project: Path) -> None:
    files, before = set(snapshot(project)), snapshot(project)[UPLOADS]
    texts = [f"Word number {number}." for number in range(8)]
    many = [
        subprocess.Popen(
            [*FOGBELL, "update", "uploads", text, "--project", str(project), "--now", NOW],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for text in texts
    ]
    for each in many:
        _, err = each.communicate(timeout=60)
        assert each.returncode == 0, err.decode()
    after = snapshot(project)
    assert after[UPLOADS].startswith(before)
    assert sorted(text for text in texts if f"\n{text}\n".encode() in after[UPLOADS]) == texts
    assert set(after) == files


def test_two_new_ones_of_one_title_are_two(project: Path) -> None:
    words = ["new", "Down", "--impact", "minor", "--project", str(project), "--now", NOW]
    many = [
        subprocess.Popen([*FOGBELL, *words, f"Text {n}."], cwd=ROOT, stdout=subprocess.DEVNULL)
        for n in range(3)
    ]
    assert [each.wait(60) for each in many] == [0, 0, 0]
    files = sorted(project.glob("content/incidents/2026-11-20-down*.md"))
    assert sorted(file.stem[15:] for file in files) == ["", "-2", "-3"]
    assert {file.read_text("utf-8").splitlines()[-1] for file in files} == {
        "Text 0.",
        "Text 1.",
        "Text 2.",
    }


def test_an_update_is_made_of_the_file_as_it_is_then(project: Path) -> None:
    desk = open_desk(project, AT)
    write(project, "2026-11-20-uploads", OPEN + "\n## Resolved — 2026-11-20 12:14 UTC\n\nOver.\n")
    before = snapshot(project)

    def make(incident: Incident) -> IncidentUpdate:
        refuse_closed(incident, AT)
        raise AssertionError("it is closed by now")

    with pytest.raises(UserError, match="is resolved since 2026-11-20 12:14 UTC"):
        append(desk, UPLOADS, make)
    assert snapshot(project) == before


def test_saved_by_an_editor_meanwhile(project: Path) -> None:
    def meddle(data: bytes) -> bytes:
        (project / UPLOADS).write_bytes(b"theirs")
        return data + b"ours"

    with pytest.raises(UserError, match=r"2026-11-20-uploads\.md was changed meanwhile"):
        save.change(project, UPLOADS, meddle)
    assert (project / UPLOADS).read_bytes() == b"theirs"
    assert not list(project.rglob(".fogbell-*"))


def test_made_by_an_editor_meanwhile(project: Path) -> None:
    def meddle(stem: str) -> bytes:
        write(project, stem, "theirs")
        return b"ours"

    with pytest.raises(UserError, match=r"x\.md was changed meanwhile"):
        save.create(project, "content/incidents", "x", meddle)
    assert (project / "content/incidents/x.md").read_bytes() == b"theirs"


def test_killed_in_the_middle_of_a_write(project: Path) -> None:
    script = (
        "import os, sys, time; from pathlib import Path; from generator.writing import save\n"
        "os.fsync = lambda _: (print('here', flush=True), time.sleep(60))\n"
        f"save.change(Path({str(project)!r}), {UPLOADS!r}, lambda data: data + b'more')\n"
    )
    before = snapshot(project)
    victim = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    assert victim.stdout
    assert victim.stdout.readline() == b"here\n"
    victim.send_signal(signal.SIGKILL)
    victim.wait(30)
    victim.stdout.close()
    left = {file for file in snapshot(project) if file not in before}
    assert len(left) == 1
    assert snapshot(project)[UPLOADS] == before[UPLOADS]
    save.change(project, UPLOADS, lambda data: data + b"\n")  # the lock went with the process
    assert set(snapshot(project)) == set(before)


# --- disks that refuse --------------------------------------------------------------------------


def test_a_read_only_file(project: Path, fogbell: Fogbell) -> None:
    (project / UPLOADS).chmod(0o444)
    before = snapshot(project)
    assert fogbell("update", "uploads", "Precious words.") == 2
    assert f"fogbell: {UPLOADS} is read-only, and was left as it is" in fogbell.err
    assert "Your words were:\n\nPrecious words.\n" in fogbell.err
    assert snapshot(project) == before


@pytest.mark.parametrize("words", [["update", "uploads", "P"], ["new", "T", "P", "--impact=none"]])
def test_a_full_disk(
    words: list[str], project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = snapshot(project)
    monkeypatch.setattr(os, "fsync", full)
    assert fogbell(*words) == 2
    assert "No space left on device; it was left as it was" in fogbell.err
    assert "Your words were:\n\nP\n" in fogbell.err
    assert snapshot(project) == before


def test_a_folder_that_is_gone(project: Path) -> None:
    with pytest.raises(
        UserError, match=r"^content/gone/x\.md: No such file or directory; it was left"
    ):
        save.change(project, "content/gone/x.md", lambda data: data)
