"""What became of a deploy, for programs: deploy-report.json, and the exit code."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from generator.deploy.bring import Brought
from generator.deploy.dialogue import End
from generator.deploy.release import Release
from generator.render.words import iso

FILE = "deploy-report.json"
FORMAT = 1

ALL, REFUSED, SOME, NONE, SUPERSEDED = 0, 2, 3, 4, 5
_THERE = (End.LIVE, End.UNCHANGED)
_NEXT = {
    End.LIVE: "",
    End.UNCHANGED: "",
    End.SUPERSEDED: "nothing: what is there is newer",
    End.REFUSED: "look at the reason; nothing was changed there",
    End.FAILED: "mend the cause, then deploy again: it goes on from where it was",
}
_LOOK = "the files are there, but readers do not get them as they should: look at the faults"


def exit_code(brought: Sequence[Brought]) -> int:
    """0 all live · 3 some · 4 none · 5 superseded · 2 refused, as cli.md has it."""
    ends = [each.outcome.end for each in brought]
    if any(end in _THERE for end in ends):
        is_well = all(end in (*_THERE, End.SUPERSEDED) for end in ends)
        return ALL if is_well and not any(each.faults for each in brought) else SOME
    if End.SUPERSEDED in ends:
        return SUPERSEDED if set(ends) == {End.SUPERSEDED} else SOME
    return REFUSED if set(ends) == {End.REFUSED} else NONE


def next_step(brought: Brought) -> str:
    """What to do about an origin, in a sentence; empty where there is nothing to do."""
    if brought.outcome.end in _THERE and brought.faults:
        return _LOOK
    return _NEXT[brought.outcome.end]


def report_bytes(release: Release, brought: Sequence[Brought], now: datetime) -> bytes:
    """The document; `now` is when it began."""
    told = {
        "format": FORMAT,
        "commit": release.commit,
        "built_at": iso(release.built_at),
        "started_at": iso(now),
        "exit_code": exit_code(brought),
        "origins": [_row(each) for each in brought],
    }
    return json.dumps(told, indent=2, ensure_ascii=False).encode() + b"\n"


def _row(each: Brought) -> dict[str, Any]:
    outcome = each.outcome
    return {
        "name": each.origin.name,
        "url": each.origin.url,
        "public": each.origin.public or None,
        "end": outcome.end.value,
        "generation": outcome.generation or None,
        "written": outcome.written,
        "retries": each.retries,
        "seconds": round(each.seconds, 1),
        "last_step": each.step,
        "why": outcome.why,
        "next": next_step(each),
        "verified": None if each.faults is None else not each.faults,
        "faults": list(each.faults or ()),
    }
