"""A new site in a folder, from the files of skeleton/, or the demo of a bad day that is today."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from generator.content.layout import slug
from generator.content.times import format_time
from generator.errors import UserError
from generator.render.words import MONTHS

SKELETON = Path(__file__).parent / "skeleton"
#: every new site has these files, the demo its own instead of or besides them
_SITE, _DEMO = SKELETON / "site", SKELETON / "demo"
#: a name that would mean something where the skeleton itself lies, and what it becomes
_RENAMED = {"gitignore": ".gitignore"}
_OF_THE_HOST = ".github"
_EVENTS = ("content/incidents", "content/maintenance")

_PLACEHOLDER = re.compile(r"\{\{([^{}]+)\}\}")
_MOVE = re.compile(r"([+-]\d+)([mhd])")
_UNITS = {"m": timedelta(minutes=1), "h": timedelta(hours=1), "d": timedelta(days=1)}
_MOST_NAMED = 5


def new_site(folder: Path, now: datetime, *, demo: bool = False) -> tuple[str, ...]:
    """Write the files of a new site; gives their paths, relative to `folder`.

    Raises UserError, before anything is written, where a file is in the way.
    """
    files = dict(_files(_SITE, now, _words(folder, now)))
    if demo:
        files |= _files(_DEMO, now, {})
    _refuse_to_overwrite(folder, files)
    for path, text in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, "utf-8", newline="\n")
    return tuple(sorted(files))


def title_from(folder: Path) -> str:
    """`acme-status` is the site `Acme Status`, and so is `acme`."""
    name = unicodedata.normalize("NFC", folder.resolve().name)
    words = [word[:1].upper() + word[1:] for word in re.findall(r"[^\W_]+", name)]
    if "status" not in [word.casefold() for word in words]:
        words.append("Status")
    return " ".join(words)[:80].strip()


def filled(text: str, now: datetime, words: Mapping[str, str]) -> str:
    """`text` with each `{{…}}` replaced: a name in `words`, or a time seen from `now`.

    A time is one or more moves (`-2d +14m`), perhaps `at 03:00` of that day, perhaps a form:
    `clock`, `day` or `date` instead of the whole time. All in UTC and whole minutes.
    """

    def replacement(found: re.Match[str]) -> str:
        return words[found[1]] if found[1] in words else _time(found[1].split(), now)

    return _PLACEHOLDER.sub(replacement, text)


def _words(folder: Path, now: datetime) -> dict[str, str]:
    title = title_from(folder)
    company = re.sub(r"(?i)\bstatus\b", " ", title).strip() or "acme"
    host = f"status.{slug(company)[:50].strip('-')}.example"
    return {"title": title, "host": host, "year": str(now.year)}


def _files(root: Path, now: datetime, words: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Each file of a part of the skeleton: where it goes, and its text."""
    for source in sorted(root.rglob("*")):
        if source.is_file():
            path = source.relative_to(root)
            template = source.read_text("utf-8")
            name = _RENAMED.get(path.name, path.name)
            if root == _DEMO and path.parent.as_posix() in _EVENTS:
                name = f"{_first_day(template, now)}-{name}"
            as_it_is = path.parts[0] == _OF_THE_HOST  # its `{{ }}` are the git host's
            text = template if as_it_is else filled(template, now, words)
            yield (path.parent / name).as_posix(), text


def _first_day(template: str, now: datetime) -> date:
    """The day of the first time in an event's template, which is when it begins."""
    found = _PLACEHOLDER.search(template)
    if found is None:
        raise LookupError("a template of an event says when it begins")
    return _moment(found[1].split(), now)[0].date()


def _time(parts: list[str], now: datetime) -> str:
    moment, form = _moment(parts, now)
    if form == ["clock"]:
        return f"{moment:%H:%M} UTC"
    if form == ["day"]:
        return f"{moment.day} {MONTHS[moment.month - 1]}"
    if form == ["date"]:
        return moment.date().isoformat()
    if form:
        raise LookupError(f"a placeholder of the skeleton makes no sense: {form}")
    return format_time(moment)


def _moment(parts: list[str], now: datetime) -> tuple[datetime, list[str]]:
    """The moment that the first of `parts` name, and the parts that are left."""
    moment, rest = now.astimezone(UTC).replace(second=0, microsecond=0), [*parts]
    if not _MOVE.fullmatch(rest[0]):
        raise LookupError(f"a placeholder of the skeleton has no such word: {rest[0]}")
    while rest and (found := _MOVE.fullmatch(rest[0])):
        moment += int(found[1]) * _UNITS[found[2]]
        rest = rest[1:]
    if rest[:1] == ["at"]:
        hour, minute = rest[1].split(":")
        moment, rest = moment.replace(hour=int(hour), minute=int(minute)), rest[2:]
    return moment, rest


def _refuse_to_overwrite(folder: Path, files: Mapping[str, str]) -> None:
    if folder.is_symlink() or folder.exists():
        if not folder.is_dir():
            raise UserError(f"{folder} is a file; name a folder for the new site")
        there = sorted({*(path for path in files if _is_there(folder / path)), *_content(folder)})
        if there:
            raise UserError(_in_the_way(folder, there))


def _is_there(path: Path) -> bool:
    """Also a link that leads nowhere: writing to it would write somewhere else."""
    return path.is_symlink() or path.exists()


def _content(folder: Path) -> Iterator[str]:
    """What lies in content/ already: a new site must not mix with another."""
    content = folder / "content"
    if content.is_symlink() or content.is_file():
        yield "content"
    elif content.is_dir():
        yield from (
            path.relative_to(folder).as_posix() for path in content.rglob("*") if not path.is_dir()
        )


def _in_the_way(folder: Path, there: list[str]) -> str:
    named = ", ".join(there[:_MOST_NAMED])
    more = f" and {len(there) - _MOST_NAMED} more" if len(there) > _MOST_NAMED else ""
    return (
        f"{folder} has files in the way: {named}{more}. Nothing was written.\n"
        "Move them away, or name a folder that is new or empty."
    )
