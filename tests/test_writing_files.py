"""What happens to files: no byte but the new ones, two writers at once, disks that refuse."""

import errno
import os
import resource
import signal
import subprocess
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.cli import main
from generator.content.edit import append_update
from generator.content.incidents import parse_incident
from generator.content.source import parse_source
from generator.errors import UserError
from generator.model.event import Event
from generator.model.incident import IncidentUpdate
from generator.model.update import Update
from generator.writing import save
from generator.writing.allowed import refuse_unfit
from generator.writing.compose import append, moment_after
from generator.writing.desk import open_desk
from generator.writing.words import text_of
from tests.desk import (
    CLOSED,
    DATABASE,
    NOW,
    OPEN,
    SITE,
    UPLOADS,
    Fogbell,
    new_project,
    snapshot,
    write,
)

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


WRITING = {
    "update": ["update", "uploads", "Precious."],
    "resolve": ["resolve", "uploads", "Precious.", "--due", "2026-11-27"],
    "move": ["update", "database", "Precious.", "--to", "5h"],
    "postmortem": ["postmortem", "logins", "Precious."],
    "new": ["new", "T", "Precious.", "--impact", "none"],
    "schedule": ["schedule", "T", "Precious.", "--from", "1d", "--to", "2h"],
}
CHANGED = {
    "update": UPLOADS,
    "resolve": UPLOADS,
    "move": DATABASE,
    "postmortem": "content/incidents/2026-11-18-logins.md",
}
#: files as editors and other systems leave them
SHAPES = {
    "plain": lambda text: text,
    "CRLF": lambda text: text.replace(b"\n", b"\r\n"),
    "no final newline": lambda text: text.rstrip(),
    "BOM": lambda text: b"\xef\xbb\xbf" + text,
    "tabs and spaces": lambda text: text + b"\tlog\tline  \n\n \t \n",
    "not composed": lambda text: text.replace(b".\n", "u\u0308.\n".encode()),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("command", CHANGED)
def test_no_other_byte_changes(command: str, shape: str, project: Path, fogbell: Fogbell) -> None:
    file = project / CHANGED[command]
    file.write_bytes(SHAPES[shape](file.read_bytes()))
    before = snapshot(project)
    assert fogbell(*WRITING[command]) == 0, fogbell.err
    after = snapshot(project)
    old = before[CHANGED[command]]
    if command == "move":
        assert old.count(b"04:00 UTC") == 1
        old = old.replace(b"04:00 UTC", b"07:00 UTC")
    assert {**after, CHANGED[command]: b""} == {**before, CHANGED[command]: b""}
    assert after[CHANGED[command]].startswith(old)
    added = after[CHANGED[command]][len(old) :]
    newline = b"\r\n" if shape == "CRLF" else b"\n"
    assert added.startswith(newline * (2 if shape == "no final newline" else 1) + b"## ")
    assert added.endswith(newline + b"Precious." + newline)
    assert added.count(newline) == added.count(b"\n")


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


def test_two_new_ones_of_one_name_are_two(project: Path) -> None:
    words = ["--impact", "minor", "--project", str(project), "--now", NOW]
    many = [
        # one name for their files, but not one title: that may be refused
        subprocess.Popen(
            [*FOGBELL, "new", f"Down{'!' * n}", f"Text {n}.", *words],
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
        )
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

    def make(event: Event) -> Update[StrEnum]:
        refuse_unfit(event, None, AT)
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


@pytest.mark.parametrize("command", ["update", "move", "postmortem", "schedule"])
@pytest.mark.parametrize("moment", ["os.fsync", "Path.chmod"])
def test_killed_in_the_middle_of_a_write(command: str, moment: str, project: Path) -> None:
    words = [*WRITING[command], "--project", str(project), "--now", NOW]
    script = (
        "import os, time; from pathlib import Path; from generator.cli import main\n"
        f"{moment} = lambda *_: (print('here', flush=True), time.sleep(60))\n"
        f"main({words!r})\n"
    )
    before = snapshot(project)
    victim = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE)
    assert victim.stdout
    assert victim.stdout.readline() == b"here\n"
    victim.send_signal(signal.SIGKILL)
    victim.wait(30)
    victim.stdout.close()
    after = snapshot(project)
    (left,) = set(after) - set(before)
    assert Path(left).name.startswith(".fogbell-")
    assert {name: after[name] for name in before} == before
    # what is left behind is nobody's incident, and goes with the next write
    done = subprocess.run([*FOGBELL, *words], cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
    assert left not in snapshot(project)


@pytest.mark.parametrize("command", ["update", "move", "postmortem", "schedule"])
def test_killed_right_after_a_write(command: str, project: Path) -> None:
    words = [*WRITING[command], "--project", str(project), "--now", NOW]
    script = (
        "import os, signal; from pathlib import Path; from generator.cli import main\n"
        "replace = Path.replace\n"
        "def last(this, name):\n"
        "    replace(this, name)\n"
        "    if str(name).endswith('.md'):\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
        "Path.replace = last\n"
        f"main({words!r})\n"
    )
    before = snapshot(project)
    killed = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=False)
    assert killed.returncode == -signal.SIGKILL
    after = snapshot(project)
    changed = [name for name in after if after[name] != before.get(name)]
    assert len(changed) == 1
    assert after[changed[0]].endswith(b"\nPrecious.\n")
    assert open_desk(project, AT).broken == ()


# --- disks that refuse --------------------------------------------------------------------------


@pytest.mark.parametrize("command", CHANGED)
def test_a_read_only_file(command: str, project: Path, fogbell: Fogbell) -> None:
    (project / CHANGED[command]).chmod(0o444)
    before = snapshot(project)
    assert fogbell(*WRITING[command]) == 2
    assert f"fogbell: {CHANGED[command]} is read-only, and was left as it is" in fogbell.err
    assert "Your words were:\n\nPrecious.\n" in fogbell.err
    assert snapshot(project) == before


@pytest.mark.parametrize("command", WRITING)
def test_a_full_disk(
    command: str, project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    before = snapshot(project)
    monkeypatch.setattr(os, "fsync", full)
    assert fogbell(*WRITING[command]) == 2
    assert "No space left on device; it was left as it was" in fogbell.err
    assert "Your words were:\n\nPrecious.\n" in fogbell.err
    assert snapshot(project) == before


@pytest.mark.parametrize("command", WRITING)
def test_a_disk_that_takes_only_the_beginning(command: str, project: Path) -> None:
    """A real write that stops half-way: the kernel lets no file grow beyond 64 bytes."""
    before = snapshot(project)
    done = subprocess.run(
        [*FOGBELL, *WRITING[command], "--project", str(project), "--now", NOW],
        cwd=ROOT,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (64, 64)),
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode()
    assert done.returncode == 2, said
    assert "File too large; it was left as it was" in said
    assert "Your words were:\n\nPrecious.\n" in said
    assert snapshot(project) == before


def test_a_folder_that_is_gone(project: Path) -> None:
    with pytest.raises(
        UserError, match=r"^content/gone/x\.md: No such file or directory; it was left"
    ):
        save.change(project, "content/gone/x.md", lambda data: data)


def test_a_folder_that_is_a_link_is_not_written_through(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "site.yml").write_text(SITE, "utf-8")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "content" / "incidents").symlink_to(tmp_path / "elsewhere")
    words = ["new", "It fails", "It fails.", "--component", "api=major_outage"]
    assert main([*words, "--project", str(tmp_path), "--now", NOW]) == 2
    assert "is a link to a folder" in capsys.readouterr().err
    assert not list((tmp_path / "elsewhere").iterdir())


@pytest.mark.parametrize("flag", ["--workaround", "--component", "--eta", "--status"])
def test_two_dashes_are_no_value(flag: str, project: Path, fogbell: Fogbell) -> None:
    assert fogbell("update", "uploads", "It still fails.", f"{flag}=--") == 2
    assert "`--` is no value" in fogbell.err


def test_a_comment_in_a_text_is_not_swallowed(fogbell: Fogbell) -> None:
    assert fogbell("update", "uploads", "It fails. <!-- ask Bob --> We look.") == 2
    assert "a comment" in fogbell.err
    assert "ask Bob" in fogbell.err
