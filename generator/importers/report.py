"""What an importer says of its work: data for the command to print."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

#: examples kept of each kind of note
MAX_EXAMPLES = 3


class Weight(StrEnum):
    """How much a note matters, the heaviest first."""

    #: could not be read at all, or stopped the import
    FAILED = "failed"
    #: read only in part, or left as it is: somebody should look
    PROBLEM = "problem"
    #: read, but our format cannot hold it, or only after a change
    CHANGED = "changed"
    #: found in the source, and none of what this importer reads
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Note:
    """One thing to say; those with the same words are counted together."""

    weight: Weight
    #: the sentence, without the place
    words: str
    #: where: a file, an incident, a component
    example: str = ""
    #: how many times, where one note stands for several
    count: int = 1


Notes = list[Note]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """Notes with the same words, counted, with a few examples."""

    weight: Weight
    words: str
    count: int
    examples: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many of one kind the source holds, and what became of their files."""

    found: int = 0
    written: int = 0
    updated: int = 0
    unchanged: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    said: tuple[Said, ...]
    incidents: Tally = Tally()
    maintenances: Tally = Tally()
    updates: Tally = Tally()
    components: Tally = Tally()
    #: the files written, relative to the project
    files: tuple[str, ...] = ()
    #: True: a file of the source could not be read at all, or the import was stopped
    failed: bool = False


def failed(words: str, example: str = "", count: int = 1) -> Note:
    """A note on what could not be read at all, or stopped the import."""
    return Note(Weight.FAILED, words, example, count)


def problem(words: str, example: str = "", count: int = 1) -> Note:
    """A note on what somebody should look at."""
    return Note(Weight.PROBLEM, words, example, count)


def changed(words: str, example: str = "", count: int = 1) -> Note:
    """A note on what is not carried over as it was."""
    return Note(Weight.CHANGED, words, example, count)


def skipped(words: str, example: str = "", count: int = 1) -> Note:
    """A note on what is none of this importer's business."""
    return Note(Weight.SKIPPED, words, example, count)


def gathered(notes: Iterable[Note]) -> tuple[Said, ...]:
    """Each sentence once, the heaviest first, otherwise in the order they came.

    Every example of a problem and of what was skipped is kept: those are named one by one.
    """
    order = tuple(Weight)
    counts: Counter[tuple[Weight, str]] = Counter()
    examples: dict[tuple[Weight, str], dict[str, None]] = {}
    for note in notes:
        key = (note.weight, note.words)
        counts[key] += note.count
        kept = examples.setdefault(key, {})
        if note.example and (note.weight is not Weight.CHANGED or len(kept) < MAX_EXAMPLES):
            kept[note.example] = None
    said = [
        Said(weight=key[0], words=key[1], count=counts[key], examples=tuple(kept))
        for key, kept in examples.items()
    ]
    return tuple(sorted(said, key=lambda each: order.index(each.weight)))
