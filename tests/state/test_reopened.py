"""An open status after Resolved reopens, by hand: as before Resolved, and operational between."""

from tests.state.making import at, incident, ledger, only, says, state, statuses


def test_reopened_takes_the_statuses_from_before() -> None:
    found = state(
        incident(
            "a",
            says("12:00", "investigating", api="partial_outage"),
            says("12:30", "identified", api="major_outage", web="degraded_performance"),
            says("13:00", "resolved"),
            says("14:00", "investigating"),
        )
    )
    assert ledger(found) == [
        "partial_outage 11-20 12:00 - 11-20 12:30 x0.3 by a",
        "major_outage 11-20 12:30 - 11-20 13:00 x1 by a",
        "major_outage 11-20 14:00 - … x1 by a",
    ]
    assert ledger(found, "web") == [
        "degraded_performance 11-20 12:30 - 11-20 13:00 x0 by a",
        "degraded_performance 11-20 14:00 - … x0 by a",
    ]
    assert (only(found).is_open, only(found).ended) == (True, None)


def test_reopened_with_a_status_of_its_own() -> None:
    """The update that reopens says that api is only slow this time; web is as it was."""
    found = state(
        incident(
            "a",
            says("12:00", "investigating", api="major_outage", web="partial_outage"),
            says("13:00", "resolved"),
            says("14:00", "identified", api="degraded_performance"),
        )
    )
    assert statuses(found) == {"api": "degraded_performance", "web": "partial_outage"}


def test_reopened_twice() -> None:
    """Each time with what held before the Resolved just before: major, then partial."""
    found = state(
        incident(
            "a",
            says("10:00", "investigating", api="major_outage"),
            says("11:00", "resolved"),
            says("12:00", "investigating"),
            says("12:30", "monitoring", api="partial_outage"),
            says("13:00", "resolved"),
            says("14:00", "investigating"),
            says("15:00", "resolved"),
        )
    )
    assert ledger(found) == [
        "major_outage 11-20 10:00 - 11-20 11:00 x1 by a",
        "major_outage 11-20 12:00 - 11-20 12:30 x1 by a",
        "partial_outage 11-20 12:30 - 11-20 13:00 x0.3 by a",
        "partial_outage 11-20 14:00 - 11-20 15:00 x0.3 by a",
    ]
    assert only(found).ended == at("15:00")


def test_an_update_or_a_postmortem_reopens_nothing() -> None:
    found = state(
        incident(
            "a",
            says("12:00", "investigating", api="major_outage"),
            says("13:00", "resolved"),
            says("14:00"),
            says("15:00", "postmortem"),
        )
    )
    assert ledger(found) == ["major_outage 11-20 12:00 - 11-20 13:00 x1 by a"]
    assert (only(found).is_open, only(found).ended) == (False, at("13:00"))


def test_reopened_after_the_postmortem() -> None:
    found = state(
        incident(
            "a",
            says("12:00", "investigating", api="major_outage"),
            says("13:00", "resolved"),
            says("15:00", "postmortem"),
            says("16:00", "investigating"),
        )
    )
    assert ledger(found)[1:] == ["major_outage 11-20 16:00 - … x1 by a"]


def test_resolved_twice_reopens_as_before_the_first() -> None:
    """The second Resolved repeats the first; what held before it was that all works."""
    found = state(
        incident(
            "a",
            says("12:00", "investigating", api="major_outage"),
            says("13:00", "resolved"),
            says("13:30", "resolved"),
            says("14:00", "investigating"),
        )
    )
    assert statuses(found)["api"] == "major_outage"
    assert ledger(found)[0] == "major_outage 11-20 12:00 - 11-20 13:00 x1 by a"


def test_reopened_with_a_real_end() -> None:
    """`ended` is when the last of it was over: the gap in the middle stays."""
    found = state(
        incident(
            "a",
            says("10:00", "investigating", api="major_outage"),
            says("11:00", "resolved"),
            says("12:00", "investigating"),
            says("13:00", "resolved"),
            ended="12:40",
        )
    )
    assert ledger(found) == [
        "major_outage 11-20 10:00 - 11-20 11:00 x1 by a",
        "major_outage 11-20 12:00 - 11-20 12:40 x1 by a",
    ]


def test_seen_from_between_it_was_over() -> None:
    """At 13:30 nobody knew that it would come back at 14:00."""
    told = (
        says("12:00", "investigating", api="major_outage"),
        says("13:00", "resolved"),
        says("14:00", "investigating"),
    )
    found = state(incident("a", *told), now="13:30")
    assert (only(found).is_open, only(found).status) == (False, "resolved")
    assert ledger(found) == ["major_outage 11-20 12:00 - 11-20 13:00 x1 by a"]
