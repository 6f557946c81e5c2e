"""The addresses that an author's Markdown points at, and what relative ones mean.

A relative link leads to another event's `.md` file; a relative image to a file in content/.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from generator.content.codespans import without_code_spans

_FENCED = re.compile(r"(?ms)^ {0,3}(```+|~~~+)[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)")
# possessive throughout (`*+`): a failing match must not try every way to share out the text
_WORDS = r"(?P<words>(?:[^\[\]!]|!(?!\[)|!?\[[^\[\]]*+\](?:\([^()]*+\))?+)*+)"
_TARGET = r"(?:<(?P<angled>[^<>\n]*+)>|(?P<bare>(?:[^\s<>()]|\([^\s<>()]*+\))++))"
_TITLE = r"(?:\s++(?:\"[^\"]*+\"|'[^']*+'|\([^()]*+\)))?+"
_INLINE = re.compile(rf"(?P<image>!?)\[{_WORDS}\]\(\s*+{_TARGET}{_TITLE}\s*+\)")
_DEFINITION = re.compile(r"(?m)^ {0,3}\[[^\]\n]++\]:[ \t]*+<?(?P<target>[^\s<>]++)>?")
#: `\[` is a bracket to look at, not the beginning of a link
_ESCAPED = re.compile(r"\\[\\!\[\]()]")
#: no file system takes longer paths
LONGEST = 1_000
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|/")


@dataclass(frozen=True, slots=True)
class Target:
    """An address as typed, and what it stands in."""

    address: str
    #: where in the text it is
    offset: int
    image: bool = False
    #: an image's alternative text, a link's words
    words: str = ""

    @property
    def is_relative(self) -> bool:
        return not _SCHEME.match(self.address)


def may_be_local(text: str) -> bool:
    """Whether some address in `text` could be relative, or a picture's; a quick look."""
    return "![" in text or "]:" in text or text.count("](") > text.count("](http")


def targets_in(text: str) -> Iterator[Target]:
    """Every address in `text` outside code."""
    if "](" not in text and "]:" not in text:
        return
    shown = _ESCAPED.sub("  ", without_code_spans(_FENCED.sub(_blank, text)))
    for found in _INLINE.finditer(shown):
        image = bool(found["image"])
        address = found["bare"] or found["angled"] or ""
        yield Target(address, found.start(), image, found["words"].strip())
        if "](" in found["words"]:
            yield from targets_in(found["words"])
    for found in _DEFINITION.finditer(shown):
        yield Target(found["target"], found.start())


def _blank(code: re.Match[str]) -> str:
    return re.sub("[^\n]", " ", code.group())


def resolve(address: str, file: str) -> str:
    """The file that a relative address in `file` means, as a path in the project.

    Empty where it leads out of the project, or could be no file's name.
    """
    path = unquote(address.partition("#")[0].partition("?")[0])
    if not path.isprintable() or len(path) > LONGEST:
        return ""
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    return "" if joined.startswith("..") else joined
