"""Components are added to site.yml: every byte that is there stays.

The YAML reader says where things are, lines of text are put in between, and the result is read
again: it must hold what was there, and what was added.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.content.edit import EditError, yaml_text
from generator.content.settings import parse_settings
from generator.content.source import parse_source
from generator.content.yamlio import (
    MAX_SETTINGS_NODES,
    Mapping,
    Node,
    Scalar,
    parse_yaml,
)
from generator.content.yamlio import Sequence as YamlList
from generator.errors import format_problem, has_errors
from generator.model.component import Component, Group
from generator.model.site import Settings

Entry = Group | Component

_LINE = re.compile("[^\r\n\u2028\u2029]*(?:\r\n|\r|\n|\u2028|\u2029|\\Z)")
_EMPTY_LIST = re.compile(r"(?P<before>\s*components\s*:)(?P<list>\s*\[\s*\]|\s*~|\s*null|)")
#: how far the entries of a list stand in from its key, where there is none to go by
_STEP = 2


@dataclass(frozen=True, slots=True)
class _Insertion:
    #: the lines go before this one (from 0)
    line: int
    lines: tuple[str, ...]


def add_components(data: bytes, file: str, entries: Sequence[Entry]) -> bytes:
    """site.yml with `entries` at the end of its components; every other byte stays.

    A Group whose name is already there adds its components to that group; a group's id is written
    where it is not empty. Raises EditError, with the lines to add by hand, where the file is
    written in a way that cannot be added to.
    """
    if not entries:
        return data
    settings = _settings(data, file)
    text = data.decode()
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [line for line in _LINE.findall(text) if line]
    changed = _with_entries(lines, file, entries, newline)
    if changed is None or not _holds(changed.encode(), file, settings, entries):
        raise EditError(_by_hand(file, entries))
    return changed.encode()


def print_entries(entries: Sequence[Entry], indent: int = _STEP) -> Iterator[str]:
    """The lines of `entries` in a list that stands `indent` columns in."""
    for entry in entries:
        if isinstance(entry, Group):
            yield f"{' ' * indent}- group: {yaml_text(entry.name)}"
            if entry.id:
                yield f"{' ' * indent}  id: {yaml_text(entry.id)}"
            yield f"{' ' * indent}  components:"
            for component in entry.components:
                yield from _print_component(component, indent + 2 + _STEP)
        else:
            yield from _print_component(entry, indent)


def _print_component(component: Component, indent: int) -> Iterator[str]:
    before = " " * indent
    yield f"{before}- id: {component.id}"
    yield f"{before}  name: {yaml_text(component.name)}"
    if component.description:
        yield f"{before}  description: {yaml_text(component.description)}"
    if component.since:
        yield f"{before}  since: {component.since}"
    if component.retired:
        yield f"{before}  retired: {component.retired}"
    if component.sla is not None:
        yield f"{before}  sla: {component.sla}"


def _settings(data: bytes, file: str) -> Settings:
    """What the file holds now; an empty `components:` counts as no components."""
    source, problems = parse_source(data, file)
    if source is not None:
        settings, found = parse_settings(source)
        if settings is not None:
            return settings
        without = replace(source, lines=tuple(_without_null(line) for line in source.lines))
        settings, _ = parse_settings(without)
        if settings is not None:
            return settings
        problems = [*problems, *found]
    raise EditError("\n".join(format_problem(p) for p in problems if has_errors([p])))


def _without_null(line: str) -> str:
    """A line in which `components:` has no value, with an empty list."""
    found = _EMPTY_LIST.match(line)
    is_null = found and re.fullmatch(r"\s*(#.*)?", line[found.end() :]) and "[" not in found[0]
    return f"{found['before']} []" if found and is_null and line.startswith("components") else line


def _with_entries(
    lines: list[str], file: str, entries: Sequence[Entry], newline: str
) -> str | None:
    """The text with the entries in their places; None where there is no place for them."""
    source, _ = parse_source("".join(lines).encode(), file)
    root = parse_yaml(source, 1, len(source.lines), MAX_SETTINGS_NODES)[0] if source else None
    if source is None or not isinstance(root, Mapping):
        return None
    value = root.get("components")
    if value is None:
        added = ("components:", *print_entries(entries))
        return _inserted(lines, [_Insertion(len(lines), added)], newline)
    if _is_empty(value):
        return _into_empty(lines, value, entries, newline)
    if not _is_block(value):
        return None
    insertions = _insertions(lines, value, entries)
    return _inserted(lines, insertions, newline) if insertions is not None else None


def _is_empty(node: Node) -> bool:
    if isinstance(node, Scalar):
        return not node.quoted and node.text in ("", "~", "null")
    return isinstance(node, YamlList) and not node.items


def _is_block(node: Node) -> bool:
    """Whether a list is written with a dash on each line."""
    place = node.location
    return isinstance(node, YamlList) and place.text[place.column - 1 :].startswith("-")


def _into_empty(
    lines: list[str], value: Node, entries: Sequence[Entry], newline: str
) -> str | None:
    """`components: []` becomes a list; a comment behind it stays."""
    number = next((n for n, line in enumerate(lines) if re.match(r"components\s*:", line)), None)
    if number is None or (value.location.line != number + 1 and isinstance(value, YamlList)):
        return None
    changed = _EMPTY_LIST.sub(lambda found: found["before"], lines[number], count=1)
    before, after = lines[:number], lines[number + 1 :]
    added = _Insertion(number + 1, tuple(print_entries(entries)))
    return _inserted([*before, changed, *after], [added], newline)


def _insertions(lines: list[str], value: Node, entries: Sequence[Entry]) -> list[_Insertion] | None:
    """Where in a list of components each entry goes: into its group, or at the end."""
    found: list[_Insertion] = []
    rest: list[Entry] = []
    for entry in entries:
        group = _group_node(value, entry)
        if group is None:
            rest.append(entry)
            continue
        inside = group.get("components")
        if not isinstance(entry, Group) or inside is None or not _is_block(inside):
            return None
        indent = inside.location.column - 1
        added = [line for each in entry.components for line in _print_component(each, indent)]
        found.append(_Insertion(_end_of(lines, inside), tuple(added)))
    if rest:
        indent = value.location.column - 1
        found.append(_Insertion(_end_of(lines, value), tuple(print_entries(rest, indent))))
    return found


def _group_node(value: Node, entry: Entry) -> Mapping | None:
    """The group of this name in the file."""
    if not isinstance(value, YamlList) or not isinstance(entry, Group):
        return None
    for item in value.items:
        name = item.get("group") if isinstance(item, Mapping) else None
        if isinstance(name, Scalar) and " ".join(name.text.split()) == entry.name:
            return item if isinstance(item, Mapping) else None
    return None


def _end_of(lines: list[str], block: Node) -> int:
    """The line (from 0) behind the last line of a list with a dash on each line."""
    indent = block.location.column - 1
    end = block.location.line
    for number in range(block.location.line, len(lines)):
        line = lines[number].rstrip()
        if not line or line.lstrip().startswith("#"):
            continue
        depth = len(line) - len(line.lstrip(" "))
        if depth < indent or (depth == indent and not line.lstrip().startswith("-")):
            break
        end = number + 1
    return end


def _inserted(lines: list[str], insertions: Sequence[_Insertion], newline: str) -> str:
    """The lines with each insertion in its place, from the last to the first."""
    kept = list(lines)
    if kept and not kept[-1].endswith(("\n", "\r")):
        kept[-1] += newline
    # from the last line up; at one line the end of the list is put in before the end of a group
    for insertion in sorted(insertions, key=lambda each: each.line)[::-1]:
        kept[insertion.line : insertion.line] = [line + newline for line in insertion.lines]
    return "".join(kept)


def _holds(changed: bytes, file: str, before: Settings, entries: Sequence[Entry]) -> bool:
    """Whether the changed file says what it said, and holds the entries besides."""
    try:
        after = _settings(changed, file)
    except EditError:
        return False
    added = {
        component.id
        for entry in entries
        for component in (entry.components if isinstance(entry, Group) else (entry,))
    }
    kept = [component for component in after.components if component.id not in added]
    said = replace(after, layout=before.layout) == before
    return said and tuple(kept) == before.components and added <= {c.id for c in after.components}


def _by_hand(file: str, entries: Sequence[Entry]) -> str:
    lines = "\n".join(print_entries(entries))
    return (
        f"{file}: its components are not a list with a dash on each line, so none can be added "
        f"without changing what is there; add these yourself:\n\n{lines}\n"
    )
