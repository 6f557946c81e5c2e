"""YAML, TOML and JSON become plain data: text, lists and dictionaries; every scalar is text."""

import json
import re
import tomllib
from dataclasses import dataclass
from datetime import date, time

from generator.content.source import Source
from generator.content.yamlio import MAX_SETTINGS_NODES, Mapping, Node, Scalar, Sequence, parse_yaml
from generator.errors import Problem
from generator.importers.text.clean import clean_text

Data = str | list["Data"] | dict[str, "Data"]


class NoData(ValueError):
    """What is wrong with the text, and on which of its lines (from 1)."""

    def __init__(self, line: int, words: str) -> None:
        super().__init__(words)
        self.line = line


@dataclass(frozen=True, slots=True)
class Table:
    """The uppermost keys, in small letters, and on which line each stands."""

    values: dict[str, Data]
    lines: dict[str, int]
    #: what was read, but not as it stands: line and words
    remarks: tuple[tuple[int, str], ...] = ()

    def line(self, key: str) -> int:
        """Where a key stands; the first line where it is not there."""
        return self.lines.get(key, 1)

    def text(self, key: str) -> str:
        """The text of a key; empty where it has none."""
        value = self.values.get(key, "")
        return " ".join(value.split()) if isinstance(value, str) else ""


def read_yaml(lines: list[str], first: int, end: int) -> Table:
    """The keys in the YAML of the lines from `first` to before `end` (from 0). Raises NoData."""
    remarks: list[tuple[int, str]] = []
    node, problems = _parsed(lines, first, end)
    tabs = next((number for number in range(first, end) if "\t" in lines[number]), -1)
    if node is None and problems and tabs >= 0:
        node, problems = _parsed([line.replace("\t", "  ") for line in lines], first, end)
        remarks = [(tabs + 1, "tabs are read as spaces")]
    if node is None and not problems:
        return Table({}, {})
    if not isinstance(node, Mapping):
        line = problems[0].location.line if problems else first + 1
        words = problems[0].message if problems else "there are no lines of `key: value`"
        raise NoData(line, words)
    remarks += [(each.location.line, each.message) for each in problems]
    values = {key.text.casefold(): _plain_node(value) for key, value in node.entries}
    places = {key.text.casefold(): key.location.line for key, _ in node.entries}
    return Table(values, places, tuple(remarks))


def _parsed(lines: list[str], first: int, end: int) -> tuple[Node | None, list[Problem]]:
    return parse_yaml(Source("", tuple(lines)), first + 1, end, MAX_SETTINGS_NODES)


def read_toml(text: str) -> Table:
    """The keys of a TOML document. Raises NoData."""
    try:
        return _table(tomllib.loads(text), text)
    except (tomllib.TOMLDecodeError, RecursionError) as wrong:
        found = re.search(r"at line (\d+)", str(wrong))
        line = int(found[1]) if found else text.rstrip().count("\n") + 1
        raise NoData(line, f"it is no TOML: {wrong}") from None


def read_json(text: str) -> tuple[Table, str]:
    """The keys of the JSON object that `text` begins with, and what is behind it.

    Raises NoData.
    """
    start = len(text) - len(text.lstrip())
    try:
        found, end = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as wrong:
        raise NoData(wrong.lineno, f"it is no JSON: {wrong}") from None
    except (ValueError, RecursionError) as wrong:  # a number or a depth beyond all sense
        raise NoData(1, f"it is no JSON: {wrong}") from None
    return _table(found, text), text[end:]


def texts(value: Data | None) -> list[str]:
    """A list of texts; one text is a list as well."""
    if isinstance(value, list):
        return [line for each in value for line in texts(each)]
    line = " ".join(value.split()) if isinstance(value, str) else ""
    return [line] if line else []


def _table(found: object, text: str) -> Table:
    plain = _plain(found)
    if not isinstance(plain, dict):
        raise NoData(1, "it holds no keys")
    lines = text.split("\n")
    places = {
        key: next((n for n, line in enumerate(lines, 1) if key in line.casefold()), 1)
        for key in (key.casefold() for key in plain)
    }
    return Table({key.casefold(): value for key, value in plain.items()}, places)


def _plain_node(node: Node) -> Data:
    if isinstance(node, Scalar):
        is_null = not node.quoted and node.text.casefold() in ("null", "~")
        return "" if is_null else clean_text(node.text)
    if isinstance(node, Sequence):
        return [_plain_node(item) for item in node.items]
    return {key.text: _plain_node(value) for key, value in node.entries}


def _plain(value: object) -> Data:
    if isinstance(value, dict):
        return {clean_text(str(key)): _plain(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return value.isoformat()
    return "" if value is None else clean_text(str(value))
