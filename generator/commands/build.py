"""`fogbell build`: content/ -> output/."""

import argparse
from pprint import pformat

from generator.build import Options, Report, build, read, theme_of
from generator.commands.printing import print_problems
from generator.content.times import format_time
from generator.errors import UserError, has_errors
from generator.git import SOURCES, clean_commit
from generator.outputs import all_artifacts
from generator.state import derive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `build`."""
    parser.add_argument(
        "--keep-going",
        action="store_true",
        help="publish what can be, although a file is broken (and exit 1)",
    )
    parser.add_argument("--no-cache", action="store_true", help="read and render everything anew")
    parser.add_argument(
        "--no-gate", action="store_true", help="publish even what the gate finds fault with"
    )
    parser.add_argument("--drill", action="store_true", help="show exercises (`drill: yes`) too")
    parser.add_argument("--explain", metavar="PATH", help="say what a page of output/ is made of")


def run(args: argparse.Namespace) -> int:
    """Build, and say what was written and when it would next change."""
    options = Options(
        project=args.project,
        output=args.output,
        now=args.now,
        keep_going=args.keep_going,
        use_cache=not args.no_cache,
        has_gate=not args.no_gate,
        drill=args.drill,
        # an exercise is not what the commit says
        commit="" if args.drill else clean_commit(args.project, *SOURCES),
    )
    if args.explain:
        return _explain(options, args.explain)
    report = build(options)
    print_problems(report.problems, color=args.color)
    failed = has_errors(report.problems)
    if report.written is None:
        print("Nothing was written: mend the errors above, then build again.")
        print("To publish all that is right meanwhile: fogbell build --keep-going")
    elif not args.quiet:
        _print_summary(report, options, args.elapsed())
    if failed and report.written:
        print("Published without the files that have errors: mend them and build again.")
    return int(failed)


def _print_summary(report: Report, options: Options, seconds: float) -> None:
    written, state = report.written, report.state
    if written is None or state is None:
        return
    said = [f"{len(written.changed)} written", f"{len(written.unchanged)} unchanged"]
    said += [f"{len(written.pruned)} removed"] if written.pruned else []
    print(f"{state.indicator.description}. {', '.join(said)}, in {seconds:.2f} s.")
    print(f"Open {options.output / 'index.html'}")
    print(f"Build again by {format_time(state.next_change)}: then the page changes by itself.")


def _explain(options: Options, path: str) -> int:
    """Print the whole view of one artifact: all that its template may see."""
    site, problems = read(options)
    if site is None or has_errors(problems):
        print_problems(problems)
        return 1
    state = derive(site, options.now, options.commit)
    for artifact in all_artifacts(state, theme_of(site, options.project)):
        if artifact.path == path.removeprefix("output/"):
            print(pformat(artifact.view, width=100))
            return 0
    raise UserError(f"no output is called '{path}'; name it as it is in output/, like index.html")
