"""`fogbell init`: a new site in a folder."""

import argparse
import shlex
import sys
from pathlib import Path

from generator.scaffold import new_site


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `init`."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is new or empty")
    parser.add_argument(
        "--demo", action="store_true", help="a made-up company on a bad day, to look at"
    )


def run(args: argparse.Namespace) -> int:
    """Write the files, and say what to do next."""
    files = new_site(args.folder, args.now, demo=args.demo)
    if args.quiet:
        return 0
    print(f"Wrote {len(files)} files to {args.folder}. Next:")
    fogbell = f"{_program()} --project {shlex.quote(str(args.folder))}"
    if not args.demo:
        print(f"  edit {args.folder / 'content' / 'site.yml'}: its address, and your components")
    print(f"  {fogbell} serve    # look at it in a browser")
    print(f"  {fogbell} check    # is everything right?")
    print(f"How an incident is written: {args.folder / 'content' / 'incidents' / 'README.md'}")
    return 0


def _program() -> str:
    """Fogbell as it was called now, so that the commands can be copied."""
    called = Path(sys.argv[0])
    if called.name != "build.py":
        return "fogbell"
    python, here = Path(sys.executable), Path.cwd()
    if python.is_relative_to(here):
        python = python.relative_to(here)
    if called.is_relative_to(here):  # build.py restarts itself with its whole path
        called = called.relative_to(here)
    return f"{shlex.quote(str(python))} {shlex.quote(str(called))}"
