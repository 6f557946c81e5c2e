"""On a terminal the commands ask for what is missing: a real one, with somebody who types."""

import os
import pty
import re
import select
import subprocess
import sys
from pathlib import Path

import pytest

from tests.desk import NOW, UPLOADS, new_project, snapshot

ROOT = Path(__file__).parent.parent
PATIENCE = 30.0


class Terminal:
    """A command on a pseudo-terminal: waits for a question, types an answer."""

    def __init__(self, project: Path, *words: str) -> None:
        try:
            self.near, far = pty.openpty()
        except OSError as wrong:  # a container without /dev/pts
            pytest.skip(f"no pseudo-terminals here: {wrong}")
        command = [sys.executable, "-m", "generator", *words, "--project", str(project)]
        self.process = subprocess.Popen(
            [*command, "--now", NOW], cwd=ROOT, stdin=far, stdout=far, stderr=far
        )
        os.close(far)
        self.seen = ""

    def _read(self) -> bool:
        ready, _, _ = select.select([self.near], [], [], PATIENCE)
        assert ready, f"nothing came after: {self.seen}"
        try:
            data = os.read(self.near, 4096)
        except OSError:  # the other end is closed
            return False
        self.seen += data.decode().replace("\r\n", "\n")
        return bool(data)

    def answer(self, question: str, *lines: str) -> str:
        """Wait for the end of a question, then type; gives what was shown until then."""
        while not self.seen.endswith(question):
            assert self._read(), f"it ended before '{question}': {self.seen}"
        shown, self.seen = self.seen, ""
        os.write(self.near, "".join(f"{line}\n" for line in lines).encode())
        return shown

    def end(self) -> tuple[int, str]:
        """The exit code, and what was shown last."""
        while self._read():
            pass
        os.close(self.near)
        return self.process.wait(PATIENCE), self.seen


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return new_project(tmp_path.resolve())


def test_a_new_incident_by_answers(project: Path) -> None:
    terminal = Terminal(project, "new")
    terminal.answer("What fails?: ", "")
    shown = terminal.answer("What fails?: ", "Logins fail")
    assert "the title is empty" in shown
    shown = terminal.answer("Which components? (numbers; none: just Enter): ", "1, 7")
    assert "  1  API (api)\n  2  Web console (console)\n" in shown
    shown = terminal.answer("Which components? (numbers; none: just Enter): ", "1 console")
    assert "no component '7' in site.yml" in shown
    shown = terminal.answer("How is api? [partial_outage]: ", "1")
    assert "  1  major_outage\n  2  partial_outage\n  3  degraded_performance\n" in shown
    terminal.answer("How is console? [partial_outage]: ", "")
    shown = terminal.answer("Impact (none, minor, major, critical) [major]: ", "huge")
    assert "critical: hardly any customer can work; major: many can\n" in shown
    shown = terminal.answer("Impact (none, minor, major, critical) [major]: ", "")
    assert "--impact: 'huge' is not one of ours" in shown
    terminal.answer("> ", "You cannot log in.", "We are on it.", "")
    terminal.answer("Next update in [30m]: ", "12:40")
    shown = terminal.answer("Next update in [30m]: ", "12:40 UTC")
    assert "add it: '12:40 UTC'" in shown
    code, shown = terminal.end()
    assert code == 0, shown
    assert "Next update: by 20 Nov 2026, 12:40 UTC" in shown
    text = (project / "content/incidents/2026-11-20-logins-fail.md").read_text("utf-8")
    assert "  api: major_outage\n  console: partial_outage\n---\n" in text
    assert text.endswith("\n\nYou cannot log in.\nWe are on it.\n")


def test_flags_that_say_enough_are_not_asked_about(project: Path) -> None:
    terminal = Terminal(project, "new", "T", "x", "--component", "api=major_outage")
    code, shown = terminal.end()
    assert code == 0, shown
    assert "(you promise that because --next was not given)" in shown


def test_an_update_by_answers(project: Path) -> None:
    before = snapshot(project)[UPLOADS]
    terminal = Terminal(project, "update", "--status", "identified")
    shown = terminal.answer("Which [1]: ", "")
    assert "  1  Uploads fail\n" in shown
    shown = terminal.answer("> ", "Found it.", "")
    assert "Uploads fail (investigating)\nWhat do you tell customers?" in shown
    code, shown = terminal.end()
    assert code == 0, shown
    after = snapshot(project)[UPLOADS][len(before) :].decode()
    # somebody typed for a while, and a slow machine takes its time
    assert re.match(r"\n## Identified — 2026-11-20 12:1[5-9] UTC\n", after)
    assert after.endswith("\n\nFound it.\n")


def test_nobody_types_for_nothing(project: Path) -> None:
    code, shown = Terminal(project, "update", "logins").end()
    assert code == 2
    assert "'Logins fail' is resolved since 2026-11-18 13:00 UTC; if it is back:" in shown
    assert "What do you tell" not in shown


def test_somebody_else_wrote_while_one_typed(project: Path) -> None:
    before = snapshot(project)[UPLOADS]
    mine = Terminal(project, "update", "uploads")
    mine.answer("(an empty line ends it)\n> ")
    theirs = Terminal(project, "update", "uploads", "Theirs.")
    assert theirs.end()[0] == 0
    os.write(mine.near, b"Mine.\n\n")
    code, shown = mine.end()
    assert code == 0, shown
    assert "Somebody else wrote meanwhile: read `fogbell show 2026-11-20-uploads`." in shown
    after = snapshot(project)[UPLOADS][len(before) :].decode()
    assert after.index("Theirs.") < after.index("Mine.")


def test_the_end_of_input_is_an_end(project: Path) -> None:
    before = snapshot(project)
    terminal = Terminal(project, "resolve", "uploads")
    terminal.answer("> ", "\x04")  # Ctrl-D
    code, shown = terminal.end()
    assert code == 2, shown
    assert "fogbell: stopped: nothing was written" in shown
    assert snapshot(project) == before


def test_planned_work_by_answers(project: Path) -> None:
    terminal = Terminal(project, "schedule")
    terminal.answer("What do you do?: ", "Disk upgrade")
    terminal.answer("Which components? (numbers; none: just Enter): ", "2")
    shown = terminal.answer("How will console be? [under_maintenance]: ", "")
    assert "  4  under_maintenance\n" in shown
    terminal.answer("From when?: ", "2026-12-01 02:00")
    shown = terminal.answer("From when?: ", "2026-12-01 02:00 UTC")
    assert "add it: '2026-12-01 02:00 UTC'" in shown
    terminal.answer("Until when?: ", "2026-12-01 01:00 UTC")
    shown = terminal.answer("Until when?: ", "2h")
    assert "a window ends after it begins, which is 2026-12-01 02:00 UTC" in shown
    terminal.answer("> ", "We upgrade.", "")
    code, shown = terminal.end()
    assert code == 0, shown
    text = (project / "content/maintenance/2026-12-01-disk-upgrade.md").read_text("utf-8")
    assert "scheduled: 2026-12-01 02:00 UTC to 2026-12-01 04:00 UTC\n" in text
    assert "  console: under_maintenance\n---\n" in text
    assert text.endswith("\n\nWe upgrade.\n")


def test_an_update_asks_among_incidents_and_planned_work(project: Path) -> None:
    terminal = Terminal(project, "update")
    shown = terminal.answer("Which [1]: ", "2")
    assert "  1  Uploads fail\n  2  Database upgrade\n" in shown
    shown = terminal.answer("> ", "All as planned.", "")
    assert "Database upgrade (scheduled)\n" in shown
    code, shown = terminal.end()
    assert code == 0, shown
    assert "Written to content/maintenance/2026-11-21-database.md" in shown


def test_what_has_not_begun_is_not_offered_as_over(project: Path) -> None:
    terminal = Terminal(project, "resolve")
    shown = terminal.answer("Which [1]: ", "1")
    assert "Uploads fail" in shown
    assert "Database upgrade" not in shown
    terminal.answer("> ", "Over.", "")
    assert terminal.end()[0] == 0


def test_a_postmortem_asks_which(project: Path) -> None:
    (project / "notes.md").write_text("Sorry.\n\n# What we change\n", "utf-8")
    terminal = Terminal(project, "postmortem", "--file", str(project / "notes.md"))
    shown = terminal.answer("Which [1]: ", "1")
    assert "  1  Logins fail\n" in shown
    assert "Uploads" not in shown
    code, shown = terminal.end()
    assert code == 2, shown
    assert "inside an update write: ### What we change" in shown
    assert "Nothing was written. Your words were:" in shown
