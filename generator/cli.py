"""The command tree: the only reader of the clock and of exit codes."""

import argparse
import importlib
import os
import re
import signal
import sys
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from io import TextIOWrapper
from pathlib import Path
from types import FrameType
from typing import Any

from generator import __version__
from generator.commands import COMMANDS
from generator.content.times import TIME_EXAMPLE, parse_time
from generator.errors import Unfit, UserError, did_you_mean

DEFAULT_COMMAND = "build"
#: options of the default command that are followed by a value
TAKE_A_VALUE = ("--project", "--output", "--now", "--explain")
#: the end of the year 2100, which is as far as content may look
LAST_SECOND = int(datetime(2101, 1, 1, tzinfo=UTC).timestamp()) - 1

EXIT_PROBLEMS = 1
EXIT_USAGE = 2
EXIT_OUR_FAULT = 70
EXIT_TERMINATED = 75
EXIT_INTERRUPTED = 130


class Terminated(BaseException):
    """SIGTERM: stop cleanly."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; gives the exit code that cli.md promises. Never a traceback."""
    with suppress(ValueError):  # signals belong to the main thread
        signal.signal(signal.SIGTERM, _terminate)
    _speak_utf8()
    if "_ARGCOMPLETE" in os.environ:
        return _complete()
    try:
        code = _run(list(sys.argv[1:] if argv is None else argv))
        sys.stdout.flush()  # so that a reader who has gone is noticed here, not at shut-down
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except Terminated:
        return EXIT_TERMINATED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:  # noqa: BLE001 - the edge: whatever it is, a person gets a report
        print(_fault_report(), file=sys.stderr)
        return EXIT_OUR_FAULT
    return code


def _complete() -> int:
    """A shell asks what may come next (`fogbell completion`): say it, or nothing at all."""
    with suppress(Exception):
        from generator.commands.completion import answer

        answer(_parser(os.environ["COMP_LINE"].split()), _now(None))
    return 0


def _speak_utf8() -> None:
    """Whatever the locale: a sentence with a dash in it must not end in a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _run(argv: list[str]) -> int:
    try:
        args = parse_arguments(argv)
        return int(importlib.import_module(args.module).run(args))
    except UserError as wrong:
        print(f"fogbell: {wrong}", file=sys.stderr)
        if isinstance(wrong, Unfit):
            return EXIT_PROBLEMS
    except BrokenPipeError:
        raise
    except OSError as wrong:  # a full disk, a folder that may not be written
        what = f"{wrong.filename}: " if wrong.filename else ""
        print(f"fogbell: {what}{wrong.strerror or wrong}", file=sys.stderr)
    return EXIT_USAGE


def parse_arguments(argv: list[str]) -> argparse.Namespace:
    """The arguments with everything a command needs: paths, `now`, `elapsed`, `color`."""
    asks_for_help = bool({"-h", "--help", "--version"} & set(argv))
    if not asks_for_help and not any(word in _names() for word in argv):
        _refuse_unknown_command(argv)
        argv = [DEFAULT_COMMAND, *argv]
    if empty := next((word for word in argv if re.fullmatch("--[a-z-]+=--", word)), ""):
        raise UserError(f"{empty}: `--` is no value")  # which argparse would take for none at all
    args = _parser(argv).parse_args(argv)
    if not hasattr(args, "module"):  # a folder was named like a command
        args = _parser([DEFAULT_COMMAND, *argv]).parse_args([DEFAULT_COMMAND, *argv])
    args.project = Path(os.path.realpath(args.project))
    if not args.project.is_dir():
        raise UserError(f"--project {args.project}: there is no such folder")
    args.output = (args.output or args.project / "output").absolute()
    args.now = _now(args.now)
    args.paths = [_within(args.project, path) for path in getattr(args, "paths", ())]
    # problems go to standard error
    args.color = not args.no_color and not os.environ.get("NO_COLOR") and sys.stderr.isatty()
    started = time.monotonic()
    args.elapsed = lambda: time.monotonic() - started
    return args


def _within(project: Path, path: Path) -> Path:
    """A path as the project's files are called; the last part may be a link, and stays one.

    It is looked for here and then in the project, for so we print the names of its files.
    """
    there = [each for each in (path, project / path) if os.path.lexists(each)]
    if not there:
        raise UserError(f"{path}: there is no such file or folder")
    whole = [Path(os.path.normpath(each.absolute())) for each in there]
    real = [Path(os.path.realpath(each.parent), each.name) for each in whole]
    ours = [each for each in real if each == project or project in each.parents]
    if not ours:
        raise UserError(f"{path} is not in {project}; for another project: --project DIR")
    return ours[0]


def _refuse_unknown_command(argv: Sequence[str]) -> None:
    """A word that is no option's value was meant as a command."""
    for before, word in zip(("", *argv), argv, strict=False):
        if not word.startswith("-") and before not in TAKE_A_VALUE:
            hint = did_you_mean(word, _names()) or f"there are: {', '.join(sorted(_names()))}"
            raise UserError(f"there is no command '{word}'; {hint}")


def _names() -> set[str]:
    return {command.name for command in COMMANDS}


def _parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """The whole tree; a command's module is imported only where its name is among `argv`."""
    parser = argparse.ArgumentParser(
        prog="fogbell",
        description="A status page from incidents in git. Without a command: build.",
        parents=[_global_options({})],
    )
    parser.add_argument("--version", action="version", version=f"fogbell {__version__}")
    commands = parser.add_subparsers(metavar="COMMAND", title="commands")
    parent = _global_options({"default": argparse.SUPPRESS})
    for command in COMMANDS:
        child = commands.add_parser(
            command.name,
            help=command.help,
            description=command.help,
            parents=[parent],
            conflict_handler="resolve",  # `check --output` may stand alone
        )
        child.set_defaults(module=command.module)
        if command.name in argv:
            importlib.import_module(command.module).add_arguments(child)
    return parser


def _global_options(common: dict[str, Any]) -> argparse.ArgumentParser:
    """Options that may stand before or after the command."""
    options = argparse.ArgumentParser(add_help=False)
    group = options.add_argument_group("everywhere")
    here: dict[str, Any] = {"default": Path(), **common}
    say_project = "the folder that holds content/ (default: here)"
    group.add_argument("--project", type=Path, metavar="DIR", help=say_project, **here)
    say_output = "where the site goes (default: output/ in the project)"
    group.add_argument("--output", type=Path, metavar="DIR", help=say_output, **common)
    say_now = f"pretend that it is then, such as '{TIME_EXAMPLE}'"
    group.add_argument("--now", metavar="TIME", help=say_now, **common)
    group.add_argument("--quiet", action="store_true", help="print problems only", **common)
    say_color = "no colours (also: NO_COLOR)"
    group.add_argument("--no-color", action="store_true", help=say_color, **common)
    return options


def _now(given: str | None) -> datetime:
    """--now, else SOURCE_DATE_EPOCH, else the clock; in UTC and whole seconds."""
    if given is not None:
        try:
            return parse_time(given)
        except ValueError as wrong:
            raise UserError(f"--now: {wrong}") from None
    epoch = os.environ.get("SOURCE_DATE_EPOCH", "")
    if epoch:
        if not re.fullmatch("[0-9]{1,10}", epoch) or int(epoch) > LAST_SECOND:
            raise UserError(f"SOURCE_DATE_EPOCH: '{epoch}' is not a number of seconds since 1970")
        return datetime.fromtimestamp(int(epoch), UTC)
    return datetime.now(UTC).replace(microsecond=0)


def _terminate(_number: int, _frame: FrameType | None) -> None:
    raise Terminated


def _fault_report() -> str:
    """What to paste into a bug report: versions and where it happened, nothing of the content."""
    return (
        "fogbell: this is a fault of ours, not of your content. Please report these lines:\n"
        f"  fogbell {__version__}, Python {sys.version.split()[0]}, {sys.platform}\n"
        + "".join(f"  {line}\n" for line in traceback.format_exc().splitlines())
    )
