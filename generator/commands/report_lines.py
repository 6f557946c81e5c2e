"""A report on a terminal: sentences first, then tables of 80 columns, then what is left to do."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from textwrap import wrap

from generator.errors import visible
from generator.render.words import counted, day_name, duration, short_day, when
from generator.report.records import Drills, Measured, Report, Row, Written, median

WIDTH = 80
#: so many of a list are told; JSON has all
MOST = 10
_COLUMNS = (
    ("", "incidents", "first word", "", "silence", "", "promises", "workaround"),
    ("", "", "median", "worst", "median", "worst", "kept", "given"),
)


def report_lines(report: Report, zone: str) -> Iterator[str]:
    """The whole report; moments in the site's zone, days and months in UTC."""
    yield from _wrapped(" ".join(_sentences(report)))
    if report.total.incidents > report.total.not_judged:
        for name, rows in (("month", report.months), ("impact", report.impacts)):
            yield ""
            yield from _table(name, rows)
    yield from _list("Promises missed, the worst first", _missed(report, zone))
    yield from _list("Postmortems to write", _postmortems(report, zone))
    yield from _list("What postmortems said we change, and is not done", _actions(report))
    yield from _list(
        "Rules set aside", (f"{o.code}  {o.event}: {o.reason}" for o in report.overrides)
    )


def _sentences(report: Report) -> Iterator[str]:
    row = report.total
    if not row.incidents:
        yield f"There was no incident since {day_name(report.since)}."
    else:
        yield from _of_incidents(report)
        yield from _of_postmortems(row)
    yield _of_drills(report.drills, report.now)


def _of_incidents(report: Report) -> Iterator[str]:
    row = report.total
    judged = row.incidents - row.not_judged
    which = f"{counted(row.incidents, 'incident')} since {day_name(report.since)}"
    if row.not_judged:
        many = str(row.not_judged) if judged else "None"
        can = "cannot be judged" if judged else "can be judged"
        yield f"{many} of {which} {can} (imported, written after the fact, or end not known)."
    if not judged:
        return
    yield f"In {f'the other {judged}' if row.not_judged else which}, {_of_first_words(row, judged)}"
    if row.gaps:
        yield f"The longest silence lasted {_middle(row.gaps)}."
    if row.given:
        yield f"Kept: {row.kept} of {counted(row.given, 'promise')} of a next update."
    else:
        yield "No promise of a next update has fallen due."
    if row.workarounds_asked:
        asked = counted(row.workarounds_asked, "major or critical one")
        yield f"A workaround was given in {row.workarounds} of {asked}."


def _of_first_words(row: Row, judged: int) -> str:
    if not row.first_words:
        return "nobody said when it `started`, so the wait for the first word is not known."
    told = len(row.first_words)
    which = f"; {told} of them say when it `started`" if told < judged else ""
    return f"customers waited {_middle(row.first_words)} for the first word{which}."


def _of_postmortems(row: Row) -> Iterator[str]:
    if row.published or row.due or row.late:
        yield f"Postmortems: {row.published} published, {row.due} due, {row.late} late."
    if row.actions:
        yield f"Of what they said we change, {row.actions} not done, {row.late_actions} late."


def _of_drills(drills: Drills, now: datetime) -> str:
    if drills.last_at is None:
        return "There was no exercise yet (`drill: yes`): hold one, twice a year."
    ago = counted((now - drills.last_at).days, "day")
    more = ": it is time for another" if drills.is_due else ""
    return f"The last exercise was {ago} ago{more}."


def _middle(lengths: tuple[timedelta, ...]) -> str:
    """The median, and the worst where that is another."""
    middle, worst = median(lengths), lengths[-1]
    said = f"{_long(middle)} (median" if middle is not None else "("
    return said + (f"; {_long(worst)} at worst)" if worst != middle else ")")


def _table(name: str, rows: Sequence[Row]) -> Iterator[str]:
    head = [(f"By {name}", *_COLUMNS[0][1:]), _COLUMNS[1]]
    cells = [*head, *(_cells(row) for row in rows)]
    widths = [max(len(line[at]) for line in cells) for at in range(len(head[0]))]
    for first, *others in cells:
        said = [text.rjust(width) for text, width in zip(others, widths[1:], strict=True)]
        yield "  ".join([first.ljust(widths[0]), *said]).rstrip()


def _cells(row: Row) -> tuple[str, ...]:
    return (
        row.name,
        str(row.incidents),
        *_pair(row.first_words),
        *_pair(row.gaps),
        f"{row.kept}/{row.given}" if row.given else "–",
        f"{row.workarounds}/{row.workarounds_asked}" if row.workarounds_asked else "–",
    )


def _pair(lengths: tuple[timedelta, ...]) -> tuple[str, str]:
    return _short(median(lengths)), _short(lengths[-1] if lengths else None)


def _missed(report: Report, zone: str) -> Iterator[str]:
    rows = [(missed, each) for each in report.incidents for missed in each.missed]
    for missed, each in sorted(rows, key=lambda row: -row[0].late):
        due = when(missed.due, zone).text
        still = "" if missed.came else ", and has not come yet"
        yield f"{_short(missed.late)} late  {each.id} (due {due}{still})"


def _postmortems(report: Report, zone: str) -> Iterator[str]:
    for each in _standing(report, Written.LATE, Written.DUE):
        due = each.postmortem.due
        if due is not None:
            word = "LATE, was due" if each.postmortem.state is Written.LATE else "due"
            yield f"{word} {short_day(due - timedelta(seconds=1), zone)}  {each.id}"


def _standing(report: Report, *states: Written) -> list[Measured]:
    return [each for state in states for each in report.incidents if each.postmortem.state is state]


def _actions(report: Report) -> Iterator[str]:
    """The late ones first, then by their day; those without one last."""
    rows = [(a, each) for each in report.incidents for a in each.postmortem.actions]
    owed = [(a, each) for a, each in rows if not a.is_done]
    owed.sort(key=lambda row: (row[0].due is None, row[0].due or report.since))
    for action, each in owed:
        day = f"by {action.due}" if action.due else "no date"
        late = "LATE, " if action.is_late(report.now) else ""
        yield f"{late}{day}, {action.owner or 'no owner'}: {action.text} ({each.id})"


def _list(heading: str, items: Iterable[str]) -> Iterator[str]:
    told = [*items]
    if not told:
        return
    yield ""
    yield f"{heading} ({len(told)})"
    for item in told[:MOST]:
        yield from _wrapped(item, "  ", "      ")
    if len(told) > MOST:
        yield f"  and {len(told) - MOST} more: --format json has all"


def _wrapped(text: str, first: str = "", others: str = "") -> list[str]:
    return wrap(
        visible(text),
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _long(length: timedelta | None) -> str:
    """`1 h 25 min`; whole minutes from one minute on."""
    whole = length or timedelta()
    minute = timedelta(minutes=1)
    return duration(whole - whole % minute if whole >= minute else whole).replace("\u00a0", " ")


def _short(length: timedelta | None) -> str:
    """`1h25m`, as it is typed; a dash where there is none."""
    if length is None:
        return "–"
    minutes = int(length.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    parts = [(days, "d"), (hours, "h"), (rest, "m")]
    first = next((at for at, (count, _) in enumerate(parts) if count), 2)
    return "".join(f"{count}{unit}" for count, unit in parts[first : first + 2] if count) or "0m"
