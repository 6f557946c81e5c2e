"""`fogbell show`: an event as customers read it, in plain text."""

import argparse

from generator.writing.desk import open_desk, say_broken
from generator.writing.pick import pick
from generator.writing.plain import event_lines


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `show`."""
    say_id = "an incident or planned work: its id, or any part of its id or title"
    parser.add_argument("id", metavar="ID", help=say_id)


def run(args: argparse.Namespace) -> int:
    """Print the whole event, the newest update first."""
    desk = open_desk(args.project, args.now, lean=True)
    event = pick(args.id, desk.events_like(args.id), note="\n".join(say_broken(desk)))
    for line in event_lines(event, desk.site.settings, args.now):
        print(line)
    return 0
