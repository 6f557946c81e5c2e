"""`fogbell verify`: how every origin is, as its readers and its store see it, and mending it."""

import argparse
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Event

from generator.commands.deploy import NOTICE, deploy_release, new_owner
from generator.commands.origins import chosen, places_of, settings_of, without_secrets
from generator.content.times import format_time
from generator.deploy.gather import gather
from generator.deploy.health import Health, compared, health_of
from generator.deploy.protocol import Wish
from generator.deploy.report import ALL, NONE, SOME
from generator.deploy.state import OriginState, Phase
from generator.model.origin import Origin


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `verify`."""
    say_repair = "deploy output/ to every origin that is behind, or damaged"
    parser.add_argument("--repair", action="store_true", help=say_repair)
    say_origin = "only this one (may be said again)"
    parser.add_argument("--origin", action="append", default=[], metavar="NAME", help=say_origin)


def run(args: argparse.Namespace) -> int:
    """Look at each origin; the exit code says how many are as they should be."""
    settings = settings_of(args.project)
    if not settings.origins:
        print(NOTICE)
        return ALL
    origins = chosen(settings.origins, args.origin)
    found = look(args, origins)
    ailing = [each.origin for each in found if each.faults]
    if not ailing or not args.repair:
        return verify_code(found)
    release = gather(args.project, args.output)
    deploy_release(args, ailing, release, Wish(owner=new_owner(), now=args.now))
    return verify_code(look(args, origins))


def look(args: argparse.Namespace, origins: Sequence[Origin]) -> list[Health]:
    """Look at all of them at once, and print what there is."""
    stop = Event()
    places = places_of(origins, stop, reads_only=True)
    with ThreadPoolExecutor(len(places)) as pool:
        futures = [
            pool.submit(health_of, each.origin, each.opener, args.now, stop) for each in places
        ]
        try:
            found = compared(each.result() for each in futures)
        except BaseException:  # a signal
            stop.set()
            raise
    for each in found:
        is_told = each.faults or not args.quiet or (each.state and each.state.pin)
        if is_told:
            print(without_secrets(origins, _lines(each)), flush=True)
    return found


def verify_code(found: Sequence[Health]) -> int:
    """0 all are as they should be · 3 some · 4 none."""
    ailing = sum(bool(each.faults) for each in found)
    if not ailing:
        return ALL
    return NONE if ailing == len(found) else SOME


def _lines(health: Health) -> str:
    said = f"{health.origin.name}: {'not as it should be' if health.faults else 'fine'}"
    state = health.state
    lines = [f"{said}; {_build(health, state)}" if state else said]
    if state and state.pin:
        who = f" by {state.pin.by}" if state.pin.by else ""
        lines.append(f"  PINNED{who}: {state.pin.reason}. Nothing newer goes out there.")
        words = f"--origin {health.origin.name} --over {state.generation}"
        lines.append(f"  next: when that is mended, fogbell publish {words}")
    return "\n".join([*lines, *(f"  {fault}" for fault in health.faults)])


def _build(health: Health, state: OriginState) -> str:
    what = "has" if state.phase is Phase.LIVE else "is getting"
    said = f"{what} generation {state.generation}, commit {state.commit[:12]}"
    said += f", of {format_time(state.built_at)}"
    if health.stored and health.stored.valid_until:
        said += f", good until {format_time(health.stored.valid_until)}"
    return said
