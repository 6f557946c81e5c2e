"""What `fogbell check` says of a site's theme: all that would keep a build from using it."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from generator.build import theme_of
from generator.errors import Problem, UserError, error, has_errors
from generator.gate import Gate, summary
from generator.gate.house import house_of
from generator.model.site import Site
from generator.outputs import all_artifacts
from generator.outputs.artifact import Artifact
from generator.render.manifest import MANIFEST
from generator.render.theme import Theme
from generator.render.theme_fault import FAULT, ThemeFault, place_in
from generator.state import derive

#: so many pages of each template are printed: all of a small site, and some of every kind
PAGES = 25


def theme_problems(site: Site, project: Path, now: datetime, *, pages: bool) -> tuple[Problem, ...]:
    """Of the theme that site.yml names. With `pages`, some are printed and read by the gate.

    A site that has no theme of its own in the project prints none: ours are tested.
    """
    try:
        theme = theme_of(site, project)
    except ThemeFault as wrong:
        return wrong.problems
    if not theme.own:
        return theme.problems
    found = [*theme.problems, *theme.uncompiled()]
    if pages and not has_errors(found):
        found += _faults_of_pages(site, theme, now)
    return tuple(found)


def _faults_of_pages(site: Site, theme: Theme, now: datetime) -> Iterator[Problem]:
    state = derive(site, now)
    gate, seen = Gate(house_of(state), whole=None), Counter[str]()
    manifest = place_in(theme.own[0], MANIFEST)
    for artifact in all_artifacts(state, theme):
        template = _template_of(artifact)
        seen[template] += 1
        if not template or seen[template] > PAGES:
            continue
        try:
            gate.read(artifact.path, artifact.render())
        except ThemeFault as wrong:
            yield from wrong.problems
        except UserError as wrong:
            yield error(FAULT, manifest, str(wrong))
    for line in summary(gate.faults):
        yield error(FAULT, manifest, f"what is made with this theme must not be published: {line}")


def _template_of(artifact: Artifact) -> str:
    """The template of a page; empty for an artifact that has none."""
    view = artifact.view
    name = view[0] if isinstance(view, tuple) and view else ""
    return name if isinstance(name, str) and artifact.path.endswith(".html") else ""
