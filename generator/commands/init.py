"""`fogbell init`: a new site in a folder."""

import argparse
import shlex
import shutil
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
    if called.name == "build.py":  # it restarts itself with its whole path
        return f"{_from_here(Path(sys.executable))} {_from_here(called)}"
    if called.name == "__main__.py":
        return f"{_from_here(Path(sys.executable))} -m generator"
    found = shutil.which(called.name)
    if found is not None and Path(found).absolute() == called.absolute():
        return shlex.quote(called.name)
    return shlex.quote(sys.argv[0])


def _from_here(path: Path) -> str:
    here = Path.cwd()
    return shlex.quote(str(path.relative_to(here) if path.is_relative_to(here) else path))
