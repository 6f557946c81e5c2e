"""cState's systems, and what issues name besides them, get ids in site.yml."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from generator.content.edit_settings import Entry
from generator.importers.component_ids import component_id, default_group_id, with_suffix
from generator.importers.cstate.config import System
from generator.importers.cstate.issue import Issue
from generator.importers.report import Notes, Tally, changed
from generator.model.component import Component, Group
from generator.model.site import Settings


@dataclass(frozen=True, slots=True)
class Plan:
    """What each name (`key_of`) means, what to remember of it, and what site.yml still needs."""

    #: the components of a name: several where categories have one of the same name each
    named: dict[str, list[str]]
    ids: dict[str, str]
    additions: tuple[Entry, ...]
    tally: Tally


@dataclass(frozen=True, slots=True)
class _New:
    system: System
    id: str
    retired: date | None


def key_of(name: str) -> str:
    """A name as it is compared: whatever its case and its spaces."""
    return " ".join(name.split()).casefold()


def plan_components(
    systems: Sequence[System],
    issues: Sequence[Issue],
    settings: Settings,
    remembered: Mapping[str, str],
    notes: Notes,
) -> Plan:
    """An id for every system and every name in an issue; `remembered`: those of an earlier run."""
    wanted: dict[str, System] = {}
    for system in systems:
        key = key_of(system.name)
        wanted.setdefault(f"{key} {key_of(system.group)}" if key in wanted else key, system)
    shown = {key_of(system.shown): key for key, system in reversed(wanted.items())}
    used = _used(issues, {**shown, **{key: key for key in wanted}})
    for key, (typed, _) in used.items():
        wanted.setdefault(key, System(typed, typed))
    known = {component.id: component for component in settings.components}
    ids: dict[str, str] = {}
    new: list[_New] = []
    for key, system in wanted.items():
        found = _in_site(system, remembered.get(key, ""), known, ids)
        if not found and key in remembered and known and key not in used:
            notes.append(changed("a component removed from site.yml stays removed", system.name))
            continue
        if not found:
            found = _new_id(system, {*known, *ids.values()})
            is_gone = bool(systems) and system not in systems
            retired = used[key][1] if is_gone else None
            new.append(_New(system, found, retired))
            words = "a component that the configuration lacks is added"
            end = " as a retired one" if retired else ": an open issue names it"
            notes.extend([changed(words + end, system.name)] if is_gone else [])
        ids[key] = found
    tally = Tally(found=len(wanted), written=len(new), unchanged=len(wanted) - len(new))
    names = {name: ids[key] for name, key in shown.items() if key in ids}
    return Plan(_named(wanted, ids), {**names, **ids}, tuple(_entries(new, settings)), tally)


def _named(wanted: Mapping[str, System], ids: Mapping[str, str]) -> dict[str, list[str]]:
    """The components of each name; what cState shows is a name where no system has it."""
    names: dict[str, list[str]] = {}
    shown: dict[str, list[str]] = {}
    for key, found in ids.items():
        names.setdefault(key_of(wanted[key].name), []).append(found)
        shown.setdefault(key_of(wanted[key].shown), []).append(found)
    return {**shown, **names}


def _used(issues: Sequence[Issue], names: Mapping[str, str]) -> dict[str, tuple[str, date | None]]:
    """What issues name: as the first one types it, and the day after the last; None: it is open."""
    used: dict[str, tuple[str, date | None]] = {}
    for issue in issues:
        is_over = issue.is_resolved or issue.is_informational
        day = max(issue.at, issue.ended or issue.at).date() + timedelta(days=1)
        for typed in issue.affected:
            key = names.get(key_of(typed), key_of(typed))
            name, last = used.get(key, (typed, day))
            used[key] = (name, max(last, day) if last and is_over else None)
    return used


def _in_site(
    system: System, earlier: str, known: Mapping[str, Component], ids: Mapping[str, str]
) -> str:
    """The component that an earlier run gave it, or one of its name; empty where there is none."""
    if earlier in known:
        return earlier
    names = (key_of(system.name), key_of(system.shown))
    free = (each for each in known.values() if each.id not in ids.values())
    return next((each.id for each in free if key_of(each.name) in names), "")


def _new_id(system: System, taken: set[str]) -> str:
    wanted = component_id(system.name, "", str(len(taken) + 1))
    found, number = wanted, 2
    while found in taken:
        found, number = with_suffix(wanted, str(number)), number + 1
    return found


def _entries(new: Sequence[_New], settings: Settings) -> Iterator[Entry]:
    """The new components in order, those of one group together."""
    groups = {each.name: each.id for each in settings.layout if isinstance(each, Group)}
    done: set[str] = set()
    for each in new:
        name = each.system.group
        if not name:
            yield _component(each)
        elif name not in done:
            done.add(name)
            members = tuple(_component(one) for one in new if one.system.group == name)
            yield Group(id=_group_id(name, groups), name=name, components=members)


def _group_id(name: str, groups: dict[str, str]) -> str:
    """Empty where the one that site.yml gives it will do, else one that no other group has."""
    if name in groups:
        return ""
    found, number = default_group_id(name), 2
    while found in groups.values():
        found, number = with_suffix(component_id(name, "", "group"), str(number)), number + 1
    groups[name] = found
    return "" if number == 2 else found


def _component(new: _New) -> Component:
    return Component(
        id=new.id,
        name=new.system.shown,
        description=new.system.description,
        retired=new.retired,
    )
