"""What a site points at and does not have: links, pictures, the logo."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from generator.checks.places import named_in, place_of
from generator.content.images import IMAGE_SUFFIXES, is_image
from generator.content.links import Target, may_be_local, resolve, targets_in
from generator.errors import Location, Problem, error
from generator.model.event import AnyUpdate, Event
from generator.model.site import Site


def dead_link(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-12: a relative link or image leads to no file that is published."""
    files = {event.location.file for event in named_in(site)}
    images = {media.file for media in site.media}
    for event, update, target in _targets(site):
        if not target.is_relative:
            continue
        file = resolve(target.address, event.location.file)
        if target.image and file not in images:
            yield _no_picture(_link(event, update, target), target.address)
        elif not target.image and file not in files:
            hint = "link to another incident's .md file, or to a whole address (https://…)"
            message = f"the link to '{target.address}' leads nowhere"
            problem = error("CON-12", _link(event, update, target), message, hint)
            yield replace(problem, because=file)


def _no_picture(place: Location, address: str) -> Problem:
    if address.casefold().endswith(".svg"):
        return error("CON-12", place, f"'{address}' may hold a script", "save the picture as PNG")
    hint = "png, jpg, gif, webp or avif, relative to this file"
    return error("CON-12", place, f"there is no picture '{address}' in content/", hint)


def picture_without_words(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-13: a picture without alternative text, or one that another host would have to serve."""
    for event, update, target in _targets(site):
        if target.image and not target.words:
            hint = f"write: ![what it shows]({target.address})"
            message = "a picture without words says nothing to those who cannot see it"
            yield error("CON-13", _link(event, update, target), message, hint)
        if target.image and not target.is_relative:
            message = f"the picture '{target.address}' is not in this repository"
            hint = "pages ask nobody else for anything: put the file in content/media/"
            yield error("CON-12", _link(event, update, target), message, hint)


def _targets(site: Site) -> Iterator[tuple[Event, AnyUpdate, Target]]:
    for event in site.events:
        for update in event.updates:
            for target in targets_in(update.text) if may_be_local(update.text) else ():
                yield event, update, target


def _link(event: Event, update: AnyUpdate, target: Target) -> Location:
    return place_of(event, f"{update.location.line}:{target.address}", update.location)


def missing_logo(site: Site, now: datetime) -> Iterator[Problem]:
    """CON-14: `brand: {logo: …}` names no picture in content/."""
    logo = site.settings.logo
    file = resolve(logo, site.settings.location.file)
    if logo and file not in {media.file for media in site.media}:
        message = f"there is no picture '{logo}' in content/"
        yield error("CON-14", site.settings.logo_place, message, _where_it_belongs(logo, file))


def _where_it_belongs(logo: str, file: str) -> str:
    if not logo.casefold().endswith((*IMAGE_SUFFIXES, ".svg")):
        return "a picture is a svg, png, jpg, gif, webp or avif file"
    if logo.startswith("content/"):
        return f"paths begin inside content/: {logo.removeprefix('content/')}"
    if is_image(file):
        return f"put the picture there: {file}"
    return "put the picture in content/media/, and name it from content/ on: media/logo.svg"
