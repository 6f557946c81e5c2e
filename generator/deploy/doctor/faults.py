"""Faults of single files become findings: each sentence once, and not a hundred of them."""

from collections.abc import Callable, Iterable, Iterator

from generator.deploy.doctor.records import Built, Finding, Subject, fine
from generator.gate import Fault, summary

MOST = 5
Say = Callable[[str, str, str], Finding]


def built_of(subject: Subject) -> Built:
    """What was built; only asked where there is something."""
    if subject.built is None:
        raise ValueError("nothing was built")
    return subject.built


def findings(
    faults: Iterable[Fault], say: Say, looked_at: str, calm: str, change: str
) -> Iterator[Finding]:
    """`calm` where there is no fault, else the first few sentences."""
    lines = summary(faults)
    if not lines:
        yield fine(looked_at, calm)
    for line in lines[:MOST]:
        yield say(looked_at, line, change)
    if len(lines) > MOST:
        yield say(looked_at, f"{len(lines) - MOST} more such faults", change)
