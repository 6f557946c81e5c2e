"""config.yml of a cState site: its name, address, looks and systems."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from generator.content.edit import yaml_text
from generator.content.images import is_image
from generator.content.source import MAX_SETTINGS_BYTES, read_bytes
from generator.errors import Problem
from generator.importers.cstate.data import Data, NoData, Table, read_json, read_toml, read_yaml
from generator.importers.report import Notes, changed, failed, problem
from generator.importers.site_file import SiteLine, parse_site
from generator.importers.text.clean import clean_line, clean_text

_FOLDER = "config/_default/"
_ENDINGS = ("yml", "yaml", "toml", "json")
#: without their endings
_NAMES = ("config", "hugo", f"{_FOLDER}config", f"{_FOLDER}hugo")
_FALLBACK = "https://status.example"
#: what cState sets where nobody has chosen a colour
_DEFAULT_BRAND = "#0a0c0f"
_COLOUR = re.compile("#?(?P<digits>(?:[0-9A-Fa-f]{3}){1,2})")
_READ = frozenset({"title", "baseurl", "params", "languages", "defaultcontentlanguage"})
_READ_PARAMS = frozenset({"categories", "systems", "brand", "logo", "uselogo"})
_READ_PARTS = frozenset({"name", "displayname", "description", "category", "untitled"})
#: how Hugo builds: of no use without it
_HUGO = frozenset(
    {"theme", "taxonomies", "outputs", "outputformats", "security", "ignorelogs", "buildfuture"}
    | {"preservetaxonomynames", "enablegitinfo", "markup", "module", "permalinks", "mediatypes"}
)


@dataclass(frozen=True, slots=True)
class System:
    """What cState calls a component."""

    name: str
    shown: str
    description: str = ""
    #: empty: it stands alone
    group: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    title: str = ""
    url: str = ""
    accent: str = ""
    #: below static/
    logo: str = ""
    systems: tuple[System, ...] = ()
    #: other languages than the first one
    languages: tuple[str, ...] = ()


def read_config(root: Path, notes: Notes) -> Config:
    """The configuration in `root`; an empty one, with a note, where there is none."""
    name = _first(root, _NAMES)
    table = _read(root, name, notes)
    names = [name] if name else []
    for key in ("params", "languages"):  # Hugo takes each from a file of its own as well
        if part := _first(root, [f"{_FOLDER}{key}"]):
            values = {**_folded(table.values.get(key)), **_read(root, part, notes).values}
            table = replace(table, values={**table.values, key: values})
            names.append(part)
    if not names:
        notes.append(problem("no config.yml: components come from the issues alone", root.name))
    return _config(table, ", ".join(names), notes)


def site_lines(config: Config, year: int, logo: str, notes: Notes) -> list[SiteLine]:
    """The lines of a new site.yml; `logo` is the file in content/, `year` that of today."""
    found = parse_site(f"title: x\nurl: {yaml_text(config.url)}\n".encode())
    if isinstance(found, str):
        words = "the configuration does not tell the address: mend `url:` and `identity:`"
        notes.append(changed(words, config.url or "no baseURL"))
    url = _FALLBACK if isinstance(found, str) else found.url
    host = urlsplit(url).hostname or ""
    lost = "an `identity:` could not be made of the address: mend it"
    looks = [f"logo: {yaml_text(logo)}"] if logo else []
    looks += [f'accent: "{config.accent}"'] if config.accent else []
    return [
        SiteLine(f"title: {yaml_text(config.title or host)}"),
        SiteLine(f"url: {yaml_text(url)}"),
        SiteLine(f"identity: {host},{year}", lost, host),
        *([SiteLine(f"brand: {{{', '.join(looks)}}}")] if looks else []),
    ]


def _first(root: Path, names: Sequence[str]) -> str:
    """The first file there is, whatever its ending; empty for none."""
    files = (f"{name}.{ending}" for name in names for ending in _ENDINGS)
    return next((file for file in files if (root / file).is_file()), "")


def _read(root: Path, name: str, notes: Notes) -> Table:
    """The keys of a file; none, with a note, where it cannot be read; none for no name."""
    data = read_bytes(root / name, name, MAX_SETTINGS_BYTES) if name else b"{}"
    if isinstance(data, Problem):
        notes.append(failed("could not be read", f"{name}: {data.message}"))
        return Table({}, {})
    try:
        table = _table(data.decode("utf-8-sig"), name)
    except UnicodeDecodeError:
        notes.append(failed("could not be read: it is not UTF-8", name))
        return Table({}, {})
    except NoData as wrong:
        notes.append(failed(f"could not be read: {wrong}", f"{name}:{wrong.line}"))
        return Table({}, {})
    notes.extend(changed(words, f"{name}:{line}") for line, words in table.remarks)
    return table


def _table(text: str, name: str) -> Table:
    if name.endswith(".toml"):
        return read_toml(text)
    if name.endswith(".json"):
        return read_json(text)[0]
    lines = clean_text(text).split("\n")
    return read_yaml(lines, 0, len(lines))


def _config(table: Table, name: str, notes: Notes) -> Config:
    params = _folded(table.values.get("params"))
    if lost := sorted(set(_lost(table))):
        words = f"settings without a counterpart are not carried over: {', '.join(lost)}"
        notes.append(changed(words, name))
    languages = _folded(table.values.get("languages")).keys()
    return Config(
        title=clean_line(table.text("title")),
        url=table.text("baseurl").rstrip("/"),
        accent=_accent(params, name, notes),
        logo=_logo(params, name, notes),
        systems=tuple(_systems(params, name, notes)),
        languages=tuple(languages - {table.text("defaultcontentlanguage").casefold() or "en"}),
    )


def _lost(table: Table) -> Iterator[str]:
    """The settings that mean something in cState and have no place here."""
    yield from table.values.keys() - _READ - _HUGO
    params = table.values.get("params")
    for key, value in params.items() if isinstance(params, dict) else ():
        if key.casefold() not in _READ_PARAMS:
            yield key
        for part in value if isinstance(value, list) and key in ("categories", "systems") else ():
            names = part if isinstance(part, dict) else {}
            yield from (f"{key}: {name}" for name in names if name.casefold() not in _READ_PARTS)
            if key == "categories" and "description" in names:
                yield "categories: description"


def _systems(params: dict[str, Data], name: str, notes: Notes) -> Iterator[System]:
    categories = _parts(params.get("categories"))
    order = [_line(each.get("name")) for each in categories]
    titled = {
        _line(each.get("name")) for each in categories if _line(each.get("untitled")) != "true"
    }
    found = list(_parts(params.get("systems")))
    place = {category: number for number, category in enumerate(order)}
    found.sort(key=lambda each: place.get(_line(each.get("category")), len(order)))
    for each in found:
        group, system = _line(each.get("category")), _line(each.get("name"))
        if not system:
            notes.append(problem("a system without a name is left out", name))
            continue
        if group and group not in titled:
            why = "is untitled" if group in place else "does not exist"
            notes.append(changed(f"a component whose category {why} stands alone", system))
        yield System(
            name=system,
            shown=_line(each.get("displayname")) or system,
            description=_line(each.get("description")),
            group=group if group in titled else "",
        )


def _accent(params: dict[str, Data], name: str, notes: Notes) -> str:
    brand = _line(params.get("brand"))
    found = _COLOUR.fullmatch(brand)
    if brand and not found:
        words = "a brand colour that is none like #0b5 is left out"
        notes.append(changed(words, f"{name}: {brand}"))
    colour = f"#{found['digits']}" if found else ""
    return "" if colour.casefold() == _DEFAULT_BRAND else colour


def _logo(params: dict[str, Data], name: str, notes: Notes) -> str:
    logo = _line(params.get("logo")).lstrip("/")
    if not logo or _line(params.get("uselogo")).casefold() != "true":
        return ""
    if "://" in logo or ".." in logo.split("/") or not is_image(f"content/{logo}"):
        notes.append(
            changed("a logo that is no picture of the site is left out", f"{name}: {logo}")
        )
        return ""
    return logo


def _parts(value: Data | None) -> Sequence[dict[str, Data]]:
    items = value if isinstance(value, list) else []
    return [_folded(item) for item in items if isinstance(item, dict)]


def _folded(value: Data | None) -> dict[str, Data]:
    table = value if isinstance(value, dict) else {}
    return {key.casefold(): each for key, each in table.items()}


def _line(value: Data | None) -> str:
    return clean_line(value) if isinstance(value, str) else ""
