"""The source's components get ids, and those that site.yml lacks are made ready to be added."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.importers.component_ids import component_id, default_group_id, with_suffix
from generator.importers.report import Note, Notes, Tally, changed
from generator.importers.statuspage.candidates import Candidate, candidates_of
from generator.importers.statuspage.records import Named, PageMemory
from generator.importers.statuspage.usage import BY_NAME, directory_of
from generator.model.component import Component, Group
from generator.model.site import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """The pages with the ids of their components, and what site.yml still needs."""

    pages: tuple[PageMemory, ...]
    additions: tuple[Group | Component, ...]
    tally: Tally


def plan_components(pages: Sequence[PageMemory], settings: Settings | None, notes: Notes) -> Plan:
    """Ids for every component that is listed or named, and what is to be added for them."""
    pages = [_with_codes(page) for page in pages]
    shelf = _Shelf(settings, pages)
    planned: list[PageMemory] = []
    additions: list[Group | Component] = []
    found = written = 0
    for page in pages:
        candidates = list(candidates_of(page, notes))
        ids, new = shelf.assign(candidates, dict(page.ids), notes)
        additions += shelf.layout(new, ids)
        planned.append(replace(page, ids=tuple(sorted((dict(page.ids) | ids).items()))))
        found, written = found + len(candidates), written + len(new)
    tally = Tally(found=found, written=written, unchanged=found - written)
    return Plan(tuple(planned), tuple(additions), tally)


def _with_codes(page: PageMemory) -> PageMemory:
    """The page with the ids that were given to mere names passed on to the components meant."""
    directory = directory_of(page)
    ids: dict[str, str] = {}
    for ref, component in sorted(page.ids, key=lambda pair: pair[0].startswith(BY_NAME)):
        named = (
            Named(name=ref.removeprefix(BY_NAME)) if ref.startswith(BY_NAME) else Named(code=ref)
        )
        ids.setdefault(directory.ref(named), component)
    return replace(page, ids=tuple(sorted(ids.items())))


class _Shelf:
    """The components of site.yml, and those that come to stand beside them."""

    def __init__(self, settings: Settings | None, pages: Sequence[PageMemory]) -> None:
        layout = settings.layout if settings else ()
        self.known = [
            (entry.name if isinstance(entry, Group) else "", component)
            for entry in layout
            for component in (entry.components if isinstance(entry, Group) else (entry,))
        ]
        self.groups = {entry.name: entry.id for entry in layout if isinstance(entry, Group)}
        self.taken = {component.id for _, component in self.known}
        #: those that an earlier run has given to a component of the source
        self.bound = {each for page in pages for _, each in page.ids if each in self.taken}

    def assign(
        self, candidates: Sequence[Candidate], earlier: dict[str, str], notes: Notes
    ) -> tuple[dict[str, str], list[Candidate]]:
        """An id for each, the oldest first so that the order of captures does not matter.

        And those that site.yml lacks.
        """
        ids: dict[str, str] = {}
        new: list[Candidate] = []
        for candidate in sorted(candidates, key=lambda each: (each.created, each.ref)):
            component = self._in_site(candidate, earlier.get(candidate.ref, ""))
            if component is None and self._was_removed(candidate, earlier):
                words = "a component that was removed from site.yml stays removed"
                notes.append(changed(words, candidate.name))
            elif component:
                ids[candidate.ref] = component.id
                self.bound.add(component.id)
                notes.extend(_differences(candidate, component))
            else:
                ids[candidate.ref] = self._new_id(candidate)
                new.append(candidate)
        return ids, new

    def layout(self, new: Sequence[Candidate], ids: dict[str, str]) -> Iterator[Group | Component]:
        """The new ones in the order of the source's page, those of one group together."""
        ordered = sorted(new, key=lambda each: (each.place, each.ref))
        done: set[str] = set()
        for candidate in ordered:
            if not candidate.group:
                yield _component(candidate, ids)
            elif candidate.group not in done:
                done.add(candidate.group)
                members = (each for each in ordered if each.group == candidate.group)
                inside = tuple(_component(each, ids) for each in members)
                yield Group(id=self._group_id(candidate), name=candidate.group, components=inside)

    def _in_site(self, candidate: Candidate, earlier: str) -> Component | None:
        """The component that an earlier run gave it, or one of its name that nobody else has."""
        for _, component in self.known:
            if component.id == earlier:
                return component
        for name in dict.fromkeys((candidate.name, *candidate.names)):
            found = [
                component
                for group, component in self.known
                if component.name.casefold() == name.casefold()
                and component.id not in self.bound
                and (candidate.is_name_only or group.casefold() == candidate.group.casefold())
            ]
            if len(found) == 1:
                return found[0]
        return None

    def _was_removed(self, candidate: Candidate, earlier: dict[str, str]) -> bool:
        """Whether somebody took it out again; one that an incident names has to be there."""
        return bool(self.known) and candidate.ref in earlier and not candidate.is_used

    def _new_id(self, candidate: Candidate) -> str:
        wanted = component_id(candidate.name, candidate.group, candidate.suffix)
        found, number = wanted, 1
        while found in self.taken:
            end = candidate.suffix if number == 1 else f"{candidate.suffix}-{number}"
            found, number = with_suffix(wanted, end), number + 1
        self.taken.add(found)
        return found

    def _group_id(self, candidate: Candidate) -> str:
        """Empty: the one that site.yml gives it; else one that no other group has."""
        name, default = candidate.group, default_group_id(candidate.group)
        if name in self.groups:
            return ""
        if default not in self.groups.values():
            self.groups[name] = default
            return ""
        own = with_suffix(component_id(name, "", candidate.group_code), candidate.group_code)
        self.groups[name] = own
        return own


def _differences(candidate: Candidate, component: Component) -> Iterator[Note]:
    if candidate.name != component.name:
        words = "a component has another name in site.yml, and keeps it"
        yield changed(words, f"{component.id}: {component.name}; at the source {candidate.name}")
    if candidate.retired and not component.retired:
        words = "a component is gone at the source: add `retired:` to it in site.yml"
        yield changed(words, f"{component.id}: retired: {candidate.retired}")


def _component(candidate: Candidate, ids: dict[str, str]) -> Component:
    return Component(
        id=ids[candidate.ref],
        name=candidate.name,
        description=candidate.description,
        since=candidate.since,
        retired=candidate.retired,
    )
