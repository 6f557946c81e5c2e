"""The gate: what a build made is read again, as strangers will read it, before any of it counts.

A second pair of eyes, not the first: it knows nothing of incidents or templates, and judges files
by their bytes. A fault it finds is one of ours, or of a theme; it never depends on what an engineer
wrote, for an outage must not go unpublished because of the gate.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.errors import UserError
from generator.gate.budget import weight_faults
from generator.gate.house import House
from generator.gate.links import PageLinks, broken_links, links_of
from generator.gate.machine import machine_faults
from generator.gate.page import cheap_page_faults, page_faults
from generator.gate.words import leaks, secrets

#: so many files of one sort are read whole in a build; of more, the cheap checks are enough,
#: as all of a sort come from one template. `check --output` reads all of them whole
WHOLE = 60


@dataclass(frozen=True, slots=True)
class Fault:
    path: str
    message: str

    def __str__(self) -> str:
        return f"{self.path}: {self.message}"


def summary(faults: Iterable[Fault]) -> list[str]:
    """The faults in lines: one that many files share once, with one of them."""
    paths: dict[str, list[str]] = {}
    for fault in faults:
        paths.setdefault(fault.message, []).append(fault.path)
    return [
        f"{of[0]}{f' and {len(of) - 1} more' if len(of) > 1 else ''}: {message}"
        for message, of in paths.items()
    ]


@dataclass(slots=True)
class Gate:
    """Reads files one by one; what concerns several of them is said at the end."""

    house: House
    #: None: every file whole
    whole: int | None = WHOLE
    _seen: Counter[str] = field(default_factory=Counter)
    _links: dict[str, PageLinks] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def read(self, path: str, data: bytes) -> None:
        """Note what is wrong with the file at `path`, from the top."""
        self.faults += [Fault(path, message) for message in self._faults_of(path, data)]

    def close(self, paths: Iterable[str]) -> None:
        """Note what is wrong between files; `paths` are those that the site then has."""
        there, anchors = set(paths), self._anchors()
        for path, links in self._links.items():
            messages = broken_links(links, there, anchors)
            self.faults += [Fault(path, message) for message in messages]

    def _faults_of(self, path: str, data: bytes) -> Iterator[str]:
        yield from weight_faults(path, data, self.house)
        sort = f"{path.partition('/')[0] if '/' in path else ''}.{path.rpartition('.')[2]}"
        self._seen[sort] += 1
        is_whole = self.whole is None or self._seen[sort] <= self.whole
        if path.endswith(".html"):
            yield from page_faults(data) if is_whole else cheap_page_faults(data)
            if is_whole:
                self._links[path] = links_of(data, self.house.url, path)
        else:
            yield from machine_faults(path, data)
        if is_whole:
            yield from leaks(data, self.house)
            yield from secrets(data)

    def _anchors(self) -> Mapping[str, frozenset[str]]:
        """The ids of every page, where every one was read whole: an author may type `#anything`."""
        if self.whole is not None:
            return {}
        return {path: links.ids for path, links in self._links.items()}


def faults_of_built(folder: Path, house: House) -> tuple[list[Fault], int]:
    """What is wrong with the built site in `folder`, every file read whole; and how many there are.

    Raises UserError where there is no such folder, or no site in it.
    """
    if not (folder / "index.html").is_file():
        raise UserError(f"{folder}: there is no built site; run `fogbell build` first")
    gate = Gate(house, whole=None)
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    names = [path.relative_to(folder).as_posix() for path in paths]
    for name, path in zip(names, paths, strict=True):
        if not name.startswith(".fogbell"):
            gate.read(name, path.read_bytes())
    gate.close(names)
    return gate.faults, len(names)
