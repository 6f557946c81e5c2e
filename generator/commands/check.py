"""`fogbell check`: every problem in content/, for people, programs and pull requests."""

import argparse
from pathlib import Path

from generator.build import Options, read, theme_of
from generator.commands.printing import as_annotations, as_json, count, print_problems
from generator.errors import Problem, UserError, did_you_mean, has_errors
from generator.manual import MANUAL, explain

FORMATS = ("text", "json", "github")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `check`."""
    parser.add_argument(
        "paths", nargs="*", type=Path, metavar="PATH", help="only these files or folders"
    )
    parser.add_argument("--format", choices=FORMATS, default="text", help="github: annotations")
    parser.add_argument("--explain", metavar="CODE", help="what a code means, and how to mend it")


def run(args: argparse.Namespace) -> int:
    """Print the problems; 1 where there is an error."""
    if args.explain:
        print(_explained(args.explain), end="")
        return 0
    site, problems = read(Options(project=args.project, output=args.output, now=args.now))
    shown = [problem for problem in problems if _is_wanted(problem, args.paths, args.project)]
    if args.format == "json":
        print(as_json(shown))
    elif args.format == "github":
        print(as_annotations(shown))
    else:
        print_problems(shown, color=args.color)
        if not shown and not args.quiet:
            print(f"{count(shown)} in {args.project / 'content'}")
    if site is not None:
        theme_of(site, args.project)  # refuses where there is no such theme: a build would need it
    return int(has_errors(shown))


def _explained(code: str) -> str:
    text = explain(code)
    if text is None:
        raise UserError(f"there is no code '{code}'. {did_you_mean(code.upper(), MANUAL)}".strip())
    return text


def _is_wanted(problem: Problem, wanted: list[Path], project: Path) -> bool:
    """Whether a problem lies in one of `wanted` (all, where none is given)."""
    file = project / problem.location.file  # as it is called: it may be a link, even to itself
    return not wanted or any(path == file or path in file.parents for path in wanted)
