"""The recipe: load, check, derive, make artifacts, write."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from generator.cache import read_cache, write_cache
from generator.errors import Problem, UserError, has_errors, in_order
from generator.gate import Gate
from generator.gate.house import house_of
from generator.keepgoing import mend
from generator.model.site import Site
from generator.outputs import all_artifacts
from generator.outputs.artifact import Artifact
from generator.reading import read_checked
from generator.render.filters import FILTERS
from generator.render.theme import Theme, open_theme
from generator.state import derive
from generator.state.records import State
from generator.writer import Written, write_site

#: beside the package in a checkout, inside it when it was installed
_THEMES = (Path(__file__).parent / "themes", Path(__file__).parent.parent / "themes")
CACHE_FILE = Path(".cache", "build.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    project: Path
    output: Path
    now: datetime
    #: publish what can be, although a file is broken
    keep_going: bool = False
    use_cache: bool = True
    #: read what was made before it is published
    has_gate: bool = True
    drill: bool = False
    #: what content/ and themes/ are, by git; empty where not all of it is committed
    commit: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    problems: tuple[Problem, ...]
    #: None where there are errors that nothing was built of
    state: State | None = None
    written: Written | None = None


def build(options: Options) -> Report:
    """content/ -> output/. With errors nothing is written, unless `keep_going`."""
    site, problems = read(options)
    if site is None or (has_errors(problems) and not options.keep_going):
        return Report(problems)
    theme = theme_of(site, options.project)
    problems = in_order((*problems, *theme.problems))
    if has_errors(theme.problems) and not options.keep_going:
        return Report(problems)
    state = derive(site, options.now, options.commit)
    gate = Gate(house_of(state)) if options.has_gate else None
    return Report(problems, state, write(all_artifacts(state, theme), theme, options, gate))


def read(options: Options) -> tuple[Site | None, tuple[Problem, ...]]:
    """The site and every problem; with `keep_going`, without what is broken."""
    loaded, problems = read_checked(
        options.project, options.now, drill=options.drill, has_memory=options.use_cache
    )
    if options.keep_going and has_errors(problems):
        return mend(options.project, loaded, options.now, drill=options.drill), in_order(problems)
    return loaded.site, in_order(problems)


def write(
    artifacts: Iterable[Artifact], theme: Theme, options: Options, gate: Gate | None = None
) -> Written:
    """The artifacts to output/, by way of the gate and the cache."""
    _refuse_output(options)
    cache_file = options.project / CACHE_FILE
    mark = f"{theme.fingerprint} {options.output.resolve()}"
    cache = read_cache(cache_file, mark) if options.use_cache else {}
    written = write_site(artifacts, options.output, cache, gate)
    if options.use_cache:
        write_cache(cache_file, mark, written.entries)
    return written


def theme_of(site: Site, project: Path) -> Theme:
    """The theme that site.yml names, from the project or from ours."""
    settings, folders = site.settings, (project / "themes", *_THEMES)
    return open_theme(settings.theme, folders, FILTERS, settings.theme_options)


def _refuse_output(options: Options) -> None:
    """Pages must not land among what they are made of."""
    output, project = options.output.resolve(), options.project.resolve()
    for folder in (project / "content", project / "themes", project / ".git"):
        if output in (project, folder) or folder in output.parents or output in project.parents:
            raise UserError(
                f"--output {options.output} is among the sources; name a folder of its own"
            )
