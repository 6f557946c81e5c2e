"""`fogbell resolve`: an incident is over."""

import argparse

from generator.commands.update import write_update
from generator.commands.written import add_writing_arguments
from generator.model.incident import IncidentStatus


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `resolve`."""
    say_id = "the incident: its id, or any part of its id or title that no other has"
    parser.add_argument("id", nargs="?", metavar="ID", help=say_id)
    say_text = "what works again, and whether anything is left to do; `-` reads standard input"
    parser.add_argument("text", nargs="?", metavar="TEXT", help=say_text)
    say_next = "when the postmortem comes: 5d, or a whole time (default: nothing is promised)"
    add_writing_arguments(parser, say_next)
    parser.set_defaults(eta=None, reopen=False)


def run(args: argparse.Namespace) -> int:
    """Append Resolved, show what customers will read, and say how to commit it."""
    return write_update(args, IncidentStatus.RESOLVED)
