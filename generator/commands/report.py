"""`fogbell report`: how well we communicate. For us: it is no part of the published site."""

import argparse
import json
import sys
from datetime import date, datetime

from generator.commands.report_lines import report_lines
from generator.content.times import parse_date
from generator.errors import UserError
from generator.report import report
from generator.report.rows import report_values
from generator.writing.desk import open_desk, say_broken


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `report`."""
    say_since = "the first day, such as 2026-01-01 (default: this month and the eleven before)"
    parser.add_argument("--since", metavar="DATE", help=say_since)
    parser.add_argument("--format", choices=("text", "json"), default="text")


def run(args: argparse.Namespace) -> int:
    """Print sentences, then tables and lists; or all figures as JSON."""
    since = _since(args.since, args.now)
    desk = open_desk(args.project, args.now)
    figures = report(desk.site, since, args.now)
    if args.format == "json":
        print(json.dumps(report_values(figures), indent=2, ensure_ascii=False))
    else:
        for line in report_lines(figures, desk.site.settings.timezone):
            print(line)
    for line in say_broken(desk):
        print(line, file=sys.stderr)
    return 0


def _since(given: str | None, now: datetime) -> date:
    if given is None:
        month = now.year * 12 + now.month - 1 - 11
        return date(month // 12, month % 12 + 1, 1)
    try:
        since = parse_date(given)
    except ValueError as wrong:
        raise UserError(f"--since: {wrong}") from None
    if since > now.date():
        raise UserError(f"--since {given}: this day is still to come")
    return since
