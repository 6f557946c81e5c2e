"""Going back: which commit a generation was, and what readers would no longer be told."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.deploy.asks import Found, Read
from generator.deploy.dialogue import Steps, list_all
from generator.deploy.manifest import FOLDER, Manifest, parse_manifest
from generator.deploy.release import Release

_PAGES = "incidents/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What becomes otherwise by going back; ids of incidents, and paths."""

    #: open for readers now, and not so in the older build
    hidden: tuple[str, ...] = ()
    #: known to readers, though over, and not in the older build
    gone: tuple[str, ...] = ()
    #: open in the older build, and not for readers now
    open_again: tuple[str, ...] = ()
    #: every path that would no longer be named
    paths: tuple[str, ...] = ()


def difference(release: Release, live: Iterable[Manifest]) -> Difference:
    """What readers of what is live would find otherwise in `release`."""
    manifests = list(live)
    mine, opened = {each.path for each in release.files}, set(release.open_incidents)
    told = {each for manifest in manifests for each in manifest.open_incidents}
    paths = {path for manifest in manifests for path in manifest.files} - mine
    pages = {
        path.removeprefix(_PAGES).removesuffix(".html")
        for path in paths
        if path.startswith(_PAGES) and path.endswith(".html")
    }
    return Difference(
        hidden=tuple(sorted(told - opened)),
        gone=tuple(sorted(pages - told)),
        open_again=tuple(sorted(opened - told)) if manifests else (),
        paths=tuple(sorted(paths)),
    )


def commit_of(generation: int) -> Steps[str]:
    """The commit that a generation was, by its manifest; empty where there is none. Raises Stop."""
    there = yield from list_all()
    for path in there:
        if path.startswith(f"{FOLDER}{generation:09d}-"):
            answer = yield Read(path)
            try:
                return parse_manifest(answer.data).commit if isinstance(answer, Found) else ""
            except ValueError:
                return ""
    return ""
