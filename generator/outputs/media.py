"""media/<hash>.<ext>: the images that authors show."""

from collections.abc import Iterator

from generator.outputs.artifact import Artifact
from generator.render.theme import Theme
from generator.state.records import State


def media(state: State, _theme: Theme) -> Iterator[Artifact]:
    """Each image of the site once, under a name that changes with its bytes."""
    for image in state.site.media:
        yield Artifact(image.published, image.digest, image.path.read_bytes)
