"""Which of a page's components belong in site.yml: the listed ones, and gone ones with a past."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from generator.importers.report import Note, Notes, changed
from generator.importers.statuspage.records import PageMemory, SourceComponent
from generator.importers.statuspage.usage import (
    BY_NAME,
    Directory,
    Usage,
    directory_of,
    usages,
)

#: `Visit www.example.com for more information` is a sign, not a service
_SIGN = re.compile(r"(?:visit|see|go to|check)\s+\S*(?:www\.|://|\.[a-z]{2,})", re.IGNORECASE)
_LATE = datetime.max.replace(tzinfo=UTC)
#: places behind everything that is listed
_IN_GROUP_LAST, _LAST = 10**8, 10**9


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A component that belongs in site.yml."""

    ref: str
    name: str
    #: every name it was seen under
    names: tuple[str, ...] = ()
    #: the group's name and code; empty for one that stands alone
    group: str = ""
    group_code: str = ""
    #: where it stands on the source's page
    place: tuple[int, int]
    created: datetime = _LATE
    description: str = ""
    since: date | None = None
    #: whether an incident names it
    is_used: bool = True
    #: gone at the source: the day after the last event that names it
    retired: date | None = None

    @property
    def suffix(self) -> str:
        """What tells it from another of its name."""
        return self.ref.removeprefix(BY_NAME)

    @property
    def is_name_only(self) -> bool:
        return self.ref.startswith(BY_NAME)


def candidates_of(page: PageMemory, notes: Notes) -> Iterator[Candidate]:
    """Every component of a page that is listed or named by an incident."""
    directory = directory_of(page)
    used = usages(page, directory)
    listed = frozenset(page.listed)
    for component in page.components:
        usage = used.get(component.code)
        if component.is_group:
            notes.extend(_about_group(component, usage))
        elif usage is None and component.code not in listed:
            words = "a component that is gone, and that no incident names, is left out"
            notes.append(changed(words, component.name))
        elif usage is None and _SIGN.match(component.name):
            words = (
                "a component that is a sign and no service, and that no incident names, is left out"
            )
            notes.append(changed(words, component.name))
        else:
            yield _from_component(component, usage, page, directory)
    for ref, usage in used.items():
        if ref not in directory.components and usage.named.name:
            yield _from_usage(ref, usage, page, directory.components)


def _about_group(group: SourceComponent, usage: Usage | None) -> Iterator[Note]:
    if usage:
        yield changed("an incident names a whole group, which has no status of its own", group.name)


def _from_component(
    component: SourceComponent, usage: Usage | None, page: PageMemory, directory: Directory
) -> Candidate:
    group = directory.group_of(component)
    is_listed = component.code in page.listed
    start = component.start
    return Candidate(
        ref=component.code,
        name=component.name,
        names=component.names,
        group=group.name if group else "",
        group_code=group.code if group else "",
        place=_place(component, group, page.listed),
        is_used=usage is not None,
        created=component.created or _LATE,
        description=component.description,
        since=start if start and (usage is None or start <= usage.first) else None,
        retired=None if is_listed else _retired(page, usage),
    )


def _place(
    component: SourceComponent, group: SourceComponent | None, listed: Collection[str]
) -> tuple[int, int]:
    """Where it stands on the page; what is gone stands last, in its group or on the page."""
    is_listed = component.code in listed
    if group:
        first = group.position if group.code in listed else _LAST
        return first, component.position if is_listed else _IN_GROUP_LAST
    return (component.position, 0) if is_listed else (_LAST, 0)


def _from_usage(
    ref: str, usage: Usage, page: PageMemory, components: Mapping[str, SourceComponent]
) -> Candidate:
    """One of which only the name is known; `Group - Child` where there is such a group."""
    name = usage.named.name
    groups = [
        component
        for component in components.values()
        if component.is_group and name.startswith(f"{component.name} - ")
    ]
    group = max(groups, key=lambda each: (len(each.name), each.code), default=None)
    return Candidate(
        ref=ref,
        name=name.removeprefix(f"{group.name} - ") if group else name,
        group=group.name if group else "",
        group_code=group.code if group else "",
        place=(group.position, _IN_GROUP_LAST) if group else (_LAST, 0),
        retired=_retired(page, usage),
    )


def _retired(page: PageMemory, usage: Usage | None) -> date | None:
    """The day after the last event; None where the page gives no list that it is missing from."""
    return usage.last + timedelta(days=1) if usage and page.listed_at else None
