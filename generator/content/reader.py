"""One file becomes an event: read, or remembered from an earlier run."""

import traceback
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.content.fields import Problems
from generator.content.memory import NO_LOOK, Memory, Outcome, digest_of, look_of
from generator.content.source import MAX_BYTES, Source, parse_source, read_bytes
from generator.errors import Location, Problem, error, the_first, visible
from generator.model.event import Event
from generator.model.settled import Settled

#: of a file in which we failed; such a failure may not come again, so it is not remembered
OUR_FAULT = "BLD-02"

ParseEvent = Callable[[Source, frozenset[str] | None], tuple[Event | None, Problems]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of event, and how its files are read."""

    event: type[Event]
    parse: ParseEvent


@dataclass(frozen=True, slots=True)
class Lean:
    """Leave alone what is settled at `now`, but for the files and folders in `wanted`."""

    now: datetime
    #: relative to the project; "" is all of it
    wanted: tuple[str, ...] = ()

    def leaves(self, file: str) -> bool:
        """Whether nobody asked for this file."""
        for each in self.wanted:
            if not each or file == each or file.startswith(f"{each}/"):
                return False
        return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Reads the events of one project."""

    project: Path
    #: those of site.yml; None takes any
    component_ids: frozenset[str] | None
    memory: Memory
    lean: Lean | None = None

    def settled(self, file: str) -> Settled | None:
        """What is left of a file that need not be read; None where it must be."""
        if self.lean is None or not self.lean.leaves(file):
            return None
        try:
            look = look_of(f"{self.project}/{file}")
        except OSError:
            return None
        return self.memory.settled(file, look, self.lean.now)

    def read(self, file: str, kind: Kind) -> Outcome:
        """The event in `file`; None where it has errors."""
        if not file.isprintable():
            message = "the name of this file, or of its folder, holds what is no text"
            return None, (error("FILE-08", Location(visible(file)), message, "rename it"),)
        memory = self.memory
        try:
            look = look_of(f"{self.project}/{file}")
        except OSError:
            look = NO_LOOK
        if known := memory.recall(file, kind.event, look):
            return known
        memory.prepare()
        data = read_bytes(self.project / file, file, MAX_BYTES)
        if isinstance(data, Problem):
            return None, (data,)
        digest = digest_of(data)
        if known := memory.recall_bytes(file, kind.event, look, digest):
            return known
        outcome = _parsed(data, file, kind, self.component_ids)
        if all(problem.code != OUR_FAULT for problem in outcome[1]):
            memory.keep(file, kind.event, look, digest, outcome)
        return outcome


def _parsed(data: bytes, file: str, kind: Kind, ids: frozenset[str] | None) -> Outcome:
    source, problems = parse_source(data, file)
    if source is None:
        return None, tuple(problems)
    try:
        event, found = kind.parse(source, ids)
    except Exception as fault:  # noqa: BLE001 - whatever a file holds, it never hides the others
        return None, tuple(the_first([*problems, _our_fault(file, fault)]))
    return event, tuple(the_first(problems + found))


def _our_fault(file: str, fault: Exception) -> Problem:
    last = traceback.extract_tb(fault.__traceback__)[-1]
    where = f"{Path(last.filename).name}:{last.lineno}, {type(fault).__name__}"
    message = f"Fogbell failed on this file ({where}): a fault of ours"
    hint = "please report it, with the file if you may; `build --keep-going` publishes the rest"
    return error(OUR_FAULT, Location(file), message, hint)
