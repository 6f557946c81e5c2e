"""Every command. To add one: a module with `add_arguments` and `run`, and a line in COMMANDS."""

import argparse
from dataclasses import dataclass
from typing import Protocol


class CommandModule(Protocol):
    """What a command's module offers."""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """The command's own options."""

    def run(self, args: argparse.Namespace) -> int:
        """Do it; gives the exit code."""


@dataclass(frozen=True, slots=True)
class Command:
    name: str
    #: imported only when the command is used: start-up is the floor of a small rebuild
    module: str
    help: str


COMMANDS = (
    Command("build", "generator.commands.build", "content/ -> output/ (the default)"),
    Command("check", "generator.commands.check", "say every problem in content/"),
    Command("serve", "generator.commands.serve", "build, serve, and reload on every change"),
    Command("new", "generator.commands.new", "begin an incident"),
    Command("update", "generator.commands.update", "tell customers more about an incident"),
    Command("resolve", "generator.commands.resolve", "tell customers that an incident is over"),
    Command("list", "generator.commands.list_", "what is open, and what is due next"),
    Command("show", "generator.commands.show", "print an event as customers read it"),
    Command("init", "generator.commands.init", "write a new site (or, with --demo, a bad day)"),
    Command("theme", "generator.commands.theme", "list the default theme's files, and copy some"),
    Command("import", "generator.commands.import_", "take over another status page's history"),
    Command("error-pages", "generator.commands.error_pages", "print settings for your own servers"),
    Command("schema", "generator.commands.schema", "print a JSON Schema for editors"),
)
