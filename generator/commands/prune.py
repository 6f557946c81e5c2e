"""`fogbell prune`: old files leave the origins, long after the last page that named them."""

import argparse
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from generator.commands.deploy import NOTICE, new_owner
from generator.commands.origins import Place, chosen, places_of, settings_of, without_secrets
from generator.deploy.bring import where_of
from generator.deploy.dialogue import Stop
from generator.deploy.drive import Driver
from generator.deploy.objectstore import ObjectStore
from generator.deploy.prune import aftermath, claim, delete, ours_still, waste
from generator.deploy.report import ALL, NONE, SOME
from generator.deploy.store import Store, Trouble

_MOST_NAMED = 10
_FOLDER = "it keeps its newest ten releases by itself"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pruned:
    """What became of an origin's old files."""

    gone: tuple[str, ...] = ()
    #: why it ended early; empty: it did not
    why: str = ""
    note: str = ""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `prune`."""
    say_dry = "say what would be deleted, and delete nothing"
    parser.add_argument("--dry-run", action="store_true", help=say_dry)
    say_origin = "only at this one (may be said again)"
    parser.add_argument("--origin", action="append", default=[], metavar="NAME", help=say_origin)


def run(args: argparse.Namespace) -> int:
    """One origin after the other; the exit code says where it went well."""
    settings = settings_of(args.project)
    if not settings.origins:
        print(NOTICE)
        return ALL
    origins, failed = chosen(settings.origins, args.origin), 0
    for place in places_of(origins, Event(), reads_only=True):
        pruned = _prune(place, args.now, is_dry=args.dry_run)
        failed += bool(pruned.why)
        if pruned.why or not args.quiet:
            words = _words(pruned, is_dry=args.dry_run)
            print(without_secrets(origins, f"{place.origin.name}: {words}"), flush=True)
    if not failed:
        return ALL
    return NONE if failed == len(origins) else SOME


def _prune(place: Place, now: datetime, *, is_dry: bool) -> Pruned:
    gone: list[str] = []
    try:
        with place.opener() as store:
            return _prune_store(store, now, gone, is_dry=is_dry)
    except (Stop, Trouble) as wrong:
        return Pruned(gone=tuple(gone), why=str(wrong))
    except Exception as fault:  # noqa: BLE001 - whatever it is, the other origins are pruned
        why = f"a fault of ours, please report it: {where_of(fault)}"
        return Pruned(gone=tuple(gone), why=why)


def _prune_store(store: Store, now: datetime, gone: list[str], *, is_dry: bool) -> Pruned:
    if not isinstance(store, ObjectStore):
        return Pruned(note=_FOLDER)
    driver = Driver(store, Event())
    found = driver.run(waste(store.dates(), now))
    if not found.paths or is_dry:
        return Pruned(gone=found.paths)
    claimed = driver.run(claim(found, new_owner(), now))
    try:
        delete(found.paths, lambda: driver.run(ours_still(claimed)), store.delete, gone)
    finally:
        driver.run(aftermath(gone))
    return Pruned(gone=tuple(gone))


def _words(pruned: Pruned, *, is_dry: bool) -> str:
    if pruned.note:
        return pruned.note
    number = len(pruned.gone)
    said = f"{'would delete' if is_dry else 'deleted'} {number:,} file{'' if number == 1 else 's'}"
    if pruned.gone and is_dry:
        more = f", and {number - _MOST_NAMED:,} more" if number > _MOST_NAMED else ""
        said += f": {', '.join(pruned.gone[:_MOST_NAMED])}{more}"
    if pruned.why:
        said += f"; {pruned.why}"
    return said
