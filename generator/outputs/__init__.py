"""Every file that a build makes. To add an output: one file, one line in OUTPUTS."""

from collections.abc import Iterator

from generator.outputs.artifact import Artifact, Output
from generator.outputs.media import media
from generator.outputs.pages import (
    component,
    history,
    incident,
    index,
    maintenance,
    not_found,
    uptime,
)
from generator.render.theme import Theme
from generator.state.records import State

OUTPUTS: tuple[Output, ...] = (
    media,
    incident.incident_pages,
    maintenance.maintenance_pages,
    component.component_pages,
    history.history_pages,
    uptime.uptime_page,
    not_found.not_found_page,
    index.index_page,
)


def all_artifacts(state: State, theme: Theme) -> Iterator[Artifact]:
    """The artifacts of every output, details first and the index last."""
    for output in OUTPUTS:
        yield from output(state, theme)
