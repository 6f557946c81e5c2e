"""Completion: what a shell is told, asked through the real shells where they are installed."""

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands import COMMANDS
from generator.commands.completion import SHELLS

ROOT = Path(__file__).parent.parent
SITE = """\
title: Acme Status
url: https://status.acme.example
components:
  - {id: api, name: API}
  - {id: app, name: App}
  - {id: web, name: Web}
"""
OPEN = """\
---
title: Uploads fail
impact: major
---

## Investigating — 2026-11-20 10:15 UTC

Uploads may fail.
"""
CLOSED = f"{OPEN}\n## Resolved — 2026-11-20 10:30 UTC\n\nUploads work again.\n"
PLANNED = """\
---
title: Database upgrade
scheduled: 2026-12-01 02:00 UTC to 2026-12-01 04:00 UTC
---

## Scheduled — 2026-11-20 10:15 UTC

We will upgrade the database.
"""
FILES = {
    "site.yml": SITE,
    "incidents/2026-11-20-uploads-fail.md": OPEN,
    "incidents/2026-11-19-sign-in-slow.md": CLOSED,
    "incidents/2026-11-18-broken.md": "---\n",
    "maintenance/2026-12-01-database.md": PLANNED,
}

needs_bash = pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
needs_zsh = pytest.mark.skipif(not shutil.which("zsh"), reason="no zsh here")
needs_fish = pytest.mark.skipif(not shutil.which("fish"), reason="no fish here")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A site, and a program `fogbell` on its own PATH."""
    for name, text in FILES.items():
        file = tmp_path / "content" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    program = tmp_path / "bin" / "fogbell"
    program.parent.mkdir()
    called = shlex.join([sys.executable, str(ROOT / "build.py")])
    program.write_text(f'#!/bin/sh\nexec {called} "$@"\n', "utf-8")
    program.chmod(0o755)
    return tmp_path


def surroundings(project: Path) -> dict[str, str]:
    path = f"{project / 'bin'}:{os.environ['PATH']}"
    return {**os.environ, "PATH": path, "HOME": str(project), "TERM": "dumb", "LC_ALL": "C.UTF-8"}


def ran(project: Path, *command: str) -> list[str]:
    done = subprocess.run(
        command,
        cwd=project,
        env=surroundings(project),
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.split()


def asked(project: Path, typed: str) -> list[str]:
    """What bash offers behind `typed`."""
    line = f"COMP_LINE={shlex.quote(typed)} COMP_POINT={len(typed)}"
    script = f'eval "$(fogbell completion bash)"; {line}; _python_argcomplete fogbell; '
    return ran(project, "bash", "-c", script + 'printf "%s\\n" "${COMPREPLY[@]}"')


@needs_bash
@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("fogbell upd", ["update"]),
        ("fogbell update ", ["2026-11-20-uploads-fail"]),
        ("fogbell resolve --next 30m 2026", ["2026-11-20-uploads-fail"]),
        ("fogbell update --reopen ", ["2026-11-19-sign-in-slow"]),
        ("fogbell show 2026-12", ["2026-12-01-database"]),
        ("fogbell new --component ap", ["api=", "app="]),
        ("fogbell new 'It fails' --component api=ma", ["major_outage"]),
        ("fogbell check --format ", ["text", "json", "github"]),
        ("fogbell check --explain FILE-01", ["FILE-01"]),
        ("fogbell update --reo", ["--reopen"]),
        ("fogbell check conte", ["content/"]),
        ("fogbell new ", []),
        ("fogbell update --project /nowhere/at/all ", []),
        ("fogbell update 'unfinished", []),
    ],
)
def test_bash_is_told_what_may_come_next(project: Path, typed: str, offered: list[str]) -> None:
    assert asked(project, typed) == offered


@needs_bash
def test_every_command_is_offered(project: Path) -> None:
    assert asked(project, "fogbell ") == [command.name for command in COMMANDS]


@needs_bash
@pytest.mark.parametrize("damage", ["title: [", "\0", "- 1"])
def test_broken_content_is_met_with_silence(project: Path, damage: str) -> None:
    (project / "content" / "site.yml").write_text(damage, "utf-8")
    assert asked(project, "fogbell new --component ") == []
    shutil.rmtree(project / "content")
    assert asked(project, "fogbell update ") == []


@needs_bash
def test_a_title_or_a_file_is_never_run(project: Path) -> None:
    name = "2026-11-21-$(touch ran).md"
    (project / "content" / "incidents" / name).write_text(OPEN.replace("fail", "`touch ran`"))
    assert "2026-11-20-uploads-fail" in asked(project, "fogbell update ")
    asked(project, "fogbell show ")
    assert not (project / "ran").exists()


@needs_fish
def test_fish_is_told_as_well_with_the_titles(project: Path) -> None:
    script = "fogbell completion fish | source; complete -C 'fogbell update '"
    assert ran(project, "fish", "--private", "-c", script) == [
        "2026-11-20-uploads-fail",
        *("Uploads", "fail"),
    ]


@needs_zsh
def test_zsh_finishes_an_id_under_the_finger(project: Path) -> None:
    start = 'autoload -U compinit; compinit -u -D; eval "$(fogbell completion zsh)"; echo rea""dy\n'
    screen = typed_into(project, ["zsh", "-f", "-i"], [(start, "ready"), ("fogbell update \t", "")])
    assert "fogbell update 2026-11-20-uploads-fail" in screen


def typed_into(project: Path, shell: list[str], lines: list[tuple[str, str]]) -> str:
    """The last screen of a shell in which each line was typed, the next once words were shown."""
    child, terminal = pty.fork()
    if not child:
        os.chdir(project)
        os.execvpe(shell[0], shell, surroundings(project))
    screen = ""
    for line, awaited in lines:
        os.write(terminal, line.encode())
        screen, until = "", time.monotonic() + 20
        while not (awaited and awaited in screen) and time.monotonic() < until:
            if select.select([terminal], [], [], 0.2)[0]:
                screen += os.read(terminal, 65536).decode("utf-8", "replace")
            elif not awaited and "uploads-fail" in screen:
                break
    os.close(terminal)
    os.waitpid(child, 0)
    return screen


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_of_a_shell_is_printed(shell: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", shell]) == 0
    said = capsys.readouterr()
    assert "complete" in said.out
    assert not said.err


def test_an_unknown_shell_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["completion", "tcsh"])
    assert "bash" in capsys.readouterr().err
