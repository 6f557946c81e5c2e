"""The floors of generator/: who may import what, and how long code may be.

A module imports only from floors below its own and from its own package; what stands beside it on
the same floor is closed to it. The tables say it all; the rest of the file reads code and compares.
"""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).parent.parent

# A new module or package of generator/ gets its place here, as low as it can stand.
FLOORS = (
    ("errors", "manual", "git", "hideaway", "program"),
    ("model",),
    ("content", "state"),
    ("checks",),
    ("render", "reading"),
    ("outputs", "cache", "gate", "writing", "duties", "report"),
    ("writer", "keepgoing", "merge", "scaffold", "serve", "deploy", "notify", "importers"),
    ("build",),
    ("commands",),
    ("cli",),
)
# One place under two names: `python -m generator` is cli's other door.
SAME_AS = {"__main__": "cli"}

# What from outside is used where: a name covers all below it, a longer name beats a shorter one.
NETWORK = ("serve", "deploy", "notify", "importers")
ANYWHERE = ("",)
LIBRARIES = {
    "yaml": ("content",),
    "jinja2": ("render",),
    "markdown": ("render",),
    "nh3": ("render",),
    "feedgen": ("outputs.feeds",),
    "icalendar": ("outputs.calendar",),
    "watchdog": ("serve",),
    "argcomplete": ("commands.completion",),
    "urllib": NETWORK,
    "urllib.parse": ANYWHERE,  # only takes addresses apart
    "http.client": NETWORK,
    "http.server": NETWORK,
    **dict.fromkeys(("socket", "socketserver", "ssl", "ftplib", "smtplib"), NETWORK),
    **dict.fromkeys(("requests", "urllib3", "httpx", "obstore", "apprise"), NETWORK),
}
CLOCK_USERS = ("cli", "serve", "deploy", "notify")
CLOCKS = {
    *("datetime.datetime.now", "datetime.datetime.utcnow", "datetime.datetime.today"),
    "datetime.date.today",
    *("time.time", "time.time_ns", "time.monotonic", "time.monotonic_ns"),
    *("time.perf_counter", "time.perf_counter_ns", "time.process_time", "time.process_time_ns"),
    *("time.localtime", "time.gmtime", "time.ctime", "time.asctime", "time.strftime"),
}
PRINTERS = ("cli", "commands")
MAX_FILE, MAX_FUNCTION = 250, 50
ADD_IT = "give it a place in FLOORS in tests/test_floors.py"


class Import(NamedTuple):
    """One name brought in: `local` is what the module calls it, `full` where it comes from."""

    line: int
    local: str
    full: str


def problems(path: str, source: str) -> list[str]:
    """What breaks the house rules in one module (`path` as in "generator/state/status.py")."""
    module = path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")
    module = module.removeprefix("generator").removeprefix(".")
    place = floor_of(module)
    if module and place is None:
        return [f"{path}:1: `{top(module)}` stands on no floor; {ADD_IT}."]
    tree = ast.parse(source)
    imports = list(imports_of(tree, path.split("/")[:-1]))
    found = [*import_problems(module, imports), *use_problems(module, tree, imports)]
    found += size_problems(tree, source)
    return [f"{path}:{line}: {rule}" for line, rule in sorted(set(found))]


def top(module: str) -> str:
    """The name that stands on a floor: "status" for "status.timeline", "cli" for "__main__"."""
    first = module.partition(".")[0]
    return SAME_AS.get(first, first)


def floor_of(module: str) -> int | None:
    """The number of a module's floor, if it has one."""
    return next((number for number, names in enumerate(FLOORS) if top(module) in names), None)


def imports_of(tree: ast.AST, package: list[str]) -> Iterator[Import]:
    """Every name a module of this package imports, also inside functions and by name."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                for name in names:
                    yield Import(node.lineno, name.asname or name.name, name.name)
            case ast.ImportFrom(module=source, names=names, level=level):
                start = package[: len(package) - level + 1] if level else []
                for name in names:
                    full = ".".join([*start, *([source] if source else []), name.name])
                    yield Import(node.lineno, name.asname or name.name, full)
            case ast.Call(
                func=ast.Name(id="import_module" | "__import__")
                | ast.Attribute(attr="import_module"),
                args=[ast.Constant(value=str(name)), *_],
            ):
                yield Import(node.lineno, "", name)


def import_problems(module: str, imports: list[Import]) -> Iterator[tuple[int, str]]:
    """Imports across floors, and libraries used where they should not be."""
    for line, _, full in imports:
        if full.startswith("generator."):
            yield from ((line, rule) for rule in [floor_rule(module, full.split(".")[1])] if rule)
            continue
        parts = full.split(".")
        names = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
        name = next((name for name in names if name in LIBRARIES), None)
        if name and not within(module, LIBRARIES[name]):
            yield line, f"`{name}` is used only in {listed(LIBRARIES[name])}."


def floor_rule(module: str, target: str) -> str | None:
    """What is wrong with `module` importing `target`, a name right under generator/."""
    here, there = floor_of(module), floor_of(target)
    if target == "__version__" or (module and top(module) == top(target)):
        return None
    if here is None:
        return "generator/__init__.py imports nothing of generator/, so that all may import it."
    if there is None:
        return f"`generator.{target}` stands on no floor; {ADD_IT}."
    if there < here:
        return None
    relation = "beside" if there == here else "above"
    return (
        f"`{top(module)}` (floor {here}) imports `{target}` (floor {there}), which stands "
        f"{relation} it; imports only go down."
    )


def use_problems(module: str, tree: ast.AST, imports: list[Import]) -> Iterator[tuple[int, str]]:
    """Clocks and prints where they should not be."""
    known = {item.local: item.full for item in imports}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Name | ast.Attribute):
            continue
        first, _, rest = ast.unparse(node).partition(".")
        full = ".".join(filter(None, [known.get(first, ""), rest]))
        if full in CLOCKS and not within(module, CLOCK_USERS):
            rule = f"`{full}` reads the clock, which only {listed(CLOCK_USERS)} may; take `now`."
            yield node.lineno, rule
        if first == "print" and not within(module, PRINTERS):
            yield node.lineno, f"`print` is used only in {listed(PRINTERS)}."


def size_problems(tree: ast.AST, source: str) -> Iterator[tuple[int, str]]:
    """Files and functions that have grown too long."""
    lines = len(source.splitlines())
    if lines > MAX_FILE:
        yield MAX_FILE + 1, f"this file has {lines} lines; no file has over {MAX_FILE}."
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > MAX_FUNCTION:
                rule = f"`{node.name}` has {length} lines; no function has over {MAX_FUNCTION}."
                yield node.lineno, rule


def within(module: str, places: tuple[str, ...]) -> bool:
    """Whether a module is one of the places, or inside one."""
    name = ".".join([top(module), *module.split(".")[1:]])
    return any(place == "" or f"{name}.".startswith(f"{place}.") for place in places)


def listed(places: tuple[str, ...]) -> str:
    """Places in words: "cli, serve and deploy"."""
    *others, last = places
    return f"{', '.join(others)} and {last}" if others else last


MODULES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.glob("generator/**/*.py"))


@pytest.mark.parametrize("path", MODULES)
def test_every_module_keeps_to_its_floor(path: str) -> None:
    found = problems(path, (ROOT / path).read_text(encoding="utf-8"))
    assert not found, "\n" + "\n".join(found)


def test_there_are_modules_to_read() -> None:
    assert "generator/__init__.py" in MODULES


BREAKS = [
    ("state/a.py", "from generator.render import theme", "`state` (floor 2) imports `render`"),
    ("state/a.py", "import generator.content.load", "which stands beside it"),
    ("state/a.py", "def f():\n    from ..content import load", ":2: `state`"),
    ("errors.py", "from .model import site", "which stands above it"),
    ("outputs/a.py", "import_module('generator.cli')", "`outputs` (floor 5) imports `cli`"),
    ("cli.py", "from generator import extras", "`generator.extras` stands on no floor"),
    ("__init__.py", "from .cli import main", "imports nothing of generator/"),
    ("extras.py", "", "give it a place in FLOORS"),
    ("state/a.py", "import yaml", "`yaml` is used only in content."),
    ("outputs/a.py", "from jinja2 import Template", "`jinja2` is used only in render."),
    ("outputs/a.py", "import markdown.util as util", "`markdown` is used only in render."),
    ("content/a.py", "from nh3 import clean", "`nh3` is used only in render."),
    ("outputs/pages.py", "import feedgen.feed", "`feedgen` is used only in outputs.feeds."),
    ("outputs/feeds.py", "from icalendar import Event", "is used only in outputs.calendar."),
    ("build.py", "import watchdog.events", "`watchdog` is used only in serve."),
    ("checks/a.py", "from urllib import request", "`urllib` is used only in serve, deploy,"),
    ("content/a.py", "import socket", "`socket` is used only in"),
    ("state/a.py", "import datetime as dt\nx = dt.datetime.now(dt.UTC)", ":2: `datetime.datetime"),
    ("state/a.py", "from datetime import date\nx = date.today", "`datetime.date.today` reads"),
    ("build.py", "from time import monotonic as m\nm()", "`time.monotonic` reads the clock"),
    ("commands/a.py", "import time\ntime.time()", "`time.time` reads the clock"),
    ("writer.py", "print('hello')", "`print` is used only in cli and commands."),
    ("state/a.py", "\n" * 251, ":251: this file has 251 lines"),
    ("state/a.py", "class C:\n def f(self):" + "\n  0" * 50, ":2: `f` has 51 lines"),
]
KEEPS = [
    ("state/a.py", "from . import b\nfrom .. import model, __version__\nfrom ..errors import X"),
    ("__main__.py", "from generator.cli import main"),
    ("outputs/feeds.py", "import feedgen.feed, urllib.parse\nfrom urllib.parse import quote"),
    ("deploy/a.py", "import time, socket, urllib.request\ntime.monotonic()"),
    ("serve.py", "from datetime import UTC, datetime\nimport watchdog\ndatetime.now(UTC)"),
    ("commands/a.py", "print(1)\ndef time(): ...\ntime.time()"),
    ("state/a.py", "from datetime import datetime\ndatetime.fromisoformat('')\nx.now()"),
    ("state/a.py", "\n" * 250),
    ("state/a.py", "def f():" + "\n  0" * 49),
]


@pytest.mark.parametrize(("path", "source", "rule"), BREAKS)
def test_a_broken_rule_is_named_with_its_line(path: str, source: str, rule: str) -> None:
    found = problems(f"generator/{path}", source)
    assert len(found) == 1
    assert found[0].startswith(f"generator/{path}:")
    assert rule in found[0]


@pytest.mark.parametrize(("path", "source"), KEEPS)
def test_code_that_keeps_the_rules_passes(path: str, source: str) -> None:
    assert problems(f"generator/{path}", source) == []
