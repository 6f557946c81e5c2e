"""What a Statuspage says of itself, as the lines of a new site.yml."""

from collections.abc import Sequence

from generator.content.edit import yaml_text
from generator.importers.report import Notes, changed
from generator.importers.site_file import SiteLine
from generator.importers.statuspage.records import PageMemory

_FALLBACK_HOST = "status.example"


def site_lines(pages: Sequence[PageMemory], year: int, notes: Notes) -> list[SiteLine]:
    """The lines of the page that knows the most; `year` is that of the oldest capture."""
    page = max(pages, key=lambda page: (len(page.events), len(page.components))).page
    if not page.hosts:
        words = "the page does not tell its address: mend `url:` and `identity:` in site.yml"
        notes.append(changed(words, page.name or page.key))
    host = min(page.hosts, default=_FALLBACK_HOST)
    name = page.name or host
    title = name if "status" in name.casefold() else f"{name} Status"
    zone = SiteLine(
        f"timezone: {page.zone}", "a time zone that is not known is left out", page.zone
    )
    return [
        SiteLine(f"title: {yaml_text(title)}"),
        SiteLine(f"url: {page.url or f'https://{host}'}"),
        SiteLine(f"identity: {host},{year}"),
        *([zone] if page.zone else []),
    ]
