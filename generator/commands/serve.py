"""`fogbell serve`: build, look at it in a browser, and see every change at once."""

import argparse
from datetime import datetime

from generator.build import Options, build
from generator.commands.printing import count
from generator.errors import UserError, format_problem, has_errors
from generator.serve import Built, DevServer, clock_from


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `serve`."""
    parser.add_argument(
        "--port", type=_port, metavar="NUMBER", help="default: the first free one from 8000"
    )


def run(args: argparse.Namespace) -> int:
    """Serve until somebody stops it (Ctrl-C)."""
    content = args.project / "content"
    if not content.is_dir():
        raise UserError(
            f"there is no folder {content}; run this in the folder that holds content/, name it "
            "with --project, or make a new site: fogbell init DIR"
        )

    def builder(now: datetime) -> Built:
        return _build(Options(project=args.project, output=args.output, now=now))

    watched = (content, args.project / "themes")
    server = DevServer(args.output, builder, watched, port=args.port, clock=clock_from(args.now))
    if not args.quiet:
        print(f"Serving {server.url} (Ctrl-C stops it)", flush=True)
    server.run(lambda built: _tell(built, quiet=args.quiet))
    return 0


def _build(options: Options) -> Built:
    report = build(options)
    problems = tuple(format_problem(problem) for problem in report.problems)
    said = f" ({count(report.problems)})" if problems else ""
    if report.written is None or report.state is None:
        return Built(f"Nothing was built{said}.", problems, failed=True)
    changed, state = len(report.written.changed), report.state
    summary = f"{state.indicator.description}. {changed} files written{said}."
    return Built(summary, problems, has_errors(report.problems), state.next_change)


def _tell(built: Built, *, quiet: bool) -> None:
    if built.problems:
        print("\n".join(built.problems), flush=True)
    if built.problems or not quiet:
        print(built.summary, flush=True)


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError(f"'{text}' is not a number from 0 to 65535")
    return int(text)
