"""What a leak looks like, as a row of a table."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

Found = re.Match[str]
#: addresses, keys and names that all the world uses as examples
EXAMPLE_HOSTS = re.compile(r"(?:^|\.)(?:example(?:\.(?:com|net|org))?|test|invalid)$")


@dataclass(frozen=True, slots=True)
class Leak:
    """Words that customers must not see: `text[start:end]`."""

    code: str
    #: with its article: "a GitHub token"
    what: str
    start: int
    end: int
    #: False: it only looks like it
    is_certain: bool = True

    def overlaps(self, other: "Leak") -> bool:
        """Whether both are of one kind and have words in common."""
        return self.code == other.code and self.start < other.end and other.start < self.end


def words(text: str) -> frozenset[str]:
    """The words of a list."""
    return frozenset(text.split())


@cache
def _compiled(form: str) -> re.Pattern[str]:
    """The expression, made when it is first needed: most texts hold no hint of most leaks."""
    return re.compile(form)


def anything(_found: Found) -> bool:
    """What a pattern without further conditions accepts."""
    return True


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A regular expression of linear time, and what tells a leak from what only looks like one."""

    code: str
    what: str
    #: each text that holds such a leak holds one of these, in small letters unless `is_exact`.
    #: Saves most of the work
    hints: tuple[str, ...]
    #: a regular expression; its group `leak`, where there is one, is what leaks
    form: str
    accept: Callable[[Found], bool] = anything
    is_certain: bool = True
    is_exact: bool = False
    #: whether a space may be part of it
    is_spaced: bool = False
    #: whether it begins with one of the hints, in any case: much faster than to look everywhere
    begins_with_hint: bool = False

    def leaks_in(self, text: str, folded: str) -> Iterator[Leak]:
        """Each place where it stands in `text`; `folded` is `text` in small letters."""
        searched = text if self.is_exact else folded
        if not any(hint in searched for hint in self.hints):
            return
        regex = _compiled(self.form)
        group = "leak" if "leak" in regex.groupindex else 0
        for found in self._found(regex, text, folded):
            if self.accept(found):
                yield Leak(self.code, self.what, *found.span(group), self.is_certain)

    def _found(self, regex: re.Pattern[str], text: str, folded: str) -> Iterator[Found]:
        # small letters are seldom more or fewer than the capitals, but then places differ
        if not self.begins_with_hint or len(text) != len(folded):
            yield from regex.finditer(text)
            return
        for hint in self.hints:
            start = folded.find(hint)
            while start >= 0:
                if found := regex.match(text, start):
                    yield found
                start = folded.find(hint, start + 1)
