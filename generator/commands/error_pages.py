"""`fogbell error-pages`: settings that make your own servers show errors/ (docs/error-pages.md)."""

import argparse

from generator.commands.printing import print_problems
from generator.model.site import Settings
from generator.outputs.error_kit.problem import RETRY_AFTER
from generator.outputs.error_kit.settings import SERVERS, Server, server_settings
from generator.reading import read_site

#: in seconds; a client that waits longer has given up
MOST_RETRY_AFTER = 86_400


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `error-pages`."""
    names = [server.name for server in SERVERS]
    parser.add_argument(
        "--for", dest="server", choices=names, help="print the settings of this one"
    )
    parser.add_argument(
        "--retry-after",
        type=_seconds,
        default=RETRY_AFTER,
        metavar="SECONDS",
        help=f"when clients may ask again (default: {RETRY_AFTER})",
    )


def run(args: argparse.Namespace) -> int:
    """Print the settings; without a server, say which there are."""
    if not args.server:
        print(_kinds(), end="")
        return 0
    loaded = read_site(args.project, args.now).loaded
    if loaded.site is None:
        print_problems(loaded.problems, color=args.color)
        return 1
    print(_text(args.server, loaded.site.settings, args.retry_after), end="")
    return 0


def _text(name: str, settings: Settings, retry_after: int) -> str:
    (server,) = (each for each in SERVERS if each.name == name)
    return server_settings(server, settings, retry_after)


def _kinds() -> str:
    lines = [f"  fogbell error-pages --for {_padded(server)} # {server.help}" for server in SERVERS]
    return "\n".join(["Settings that show errors/ while the product is down:", *lines, ""])


def _padded(server: Server) -> str:
    return server.name.ljust(max(len(each.name) for each in SERVERS))


def _seconds(text: str) -> int:
    if text.isascii() and text.isdigit() and 1 <= int(text[:9]) <= MOST_RETRY_AFTER:
        return int(text)
    raise argparse.ArgumentTypeError(
        f"'{text}' is not a number of seconds up to {MOST_RETRY_AFTER}"
    )
