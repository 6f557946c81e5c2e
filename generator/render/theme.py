"""A theme: the folders it is made of, nearest first, and the Jinja environment over them."""

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING

from generator.errors import Problem, UserError
from generator.model.site import ThemeOption
from generator.render.inline import inlined
from generator.render.manifest import MANIFEST, Look, OptionValue, extended, read_manifest
from generator.render.wishes import with_wishes

if TYPE_CHECKING:
    from jinja2 import Environment

STYLE, SCRIPT = "style.css", "script.js"
#: what a theme adds to the style sheet of those that it extends
MORE_STYLE = "more.css"
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
    #: wishes of site.yml that cannot be met; the page has the theme's own value
    problems: tuple[Problem, ...] = ()

    @cached_property
    def fingerprint(self) -> str:
        """Changes with every option, and with every byte of every file of the chain."""
        digest = hashlib.sha256(repr(sorted(self.options.items())).encode())
        for name, folder in self.chain:
            for path in sorted(folder.rglob("*")):
                if path.is_file():
                    relative = path.relative_to(folder).as_posix()
                    data = path.read_bytes()
                    named = f"{name}\0{relative}\0{len(data)}\0"
                    digest.update(named.encode("utf-8", "surrogateescape") + data)
        return digest.hexdigest()

    def render(self, template: str, view: object, **globals_: object) -> bytes:
        """The page that `template` prints of `view`."""
        from jinja2 import TemplateError, TemplateSyntaxError

        try:
            text = self._environment.get_template(template).render(view=view, **globals_)
        except TemplateSyntaxError as wrong:
            raise UserError(f"{wrong.filename}:{wrong.lineno}: {wrong.message}") from wrong
        except TemplateError as wrong:
            raise UserError(f"the theme's {template}: {wrong.message}") from wrong
        return text.encode()

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

    @cached_property
    def _environment(self) -> "Environment":
        from jinja2 import (
            ChoiceLoader,
            Environment,
            FileSystemLoader,
            PrefixLoader,
            StrictUndefined,
        )

        loaders = {name: FileSystemLoader(folder) for name, folder in self.chain}
        # "!default/page.html" reaches the template that an override stands in for
        named = PrefixLoader({f"!{name}": loader for name, loader in loaders.items()})
        environment = Environment(
            loader=ChoiceLoader([*loaders.values(), named]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        environment.filters.update(self.filters)
        # a global also reaches macros; no dict, whose methods would hide options of their names
        environment.globals["options"] = SimpleNamespace(**self.options)
        return environment


def open_theme(
    name: str, folders: tuple[Path, ...], filters: Filters, wishes: Iterable[ThemeOption] = ()
) -> Theme:
    """The theme `name` with all it extends, from the first of `folders` that has each.

    Raises UserError where one is missing or has a mistake in its manifest, or where themes extend
    each other in a circle. A wish that cannot be met is among the theme's problems.
    """
    chain: list[tuple[str, Path]] = []
    manifests: list[Mapping[str, object]] = []
    wanted = name
    while wanted:
        if wanted in dict(chain):
            raise UserError(f"the theme '{wanted}' extends itself, by way of {chain[-1][0]}")
        folder = _find(wanted, folders)
        chain.append((wanted, folder))
        manifests.append(read_manifest(folder))
        wanted = str(manifests[-1].get("extends", "")) or (DEFAULT if wanted != DEFAULT else "")
    look = _look(tuple(folder for _, folder in chain), manifests)
    options, problems = with_wishes(look.options, wishes, name)
    return Theme(tuple(chain), filters, look, options, tuple(problems))


def _look(folders: tuple[Path, ...], manifests: Iterable[Mapping[str, object]]) -> Look:
    """What the manifests come to, the last one first: each may change what those before declare."""

    def is_used(option: str) -> bool:
        """Whether a template says `options.NAME`."""
        named = re.compile(rf"\boptions\.{re.escape(option)}\b".encode())
        templates = (path for folder in folders for path in folder.rglob("*.html"))
        return any(named.search(path.read_bytes()) for path in templates if path.is_file())

    first, *others = reversed([*zip(folders, manifests, strict=True)])
    look = extended(None, *first, is_used)
    for folder, manifest in others:
        look = extended(look, folder, manifest, is_used)
    return look


def _find(name: str, folders: tuple[Path, ...]) -> Path:
    for folder in folders:
        if (folder / name / MANIFEST).is_file():
            return folder / name
    known = sorted(
        {path.parent.name for folder in folders for path in folder.glob(f"*/{MANIFEST}")}
    )
    raise UserError(f"there is no theme '{name}'; there are: {', '.join(known)}")
