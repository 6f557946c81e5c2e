"""A build on its way out: its files in the order in which readers may see them."""

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from fnmatch import fnmatchcase
from itertools import groupby

from generator.deploy.asks import Upload

#: our own documents at an origin lie here, and never a page
OWN_FOLDER = "_status/"


class Rank(IntEnum):
    """What is shown before what: a page tells of nothing that the pages it names do not tell."""

    #: named by their bytes: they never change
    ASSETS = 0
    DETAILS = 1
    LISTINGS = 2
    FEEDS = 3
    DATA = 4
    HOME = 5


#: the first pattern that fits decides; pages that nothing fits are details
_RANKS = (
    ("media/*", Rank.ASSETS),
    ("index.html", Rank.HOME),
    ("status.json", Rank.DATA),
    ("errors.json", Rank.DATA),
    ("ledger.*", Rank.DATA),
    ("api/*", Rank.DATA),
    ("badge.svg", Rank.DATA),
    ("components/*.svg", Rank.DATA),
    ("embed.html", Rank.DATA),
    ("history.html", Rank.LISTINGS),
    ("history/*", Rank.LISTINGS),
    ("sitemap.xml", Rank.LISTINGS),
    ("*.atom", Rank.FEEDS),
    ("*.rss", Rank.FEEDS),
    ("*.ics", Rank.FEEDS),
    ("feed.json", Rank.FEEDS),
    ("updates.json", Rank.FEEDS),
    ("components/*.json", Rank.FEEDS),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """All times are aware and in UTC."""

    commit: str
    #: commits that came before it, the newest first
    ancestors: tuple[str, ...]
    built_at: datetime
    files: tuple[Upload, ...]
    #: ids of incidents that are open in it
    open_incidents: tuple[str, ...] = ()


def in_order(uploads: Iterable[Upload], there: Container[str], most: int) -> list[list[Upload]]:
    """Batches of at most `most` files, each of which may go out when those before it are there.

    First all that is new, which nothing links to yet: so whatever a changed page names is there,
    of any rank. (Every page names the home page and the feeds: ranks alone would not do.) Then what
    is changed, by rank. The home page comes last even where it is new.
    """

    def turn(upload: Upload) -> tuple[bool, bool, Rank]:
        rank = rank_of(upload.path)
        return (rank is Rank.HOME, upload.path in there, rank)

    groups = (list(group) for _, group in groupby(sorted(uploads, key=turn), key=turn))
    return [group[at : at + most] for group in groups for at in range(0, len(group), most)]


def rank_of(path: str) -> Rank:
    """When a file goes out."""
    found = (rank for pattern, rank in _RANKS if fnmatchcase(path, pattern))
    return next(found, Rank.DETAILS)
