"""`fogbell emergency`: a truthful page on every origin, of a text alone, in seconds."""

import argparse
import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, as_completed, wait
from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from threading import Event

from generator.build import theme_of
from generator.commands.kept import keeping
from generator.commands.origins import Place, chosen, places_of, settings_of, without_secrets
from generator.content.load import SETTINGS_FILE, load_settings
from generator.content.origins import store_fault
from generator.deploy.bring import Brought, Errand
from generator.deploy.dialogue import End
from generator.deploy.drive import Pace
from generator.deploy.emergency.draft import draft, file_of, path_of
from generator.deploy.emergency.making import Call, Made
from generator.deploy.emergency.send import rehearse, send
from generator.deploy.guard import is_emergency
from generator.deploy.protocol import Wish
from generator.deploy.release import Release
from generator.deploy.report import exit_code
from generator.errors import UserError
from generator.model.component import Component
from generator.model.incident import Incident
from generator.model.origin import Origin
from generator.model.site import Settings, Site
from generator.model.update import Impact
from generator.writing import words
from generator.writing.ask import refuse_missing

#: who is dead for so long, in seconds, is left out
PACE = Pace(deadline=60.0)
_SAY_ORIGIN = "where to: an address such as s3://acme-status/, or a name from site.yml (repeat it)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The arguments of `emergency`."""
    say_text = "what you tell customers; `-` reads standard input"
    parser.add_argument("text", nargs="?", metavar="TEXT", help=say_text)
    parser.add_argument("--title", help="what fails (default: the first sentence of TEXT)")
    say_component = "what becomes of a component, such as api=major_outage (may be said again)"
    parser.add_argument(
        "--component", action="append", default=[], metavar="ID=STATUS", help=say_component
    )
    say_impact = "minor, major or critical (default: from the components, or major)"
    parser.add_argument("--impact", help=say_impact)
    say_next = "when the next word comes: 30m, '12:30 UTC' or a whole time (default: 30m)"
    parser.add_argument("--next", metavar="WHEN", help=say_next)
    parser.add_argument("--origin", action="append", default=[], metavar="URL", help=_SAY_ORIGIN)
    say_id = "more about an emergency that you told of before, by the id that was printed then"
    parser.add_argument("--id", metavar="ID", help=say_id)
    say_over = "write although what is there cannot be read, or is not Fogbell's (--over 0)"
    parser.add_argument("--over", type=int, metavar="GEN", help=say_over)
    say_dry = "say what would be written, and write nothing"
    parser.add_argument("--dry-run", action="store_true", help=say_dry)


def run(args: argparse.Namespace) -> int:
    """Write the page everywhere; the exit code says how many origins have it."""
    origins, settings = _origins(args)
    refuse_missing(["TEXT"] * (args.text is None))
    with keeping(args):
        incident = _incident(args, settings)
        plain = settings or _unknown(incident)
        file = file_of(incident, plain, args.now)
    call = Call(
        incident=incident,
        file=file,
        settings=settings,
        # ours: a mistake in the project's own theme must not stand in the way
        theme=theme_of(Site(settings=_plain_theme(plain)), Path(__file__).parent),
        now=args.now,
        is_more=bool(args.id),
    )
    errand = _errand(args, origins)
    places = places_of(origins, errand.stop, reads_only=args.dry_run)
    work = rehearse if args.dry_run else send
    told = _everywhere(
        places,
        lambda place: work(place.origin, place.opener, errand, call),
        lambda brought, made: _tell(args, brought, made),
        errand.stop,
    )
    files = [_file_in(made, call.kept) for _, made in told if made.files]
    if files:
        # where an origin was dead at the beginning, another one knows all that was said
        call = replace(call, file=max(files, key=len))
        print(_to_commit(call, is_dry=args.dry_run))
    return exit_code([brought for brought, _ in told])


def _origins(args: argparse.Namespace) -> tuple[tuple[Origin, ...], Settings | None]:
    """Where to, and what site.yml says, where it is of any use. Raises UserError."""
    urls = [each for each in args.origin if ":/" in each]
    names = [each for each in args.origin if each not in urls]
    settings = load_settings(args.project, [])
    found = [_origin(url, number) for number, url in enumerate(dict.fromkeys(urls), 1)]
    if names or not found:
        if settings is None and os.path.lexists(args.project / SETTINGS_FILE):
            settings_of(args.project)  # says what is wrong with it
        declared = settings.origins if settings else ()
        if not declared:
            raise UserError(
                "where to? Name every origin: --origin s3://acme-status/ --origin file:///srv/www "
                f"({SETTINGS_FILE} here names none)"
            )
        found += chosen(declared, names)
    return tuple(found), settings


def _origin(url: str, number: int) -> Origin:
    fault, hint = store_fault(url)
    if fault:
        raise UserError(f"--origin {number}: {fault}{f'; {hint}' if hint else ''}")
    return Origin(name=f"origin-{number}", url=f"{url.rstrip('/')}/")


def _incident(args: argparse.Namespace, settings: Settings | None) -> Incident:
    given = tuple(each.partition("=")[0].strip() for each in args.component)
    layout = tuple(Component(id=each, name=each) for each in dict.fromkeys(given))
    known = settings or Settings(title="", url="", identity="", layout=layout)
    changes = words.changes_of(args.component, known)
    if args.id and not is_emergency(args.id):
        raise UserError(
            f"--id {args.id}: it looks like 2026-11-20-emergency-1230; see what was "
            "printed then, or `open` in status.json"
        )
    # with its seconds, so that it is never the moment of what was said before
    at: datetime = args.now if args.id else args.now.replace(second=0)
    impact = words.impact_of(changes)
    if args.impact is not None:
        impact = words.word_of(args.impact, Impact, "--impact")
    incident = draft(
        title=words.line_of(args.title, "--title") if args.title is not None else "",
        text=words.required_text(args.text),
        components=changes,
        impact=Impact.MAJOR if impact is Impact.NONE else impact,
        at=at,
        promised=words.when_of(args.next or words.NEXT, at, "--next"),
    )
    return replace(incident, id=args.id or incident.id)


def _unknown(incident: Incident) -> Settings:
    """For the checks, where there is no site.yml."""
    layout = tuple(Component(id=name, name=name) for name, _ in incident.components)
    return Settings(title="Status", url="", identity="", layout=layout)


def _plain_theme(settings: Settings) -> Settings:
    return Settings(title=settings.title, url=settings.url, identity=settings.identity)


def _errand(args: argparse.Namespace, origins: Sequence[Origin]) -> Errand:
    def say(name: str, told: str) -> None:
        if not args.quiet:
            with suppress(OSError):  # that nobody listens any more stops nothing
                print(without_secrets(origins, f"{name}: {told}"), flush=True)

    wish = Wish(owner=os.urandom(8).hex(), now=args.now, over=args.over)
    nothing = Release(commit="", ancestors=(), built_at=args.now, files=())
    return Errand(release=nothing, wish=wish, stop=Event(), say=say, pace=PACE)


def _everywhere(
    places: Sequence[Place],
    work: Callable[[Place], tuple[Brought, Made]],
    tell: Callable[[Brought, Made], None],
    stop: Event,
) -> list[tuple[Brought, Made]]:
    """At all of them at once; each is told of as soon as it is done."""
    futures: list[Future[tuple[Brought, Made]]] = []
    with ThreadPoolExecutor(len(places)) as pool:
        futures += (pool.submit(work, each) for each in places)
        try:
            for each in as_completed(futures):
                tell(*each.result())
        except BaseException:  # a signal: nothing new begins, and nothing is cut off
            stop.set()
            wait(futures)
            raise
    return [each.result() for each in futures]


def _file_in(made: Made, path: str) -> str:
    found = (each.source for each in made.files if each.path == path)
    return next((each.decode() for each in found if isinstance(each, bytes)), "")


def _tell(args: argparse.Namespace, brought: Brought, made: Made) -> None:
    """What became of an origin, what went there, and what did not."""
    outcome, origin = brought.outcome, brought.origin
    is_live = outcome.end is End.LIVE
    said = f"{origin.name} ({origin.url}): {'would be ' * args.dry_run * is_live}{outcome.end}"
    if is_live and not args.dry_run:
        said += f", generation {outcome.generation}, in {brought.seconds:.1f} s"
    said += f"; {outcome.why}" if outcome.why else ""
    lines = [said]
    if is_live:
        what = "would write" if args.dry_run else "wrote"
        lines.append(f"  {what} {', '.join(each.path for each in made.files)}")
        lines += [f"  but: {note}" for note in made.notes]
    lines += [f"  {fault}" for fault in brought.faults or ()]
    with suppress(OSError):
        print(without_secrets([origin], "\n".join(lines)), flush=True)


def _to_commit(call: Call, *, is_dry: bool) -> str:
    """What to paste into a shell, in the project, once there is time."""
    incident = call.incident.id
    path, end = path_of(call.incident), f"END-{incident}"
    when = "afterwards" if is_dry else "now"
    return (
        f"\nCommit this {when}, in the repository of the page; until then every deploy that does "
        f"not tell of it is refused (or named: --allow-gone {incident}).\n"
        f"It is kept at each origin too: {call.kept}\n\n"
        f"cat > {path} <<'{end}'\n{call.file.rstrip()}\n{end}\n"
        f"git add {path}\n"
        f'git commit -m "Emergency {call.incident.updates[0].at:%Y-%m-%d %H:%M} UTC"\n\n'
        f"Then go on as always: fogbell update {incident}, fogbell resolve {incident}.\n"
        f"To say more before you can: fogbell emergency --id {incident} TEXT, to the same origins."
    )
