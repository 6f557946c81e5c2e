"""`fogbell check`: every problem in content/ and its theme, for people, programs, pull requests."""

import argparse
import sys
from pathlib import Path

from generator.build import Options, read
from generator.commands.printing import as_annotations, as_json, count, print_problems
from generator.commands.theme_check import theme_problems
from generator.errors import Problem, UserError, did_you_mean, has_errors, in_order
from generator.gate import faults_of_built, summary
from generator.gate.house import house_of
from generator.manual import MANUAL, explain
from generator.state import derive

FORMATS = ("text", "json", "github")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="only these files or folders"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="github: annotations")
    parser.add_argument(
        "--output",
        dest="built",
        nargs="?",
        const="",
        metavar="DIR",
        help="read the built site instead, every file of it (default: output/)",
    )
    parser.add_argument("--explain", metavar="CODE", help="what a code means, and how to mend it")


def run(args: argparse.Namespace) -> int:
    """Print the problems; 1 where there is an error."""
    if args.explain:
        print(_explained(args.explain), end="")
        return 0
    if args.built is not None:
        return _check_built(args, Path(args.built).absolute() if args.built else args.output)
    site, problems = read(Options(project=args.project, output=args.output, now=args.now))
    if site is not None:
        with_pages = not has_errors(problems)  # of broken content there are none to look at
        more = theme_problems(site, args.project, args.now, pages=with_pages)
        problems = in_order([*problems, *more])
    shown = [problem for problem in problems if _is_wanted(problem, args.paths, args.project)]
    if args.format == "json":
        print(as_json(shown))
    elif args.format == "github":
        print(as_annotations(shown))
    else:
        print_problems(shown, color=args.color)
        if not shown and not args.quiet:
            print(f"{count(shown)} in {args.project / 'content'}")
    return int(has_errors(shown))


def _check_built(args: argparse.Namespace, folder: Path) -> int:
    """Say what the gate finds in a built site; content/ says what is internal."""
    site, _ = read(Options(project=args.project, output=args.output, now=args.now))
    if site is None:
        raise UserError("content/ cannot be read: run `fogbell check`, then build again")
    faults, count_of_files = faults_of_built(folder, house_of(derive(site, args.now)))
    for line in summary(faults):
        print(line, file=sys.stderr)
    if not args.quiet:
        said = f"{len(faults)} faults" if len(faults) != 1 else "1 fault"
        print(f"{said} in {count_of_files} files of {folder}")
    return int(bool(faults))


def _nearest_code(code: str) -> str:
    return did_you_mean(code.upper(), MANUAL) or "docs/problems.md has all of them"


def _explained(code: str) -> str:
    text = explain(code)
    if text is None:
        raise UserError(f"there is no code '{code}'; {_nearest_code(code)}")
    return text


def _is_wanted(problem: Problem, wanted: list[Path], project: Path) -> bool:
    """Whether a problem lies in one of `wanted` (all, where none is given)."""
    file = project / problem.location.file  # as it is called: it may be a link, even to itself
    return not wanted or any(path == file or path in file.parents for path in wanted)
