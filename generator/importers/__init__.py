"""Importers: another tool's incidents become our content. To add one: a function and a line."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Protocol

from generator.importers.cstate.recipe import import_cstate
from generator.importers.report import Report
from generator.importers.statuspage.recipe import import_statuspage


class Import(Protocol):
    """Reads `source` (an address, a file or a folder) and writes into `project`/content.

    What begins after `now` is planned. Doing it twice is the same as once. Raises UserError where
    `source` makes no sense.
    """

    def __call__(self, source: str, project: Path, now: datetime) -> Report:
        """Do it; says what could not be carried over."""


@dataclass(frozen=True, slots=True)
class Importer:
    name: str
    help: str
    run: Import


def _statuspage(source: str, project: Path, now: datetime) -> Report:  # noqa: ARG001 - one shape for all
    """Without `now`: a Statuspage itself says of each event whether it is planned."""
    return import_statuspage(source, project)


IMPORTERS = (
    Importer(
        "statuspage",
        "Atlassian Statuspage: a live address, or captures of its API, feeds and history",
        _statuspage,
    ),
    Importer("cstate", "cState: a checkout of the site", import_cstate),
)
