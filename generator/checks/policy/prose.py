"""The words of an event as somebody reads them: lines joined, code and quotations blanked."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.checks.policy.case import Case, prose
from generator.content.plain import AnyUpdate, Part, Passage
from generator.errors import Location

#: longest words of a text that are shown again in a message
LONGEST_EXCERPT = 60

#: what is not our own words: code, addresses, what is quoted; `[words](address)` keeps its words
_NOT_OURS = re.compile(
    r"(?<!`)`{1,3}(?!`)[^`\n]{1,300}`"
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

_ENGLISH = frozenset(
    "the are to and have has been this for our you your with be it that from by not at as will "
    "we is of an was all any on".split()
)
_FOREIGN = frozenset(
    "der die das und ist nicht ein eine für mit wir den dem von zu auf le la les des est et une "
    "nous pour dans du en el los las es y que por una no con para il che di un del della per non "
    "sono een het de niet zijn voor og på er ikke och inte som é não os um com do da em w z na nie "
    "jest się i".split()
)


@dataclass(frozen=True, slots=True)
class Told:
    """The title, a workaround or the text of an update, as one string."""

    #: None: the title
    update: AnyUpdate | None
    #: what is not our own words is blanked; every character stands where it stands in `typed`
    text: str
    typed: str
    _passages: tuple[Passage, ...]
    _starts: tuple[int, ...]

    @property
    def is_title(self) -> bool:
        return self.update is None

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
        """The sentence in which a pattern found something."""
        spans = (span for span in sentences(self.text) if span[0] <= found.start() < span[1])
        start, end = next(spans, found.span())
        return self.text[start:end]


def told(case: Case) -> Iterator[Told]:
    """What is being written and is English: the title, then each update."""
    titles = tuple(each for each in case.passages if each.part is Part.TITLE)
    if titles and is_english(" ".join(each.text for each in case.passages)[:2000]):
        yield _joined(None, titles)
    for update in case.event.updates:
        if case.is_fresh(update):
            yield from (each for each in texts_of(case, update) if is_english(each.text))


def texts_of(case: Case, update: AnyUpdate) -> Iterator[Told]:
    """The workaround and the text of one update, in whatever language."""
    passages = tuple(prose(case.words_of(update)))
    for part in (Part.WORKAROUND, Part.TEXT):
        lines = tuple(each for each in passages if each.part is part)
        if lines:
            yield _joined(update, lines)


def said(case: Case, until: AnyUpdate) -> str:
    """All that readers have been told up to an update, with it: title, errors, every text."""
    parts = [case.event.title, *getattr(case.event, "errors", ())]
    for update in case.event.updates:
        if update.at <= until.at:
            parts += [each.typed for each in texts_of(case, update)]
    return "\n".join(parts)


def phrases(*alternatives: str) -> re.Pattern[str]:
    """A pattern for any of these whole words in any case; a space stands for any white space."""
    either = "|".join(alternatives).replace(" ", r"\s+")
    return re.compile(rf"(?<![\w-])(?:{either})(?![\w-])", re.IGNORECASE)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence begins and ends."""
    start = 0
    for end in _END_OF_SENTENCE.finditer(text):
        if text[start : end.end()].strip():
            yield start, end.end()
        start = end.end()
    if text[start:].strip():
        yield start, len(text)


def words_in(text: str) -> list[str]:
    """The words, in small letters."""
    return _WORD.findall(text.lower())


def is_english(text: str) -> bool:
    """A cheap guess: Latin letters, and no more small words of other languages than English."""
    letters = [each for each in text if each.isalpha()]
    if sum(each.isascii() for each in letters) < 0.9 * len(letters):
        return False
    words = words_in(text)
    english = sum(word in _ENGLISH for word in words)
    return english >= sum(word in _FOREIGN for word in words)


def _joined(update: AnyUpdate | None, passages: Sequence[Passage]) -> Told:
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
    return Told(update, text, typed, tuple(passages), tuple(starts))


def _blank(found: re.Match[str]) -> str:
    # something of a word stays, so that a sentence still has what it speaks of
    return "\N{MIDDLE DOT}" * (found.end() - found.start())
