"""The examples in the manual: the bad one trips its rule, the good one does not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from generator.manual.conduct import CONDUCT
from tests.policy.cases import SITE, codes
from tests.policy.conduct import bare, incident, planned, said

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
#: a site that names nobody to write to
MUTE = replace(SITE, settings=replace(SITE.settings, contact=""))
FAIL = "Uploads fail with an error. We are looking into it."
START = said("Investigating", "12:00", FAIL, next_update="30m")
FOUND = said("Identified", "12:20", "A disk is full.", next_update="30m")
END = said("Resolved", "13:00", "Uploads have worked since 12:40 UTC.")
READS = "You can read, but not save, from 02:00 to 04:00 UTC."

Frame = Callable[[str], str]


def first(when: str, **fields: str) -> Frame:
    return lambda words: incident(
        said("Investigating", when, words, **fields), front="started: 2026-11-20 12:00 UTC"
    )


def field(status: str, before: str = "") -> Frame:
    """The example is a line under a heading."""

    def file(line: str) -> str:
        key, _, value = line.partition(": ")
        update = said(status, "12:30", FAIL, **{key.replace(" ", "_"): value})
        return incident(*([before] if before else []), update)

    return file


def front(*updates: str) -> Frame:
    """The example is a line of the front matter."""
    return lambda line: incident(*updates, front=line)


def end(front_line: str = "") -> Frame:
    return lambda words: incident(START, said("Resolved", "12:04", words), front=front_line)


def postmortem(words: str) -> str:
    return incident(START, END, said("Postmortem", "2026-11-24 09:00", words))


def answer(when: str) -> Frame:
    return lambda words: incident(START, said("Update", when, words, next_update="30m"))


BAD: dict[str, Frame] = {
    "COM-03": first("12:05"),
    "COM-04": field("Investigating"),
    "COM-11": front(START),
    "COM-21": lambda words: bare(
        said("Investigating", "12:00", words), front="title: Errors\nimpact: major"
    ),
    "COM-24": lambda words: incident(START, said("Identified", "12:20", words)),
    "COM-61": end(),
    "COM-62": end(),
    "COM-63": end(),
    "COM-64": end("class: data"),
    "COM-65": field("Identified"),
    "COM-72": postmortem,
    "COM-73": postmortem,
    "COM-74": postmortem,
    "COM-75": postmortem,
    "COM-77": postmortem,
    "COM-81": lambda words: planned(said("Scheduled", "2026-11-20 02:00", words)),
}
GOOD: dict[str, Frame] = {
    **{code: frame for code, frame in BAD.items() if code not in ("COM-03", "COM-21", "COM-24")},
    "COM-01": first("13:10"),
    "COM-02": lambda words: incident(
        said("Investigating", "12:00"), said("Update", "14:10", words)
    ),
    "COM-03": field("Investigating"),
    "COM-05": answer("13:10"),
    "COM-21": lambda line: bare(START, front=f"title: Errors\nimpact: major\n{line}"),
    "COM-24": field("Identified"),
    "COM-60": lambda line: field("Investigating", END)(line).replace("12:30", "14:00"),
    "COM-66": end(),
    "COM-70": front(START, END),
    "COM-80": lambda line: planned(
        said("Scheduled", "2026-11-24 09:00", READS),
        scheduled="2026-11-24 11:00 UTC to 2026-11-24 12:00 UTC",
        front=line,
    ),
    "COM-84": lambda words: planned(
        said("Scheduled", "2026-11-20 02:00", READS), said("Cancelled", "2026-11-24 09:00", words)
    ),
}
#: of a whole text, not of a sentence, and described instead
DESCRIBED = {"COM-72", "COM-75"}


@pytest.mark.parametrize("code", BAD)
def test_the_bad_one_trips_its_rule(code: str) -> None:
    assert code in codes(BAD[code](CONDUCT[code].bad), now=NOW, site=MUTE)


@pytest.mark.parametrize("code", sorted(set(GOOD) - DESCRIBED))
def test_the_good_one_does_not(code: str) -> None:
    assert code not in codes(GOOD[code](CONDUCT[code].good), now=NOW, site=MUTE)


def test_without_the_good_one_the_rule_speaks() -> None:
    for code in ("COM-01", "COM-02", "COM-05", "COM-66", "COM-84"):
        assert code in codes(GOOD[code]("This is all."), now=NOW), code
