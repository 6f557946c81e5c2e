"""`fogbell rollback`: the content of an older commit, built anew, and nothing newer until told."""

import argparse
import glob
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Event

from generator.build import Options, build
from generator.commands.deploy import NOTICE, deploy_release, new_owner
from generator.commands.origins import Place, chosen, places_of, settings_of
from generator.commands.printing import print_problems
from generator.deploy.checkout import check_out, commit_named
from generator.deploy.dialogue import Steps, Stop, T
from generator.deploy.drive import Driver
from generator.deploy.folder import FolderStore
from generator.deploy.gather import history_of, release_of
from generator.deploy.health import Stored, inspect
from generator.deploy.protocol import Wish
from generator.deploy.release import Release
from generator.deploy.report import ALL, REFUSED, SOME
from generator.deploy.rollback import Difference, commit_of, difference
from generator.deploy.state import Pin
from generator.deploy.store import Trouble
from generator.errors import UserError

#: git shortens no commit to fewer characters
_SHORTEST_COMMIT = 7
_LONGEST_REASON = 300
_MOST_NAMED = 20
_AFTER = (
    "PINNED: nothing newer goes out there, not even the hourly builds, so within hours the pages "
    "say that they are old. Mend the cause and commit it; `fogbell verify` shows the pin, and how "
    "to let newer builds through."
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `rollback`."""
    say_to = "go back to this commit, or to what this generation was"
    parser.add_argument("--to", required=True, metavar="COMMIT|GENERATION", help=say_to)
    say_reason = "why; it lies beside the pages, where anybody can read it"
    parser.add_argument("--reason", required=True, metavar="WORDS", help=say_reason)
    say_yes = "even where that hides incidents that are open"
    parser.add_argument("--yes", action="store_true", help=say_yes)
    say_origin = "only this one (may be said again)"
    parser.add_argument("--origin", action="append", default=[], metavar="NAME", help=say_origin)


def run(args: argparse.Namespace) -> int:
    """Build the older content, say what readers lose by it, publish it under a pin."""
    settings = settings_of(args.project)
    if not settings.origins:
        print(NOTICE)
        return ALL
    origins, pin = chosen(settings.origins, args.origin), Pin(reason=_reason(args.reason), by="")
    places = places_of(origins, Event(), reads_only=True)
    commit = commit_named(args.project, _commit(args.to, places))
    with TemporaryDirectory(prefix="fogbell-") as folder:
        release = _built(args, commit, Path(folder))
        if release is None:
            return 1
        live = {each.origin.name: _ask(each, inspect()) for each in places}
        found = difference(release, [s.manifest for s in live.values() if s and s.manifest])
        print(_words(release, found), flush=True)
        if found.hidden and not args.yes:
            print("Nothing was changed: to hide what is open now, say it again with --yes.")
            return REFUSED
        wishes = {name: _wish(args, pin, stored, found) for name, stored in live.items()}
        code = deploy_release(args, origins, release, wishes)
    if code in (ALL, SOME):
        print(_AFTER)
    return code


def _reason(words: str) -> str:
    reason = " ".join(words.split())
    if not reason or len(reason) > _LONGEST_REASON or not reason.isprintable():
        most = f"one line of at most {_LONGEST_REASON} characters"
        raise UserError(f"--reason: say why, in {most}: whoever is stopped by it reads it")
    return reason


def _commit(named: str, places: Sequence[Place]) -> str:
    """The commit that was asked for, as it was named or by its generation. Raises UserError."""
    if not (named.isascii() and named.isdigit() and len(named) < _SHORTEST_COMMIT):
        return named
    found = {each.origin.name: _commit_at(each, int(named)) for each in places}
    commits = {commit for commit in found.values() if commit}
    if len(commits) == 1:
        return commits.pop()
    if commits:
        each = ", ".join(f"{name} {commit[:12]}" for name, commit in found.items() if commit)
        raise UserError(f"--to {named}: that generation differs ({each}): name a commit")
    raise UserError(f"--to {named}: no origin knows that generation any more: name a commit")


def _commit_at(place: Place, generation: int) -> str | None:
    try:
        with place.opener() as store:
            if isinstance(store, FolderStore):
                return store.commit_of(generation)
    except Trouble:
        return None
    return _ask(place, commit_of(generation))


def _ask(place: Place, steps: Steps[T]) -> T | None:
    """What an origin answers; None where it does not: what becomes of it is told later."""
    try:
        with place.opener() as store:
            return Driver(store, Event()).run(steps)
    except (Stop, Trouble):
        return None


def _built(args: argparse.Namespace, commit: str, folder: Path) -> Release | None:
    """The content of a commit, built now; None where it cannot be."""
    project, output = folder / "site", folder / "output"
    project.mkdir()
    check_out(args.project, commit, project)
    report = build(
        Options(project=project, output=output, now=args.now, use_cache=False, commit=commit)
    )
    if report.written is None:
        print_problems(report.problems, color=args.color)
        print(f"Nothing was changed: commit {commit[:12]} cannot be built; name another.")
        return None
    return release_of(output, *history_of(args.project, commit))


def _wish(args: argparse.Namespace, pin: Pin, stored: Stored | None, found: Difference) -> Wish:
    state = stored.state if stored else None
    return Wish(
        owner=new_owner(),
        now=args.now,
        over=state.generation if state else None,
        pin=pin,
        allow_gone=tuple(glob.escape(path) for path in found.paths),
    )


def _words(release: Release, found: Difference) -> str:
    lines = [f"commit {release.commit[:12]}, built again: {len(release.files):,} files"]
    for what, ids in (
        ("incidents that are open now, and would be hidden", found.hidden),
        ("incidents that are over now, and would be open again", found.open_again),
        ("incidents that are over, and would be gone", found.gone),
    ):
        more = f" and {len(ids) - _MOST_NAMED:,} more" if len(ids) > _MOST_NAMED else ""
        lines += [f"  {what}: {', '.join(ids[:_MOST_NAMED])}{more}"] if ids else []
    if len(lines) == 1:
        lines.append("  no incident becomes another by it")
    return "\n".join(lines)
