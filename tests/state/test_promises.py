"""What was promised, by hand: the next word, the postmortem, the estimate, the way round."""

import pytest

from generator.state.records import Promise
from tests.state.making import at, incident, maintenance, only, planned, plans, says, state

OPEN = says("12:00", "investigating", next_update="12:30")


@pytest.mark.parametrize(
    ("now", "overdue"),
    [("12:29", False), ("12:30", False), ("12:34:59", False), ("12:35", True), ("13:00", True)],
)
def test_late_exactly_five_minutes_after_it_fell_due(now: str, overdue: bool) -> None:
    found = only(state(incident("a", OPEN), now=now))
    assert found.promise == Promise(at("12:30"), overdue)


def test_only_the_latest_update_promises() -> None:
    """A newer promise replaces the older one; a newer update without one leaves none."""
    newer = says("12:20", "identified", next_update="13:00")
    assert only(state(incident("a", OPEN, newer), now="12:50")).promise == Promise(
        at("13:00"), overdue=False
    )
    assert only(state(incident("a", OPEN, says("12:20")), now="12:50")).promise is None
    # seen at 12:10, the newer ones have not been said
    found = only(state(incident("a", OPEN, newer), now="12:10"))
    assert found.promise == Promise(at("12:30"), overdue=False)


def test_resolved_promises_the_postmortem() -> None:
    resolved = says("14:00", "resolved", next_update="2026-11-24 09:00")
    told = (OPEN, resolved)
    assert only(state(incident("a", *told))).promise == Promise(at("2026-11-24 09:00"), False)
    late = only(state(incident("a", *told), now="2026-11-24 09:05")).promise
    assert late == Promise(at("2026-11-24 09:00"), overdue=True)
    kept = (*told, says("2026-11-24 08:00", "postmortem"))
    assert only(state(incident("a", *kept), now="2026-11-24 09:05")).promise is None


def test_a_later_update_may_move_the_postmortem() -> None:
    """A word without a promise does not take back the one of Resolved."""
    resolved = says("14:00", "resolved", next_update="2026-11-24 09:00")
    moved = says("15:00", next_update="2026-11-26 09:00")
    found = only(state(incident("a", OPEN, resolved, moved)))
    assert found.promise == Promise(at("2026-11-26 09:00"), overdue=False)
    found = only(state(incident("a", OPEN, resolved, says("15:00"))))
    assert found.promise == Promise(at("2026-11-24 09:00"), overdue=False)


def test_without_a_word_the_due_day_promises_the_postmortem_by_its_end() -> None:
    """27 November has passed at 28 November 00:00 UTC; late five minutes after."""
    told = (OPEN, says("14:00", "resolved"))
    due = at("2026-11-27 00:00").date()
    for now, overdue in (("2026-11-28 00:04:59", False), ("2026-11-28 00:05", True)):
        found = only(state(incident("a", *told, postmortem_due=due), now=now))
        assert found.promise == Promise(at("2026-11-28 00:00"), overdue)
    assert only(state(incident("a", OPEN, postmortem_due=due), now="12:10")).promise == Promise(
        at("12:30"), overdue=False
    )


def test_reopened_the_next_word_counts_again_and_then_the_new_promise() -> None:
    resolved = says("14:00", "resolved", next_update="2026-11-24 09:00")
    wrote = says("15:00", "postmortem")
    again = says("16:00", "investigating", next_update="16:30")
    found = only(state(incident("a", OPEN, resolved, wrote, again), now="16:10"))
    assert found.promise == Promise(at("16:30"), overdue=False)
    closed = says("17:00", "resolved", next_update="2026-11-25 09:00")
    found = only(state(incident("a", OPEN, resolved, wrote, again, closed)))
    assert found.promise == Promise(at("2026-11-25 09:00"), overdue=False)


def test_nothing_is_promised_where_the_end_is_unknown() -> None:
    found = only(state(incident("a", OPEN, ended="unknown")))
    assert (found.promise, found.eta, found.workaround) == (None, None, "")


def test_a_maintenance_promises_until_it_is_over() -> None:
    told = plans("2026-11-15 09:00", "scheduled", next_update="2026-11-19 09:00")
    found = planned(state(maintenance("m", "02:00 to 04:00", told), now="2026-11-19 08:00"))
    assert found.promise == Promise(at("2026-11-19 09:00"), overdue=False)
    found = planned(state(maintenance("m", "02:00 to 04:00", told), now="2026-11-19 09:05"))
    assert found.promise == Promise(at("2026-11-19 09:00"), overdue=True)
    done = plans("03:00", "completed")
    assert planned(state(maintenance("m", "02:00 to 04:00", told, done))).promise is None


def test_a_way_round_stands_until_replaced_or_none() -> None:
    told = [says("12:00", "investigating", workaround="Use `--serial`.")]
    assert only(state(incident("a", *told))).workaround == "Use `--serial`."
    told.append(says("12:10", "identified"))
    assert only(state(incident("a", *told))).workaround == "Use `--serial`."
    told.append(says("12:20", workaround="Wait."))
    assert only(state(incident("a", *told))).workaround == "Wait."
    told.append(says("12:30", workaround="none"))
    assert only(state(incident("a", *told))).workaround == ""


def test_an_estimate_stands_until_replaced_or_none_and_is_no_promise() -> None:
    told = [says("12:00", "investigating", eta="15:00")]
    found = only(state(incident("a", *told)))
    assert (found.eta, found.promise) == (at("15:00"), None)
    told.append(says("12:10", "identified"))
    assert only(state(incident("a", *told))).eta == at("15:00")
    told.append(says("12:20", eta="16:00"))
    assert only(state(incident("a", *told))).eta == at("16:00")
    told.append(says("12:30", eta="none"))
    assert only(state(incident("a", *told))).eta is None


def test_what_is_over_has_no_way_round_and_no_estimate() -> None:
    told = (
        says("12:00", "investigating", eta="15:00", workaround="Wait."),
        says("13:00", "resolved"),
    )
    found = only(state(incident("a", *told)))
    assert (found.eta, found.workaround) == (None, "")
