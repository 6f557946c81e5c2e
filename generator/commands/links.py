"""`fogbell links`: a page of links that open the git host's forms, filled from the templates."""

import argparse

from generator.content.load import SETTINGS_FILE
from generator.content.settings import parse_settings
from generator.content.source import MAX_SETTINGS_BYTES, load_source
from generator.content.templates import TEMPLATES_FOLDER, load_templates
from generator.errors import Unfit, UserError
from generator.git import ask_git
from generator.state import derive
from generator.state.records import EventState
from generator.writing.desk import open_desk, say_broken
from generator.writing.forms import forms_of
from generator.writing.handout import as_markdown
from generator.writing.handout_page import as_html
from generator.writing.host import HostKind, Repository, repository_of
from generator.writing.pick import pick


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `links`."""
    say_id = "only the address of the form that changes this incident or planned work"
    parser.add_argument("id", nargs="?", metavar="ID", help=say_id)
    say_repo = "where people see the repository (default: where git pushes to)"
    parser.add_argument("--repo", metavar="ADDRESS", help=say_repo)
    parser.add_argument("--branch", help="what is published (default: what git says, or main)")
    say_host = "what runs there, where its name does not say it"
    parser.add_argument("--host", choices=[*HostKind], type=HostKind, help=say_host)
    say_html = "a page for a phone's browser, which puts in the time of now; else Markdown"
    parser.add_argument("--html", action="store_true", help=say_html)


def run(args: argparse.Namespace) -> int:
    """Print the page, or one address."""
    repository = _repository(args)
    if args.id is not None:
        print(repository.edit(_file(args)))
        return 0
    source, _ = load_source(args.project / SETTINGS_FILE, SETTINGS_FILE, MAX_SETTINGS_BYTES)
    settings = parse_settings(source)[0] if source else None
    if settings is None:
        raise Unfit(f"{SETTINGS_FILE} cannot be read: see `fogbell check`")
    templates, _ = load_templates(args.project)
    if not templates:
        raise UserError(f"there is no template in {TEMPLATES_FOLDER}/: links are made from them")
    page = as_html if args.html else as_markdown
    print(page(repository, forms_of(templates, settings)), end="")
    return 0


def _file(args: argparse.Namespace) -> str:
    desk = open_desk(args.project, args.now)
    state = derive(desk.site, args.now)
    events: tuple[EventState, ...] = (*state.incidents, *state.maintenances)
    return pick(args.id, events, note="\n".join(say_broken(desk))).event.location.file


def _repository(args: argparse.Namespace) -> Repository:
    remote = args.repo or _asked(args, "remote", "get-url", "--push", "origin")
    if not remote:
        raise UserError("git knows no `origin` here: say where the repository is, with --repo")
    branch = args.branch or _asked(args, "symbolic-ref", "--short", "refs/remotes/origin/HEAD")
    prefix = _asked(args, "rev-parse", "--show-prefix")
    return repository_of(remote, branch.removeprefix("origin/") or "main", args.host, prefix)


def _asked(args: argparse.Namespace, *words: str) -> str:
    return (ask_git(args.project, *words) or b"").decode("utf-8", "replace").strip()
