"""The addresses that an author's Markdown points at, and what relative ones mean.

A relative link leads to another event's `.md` file; a relative image to a file in content/.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_CODE = re.compile(
    r"(?ms)^ {0,3}(```+|~~~+)[^\n]*\n.*?(?:^ {0,3}\1[`~]*[ \t]*$|\Z)|(`+)(?!`).+?(?<!`)\2(?!`)"
)
_INLINE = re.compile(
    r"(?P<image>!?)\[(?P<words>(?:[^\[\]]|!?\[[^\[\]]*\](?:\([^()]*\))?)*)\]\(\s*<?(?P<target>[^\s<>()]+)>?[^()]*\)"
)
_DEFINITION = re.compile(r"(?m)^ {0,3}\[[^\]\n]+\]:\s*<?(?P<target>[^\s<>]+)>?")
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


def targets_in(text: str) -> Iterator[Target]:
    """Every address in `text` outside code."""
    if "](" not in text and "]:" not in text:
        return
    shown = _CODE.sub(lambda code: " " * len(code.group()), text)
    for found in _INLINE.finditer(shown):
        image = bool(found["image"])
        yield Target(found["target"], found.start(), image, found["words"].strip())
        if "](" in found["words"]:
            yield from targets_in(found["words"])
    for found in _DEFINITION.finditer(shown):
        yield Target(found["target"], found.start())


def resolve(address: str, file: str) -> str:
    """The file that a relative address in `file` means, as a path in the project.

    Empty where it leads out of the project.
    """
    path = unquote(address.partition("#")[0].partition("?")[0])
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(file), path))
    return "" if joined.startswith("..") else joined
