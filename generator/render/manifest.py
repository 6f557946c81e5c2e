"""theme.toml: what a theme extends, and what it changes of what its parents declare."""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType
from typing import Any

from generator.content.source import parse_source
from generator.errors import Location, Problem, did_you_mean, error
from generator.render.theme_fault import FAULT, ThemeFault, called, place_in
from generator.render.toml_places import key_place

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
_TOML_PLACE = re.compile(r" \(at (?:line (\d+), column (\d+)|end of document)\)$")

#: the table and the key that are wrong, and why: a sentence, and a hint
_Fault = tuple[str, str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What a chain of manifests comes to."""

    #: what templates see as `options.NAME`
    options: Mapping[str, OptionValue]
    #: custom properties of the style sheet, without their `--`
    style: Mapping[str, str]
    #: those that are others on dark pages
    dark: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Manifest:
    """A theme.toml, its values not looked at yet."""

    folder: Path
    text: str
    values: Mapping[str, Any]

    def table(self, name: str) -> Mapping[str, Any]:
        """`style`, or `style.dark`; empty where there is no such table."""
        found: Any = self.values
        for key in name.split("."):
            found = found.get(key) if isinstance(found, dict) else None
        return found if isinstance(found, dict) else {}

    def place(self, table: str, key: str) -> Location:
        """Where a key of a table stands (of the top level: ``), or the table named `key`."""
        return place_in(self.folder, MANIFEST, *key_place(self.text, table, key))


def read_manifest(folder: Path) -> Manifest:
    """The manifest of the theme in `folder`. Raises ThemeFault where it is no TOML."""
    data = (folder / MANIFEST).read_bytes()
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise ThemeFault(parse_source(data, called(folder, MANIFEST))[1]) from None
    try:
        return Manifest(folder, text, tomllib.loads(text))
    except tomllib.TOMLDecodeError as wrong:
        raise ThemeFault([_no_toml(folder, text, str(wrong))]) from None


def extended(look: Look | None, manifest: Manifest) -> Look:
    """`look` as this manifest changes it; None is before the first, which declares all.

    Raises ThemeFault with every mistake.
    """
    options, style = manifest.table("options"), dict(manifest.table("style"))
    dark = manifest.table("style.dark")
    style.pop("dark", None)
    before = look or Look(options={}, style={}, dark={})
    known_style = before.style if look else style
    faults = [
        *_faults_of_keys(manifest.values),
        *_faults_of_options(options, before.options),
        *_faults_of_style("style", style, known_style),
        *_faults_of_style("style.dark", dark, known_style),
    ]
    if faults:
        raise ThemeFault(
            error(FAULT, manifest.place(table, key), message, hint)
            for table, key, message, hint in faults
        )
    return Look(
        options={**before.options, **options},
        style={**before.style, **style},
        dark={**before.dark, **dark},
    )


def known(name: str, names: Mapping[str, object] | tuple[str, ...]) -> str:
    """The name that was meant, or all that there are."""
    return did_you_mean(name, names) or f"known here: {', '.join(names) or 'none'}"


def _no_toml(folder: Path, text: str, said: str) -> Problem:
    found = _TOML_PLACE.search(said)
    line, column = len(text.splitlines()) or 1, 1
    if found and found[1]:
        line, column = int(found[1]), int(found[2])
    message = f"this is not TOML: {_TOML_PLACE.sub('', said)}"
    return error(FAULT, place_in(folder, MANIFEST, line, column), message)


def _faults_of_keys(manifest: Mapping[str, Any]) -> Iterator[_Fault]:
    for key, value in manifest.items():
        if key not in KEYS:
            yield "", key, f"'{key}' is not a key of a theme", known(key, KEYS)
        elif key in ("options", "style") and not isinstance(value, dict):
            yield "", key, f"'{key}' is not a value", f"write [{key}], and its lines below"
        elif key in ("name", "extends") and not isinstance(value, str):
            yield "", key, f"'{key}' is {KINDS[str]}, not {_shown(value)}", ""
    style = manifest.get("style")
    if isinstance(style, dict) and not isinstance(style.get("dark", {}), dict):
        hint = "write [style.dark], and its lines below"
        yield "style", "dark", "[style] 'dark' is not a value", hint


def _faults_of_options(
    options: Mapping[str, Any], declared: Mapping[str, OptionValue]
) -> Iterator[_Fault]:
    for name, value in options.items():
        kind = type(declared[name]) if name in declared else type(value)
        if kind not in KINDS:
            allowed = ", ".join(KINDS.values())
            message = f"the option '{name}' cannot be {_shown(value)}, only one of: {allowed}"
            yield "options", name, message, ""
        elif type(value) is not kind:
            yield "options", name, f"the option '{name}' is {KINDS[kind]}, not {_shown(value)}", ""


def _faults_of_style(
    table: str, style: Mapping[str, Any], names: Mapping[str, Any]
) -> Iterator[_Fault]:
    for name, value in style.items():
        if isinstance(value, dict):
            hint = did_you_mean(name, ("dark",)) if table == "style" else ""
            message = f"there is no table [{table}.{name}]"
            yield table, name, message, hint or "the only one of its kind is [style.dark]"
        elif name not in names:
            yield table, name, f"[{table}] has no '{name}'", known(name, names)
        elif fault := _fault_of_property(name, value):
            yield table, name, f"[{table}] '{name}' {fault}", ""


def _fault_of_property(name: str, value: object) -> str:
    """Why a custom property cannot be called so, or be this; or empty."""
    if not re.fullmatch("[a-z][a-z0-9-]*", name):
        return "cannot be a name: small letters, digits and `-`"
    if not isinstance(value, str) or not value.strip():
        return f"is {KINDS[str]}, not {_shown(value)}"
    return _fault_of_value(value)


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


def _shown(value: object) -> str:
    """A value as it stands in TOML, as good as."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict | list):
        return "a table" if isinstance(value, dict) else "a list"
    return f'"{value}"' if isinstance(value, str) else str(value)
