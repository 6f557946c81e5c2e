"""The words that customers will read, line by line, each with its place in the file."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.content.fences import Fences
from generator.errors import Location
from generator.model.event import AnyUpdate, Event
from generator.model.incident import Incident


class Part(StrEnum):
    """Which part of a file a line is from."""

    TITLE = "title"
    #: a message that customers may see, word for word
    ERROR = "error"
    WORKAROUND = "workaround"
    TEXT = "text"
    #: a line of a fenced block
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Passage:
    """One line of words."""

    text: str
    part: Part
    #: where the line begins, or what stands in for it
    place: Location

    def at(self, start: int, end: int) -> Location:
        """The place of `text[start:end]`; exact where the words stand as typed in their line."""
        here = self.place
        column = here.text.find(self.text[start:end])
        if here.text == self.text:
            column = start
        if column < 0:
            return here
        return Location(here.file, here.line, column + 1, max(1, end - start), here.text)


def heading_passages(event: Event) -> Iterator[Passage]:
    """The title, and the messages that customers may see."""
    places = dict(event.places)
    yield Passage(event.title, Part.TITLE, places.get("title", event.location))
    if isinstance(event, Incident):
        for at, error in enumerate(event.errors):
            yield Passage(error, Part.ERROR, places.get(f"errors.{at}", event.location))


def update_passages(event: Event, update: AnyUpdate) -> Iterator[Passage]:
    """The workaround, then the text; every line that is not blank."""
    if isinstance(update.workaround, str):
        key = f"{update.location.line}.workaround"
        place = dict(event.places).get(key, update.location)
        yield Passage(update.workaround, Part.WORKAROUND, place)
    yield from _text_passages(update.text, event.location.file, update.lines)


def _text_passages(text: str, file: str, numbers: Iterable[int]) -> Iterator[Passage]:
    fences = Fences()
    # an update that was never in a file has no lines there: count from its own first
    numbers = tuple(numbers) or range(1, text.count("\n") + 2)
    for number, line in zip(numbers, text.split("\n"), strict=True):
        part = Part.CODE if fences.takes(number, line) else Part.TEXT
        if line.strip():
            yield Passage(line, part, Location(file, number, 1, len(line), line))
