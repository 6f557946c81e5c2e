"""`fogbell resolve`: an incident, or planned work, is over."""

import argparse

from generator.commands.templated import add_template_arguments
from generator.commands.update import write_update
from generator.commands.written import add_writing_arguments


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `resolve`."""
    say_id = "an incident or planned work: its id, or any part of its id or title"
    parser.add_argument("id", nargs="?", metavar="ID", help=say_id)
    say_text = "what works again, and whether anything is left to do; `-` reads standard input"
    parser.add_argument("text", nargs="?", metavar="TEXT", help=say_text)
    say_next = "when the postmortem comes: 5d, or a whole time (default: nothing is promised)"
    add_writing_arguments(parser, say_next)
    add_template_arguments(parser)
    say_due = "the same as a day: 2026-11-27 promises the postmortem by the end of that day (UTC)"
    parser.add_argument("--due", metavar="DATE", help=say_due)
    parser.set_defaults(over=True, status=None, impact=None, eta=None)
    parser.set_defaults(reopen=False, start=None, end=None)


def run(args: argparse.Namespace) -> int:
    """Append Resolved or Completed, show what customers will read, and say how to commit it."""
    return write_update(args)
