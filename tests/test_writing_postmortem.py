"""`postmortem`, and `resolve --due` that promises one; and each way to be wrong."""

import io
import shlex
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.writing.postmortem import left_over
from tests.desk import CLOSED, OPEN, UPLOADS, Fogbell, new_project, snapshot, write

LOGINS = "content/incidents/2026-11-18-logins.md"
TEXT = "Logins failed. We are sorry.\n\n### What you saw\n\nAn error.\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path.resolve())


@pytest.fixture
def fogbell(project: Path, capsys: pytest.CaptureFixture[str]) -> Fogbell:
    return Fogbell(project, capsys)


@pytest.fixture(autouse=True)
def no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))


@pytest.fixture
def drafts(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where texts are kept while somebody edits them."""
    folder = tmp_path_factory.mktemp("drafts")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


@pytest.fixture
def editor(drafts: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Sets what $EDITOR does with the file: a few lines of Python that change `text`."""

    def become(lines: str) -> None:
        script = drafts.parent / "editor.py"
        script.write_text(
            "import pathlib, re, sys\nfile = pathlib.Path(sys.argv[1])\n"
            f"text = file.read_text('utf-8')\n{lines}\nfile.write_text(text, 'utf-8')\n",
            "utf-8",
        )
        monkeypatch.setenv("VISUAL", shlex.join([sys.executable, str(script)]))

    return become


def added(project: Path, before: dict[str, bytes], file: str = LOGINS) -> str:
    """What stands behind the old end of a file; everything else must be as it was."""
    after = snapshot(project)
    assert {**after, file: b""} == {**before, file: b""}
    assert after[file].startswith(before[file])
    return after[file][len(before[file]) :].decode()


# --- the text -----------------------------------------------------------------------------------


@pytest.mark.parametrize("way", ["text", "standard input", "file"])
def test_a_postmortem_is_appended(
    way: str, project: Path, fogbell: Fogbell, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("notes") / "it.md"
    file.write_bytes(b"\xef\xbb\xbf" + TEXT.replace("\n", "\r\n").encode())
    words = {"text": [TEXT], "standard input": ["-"], "file": ["--file", str(file)]}[way]
    before = snapshot(project)
    assert fogbell("postmortem", "logins", *words) == 0, fogbell.err
    assert added(project, before) == f"\n## Postmortem — 2026-11-20 12:15 UTC\n\n{TEXT}"
    assert "    Logins fail\n    Postmortem — 20 Nov 2026, 12:15 UTC\n" in fogbell.out
    assert "commit -m 'Postmortem: Logins fail' -- content/incidents/2026-11" in fogbell.out
    assert fogbell("check") == 0, fogbell.err


def test_a_second_one_is_refused(project: Path, fogbell: Fogbell) -> None:
    assert fogbell("postmortem", "logins", TEXT) == 0
    before = snapshot(project)
    assert fogbell("postmortem", "logins", "Another.", now="2026-11-21 08:00 UTC") == 2
    assert fogbell.err.endswith(
        "fogbell: 'Logins fail' has a postmortem, of 2026-11-20 12:15 UTC; to correct it, change "
        f"its text in {LOGINS}\nand write under its heading: edited: 2026-11-21 08:00 UTC\n"
    )
    assert snapshot(project) == before


def test_a_second_one_follows_a_second_end(project: Path, fogbell: Fogbell) -> None:
    assert fogbell("postmortem", "logins", TEXT) == 0
    assert fogbell("update", "logins", "Back.", "--reopen", now="2026-11-21 08:00 UTC") == 0
    assert fogbell("resolve", "logins", "Over.", now="2026-11-21 09:00 UTC") == 0
    assert fogbell("postmortem", "logins", TEXT, now="2026-11-21 10:00 UTC") == 0, fogbell.err


WRONG: list[tuple[list[str], str]] = [
    ([], "ID is missing, and there is no terminal to ask on"),
    (["logins"], "there is no text yet: give TEXT, --file FILE, or --edit (a skeleton in your"),
    (
        ["uploads", "x"],
        "'Uploads fail' is still open; when it is over, first: fogbell resolve 2026",
    ),
    (["database", "x"], "'Database upgrade' is planned work: only an incident has a postmortem"),
    (["lgins", "x"], "nothing matches 'lgins'; did you mean '2026-11-18-logins'?"),
    (["logins", " "], "TEXT is empty"),
    (["logins", "## What you saw"], "a heading inside a text has three: ### What you saw"),
    (["logins", "x", "--file", "y"], "give TEXT or --file, not both"),
    (["logins", "--file", "no/such"], "fogbell: no/such: No such file or directory"),
]


@pytest.mark.parametrize(("words", "said"), WRONG, ids=lambda each: ascii(each)[:40])
def test_what_is_wrong_is_said_and_nothing_is_written(
    words: list[str], said: str, project: Path, fogbell: Fogbell
) -> None:
    before = snapshot(project)
    assert fogbell("postmortem", *words) == 2
    assert said in fogbell.err
    assert snapshot(project) == before


def test_an_end_that_nobody_knows(project: Path, fogbell: Fogbell) -> None:
    text = OPEN.replace("impact: major", "impact: major\nended: unknown")
    write(project, "2026-11-20-uploads", text)
    assert fogbell("postmortem", "uploads", "x") == 2
    assert f"says that it is over; add to {UPLOADS}: ## Resolved — <time>" in fogbell.err


# --- the editor ---------------------------------------------------------------------------------

FILL = "text = re.sub(r'\\[(?! \\])[^]\\n]*\\]', 'Words.', text)"


def test_a_skeleton_is_filled_in_an_editor(
    project: Path, fogbell: Fogbell, editor: Callable[[str], None], drafts: Path
) -> None:
    detected = CLOSED.replace("impact", "detected: 2026-11-18 12:02 UTC\nimpact", 1)
    begun = detected.replace("impact", "started: 2026-11-18 11:58 UTC\nimpact", 1)
    file = write(project, "2026-11-18-logins", begun.replace("12:00 UTC", "12:05 UTC"))
    monitoring = "## Monitoring — 2026-11-18 12:30 UTC\n\nFixed?\n\n## Resolved"
    file.write_text(file.read_text("utf-8").replace("## Resolved", monitoring), "utf-8")
    before = snapshot(project)
    editor(FILL)
    assert fogbell("postmortem", "logins", "--edit") == 0, fogbell.err
    assert added(project, before) == (
        "\n## Postmortem — 2026-11-20 12:15 UTC\n"
        "\nWords.\n"
        "\n### What you saw\n\nWords.\n"
        "\n### What went wrong\n\nWords.\n"
        "\n### How we fixed it\n\nWords.\n"
        "\n### When it happened\n"
        "\n- 2026-11-18 11:58 UTC: it began\n"
        "- 2026-11-18 12:02 UTC: we noticed it\n"
        "- 2026-11-18 12:05 UTC: we told you first\n"
        "- 2026-11-18 12:30 UTC: a fix was in place\n"
        "- 2026-11-18 13:00 UTC: it was over\n"
        "\nWords.\n"
        "\n### What we change\n\n- [ ] Words.\n"
        "\n### Our apology\n\nWords.\n"
    )
    assert not list(drafts.iterdir())


def test_a_skeleton_as_it_was_is_not_written(
    project: Path, fogbell: Fogbell, editor: Callable[[str], None], drafts: Path
) -> None:
    before = snapshot(project)
    editor("")
    assert fogbell("postmortem", "logins", "--edit") == 2
    assert fogbell.err.startswith("fogbell: the skeleton is as it was (did your editor wait?")
    assert snapshot(project) == before
    (draft,) = drafts.rglob("*.md")  # an editor that did not wait may still save it
    assert str(draft) in fogbell.err


def test_lines_of_the_skeleton_that_are_left_are_told(
    project: Path, fogbell: Fogbell, editor: Callable[[str], None], drafts: Path
) -> None:
    before = snapshot(project)
    editor("text = text.replace('[What we did, and what brought it back.]', 'We undid it.')")
    assert fogbell("postmortem", "logins", "--edit") == 2
    assert "fogbell: these lines still wait for your words:\n  [What failed for whom" in fogbell.err
    assert "What we did" not in fogbell.err
    assert snapshot(project) == before
    (draft,) = drafts.rglob("*.md")
    again = f"mend them there, then:\n  fogbell postmortem 2026-11-18-logins --file {draft}\n"
    assert fogbell.err.endswith(again)
    assert "We undid it." in draft.read_text("utf-8")
    assert len(left_over(draft.read_text("utf-8"))) == 6
    # and that is what to do
    draft.write_text("We undid it.", "utf-8")
    assert fogbell("postmortem", "logins", "--file", str(draft)) == 0


def test_an_editor_that_fails_loses_nothing(
    project: Path, fogbell: Fogbell, monkeypatch: pytest.MonkeyPatch, drafts: Path
) -> None:
    monkeypatch.setenv("VISUAL", "no-such-editor")
    before = snapshot(project)
    assert fogbell("postmortem", "logins", "Precious.", "--edit") == 1
    assert "fogbell: the editor 'no-such-editor' did not open" in fogbell.err
    assert snapshot(project) == before
    (draft,) = drafts.rglob("*.md")
    assert draft.read_text("utf-8") == "Precious."


def test_a_disk_without_room_for_a_draft(
    project: Path, fogbell: Fogbell, drafts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(drafts / "gone"))
    assert fogbell("postmortem", "logins", "Precious.", "--edit") == 2
    assert "fogbell: there is no place to edit it: " in fogbell.err
    assert "Your words were:\n\nPrecious.\n" in fogbell.err


def test_a_text_may_be_edited_first(
    project: Path, fogbell: Fogbell, editor: Callable[[str], None]
) -> None:
    before = snapshot(project)
    editor("text = text.replace('Broken', 'Mended')")
    assert fogbell("postmortem", "logins", "Broken.", "--edit") == 0, fogbell.err
    assert added(project, before).endswith("\n\nMended.\n")


# --- the promise of one -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due", "written"),
    [
        ("2026-11-27", "2026-11-27 23:59 UTC"),
        ("2026-11-20", "2026-11-20 23:59 UTC"),
        ("5d", "2026-11-25 12:15 UTC"),
        ("2026-11-27 10:00 +01:00", "2026-11-27 09:00 UTC"),
    ],
)
def test_a_postmortem_is_promised(due: str, written: str, project: Path, fogbell: Fogbell) -> None:
    before = snapshot(project)
    assert fogbell("resolve", "uploads", "Over.", "--due", due) == 0, fogbell.err
    heading = "## Resolved — 2026-11-20 12:15 UTC"
    assert added(project, before, UPLOADS) == f"\n{heading}\nnext update: {written}\n\nOver.\n"
    assert "    Postmortem: by 2" in fogbell.out


@pytest.mark.parametrize(
    ("flags", "said"),
    [
        (["--due", "2026-11-19"], "--due 2026-11-19 23:59 UTC: this is past"),
        (["--due", "2026-13-19"], "--due: there is no such day as 2026-13-19"),
        (["--due", "soon"], "--due: 'soon' does not say when"),
        (["--due", "5d", "--next", "5d"], "--due and --next say the same here: give one of them"),
    ],
)
def test_a_promise_that_is_wrong_is_told(
    flags: list[str], said: str, project: Path, fogbell: Fogbell
) -> None:
    before = snapshot(project)
    assert fogbell("resolve", "uploads", "Over.", *flags) == 2
    assert said in fogbell.err
    assert snapshot(project) == before
