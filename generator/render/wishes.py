"""What site.yml wishes of a theme's options: each as the kind of value that the theme declares."""

import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.content import yamlio
from generator.content.fields import Problems, as_yes_no
from generator.content.load import SETTINGS_FILE
from generator.content.source import MAX_SETTINGS_BYTES, load_source
from generator.content.yamlio import MAX_SETTINGS_NODES, Scalar, parse_yaml
from generator.errors import Location, did_you_mean, error
from generator.model.site import ThemeOption
from generator.render.manifest import OptionValue


def with_wishes(
    declared: Mapping[str, OptionValue], wishes: Iterable[ThemeOption], theme: str
) -> tuple[Mapping[str, OptionValue], Problems]:
    """The options with all wishes that can be met, and why the others cannot."""
    options, problems = dict(declared), Problems()
    for wish in wishes:
        name = wish.name.casefold()
        if name not in declared:
            known = ", ".join(declared)
            hint = did_you_mean(wish.name, declared) or (f"it has: {known}" if known else "")
            message = f"'{wish.name}' is not an option of the theme '{theme}'"
            problems.append(error("KEY-01", wish.name_place, message, hint))
        elif (value := _value(wish, declared[name], problems)) is not None:
            options[name] = value
    return options, problems


def named_at(project: Path) -> Location:
    """Where site.yml names its theme; read anew, as only one that cannot be had is asked for."""
    source, _ = load_source(project / SETTINGS_FILE, SETTINGS_FILE, MAX_SETTINGS_BYTES)
    if source is None:
        return Location(SETTINGS_FILE)
    node, _ = parse_yaml(source, 1, len(source.lines), MAX_SETTINGS_NODES)
    for key in ("theme", "name"):
        if isinstance(node, yamlio.Mapping):
            node = node.get(key)
    return node.location if isinstance(node, Scalar) else Location(SETTINGS_FILE)


def _value(wish: ThemeOption, default: OptionValue, problems: Problems) -> OptionValue | None:
    if isinstance(default, bool):
        return as_yes_no(Scalar(wish.text, wish.text_place), problems)
    if isinstance(default, str):
        return wish.text
    if re.fullmatch(r"-?[0-9]{1,9}", wish.text):
        return int(wish.text)
    message = f"'{wish.text}' is not a whole number like {default}"
    problems.append(error("KEY-09", wish.text_place, message))
    return None
