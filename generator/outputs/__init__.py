"""Every file that a build makes. To add an output: one file, one line in OUTPUTS."""

from collections.abc import Iterator

from generator.outputs.api import api_files
from generator.outputs.artifact import Artifact, Output
from generator.outputs.badges import badges
from generator.outputs.calendar import calendars
from generator.outputs.error_kit.files import error_kit
from generator.outputs.feeds.output import feeds
from generator.outputs.media import media
from generator.outputs.meta import meta
from generator.outputs.pages import (
    component,
    embed,
    errors,
    history,
    incident,
    index,
    maintenance,
    not_found,
    subscribe,
    uptime,
)
from generator.outputs.widget import widget
from generator.render.theme import Theme
from generator.state.records import State

OUTPUTS: tuple[Output, ...] = (
    media,
    incident.incident_pages,
    maintenance.maintenance_pages,
    component.component_pages,
    history.history_pages,
    uptime.uptime_page,
    subscribe.subscribe_page,
    errors.errors_page,
    calendars,
    badges,
    widget,
    embed.embed_page,
    error_kit,
    meta,
    not_found.not_found_page,
    feeds,
    api_files,
    index.index_page,
)


def all_artifacts(state: State, theme: Theme) -> Iterator[Artifact]:
    """The artifacts of every output, details first and the index last."""
    for output in OUTPUTS:
        yield from output(state, theme)
