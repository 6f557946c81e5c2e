"""A theme: the folders it is made of, nearest first, and the Jinja environment over them."""

import base64
import hashlib
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.errors import UserError

if TYPE_CHECKING:
    from jinja2 import Environment

MANIFEST = "theme.toml"
STYLE = "style.css"
#: a colour that was chosen on white is lightened where the page is dark
_ACCENT = (
    ":root{{--accent:{0}}}"
    "@media(prefers-color-scheme:dark){{:root{{--accent:color-mix(in srgb,{0} 45%,#fff)}}}}"
)
DEFAULT = "default"

Filters = Mapping[str, Callable[..., object]]


@dataclass(frozen=True)
class Theme:
    """A chain of folders; what the first lacks, the next one has. Not opened before it is used."""

    #: name and folder, the chosen theme first, `default` last
    chain: tuple[tuple[str, Path], ...]
    filters: Filters

    @cached_property
    def fingerprint(self) -> str:
        """Changes with every byte of every file of the chain."""
        digest = hashlib.sha256()
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

    def inlined(self, accent: str) -> Mapping[str, str]:
        """The style sheet for a page's head, and the policy (CSP 3) that allows just that."""
        css = self._style + (_ACCENT.format(accent) if accent else "")
        digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
        policy = f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'self' data:"
        return {"css": css, "csp": f"{policy}; base-uri 'none'; form-action 'none'"}

    @cached_property
    def _style(self) -> str:
        return self.read(STYLE)

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
        return environment


def open_theme(name: str, folders: tuple[Path, ...], filters: Filters) -> Theme:
    """The theme `name` with all it extends, from the first of `folders` that has each.

    Raises UserError where one is missing, or where themes extend each other in a circle.
    """
    chain: list[tuple[str, Path]] = []
    wanted = name
    while wanted:
        if wanted in dict(chain):
            raise UserError(f"the theme '{wanted}' extends itself, by way of {chain[-1][0]}")
        folder = _find(wanted, folders)
        chain.append((wanted, folder))
        wanted = _extends(folder) or (DEFAULT if wanted != DEFAULT else "")
    return Theme(tuple(chain), filters)


def _find(name: str, folders: tuple[Path, ...]) -> Path:
    for folder in folders:
        if (folder / name / MANIFEST).is_file():
            return folder / name
    known = sorted(
        {path.parent.name for folder in folders for path in folder.glob(f"*/{MANIFEST}")}
    )
    raise UserError(f"there is no theme '{name}'; there are: {', '.join(known)}")


def _extends(folder: Path) -> str:
    try:
        manifest = tomllib.loads((folder / MANIFEST).read_text("utf-8"))
    except tomllib.TOMLDecodeError as wrong:
        raise UserError(f"{folder.name}/{MANIFEST}: {wrong}") from None
    return str(manifest.get("extends", ""))
