"""`fogbell theme`: where the default theme's files are, and copies of them to change."""

import argparse
import os
from dataclasses import replace
from pathlib import Path

from generator.build import theme_of
from generator.content.load import load
from generator.errors import UserError, did_you_mean
from generator.render.manifest import MANIFEST
from generator.render.theme_files import theme_files


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `theme`."""
    parser.add_argument("--copy", metavar="NAME", help="copy FILEs to your theme of this name")
    parser.add_argument("files", nargs="*", metavar="FILE", help="such as slots/footer.html")


def run(args: argparse.Namespace) -> int:
    """Print the folder and its files, or copy some."""
    default = _default(args.project)
    if args.copy is None and not args.files:
        print(default)
        print("\n".join(f"  {file}" for file in theme_files(default)))
        return 0
    name = args.copy or ""
    if not name or Path(name).name != name or name.startswith("."):
        raise UserError("say to which theme: fogbell theme --copy mine slots/footer.html")
    wanted = {file: default / _known(file, default) for file in args.files}
    own = args.project / "themes" / name
    if taken := [file for file in wanted if os.path.lexists(own / file)]:
        raise UserError(f"{own / taken[0]} is there already; nothing was copied")
    _write(own / MANIFEST, b'extends = "default"\n', args)
    for file, source in wanted.items():
        _write(own / file, source.read_bytes(), args)
    return 0


def _default(project: Path) -> Path:
    site = load(project).site
    if site is None:
        raise UserError("content/ cannot be read: run `fogbell check`")
    plain = replace(site.settings, theme="default", theme_options=())
    return theme_of(replace(site, settings=plain), project).chain[-1][1]


def _known(file: str, default: Path) -> str:
    known = theme_files(default)
    if file not in known or file == MANIFEST:
        raise UserError(f"the default theme has no {file} to copy. {did_you_mean(file, known)}")
    return file


def _write(target: Path, data: bytes, args: argparse.Namespace) -> None:
    if os.path.lexists(target):  # the manifest of a theme that is there
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(data)
    if not args.quiet:
        print(f"Wrote {target}")
