"""`fogbell deploy`: output/ to every origin, all at once, and what became of it."""

import argparse
import os
import sys
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from pathlib import Path
from threading import Event

from generator.commands.origins import Place, chosen, places_of, settings_of, without_secrets
from generator.deploy.bring import Brought, Errand, bring, rehearse
from generator.deploy.dialogue import End
from generator.deploy.gather import gather
from generator.deploy.protocol import Wish
from generator.deploy.release import Release
from generator.deploy.report import FILE, exit_code, next_step, report_bytes
from generator.model.origin import Origin

NOTICE = (
    "Nothing is published: content/site.yml names no origin under `deploy:` (docs/publishing.md)."
)
_MOST_NAMED = 10


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `deploy`."""
    say_dry = "say what would be written, and write nothing"
    parser.add_argument("--dry-run", action="store_true", help=say_dry)
    say_origin = "only to this one (may be said again)"
    parser.add_argument("--origin", action="append", default=[], metavar="NAME", help=say_origin)
    say_over = "replace this generation, though it is pinned, newer or of another history"
    parser.add_argument("--over", type=int, metavar="GEN", help=say_over)
    say_gone = "gone on purpose: an id, or a path with `*` (may be said again)"
    parser.add_argument("--allow-gone", action="append", default=[], metavar="ID", help=say_gone)


def run(args: argparse.Namespace) -> int:
    """Publish; the exit code says how many origins are live."""
    settings = settings_of(args.project)
    if not settings.origins:
        print(NOTICE)
        return 0
    origins = chosen(settings.origins, args.origin)
    wish = Wish(owner=new_owner(), now=args.now, over=args.over, allow_gone=tuple(args.allow_gone))
    release = gather(args.project, args.output)
    return deploy_release(args, origins, release, wish, is_dry=args.dry_run)


def new_owner() -> str:
    """Two claims never have equal bytes."""
    return os.urandom(8).hex()


def deploy_release(
    args: argparse.Namespace,
    origins: Sequence[Origin],
    release: Release,
    wish: Wish | Mapping[str, Wish],
    *,
    is_dry: bool = False,
) -> int:
    """A release to origins, and what became of it; gives the exit code.

    `wish` is that of all origins, or of each by its name.
    """
    stop = Event()

    def say(name: str, words: str) -> None:
        if not args.quiet:
            with suppress(OSError):  # that nobody listens any more stops no deploy
                print(without_secrets(origins, f"{name}: {words}"), flush=True)

    first, *_ = wish.values() if isinstance(wish, Mapping) else (wish,)
    wishes = wish if isinstance(wish, Mapping) else {}
    errand = Errand(release=release, wish=first, wishes=wishes, stop=stop, say=say)
    places = places_of(origins, stop, reads_only=is_dry)
    if is_dry:
        return _rehearse(places, errand)
    return _deploy(places, errand, args.project / FILE)


def _deploy(places: Sequence[Place], errand: Errand, report: Path) -> int:
    """To all of them at once. However it ends, each finishes its current write, and is told of."""
    with ThreadPoolExecutor(len(places)) as pool:
        futures = [pool.submit(bring, each.origin, each.opener, errand) for each in places]
        try:
            wait(futures)
        except BaseException:  # a signal: nothing new begins, and nothing is cut off
            errand.stop.set()
            wait(futures)
            raise
        finally:
            brought = _tell(futures, errand, report)
    return exit_code(brought)


def _tell(futures: Sequence[Future[Brought]], errand: Errand, report: Path) -> list[Brought]:
    """Leave the report, and print what became of each."""
    brought = [each.result() for each in futures if each.done()]
    origins = [each.origin for each in brought]
    data = report_bytes(errand.release, brought, errand.wish.now).decode()
    try:
        report.write_text(without_secrets(origins, data), "utf-8")
    except OSError as wrong:  # what is published stays published
        print(f"{report}: {wrong.strerror}: the report could not be left", file=sys.stderr)
    for each in brought:
        with suppress(OSError):
            print(without_secrets(origins, _line(each)), flush=True)
    return brought


def _line(brought: Brought) -> str:
    """What became of an origin, for people: the end, the reason, what to do."""
    outcome = brought.outcome
    said = f"{brought.origin.name}: {outcome.end.value}"
    if outcome.end is End.LIVE:
        said += f", generation {outcome.generation}, {outcome.written:,} files written"
    said += f", in {brought.seconds:.1f} s"
    said += f"; {outcome.why}" if outcome.why else ""
    lines = [said, *(f"  {fault}" for fault in brought.faults or ())]
    if next_step(brought):
        lines.append(f"  next: {next_step(brought)}")
    return "\n".join(lines)


def _rehearse(places: Sequence[Place], errand: Errand) -> int:
    """Say what a deploy would do, one origin after the other."""
    brought = []
    for each in places:
        found, changed = rehearse(each.origin, each.opener, errand)
        brought.append(found)
        outcome = found.outcome
        words = f"would be {outcome.end.value}" if outcome.end is End.LIVE else outcome.end.value
        errand.say(each.origin.name, f"{words}{f'; {outcome.why}' if outcome.why else ''}")
        if changed:
            more = f", and {len(changed) - _MOST_NAMED:,} more" if changed[_MOST_NAMED:] else ""
            errand.say(each.origin.name, f"would write {', '.join(changed[:_MOST_NAMED])}{more}")
    return exit_code(brought)
