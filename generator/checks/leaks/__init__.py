"""What must never be public, found in any text: secrets, what is internal, dumps, persons, tickets.

Works without any configuration. Each pattern is one row of a table in this package.
"""

import re
from collections.abc import Iterable, Iterator

from generator.checks.leaks.dumps import DUMPS
from generator.checks.leaks.hosts import HOSTS
from generator.checks.leaks.passwords import PASSWORDS, RANDOM
from generator.checks.leaks.paths import PATHS
from generator.checks.leaks.pattern import Leak, Pattern
from generator.checks.leaks.people import PEOPLE
from generator.checks.leaks.tickets import TICKETS
from generator.checks.leaks.tokens import TOKENS

__all__ = ("PATTERNS", "SECRETS", "TOKENS", "Leak", "Pattern", "is_public", "leaks_in", "named_in")

#: COM-40, without what only looks like it
SECRETS: tuple[Pattern, ...] = (*TOKENS, *PASSWORDS)
#: every pattern there is; of two that find the same words, the first speaks
PATTERNS: tuple[Pattern, ...] = (*SECRETS, RANDOM, *HOSTS, *PATHS, *DUMPS, *TICKETS, *PEOPLE)
#: COM-41 and COM-42
INTERNALS: tuple[Pattern, ...] = (*HOSTS, *PATHS, *DUMPS)
_IN_ONE_PIECE = tuple(pattern for pattern in SECRETS if not pattern.is_spaced)
_IN_PIECES = tuple(pattern for pattern in SECRETS if pattern.is_spaced)
#: no secret in one piece is shorter
_SHORTEST = 11

#: whoever writes so many in one line has copied it
MOST_LEAKS = 100


def leaks_in(text: str, patterns: Iterable[Pattern] = PATTERNS) -> Iterator[Leak]:
    """Each leak in `text`, in the order of the table; of two with one code that overlap, one;
    the first hundred.
    """
    folded = text.lower()
    taken: list[Leak] = []
    for pattern in patterns:
        for leak in pattern.leaks_in(text, folded):
            if not any(map(leak.overlaps, taken)):
                taken.append(leak)
                yield leak
            if len(taken) == MOST_LEAKS:
                return


def has_secret(text: str) -> bool:
    """Whether there is a secret in `text`; for much text, of which little is worth a look."""
    long = "\n".join(word for word in text.split() if len(word) >= _SHORTEST)
    if next(leaks_in(long, _IN_ONE_PIECE), None):
        return True
    return next(leaks_in(text, _IN_PIECES), None) is not None


def named_in(text: str, hosts: Iterable[str]) -> Iterator[Leak]:
    """Each of these hosts, or one below it, in `text`; `hosts` are in small letters."""
    folded = text.lower()
    for host in hosts:
        if host in folded:
            name = rf"(?<![A-Za-z0-9_.-])(?:[A-Za-z0-9-]{{1,63}}\.){{0,8}}{re.escape(host)}"
            for found in re.finditer(rf"{name}(?![\w-])(?!\.\w)", text, re.IGNORECASE):
                yield Leak("COM-41", "the name of a host inside your network", *found.span())


def is_public(leak: Leak, text: str, words: Iterable[str]) -> bool:
    """Whether one of `words`, which are meant for customers, covers the leak."""
    folded = text.lower()
    return any(
        start <= leak.start and leak.end <= start + len(word)
        for word in words
        for start in _places(folded, word.lower())
    )


def _places(text: str, word: str) -> Iterator[int]:
    start = text.find(word) if word else -1
    while start >= 0:
        yield start
        start = text.find(word, start + 1)
