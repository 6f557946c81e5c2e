"""What a page must bring along wherever it lies (IND-03, IND-04, IND-06, IND-07)."""

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from generator.deploy.doctor.alone import asked_for
from generator.deploy.doctor.faults import built_of, findings
from generator.deploy.doctor.records import Built, Finding, Subject, doubtful, wrong
from generator.gate import Fault
from generator.gate.budget import weight_faults
from generator.gate.links import broken_links, links_of
from generator.gate.page import VOID
from generator.model.component import ComponentStatus

HOME, STATUS = "index.html", "status.json"
_MOST_OF_HOME = 100 * 1024
_BASE = re.compile(rb"<base\b", re.IGNORECASE)
_AGE = ("generated_at", "valid_until")
_STATES = frozenset(status.value for status in ComponentStatus)


def says_it_in_words(subject: Subject) -> Iterator[Finding]:
    """IND-03: without script and style, the home page says how things are."""
    built = built_of(subject)
    reader = _Words()
    reader.feed(built.read(HOME).decode("utf-8", "replace"))
    told, words = status_of(built), " ".join("".join(reader.words).split())
    opened = told.get("open")
    shown = [each.get("title") for each in opened if isinstance(each, dict)] if opened else []
    missing = [
        text
        for text in (told.get("description"), *shown)
        if isinstance(text, str) and " ".join(text.split()) not in words
    ]
    faults = [Fault(HOME, f"does not say “{text}”, as {STATUS} does") for text in missing]
    faults += [Fault(HOME, f"shows {name} by its class alone") for name in sorted(reader.mute)]
    if not isinstance(told.get("description"), str):
        faults.append(Fault(STATUS, "has no description to compare with"))
    calm = "the words say the state; script and style are not needed"
    change = "in your theme, print the words of every status, not only its colour"
    yield from findings(faults, wrong, "home page", calm, change)


def works_anywhere(subject: Subject) -> Iterator[Finding]:
    """IND-04: every link within the site is relative, and leads to a file."""
    built, faults = built_of(subject), []
    there = frozenset(built.paths)
    for path, data in built.files(".html"):
        links = links_of(data, built.house.url, path)
        faults += [Fault(path, message) for message in broken_links(links, there, {})]
        if _BASE.search(data):
            faults.append(Fault(path, "has <base>, which ties it to one address"))
    calm = "links are relative and lead somewhere: it works at any address, and from a folder"
    change = "build again; if it stays, look for links in your theme that begin with `/`"
    yield from findings(faults, wrong, "built site", calm, change)


def says_its_age(subject: Subject) -> Iterator[Finding]:
    """IND-06: the home page and status.json say when they were made, and until when they hold."""
    built = built_of(subject)
    told, page = status_of(built), built.read(HOME).decode("utf-8", "replace")
    faults = [
        Fault(STATUS, f"has no {key}")
        for key in (*_AGE, "build")
        if not isinstance(told.get(key), str) or not told[key]
    ]
    faults += [
        Fault(HOME, f"does not hold {key} ({told[key]})")
        for key in _AGE
        if isinstance(told.get(key), str) and told[key] not in page
    ]
    if not re.search(r"\bas of\b", page, re.IGNORECASE):
        faults.append(Fault(HOME, "does not say “as of”"))
    calm = "both say when they were made and how long they hold; status.json has a build id"
    change = "build again; in a theme of your own, keep what the default's index.html says of age"
    yield from findings(faults, wrong, "home page, status.json", calm, change)


def is_light(subject: Subject) -> Iterator[Finding]:
    """IND-07: the home page is small, and needs no second request."""
    built = built_of(subject)
    data = built.read(HOME)
    faults = [Fault(HOME, message) for message in weight_faults(HOME, data, built.house)]
    if len(data) > _MOST_OF_HOME:
        faults.append(Fault(HOME, f"has {len(data):,} bytes, over 100 KiB"))
    faults += [Fault(HOME, f"asks for {name}") for name in asked_for(data)]
    calm = f"{len(data) / 1024:.0f} KiB with its style, in one request"
    change = "take from the home page what only a few look for; use pictures in other pages"
    yield from findings(faults, doubtful, "home page", calm, change)


def status_of(built: Built) -> dict[str, Any]:
    """What status.json says; nothing where it cannot be read."""
    return parse_status(built.read(STATUS))


def parse_status(data: bytes) -> dict[str, Any]:
    """The values of a status.json; none where it is not one."""
    try:
        told = json.loads(data)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


class _Words(HTMLParser):
    """The words that are seen without script and style, and states that have none."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        #: states that an element shows without a word
        self.mute: set[str] = set()
        #: of each open element: its name, whether it is seen, its state, words before it
        self._open: list[tuple[str, bool, str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Whether what follows is seen."""
        if tag in VOID:
            return
        named = dict(attrs)
        is_seen = not self._open or self._open[-1][1]
        is_seen = is_seen and "hidden" not in named and tag not in ("script", "style", "head")
        states = _STATES & set((named.get("class") or "").split())
        is_drawn = tag == "svg" or any(name == "svg" for name, *_ in self._open)
        state = next(iter(states), "") if is_seen and not is_drawn else ""
        self._open.append((tag, is_seen, state, len(self.words)))

    def handle_endtag(self, tag: str) -> None:
        """Back to what holds it."""
        if not any(name == tag for name, *_ in self._open):
            return
        while self._open:
            name, _, state, before = self._open.pop()
            if state and not "".join(self.words[before:]).strip():
                self.mute.add(state)
            if name == tag:
                return

    def handle_data(self, data: str) -> None:
        """Words, where they are seen."""
        if not self._open or self._open[-1][1]:
            self.words.append(data)
