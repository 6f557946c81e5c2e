"""A theme: the folders it is made of, nearest first, and what is printed with them."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import Location, Problem, UserError, did_you_mean, error
from generator.model.site import ThemeOption
from generator.render.inline import inlined
from generator.render.manifest import (
    MANIFEST,
    Look,
    Manifest,
    OptionValue,
    extended,
    read_manifest,
)
from generator.render.theme_fault import FAULT, ThemeFault, called
from generator.render.theme_files import MORE_STYLE, SCRIPT, STYLE, refuse_unfit, theme_files
from generator.render.theme_lint import Layer, warnings_of
from generator.render.wishes import named_at, with_wishes

if TYPE_CHECKING:
    from jinja2 import Environment

__all__ = ["DEFAULT", "SCRIPT", "STYLE", "Filters", "Theme", "open_theme"]

DEFAULT = "default"

Filters = Mapping[str, Callable[..., object]]


@dataclass(frozen=True)
class Theme:
    """A chain of folders; what the first lacks, the next one has. Not opened before it is used."""

    #: name and folder, the chosen theme first, `default` last
    chain: tuple[tuple[str, Path], ...]
    filters: Filters
    look: Look
    #: what templates see as `options.NAME`: the look's, but for what site.yml wishes
    options: Mapping[str, OptionValue]
    #: wishes of site.yml that cannot be met (the page has the theme's own value), and what has no
    #: effect in the project's own themes
    problems: tuple[Problem, ...] = ()
    #: those folders of the chain that are the project's own
    own: tuple[Path, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """Changes with every option, and with every byte of every file of the chain."""
        digest = hashlib.sha256(repr(sorted(self.options.items())).encode())
        for name, folder in self.chain:
            for file in theme_files(folder):
                data = (folder / file).read_bytes()
                named = f"{name}\0{file}\0{len(data)}\0"
                digest.update(named.encode("utf-8", "surrogateescape") + data)
        return digest.hexdigest()

    def render(self, template: str, view: object, **globals_: object) -> bytes:
        """The page that `template` prints of `view`. Raises ThemeFault where it cannot be."""
        try:
            page = self._environment.get_template(template)
            return page.render(view=view, **globals_).encode()
        except Exception as wrong:
            raise ThemeFault([self._problem(wrong, template)]) from wrong

    def uncompiled(self) -> Iterator[Problem]:
        """Why templates of the chain cannot even be compiled, be they used or not."""
        for name, folder in self.chain:
            for file in theme_files(folder, ".html"):
                try:
                    self._environment.get_template(f"!{name}/{file}")
                except Exception as wrong:  # noqa: BLE001 - a template may hold any mistake
                    yield self._problem(wrong, file)

    def read(self, name: str) -> str:
        """A file of the theme that is no template, such as its style sheet."""
        for _, folder in self.chain:
            if (folder / name).is_file():
                return (folder / name).read_text("utf-8")
        raise UserError(f"the theme '{self.chain[0][0]}' has no {name}")

    @cached_property
    def inlined(self) -> Callable[[str], Mapping[str, str]]:
        """For an accent (`#rrggbb`, or empty): `css`, `script` (may be empty) and their `csp`."""
        css = self.read(STYLE) + "".join(self._more_style())
        script = self.read(SCRIPT) if self._has(SCRIPT) else ""
        return cache(lambda accent: inlined(css, script, self.look, accent))

    def _more_style(self) -> Iterator[str]:
        """What each theme adds, the chosen one last, so that it has the last word."""
        for _, folder in reversed(self.chain):
            if (folder / MORE_STYLE).is_file():
                yield "\n" + (folder / MORE_STYLE).read_text("utf-8")

    def _has(self, name: str) -> bool:
        return any((folder / name).is_file() for _, folder in self.chain)

    def _problem(self, wrong: Exception, template: str) -> Problem:
        from generator.render.template_faults import template_problem

        return template_problem(wrong, self._environment, self.chain, template)

    @cached_property
    def _environment(self) -> "Environment":
        from generator.render.environment import environment_of

        return environment_of(self.chain, self.filters, self.options)


def open_theme(
    name: str, folders: tuple[Path, ...], filters: Filters, wishes: Iterable[ThemeOption] = ()
) -> Theme:
    """The theme `name` with all it extends, from the first of `folders` that has each.

    The first of `folders` is the project's. Raises ThemeFault where one is missing, holds a link
    or has a mistake in its manifest, or where themes extend each other in a circle. A wish that
    cannot be met, and what has no effect, are among the theme's problems.
    """
    chain: list[tuple[str, Path]] = []
    manifests: list[Manifest] = []
    wanted, asked = name, None
    while wanted:
        if wanted in dict(chain) and asked:
            said = f"the theme '{wanted}' extends itself, by way of {chain[-1][0]}"
            raise ThemeFault([error(FAULT, asked.place("", "extends"), said)])
        folder = _find(wanted, folders, asked)
        if folder.parent == folders[0]:
            refuse_unfit(folder)
        asked = read_manifest(folder)
        chain.append((wanted, folder))
        manifests.append(asked)
        wanted = str(asked.values.get("extends", "")) or (DEFAULT if wanted != DEFAULT else "")
    own = tuple(folder for _, folder in chain if folder.parent == folders[0])
    layers = _layers(manifests)
    look = layers[0].look
    options, unmet = with_wishes(look.options, wishes, name)
    problems = (*unmet, *warnings_of(layers, own))
    return Theme(tuple(chain), filters, look, options, problems, own)


def _layers(manifests: list[Manifest]) -> list[Layer]:
    """What the manifests come to, in their order; the last declares what those before change."""
    layers: list[Layer] = []
    look: Look | None = None
    for manifest in reversed(manifests):
        layer = Layer(manifest, extended(look, manifest), look)
        look = layer.look
        layers.insert(0, layer)
    return layers


def _find(name: str, folders: tuple[Path, ...], asked: Manifest | None) -> Path:
    """The folder of a theme, which a manifest asked for or (None) site.yml."""
    known = {path.parent.name for folder in folders for path in folder.glob(f"*/{MANIFEST}")}
    if name in known:  # never a path that leads out of the folders
        return next(each / name for each in folders if (each / name / MANIFEST).is_file())
    place = asked.place("", "extends") if asked else named_at(folders[0].parent)
    raise ThemeFault([_missing(name, folders[0], known, place)])


def _missing(name: str, own: Path, known: set[str], place: Location) -> Problem:
    if name in {each.name for each in own.glob("*/")}:
        message = f"the theme '{name}' has no {MANIFEST}"
        hint = f'write {called(own / name, MANIFEST)} with the line: extends = "default"'
        return error(FAULT, place, message, hint)
    hint = did_you_mean(name, known) or f"there are: {', '.join(sorted(known))}"
    return error(FAULT, place, f"there is no theme '{name}'", hint)
