"""What a doctor found, as a table for people and as JSON for programs."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from generator.deploy.doctor import CHECKS
from generator.deploy.doctor.records import Finding, Kind, Result, Row
from generator.errors import visible
from generator.render.words import iso

WIDTH = 80
_SAID = {
    Result.ERROR: "error",
    Result.WARNING: "warning",
    Result.UNKNOWN: "cannot tell",
    Result.UNDECLARED: "not declared",
    Result.OK: "ok",
}
#: how many columns the result and the id take
_RESULT, _ID = 14, 8


def doctor_lines(rows: Sequence[Row], shows_all: bool, is_live: bool) -> Iterator[str]:
    """Rows of at most 80 columns, the worst first; then how many there are of each."""
    yield from _table(row for row in rows if shows_all or row.finding.result is not Result.OK)
    yield _count(rows, shows_all=shows_all)
    if not is_live:
        live = sum(check.kind is Kind.LIVE for check in CHECKS)
        yield f"{live} checks of the published pages were left out: --live makes them."


def problem_lines(rows: Sequence[Row]) -> Iterator[str]:
    """Errors and warnings alone: nothing on a good day."""
    return _table(row for row in rows if row.finding.result in (Result.ERROR, Result.WARNING))


def doctor_values(rows: Sequence[Row], now: datetime, *, is_live: bool) -> dict[str, Any]:
    """What docs/independence.md tells; times in UTC."""
    counted = Counter(row.finding.result for row in rows)
    return {
        "now": iso(now),
        "live": is_live,
        "counts": {result.value: counted[result] for result in Result},
        "rows": [
            {
                "id": row.id,
                "kind": row.kind.value,
                "result": row.finding.result.value,
                "looked_at": row.finding.looked_at,
                "found": row.finding.found,
                "change": row.finding.change or None,
                "why": row.why,
            }
            for row in rows
        ],
    }


def _table(rows: Iterable[Row]) -> Iterator[str]:
    alike: dict[Finding, list[Row]] = {}
    for row in rows:
        alike.setdefault(row.finding, []).append(row)
    for group in alike.values():
        yield from _lines(group)


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    """One finding; several checks may have it, and it is said once."""
    finding = rows[0].finding
    ids = [row.id for row in rows]
    said = f"{finding.looked_at}: {finding.found}"
    if len(ids) > 1:
        said = f"{said} ({', '.join(ids)})"
    first = f"{_SAID[finding.result]:<{_RESULT}}{ids[0]:<{_ID}}"
    yield from _wrapped(said, first)
    if finding.result is not Result.OK:
        if len(ids) == 1:
            yield from _wrapped(f"Why: {rows[0].why}")
        if finding.change:
            yield from _wrapped(f"Change: {finding.change}")
        yield ""


def _wrapped(text: str, first: str = "") -> list[str]:
    """Lines that all begin where the words of the first one do."""
    margin = " " * (_RESULT + _ID)
    return textwrap.wrap(
        visible(text),
        WIDTH,
        initial_indent=first or margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
    )


def _count(rows: Sequence[Row], *, shows_all: bool) -> str:
    counted = Counter(row.finding.result for row in rows)
    words = [
        _several(counted[Result.ERROR], "error"),
        _several(counted[Result.WARNING], "warning"),
        f"{counted[Result.UNKNOWN]} cannot be told",
        f"{counted[Result.UNDECLARED]} not declared",
    ]
    rest = "" if shows_all or not counted[Result.OK] else " (--all shows them)"
    return f"{', '.join(words)}; {counted[Result.OK]} fine{rest}."


def _several(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
