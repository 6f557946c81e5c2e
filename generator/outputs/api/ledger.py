"""ledger.json and ledger.csv: every stretch of trouble that a figure of uptime counts, and why.

They hold the months that uptime.html shows; ledger/<YYYY-MM>.json and .csv hold each month whole,
so that no file grows for ever, and those of past months stand still.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from decimal import ROUND_FLOOR, Decimal

from generator.outputs.api.book import Book
from generator.outputs.api.ledger_rows import Line, as_csv, lines_of, number
from generator.outputs.api.schemas import LEDGER_SCHEMA
from generator.outputs.api.text import Json, as_json, text_file
from generator.outputs.artifact import Artifact
from generator.render.words import iso
from generator.state.figures import Month
from generator.state.uptime import midnight

PATH = "ledger"
#: months in ledger.json, the one that goes on included: all that ninety days touch
MONTHS = 4

#: months since the year 0
Number = int
Figures = Mapping[Number, list[tuple[str, Month]]]


def ledger_files(book: Book) -> Iterator[Artifact]:
    """The recent ledger and that of each month with a line, both as JSON and as CSV."""
    lines, figures = lines_of(book), _figures(book)
    by_month: dict[Number, list[Line]] = defaultdict(list)
    for line in lines:
        for month in _touched(line, book.state.figures_until):
            by_month[month].append(line)
    months = sorted(by_month, reverse=True)
    for month in months:
        yield from _files(book, _path(month), range(month, month + 1), by_month[month], figures)
    last = _number(book.state.figures_until)
    recent = range(last - MONTHS + 1, last + 1)
    kept = {id(line) for month in recent for line in by_month.get(month, ())}
    newest = [line for line in lines if id(line) in kept]
    yield from _files(book, PATH, recent, newest, figures, months)


def _files(
    book: Book,
    path: str,
    span: range,
    lines: list[Line],
    figures: Figures,
    others: Iterable[Number] = (),
) -> Iterator[Artifact]:
    values: Json = {
        "$schema": book.address(LEDGER_SCHEMA),
        "from": iso(_first(span.start)),
        "to": iso(_first(span.stop)),
        "intervals": [line.as_object() for line in lines],
        "months": list(_months(span, figures)),
        "files": [f"{_path(month)}.json" for month in others],
    }
    text = as_json(values)
    yield text_file(f"{path}.json", text)
    # the same facts, so the same view: the table itself is made only where they changed
    yield Artifact(f"{path}.csv", text, lambda: as_csv(lines).encode())


def _touched(line: Line, figures_until: datetime) -> range:
    """The months that a line has a part in; one that goes on has one in this month."""
    interval = line.interval
    first, last = _number(interval.start), _number(interval.end)
    if interval.ongoing:
        return range(first, max(first, _number(figures_until)) + 1)
    # what ends with a month has no part in the next one
    return range(first, last + (interval.end > _first(last)))


def _figures(book: Book) -> Figures:
    """By month, the components from which something was subtracted."""
    found: dict[Number, list[tuple[str, Month]]] = defaultdict(list)
    for each in book.state.uptime:
        for month in each.months:
            if month.downtime:
                found[month.year * 12 + month.month - 1].append((each.component, month))
    return found


def _months(span: range, figures: Figures) -> Iterator[Json]:
    for at in reversed(span):
        for component, month in figures.get(at, ()):
            percent = month.uptime or Decimal(0)
            yield {
                "component": component,
                "month": f"{month.year:04}-{month.month:02}",
                "seconds": month.seconds,
                "downtime": number(month.downtime),
                "uptime": number(percent.quantize(Decimal("0.0001"), ROUND_FLOOR)),
            }


def _number(moment: datetime) -> Number:
    return moment.year * 12 + moment.month - 1


def _first(month: Number) -> datetime:
    return midnight(date(month // 12, month % 12 + 1, 1))


def _path(month: Number) -> str:
    return f"{PATH}/{month // 12:04}-{month % 12 + 1:02}"
