"""content/site.yml: read, made where it is missing, and given the components that it lacks."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from generator.content.edit import EditError
from generator.content.edit_settings import Entry, add_components
from generator.content.load import SETTINGS_FILE
from generator.content.settings import parse_settings
from generator.content.source import MAX_SETTINGS_BYTES, parse_source, read_bytes
from generator.errors import Problem, format_problem, has_errors
from generator.importers.report import Notes, changed, failed
from generator.model.site import Settings

_SKELETON = "skeleton/site/content/site.yml"
_BLANK = re.compile(r"\\\{\\\{\w+\\\}\\\}")


@dataclass(frozen=True, slots=True)
class SiteFile:
    data: bytes
    settings: Settings


@dataclass(frozen=True, slots=True)
class SiteLine:
    """A line of a new site.yml."""

    text: str
    #: what to say where the settings do not take it; empty: it has to be there
    lost: str = ""
    example: str = ""


def read_site(
    project: Path, lines: Callable[[], Sequence[SiteLine]], notes: Notes
) -> SiteFile | None:
    """The settings that are there, else new ones; None, with a note, where they are broken.

    `lines` are asked for where there are no settings, or only those that `fogbell init` makes.
    """
    path = project / SETTINGS_FILE
    if not path.exists() and not path.is_symlink():
        return _new_site(lines(), notes)
    data = read_bytes(path, SETTINGS_FILE, MAX_SETTINGS_BYTES)
    if isinstance(data, Problem):
        notes.append(failed("nothing is written", f"{SETTINGS_FILE} {data.message}"))
        return None
    if _is_skeleton(data):
        notes.append(changed("the settings were as `fogbell init` makes them: replaced"))
        return _new_site(lines(), notes)
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


def _is_skeleton(data: bytes) -> bool:
    """Whether nobody has changed the settings since `fogbell init`."""
    skeleton = (resources.files("generator") / _SKELETON).read_text("utf-8")
    pattern = _BLANK.sub(lambda _: "[^\n]*", re.escape(skeleton))
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    return re.fullmatch(pattern, text) is not None


def _new_site(lines: Sequence[SiteLine], notes: Notes) -> SiteFile | None:
    """Settings made from what the source says of itself."""
    data = _joined(_accepted(lines, notes))
    settings = parse_site(data)
    if isinstance(settings, str):
        notes.append(failed("no settings could be made of what the page says", settings))
        return None
    return SiteFile(data, settings)


def _accepted(lines: Sequence[SiteLine], notes: Notes) -> Iterator[SiteLine]:
    """Those that have to be there, and of the others those that the settings take."""
    needed = [line for line in lines if not line.lost]
    for line in lines:
        if line.lost and isinstance(parse_site(_joined([*needed, line])), str):
            notes.append(changed(line.lost, line.example))
        else:
            yield line


def _joined(lines: Iterator[SiteLine] | Sequence[SiteLine]) -> bytes:
    return "".join(f"{line.text}\n" for line in lines).encode()
