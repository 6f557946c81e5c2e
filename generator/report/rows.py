"""A report as values for JSON; lengths of time in minutes, moments in UTC."""

from datetime import datetime, timedelta
from typing import Any

from generator.content.actions import Action
from generator.render.words import iso
from generator.report.records import Drills, Measured, Missed, Report, Row, median

Values = dict[str, Any]


def report_values(report: Report) -> Values:
    """All of it, as docs/watching.md tells."""
    return {
        "now": iso(report.now),
        "since": report.since.isoformat(),
        "total": _row(report.total),
        "months": [_row(row) for row in report.months],
        "impacts": [_row(row) for row in report.impacts],
        "incidents": [_incident(each, report.now) for each in report.incidents],
        "overrides": [
            {"event": each.event, "code": each.code, "reason": each.reason}
            for each in report.overrides
        ],
        "drills": _drills(report.drills, report.now),
    }


def _row(row: Row) -> Values:
    return {
        "name": row.name,
        "incidents": row.incidents,
        "not_judged": row.not_judged,
        "first_word": _lengths(row.first_words),
        "longest_gap": _lengths(row.gaps),
        "promises": {
            "given": row.given,
            "kept": row.kept,
            "missed": row.missed,
            "pending": row.pending,
        },
        "workarounds": {"incidents": row.workarounds_asked, "given": row.workarounds},
        "postmortems": {"published": row.published, "due": row.due, "late": row.late},
        "actions": {"open": row.actions, "late": row.late_actions},
    }


def _lengths(lengths: tuple[timedelta, ...]) -> Values:
    return {
        "incidents": len(lengths),
        "median_minutes": _minutes(median(lengths)),
        "worst_minutes": _minutes(lengths[-1] if lengths else None),
    }


def _incident(each: Measured, now: datetime) -> Values:
    written = each.postmortem
    return {
        "id": each.id,
        "title": each.title,
        "impact": each.impact.value,
        "month": each.month,
        "is_judged": each.is_judged,
        "first_word_minutes": _minutes(each.first_word),
        "longest_gap_minutes": _minutes(each.longest_gap),
        "promises": {
            "given": each.given,
            "kept": each.kept,
            "missed": [_missed(missed) for missed in each.missed],
            "pending": each.pending,
        },
        "has_workaround": each.has_workaround,
        "postmortem": {
            "state": written.state.value,
            "due": _moment(written.due),
            "published": _moment(written.published),
            "was_late": written.was_late,
            "actions": [_action(action, now) for action in written.actions],
        },
    }


def _missed(missed: Missed) -> Values:
    came, late = _moment(missed.came), _minutes(missed.late)
    return {"due": iso(missed.due), "came": came, "late_minutes": late}


def _action(action: Action, now: datetime) -> Values:
    return {
        "text": action.text,
        "owner": action.owner,
        "due": action.due.isoformat() if action.due else None,
        "is_done": action.is_done,
        "is_late": action.is_late(now),
    }


def _drills(drills: Drills, now: datetime) -> Values:
    return {
        "count": drills.count,
        "last": drills.last,
        "last_at": _moment(drills.last_at),
        "days_ago": (now - drills.last_at).days if drills.last_at else None,
        "is_due": drills.is_due,
    }


def _moment(moment: datetime | None) -> str | None:
    return iso(moment) if moment else None


def _minutes(length: timedelta | None) -> float | None:
    """Whole minutes as such, else with one decimal."""
    if length is None:
        return None
    minutes = round(length.total_seconds() / 60, 1)
    return int(minutes) if minutes.is_integer() else minutes
