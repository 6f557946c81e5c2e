"""What the commands that write say when it is written: the words as read, remarks, what to type."""

import argparse
import shlex
import sys
from collections.abc import Iterator, Sequence

from generator.errors import format_problem
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance, MaintenanceStatus
from generator.model.site import Settings
from generator.render.words import when
from generator.state.records import IncidentState, MaintenanceState
from generator.writing.desk import Desk, Proof, say_broken
from generator.writing.git import commit, to_paste
from generator.writing.kinds import event_state
from generator.writing.plain import (
    affected_words,
    estimate_words,
    plain_duration,
    promise_words,
    since_words,
    update_lines,
    window_words,
)

NOT_GIVEN = "(you promise that because --next was not given)"
_PASSED = "(that estimate has passed: give a new one with --eta, or --eta none)"
_DRILL = "An exercise: nothing of it is published. Customers would read:"


def say_written(
    args: argparse.Namespace, desk: Desk, proof: Proof, *notes: str, before: Event | None = None
) -> int:
    """Show the update as customers will read it, then how to commit it; gives the exit code.

    `before` is the event without the update. Raises Unfit where a commit fails.
    """
    event = proof.event
    file = event.location.file
    if not args.quiet:
        print(f"Written to {file}. {_DRILL if event.drill else 'Customers will read:'}\n")
        moved = _moved(before, event, desk.site.settings)
        for line in _as_read(desk, event, (*notes, *moved)):
            print(f"    {line}".rstrip())
        print()
    for said in (*map(format_problem, proof.warnings), *say_broken(desk)):
        print(said, file=sys.stderr)
    _say_remarks(proof, "push" if args.commit else "publish")
    status = event.updates[-1].status
    message = f"{status.label if status else 'Update'}: {event.title}"
    commands = to_paste(args.project, file, message)
    if args.commit:
        commit(args.project, file, message)
        commands = commands[-1:]
    if not args.quiet:
        done = f"Committed as '{message}'. " if args.commit else ""
        print(f"{done}To {'share it with your team' if event.drill else 'publish it'}:\n")
        print("\n".join(f"    {line}" for line in commands))
    return 0


def _say_remarks(proof: Proof, verb: str) -> None:
    if not proof.remarks:
        return
    print(f"Before you {verb} it:\n", file=sys.stderr)
    print("\n".join(map(format_problem, proof.remarks)), file=sys.stderr)
    if proof.unshown:
        more = "1 more remark" if proof.unshown == 1 else f"{proof.unshown} more remarks"
        check = shlex.join(["fogbell", "check", "--all", proof.event.location.file])
        print(f"{more}: `{check}` shows all", file=sys.stderr)
    print(file=sys.stderr)


def _as_read(desk: Desk, event: Event, notes: Sequence[str]) -> Iterator[str]:
    settings = desk.site.settings
    now = max(desk.now, event.updates[-1].at)
    state = event_state(event, now)
    yield event.title
    if state is None:
        return
    if isinstance(state, MaintenanceState):
        yield window_words(state.maintenance, settings)
        if state.components and state.status is MaintenanceStatus.SCHEDULED:
            yield affected_words(state, settings)
    elif state.incident.started and len(event.updates) == 1:
        yield since_words(state, settings)
    yield from update_lines(state, len(event.updates) - 1, settings)
    if impact := event.updates[-1].impact:
        yield f"Impact: {impact}"
    if isinstance(state, IncidentState) and (estimate := estimate_words(state, settings)):
        yield estimate
        yield from [_PASSED] if state.eta and state.eta <= now else []
    # the first note may be about the promise
    yield from filter(None, [promise_words(state, settings, now), *notes])


def _moved(before: Event | None, event: Event, settings: Settings) -> Iterator[str]:
    """How far the window of planned work was moved."""
    if before is None or isinstance(before, Incident) or not isinstance(event, Maintenance):
        return
    ends = (("beginning", before.start, event.start), ("end", before.end, event.end))
    for name, old, new in ends:
        if old != new:
            was, now = (when(at, settings.timezone).text for at in (old, new))
            far = f"{plain_duration(min(old, new), max(old, new))} {_way(later=new > old)}"
            yield f"(the {name} moves: {was} → {now}, {far})"


def _way(*, later: bool) -> str:
    return "later" if later else "earlier"


def say_meanwhile(before: Event, proof: Proof) -> None:
    """Say it where somebody else added to the same event while this one was typed."""
    if len(proof.event.updates) > len(before.updates) + 1:
        message = f"Somebody else wrote meanwhile: read `fogbell show {proof.event.id}`."
        print(message, file=sys.stderr)
