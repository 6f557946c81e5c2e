"""An incident that grows from one capture to the next, and the imports of them."""

import shutil
from pathlib import Path

from generator.importers.report import Weight
from tests.importers.samples import (
    API,
    CODE,
    Json,
    affected,
    bring,
    file_of,
    incident,
    put,
    sentences,
    summary,
    update,
)

FIRST = update(
    "investigating",
    "2026-03-09T10:00:10.000Z",
    "Looking.",
    [affected(API, "API", "operational", "partial_outage")],
)


SECOND = update(
    "identified",
    "2026-03-09T10:30:00.000Z",
    "Found it.",
    [affected(API, "API", "partial_outage", "major_outage")],
)


THIRD = update(
    "resolved",
    "2026-03-09T11:00:00.000Z",
    "Works again.",
    [affected(API, "API", "major_outage", "operational")],
)


def capture(
    *newest_first: Json, title: str = "API down", made: str = "2026-03-10T12:00:00Z", **more: object
) -> Json:
    return summary([incident(CODE, title, newest_first, **more)], made=made)


def first_import(source: Path, project: Path) -> Path:
    """A file of one update; gives its path."""
    bring(put(source, a_json=capture(FIRST, made="2026-03-09T10:01:00Z")), project)
    return file_of(project, CODE)


def next_import(source: Path, project: Path, *newest_first: Json, **more: str) -> str:
    """The next capture; gives the problems that the report names."""
    made = more.pop("made", "2026-03-09T12:00:00Z")
    shutil.rmtree(source)
    report = bring(put(source, b_json=capture(*newest_first, made=made, **more)), project)
    return sentences(report, Weight.PROBLEM)
