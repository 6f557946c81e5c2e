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
    Command("schedule", "generator.commands.schedule", "announce planned work"),
    Command("update", "generator.commands.update", "tell customers more, or move planned work"),
    Command("resolve", "generator.commands.resolve", "tell customers that it is over"),
    Command("postmortem", "generator.commands.postmortem", "tell what happened, after an incident"),
    Command("list", "generator.commands.list_", "what is open, and what is due next"),
    Command("show", "generator.commands.show", "print an event as customers read it"),
    Command("watch", "generator.commands.watch", "what is late now (exit 1), and what is due next"),
    Command("report", "generator.commands.report", "how well we communicate: waits, promises"),
    Command("doctor", "generator.commands.doctor", "whether the page outlives the product"),
    Command("links", "generator.commands.links", "print links for writing from a phone"),
    Command("deploy", "generator.commands.deploy", "publish output/ to every origin"),
    Command("verify", "generator.commands.verify", "whether readers get what was published"),
    Command("rollback", "generator.commands.rollback", "publish an older commit, and pin it"),
    Command("prune", "generator.commands.prune", "delete old files that no build of ours names"),
    Command("publish", "generator.commands.publish", "check, build, deploy, verify: all in one"),
    Command("emergency", "generator.commands.emergency", "a page of a text alone, in seconds"),
    Command("init", "generator.commands.init", "write a new site (or, with --demo, a bad day)"),
    Command("theme", "generator.commands.theme", "list the default theme's files, and copy some"),
    Command("import", "generator.commands.import_", "take over another status page's history"),
    Command("error-pages", "generator.commands.error_pages", "print settings for your own servers"),
    Command(
        "server-settings",
        "generator.commands.server_settings",
        "print settings for the servers that hold the status page",
    ),
    Command(
        "completion", "generator.commands.completion", "print what makes a shell complete this"
    ),
    Command("schema", "generator.commands.schema", "print a JSON Schema for editors"),
)
