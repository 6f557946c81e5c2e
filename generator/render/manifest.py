"""theme.toml: what a theme extends, and what it changes of what its parents declare."""

import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.errors import UserError, did_you_mean

MANIFEST = "theme.toml"
KEYS = ("name", "extends", "options", "style")

OptionValue = bool | int | str
#: what the values of an option are, in words and in TOML
KINDS: Mapping[type, str] = MappingProxyType(
    {bool: "true or false", int: "a whole number", str: "text in quotes"}
)
#: would end the declaration, or have a browser ask for something
_FORBIDDEN = (";", "{", "}", "<", "@", "\\", "/*", "//", "url(", "src(", "image(", "image-set(")
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a chain of manifests comes to."""

    #: what templates see as `options.NAME`
    options: Mapping[str, OptionValue]
    #: custom properties of the style sheet, without their `--`
    style: Mapping[str, str]
    #: those that are others on dark pages
    dark: Mapping[str, str]


def read_manifest(folder: Path) -> Mapping[str, Any]:
    """The manifest of the theme in `folder`, its values not looked at yet."""
    try:
        return tomllib.loads((folder / MANIFEST).read_text("utf-8"))
    except ValueError as wrong:  # of TOML, or of UTF-8
        raise UserError(f"{_called(folder)}: {wrong}") from None


def extended(
    look: Look | None,
    folder: Path,
    manifest: Mapping[str, Any],
    is_used: Callable[[str], bool],
) -> Look:
    """`look` as the theme in `folder` changes it; None is before the first, which declares all.

    `is_used` says whether a template asks for an option. Raises UserError with every mistake.
    """
    options, style = _table(manifest, "options"), dict(_table(manifest, "style"))
    dark = _table(style, "dark")
    style.pop("dark", None)
    before = look or Look(options={}, style={}, dark={})
    known_style = before.style if look else style
    faults = [
        *_faults_of_keys(manifest),
        *_faults_of_options(options, before.options, is_used if look else None),
        *_faults_of_style("[style]", style, known_style),
        *_faults_of_style("[style.dark]", dark, known_style),
    ]
    if faults:
        raise UserError("\n".join(f"{_called(folder)}: {fault}" for fault in faults))
    return Look(
        options={**before.options, **options},
        style={**before.style, **style},
        dark={**before.dark, **dark},
    )


def _called(folder: Path) -> str:
    return f"{folder.parent.name}/{folder.name}/{MANIFEST}"


def _table(values: Mapping[str, Any], key: str) -> Mapping[str, Any]:
    table = values.get(key)
    return table if isinstance(table, dict) else {}


def _faults_of_keys(manifest: Mapping[str, Any]) -> Iterator[str]:
    for key, value in manifest.items():
        if key not in KEYS:
            yield f"'{key}' is not a key of a theme; {_known(key, KEYS)}"
        elif key in ("options", "style") and not isinstance(value, dict):
            yield f"'{key}' is not a value: write [{key}], and its lines below"
        elif key in ("name", "extends") and not isinstance(value, str):
            yield f"'{key}' is {KINDS[str]}, not {_shown(value)}"
    style = manifest.get("style")
    if isinstance(style, dict) and not isinstance(style.get("dark", {}), dict):
        yield "[style] 'dark' is not a value: write [style.dark], and its lines below"


def _faults_of_options(
    options: Mapping[str, Any],
    declared: Mapping[str, OptionValue],
    is_used: Callable[[str], bool] | None,
) -> Iterator[str]:
    for name, value in options.items():
        kind = type(declared[name]) if name in declared else type(value)
        if kind not in KINDS:
            allowed = ", ".join(KINDS.values())
            yield f"the option '{name}' cannot be {_shown(value)}, only one of: {allowed}"
        elif type(value) is not kind:
            yield f"the option '{name}' is {KINDS[kind]}, not {_shown(value)}"
        elif name not in declared and is_used and not is_used(name):
            yield f"nothing uses the option '{name}'; {_known(name, declared)}"


def _faults_of_style(
    where: str, style: Mapping[str, Any], known: Mapping[str, Any]
) -> Iterator[str]:
    for name, value in style.items():
        if name not in known:
            yield f"{where} has no '{name}'; {_known(name, known)}"
        elif not re.fullmatch("[a-z][a-z0-9-]*", name):
            yield f"{where} '{name}' cannot be a name: small letters, digits and `-`"
        elif not isinstance(value, str) or not value.strip():
            yield f"{where} '{name}' is {KINDS[str]}, not {_shown(value)}"
        elif fault := _fault_of_value(value):
            yield f"{where} '{name}' {fault}"


def _fault_of_value(value: str) -> str:
    """Why `value` could do more than be the value of one custom property; or empty."""
    found = next((each for each in _FORBIDDEN if each in value.casefold()), "")
    if found:
        return f"must not hold `{found}`"
    if not value.isprintable():
        return "must be one line"
    bare = _QUOTED.sub("", value)
    if "'" in bare or '"' in bare:
        return "has a quote that is not closed"
    return "" if _is_balanced(bare) else "has a bracket without its other half"


def _is_balanced(text: str) -> bool:
    brackets = re.sub(r"[^()\[\]]", "", text)
    while brackets != (shorter := brackets.replace("()", "").replace("[]", "")):
        brackets = shorter
    return not brackets


def _known(name: str, names: Iterable[str]) -> str:
    """The name that was meant, or all that there are."""
    known = tuple(names)
    return did_you_mean(name, known) or f"known here: {', '.join(known) or 'none'}"


def _shown(value: object) -> str:
    """A value as it stands in TOML, as good as."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return f'"{value}"' if isinstance(value, str) else str(value)
