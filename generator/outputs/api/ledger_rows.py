"""A line of the ledger: one stretch of trouble, what it costs, and the events that say so."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from generator.outputs.addresses import event_path
from generator.outputs.api.book import Book, events
from generator.outputs.api.text import Json
from generator.render.words import iso
from generator.state.records import Cause, EventState, IncidentState, Interval

#: the keys of a line in JSON, but for `events`, and the columns in CSV
FACTS = (
    *("component", "component_name", "status", "start", "end", "ongoing", "seconds", "weight"),
)
COLUMNS = (*FACTS, "event_kinds", "event_ids", "event_titles", "event_urls")
#: a spreadsheet takes a cell that begins so for a formula, the wide signs too; where it parts
#: cells at semicolons, one may begin in the middle of ours
_FORMULA = re.compile(r"(\A|;)(\s*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])")


@dataclass(frozen=True, slots=True)
class Reason:
    """An event that a line of the ledger comes from."""

    kind: str
    id: str
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    interval: Interval
    facts: tuple[str | int | float | bool | None, ...]
    reasons: tuple[Reason, ...]

    def as_object(self) -> Json:
        """The line for JSON."""
        reasons = [
            {"kind": each.kind, "id": each.id, "title": each.title, "url": each.url}
            for each in self.reasons
        ]
        return {**dict(zip(FACTS, self.facts, strict=True)), "events": reasons}

    def as_cells(self) -> Iterator[str]:
        """The line for CSV; several events are apart by ` | `."""
        yield from map(_cell, self.facts)
        for key in ("kind", "id", "title", "url"):
            yield harmless(" | ".join(str(getattr(each, key)) for each in self.reasons))


def lines_of(book: Book) -> list[Line]:
    """Every line of the ledger, the newest first."""
    reasons = {(_cause(each), _id(each)): _reason(book, each) for each in events(book.state)}
    newest_first = sorted(book.state.ledger, key=lambda i: (i.start, i.component), reverse=True)
    return [_line(book, interval, reasons) for interval in newest_first]


def as_csv(lines: Iterable[Line]) -> str:
    """A table as RFC 4180 has it: a header, CR LF, quotes where they are needed, doubled inside."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(line.as_cells() for line in lines)
    return stream.getvalue()


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe comes before what begins one.

    A line feed or a tab in it becomes a space: a line of the file is a line of the ledger.
    """
    flat = " ".join(text.splitlines()).replace("\t", " ")
    return _FORMULA.sub(lambda found: f"{found[0]}'", flat)


def number(value: Decimal) -> int | float:
    """A figure for JSON, whole where it is."""
    return int(value) if value == value.to_integral_value() else float(value)


def _line(book: Book, interval: Interval, reasons: Mapping[tuple[Cause, str], Reason]) -> Line:
    facts = (
        interval.component,
        book.names[interval.component],
        interval.status.value,
        iso(interval.start),
        None if interval.ongoing else iso(interval.end),
        interval.ongoing,
        _seconds(book, interval),
        number(interval.weight),
    )
    return Line(
        interval, facts, tuple(reasons[each] for each in interval.events if each in reasons)
    )


def _seconds(book: Book, interval: Interval) -> int:
    """What goes on counts up to the last full hour, as the figures do."""
    if not interval.ongoing:
        return interval.seconds
    return max(0, int((book.state.figures_until - interval.start).total_seconds()))


def _reason(book: Book, each: EventState) -> Reason:
    event = each.incident if isinstance(each, IncidentState) else each.maintenance
    return Reason(_cause(each).value, event.id, event.title, book.address(event_path(each)))


def _cause(each: EventState) -> Cause:
    return Cause.INCIDENT if isinstance(each, IncidentState) else Cause.MAINTENANCE


def _id(each: EventState) -> str:
    return each.incident.id if isinstance(each, IncidentState) else each.maintenance.id


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return harmless(value) if isinstance(value, str) else str(value)
