"""`fogbell server-settings`: what the servers that hold the status page must be told."""

import argparse
import re
from urllib.parse import unquote, urlsplit

from generator.build import theme_of
from generator.commands.printing import print_problems
from generator.content.load import load
from generator.errors import UserError, has_errors
from generator.model.site import Settings, Site
from generator.outputs.feeds.addresses import ascii_address
from generator.outputs.server_settings import KINDS, Kind, Wish, lasting

#: where the files lie if nobody says, and site.yml publishes to no folder
ROOT = "/srv/status"
_NAME = re.compile(r"(?=.{1,253}$)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?(?:\.[A-Za-z0-9-]+)*")
_FOLDER = re.compile(r"/[\w ./+@,:=~-]*")
_ORIGIN = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[\w./+@,=~-]*)?")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `server-settings`."""
    names = [kind.name for kind in KINDS]
    parser.add_argument("server", nargs="?", choices=names, help="print the settings of this one")
    parser.add_argument(
        "--name",
        type=_name,
        metavar="HOST",
        help="what readers call the server (default: the host of `url` in site.yml)",
    )
    where = parser.add_mutually_exclusive_group()
    where.add_argument(
        "--root",
        type=_folder,
        metavar="DIR",
        help="the folder in which the files lie; for an origin file:///DIR it is DIR/current "
        f"(default: that of site.yml, or {ROOT})",
    )
    where.add_argument(
        "--origin",
        type=_origin,
        metavar="URL",
        help="nginx: the files lie there; keep copies, and show them while it is dead",
    )
    parser.add_argument(
        "--hashes",
        action="store_true",
        help="name the hashes of the pages' style and script in Content-Security-Policy; then "
        "print and load the settings again whenever the theme or Fogbell changes",
    )


def run(args: argparse.Namespace) -> int:
    """Print the settings; without a server, say which there are."""
    if not args.server:
        print(_kinds(), end="")
        return 0
    (kind,) = (each for each in KINDS if each.name == args.server)
    _refuse_unfit(kind, args)
    loaded = load(args.project)
    if loaded.site is None:
        print_problems(loaded.problems, color=args.color)
        return 1
    theme = theme_of(loaded.site, args.project)
    if has_errors(theme.problems):
        print_problems(theme.problems, color=args.color)
        return 1
    policy = theme.inlined(loaded.site.settings.accent)["csp"]
    wish = _wish(loaded.site, args, policy if args.hashes else lasting(policy))
    make = kind.cache_text if args.origin and kind.cache_text else kind.text
    print(make(wish), end="")
    return 0


def _refuse_unfit(kind: Kind, args: argparse.Namespace) -> None:
    if args.origin and not kind.cache_text:
        able = ", ".join(each.name for each in KINDS if each.cache_text)
        raise UserError(f"--origin is for {able}: {kind.help} {_without_cache(kind)}")
    if args.root and not kind.has_root:
        raise UserError("--root is for servers with files on their own disk; leave it out")


def _without_cache(kind: Kind) -> str:
    return "keeps no copies by itself" if kind.has_root else "is told its origin when you load this"


def _wish(site: Site, args: argparse.Namespace, policy: str) -> Wish:
    parts = urlsplit(ascii_address(site.settings.url))
    return Wish(
        name=args.name or parts.hostname or "",
        is_secure=parts.scheme == "https",
        prefix=unquote(parts.path),
        root=args.root or _root(site.settings),
        origin=args.origin or "",
        policy=policy,
    )


def _root(settings: Settings) -> str:
    """Where publishing puts the site on this machine, if it does."""
    folders = (urlsplit(each.url) for each in settings.origins)
    return next(
        (f"{unquote(each.path).rstrip('/')}/current" for each in folders if each.scheme == "file"),
        ROOT,
    )


def _kinds() -> str:
    width = max(len(kind.name) for kind in KINDS)
    lines = [f"  fogbell server-settings {kind.name:{width}} # {kind.help}" for kind in KINDS]
    return "\n".join(["Settings for the servers that hold the status page:", *lines, ""])


def _name(text: str) -> str:
    if _NAME.fullmatch(text):
        return text.lower()
    raise argparse.ArgumentTypeError(
        f"'{text}' is not the name of a host, such as status.acme.example"
    )


def _folder(text: str) -> str:
    if _FOLDER.fullmatch(text) and text.strip() == text:
        return text.rstrip("/") or "/"
    raise argparse.ArgumentTypeError(
        f"'{text}' is not the whole path of a folder, such as /srv/status/current"
    )


def _origin(text: str) -> str:
    if _ORIGIN.fullmatch(text):
        return text.rstrip("/")
    raise argparse.ArgumentTypeError(
        f"'{text}' is not an address such as https://acme-status.s3.eu-central-1.amazonaws.com"
    )
