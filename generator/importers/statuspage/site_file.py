"""content/site.yml: read, made where it is missing, and given the components that it lacks."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.content.edit import EditError, yaml_text
from generator.content.edit_settings import Entry, add_components
from generator.content.load import SETTINGS_FILE
from generator.content.settings import parse_settings
from generator.content.source import MAX_SETTINGS_BYTES, parse_source, read_bytes
from generator.errors import Problem, format_problem, has_errors
from generator.importers.report import Notes, changed, failed
from generator.importers.statuspage.records import Page, PageMemory
from generator.model.site import Settings

_FALLBACK_HOST = "status.example"


@dataclass(frozen=True, slots=True)
class SiteFile:
    data: bytes
    settings: Settings


def read_site(
    project: Path, pages: Sequence[PageMemory], year: int, notes: Notes
) -> SiteFile | None:
    """The settings that are there, else new ones; None, with a note, where they are broken.

    `year` is that of the oldest capture: it becomes a part of the site's identity.
    """
    path = project / SETTINGS_FILE
    if not path.exists() and not path.is_symlink():
        page = max(pages, key=lambda page: (len(page.events), len(page.components))).page
        if not page.hosts:
            words = "the page does not tell its address: mend `url:` and `identity:` in site.yml"
            notes.append(changed(words, page.name or page.key))
        return _new_site(_new_lines(page, year), page.zone, notes)
    data = read_bytes(path, SETTINGS_FILE, MAX_SETTINGS_BYTES)
    if isinstance(data, Problem):
        notes.append(failed("nothing is written", f"{SETTINGS_FILE} {data.message}"))
        return None
    found = parse_site(data)
    if isinstance(found, str):
        notes.append(failed("nothing is written until the settings are mended", found))
        return None
    return SiteFile(data, found)


def parse_site(data: bytes) -> Settings | str:
    """The settings in `data`, or what is wrong with them."""
    source, problems = parse_source(data, SETTINGS_FILE)
    settings = None
    if source is not None:
        settings, found = parse_settings(source)
        problems = [*problems, *found]
    if settings is not None:
        return settings
    return "\n".join(format_problem(each) for each in problems if has_errors([each]))


def with_components(site: SiteFile, entries: Sequence[Entry], notes: Notes) -> SiteFile | None:
    """The settings with more components; None, with a note, where they cannot be added."""
    try:
        data = add_components(site.data, SETTINGS_FILE, entries)
    except EditError as wrong:
        notes.append(failed("nothing is written", str(wrong)))
        return None
    settings = parse_site(data)
    return SiteFile(data, site.settings if isinstance(settings, str) else settings)


def _new_site(lines: list[str], zone: str, notes: Notes) -> SiteFile | None:
    """Settings made from what the page says of itself."""
    without_zone = [line for line in lines if not line.startswith("timezone:")]
    fault = ""
    for kept in (lines, without_zone):
        data = "".join(f"{line}\n" for line in kept).encode()
        settings = parse_site(data)
        if isinstance(settings, str):
            fault = settings
            continue
        if kept is not lines:
            notes.append(changed("a time zone that is not known is left out", zone))
        return SiteFile(data, settings)
    notes.append(failed("no settings could be made of what the page says", fault))
    return None


def _new_lines(page: Page, year: int) -> list[str]:
    host = min(page.hosts, default=_FALLBACK_HOST)
    name = page.name or host
    title = name if "status" in name.casefold() else f"{name} Status"
    return [
        f"title: {yaml_text(title)}",
        f"url: {page.url or f'https://{host}'}",
        f"identity: {host},{year}",
        *([f"timezone: {page.zone}"] if page.zone else []),
    ]
