"""`fogbell watch`: what is late at this moment, for people, for cron, for programs."""

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from generator.commands.duty_lines import duty_lines, duty_row, next_lines
from generator.duties import duties, late, next_due, notes
from generator.duties.reading import read_built
from generator.duties.records import USUAL_OUTPUT, Built, Duty, Watched
from generator.errors import Unfit, UserError, format_problem
from generator.keepgoing import mend
from generator.model.site import Site
from generator.reading import read_site
from generator.render.words import iso
from generator.state import derive


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to say."""

    late: tuple[Duty, ...]
    notes: tuple[Duty, ...]
    next: Duty | None
    #: files of content/ that nobody can read
    unreadable: tuple[str, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `watch`."""
    parser.add_argument("--format", choices=("text", "json"), default="text")
    say_built = "built sites to look at, or a status.json (default: output/, if it is there)"
    parser.add_argument("--built", nargs="+", default=[], metavar="DIR", help=say_built)
    parser.add_argument("--drill", action="store_true", help="exercises (`drill: yes`) too")


def run(args: argparse.Namespace) -> int:
    """Print what is late, and what is due next; 1 where anything is late or cannot be read."""
    site, unreadable = _read(args)
    watched = Watched(state=derive(site, args.now), builds=_builds(args))
    owed = duties(watched)
    seen = Seen(late(owed, watched), notes(owed, watched), next_due(owed, watched), unreadable)
    if args.format == "json":
        print(_as_json(seen, watched))
    else:
        _print(seen, watched, is_quiet=args.quiet)
    return int(bool(seen.late or seen.unreadable))


def _read(args: argparse.Namespace) -> tuple[Site, tuple[str, ...]]:
    """All that can be read; for a broken file that was open, its last good version from git."""
    loaded = read_site(args.project, args.now, drill=args.drill).loaded
    site = loaded.site
    if loaded.broken:
        site = mend(args.project, loaded, args.now, drill=args.drill)
    if site is None:
        told = [each for each in loaded.problems if each.location.file.endswith(".yml")]
        listed = "\n".join(map(format_problem, told))
        raise Unfit(f"without the settings nothing can be watched\n{listed}")
    return site, loaded.broken


def _builds(args: argparse.Namespace) -> tuple[Built, ...]:
    for name in args.built:
        if "://" in name:
            hint = f"fetch {name.rstrip('/')}/status.json, and name that file"
            raise UserError(f"--built {name}: watch looks at files only; {hint}")
    if args.built:
        return tuple(read_built(Path(name), name, args.now) for name in args.built)
    if not (args.output / "status.json").is_file():
        return ()
    is_usual = args.output == args.project / "output"
    name = USUAL_OUTPUT if is_usual else str(args.output)
    return (read_built(args.output, name, args.now),)


def _print(seen: Seen, watched: Watched, *, is_quiet: bool) -> None:
    for line in duty_lines(seen.late, "late", watched):
        print(line)
    for file in seen.unreadable:
        print(f"{file} cannot be read: see `fogbell check`")
    if is_quiet:
        return
    for line in duty_lines(seen.notes, "worth a look", watched):
        print(line)
    if not (seen.late or seen.unreadable):
        print("Nothing is late.")
    for line in next_lines(seen.next, watched):
        print(line)


def _as_json(seen: Seen, watched: Watched) -> str:
    """What docs/watching.md tells."""
    value = {
        "now": iso(watched.now),
        "late": [duty_row(duty, watched) for duty in seen.late],
        "notes": [duty_row(duty, watched) for duty in seen.notes],
        "next": duty_row(seen.next, watched) if seen.next else None,
        "unreadable": list(seen.unreadable),
    }
    return json.dumps(value, indent=2, ensure_ascii=False)
