"""Texts are cut where one file could not hold them all."""

from collections.abc import Sequence

from generator.content.source import MAX_BYTES
from generator.content.updates import MAX_TEXT
from generator.importers.report import Notes, problem
from generator.importers.text.html_to_markdown import to_plain_markdown
from generator.importers.text.safety import is_safe

#: of the 256 KiB that a content file may have, what its texts may take
MAX_TEXTS = MAX_BYTES - 32 * 1024


def fitted(texts: Sequence[str], place: str, notes: Notes) -> tuple[str, ...]:
    """The texts, cut where one is too long for an update, or all of them for a file."""
    lengths = [len(text.encode()) for text in texts]
    if sum(lengths) <= MAX_TEXTS and max(map(len, texts), default=0) <= MAX_TEXT:
        return tuple(texts)
    longest = min(MAX_TEXT, _longest(sorted(lengths), MAX_TEXTS))
    cut = [text for text, length in zip(texts, lengths, strict=True) if length > longest]
    notes.append(problem("a text that is too long for our format is cut", place, len(cut)))
    return tuple(
        _cut(text, longest) if length > longest else text
        for text, length in zip(texts, lengths, strict=True)
    )


def _longest(lengths: Sequence[int], budget: int) -> int:
    """How long a text may be so that all of them together keep to the budget."""
    left = budget
    for number, length in enumerate(lengths):
        share = left // (len(lengths) - number)
        if length > share:
            return share
        left -= length
    return budget


def _cut(text: str, length: int) -> str:
    """The beginning of a text, up to the end of a line, and a word on what is missing."""
    kept = text.encode()[: max(0, length - 200)].decode(errors="ignore")
    lines = kept.rpartition("\n")[0] or kept
    end = f"(The rest of this text, {len(text) - len(lines):,} characters, did not fit here.)"
    return "\n\n".join(filter(None, (lines if is_safe(lines) else to_plain_markdown(lines), end)))
