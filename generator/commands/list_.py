"""`fogbell list`: what is open, since when, and what is due next."""

import argparse

from generator.errors import visible
from generator.model.site import Settings
from generator.render.words import when
from generator.state import derive
from generator.state.records import IncidentState, MaintenanceState, State
from generator.writing.desk import open_desk, say_broken
from generator.writing.plain import plain_duration, promise_words


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of `list`."""
    parser.add_argument("--open", action="store_true", help="only incidents, no planned work")


def run(args: argparse.Namespace) -> int:
    """Print the open incidents, then planned work that goes on or comes."""
    desk = open_desk(args.project, args.now, lean=True)
    state = derive(desk.site, args.now)
    opened = state.open_incidents
    print(f"{len(opened)} open" if opened else "Nothing is open.")
    for incident in opened:
        _print_incident(incident, state)
    if not args.open:
        for planned in _going_on(state):
            _print_planned("Now", planned, state.site.settings)
        for planned in state.planned_maintenances:
            if not planned.is_active:
                _print_planned("Planned", planned, state.site.settings)
    for line in say_broken(desk):
        print(line)
    return 0


def _print_incident(each: IncidentState, state: State) -> None:
    settings = state.site.settings
    lasting = plain_duration(each.started, state.now)
    drill = " · an exercise" if each.incident.drill else ""
    print(f"\n{each.incident.id}  {visible(each.incident.title)}")
    since = when(each.started, settings.timezone).text
    print(f"    {each.status} · {each.impact}{drill} · since {since} ({lasting})")
    print(f"    {promise_words(each, settings, state.now)}")


def _going_on(state: State) -> list[MaintenanceState]:
    active = list(state.active_maintenances)
    return active + [m for m in state.maintenances if m.overdue and m not in active]


def _print_planned(word: str, each: MaintenanceState, settings: Settings) -> None:
    event = each.maintenance
    start, end = (when(at, settings.timezone).text for at in (event.start, event.end))
    late = " (LATE: nobody has said that it is over)" if each.overdue else ""
    print(f"\n{word}: {event.id}  {visible(event.title)}")
    print(f"    {each.status.label} · {start} to {end}{late}")
