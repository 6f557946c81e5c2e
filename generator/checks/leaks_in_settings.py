"""COM-40 to COM-44 in what site.yml publishes."""

from collections.abc import Iterator
from datetime import datetime

from generator.checks.leaks import SECRETS, Leak, is_public, leaks_in
from generator.checks.leaks.advice import hint_for
from generator.errors import Location, Problem, error, warning
from generator.model.component import Group
from generator.model.site import Settings, Site

#: what no build may publish; the others are for those who check
_REFUSED = ("COM-40", "COM-41", "COM-42")


def leaks_in_settings(site: Site, now: datetime) -> Iterator[Problem]:
    """What must not be public, in the names, descriptions and addresses that every page shows."""
    settings = site.settings
    for what, text in _words(settings):
        for leak in leaks_in(text):
            is_meant = leak.code != "COM-40" and is_public(leak, text, settings.policy.public)
            if leak.is_certain and not is_meant:
                yield _problem(settings.location, what, leak)
    # where it is read is the team's own choice: an office's page may be at an office's address
    for what, text in _addresses(settings):
        for leak in leaks_in(text, SECRETS):
            yield _problem(settings.location, what, leak)


def _problem(place: Location, what: str, leak: Leak) -> Problem:
    say = error if leak.code in _REFUSED else warning
    return say(leak.code, place, f"{what} holds {leak.what}", hint_for(leak))


def _words(settings: Settings) -> Iterator[tuple[str, str]]:
    yield "`title`", settings.title
    for entry in settings.layout:
        if isinstance(entry, Group):
            yield f"the name of the group '{entry.id}'", entry.name
    for component in settings.components:
        yield f"the name of '{component.id}'", component.name
        yield f"the description of '{component.id}'", component.description


def _addresses(settings: Settings) -> Iterator[tuple[str, str]]:
    yield "`url`", settings.url
    yield "`contact`", settings.contact
    yield "`security.contact`", settings.security.contact if settings.security else ""
    for mirror in settings.mirrors:
        yield "`mirrors`", mirror
    for name, address in settings.follow:
        yield f"`follow.{name}`", address
    for option in settings.theme_options:
        yield f"`theme_options.{option.name}`", option.text
