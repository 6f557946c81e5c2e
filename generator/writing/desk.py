"""The site as it is while somebody writes, and the proof that what they wrote fits into it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.checks import run_checks
from generator.content.fields import Problems
from generator.content.incidents import parse_incident
from generator.content.load import assemble, load
from generator.content.source import parse_source
from generator.content.times import format_time
from generator.errors import Problem, Unfit, UserError, format_problem, has_errors, in_order
from generator.model.incident import Incident
from generator.model.site import Site
from generator.state.records import IncidentState
from generator.state.status import incident_state


@dataclass(frozen=True, slots=True)
class Desk:
    project: Path
    site: Site
    now: datetime
    #: files that cannot be read: what they hold is not on this desk
    broken: tuple[str, ...]

    @property
    def component_ids(self) -> frozenset[str]:
        return frozenset(component.id for component in self.site.settings.components)

    @property
    def incidents(self) -> tuple[IncidentState, ...]:
        """Newest first, as they stand now."""
        states = (incident_state(each, self.now) for each in self.site.incidents)
        return tuple(state for state in states if state)


@dataclass(frozen=True, slots=True)
class Proof:
    incident: Incident
    #: what is worth a look in its file
    warnings: tuple[Problem, ...]


def open_desk(project: Path, now: datetime) -> Desk:
    """All that is in content/, exercises too. Raises Unfit where site.yml cannot be read."""
    loaded = load(project, drill=True)
    if loaded.site is None:
        told = [problem for problem in loaded.problems if problem.location.file.endswith(".yml")]
        raise Unfit(f"without the settings nothing can be written\n{_listed(told)}")
    return Desk(project, loaded.site, now, loaded.broken)


def say_broken(desk: Desk) -> tuple[str, ...]:
    """That some files were passed over, where some were."""
    if not desk.broken:
        return ()
    told = "1 file" if len(desk.broken) == 1 else f"{len(desk.broken)} files"
    return (f"{told} in content/ cannot be read: see `fogbell check`",)


def refuse_closed(incident: Incident, now: datetime) -> None:
    """Raises UserError where an incident is resolved, as its file says it now."""
    if (state := incident_state(incident, now)) and not state.is_open:
        when = f" since {format_time(state.ended)}" if state.ended else ""
        message = f"'{incident.title}' is resolved{when}"
        raise UserError(f"{message}; if it is back: fogbell update {incident.id} --reopen")


def refuse_open(incident: Incident, now: datetime) -> None:
    """Raises UserError where an incident is open, as its file says it now."""
    if (state := incident_state(incident, now)) and state.is_open:
        raise UserError(f"'{incident.title}' is open already; leave --reopen away")


def prove(desk: Desk, file: str, data: bytes) -> Proof:
    """`data` read as `file` among all others. Raises Unfit where the site would have an error."""
    source, problems = parse_source(data, file)
    incident: Incident | None = None
    if source is not None:
        incident, found = parse_incident(source, desk.component_ids)
        problems = [*problems, *found]
    if incident is not None:
        problems = [*problems, *_among_the_others(desk, incident)]
    if incident is None or has_errors(problems):
        raise Unfit(f"it would not be right: mend this first\n{_listed(problems)}")
    return Proof(incident, in_order(problem for problem in problems if not has_errors([problem])))


def _among_the_others(desk: Desk, incident: Incident) -> Problems:
    """What the checks say of this file, and errors that are new elsewhere."""
    file, site = incident.location.file, desk.site
    others = [each for each in site.incidents if each.location.file != file]
    problems: Problems = []
    planned = list(site.maintenances)
    after = assemble(desk.project, site.settings, [*others, incident], planned, problems)
    found = [*problems, *run_checks(after, desk.now)]
    here = [problem for problem in found if problem.location.file == file]
    elsewhere = [p for p in found if p.location.file != file and has_errors([p])]
    before = set(run_checks(site, desk.now)) if elsewhere else set()
    is_new = [problem for problem in elsewhere if problem not in before and problem not in problems]
    return [*here, *is_new]


def _listed(problems: Problems) -> str:
    return "\n".join(format_problem(problem) for problem in in_order(problems))
