"""Jinja over a chain of folders: sandboxed, strict, and with names where something is missing."""

from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import (
    ChoiceLoader,
    Environment,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateNotFound,
)
from jinja2.environment import TemplateModule
from jinja2.sandbox import SandboxedEnvironment

from generator.errors import did_you_mean
from generator.render.manifest import OptionValue

Chain = tuple[tuple[str, Path], ...]


def environment_of(
    chain: Chain, filters: Mapping[str, Callable[..., object]], options: Mapping[str, OptionValue]
) -> Environment:
    """The environment in which the templates of a theme are found and printed."""
    loaders = {name: _Loader(folder) for name, folder in chain}
    # "!default/page.html" reaches the template that an override stands in for
    named = PrefixLoader({f"!{name}": loader for name, loader in loaders.items()})
    environment = _Sandbox(
        loader=ChoiceLoader([*loaders.values(), named]),
        autoescape=True,
        undefined=_Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(filters)
    # a global also reaches macros; no dict, whose methods would hide options of their names
    environment.globals["options"] = SimpleNamespace(**options)
    return environment


class _Loader(FileSystemLoader):
    """Not for what editors keep for themselves: those files are not looked at for links either."""

    def get_source(
        self, environment: Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        if any(part.startswith(".") for part in template.split("/")):
            raise TemplateNotFound(template)
        return super().get_source(environment, template)


class _Sandbox(SandboxedEnvironment):
    """Reading a field of a view, which templates do all day, is let through at once."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if attribute[:1] != "_" and hasattr(type(obj), "__dataclass_fields__"):
            try:
                return getattr(obj, attribute)
            except AttributeError:
                return self.undefined(obj=obj, name=attribute)
        return super().getattr(obj, attribute)


class _Undefined(StrictUndefined):
    """Says what there is instead."""

    @property
    def _undefined_message(self) -> str:
        name, owner = self._undefined_name, self._undefined_obj
        if self._undefined_hint or not isinstance(name, str) or not _is_owner(owner):
            return super()._undefined_message
        if owner is None:
            return f"there is nothing here (None) that could have a '{name}': ask for it first"
        names = _names_of(owner)
        hint = did_you_mean(name, names) or f"it has: {', '.join(names) or 'none'}"
        if isinstance(owner, SimpleNamespace):
            return f"the theme has no option '{name}'; {hint}"
        who = owner.__name__ if isinstance(owner, TemplateModule) else type(owner).__name__
        return f"{who} has no '{name}'; {hint}"


def _is_owner(found: object) -> bool:
    return found is None or isinstance(found, SimpleNamespace | TemplateModule) or _is_view(found)


def _is_view(found: object) -> bool:
    return is_dataclass(found) and not isinstance(found, type)


def _names_of(owner: Any) -> tuple[str, ...]:
    """What a template may ask of it."""
    if _is_view(owner):
        own = tuple(field.name for field in fields(owner))
        more = (name for name, each in vars(type(owner)).items() if isinstance(each, property))
        return (*own, *more)
    return tuple(name for name in vars(owner) if not name.startswith("_"))
