"""The site as it is while somebody writes, and the proof that what they wrote fits into it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.checks import run_checks
from generator.checks.policy import NEVER_SET_ASIDE, judge_event
from generator.checks.policy.case import Case
from generator.checks.policy.few import most_harmful
from generator.content.edit import parse_event
from generator.content.fields import Problems
from generator.content.load import assemble, newest_first
from generator.content.reader import Lean
from generator.content.source import parse_source
from generator.errors import Problem, Unfit, has_errors, in_order, visible
from generator.model.event import Event
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.settled import Settled
from generator.model.site import Site
from generator.reading import Read, read_site
from generator.state.records import EventState
from generator.writing.hush import told
from generator.writing.kinds import event_state
from generator.writing.pick import is_meant

#: so many files that cannot be read are named
_MOST_NAMED = 3


@dataclass(frozen=True, slots=True)
class Desk:
    project: Path
    site: Site
    now: datetime
    #: files that cannot be read: what they hold is not on this desk
    broken: tuple[str, ...]
    #: wakes what is settled
    read: Read

    @property
    def component_ids(self) -> frozenset[str]:
        return frozenset(component.id for component in self.site.settings.components)

    @property
    def events(self) -> tuple[EventState, ...]:
        """Incidents, then planned work, the newest first, as they stand now."""
        return self._states(self.site.settled)

    def events_like(self, word: str) -> tuple[EventState, ...]:
        """Those of `events` among which `pick` looks for `word`: all, where it finds none."""
        settled = [each for each in self.site.settled if is_meant(word, each.id, each.title)]
        found = self._states(settled)
        if any(is_meant(word, each.event.id, each.event.title) for each in found):
            return found
        return self.events

    def _states(self, settled: Sequence[Settled]) -> tuple[EventState, ...]:
        events = [*self.site.events, *self.read.wake(settled)]
        states = (event_state(each, self.now) for each in newest_first(events))
        return tuple(state for state in states if state)


@dataclass(frozen=True, slots=True)
class Proof:
    event: Event
    #: what is worth a look in its file
    warnings: tuple[Problem, ...]
    #: what the policy says of the words; an error stops no writing, but it stops a pull request
    remarks: tuple[Problem, ...] = ()
    #: how many more it says, which are worth less
    unshown: int = 0


def open_desk(project: Path, now: datetime, *, lean: bool = False) -> Desk:
    """All that is in content/, exercises too. Raises Unfit where site.yml cannot be read.

    With `lean` what is settled is not in the desk's site, only in its `events`.
    """
    read = read_site(project, now, drill=True, lean=Lean(now) if lean else None)
    loaded = read.loaded
    if loaded.site is None:
        wrong = [problem for problem in loaded.problems if problem.location.file.endswith(".yml")]
        raise Unfit(f"without the settings nothing can be written\n{told(in_order(wrong))}")
    return Desk(project, loaded.site, now, loaded.broken, read)


def say_broken(desk: Desk) -> tuple[str, ...]:
    """That some files were passed over, where some were, and which."""
    if not desk.broken:
        return ()
    number = len(desk.broken)
    count = "1 file" if number == 1 else f"{number} files"
    named = ", ".join(map(visible, desk.broken[:_MOST_NAMED]))
    more = f" and {number - _MOST_NAMED} more" if number > _MOST_NAMED else ""
    return (f"{count} in content/ cannot be read ({named}{more}): see `fogbell check`",)


def prove(desk: Desk, file: str, data: bytes, base: Event | None = None) -> Proof:
    """`data` read as `file` among all others; `base`: the event in the file as it is.

    Raises Unfit where the site would have an error, or tell what must never be public.
    """
    source, problems = parse_source(data, file)
    event: Event | None = None
    if source is not None:
        event, found = parse_event(source, desk.component_ids)
        problems = [*problems, *found]
    if event is not None:
        problems = [*problems, *_among_the_others(desk, event)]
    if event is None or has_errors(problems):
        raise _unfit(problems)
    remarks = in_order(judge_event(Case(site=desk.site, now=desk.now, event=event, base=base)))
    if leaks := [each for each in remarks if _is_leak(each)]:
        raise _unfit(leaks)
    warnings = in_order(problem for problem in problems if not has_errors([problem]))
    shown, unshown = most_harmful(remarks, [event])
    return Proof(event, warnings, shown, unshown)


def _is_leak(problem: Problem) -> bool:
    return problem.code in NEVER_SET_ASIDE and has_errors([problem])


def _unfit(problems: Sequence[Problem]) -> Unfit:
    """What must never be public has a sentence of its own, beside what is only not right."""
    leaks = [each for each in problems if _is_leak(each)]
    others = [each for each in problems if not _is_leak(each)]
    said = [f"this must not be public: take it out first\n{told(in_order(leaks))}"] if leaks else []
    if has_errors(others) or not leaks:
        said.append(f"it would not be right: mend this first\n{told(in_order(others))}")
    return Unfit("\n".join(said))


def _among_the_others(desk: Desk, event: Event) -> Problems:
    """What the checks say of this file, and errors that are new elsewhere."""
    file, site = event.location.file, desk.site
    events = [*(each for each in site.events if each.location.file != file), event]
    problems: Problems = []
    incidents = [each for each in events if isinstance(each, Incident)]
    planned = [each for each in events if isinstance(each, Maintenance)]
    settled = tuple(each for each in site.settled if each.file != file)
    after = assemble(desk.project, site.settings, incidents, planned, problems, settled)
    found = [*problems, *run_checks(after, desk.now)]
    here = [problem for problem in found if problem.location.file == file]
    elsewhere = [p for p in found if p.location.file != file and has_errors([p])]
    before = set(run_checks(site, desk.now)) if elsewhere else set()
    is_new = [problem for problem in elsewhere if problem not in before and problem not in problems]
    return [*here, *is_new]
