"""A leak in a line of words becomes a Problem with its place, and what to write instead."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from string import punctuation

from generator.checks.leaks import PATTERNS, Leak, is_public, leaks_in, named_in
from generator.checks.leaks.advice import hint_for
from generator.checks.leaks.dumps import SETTING
from generator.content.plain import Part, Passage
from generator.errors import Problem, error, warning
from generator.model.event import Event
from generator.model.site import Settings

#: nothing shorter can be a leak
_SHORTEST = 4
#: so many lines of settings one after another are copied from somewhere
_SETTINGS_IN_A_ROW = 4
#: what a workaround tells customers to look at is on their machines
_THEIR_PATH = "a path on your machines"
#: … and so is what a sentence says to be there
_THEIR_MACHINE = re.compile(
    r"\byour\s+(?:own\s+)?(?:\w+\s+)?(?:routers?|computers?|machines?|devices?|firewalls?|networks?|"
    r"phones?|laptops?|browsers?|disks?|modems?|installations?)\b",
    re.IGNORECASE,
)
_MAY_BE_THEIRS = (_THEIR_PATH, "an address inside your network")

_BY_CODE = {
    code: tuple(pattern for pattern in PATTERNS if pattern.code == code)
    for code in ("COM-40", "COM-41", "COM-42", "COM-43", "COM-44")
}


def secrets(passages: Iterable[Passage]) -> Iterator[Problem]:
    """COM-40: keys, tokens, passwords."""
    for passage in passages:
        for leak in _found(passage.text, "COM-40"):
            yield problem_of(passage, leak)


def inside(passages: Iterable[Passage], settings: Settings) -> Iterator[Problem]:
    """COM-41: addresses, hosts and paths that are only known inside."""
    for passage in passages:
        for leak in _leaks(passage, "COM-41", settings):
            if passage.part is not Part.WORKAROUND or leak.what != _THEIR_PATH:
                is_certain = leak.is_certain and not _is_theirs(passage.text, leak)
                yield problem_of(passage, replace(leak, is_certain=is_certain))


def _is_theirs(text: str, leak: Leak) -> bool:
    """Whether its sentence speaks of a machine of the reader's."""
    start = text.rfind(". ", 0, leak.start) + 1
    end = text.find(". ", leak.end)
    sentence = text[start : end if end >= 0 else len(text)]
    return leak.what in _MAY_BE_THEIRS and _THEIR_MACHINE.search(sentence) is not None


def dumps(
    passages: Iterable[Passage], settings: Settings, *, to_engineers: bool
) -> Iterator[Problem]:
    """COM-42 in the words of one update: of each dump its first line.

    Only warnings where the words are `to_engineers`, who may be glad of it.
    """
    words = tuple(passages)
    last, was_certain = -2, False
    for passage in words:
        leak = next(_leaks(passage, "COM-42", settings), None)
        if leak is None:
            continue
        is_new = passage.place.line > last + 2
        if is_new or (leak.is_certain and not was_certain):
            is_certain = leak.is_certain and not to_engineers
            yield problem_of(passage, replace(leak, is_certain=is_certain))
        was_certain = leak.is_certain or (was_certain and not is_new)
        last = passage.place.line
    yield from _settings_blocks(words)


def persons(passages: Iterable[Passage], settings: Settings) -> Iterator[Problem]:
    """COM-43: addresses and handles of persons."""
    for passage in passages:
        if passage.part is not Part.CODE:
            for leak in _leaks(passage, "COM-43", settings):
                yield problem_of(passage, leak)


def tickets(passages: Iterable[Passage], settings: Settings, quoted: str) -> Iterator[Problem]:
    """COM-44: links to what only we can open; keys of tickets that are not `quoted`."""
    for passage in passages:
        for leak in _leaks(passage, "COM-44", settings):
            if leak.is_certain or passage.text[leak.start : leak.end] not in quoted:
                yield problem_of(passage, leak)


def further_passages(event: Event) -> Iterator[Passage]:
    """What is published of an event and is no sentence: other rules leave it alone."""
    places = dict(event.places)
    for key in ("reference", "emergency"):
        if text := getattr(event, key, ""):
            yield Passage(text, Part.TITLE, places.get(key, event.location))


def problem_of(passage: Passage, leak: Leak) -> Problem:
    """An error where a leak is certain, else a warning."""
    say = error if leak.is_certain else warning
    verb = "is" if leak.is_certain else "looks like"
    place = passage.at(leak.start, leak.end)
    return without_secrets(say(leak.code, place, f"this {verb} {leak.what}", hint_for(leak)))


def without_secrets(problem: Problem) -> Problem:
    """The same with stars in its line: what checks say is read in logs that others can see."""
    place = problem.location
    text = place.text
    for leak in _found(text, "COM-40"):
        shown = leak.start + min(4, (leak.end - leak.start) // 5)
        text = f"{text[:shown]}{'*' * (leak.end - shown)}{text[leak.end :]}"
    return replace(problem, location=replace(place, text=text)) if text != place.text else problem


def _leaks(passage: Passage, code: str, settings: Settings) -> Iterator[Leak]:
    found = _found(passage.text, code)
    if code == "COM-41":
        named = named_in(passage.text, settings.policy.internal_hosts)
        found += [leak for leak in named if not any(map(leak.overlaps, found))]
    words = _meant(settings) if found else ()
    return (leak for leak in found if not is_public(leak, passage.text, words))


def _found(text: str, code: str) -> list[Leak]:
    """The leaks in a line, also those that it shows when the backslashes of Markdown are gone."""
    if len(text.strip()) < _SHORTEST:
        return []
    typed = list(leaks_in(text, _BY_CODE[code]))
    if "\\" not in text:
        return typed
    places = [at for at in range(len(text)) if not _is_escape(text, at)]
    shown = leaks_in("".join(text[at] for at in places), _BY_CODE[code])
    found = [
        replace(leak, start=places[leak.start], end=places[leak.end - 1] + 1) for leak in shown
    ]
    return [*found, *(leak for leak in typed if not any(map(leak.overlaps, found)))]


def _is_escape(text: str, at: int) -> bool:
    return text[at] == "\\" and text[at + 1 : at + 2] in set(punctuation)


def _meant(settings: Settings) -> tuple[str, ...]:
    """What is meant for customers: what the team says so of, and names of its own."""
    names = [settings.title, *(component.name for component in settings.components)]
    addresses = [settings.contact, *(address for _, address in settings.follow)]
    if settings.security:
        addresses.append(settings.security.contact)
    ends = [address.rstrip("/").rpartition("/")[2].removeprefix("@") for address in addresses]
    handles = (f"@{word}" for name in (*names, *ends) for word in (*name.split(), name))
    told = (address.removeprefix("tel:") for address in addresses if address)
    return (*settings.policy.public, *told, *handles)


def _settings_blocks(passages: tuple[Passage, ...]) -> Iterator[Problem]:
    row: list[Passage] = []
    for passage in (*passages, None):
        if passage and passage.part is Part.CODE and SETTING.match(passage.text):
            row.append(passage)
            continue
        if len(row) >= _SETTINGS_IN_A_ROW:
            what, end = "a block of settings", len(row[0].text)
            yield problem_of(row[0], Leak("COM-42", what, 0, end, is_certain=False))
        row = []
