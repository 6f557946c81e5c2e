"""`fogbell import`: another tool's incidents become content, and what was lost is said."""

import argparse
import sys

from generator.errors import UserError, did_you_mean
from generator.importers import IMPORTERS
from generator.importers.report import Report, Said, Tally, Weight

#: how many files of one sort are named before the rest is only counted
_NAMED = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `import`."""
    told = "; ".join(f"{importer.name}: {importer.help}" for importer in IMPORTERS)
    parser.add_argument("importer", metavar="FROM", help=told)
    parser.add_argument("source", metavar="SRC", help="an address, a file or a folder")


def run(args: argparse.Namespace) -> int:
    """Import, and say what could not be carried over; 1 where a file could not be read at all."""
    names = [importer.name for importer in IMPORTERS]
    if args.importer not in names:
        hint = did_you_mean(args.importer, names) or f"there are: {', '.join(names)}"
        raise UserError(f"there is no importer '{args.importer}'; {hint}")
    importer = IMPORTERS[names.index(args.importer)]
    report = importer.run(args.source, args.project, args.now)
    for said in report.said:
        is_problem = said.weight in (Weight.FAILED, Weight.PROBLEM)
        if is_problem or not args.quiet:
            print(_sentence(said), file=sys.stderr if is_problem else sys.stdout)
    if not args.quiet:
        _print_totals(report)
    return int(report.failed)


def _sentence(said: Said) -> str:
    """The words, how often, and where."""
    times = f" ({said.count}×)" if said.count > 1 else ""
    named = said.examples[:_NAMED]
    more = len(said.examples) - len(named)
    rest = f" and {more} more" if more else ", …" if said.count > len(said.examples) else ""
    places = f": {', '.join(named)}{rest}" if named else ""
    return _printable(f"{said.weight}: {said.words}{times}{places}")


def _printable(text: str) -> str:
    """Without what would make a terminal do something: names come from elsewhere."""
    return "".join(character for character in text if character.isprintable() or character == "\n")


def _print_totals(report: Report) -> None:
    print()
    for name in ("incidents", "maintenances", "updates", "components"):
        tally: Tally = getattr(report, name)
        fates = f"{tally.written:,} written, {tally.updated:,} updated"
        print(f"{name}: {tally.found:,} in the source: {fates}, {tally.unchanged:,} unchanged")
    if report.files:
        print(f"{len(report.files):,} files written.\nnext: fogbell build")
    else:
        print(f"Nothing was written{'' if report.failed else ': content/ is up to date'}.")
