"""The shrink guard: a build that has lost what readers were told does not go out unasked."""

import re
from collections.abc import Iterable
from fnmatch import fnmatchcase

from generator.deploy.manifest import Manifest
from generator.deploy.release import Release

#: links to these are in mails, chats and feeds for years
PERMALINKS = ("incidents/", "maintenance/")
#: of a hundred pages, so many may go without a word
MOST_GONE = 10
#: and of a small site so many: with one event may go its month in the history, and more
ALWAYS_FINE = 5
_MOST_NAMED = 5
_EMERGENCY = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}-emergency-[0-9]{4}")


def shrunken(release: Release, before: Manifest, allowed: Iterable[str] = ()) -> str:
    """Why `release` must not replace `before`; empty where it may.

    `allowed` names what is gone on purpose: ids, or paths, in which `*` stands for anything.
    """
    named = tuple(allowed)
    now = {each.path for each in release.files}
    gone = [path for path in before.files if path not in now and not _is_among(path, named)]
    found = [_open_but_gone(release, before, now, named), _permalinks(gone), _pages(gone, before)]
    return "; ".join(filter(None, found))


def _open_but_gone(release: Release, before: Manifest, now: set[str], named: Iterable[str]) -> str:
    """Incidents that customers know of, and that this build has never heard of."""
    lost = [
        each
        for each in before.open_incidents
        if each not in release.open_incidents
        and _page_of(each) not in now
        and not _is_among(_page_of(each), named)
    ]
    if not lost:
        return ""
    hint = "resolve it with an update (`fogbell resolve`)"
    if any(map(is_emergency, lost)):
        hint = "commit the file that `fogbell emergency` printed (it is in _status/emergencies/)"
    return f"incidents that readers know as open are gone: {hint}, or allow it: {_allowing(lost)}"


def _permalinks(gone: Iterable[str]) -> str:
    lost = [_id_of(path) for path in gone if path.startswith(PERMALINKS)]
    if not lost:
        return ""
    hint = "bring the files back (one that was renamed needs `id:`)"
    return f"pages that people have links to are gone: {hint}, or allow it: {_allowing(lost)}"


def _pages(gone: Iterable[str], before: Manifest) -> str:
    count = sum(path.endswith(".html") for path in before.files)
    lost = sum(path.endswith(".html") for path in gone)
    if lost <= ALWAYS_FINE or lost * 100 <= count * MOST_GONE:
        return ""
    return (
        f"of {count} pages {lost} are gone, which is more than {MOST_GONE} in a hundred: look for "
        "what is missing, or name it, such as --allow-gone 'history/*'"
    )


def _allowing(ids: list[str]) -> str:
    """The options that let the first ones go."""
    some = " ".join(f"--allow-gone {each}" for each in ids[:_MOST_NAMED])
    more = len(ids) - _MOST_NAMED
    return f"{some} (and {more} more)" if more > 0 else some


def is_emergency(incident: str) -> bool:
    """Whether an id is one that `fogbell emergency` gave."""
    return bool(_EMERGENCY.fullmatch(incident))


def _is_among(path: str, named: Iterable[str]) -> bool:
    return any(fnmatchcase(path, each) or fnmatchcase(_id_of(path), each) for each in named)


def _page_of(incident: str) -> str:
    return f"incidents/{incident}.html"


def _id_of(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".html")
