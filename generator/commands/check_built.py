"""`fogbell check --output`: what the gate finds in a built site, every file read whole."""

import argparse
import sys
from pathlib import Path

from generator.build import Options, read
from generator.errors import UserError
from generator.gate import faults_of_built, summary
from generator.gate.house import house_of
from generator.state import derive


def check_built(args: argparse.Namespace) -> int:
    """Print the faults; 1 where there is one. content/ says what is internal."""
    folder: Path = Path(args.built).absolute() if args.built else args.output
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
