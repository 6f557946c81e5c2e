"""The images that a site shows, each once."""

import hashlib
import os
from pathlib import Path

from generator.content.fields import Problems
from generator.content.links import may_be_local, resolve, targets_in
from generator.content.logo import colours_of
from generator.content.source import read_bytes
from generator.content.tree import linked_folder, not_followed
from generator.errors import Problem
from generator.model.incident import Incident
from generator.model.maintenance import Maintenance
from generator.model.site import Media, Settings

MAX_IMAGE_BYTES = 5 * 1024 * 1024
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif")


def load_images(
    project: Path,
    settings: Settings,
    events: list[Incident | Maintenance],
    problems: Problems,
) -> tuple[Media, ...]:
    """Each image that is shown, once. A missing one is left to the checks, which know the place."""
    wanted = {resolve(settings.logo, settings.location.file)} if settings.logo else set()
    for event in events:
        for update in event.updates:
            for target in targets_in(update.text) if may_be_local(update.text) else ():
                if target.image and target.is_relative:
                    wanted.add(resolve(target.address, event.location.file))
    found = [_load_image(project, file, problems) for file in sorted(wanted) if is_image(file)]
    return tuple(media for media in found if media)


def is_image(file: str) -> bool:
    """Whether a path in the project may be shown: an image below content/."""
    return file.startswith("content/") and file.casefold().endswith((*IMAGE_SUFFIXES, ".svg"))


def _load_image(project: Path, file: str, problems: Problems) -> Media | None:
    path = project / file
    if not os.path.lexists(path):
        return None
    if linked := linked_folder(project, file):
        problems.append(not_followed(linked))
        return None
    data = read_bytes(path, file, MAX_IMAGE_BYTES)
    if isinstance(data, Problem):
        problems.append(data)
        return None
    digest, colours = hashlib.sha256(data).hexdigest(), colours_of(file, data)
    return Media(file=file, path=path, digest=digest, size=len(data), colours=colours)
