"""Which components the incidents of a page name, by what, and between which days."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from generator.importers.statuspage.records import Named, PageMemory, SourceComponent, SourceEvent

#: the `ref` of a component that is known only by its name
BY_NAME = "name:"


@dataclass(frozen=True, slots=True)
class Directory:
    """How a page's components are looked up. A `ref` is a code, or `name:` and the name."""

    components: Mapping[str, SourceComponent]
    codes: Mapping[str, str]

    def ref(self, named: Named) -> str:
        """What an incident means by `named`."""
        if named.code:
            return named.code
        return self.codes.get(named.name.casefold(), f"{BY_NAME}{named.name}")

    def group_of(self, component: SourceComponent) -> SourceComponent | None:
        """The group that a component is in, where it is known."""
        group = self.components.get(component.group)
        return group if group and group.is_group else None


@dataclass(frozen=True, slots=True)
class Usage:
    """By whom a component is named."""

    named: Named
    first: date
    last: date


def directory_of(page: PageMemory) -> Directory:
    """The directory of a page: present names before old ones, listed components before others."""
    components = {component.code: component for component in page.components}
    listed = frozenset(page.listed)
    single = [component for component in page.components if not component.is_group]
    ordered = sorted(single, key=lambda component: (component.code in listed, component.seen))
    codes: dict[str, str] = {}
    bare = Directory(components, codes)
    for component in ordered:  # tools that split texts at full stops leave `Visit www`
        codes |= {name.casefold().partition(".")[0]: component.code for name in component.names}
    for component in ordered:
        codes |= {name.casefold(): component.code for name in component.names}
    for component in ordered:
        codes[component.name.casefold()] = component.code
    for component in ordered:
        group = bare.group_of(component)
        if group:
            codes[f"{group.name} - {component.name}".casefold()] = component.code
    return bare


def usages(page: PageMemory, directory: Directory) -> dict[str, Usage]:
    """For each component that an incident names, by its ref: how, and from when to when."""
    found: dict[str, Usage] = {}
    for event in page.events:
        first, last = _days(event)
        for named in _named(event):
            ref = directory.ref(named)
            earlier = found.get(ref, Usage(named, first, last))
            better = named if named.name and not earlier.named.name else earlier.named
            found[ref] = Usage(better, min(first, earlier.first), max(last, earlier.last))
    return found


def _named(event: SourceEvent) -> Iterator[Named]:
    for head in event.heads:
        yield from head.components
    yield from event.open_components
    for update in event.updates:
        yield from update.affected or ()


def _days(event: SourceEvent) -> tuple[date, date]:
    """The days on which an event begins and is over, as far as is known."""
    times: list[datetime] = [update.at for update in event.updates]
    for head in event.heads:
        times += [time for time in (head.started, head.resolved, *head.window) if time]
    return min(times).date(), max(times).date()
