"""What in a project's own theme has no effect, though somebody believes that it does."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.errors import Location, Problem, did_you_mean, nearest, warning
from generator.render.manifest import MANIFEST, Look, Manifest, known
from generator.render.theme_colours import colour_warnings
from generator.render.theme_fault import NO_EFFECT, called, place_in
from generator.render.theme_files import MORE_STYLE, SCRIPT, STYLE, theme_files

#: what may lie beside the files of a theme
_FOR_PEOPLE = re.compile(r"(?:.*/)?(?:readme|licen[cs]e)[^/]*|.*\.(?:md|txt)", re.IGNORECASE)
_COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
_EXTENDS = re.compile(r"""\{%[-+]?\s*extends\s+["']([^"']+)["']\s*[-+]?%\}""")
_BLOCK = re.compile(r"\{%[-+]?\s*(?:block\s+(\w+)|(endblock))\b")
_CSS = re.compile(r""""(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|/\*.*?\*/|(/\*|[{}])""", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Layer:
    """One theme of a chain: its manifest, what it comes to, and what was there before it."""

    manifest: Manifest
    look: Look
    #: None of the theme that all others build on
    before: Look | None

    @property
    def folder(self) -> Path:
        return self.manifest.folder


def warnings_of(layers: Sequence[Layer], own: Iterable[Path]) -> Iterator[Problem]:
    """Of the themes whose folders are `own`; the one that all build on may hold what it likes."""
    folders = [layer.folder for layer in layers]
    for number, layer in enumerate(layers):
        if layer.folder in own and layer.before is not None:
            yield from _name(layer.manifest)
            yield from _unused_options(layer.manifest, layer.before, folders)
            yield from colour_warnings(layer.manifest, layer.before, layer.look)
            yield from _unread_files(folders, number)
            yield from _lost_blocks(folders, number)
            yield from _open_braces(layer.folder)


def _name(manifest: Manifest) -> Iterator[Problem]:
    name, folder = manifest.values.get("name"), manifest.folder.name
    if name is not None and name != folder:
        message = f"the name '{name}' has no effect: a theme is called as its folder, '{folder}'"
        yield warning(NO_EFFECT, manifest.place("", "name"), message)


def _unused_options(manifest: Manifest, before: Look, folders: list[Path]) -> Iterator[Problem]:
    new = [name for name in manifest.table("options") if name not in before.options]
    texts = [_text(folder, file) for folder in folders for file in theme_files(folder, ".html")]
    for name in new:
        used = re.compile(rf"\boptions\.{re.escape(name)}\b")
        if not any(used.search(text) for text in texts):
            message = f"nothing uses the option '{name}'"
            hint = known(name, dict.fromkeys(before.options))
            yield warning(NO_EFFECT, manifest.place("options", name), message, hint)


def _unread_files(folders: list[Path], number: int) -> Iterator[Problem]:
    """Files that stand in for none of a parent's, and that no template names."""
    folder, parents = folders[number], folders[number + 1 :]
    read = {file for parent in parents for file in theme_files(parent)}
    read |= {MANIFEST, STYLE, MORE_STYLE, SCRIPT}
    texts = [_text(each, file) for each in folders for file in theme_files(each, ".html")]
    for file in theme_files(folder):
        named = (f'"{file}"', f"'{file}'", f'/{file}"', f"/{file}'")
        if file in read or _FOR_PEOPLE.fullmatch(file):
            continue
        if not any(name in text for name in named for text in texts):
            place = Location(called(folder, file))
            yield warning(NO_EFFECT, place, "is not read", _meant(file, read))


def _meant(file: str, read: set[str]) -> str:
    """The file of the same name elsewhere, else the nearest."""
    name = file.rpartition("/")[2]
    same = sorted(each for each in read if each.rpartition("/")[2] == name)
    if same:
        return f"did you mean '{same[0]}'?"
    hint = "a template is read where another one includes it, or as one that it replaces"
    if not file.endswith((".html", ".css", ".js")):
        hint = "pages carry no other files; pictures go into content/media/"
    stem, dot, suffix = file.rpartition(".")
    stems = [each.removesuffix(dot + suffix) for each in read if each.endswith(dot + suffix)]
    near = nearest(stem, stems)
    return f"did you mean '{near}{dot}{suffix}'?" if near else hint


def _lost_blocks(folders: list[Path], number: int) -> Iterator[Problem]:
    folder = folders[number]
    for file in theme_files(folder, ".html"):
        text = _text(folder, file)
        if not (found := _EXTENDS.search(_without_comments(text))):
            continue
        there = _blocks_of(folders, found[1])
        if there is None:
            continue
        for name, start in _outer_blocks(_without_comments(text)):
            if name not in there:
                line = text.count("\n", 0, start) + 1
                message = f"the block '{name}' is in no template that this one extends: not printed"
                hint = did_you_mean(name, there) or f"there are: {', '.join(sorted(there))}"
                yield warning(NO_EFFECT, place_in(folder, file, line), message, hint)


def _blocks_of(folders: list[Path], name: str) -> set[str] | None:
    """The blocks of a template and of all it extends; None where one of them is not there."""
    blocks: set[str] = set()
    for _ in range(len(folders) * 10):
        where = _source_of(folders, name)
        if where is None:
            return None
        text = _without_comments(_text(*where))
        blocks |= {found[1] for found in _BLOCK.finditer(text) if found[1]}
        parent = _EXTENDS.search(text)
        if parent is None:
            return blocks
        name = parent[1]
    return None


def _source_of(folders: list[Path], name: str) -> tuple[Path, str] | None:
    """The folder and file of a template, as Jinja finds it."""
    theme, _, file = name.partition("/") if name.startswith("!") else ("", "", name)
    for folder in folders:
        if theme in ("", f"!{folder.name}") and (folder / file).is_file():
            return folder, file
    return None


def _outer_blocks(text: str) -> Iterator[tuple[str, int]]:
    """Blocks that lie in no other, with where they begin."""
    depth = 0
    for found in _BLOCK.finditer(text):
        if found[2]:
            depth = max(0, depth - 1)
            continue
        if depth == 0:
            yield found[1], found.start()
        depth += 1


def _open_braces(folder: Path) -> Iterator[Problem]:
    """All rules below a brace that is not closed are lost, and a browser says nothing."""
    for file in (STYLE, MORE_STYLE):
        text = _text(folder, file) if (folder / file).is_file() else ""
        opened: list[int] = []
        for found in _CSS.finditer(text):
            if found[1] == "}" and opened:
                opened.pop()
            elif found[1] == "}":
                yield _css_warning(folder, file, text, found.start(), "closes nothing")
            elif found[1]:
                opened.append(found.start())
        if opened:
            yield _css_warning(folder, file, text, opened[-1], "is never closed")


def _css_warning(folder: Path, file: str, text: str, at: int, what: str) -> Problem:
    line, column = text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)
    mark = "/*" if text.startswith("/*", at) else text[at]
    message = f"this `{mark}` {what}: browsers drop rules below it"
    return warning(NO_EFFECT, place_in(folder, file, line, column, len(mark)), message)


def _without_comments(text: str) -> str:
    """Of the same length, with the same lines."""
    return _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def _text(folder: Path, file: str) -> str:
    return (folder / file).read_text("utf-8", errors="replace")
