"""Text from anywhere becomes text that a content file may hold."""

import unicodedata

from generator.content.source import FORBIDDEN, LINE_ENDS, NOTHING, REORDERING

#: what a title, a name or a description may hold
MAX_LINE = 1_000


def clean_text(text: str) -> str:
    """`text` with one kind of line end, in NFC, without what no content file may hold."""
    lines = LINE_ENDS.sub("\n", text)
    kept = NOTHING.sub("", REORDERING.sub("", FORBIDDEN.sub("", lines)))
    return unicodedata.normalize("NFC", kept)


def clean_line(text: str) -> str:
    """`text` in one line; a long one is cut, and ends with an ellipsis."""
    line = " ".join(clean_text(text).split())
    return line if len(line) <= MAX_LINE else f"{line[: MAX_LINE - 1].rstrip()}…"
