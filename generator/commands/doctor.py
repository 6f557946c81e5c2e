"""`fogbell doctor`: whether the status page stays up when the product does not."""

import argparse
import json

from generator.build import Options, read
from generator.commands.doctor_lines import doctor_lines, doctor_values, problem_lines
from generator.deploy.doctor import examine, fails
from generator.deploy.doctor.addresses import places_of
from generator.deploy.doctor.gather import built_in, remotes_of, workflows_of
from generator.deploy.doctor.records import Subject
from generator.deploy.doctor.visit import visit_all
from generator.errors import Unfit
from generator.gate.house import house_of
from generator.state import derive


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `doctor`."""
    say_live = "also visit the published pages: certificates, headers, whether origins agree"
    parser.add_argument("--live", action="store_true", help=say_live)
    say_strict = "the same, and what a visit shows counts for the exit code"
    parser.add_argument("--strict-live", action="store_true", help=say_strict)
    parser.add_argument("--all", action="store_true", help="show also what is as it should be")
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """Print what was found, the worst first; 1 where an offline check finds an error."""
    is_live = args.live or args.strict_live
    rows = examine(_subject(args, is_live=is_live))
    if args.format == "json":
        print(
            json.dumps(doctor_values(rows, args.now, is_live=is_live), indent=2, ensure_ascii=False)
        )
    else:
        lines = problem_lines(rows) if args.quiet else doctor_lines(rows, args.all, is_live)
        for line in lines:
            print(line)
    return int(fails(rows, with_live=args.strict_live))


def _subject(args: argparse.Namespace, *, is_live: bool) -> Subject:
    site, _ = read(Options(project=args.project, output=args.output, now=args.now))
    if site is None:
        raise Unfit("content/ cannot be read: see `fogbell check`")
    places = places_of(site.settings)
    return Subject(
        settings=site.settings,
        now=args.now,
        built=built_in(args.output, house_of(derive(site, args.now))),
        workflows=workflows_of(args.project),
        remotes=remotes_of(args.project),
        visits=visit_all(places, args.now) if is_live else None,
    )
