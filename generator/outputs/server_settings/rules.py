"""The table of delivery.py, header by header: servers are told so, whatever their language."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from generator.outputs.delivery import CLASSES, TYPES, TYPES_OF_FILES, class_headers

CACHE, SHARED = "Cache-Control", "Access-Control-Allow-Origin"
#: no reader's, at the top: what publishing keeps beside the site
KEPT = "_status/*"
#: the one folder with a dot before its name that is for everybody
WELL_KNOWN = ".well-known/*"
#: shorter answers are not worth the work
LEAST_COMPRESSED = 512


@dataclass(frozen=True, slots=True)
class Choice:
    """Files with which something else is said than with the rest; no two choices overlap."""

    patterns: tuple[str, ...]
    #: empty: nothing
    value: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A header, and what it says with which files."""

    header: str
    #: with all files that no choice names; empty: it is not sent with them
    rest: str
    choices: tuple[Choice, ...]


def header_rules(policy: str) -> tuple[Rule, ...]:
    """All headers but Content-Type; `policy`: that of the pages."""
    said = [(each.pattern, class_headers(each, policy)) for each in CLASSES]
    _, rest = said[-1]
    names = sorted({name for _, each in said for name in each})
    return tuple(
        _rule(name, rest.get(name, ""), [(pattern, each.get(name, "")) for pattern, each in said])
        for name in names
    )


def _rule(name: str, rest: str, said: Iterable[tuple[str, str]]) -> Rule:
    others: dict[str, list[str]] = {}
    for pattern, value in said:
        if value != rest:
            others.setdefault(value, []).append(pattern)
    choices = (Choice(tuple(patterns), value) for value, patterns in others.items())
    return Rule(name, rest, tuple(choices))


def shared_patterns(rules: Iterable[Rule]) -> tuple[str, ...]:
    """The files that programs on other people's pages may read."""
    return tuple(
        pattern
        for rule in rules
        if rule.header == SHARED
        for choice in rule.choices
        for pattern in choice.patterns
    )


def regex_of(patterns: Iterable[str]) -> str:
    """The paths of these files, `/` at the front, as every server's regular expressions have it."""
    found = [_ended(".*".join(re.escape(part) for part in each.split("*"))) for each in patterns]
    return f"^/{found[0]}" if len(found) == 1 else f"^/(?:{'|'.join(found)})"


def _ended(regex: str) -> str:
    return regex.removesuffix(".*") if regex.endswith(".*") else f"{regex}$"


def compressible() -> tuple[str, ...]:
    """The media types, without their charset, that get smaller; pictures are small already."""
    types = {each.partition(";")[0] for each in (*TYPES.values(), *TYPES_OF_FILES.values())}
    return tuple(sorted(each for each in types if each not in _pictures()))


def _pictures() -> set[str]:
    return {each for each in TYPES.values() if each.startswith("image/")} - {TYPES["svg"]}


def with_charset() -> tuple[str, ...]:
    """The media types of which the character set is said."""
    return tuple(sorted({each.partition(";")[0] for each in TYPES.values() if ";" in each}))
