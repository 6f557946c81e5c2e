"""Text from anywhere becomes text that a content file may hold."""

import re
import unicodedata

#: what a title, a name or a description may hold
MAX_LINE = 1_000

_LINE_END = re.compile("\r\n|\r|\u2028|\u2029")
#: control characters, lone surrogates, and what Unicode says is no character
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff\ufdd0-\ufdef\ud800-\udfff]")
#: marks that make text read in another order than it is stored (CVE-2021-42574)
_REORDERING = re.compile("[\u202a-\u202e\u2066-\u2069]")
#: byte order marks inside a text, and spaces without width where no line may break at them
_NOTHING = re.compile("[\ufeff\u2060]|(?<![^\x00-\x7f])\u200b(?![^\x00-\x7f])")


def clean_text(text: str) -> str:
    """`text` with one kind of line end, in NFC, without what no content file may hold."""
    lines = _LINE_END.sub("\n", text)
    kept = _NOTHING.sub("", _REORDERING.sub("", _FORBIDDEN.sub("", lines)))
    return unicodedata.normalize("NFC", kept)


def clean_line(text: str) -> str:
    """`text` in one line; a long one is cut, and ends with an ellipsis."""
    line = " ".join(clean_text(text).split())
    return line if len(line) <= MAX_LINE else f"{line[: MAX_LINE - 1].rstrip()}…"
