"""What went wrong in a template, and in which line of which file of the theme."""

import re
import traceback
from pathlib import Path

from jinja2 import (
    Environment,
    TemplateError,
    TemplateNotFound,
    TemplatesNotFound,
    TemplateSyntaxError,
    nodes,
)

from generator.errors import Location, Problem, did_you_mean, error
from generator.render.environment import Chain
from generator.render.theme_fault import FAULT, called, place_in

_UNKNOWN_NAME = re.compile(r"'([^']*)' is undefined")
_UNKNOWN_FILTER = re.compile(r"No (filter|test) named '([^']*)'")


def template_problem(
    wrong: Exception, environment: Environment, chain: Chain, template: str
) -> Problem:
    """An exception that came of printing `template` (or of compiling it), in words."""
    path, line = _innermost(wrong, chain)
    place = _place(path, line, chain) or Location(called(chain[0][1], template))
    message, hint = _said(wrong, environment, path)
    return error(FAULT, place, message, hint)


def _innermost(wrong: Exception, chain: Chain) -> tuple[str, int]:
    """The file and line of a theme that were at work, nothing where none was."""
    if isinstance(wrong, TemplateSyntaxError) and wrong.filename:
        return wrong.filename, wrong.lineno
    found = ("", 1)
    for frame, line in traceback.walk_tb(wrong.__traceback__):
        path = frame.f_code.co_filename
        if any(Path(path).is_relative_to(folder) for _, folder in chain):
            found = (path, line)
    return found


def _place(path: str, line: int, chain: Chain) -> Location | None:
    for _, folder in chain:
        if path and Path(path).is_relative_to(folder):
            return place_in(folder, Path(path).relative_to(folder).as_posix(), line)
    return None


def _said(wrong: Exception, environment: Environment, path: str) -> tuple[str, str]:
    """A sentence, and a hint."""
    if isinstance(wrong, TemplateNotFound):
        name = str(wrong.templates[-1] if isinstance(wrong, TemplatesNotFound) else wrong.name)
        hint = did_you_mean(name, environment.list_templates(extensions=["html"]))
        return f"there is no template '{name}'", hint
    said = wrong.message or "" if isinstance(wrong, TemplateError) else ""
    if found := _UNKNOWN_NAME.fullmatch(said):
        return said, did_you_mean(found[1], _names_in(environment, path))
    if found := _UNKNOWN_FILTER.match(said):
        known = environment.filters if found[1] == "filter" else environment.tests
        return f"there is no {found[1]} '{found[2]}'", did_you_mean(found[2], known)
    return said or f"{type(wrong).__name__}: {wrong}", ""


def _names_in(environment: Environment, path: str) -> list[str]:
    """What a template may call by name: what it is given, and what it names itself."""
    known = ["view", "css", "script", "csp", *environment.globals]
    try:
        tree = environment.parse(Path(path).read_text("utf-8"))
    except (OSError, ValueError, TemplateError):
        return known
    known += [each.name for each in tree.find_all(nodes.Name) if each.ctx != "load"]
    known += [each.target for each in tree.find_all(nodes.Import)]
    known += [each.name for each in tree.find_all(nodes.Macro)]
    return known
