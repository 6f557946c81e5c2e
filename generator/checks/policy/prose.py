"""The words of an event as somebody reads them: lines joined, code and quotations blanked."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.content.plain import Part, Passage
from generator.errors import Location
from generator.model.event import AnyUpdate
from generator.model.incident import IncidentStatus
from generator.model.maintenance import MaintenanceStatus

#: longest words of a text that are shown again in a message
LONGEST_EXCERPT = 60
#: how far around a word its sentence is looked for
_NEAR = 300

#: what is not our own words: code, addresses, what is quoted; `[words](address)` keeps its words
_CODE = r"(?<!`)`{1,3}(?!`)[^`\n]{1,300}`"
_IN_CODE = re.compile(_CODE)
_NOT_OURS = re.compile(
    rf"{_CODE}"
    r"|\]\([^()\s]{0,500}\)"
    r"|https?://[^\s<>)\]]+"
    r'|"[^"\n]{1,200}"'
    r"|“[^”\n]{1,200}”"
)
_MARKS = str.maketrans({"’": "'", "*": " ", "_": " ", "\t": " "})
#: a line that goes on from no other: an item of a list, a heading, a quotation, a row
_BEGINS = re.compile(r"\s*(?:[-*+>|#]|\d{1,9}[.)]\s)")
_END_OF_SENTENCE = re.compile(r"[.!?][\"')\]]{0,3}\s+(?=[\"'(\[]{0,2}[A-Z0-9])|\n")
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?")

_OVER = (
    IncidentStatus.RESOLVED,
    IncidentStatus.POSTMORTEM,
    MaintenanceStatus.COMPLETED,
    MaintenanceStatus.CANCELLED,
)
_SMALL_WORDS = (
    "the are to and have has been this for our you your with be it that from by not at as will "
    "we is of an was all any on"
)
_SMALL_WORDS_ELSEWHERE = (
    "der die das und ist nicht ein eine für mit wir den dem von zu auf le la les des est et une "
    "nous pour dans du en el los las es y que por una no con para il che di un del della per non "
    "sono een het de niet zijn voor og på er ikke och inte som é não os um com do da em w z na nie "
    "jest się i"
)
_ENGLISH = frozenset(_SMALL_WORDS.split())
_FOREIGN = frozenset(_SMALL_WORDS_ELSEWHERE.split())


@dataclass(frozen=True, slots=True)
class Told:
    """The title, a workaround or the text of an update, as one string."""

    #: None: the title
    update: AnyUpdate | None
    part: Part
    #: what is not our own words is blanked; every character stands where it stands in `typed`
    text: str
    typed: str
    _passages: tuple[Passage, ...]
    _starts: tuple[int, ...]

    @property
    def is_title(self) -> bool:
        return self.update is None

    @property
    def is_over(self) -> bool:
        """Whether this is of an update that says that it is over."""
        return self.update is not None and self.update.status in _OVER

    def at(self, start: int, end: int) -> Location:
        """Where `text[start:end]` stands, or as much of it as is on its first line."""
        index = bisect_right(self._starts, start) - 1
        first, passage = self._starts[index], self._passages[index]
        return passage.at(start - first, min(end - first, len(passage.text)))

    def words(self, found: re.Match[str]) -> str:
        """What a pattern found, as it was typed, short enough for a message."""
        words = " ".join(self.typed[found.start() : found.end()].split())
        return words if len(words) <= LONGEST_EXCERPT else f"{words[:LONGEST_EXCERPT]}…"

    def place(self, found: re.Match[str]) -> Location:
        """Where what a pattern found stands."""
        return self.at(*found.span())

    def sentence(self, found: re.Match[str]) -> str:
        """The sentence in which a pattern found something; of a very long one what is near."""
        before = self.text[max(0, found.start() - _NEAR) : found.start()]
        after = self.text[found.end() : found.end() + _NEAR]
        ends = [end.end() for end in _END_OF_SENTENCE.finditer(before)]
        end = _END_OF_SENTENCE.search(after)
        last = end.start() + 1 if end else len(after)
        return f"{before[ends[-1] if ends else 0 :]}{found.group()}{after[:last]}"


def texts_in(update: AnyUpdate, passages: Iterable[Passage]) -> tuple[Told, ...]:
    """The workaround and the text of one update, in whatever language."""
    ours = tuple(prose(passages))
    parts = (tuple(p for p in ours if p.part is part) for part in (Part.WORKAROUND, Part.TEXT))
    return tuple(joined(update, lines) for lines in parts if lines)


def prose(passages: Iterable[Passage]) -> Iterator[Passage]:
    """Those passages that are sentences: no code, no messages quoted word for word."""
    return (each for each in passages if each.part not in (Part.CODE, Part.ERROR))


def phrases(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of these whole words in any case.

    A space stands for any white space, also `" ?"` for none.
    """
    either = "|".join(alternatives).replace(" ?", r"\s*").replace(" ", r"\s+")
    return re.compile(rf"(?<![\w-])(?=\w)(?:{either})(?![\w-])", re.IGNORECASE)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    start = 0
    for end in _END_OF_SENTENCE.finditer(text):
        if text[start : end.end()].strip():
            yield start, end.end()
        start = end.end()
    if text[start:].strip():
        yield start, len(text)


def without_code(text: str) -> str:
    """A line in which code is blanked; every other character stays where it is."""
    return _IN_CODE.sub(_blank, text)


def words_in(text: str) -> list[str]:
    """The words, in small letters."""
    return _WORD.findall(text.lower())


def is_english(text: str) -> bool:
    """A cheap guess: Latin letters, and no more small words of other languages than English."""
    if not text.isascii():
        letters = [each for each in text if each.isalpha()]
        if sum(each.isascii() for each in letters) < 0.9 * len(letters):
            return False
    words = words_in(text)
    english = sum(word in _ENGLISH for word in words)
    return english >= sum(word in _FOREIGN for word in words)


def joined(update: AnyUpdate | None, passages: Sequence[Passage]) -> Told:
    """Lines as one string; a line that goes on is parted from the one before by a space."""
    parts: list[str] = []
    starts: list[int] = []
    at = 0
    for index, passage in enumerate(passages):
        if index:
            goes_on = passage.place.line == passages[index - 1].place.line + 1
            parts.append(" " if goes_on and not _BEGINS.match(passage.text) else "\n")
            at += 1
        starts.append(at)
        parts.append(passage.text)
        at += len(passage.text)
    typed = "".join(parts)
    text = _NOT_OURS.sub(_blank, typed).translate(_MARKS)
    return Told(update, passages[0].part, text, typed, tuple(passages), tuple(starts))


def _blank(found: re.Match[str]) -> str:
    # something of a word stays, so that a sentence still has what it speaks of
    return "\N{MIDDLE DOT}" * (found.end() - found.start())
